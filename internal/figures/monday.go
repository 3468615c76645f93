package figures

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"kettle/internal/care"
	"kettle/internal/community"
)

// monday3 gives at most three things for Monday: the first that each rule finds, in the
// order of the rules. They go by what waits longest, never by who did most.
func (w *weeks) monday3(c *Canvas) []Thing {
	var things []Thing
	for _, rule := range []func() (Thing, bool){
		w.introduction, w.induction, w.unthanked, w.unseen, w.oldProfile, func() (Thing, bool) { return neglected(c) },
	} {
		if t, ok := rule(); ok && len(things) < 3 {
			things = append(things, t)
		}
	}
	return things
}

// MondayTitle is what stands over the things to do.
func (c *Canvas) MondayTitle() string {
	return [...]string{"For Monday", "One thing for Monday", "Two things for Monday", "Three things for Monday"}[len(c.Monday)]
}

// introduction is the one that was asked for and waits longest; where none was, it is
// whoever would like to be introduced and has met nobody.
func (w *weeks) introduction() (Thing, bool) {
	today := w.now.Format(time.DateOnly)
	var first *community.Introduction
	met := map[community.ID]bool{}
	for i := range w.past.Introductions {
		n := &w.past.Introductions[i]
		if n.Acquainted() {
			met[n.OneID], met[n.OtherID] = true, true
		}
		if !n.Waits() || n.NotBefore > today || !w.introducible(n.OneID) || !w.introducible(n.OtherID) {
			continue
		}
		if first == nil || n.AskedAt.Before(first.AskedAt) || n.AskedAt.Equal(first.AskedAt) && bytes.Compare(n.ID[:], first.ID[:]) < 0 {
			first = n
		}
	}
	if first != nil {
		by, other := w.member[first.AskedByID], w.member[first.Other(first.AskedByID)]
		return Thing{
			fmt.Sprintf("Introduce %s and %s", by.Call(), other.Call()),
			fmt.Sprintf("%s asked %s, and nobody waits longer.", by.Call(), ago(w.day(first.AskedAt), w.today)),
		}, true
	}
	left, _ := w.newcomers()
	for i := range left {
		if m := left[i].Member; m.IntroduceMe && !m.LeaveMe && !met[m.ID] {
			return Thing{"Introduce " + m.Call() + " to somebody", "New here, would like to meet people, and has been introduced to nobody."}, true
		}
	}
	return Thing{}, false
}

func (w *weeks) introducible(id community.ID) bool {
	m := w.member[id]
	return m != nil && m.Active() && !m.LeaveMe
}

// induction is the newcomer with whom it waits longest.
func (w *weeks) induction() (Thing, bool) {
	left, _ := w.newcomers()
	if len(left) == 0 {
		return Thing{}, false
	}
	n := &left[0]
	day, _ := time.Parse(time.DateOnly, n.Member.JoinedOn) // newcomers have one
	who := n.Member.Call()
	words := "Introduce " + who + " to one more"
	switch {
	case !n.Photo:
		words = "Take a photo of " + who
	case !n.Asked:
		words = "Ask " + who + " what others may see"
	case len(n.Todo) > 0:
		words = "Show " + who + " round"
	}
	return Thing{words, fmt.Sprintf("Joined %s, and %s.", ago(w.dayOf(day), w.today), missing(n))}, true
}

// unthanked is who answered a quick call this week or in the last, and has had no
// thank-you for it yet.
func (w *weeks) unthanked() (Thing, bool) {
	for i := range w.past.Posts {
		p := &w.past.Posts[i]
		helper := w.member[p.HelperID]
		week, ok := w.week(p.MadeAt)
		if !ok || week < last-1 || !p.Quick || helper == nil || !helper.Active() {
			continue
		}
		thanked := slices.ContainsFunc(w.past.Thanks, func(t community.ThankYou) bool {
			return t.FromID == p.MemberID && t.ToID == p.HelperID && !t.SaidAt.Before(p.MadeAt)
		})
		if !thanked {
			return Thing{"Thank " + helper.Call() + " for “" + p.Words + "”", "A quick call was answered, and nobody has said thank you."}, true
		}
	}
	return Thing{}, false
}

// unseen is who has not come for three weeks and came before, among those who agreed
// that others see when they are here; the one who has been away for the shortest time,
// with whom a word still helps. Of visits that are not kept so long nothing is known.
func (w *weeks) unseen() (Thing, bool) {
	var who *community.Member
	for i := range w.past.Members {
		m := &w.past.Members[i]
		at, came := w.seen[m.ID]
		if !came || !m.Active() || !m.HereNow.Given || m.LeaveMe || w.past.At.Sub(at) < care.MissedAfter {
			continue
		}
		if who == nil || at.After(w.seen[who.ID]) || at.Equal(w.seen[who.ID]) && bytes.Compare(m.ID[:], who.ID[:]) < 0 {
			who = m
		}
	}
	if who == nil {
		return Thing{}, false
	}
	return Thing{"Ask after " + who.Call(), fmt.Sprintf("Came last %s.", ago(w.day(w.seen[who.ID]), w.today))}, true
}

// oldProfile is the profile that was said to be right longest ago, of those who come.
func (w *weeks) oldProfile() (Thing, bool) {
	var who *community.Member
	for i := range w.past.Members {
		m := &w.past.Members[i]
		if _, comes := w.seen[m.ID]; !comes || !m.Active() || !m.OnWall.Given || !m.ConfirmDue(w.past.At) {
			continue
		}
		if who == nil || cmp.Or(strings.Compare(m.RightSince(), who.RightSince()), bytes.Compare(m.ID[:], who.ID[:])) < 0 {
			who = m
		}
	}
	if who == nil {
		return Thing{}, false
	}
	day, _ := time.Parse(time.DateOnly, who.RightSince())
	return Thing{"Ask " + who.Call() + " whether their card is still right", "Nobody has said so since " + day.Format("January 2006") + "."}, true
}

// neglected is the element that has had nothing for three weeks or more, the one that
// has had nothing longest. A space in which nothing is in the way is none.
func neglected(c *Canvas) (Thing, bool) {
	const long = 3
	do := map[string]string{
		CoLocation: "Put on a breakfast", Network: "Invite a sister space", PeerSupport: "Set out the thank-yous at lunch",
		Hosting: "Introduce two people", Learning: "Put on a skill share",
	}
	best, most := "", long-1
	for i := range c.Elements {
		e := &c.Elements[i]
		if ago := since(e.Bars); ago > most && do[e.Name] != "" {
			best, most = e.Name, ago
		}
	}
	if best == "" {
		return Thing{}, false
	}
	return Thing{do[best], fmt.Sprintf("%s has had nothing for %s.", best, plural(most, "week"))}, true
}

// ago says how long ago a day was.
func ago(day, today int) string {
	switch n := today - day; {
	case n <= 0:
		return "today"
	case n == 1:
		return "yesterday"
	case n < 14:
		return plural(n, "day") + " ago"
	default:
		return plural(n/7, "week") + " ago"
	}
}

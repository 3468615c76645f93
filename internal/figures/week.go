package figures

import (
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

// Weeks is how many weeks a canvas is of, the last of them the one that goes on.
const Weeks = 12

// weeks counts what happened by the weeks, Monday to Sunday, of the space's own
// calendar.
type weeks struct {
	past   *community.Past
	start  time.Time // the first Monday, local midnight
	now    time.Time // local
	today  int       // days since start
	member map[community.ID]*community.Member
	seen   map[community.ID]time.Time // when each member last came, of the visits that are kept

	days      [7][Weeks]int // how many members came, by weekday from Monday, and week
	hours     [7][24]int    // check-ins, by weekday and hour; only of the visits that are kept
	here      int           // different members this week
	visitors  [Weeks]int
	toMembers int // visitors of this week who came to see a member
	thanks    [Weeks]int
	asks      [Weeks]int
	answered  [Weeks]int // of the asks of that week
	quick     [Weeks]int
	helped    [Weeks]int // of the quick calls of that week
	met       [Weeks]int // introductions that hosts made
	events    [Weeks]int // of all kinds
	learning  [Weeks]int // events at which people learn of one another
	courses   [Weeks]int // those of kind Learning alone
	learners  [Weeks]int // who said they would come to them
	social    [Weeks]int // who said they would come to the others
}

// Start gives the Monday with which the twelve weeks up to a time begin.
func Start(space *community.Space, at time.Time) time.Time {
	local := space.Local(at)
	back := (int(local.Weekday())+6)%7 + 7*(Weeks-1)
	return time.Date(local.Year(), local.Month(), local.Day()-back, 0, 0, 0, 0, local.Location())
}

func countWeeks(p *community.Past) *weeks {
	w := &weeks{past: p, start: Start(&p.Space, p.At), now: p.Space.Local(p.At), member: map[community.ID]*community.Member{}, seen: map[community.ID]time.Time{}}
	w.today = w.day(p.At)
	for i := range p.Members {
		w.member[p.Members[i].ID] = &p.Members[i]
	}
	w.countStays()
	w.countVisitors()
	w.countHelp()
	w.countEvents()
	return w
}

// day gives the number of the local day of a time, 0 for the first Monday. Days have
// 23 to 25 hours, so it goes by dates.
func (w *weeks) day(at time.Time) int {
	y, m, d := w.past.Space.Local(at).Date()
	return w.dayOf(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))
}

func (w *weeks) dayOf(date time.Time) int {
	y, m, d := w.start.Date()
	return int(date.Sub(time.Date(y, m, d, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour))
}

// week gives the number of the week of a time; ok is false outside the twelve, and
// for what is still to come.
func (w *weeks) week(at time.Time) (week int, ok bool) {
	day := w.day(at)
	return day / 7, day >= 0 && day/7 < Weeks && !at.After(w.past.At)
}

// Monday gives the day with which a week begins.
func (w *weeks) monday(week int) time.Time { return w.start.AddDate(0, 0, 7*week) }

// horizons gives the days from which visits and visitors are kept themselves; the
// days before are counts.
func (w *weeks) horizons() (visits, visitors int) {
	return w.day(time.UnixMilli(w.past.Kept.Visit)), w.day(time.UnixMilli(w.past.Kept.Visitor))
}

func (w *weeks) countStays() {
	type stay struct {
		day    int
		member community.ID
	}
	first, _ := w.horizons()
	came, this := make(map[stay]bool, len(w.past.Stays)), map[community.ID]bool{}
	for _, s := range w.past.Stays {
		local := w.past.Space.Local(s.InAt)
		day := w.day(s.InAt)
		if day < max(first, 0) || s.InAt.After(w.past.At) {
			continue
		}
		if s.InAt.After(w.seen[s.MemberID]) {
			w.seen[s.MemberID] = s.InAt
		}
		w.hours[day%7][local.Hour()]++
		if day/7 == Weeks-1 {
			this[s.MemberID] = true
		}
		if k := (stay{day, s.MemberID}); !came[k] {
			came[k] = true
			w.days[day%7][day/7]++
		}
	}
	w.here = len(this)
	for day, n := range w.counted(community.CountMembers) {
		if day < first {
			w.days[day%7][day/7] = n
		}
	}
}

// counted gives the anonymous figures of days. Where several screens counted one, the
// greatest is the one that saw the most.
func (w *weeks) counted(what string) map[int]int {
	out := map[int]int{}
	for i := range w.past.Counts {
		c := &w.past.Counts[i]
		date, err := time.Parse(time.DateOnly, c.Day)
		if err != nil || c.What != what {
			continue
		}
		if day := w.dayOf(date); day >= 0 && day < 7*Weeks {
			out[day] = max(out[day], c.N)
		}
	}
	return out
}

func (w *weeks) countVisitors() {
	_, first := w.horizons()
	for i := range w.past.Visitors {
		v := &w.past.Visitors[i]
		week, ok := w.week(v.InAt)
		if !ok || w.day(v.InAt) < first {
			continue
		}
		w.visitors[week]++
		if week == Weeks-1 && v.Sees == community.SeesMember {
			w.toMembers++
		}
	}
	for day, n := range w.counted(community.CountVisitors) {
		if day < first {
			w.visitors[day/7] += n
		}
	}
}

// countHelp counts thank-yous, asks, quick calls and introductions.
func (w *weeks) countHelp() {
	for i := range w.past.Thanks {
		if week, ok := w.week(w.past.Thanks[i].SaidAt); ok {
			w.thanks[week]++
		}
	}
	for i := range w.past.Posts {
		p := &w.past.Posts[i]
		week, ok := w.week(p.MadeAt)
		switch {
		case !ok || p.Side != community.Ask:
		case p.Quick:
			w.quick[week]++
			if p.Sorted || !p.HelperID.IsZero() {
				w.helped[week]++
			}
		default:
			w.asks[week]++
			if p.Sorted {
				w.answered[week]++
			}
		}
	}
	for i := range w.past.Introductions {
		if n := &w.past.Introductions[i]; !n.DoneAt.IsZero() {
			if week, ok := w.week(n.DoneAt); ok {
				w.met[week]++
			}
		}
	}
}

// teaches says whether people learn of one another at an event of that kind.
func teaches(what string) bool {
	return slices.Contains([]string{community.EventLearning, community.EventMentoring, community.EventAccountability, community.EventSurgery}, what)
}

func (w *weeks) countEvents() {
	first := w.day(time.UnixMilli(w.past.Kept.Coming))
	came := func(what string, week, n int) {
		if teaches(what) {
			w.learners[week] += n
		} else {
			w.social[week] += n
		}
	}
	for _, o := range community.Counted(w.past.Occasions, w.past.Comings) {
		week, ok := w.week(o.StartsAt)
		if !ok {
			continue
		}
		w.events[week]++
		if teaches(o.What) {
			w.learning[week]++
		}
		if o.What == community.EventLearning {
			w.courses[week]++
		}
		if w.day(o.Of) >= first {
			came(o.What, week, o.Coming)
		}
	}
	kept := map[string]bool{} // of kinds of events
	for i := range w.past.Counts {
		if what, is := strings.CutPrefix(w.past.Counts[i].What, community.CountCame); is {
			kept[what] = true
		}
	}
	for what := range kept {
		for day, n := range w.counted(community.CountCame + what) {
			if day < first {
				came(what, day/7, n)
			}
		}
	}
}

// visits is how many members came, day by day, in each week.
func (w *weeks) visits() (sum [Weeks]int) {
	for _, day := range w.days {
		for week, n := range day {
			sum[week] += n
		}
	}
	return sum
}

// since says how many weeks ago there was something last, the week that goes on being
// 0; Weeks for none in all of them.
func since(bars [Weeks]int) int {
	for i := range Weeks {
		if bars[Weeks-1-i] > 0 {
			return i
		}
	}
	return Weeks
}

package main

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
	"kettle/internal/figures"
	"kettle/internal/store"
)

// history makes up the twelve weeks before the day that the demo shows: what would be
// there of a small space that grows, and nothing else. Of the days before the last
// thirty there are counts alone, as everywhere. The same day has the same history.
type history struct {
	now     time.Time
	space   community.Space
	members []community.Member
	chance  *rand.Rand
	records []community.Record
	start   time.Time // the first Monday, local midnight
}

// demoHistory carries it all in at once, since most of it is older than what may be
// done now, and has the store say since when it keeps what.
func demoHistory(ctx context.Context, db *store.DB, now time.Time, members []community.Member) error {
	space, err := db.Space(ctx)
	if err != nil {
		return err
	}
	h := history{now: now, space: space, chance: rand.New(rand.NewPCG(12, 48)), start: figures.Start(&space, now)}
	for _, m := range members {
		if !strings.HasPrefix(m.Name, "Private") {
			h.members = append(h.members, m)
		}
	}
	occasions, err := db.Occasions(ctx, h.start, now)
	if err != nil {
		return err
	}
	h.stays()
	h.visitors()
	h.words()
	h.comings(occasions)
	h.answers()
	if _, err := db.Carry(ctx, h.records); err != nil {
		return err
	}
	_, err = db.Retain(ctx, store.RetainOptions{})
	return err
}

// add puts a record into the history, as it was said at a time.
func (h *history) add(kind community.Kind, at time.Time, fields []community.Field, owners ...community.ID) {
	n := len(h.records) + 1
	r := community.Record{Kind: kind, ID: community.ID{0xde, byte(n >> 8), byte(n)}, Owners: owners}
	g := community.Group{Stamp: community.Stamp{Clock: at.UnixMilli() << 16, Screen: 1}, Fields: map[string]string{}}
	for _, f := range fields {
		if f.Value != "" {
			g.Fields[f.Name] = f.Value
		}
	}
	r.Groups = []community.Group{g}
	h.records = append(h.records, r)
}

// days calls do for each day before today, with its week from 0 and its weekday from
// Monday, 0.
func (h *history) days(do func(day time.Time, week, weekday int)) {
	today := h.space.Day(h.now)
	for n := range 7 * figures.Weeks {
		if day := h.start.AddDate(0, 0, n); h.space.Day(day) < today {
			do(day, n/7, n%7)
		}
	}
}

// some gives that many different members who had joined by a day, in an order by chance.
func (h *history) some(n int, day time.Time) (out []community.Member) {
	for _, at := range h.chance.Perm(len(h.members)) {
		if m := h.members[at]; len(out) < n && m.JoinedOn < h.space.Day(day) {
			out = append(out, m)
		}
	}
	return out
}

// since is the first day of which what is kept for so long is kept itself.
func (h *history) since(days int) string { return h.space.Day(h.now.AddDate(0, 0, -days)) }

// stays are who came: on Thursdays, for the soup, the most.
func (h *history) stays() {
	busy := [7]int{76, 90, 86, 100, 68, 0, 0}
	h.days(func(day time.Time, week, weekday int) {
		n := (14+week)*busy[weekday]/100 + h.chance.IntN(3)
		if busy[weekday] == 0 {
			return
		}
		if h.space.Day(day) < h.since(community.KeepDays) {
			h.count(day, community.CountMembers, n)
			h.count(day, community.CountCheckIns, n+h.chance.IntN(4))
			return
		}
		for _, m := range h.some(n, day) {
			in := day.Add(8*time.Hour + time.Duration(h.chance.IntN(90)+h.chance.IntN(180))*time.Minute)
			v := community.Visit{MemberID: m.ID, InAt: in, InBy: community.ActorClaimed, OutAt: in.Add(time.Duration(180+h.chance.IntN(240)) * time.Minute), OutBy: community.ActorClaimed}
			h.add(community.KindVisit, v.OutAt, v.Fields(), m.ID)
		}
	})
}

func (h *history) count(day time.Time, what string, n int) {
	c := community.Count{Screen: 1, Day: h.space.Day(day), What: what, N: n}
	h.add(community.KindCount, day.AddDate(0, 0, community.KeepDays), c.Fields())
}

// visitors are few, and come on a Tuesday.
func (h *history) visitors() {
	names := [...]string{"Robin Example", "Sascha Sample", "Kim Beispiel"}
	h.days(func(day time.Time, week, weekday int) {
		n := [figures.Weeks]int{1, 0, 2, 1, 1, 3, 1, 0, 2, 1, 1, 2}[week]
		switch at := day.Add(10 * time.Hour); {
		case weekday != 1 || n == 0:
		case h.space.Day(day) < h.since(community.KeepDays):
			h.count(day, community.CountVisitors, n)
		default:
			for i := range n {
				v := community.Visitor{Name: names[i], Company: "A sister space, invented", Sees: community.SeesMember, SeesID: h.members[i].ID, InAt: at, InBy: community.ActorAnonymous, OutAt: at.Add(time.Hour), OutBy: community.ActorAnonymous}
				h.add(community.KindVisitor, v.OutAt, v.Fields(), h.members[i].ID)
			}
		}
	})
}

// words are thank-yous that stayed between two people, and asks and calls that are
// sorted.
func (h *history) words() {
	kinds := h.space.Kinds()
	asks := [...]string{"A drill for an hour", "Somebody who reads contracts", "A model for a portrait", "A quiet room on Monday", "A second screen", "A plumber who comes"}
	calls := [...]string{"The printer! It is out of paper", "The printer! It says tray two", "A hand with the table"}
	h.days(func(day time.Time, week, weekday int) {
		if weekday > 4 {
			return
		}
		at := day.Add(11 * time.Hour)
		for i := range 2 + (week+weekday)/4 + h.chance.IntN(2) {
			two := h.some(2, day)
			t := community.ThankYou{FromID: two[0].ID, ToID: two[1].ID, What: kinds[h.chance.IntN(len(kinds))], SaidAt: at.Add(time.Duration(i) * time.Hour), Seen: true, Heard: true}
			h.add(community.KindThankYou, t.SaidAt, t.Fields(), t.FromID, t.ToID)
		}
		if weekday%3 == 2 {
			return
		}
		two := h.some(2, day)
		p := community.Post{MemberID: two[0].ID, Side: community.Ask, Words: asks[h.chance.IntN(len(asks))], MadeAt: at, Until: at.AddDate(0, 0, community.PostDays), Closed: true, Seen: true, Sorted: h.chance.IntN(5) > 0}
		if h.chance.IntN(4) == 0 {
			p.Quick, p.HelperID, p.Words, p.Until = true, two[1].ID, calls[h.chance.IntN(len(calls))], at.Add(community.QuickFor)
		}
		h.add(community.KindPost, at, p.Fields(), p.MemberID)
	})
}

// comings are who said that they come to what was on, which is in the calendar.
func (h *history) comings(occasions []community.Occasion) {
	for i := range occasions {
		o := &occasions[i]
		n := map[string]int{community.EventSocial: 9, community.EventSurgery: 3, community.EventAccountability: 4, community.EventMentoring: 6, community.EventLearning: 5}[o.What]
		if n += h.chance.IntN(n + 1); o.AllDay || !o.Over(h.now) {
			continue
		}
		if h.space.Day(o.StartsAt) < h.since(community.ComingDays) {
			h.count(o.StartsAt, community.CountCame+o.What, n)
			continue
		}
		for k, m := range h.some(n, o.StartsAt) {
			c := community.Coming{MemberID: m.ID, EventID: o.SeriesID, StartsAt: o.Of, SaidAt: o.StartsAt.Add(-24 * time.Hour), Seen: true, Asked: true}
			if turns := o.Turns(); k < len(turns) {
				c.SlotAt = turns[k]
			} else if len(turns) > 0 {
				break
			}
			h.add(community.KindComing, c.SaidAt, c.Fields(), m.ID)
		}
	}
}

// answers are the counts of the question at check-out, by months: each member has one
// question a quarter, so that they are few.
func (h *history) answers() {
	counts := map[string][6][3]int{ // yes, no and skip; the last of this month
		community.QuestionSupported: {{6, 2, 2}, {5, 2, 3}, {7, 1, 2}, {6, 1, 3}, {6, 2, 3}, {5, 1, 3}},
		community.QuestionBelong:    {{3, 1, 1}, {2, 1, 2}, {3, 0, 1}, {3, 1, 1}, {2, 0, 2}, {2, 1, 1}},
		community.QuestionWorked:    {{2, 2, 1}, {2, 1, 1}, {1, 2, 2}, {2, 1, 1}, {2, 2, 1}, {1, 1, 1}},
	}
	this := community.MonthStart(h.space.Local(h.now))
	for _, question := range slices.Sorted(maps.Keys(counts)) {
		for i, n := range counts[question] {
			month := this.AddDate(0, i+1-len(counts[question]), 0)
			t := community.Tally{Screen: 1, Question: question, Month: community.Month(month), Yes: n[0], No: n[1], Skip: n[2]}
			h.add(community.KindTally, month, t.Fields())
		}
	}
}

package community

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// noon is a time to count from.
var noon = time.Date(2026, 3, 27, 12, 0, 0, 0, time.UTC)

func anID(t *rapid.T, name string, most int) ID {
	return ID{15: byte(rapid.IntRange(1, most).Draw(t, name))}
}

func someMinute(t *rapid.T, name string, most int) time.Time {
	return noon.Add(time.Duration(rapid.IntRange(0, most).Draw(t, name)) * time.Minute)
}

// someComings are comings to one occasion, of few members so that they meet.
func someComings(t *rapid.T, o *Occasion) []Coming {
	var all []Coming
	for i := range rapid.IntRange(0, 12).Draw(t, "comings") {
		c := Coming{
			ID: ID{0: 9, 15: byte(i)}, MemberID: anID(t, "member", 8), EventID: o.SeriesID, StartsAt: o.Of,
			SaidAt: someMinute(t, "said", 4), Void: rapid.IntRange(0, 4).Draw(t, "void") == 0,
		}
		switch rapid.IntRange(0, 8).Draw(t, "other") {
		case 0:
			c.EventID = ID{7}
		case 1:
			c.StartsAt = o.Of.Add(time.Hour)
		}
		if o.What == EventSurgery {
			c.SlotAt = o.StartsAt.Add(time.Duration(rapid.IntRange(-1, 4).Draw(t, "slot")) * SlotLength)
		}
		all = append(all, c)
	}
	return all
}

// Whoever said first that they come has the place, on every screen alike: one place a
// member, one member a turn, no more than there is room for, and a place that is given
// back is the next one's without anybody losing theirs.
func TestPlacesAreGivenAlikeOnEveryScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := &Occasion{SeriesID: ID{1}, EventID: ID{1}, Of: noon, StartsAt: noon, EndsAt: noon.Add(time.Hour), What: EventSocial, Places: rapid.IntRange(0, 4).Draw(t, "places")}
		if rapid.Bool().Draw(t, "surgery") {
			o.What = EventSurgery
		}
		all := someComings(t, o)
		placed := o.Placed(all)
		shuffled := slices.Clone(all)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if again := o.Placed(shuffled); fmt.Sprint(again) != fmt.Sprint(placed) {
			t.Fatalf("in another order %v, not %v", again, placed)
		}
		if room := o.Room(); room > 0 && len(placed) > room {
			t.Fatalf("%d have one of %d places", len(placed), room)
		}
		who, turns := map[ID]bool{}, map[int64]bool{}
		for i := range all {
			c := &all[i]
			if !placed[c.ID] {
				continue
			}
			if c.Void || !o.Has(c) || who[c.MemberID] || o.What == EventSurgery && turns[c.SlotAt.UnixMilli()] {
				t.Fatalf("%+v has a place", c)
			}
			who[c.MemberID], turns[c.SlotAt.UnixMilli()] = true, true
		}
		if len(all) == 0 {
			return
		}
		back := rapid.IntRange(0, len(all)-1).Draw(t, "back")
		all[back].Void = true
		after := o.Placed(all)
		said := map[ID]bool{}
		for i := range all {
			said[all[i].MemberID] = true
		}
		for id := range placed { // whoever asked for two turns, on screens apart, has the first that is free
			if id != all[back].ID && !after[id] && len(said) == len(all) {
				t.Fatalf("%v lost its place when %v was given back", id, all[back].ID)
			}
		}
		if counted := Counted([]Occasion{*o}, all); counted[0].Coming != len(after) {
			t.Fatalf("%d come, not %d", counted[0].Coming, len(after))
		}
	})
}

// Visits that two screens recorded become stays of which no two of one member overlap,
// which cover the same time, whatever is made one of twice.
func TestVisitsThatOverlapBecomeOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var visits []Visit
		for i := range rapid.IntRange(0, 10).Draw(t, "visits") {
			v := Visit{ID: ID{15: byte(i + 1)}, MemberID: anID(t, "member", 3), InAt: someMinute(t, "in", 60)}
			if rapid.Bool().Draw(t, "out") {
				v.OutAt, v.OutBy = v.InAt.Add(time.Duration(rapid.IntRange(0, 30).Draw(t, "stays"))*time.Minute), ActorClaimed
			}
			visits = append(visits, v)
		}
		slices.SortStableFunc(visits, func(a, b Visit) int { return a.InAt.Compare(b.InAt) })
		in := func(list []Visit, member ID, at time.Time) bool {
			return slices.ContainsFunc(list, func(v Visit) bool {
				return v.MemberID == member && !at.Before(v.InAt) && (v.OutAt.IsZero() || at.Before(v.OutAt))
			})
		}
		one := OneVisit(slices.Clone(visits))
		if again := OneVisit(slices.Clone(one)); !slices.Equal(again, one) {
			t.Fatalf("once more: %v, not %v", again, one)
		}
		last := map[ID]Visit{}
		for _, v := range one {
			if before, ok := last[v.MemberID]; ok && (before.OutAt.IsZero() || v.InAt.Before(before.OutAt)) {
				t.Fatalf("%v and %v overlap", before, v)
			}
			if v.OutAt.IsZero() != (v.OutBy == "") {
				t.Fatalf("%v went by %q", v.OutAt, v.OutBy)
			}
			last[v.MemberID] = v
		}
		for member := range 3 {
			for at := noon.Add(30 * time.Second); at.Before(noon.Add(2 * time.Hour)); at = at.Add(time.Minute) {
				if id := (ID{15: byte(member + 1)}); in(visits, id, at) != in(one, id, at) {
					t.Fatalf("at %v member %d is in by %v, not by %v", at, member, visits, one)
				}
			}
		}
	})
}

func someKept(t *rapid.T, name string) KeptSince {
	n := func() int64 { return int64(rapid.IntRange(0, 5).Draw(t, name)) * 86_400_000 * 10 }
	return KeptSince{n(), n(), n(), n(), n(), n(), n(), n(), n()}
}

// What two screens say of since when records are kept is put together in any order, and
// what is gone by one is gone by whatever is put together with it.
func TestKeptSinceIsPutTogetherInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := someKept(t, "a"), someKept(t, "b"), someKept(t, "c")
		switch {
		case a.Later(b) != b.Later(a), a.Earlier(b) != b.Earlier(a):
			t.Fatal("the order counts")
		case a.Later(b).Later(c) != a.Later(b.Later(c)), a.Earlier(b).Earlier(c) != a.Earlier(b.Earlier(c)):
			t.Fatal("the grouping counts")
		case a.Later(a) != a, a.Earlier(a) != a, a.Later(a.Earlier(b)) != a, a.Earlier(a.Later(b)) != a:
			t.Fatal("saying it twice counts")
		case a.Later(KeptSince{}) != a:
			t.Fatal("who says nothing changes it")
		}
		if back, err := ParseKeptSince(a.String()); err != nil || back != a {
			t.Fatalf("%q is %v, not %v: %v", a.String(), back, a, err)
		}
		now := time.UnixMilli(rapid.Int64Range(0, 60*86_400_000).Draw(t, "now"))
		if at := a.At(now); at.Later(a) != a || at.Visit > now.Add(-48*time.Hour).UnixMilli() && at.Visit != min(a.Visit, now.Add(-48*time.Hour).UnixMilli()) {
			t.Fatalf("by a clock that says %v, %v is believed of %v", now, at, a)
		}
		kind := rapid.SampledFrom([]Kind{KindVisit, KindVisitor, KindComing, KindAct, KindValues, KindParcel, KindPost, KindCheer, KindIntroduction, KindMember}).Draw(t, "kind")
		values := map[string]string{}
		for _, field := range []string{"in_at", "starts_at", "at", "until", "said_at", "handed_at"} {
			if rapid.Bool().Draw(t, field) {
				values[field] = fmt.Sprint(rapid.Int64Range(0, 60*86_400_000).Draw(t, "ms"))
			}
		}
		for _, field := range []string{"not_before", "expected_on"} {
			if rapid.Bool().Draw(t, field) {
				values[field] = time.UnixMilli(rapid.Int64Range(0, 60*86_400_000).Draw(t, "day")).UTC().Format(time.DateOnly)
			}
		}
		for _, field := range []string{"member_id", "one_id", "about", "remember", "name", "asked_by_id"} {
			if rapid.IntRange(0, 3).Draw(t, field) == 0 {
				values[field] = "x"
			}
		}
		value := func(field string) (string, bool) { v, ok := values[field]; return v, ok }
		if kind == KindMember && a.Gone(kind, value) {
			t.Fatal("a member goes by no clock")
		}
		if (KeptSince{}).Gone(kind, value) {
			t.Fatalf("%s with %v is gone where all is kept", kind, values)
		}
		if a.Gone(kind, value) && !a.Later(b).Gone(kind, value) {
			t.Fatalf("%s with %v is gone by %v and back by %v", kind, values, a, a.Later(b))
		}
	})
}

// Whatever is put together of a rule reads back, and its words name its weekday.
func TestRepeatsReadBack(t *testing.T) {
	zones := []string{"UTC", "Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"}
	rapid.Check(t, func(t *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		start := time.Date(2026, 1, rapid.IntRange(1, 365).Draw(t, "day"), rapid.IntRange(0, 23).Draw(t, "hour"), 30, 0, 0, zone)
		r := Repeat{Every: rapid.SampledFrom([]string{RepeatNever, RepeatWeek, RepeatSecond, RepeatMonth}).Draw(t, "every")}
		if r.Every != RepeatNever && rapid.Bool().Draw(t, "ends") {
			r.Until = start.AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "until")).Format(time.DateOnly)
		}
		rule, err := r.Rule(start)
		if err != nil {
			t.Fatal(err)
		}
		if back, ok := RepeatOf(rule, start); !ok || back != r {
			t.Fatalf("%q of %v reads as %+v, %t, not %+v", rule, start, back, ok, r)
		}
		if words := r.Words(start); r.Every != RepeatNever && !strings.Contains(words, start.Weekday().String()) {
			t.Fatalf("%q of %v", words, start)
		}
	})
	for _, other := range []string{"FREQ=DAILY", "FREQ=WEEKLY", ";UNTIL=20260401T000000Z", "FREQ=WEEKLY;BYDAY=MO;UNTIL=soon", "FREQ=MONTHLY;BYDAY=9MO"} {
		if r, ok := RepeatOf(other, noon); ok {
			t.Errorf("%q reads as %+v", other, r)
		}
	}
	if _, err := (Repeat{Every: "day"}).Rule(noon); err == nil {
		t.Error("every day is a choice")
	}
	if _, err := (Repeat{Every: RepeatWeek, Until: "2026-03-26"}).Rule(noon); err == nil {
		t.Error("a series ends before it begins")
	}
}

// The next time of a template is on its weekday, at its time on the space's clocks, after
// now and no more than a month and a week away, also over the days with a missing hour.
func TestTheNextTimeOfATemplateFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom([]string{"UTC", "Europe/London", "America/New_York", "Pacific/Auckland"}).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		now := noon.Add(time.Duration(rapid.IntRange(0, 365*24*60).Draw(t, "now")) * time.Minute)
		one := Template{
			Name: "Tea", What: EventSocial, About: "a", Guidance: "b", Day: rapid.SampledFrom(weekdays[:]).Draw(t, "day"),
			At: fmt.Sprintf("%02d:%02d", rapid.IntRange(3, 22).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")), Minutes: rapid.IntRange(10, 720).Draw(t, "minutes"),
			Repeat: rapid.SampledFrom([]string{RepeatNever, RepeatWeek, RepeatSecond, RepeatMonth}).Draw(t, "repeat"),
		}
		e, err := one.Event(now, zone)
		if err != nil {
			t.Fatal(err)
		}
		start := e.StartsAt.In(zone)
		switch {
		case !start.After(now), start.Sub(now) > 38*24*time.Hour, one.Repeat != RepeatMonth && start.Sub(now) > 8*24*time.Hour:
			t.Fatalf("after %v comes %v", now, start)
		case start.Weekday().String() != one.Day, start.Format("15:04") != one.At:
			t.Fatalf("%s %s is %v", one.Day, one.At, start)
		case one.Repeat == RepeatMonth && start.Day() > 7:
			t.Fatalf("the first %s is %v", one.Day, start)
		case e.EndsAt.Sub(e.StartsAt) != time.Duration(one.Minutes)*time.Minute:
			t.Fatalf("%d minutes end at %v", one.Minutes, e.EndsAt)
		}
		if back, ok := RepeatOf(e.Rule, start); !ok || back.Every != one.Repeat {
			t.Fatalf("%q is %+v", e.Rule, back)
		}
	})
}

package kiosk

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// When somebody joined goes by the days of the space, wherever its clock stands.
func TestWhenSomebodyJoinedGoesByTheDaysOfTheSpace(t *testing.T) {
	zone := func(name string) *time.Location {
		l, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	at := time.Date(2026, 3, 10, 11, 30, 0, 0, time.UTC) // a Tuesday
	for _, c := range []struct {
		joined, zone, want string
	}{
		{"2026-03-10", "UTC", "Joined today."},
		{"2026-03-11", "Pacific/Auckland", "Joined today."}, // where it is half past midnight
		{"2026-03-10", "Pacific/Auckland", "Joined on Tuesday."},
		{"2026-03-04", "UTC", "Joined on Wednesday."},
		{"2026-03-03", "UTC", "New since 3 March."},
		{"2026-02-20", "UTC", "New since 20 February."},
		{"2025-03-10", "UTC", ""},
		{"", "UTC", ""},
		{"soon", "UTC", ""},
	} {
		p := community.Profile{JoinedOn: c.joined}
		if got := joinedWords(&p, at.In(zone(c.zone))); got != c.want {
			t.Errorf("%q in %s: %q, want %q", c.joined, c.zone, got, c.want)
		}
	}
	// The night on which the clocks go forward has 23 hours.
	berlin := zone("Europe/Berlin")
	if got := joinedWords(&community.Profile{JoinedOn: "2026-03-29"}, time.Date(2026, 3, 30, 0, 30, 0, 0, berlin)); got != "Joined on Sunday." {
		t.Errorf("the day after the short night: %q", got)
	}
}

// The newcomer who is brought up joined on a day of the space, not of the machine.
func TestWhoIsBroughtUpJoinedOnADayOfTheSpace(t *testing.T) {
	k := settled(t)
	if err := k.desk.space.Set("zone", "Pacific/Auckland"); err != nil {
		t.Fatal(err)
	}
	k.clock = time.Date(2026, 3, 10, 11, 30, 0, 0, time.UTC) // 00:30 of the 11th there
	k.desk.stranger = k.desk.members[1].ID
	k.desk.members[1].JoinedOn = "2026-03-10"
	k.refresh()
	k.settle()
	v := k.comesIn("1002")
	if v.Meet == nil || v.Meet.New != "Joined on Tuesday." {
		t.Errorf("%+v", v.Meet)
	}
}

// What is counted is one or many, never "1 turns".
func TestOneIsNotMany(t *testing.T) {
	for n, want := range []string{"0 turns", "1 turn", "2 turns", "3 turns"} {
		if got := countWords(n, "turn", "turns"); got != want {
			t.Errorf("%q", got)
		}
	}
	k, _ := signedIn(t, community.RoleHost)
	k.does(DoPage, string(HostEvents))
	k.does(DoAdd)
	k.does(DoRole, community.EventSurgery)
	seen := map[string]bool{}
	for range 8 {
		seen[k.State().Host.Programme.Edit.Places] = true
		k.does("", Tap{Act: Do, Verb: DoStep, Name: "length", N: -15})
	}
	if !seen["1 turn"] || !seen["3 turns"] {
		t.Errorf("%v", seen)
	}
	for got, want := range map[string]string{
		aboutMembers(1, 0): "1 person", aboutMembers(2, 1): "2 people · 1 here now", moreWords(1): "And one more. Keep typing. New here?",
		moreWords(2): "And 2 more. Keep typing. New here?", moreWords(20): "And 20 more. Keep typing. New here?",
		moreWords(34): "And many more. Keep typing. New here?", parcelWords(1): "A parcel is waiting for you at the desk.", daysOf(0): "since today",
		daysOf(1): "1 day", daysOf(9): "9 days", rollWords(RollState{Everybody: 1}): "1 person in the building",
		rollWords(RollState{}): "0 people in the building", rollWords(RollState{Everybody: 3, Accounted: 1}): "1 of 3 accounted for",
		whoIsHere(0): "Who are you?", whoIsHere(1): "One person is here. Who are you?",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Of an event that began on another day it is said until when it goes on; whatever it
// is, "Today" stands over nothing that is not today.
func TestWhenAnEventIsIsSaidAsOfNow(t *testing.T) {
	now := time.Date(2026, 3, 10, 9, 30, 0, 0, time.UTC) // a Tuesday
	day := 24 * time.Hour
	midnight := now.Truncate(day)
	for _, c := range []struct {
		from, to time.Time
		all      bool
		want     string
		soon     string
	}{
		{now.Add(time.Hour), now.Add(2 * time.Hour), false, "Today, 10:30 to 11:30", "today at 10:30"},
		{now.Add(-time.Hour), now.Add(time.Hour), false, "Today, 08:30 to 10:30", "today at 08:30"},
		{now.Add(day), now.Add(day + time.Hour), false, "Tomorrow, 09:30 to 10:30", "tomorrow at 09:30"},
		{now.Add(2 * day), now.Add(2*day + time.Hour), false, "Thursday 12 March, 09:30 to 10:30", "on Thursday 12 March at 09:30"},
		{now.Add(12 * time.Hour), now.Add(30 * time.Hour), false, "Today, 21:30 to tomorrow, 15:30", "today at 21:30"},
		{now.Add(-day), now.Add(5 * time.Hour), false, "Until today, 14:30", ""},
		{now.Add(-day), now.Add(day), false, "Until tomorrow, 09:30", ""},
		{midnight.Add(-2 * day), midnight.Add(day), true, "Until the end of today", ""},
		{midnight.Add(-2 * day), midnight.Add(3 * day), true, "Until the end of Thursday 12 March", ""},
		{midnight, midnight.Add(day), true, "Today, all day", "today"},
		{midnight.Add(day), midnight.Add(3 * day), true, "Tomorrow to Thursday 12 March", "tomorrow"},
		{now.Add(-3 * day), now.Add(-3*day + time.Hour), false, "Saturday 7 March, 09:30 to 10:30", "on Saturday 7 March at 09:30"},
	} {
		o := community.Occasion{StartsAt: c.from, EndsAt: c.to, AllDay: c.all}
		if got := whenWords(&o, now); got != c.want {
			t.Errorf("%v to %v: %q, want %q", c.from, c.to, got, c.want)
		}
		if got := soonWords(&o, now); c.soon != "" && got != c.soon {
			t.Errorf("%v: %q, want %q", c.from, got, c.soon)
		}
	}
}

// A festival that began on another day stands in the week under today, as going on.
func TestWhatHasBegunIsOnToday(t *testing.T) {
	k := settled(t)
	begun := k.plan(community.EventSocial, "Festival")
	k.desk.events[0].StartsAt, k.desk.events[0].EndsAt = k.clock.Add(-24*time.Hour), k.clock.Add(24*time.Hour)
	k.plan(community.EventLearning, "Course")
	k.tap(GoWhatsOn)
	l := k.State().Event.Lines
	if len(l) != 2 || l[0].Day != "Today" || l[0].Clock != "Now" || l[1].Day != "" || l[1].Clock != "12:00" {
		t.Fatalf("%+v", l)
	}
	k.looksAt(begun)
	if got := k.State().Event.When; got != "Until tomorrow, 09:30" {
		t.Errorf("%q", got)
	}
}

// Whoever is called by letters with full stops behind them, and wherever things are, no
// sentence ends twice, whatever anybody does.
func TestNoSentenceEndsTwice(t *testing.T) {
	for name, act := range memberActs {
		k := confirmedSpace(t)
		for i := range k.desk.members {
			k.desk.members[i].Called = "D.J."
		}
		k.refresh()
		k.settle()
		for _, does := range []func(*kit){act.lead, act.do, act.do} {
			does(k)
			for _, s := range sentences(reflect.ValueOf(k.State())) {
				if strings.Contains(s, "..") {
					t.Errorf("%s: %q", name, s)
				}
			}
		}
	}
	k := settled(t)
	k.signsIn("J. Hart")
	if s := k.State().Visitor; s.Title != "Welcome, J." {
		t.Errorf("%q", s.Title)
	}
	now := time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	p := community.Promise{Coming: community.Coming{KnewPlace: "Kitchen", KnewAt: now}, Occasion: community.Occasion{Title: "Soup", Place: "Room 2.", StartsAt: now}}
	if words := movedWords(&p, now); !strings.HasSuffix(words, "somewhere else: Room 2.") {
		t.Errorf("%q", words)
	}
}

// sentences are all texts in a state.
func sentences(v reflect.Value) (all []string) {
	switch v.Kind() {
	case reflect.String:
		return []string{v.String()}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				all = append(all, sentences(v.Field(i))...)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			all = append(all, sentences(v.Index(i))...)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			return sentences(v.Elem())
		}
	}
	return all
}

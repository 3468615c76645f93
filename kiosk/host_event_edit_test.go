package kiosk

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// Whatever a host steps to, wherever the space is: what is to come stays to come, days are
// days though the clock is put forward between them, an hour stays on its day, and every
// step that leads to no such place does nothing. A series that has begun long ago is moved
// as any other.
func TestAnEventIsSteppedToWhereItCanBe(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k, h := signedIn(t, community.RoleHost)
		if err := k.desk.space.Set("zone", rapid.SampledFrom([]string{"UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati"}).Draw(rt, "zone")); err != nil {
			rt.Fatal(err)
		}
		k.clock = time.Date(2026, 3, rapid.IntRange(7, 31).Draw(rt, "today"), rapid.IntRange(0, 23).Draw(rt, "hour"), 30, 0, 0, time.UTC)
		k.since, k.answered, k.touched = k.clock.Add(-time.Hour), k.clock.Add(-time.Hour), k.clock
		k.refresh()
		k.settle()
		zone := k.desk.space.Location()
		began := rapid.IntRange(-60, 3).Draw(rt, "began")
		e := community.Event{What: community.EventSocial, Zone: zone.String(), AllDay: rapid.Bool().Draw(rt, "all day")}
		day := k.clock.In(zone).AddDate(0, 0, began)
		e.StartsAt = time.Date(day.Year(), day.Month(), day.Day(), 15, 0, 0, 0, zone).UTC()
		e.EndsAt = e.StartsAt.Add(rapid.SampledFrom([]time.Duration{15 * time.Minute, time.Hour, 12 * time.Hour, 30 * time.Hour}).Draw(rt, "long"))
		if e.AllDay {
			e.StartsAt = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
			e.EndsAt = e.StartsAt.AddDate(0, 0, 1)
		}
		h.agenda.events = nil
		k.does(DoPage, string(HostEvents))
		k.newEvent(e, "")
		for range rapid.IntRange(1, 20).Draw(rt, "steps") {
			was := k.host.programme.edit.e
			what := rapid.SampledFrom([]string{"day", "from", "length", "places"}).Draw(rt, "what")
			n := map[string]*rapid.Generator[int]{"day": rapid.SampledFrom([]int{-7, -1, 1, 7}), "from": rapid.SampledFrom([]int{-60, -15, 15, 60}), "length": rapid.SampledFrom([]int{-60, -15, 15, 60}), "places": rapid.SampledFrom([]int{-5, -1, 1, 5})}[what].Draw(rt, "by")
			k.touches(Tap{Act: Do, Verb: DoStep, Name: what, N: n})
			is := k.host.programme.edit.e
			clock := k.clockOf(&is)
			local := was.StartsAt.In(clock)
			over := func(e *community.Event) bool { return !e.EndsAt.After(k.ownTime(e, k.clock)) }
			long, longer := was.EndsAt.Sub(was.StartsAt), is.EndsAt.Sub(is.StartsAt)
			switch {
			case over(&is) && !over(&was):
				rt.Fatalf("%s by %d: over at %s", what, n, is.EndsAt)
			case what == "day" && (n > 0 || over(&was)) && !is.StartsAt.Equal(time.Date(local.Year(), local.Month(), local.Day()+n, local.Hour(), local.Minute(), 0, 0, clock)):
				rt.Fatalf("%d days from %s is %s", n, local, is.StartsAt.In(clock))
			case what == "from" && (is.StartsAt.In(clock).YearDay() != local.YearDay() || e.AllDay && !is.StartsAt.Equal(was.StartsAt)):
				rt.Fatalf("%d minutes from %s is %s", n, local, is.StartsAt.In(clock))
			case what != "length" && longer != long, e.AllDay && longer != long, longer != long && longer-long != time.Duration(n)*time.Minute:
				rt.Fatalf("%s by %d: %s became %s", what, n, long, longer)
			case longer > max(long, 12*time.Hour) || longer < 15*time.Minute:
				rt.Fatalf("%s by %d: %s long", what, n, longer)
			case is.Places < 0 || what != "places" && is.Places != was.Places || what == "places" && is.Places != max(was.Places+n, 0):
				rt.Fatalf("%s by %d: %d places of %d", what, n, is.Places, was.Places)
			}
		}
	})
}

// What is called off is called by its own name, and nobody is said to come to none of a
// series of which only one was looked at.
func TestCallingOffSaysWhatAndToWhomItMatters(t *testing.T) {
	for _, n := range []int{0, 1} {
		for which, want := range map[string]struct{ title, none string }{
			whichOne: {"Call off “Cake & stories” on Tuesday 10 March?", "Nobody has said yet that they come."},
			whichAll: {"Call off all of “Soup & stories”, for good?", "Those who said they come are told at their next check-in."},
		} {
			k, h := signedIn(t, community.RoleHost)
			h.agenda.comings = make([]community.Promise, n)
			o := k.series(h, nil)
			own := h.agenda.events[0]
			own.ID, own.Title = community.ID{99}, "Cake & stories"
			h.agenda.events = append(h.agenda.events, own)
			k.desk.events[0].EventID = own.ID
			k.does(DoPage, string(HostEvents))
			k.does(DoOpen, Tap{Act: Do, Verb: DoOpen, ID: o.SeriesID, Name: occasionKey(o.Of)})
			k.does(DoWhich, which)
			k.does(DoOff)
			if n > 0 {
				want.none = "Those who said they come are told at their next check-in."
			}
			if q := k.State().Host.Asked; q == nil || q.Title != want.title || q.Text != want.none {
				t.Errorf("%s, %d come: asked %+v", which, n, q)
			}
		}
	}
}

// Whether one of a series is changed or all of it, what was chosen for it stays chosen, and
// what was not is as it is there.
func TestWhatIsChosenForOneOfASeriesStaysChosenForAll(t *testing.T) {
	for _, chosen := range []bool{true, false} {
		k, h := signedIn(t, community.RoleHost)
		o := k.series(h, func(e *community.Event) { e.Places = 8 })
		own := h.agenda.events[0]
		own.ID, own.What, own.Places = community.ID{99}, community.EventLearning, 20
		h.agenda.events = append(h.agenda.events, own)
		k.desk.events[0].EventID = own.ID
		k.does(DoPage, string(HostEvents))
		k.does(DoOpen, Tap{Act: Do, Verb: DoOpen, ID: o.SeriesID, Name: occasionKey(o.Of)})
		wantOne, wantAll := [2]string{community.EventLearning, "20"}, [2]string{community.EventSocial, "8"}
		if chosen {
			k.does(DoRole, community.EventSurgery)
			k.does(DoRole, "no kind of event")
			k.touches(Tap{Act: Do, Verb: DoStep, Name: "places", N: 1})
			wantOne = [2]string{community.EventSurgery, "21"}
			wantAll = wantOne
		}
		has := func() [2]string { e := k.host.programme.edit.e; return [2]string{e.What, fmt.Sprint(e.Places)} }
		if has() != wantOne {
			t.Errorf("chosen %t: one has %q", chosen, has())
		}
		k.does(DoWhich, whichAll)
		if has() != wantAll {
			t.Errorf("chosen %t: all have %q", chosen, has())
		}
		k.does(DoWhich, "neither")
		if which := k.State().Host.Programme.Edit.Which; which != whichAll {
			t.Errorf("changing %q", which)
		}
	}
}

// An event that somebody else took away is not opened: it says so, and the list is read
// anew.
func TestAnEventThatIsGoneIsNotOpened(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.series(h, nil)
	k.does(DoCancel)
	o := k.desk.events[0]
	k.clock = k.clock.Add(settle)
	k.Tap(Tap{Act: Do, Verb: DoOpen, ID: o.SeriesID, Name: occasionKey(o.Of)})
	h.agenda.events, k.desk.events = nil, nil
	k.settle()
	s := k.State()
	if s.Notice == "" || s.Well || s.Host.Programme.Edit != nil || len(s.Host.Programme.Lines) != 0 {
		t.Errorf("%q: %+v", s.Notice, s.Host.Programme)
	}
}

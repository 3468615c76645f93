package calendar

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// someSeries draws a series that begins on a day of 2026, on clocks that change.
func someSeries(t *rapid.T, rules ...string) community.Event {
	e := community.Event{ID: community.ID{1}, UID: "w", Title: "Tea", Zone: rapid.SampledFrom([]string{"Europe/London", "America/New_York", "UTC", ""}).Draw(t, "zone")}
	e.AllDay = e.Zone == "" && rapid.Bool().Draw(t, "all day")
	wall := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 364).Draw(t, "day"))
	if !e.AllDay {
		wall = wall.Add(time.Duration(rapid.IntRange(5, 22).Draw(t, "hour")) * time.Hour)
	}
	e.StartsAt = moment{wall: wall, zone: e.Zone, date: e.AllDay}.at()
	e.EndsAt = e.StartsAt.Add(time.Hour)
	if e.AllDay {
		e.EndsAt = e.StartsAt.AddDate(0, 0, 1)
	}
	e.Rule = rapid.SampledFrom(rules).Draw(t, "rule")
	return e
}

// first gives the first occasions of events.
func first(n int, zone *time.Location, events ...community.Event) []community.Occasion {
	all := Occasions(events, events[0].StartsAt.Add(-50*time.Hour), events[0].StartsAt.AddDate(1, 0, 0), zone)
	return all[:min(n, len(all))]
}

func TestAnOccasionIsFoundByWhenItWasToBeWhateverBecameOfIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		space := location(rapid.SampledFrom([]string{"Europe/London", "Asia/Tokyo"}).Draw(t, "space"))
		e := someSeries(t, "FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=1TU", "")
		planned := first(8, space, e)
		events := []community.Event{e}
		became := map[int]string{}
		for i, o := range planned {
			became[i] = rapid.SampledFrom([]string{"as planned", "as planned", "moved", "called off", "left out"}).Draw(t, "became")
			one := e
			one.ID, one.Rule, one.RecurrenceAt = community.ID{2, byte(i)}, "", Form(&e, o.Of, space)
			shift := time.Duration(rapid.IntRange(-40, 40).Draw(t, "by")) * time.Hour
			if e.AllDay {
				shift = 24 * time.Hour
			}
			one.StartsAt = one.RecurrenceAt.Add(shift)
			one.EndsAt = one.StartsAt.Add(e.EndsAt.Sub(e.StartsAt))
			switch became[i] {
			case "moved":
				events = append(events, one)
			case "called off":
				one.Cancelled = true
				events = append(events, one)
			case "left out":
				if e.Rule == "" {
					became[i] = "as planned"
					continue
				}
				events[0].Except += " " + one.RecurrenceAt.Format(stampForm)
			}
		}
		for i, was := range planned {
			o, off, err := Find(events, e.ID, was.Of, space)
			switch became[i] {
			case "left out":
				if !errors.Is(err, community.ErrNotFound) {
					t.Fatalf("what was left out is found: %+v, %v", o, err)
				}
				continue
			case "called off":
				if !off {
					t.Fatalf("what was called off is on: %+v", o)
				}
			default:
				if off {
					t.Fatalf("%s: it is off", became[i])
				}
			}
			if err != nil || !o.Of.Equal(was.Of) || o.SeriesID != e.ID {
				t.Fatalf("%s: %v is found as %+v, %v", became[i], was.Of, o, err)
			}
			if became[i] == "as planned" && !o.StartsAt.Equal(was.StartsAt) {
				t.Fatalf("%v is at %v", was.StartsAt, o.StartsAt)
			}
			if o, _, err := Find(events, e.ID, was.Of.Add(7*time.Minute), space); err == nil && !o.Once {
				t.Fatalf("what never was is found: %+v", o)
			}
		}
		events[0].Cancelled = true
		for i, was := range planned {
			if _, off, err := Find(events, e.ID, was.Of, space); became[i] != "left out" && (err != nil || !off) {
				t.Fatalf("of a series that was called off: %t, %v", off, err)
			}
		}
	})
}

func TestEachOccasionOfASeriesGoesAlongWithIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		space := location(rapid.SampledFrom([]string{"Europe/London", "Asia/Tokyo"}).Draw(t, "space"))
		old := someSeries(t, "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2")
		e := old
		shift := 24 * time.Hour * time.Duration(rapid.IntRange(-6, 6).Draw(t, "days"))
		start := old.StartsAt
		if !floats(&old) {
			start = clock(start.In(location(old.Zone)))
		}
		start = start.Add(shift)
		if !old.AllDay {
			start = midnight(start).Add(time.Duration(rapid.IntRange(5, 22).Draw(t, "hour")) * time.Hour)
		}
		e.StartsAt = moment{wall: start, zone: e.Zone, date: e.AllDay}.at()
		e.EndsAt = e.StartsAt.Add(old.EndsAt.Sub(old.StartsAt))
		was, is := first(9, space, old), first(9, space, e)
		for i := range was {
			if got := Moved(&old, &e, was[i].Of, space); !got.Equal(is[i].Of) {
				t.Fatalf("occasion %d was %v and is %v, not %v\n%+v\n%+v", i, was[i].Of, is[i].Of, got, old, e)
			}
		}
		if off := was[3].Of.Add(90 * time.Minute); !old.AllDay && !Moved(&old, &e, off, space).Equal(off) && !takesPlace(e, off, space) {
			t.Fatal("what had an hour of its own was moved")
		}
		once := e
		once.Rule = ""
		if got := Moved(&old, &once, was[5].Of, space); !got.Equal(first(1, space, once)[0].Of) {
			t.Fatalf("of one that takes place once, %v", got)
		}
	})
}

func TestWhatIsNoEventIsRefusedInAWord(t *testing.T) {
	at := time.Date(2026, 6, 4, 12, 0, 0, 0, time.UTC)
	for want, change := range map[string]func(*community.Event){
		"":          func(*community.Event) {},
		"title":     func(e *community.Event) { e.Title = "" },
		"starts_at": func(e *community.Event) { e.StartsAt = time.Time{} },
		"ends_at":   func(e *community.Event) { e.EndsAt = at.Add(-time.Second) },
		"rule":      func(e *community.Event) { e.Rule = "FREQ=SECONDLY" },
	} {
		e := community.Event{Title: "Soup", Zone: "Europe/London", StartsAt: at, EndsAt: at.Add(time.Hour), Rule: "FREQ=WEEKLY;BYDAY=TH"}
		change(&e)
		err := Sound(&e)
		var wrong *community.FieldError
		if errors.As(err, &wrong) != (want != "") || want != "" && wrong.Field != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	for _, e := range []community.Event{
		{Title: "Soup", StartsAt: at, EndsAt: at.AddDate(2, 0, 0)},
		{Title: "Soup", StartsAt: at, EndsAt: at.Add(time.Hour), Rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"},
		{Title: "Soup", StartsAt: at, EndsAt: at.Add(time.Hour), Rule: "FREQ=WEEKLY", RecurrenceAt: at},
	} {
		if err := Sound(&e); err == nil {
			t.Errorf("%+v is taken", e)
		}
	}
}

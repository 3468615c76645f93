package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestOnlyHostsMakeEvents(t *testing.T) {
	db, _ := fresh(t)
	who := people(t, db, 1)
	at := monday.Add(time.Hour)
	e := community.Event{Title: "Mine", What: community.EventOther, StartsAt: at, EndsAt: at.Add(time.Hour)}
	if _, err := db.SaveEvent(t.Context(), proves(who[0]), e); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("a member made one: %v", err)
	}
	for _, change := range []func(e *community.Event){
		func(e *community.Event) { e.Title = "" },
		func(e *community.Event) { e.EndsAt = e.StartsAt.Add(-time.Second) },
		func(e *community.Event) { e.Rule = "FREQ=SECONDLY" },
		func(e *community.Event) { e.Rule = "nonsense" },
	} {
		bad := e
		change(&bad)
		var wrong *community.FieldError
		if _, err := db.SaveEvent(t.Context(), byHost, bad); !errors.As(err, &wrong) {
			t.Errorf("%+v was kept: %v", bad, err)
		}
	}
}

func TestComersGoAlongWithAnEventThatMoves(t *testing.T) {
	db, _ := fresh(t)
	who := people(t, db, 1)
	once := meal(t, db, nil)
	come(t, db, who[0], &once, once.StartsAt, time.Time{})
	once.StartsAt, once.EndsAt = once.StartsAt.Add(50*time.Hour), once.EndsAt.Add(50*time.Hour)
	once, err := db.SaveEvent(t.Context(), byHost, once)
	if err != nil || once.Sequence != "1" {
		t.Fatalf("%+v, %v", once, err)
	}
	if g := gathering(t, db, claims(who[0]), &once, once.StartsAt); !g.Comes() || !g.Mine.Coming.StartsAt.Equal(once.StartsAt) {
		t.Errorf("once: %+v", g)
	}

	weekly := meal(t, db, func(e *community.Event) { e.Title, e.Rule = "Tea", "FREQ=WEEKLY;BYDAY=TU" })
	next := weekly.StartsAt.AddDate(0, 0, 7)
	come(t, db, who[0], &weekly, next, time.Time{})
	weekly.StartsAt, weekly.EndsAt = weekly.StartsAt.Add(2*time.Hour), weekly.EndsAt.Add(2*time.Hour)
	if weekly, err = db.SaveEvent(t.Context(), byHost, weekly); err != nil {
		t.Fatal(err)
	}
	if g := gathering(t, db, claims(who[0]), &weekly, next.Add(2*time.Hour)); !g.Comes() {
		t.Errorf("weekly: %+v", g)
	}
	if g := gathering(t, db, claims(who[0]), &weekly, weekly.StartsAt); g.Comes() {
		t.Errorf("and to another time: %+v", g)
	}
}

func TestOneOfASeriesIsMovedOrCalledOff(t *testing.T) {
	db, _ := fresh(t)
	who := people(t, db, 1)
	e := meal(t, db, func(e *community.Event) { e.Rule = "FREQ=WEEKLY;BYDAY=TU" })
	second, third := e.StartsAt.AddDate(0, 0, 7), e.StartsAt.AddDate(0, 0, 14)
	come(t, db, who[0], &e, second, time.Time{})
	come(t, db, who[0], &e, third, time.Time{})
	later := second.AddDate(0, 0, 2).Add(time.Hour)
	if _, err := db.ChangeOccasion(t.Context(), byHost, e.ID, second, func(o *community.Event) {
		o.StartsAt, o.EndsAt, o.Place = later, later.Add(time.Hour), "Garden"
	}); err != nil {
		t.Fatal(err)
	}
	if g := gathering(t, db, claims(who[0]), &e, second); !g.Comes() || !g.Occasion.StartsAt.Equal(later) || g.Place != "Garden" || g.EventID == e.ID {
		t.Errorf("moved: %+v", g)
	}
	for range 2 {
		if err := db.CancelOccasion(t.Context(), byHost, e.ID, third, true); err != nil {
			t.Fatal(err)
		}
	}
	list, err := db.Occasions(t.Context(), monday, third.AddDate(0, 0, 8))
	if err != nil || len(list) != 3 || !list[1].StartsAt.Equal(later) || list[1].Coming != 1 {
		t.Errorf("got %+v, %v", list, err)
	}
	m, err := db.Mine(t.Context(), claims(who[0]), who[0])
	if err != nil || len(m.Comings) != 2 || m.Comings[0].Off || !m.Comings[1].Off || m.Comings[1].Occasion.Title != e.Title {
		t.Errorf("told %+v, %v", m.Comings, err)
	}
	var no *NoPlaceError
	if _, err := db.Come(t.Context(), claims(who[0]), who[0], e.ID, third, time.Time{}); !errors.As(err, &no) {
		t.Errorf("to what is called off: %v", err)
	}
	if err := db.CancelOccasion(t.Context(), byHost, e.ID, third, false); err != nil {
		t.Fatal(err)
	}
	if g := gathering(t, db, claims(who[0]), &e, third); !g.Comes() {
		t.Errorf("on again: %+v", g)
	}
	if err := db.CancelEvent(t.Context(), byHost, e.ID, true); err != nil {
		t.Fatal(err)
	}
	if list, err := db.Occasions(t.Context(), monday, third.AddDate(0, 0, 8)); err != nil || len(list) != 0 {
		t.Errorf("all called off, and yet %+v, %v", list, err)
	}
}

// TestTwoHostsCallOffTwoTimes holds that two hosts, apart, who call off different
// times of one series both do.
func TestTwoHostsCallOffTwoTimes(t *testing.T) {
	here, c := fresh(t)
	e := meal(t, here, func(e *community.Event) { e.Rule = "FREQ=WEEKLY;BYDAY=TU" })
	there := open(t, t.TempDir(), c)
	carry(t, here, there)
	if err := here.CancelOccasion(t.Context(), byHost, e.ID, e.StartsAt, true); err != nil {
		t.Fatal(err)
	}
	if err := there.CancelOccasion(t.Context(), byHost, e.ID, e.StartsAt.AddDate(0, 0, 7), true); err != nil {
		t.Fatal(err)
	}
	carry(t, here, there)
	carry(t, there, here)
	for _, db := range []*DB{here, there} {
		list, err := db.Occasions(t.Context(), monday, monday.AddDate(0, 0, 20))
		if err != nil || len(list) != 1 {
			t.Errorf("got %+v, %v", list, err)
		}
	}
}

// TestComersGoAlongOnAnyClock holds for series that count in a zone of their own, on
// the space's clocks, or whole days: whoever comes to a time still does when the series
// is at another, also where the clocks are changed in between.
func TestComersGoAlongOnAnyClock(t *testing.T) {
	for _, space := range []string{"Europe/London", "Asia/Kolkata"} {
		for _, zone := range []string{"", "America/New_York"} {
			for _, allDay := range []bool{false, true} {
				db, _ := fresh(t)
				if err := db.EditSpace(t.Context(), byHost, func(s *community.Space) error { return s.Set("zone", space) }); err != nil {
					t.Fatal(err)
				}
				who := people(t, db, 1)
				e := meal(t, db, func(e *community.Event) {
					e.Zone, e.AllDay, e.Rule = zone, allDay, "FREQ=WEEKLY"
					if allDay {
						e.StartsAt = e.StartsAt.Truncate(24 * time.Hour)
						e.EndsAt = e.StartsAt.Add(24 * time.Hour)
					}
				})
				from, to := monday, monday.AddDate(0, 6, 0)
				all, err := db.Occasions(t.Context(), from, to)
				if err != nil || len(all) < 20 {
					t.Fatal(len(all), err)
				}
				for i := range all {
					come(t, db, who[0], &e, all[i].Of, time.Time{})
				}
				by := 14*24*time.Hour + 23*time.Hour
				if allDay {
					by = 16 * 24 * time.Hour
				}
				e.StartsAt, e.EndsAt = e.StartsAt.Add(by), e.EndsAt.Add(by)
				if e, err = db.SaveEvent(t.Context(), byHost, e); err != nil {
					t.Fatal(err)
				}
				all, err = db.Occasions(t.Context(), from, to)
				if err != nil || len(all) < 18 {
					t.Fatal(len(all), err)
				}
				for i := range all {
					if all[i].Coming != 1 {
						t.Errorf("space %s, zone %q, all day %v: nobody comes at %s any more", space, zone, allDay, all[i].StartsAt)
						break
					}
				}
				// Another first day alone changes nothing of the times after it.
				e.StartsAt, e.EndsAt = e.StartsAt.AddDate(0, 0, 7), e.EndsAt.AddDate(0, 0, 7)
				if e, err = db.SaveEvent(t.Context(), byHost, e); err != nil {
					t.Fatal(err)
				}
				if next, err := db.Occasions(t.Context(), from, to); err != nil || len(next) != len(all)-1 || next[0].Coming != 1 {
					t.Errorf("space %s, zone %q, all day %v: begins a week later: %+v, %v", space, zone, allDay, next[0], err)
				}
			}
		}
	}
}

func TestATurnGoesAlongWithItsSurgery(t *testing.T) {
	db, _ := fresh(t)
	if err := db.EditSpace(t.Context(), byHost, func(s *community.Space) error { return s.Set("zone", "America/New_York") }); err != nil {
		t.Fatal(err)
	}
	who := people(t, db, 1)
	for _, zone := range []string{"", "America/New_York"} {
		e := meal(t, db, func(e *community.Event) {
			e.What, e.Zone, e.EndsAt = community.EventSurgery, zone, e.StartsAt.Add(2*time.Hour)
		})
		g := gathering(t, db, claims(who[0]), &e, e.StartsAt)
		come(t, db, who[0], &e, e.StartsAt, g.Turns[2].At)
		e.StartsAt, e.EndsAt = e.StartsAt.Add(90*time.Minute), e.EndsAt.Add(90*time.Minute)
		e, err := db.SaveEvent(t.Context(), byHost, e)
		if err != nil {
			t.Fatal(err)
		}
		if g = gathering(t, db, claims(who[0]), &e, e.StartsAt); !g.Comes() || g.Turns[2].Free || !g.Mine.SlotAt.Equal(g.Turns[2].At) {
			t.Errorf("zone %q: %+v", zone, g)
		}
	}
}

func TestWhatWasCalledOffStaysSoWhenItsSeriesMoves(t *testing.T) {
	db, _ := fresh(t)
	e := meal(t, db, func(e *community.Event) { e.Rule = "FREQ=WEEKLY" })
	second, third := e.StartsAt.AddDate(0, 0, 7), e.StartsAt.AddDate(0, 0, 14)
	if err := db.CancelOccasion(t.Context(), byHost, e.ID, second, true); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ChangeOccasion(t.Context(), byHost, e.ID, third, func(e *community.Event) { e.Place = "Garden" }); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		e.StartsAt, e.EndsAt = e.StartsAt.Add(2*time.Hour), e.EndsAt.Add(2*time.Hour)
		var err error
		if e, err = db.SaveEvent(t.Context(), byHost, e); err != nil {
			t.Fatal(err)
		}
		third = third.Add(2 * time.Hour)
		list, err := db.Occasions(t.Context(), monday, third.Add(24*time.Hour))
		if err != nil || len(list) != 2 || list[1].Place != "Garden" || !list[1].StartsAt.Equal(third) {
			t.Errorf("got %+v, %v", list, err)
		}
	}
	if err := db.CancelOccasion(t.Context(), byHost, e.ID, third, true); err != nil {
		t.Fatal(err)
	}
	if list, err := db.Occasions(t.Context(), monday, third.Add(24*time.Hour)); err != nil || len(list) != 1 {
		t.Errorf("called off after it moved: %+v, %v", list, err)
	}
}

// TestWhoComesHearsOnceThatAnEventMoved moves an event, and one of a series, in every
// way that a host can.
func TestWhoComesHearsOnceThatAnEventMoved(t *testing.T) {
	type move struct {
		days  int
		hours int
		place string
	}
	for _, series := range []bool{false, true} {
		for _, whole := range []bool{true, false} {
			for _, mv := range []move{{0, 0, "Kitchen"}, {0, 0, "kitchen"}, {0, 2, "Kitchen"}, {1, 0, "Kitchen"}, {0, 0, "Garden"}, {2, -1, ""}} {
				if !series && !whole {
					continue
				}
				db, _ := fresh(t)
				who := people(t, db, 2)
				e := meal(t, db, func(e *community.Event) {
					if e.What = community.EventSurgery; series {
						e.Rule = "FREQ=WEEKLY;BYDAY=TU,WE"
					}
				})
				slot := e.StartsAt.Add(20 * time.Minute)
				said := come(t, db, who[0], &e, e.StartsAt, slot)
				by := time.Duration(24*mv.days+mv.hours) * time.Hour
				change := func(e *community.Event) {
					e.StartsAt, e.EndsAt, e.Place = e.StartsAt.Add(by), e.EndsAt.Add(by), mv.place
				}
				if whole {
					next := e
					if change(&next); series {
						next.Rule = "FREQ=DAILY"
					}
					if _, err := db.SaveEvent(t.Context(), byHost, next); err != nil {
						t.Fatal(err)
					}
				} else if _, err := db.ChangeOccasion(t.Context(), byHost, e.ID, e.StartsAt, change); err != nil {
					t.Fatal(err)
				}
				told := func() (promise community.Promise, retimed, elsewhere bool) {
					m, err := db.Mine(t.Context(), claims(who[0]), who[0])
					if err != nil || len(m.Comings) != 1 {
						t.Fatalf("%+v: %+v, %v", mv, m.Comings, err)
					}
					retimed, elsewhere = m.Comings[0].Moved()
					return m.Comings[0], retimed, elsewhere
				}
				p, retimed, elsewhere := told()
				if retimed != (by != 0) || elsewhere != !strings.EqualFold(mv.place, "Kitchen") || !p.Placed || !p.SlotAt.Equal(slot.Add(by)) {
					t.Errorf("a series %t, all of it %t, %+v: %t %t, %+v", series, whole, mv, retimed, elsewhere, p)
				}
				if err := db.SeeComing(t.Context(), claims(who[0]), said.ID, true); err != nil {
					t.Fatal(err)
				}
				if p, retimed, elsewhere := told(); retimed || elsewhere || !p.Placed {
					t.Errorf("a series %t, all of it %t, %+v: told again, %+v", series, whole, mv, p)
				}
				later := come(t, db, who[1], &e, p.Occasion.Of, p.Occasion.StartsAt)
				if retimed, elsewhere := (&community.Promise{Coming: later, Occasion: p.Occasion}).Moved(); retimed || elsewhere {
					t.Errorf("%+v: who says so afterwards is told", mv)
				}
			}
		}
	}
}

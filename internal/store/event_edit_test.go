package store

import (
	"errors"
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
		func(e *community.Event) { e.EndsAt = e.StartsAt },
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

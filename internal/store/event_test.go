package store

import (
	"testing"
	"time"

	"kettle/internal/community"
)

func soup() community.Event {
	start := time.Date(2026, 11, 19, 13, 0, 0, 0, time.UTC)
	return community.Event{
		UID: "soup", Title: "Soup & stories", What: community.EventSocial, Zone: "UTC", Rule: "FREQ=WEEKLY",
		StartsAt: start, EndsAt: start.Add(time.Hour), Sequence: "2",
	}
}

func importEvents(t *testing.T, db *DB, events ...community.Event) Report {
	t.Helper()
	r, err := db.ImportEvents(t.Context(), events, false)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func titles(t *testing.T, db *DB) (out []string) {
	t.Helper()
	from := time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC)
	occasions, err := db.Occasions(t.Context(), from, from.AddDate(0, 0, 14))
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range occasions {
		out = append(out, o.StartsAt.Format("02 15:04 ")+o.Title)
	}
	return out
}

func TestSameUIDIsTheSameEvent(t *testing.T) {
	db, _ := fresh(t)
	if r := importEvents(t, db, soup()); r.Added != 1 {
		t.Errorf("first: %+v", r)
	}
	if r := importEvents(t, db, soup()); r.Same != 1 || r.Added+r.Changed != 0 {
		t.Errorf("again: %+v", r)
	}
	moved := soup()
	moved.Place, moved.Sequence = "Garden", "3"
	if r := importEvents(t, db, moved); r.Changed != 1 {
		t.Errorf("changed: %+v", r)
	}
	if r := importEvents(t, db, soup()); r.Same != 1 {
		t.Errorf("an older file: %+v", r)
	}
	if got, _ := readEvents(t.Context(), db.read()); len(got) != 1 || got[0].Place != "Garden" {
		t.Errorf("an older file won: %+v", got)
	}
}

func TestOccasionThatIsNoLongerChangedIsAsTheSeriesSays(t *testing.T) {
	db, _ := fresh(t)
	changed := soup()
	changed.Rule, changed.RecurrenceAt = "", soup().StartsAt
	changed.Title, changed.StartsAt, changed.EndsAt = "Stew", changed.StartsAt.Add(time.Hour), changed.EndsAt.Add(time.Hour)
	importEvents(t, db, soup(), changed)
	if got := titles(t, db); len(got) != 2 || got[0] != "19 14:00 Stew" || got[1] != "26 13:00 Soup & stories" {
		t.Fatalf("with a changed occasion: %q", got)
	}
	importEvents(t, db, soup())
	if got := titles(t, db); len(got) != 2 || got[0] != "19 13:00 Soup & stories" {
		t.Errorf("without it: %q", got)
	}
}

func TestWhatAHostCalledOffALaterFileDoesNotCallOn(t *testing.T) {
	db, _ := fresh(t)
	changed := soup()
	changed.Rule, changed.RecurrenceAt, changed.Title = "", soup().StartsAt.AddDate(0, 0, 7), "Stew"
	importEvents(t, db, soup(), changed)
	series := soup()
	for _, of := range []time.Time{soup().StartsAt, changed.RecurrenceAt} {
		if err := db.CancelOccasion(t.Context(), byHost, eventID(&series), of, true); err != nil {
			t.Fatal(err)
		}
	}
	later := soup()
	later.Title, later.Sequence, later.Extra = "Soup", "9", later.StartsAt.AddDate(0, 0, 1).Format("20060102T150405Z")
	importEvents(t, db, later)
	if got := titles(t, db); len(got) != 1 || got[0] != "20 13:00 Soup" {
		t.Errorf("after a later file: %q", got)
	}
}

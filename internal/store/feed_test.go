package store

import (
	"testing"
	"time"

	"kettle/internal/community"
)

// entry is one event as a calendar elsewhere has it.
func entry(uid, title string) community.Event {
	at := monday.Add(48 * time.Hour)
	return community.Event{UID: uid, Title: title, What: community.EventOther, StartsAt: at, EndsAt: at.Add(time.Hour), Zone: "UTC"}
}

func subscribe(t testing.TB, db *DB, addresses string) {
	t.Helper()
	if err := db.EditSpace(t.Context(), byHost, func(s *community.Space) error { return s.Set("calendars", addresses) }); err != nil {
		t.Fatal(err)
	}
}

func readFrom(t testing.TB, db *DB, address string, events ...community.Event) {
	t.Helper()
	if err := db.ReadCalendar(t.Context(), community.CalendarSource(address), events); err != nil {
		t.Fatal(err)
	}
}

func on(t testing.TB, db *DB) (out []string) {
	t.Helper()
	all, err := db.Occasions(t.Context(), monday, monday.AddDate(0, 1, 0))
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		out = append(out, all[i].Title)
	}
	return out
}

const oldAddress, newAddress = "https://calendar.example/secret-1.ics", "https://calendar.example/secret-2.ics"

func TestACalendarAtAnotherAddressBringsItsEventsAlong(t *testing.T) {
	db, _ := fresh(t)
	who := people(t, db, 1)
	subscribe(t, db, oldAddress)
	readFrom(t, db, oldAddress, entry("a", "Yoga"), entry("b", "Choir"))
	all, err := db.Calendar(t.Context())
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	come(t, db, who[0], &all[0], all[0].StartsAt, time.Time{})
	subscribe(t, db, newAddress)
	readFrom(t, db, oldAddress) // nobody wants it any more
	if got := on(t, db); len(got) != 0 {
		t.Fatalf("let go, and yet: %q", got)
	}
	readFrom(t, db, newAddress, entry("a", "Yoga"), entry("b", "Choir"))
	if got := on(t, db); len(got) != 2 {
		t.Errorf("at its new address it has %q", got)
	}
	if g := gathering(t, db, claims(who[0]), &all[0], all[0].StartsAt); !g.Comes() {
		t.Errorf("nobody comes any more: %+v", g)
	}
}

func TestOneOfTwoCalendarsWithAnEventHasIt(t *testing.T) {
	db, _ := fresh(t)
	subscribe(t, db, oldAddress+" "+newAddress)
	readFrom(t, db, oldAddress, entry("a", "Yoga"))
	readFrom(t, db, newAddress, entry("a", "Yoga, upstairs"))
	if got := on(t, db); len(got) != 1 || got[0] != "Yoga" {
		t.Errorf("%q", got)
	}
}

func TestNeitherAFileNorACalendarTakesWhatIsAnothers(t *testing.T) {
	db, _ := fresh(t)
	subscribe(t, db, oldAddress)
	readFrom(t, db, oldAddress, entry("a", "Yoga"))
	r, err := db.ImportEvents(t.Context(), []community.Event{entry("a", "Yoga, by file"), entry("b", "Choir")}, false)
	if err != nil || r.Added != 1 || r.Same != 1 || r.Changed != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	readFrom(t, db, oldAddress, entry("a", "Yoga, later"), entry("b", "Choir, by calendar"))
	if got := on(t, db); len(got) != 2 || got[0] != "Choir" || got[1] != "Yoga, later" {
		t.Errorf("%q", got)
	}
}

func TestWhatACalendarNoLongerHasIsCalledOffUntilItIsBack(t *testing.T) {
	db, c := fresh(t)
	subscribe(t, db, oldAddress)
	over := entry("over", "Last week")
	over.StartsAt, over.EndsAt = monday.AddDate(0, 0, -7), monday.AddDate(0, 0, -7).Add(time.Hour)
	series := entry("series", "Yoga")
	series.Rule = "FREQ=WEEKLY"
	once := series
	once.Rule, once.RecurrenceAt, once.Title = "", series.StartsAt.AddDate(0, 0, 7), "Yoga in the park"
	readFrom(t, db, oldAddress, over, series, once, entry("a", "Choir"))
	if got := on(t, db); len(got) < 5 || got[0] != "Choir" || got[2] != "Yoga in the park" {
		t.Fatalf("%q", got)
	}
	readFrom(t, db, oldAddress, series)
	if got := on(t, db); len(got) < 4 || got[0] != "Yoga" || got[1] != "Yoga" {
		t.Errorf("a file without them: %q", got)
	}
	before, err := db.Calendar(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range before {
		if before[i].UID == "over" && before[i].Cancelled {
			t.Error("what is over was called off")
		}
	}
	if sources, err := db.Sources(t.Context()); err != nil || len(sources) != 1 || sources[0] != community.CalendarSource(oldAddress) {
		t.Errorf("%q, %v", sources, err)
	}
	seq := db.file.seq
	c.forward(time.Hour)
	readFrom(t, db, oldAddress, series)
	if db.file.seq != seq {
		t.Error("what says the same was written again")
	}
	readFrom(t, db, oldAddress, series, entry("a", "Choir"))
	if got := on(t, db); len(got) == 0 || got[0] != "Choir" {
		t.Errorf("it is back: %q", got)
	}
}

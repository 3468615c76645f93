package command

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"kettle/internal/calendar"
	"kettle/internal/community"
	"kettle/internal/store"
)

// runs gives what runs a command on open data, and gives all that it said.
func runs(t *testing.T, db *store.DB, now func() time.Time) func(args ...string) string {
	dir := t.TempDir()
	return func(args ...string) string {
		t.Helper()
		var said bytes.Buffer
		if exit := Main(t.Context(), &Env{Args: args, Dir: dir, Stdin: strings.NewReader(nights), Stdout: &said, Stderr: &said, Now: now, DB: db}); exit != 0 {
			t.Fatalf("%q: %s", args, said.String())
		}
		return said.String()
	}
}

// A machine whose clock is wrong goes by its hub's, as the kiosk on it does: nobody
// is missing on its fire roll.
func TestCommandsGoByTheHubsClock(t *testing.T) {
	for _, ahead := range []time.Duration{26 * time.Hour, -26 * time.Hour} {
		machine := func() time.Time { return time.Now().Add(ahead) }
		db, err := store.Open(t.Context(), t.TempDir(), store.Options{Now: machine})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := db.SetClock(t.Context(), -ahead, time.Time{}); err != nil {
			t.Fatal(err)
		}
		id, err := db.AddMember(t.Context(), community.Actor{Kind: community.ActorHost}, community.Member{Name: "Ada Okafor", Number: "7"})
		if err != nil {
			t.Fatal(err)
		}
		run := runs(t, db, machine)
		run("visit", "in", "7")
		run("post", "add", "7", "--ask", "The printer!", "--quick")
		run("notice", "add", "Cake in the kitchen")
		run("member", "consent", "7", "--wall", "yes")
		run("member", "edit", "7", "--set", "show_presence=yes")
		for _, c := range []struct{ command, want string }{
			{"visit roll", "Ada Okafor"}, {"post list", "The printer!"}, {"notice list", "Cake in the kitchen"}, {"introduction list --today", "nobody to introduce"},
		} {
			if said := run(strings.Fields(c.command)...); !strings.Contains(said, c.want) {
				t.Errorf("%v ahead, %s: %s", ahead, c.command, said)
			}
		}
		roll, err := db.Roll(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if n := len(roll.Seen(community.Wall, time.Now()).Notices); n != 1 {
			t.Errorf("%v ahead: %d notices are up", ahead, n)
		}
		m, err := db.Member(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []time.Time{m.OnWall.At, m.HereNow.At} {
			if time.Since(at).Abs() > time.Minute {
				t.Errorf("%v ahead: a consent was recorded at %v", ahead, at)
			}
		}
	}
}

// nights is a calendar of something that begins each evening and ends the next day.
const nights = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:n\nSUMMARY:Stars\nDTSTART:20260603T220000Z\nDTEND:20260604T010000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\nEND:VCALENDAR\n"

func TestTheOneOfADayIsTheOneThatBeginsOnIt(t *testing.T) {
	now := func() time.Time { return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC) }
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	run := runs(t, db, now)
	run("import", "-")
	if said := run("event", "cancel", "stars", "--on", "2026-06-05"); !strings.HasPrefix(said, "Stars on Fri 2026-06-05 22:00–Sat 01:00 is called off.") {
		t.Error(said)
	}
	if said := run("event", "list", "--from", "2026-06-04", "--days", "3"); strings.Contains(said, "2026-06-05 22:00") || !strings.Contains(said, "2026-06-04 22:00") {
		t.Error(said)
	}
	var said bytes.Buffer // twice is harmless
	if exit := Main(t.Context(), &Env{Args: []string{"event", "cancel", "stars", "--on", "2026-06-05"}, Stdout: &said, Stderr: &said, Now: now, DB: db}); exit != 1 {
		t.Error(said.String())
	}
}

// What is called off on the day that the kiosk shows is called on again by that day,
// in whatever zone its calendar counts.
func TestTheOneOfADayIsCalledOnAgain(t *testing.T) {
	now := func() time.Time { return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC) }
	for name, entry := range map[string]string{
		"the space's zone": "DTSTART;TZID=Europe/London:20260603T130000\nRRULE:FREQ=WEEKLY",
		"another zone":     "DTSTART;TZID=America/New_York:20260603T130000\nRRULE:FREQ=WEEKLY",
		"another day":      "DTSTART;TZID=Asia/Tokyo:20260108T030000\nRRULE:FREQ=WEEKLY",
		"any zone":         "DTSTART:20260603T130000\nRRULE:FREQ=WEEKLY",
		"all day":          "DTSTART;VALUE=DATE:20260603\nRRULE:FREQ=WEEKLY",
		"over midnight":    "DTSTART;TZID=Europe/London:20260602T230000\nDURATION:PT3H\nRRULE:FREQ=DAILY",
		"once":             "DTSTART;TZID=America/New_York:20260610T130000",
	} {
		t.Run(name, func(t *testing.T) {
			db, err := store.Open(t.Context(), t.TempDir(), store.Options{Now: now})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			run := runs(t, db, now)
			run("space", "set", "zone=Europe/London")
			events, _, err := calendar.Parse(strings.NewReader("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:n\nSUMMARY:Stars\n"+entry+"\nEND:VEVENT\nEND:VCALENDAR\n"), "stars.ics")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.ImportEvents(t.Context(), events, false); err != nil {
				t.Fatal(err)
			}
			day := []string{"event", "list", "--from", "2026-06-10", "--days", "1"}
			before := run(day...)
			all, err := db.Calendar(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			run("event", "cancel", "stars", "--on", "2026-06-10")
			if said := run(day...); said == before {
				t.Fatal(said)
			}
			if said := run("event", "cancel", all[0].ID.String(), "--back"); name != "once" && (!strings.Contains(said, "is on already") || run(day...) == before) {
				t.Errorf("all of the series is on again: %s", said)
			}
			run("event", "cancel", all[0].ID.String(), "--back", "--on", "2026-06-10")
			if said := run(day...); said != before {
				t.Errorf("%s instead of %s", said, before)
			}
		})
	}
}

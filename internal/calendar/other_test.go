package calendar

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"testing"
	"time"

	"kettle/internal/community"
)

// readElsewhere reads a calendar with python3-icalendar, which shares no code with
// ours, and gives what it found of each event.
const readElsewhere = `
import sys, json, icalendar
c = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
out = []
for e in c.walk("VEVENT"):
    def text(name): return str(e.get(name, ""))
    start, end = e.decoded("DTSTART"), e.decoded("DTEND")
    r = e.get("RRULE")
    out.append({"uid": text("UID"), "title": text("SUMMARY"), "about": text("DESCRIPTION"), "place": text("LOCATION"),
        "start": start.isoformat(), "hours": (end - start).total_seconds() / 3600, "status": text("STATUS"),
        "rule": r.to_ical().decode() if r else "", "changes": "RECURRENCE-ID" in e, "with": str(e["ORGANIZER"].params.get("CN", "")) if "ORGANIZER" in e else ""})
json.dump(out, sys.stdout)
`

func TestAnotherProgramReadsWhatWeWrite(t *testing.T) {
	const python = "/usr/bin/python3" // Debian’s, to which python3-icalendar belongs
	if exec.Command(python, "-c", "import icalendar").Run() != nil {
		t.Skip("python3-icalendar is not here")
	}
	at := time.Date(2026, 11, 20, 12, 30, 0, 0, time.UTC)
	summer := time.Date(2026, 7, 3, 11, 30, 0, 0, time.UTC)
	events := []community.Event{
		{UID: "1@kettle", Title: "Soup; stories, & Łukasz’s \\ bread", About: "Two lines:\nthe second, with a long tail " + string(bytes.Repeat([]byte("héé "), 60)), Place: "Kitchen, 2nd floor", With: `Rosa "R" Diaz`, What: community.EventSocial, StartsAt: at, EndsAt: at.Add(time.Hour), Zone: "Europe/London"},
		{UID: "2@kettle", Title: "First Friday", StartsAt: summer, EndsAt: summer.Add(90 * time.Minute), Zone: "Europe/London", Rule: "FREQ=MONTHLY;BYDAY=1FR;UNTIL=20271231T235959Z"},
		{UID: "2@kettle", RecurrenceAt: summer.AddDate(0, 1, 4), Title: "First Friday", Cancelled: true, StartsAt: summer.AddDate(0, 1, 4), EndsAt: summer.AddDate(0, 1, 4).Add(90 * time.Minute), Zone: "Europe/London"},
		{UID: "3@kettle", Title: "Closed", AllDay: true, StartsAt: time.Date(2026, 12, 25, 0, 0, 0, 0, time.UTC), EndsAt: time.Date(2026, 12, 27, 0, 0, 0, 0, time.UTC)},
	}
	var b bytes.Buffer
	if err := Write(&b, events, at); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "-c", readElsewhere)
	cmd.Stdin = &b
	raw, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got []struct {
		UID, Title, About, Place, Start, Status, Rule, With string
		Hours                                               float64
		Changes                                             bool
	}
	if err := json.Unmarshal(raw, &got); err != nil || len(got) != len(events) {
		t.Fatalf("%d events, %v: %s", len(got), err, raw)
	}
	starts := []string{"2026-11-20T12:30:00+00:00", "2026-07-03T12:30:00+01:00", "2026-08-07T11:30:00+00:00", "2026-12-25"} // one that is no series is in UTC
	for i, e := range events {
		g := got[i]
		if g.UID != e.UID || g.Title != e.Title || g.About != e.About || g.Place != e.Place || g.Start != starts[i] || g.Hours != e.EndsAt.Sub(e.StartsAt).Hours() || g.Changes == e.RecurrenceAt.IsZero() || (g.Status == "CANCELLED") != e.Cancelled {
			t.Errorf("%+v became %+v", e, g)
		}
	}
	if got[0].With != "Rosa 'R' Diaz" || got[1].Rule != "FREQ=MONTHLY;UNTIL=20271231T235959Z;BYDAY=1FR" && got[1].Rule != "FREQ=MONTHLY;BYDAY=1FR;UNTIL=20271231T235959Z" {
		t.Errorf("with %q, by %q", got[0].With, got[1].Rule)
	}
}

package calendar

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"kettle/internal/community"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func TestDemoSurvivesExport(t *testing.T) {
	want := demo(t)
	var b bytes.Buffer
	if err := Write(&b, want, noon); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, parse(t, b.String())); diff != "" {
		t.Errorf("(-want +got):\n%s\n%s", diff, b.String())
	}
}

func TestWhatIsWritten(t *testing.T) {
	at := time.Date(2026, 7, 6, 10, 0, 0, 0, time.UTC)
	events := []community.Event{
		{UID: "a", Title: "Tea; cake, \\ and\nmore", StartsAt: at, EndsAt: at.Add(time.Hour), Zone: "Europe/London", What: "Social"},
		{UID: "b", Title: "B", StartsAt: at, EndsAt: at.Add(time.Hour), Zone: "Europe/London", Rule: "FREQ=WEEKLY", Except: "20260713T100000Z", With: `Ada "A" Okafor`, Sequence: "3"},
		{UID: "b", RecurrenceAt: at.AddDate(0, 0, 14), Title: "B2", StartsAt: at.AddDate(0, 0, 15), EndsAt: at.AddDate(0, 0, 15), Zone: "UTC", Cancelled: true},
	}
	var b bytes.Buffer
	if err := Write(&b, events, noon); err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(`BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Kettle//Events//EN
CALSCALE:GREGORIAN
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:20250101T000000
TZOFFSETFROM:+0000
TZOFFSETTO:+0000
TZNAME:GMT
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20250330T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20251026T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:a
DTSTAMP:20261121T120000Z
DTSTART:20260706T100000Z
DTEND:20260706T110000Z
SUMMARY:Tea\; cake\, \\ and\nmore
CATEGORIES:Social
END:VEVENT
BEGIN:VEVENT
UID:b
DTSTAMP:20261121T120000Z
DTSTART;TZID=Europe/London:20260706T110000
DTEND;TZID=Europe/London:20260706T120000
RRULE:FREQ=WEEKLY
EXDATE;TZID=Europe/London:20260713T110000
SEQUENCE:3
SUMMARY:B
ORGANIZER;CN="Ada 'A' Okafor":invalid:nomail
END:VEVENT
BEGIN:VEVENT
UID:b
DTSTAMP:20261121T120000Z
DTSTART:20260721T100000Z
DTEND:20260721T100000Z
RECURRENCE-ID;TZID=Europe/London:20260720T110000
SUMMARY:B2
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n")
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	text := rapid.OneOf(rapid.StringOf(rapid.RuneFrom([]rune("ab ,;:\\\"n\n'é漢🫖"))), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		e := community.Event{
			UID: "a b;c,d", Title: "A", What: community.EventLearning,
			Zone:   rapid.SampledFrom([]string{"UTC", "Europe/London", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", ""}).Draw(t, "zone"),
			AllDay: rapid.Bool().Draw(t, "all day"), Cancelled: rapid.Bool().Draw(t, "cancelled"),
			Sequence: rapid.SampledFrom([]string{"", "7"}).Draw(t, "sequence"),
		}
		for _, f := range []string{"title", "place", "with", "about"} {
			if err := e.Set(f, strings.TrimSpace(norm.NFC.String(community.CleanWords(text.Draw(t, f))))); err != nil {
				t.Skip(err)
			}
		}
		e.Title += "!"
		e.With = strings.NewReplacer(`"`, "'", `\`, "", "@", "").Replace(e.With) + " Okafor" // what a name there cannot hold
		e.With, e.About = community.CleanLine(e.With), community.CleanWords(strings.ReplaceAll(e.About, "<", ""))
		start := time.Date(2026, 1, 1, 0, 30, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 365*24).Draw(t, "start")) * time.Hour)
		e.StartsAt, e.EndsAt = start, start.Add(90*time.Minute)
		if e.AllDay {
			e.Zone, e.StartsAt = "", midnight(start)
			e.EndsAt = e.StartsAt.AddDate(0, 0, 2)
		}
		if rapid.Bool().Draw(t, "series") {
			e.Rule = rapid.SampledFrom([]string{"FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=DAILY;INTERVAL=3;COUNT=9", "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270101T000000Z"}).Draw(t, "rule")
			e.Except = e.StartsAt.AddDate(0, 0, 7).Format(stampForm)
		} else if e.Zone != "" {
			e.Zone = "UTC" // a single event needs no other
		}
		if e.Zone != "" { // keep clear of the hour that comes twice: written as clocks show it, it is the first
			loc := location(e.Zone)
			for _, at := range append(stamps(e.Except), e.StartsAt, e.EndsAt) {
				if !instant(clock(at.In(loc)), loc).Equal(at) {
					t.Skip("an hour that comes twice")
				}
			}
		}
		var b bytes.Buffer
		if err := Write(&b, []community.Event{e}, noon); err != nil {
			t.Fatal(err)
		}
		got, problems, err := Parse(&b, "out.ics")
		if err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
		if diff := cmp.Diff([]community.Event{e}, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestLinesAreFolded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := community.Event{UID: "a", Title: strings.Repeat(rapid.StringOfN(rapid.RuneFrom([]rune("aé漢🫖,")), 1, 5, -1).Draw(t, "title"), 50), StartsAt: noon, EndsAt: noon}
		var b bytes.Buffer
		if err := Write(&b, []community.Event{e}, noon); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(b.String(), "\r\n"), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
				t.Fatalf("%d octets: %q", len(line), line)
			}
		}
	})
}

// Whoever reads the zones' rules knows the zone again.
func TestWrittenZonesAreTheirOwn(t *testing.T) {
	for _, name := range []string{"Europe/London", "Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Calcutta", "America/Sao_Paulo", "Australia/Lord_Howe"} {
		var b bytes.Buffer
		e := community.Event{UID: "a", Title: "A", StartsAt: noon, EndsAt: noon, Zone: name, Rule: "FREQ=WEEKLY"}
		if err := Write(&b, []community.Event{e}, noon); err != nil {
			t.Fatal(err)
		}
		other := strings.ReplaceAll(b.String(), name, "Somewhere")
		got := parse(t, other)[0].Zone
		loc, want := location(got), location(name)
		for at := noon; at.Year() < 2029; at = at.AddDate(0, 0, 1) {
			_, a := at.In(loc).Zone()
			_, b := at.In(want).Zone()
			if a != b {
				t.Errorf("%s came back as %s, which differs on %v", name, got, at)
				break
			}
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.ErrUnsupported }

func TestFullDiskIsAnError(t *testing.T) {
	if err := Write(full{}, demo(t), noon); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("error %v", err)
	}
}

package calendar

import (
	"strings"
	"testing"
	"time"
)

func TestZonesAreFoundByTheirNames(t *testing.T) {
	z := newZones(nil)
	for tzid, want := range map[string]string{
		"Europe/London":                         "Europe/London",
		`"Europe/London"`:                       "Europe/London",
		"GMT Standard Time":                     "Europe/London",
		"W. Europe Standard Time":               "Europe/Berlin",
		"w. europe standard time":               "Europe/Berlin",
		"W. Europe Standard Time 1":             "Europe/Berlin",
		"Romance Standard Time":                 "Europe/Paris",
		"Central European Standard Time":        "Europe/Warsaw",
		"Eastern Standard Time":                 "America/New_York",
		"UTC":                                   "UTC",
		"Etc/UTC":                               "UTC",
		"tzone://Microsoft/Utc":                 "UTC",
		"/mozilla.org/20050126_1/Europe/Berlin": "Europe/Berlin",
		"/freeassociation.sourceforge.net/Tzfile/America/Argentina/Salta": "America/Argentina/Salta",
		"/citadel.org/20210210_1/Europe/London":                           "Europe/London",
		"America/New York":                                                "America/New_York",
		"GMT+0100":                                                        "Etc/GMT-1",
		"UTC-05:00":                                                       "Etc/GMT+5",
	} {
		got, ok := z.find(tzid, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
		if !ok || got != want {
			t.Errorf("%s is %q, %v; want %s", tzid, got, ok, want)
		}
	}
	for _, tzid := range []string{"", "Local", "../etc/passwd", "Atlantis", "GMT+99", "/x/Local", strings.Repeat("a/", 5000)} {
		if got, ok := z.find(tzid, time.Time{}); ok {
			t.Errorf("%s is %q", tzid, got)
		}
	}
}

func TestEveryWindowsZoneIsOneThatMachinesKnow(t *testing.T) {
	if len(windowsZones) < 139 {
		t.Errorf("%d zones", len(windowsZones))
	}
	for name, iana := range windowsZones {
		if !exists(iana) {
			t.Errorf("%s leads to %s", name, iana)
		}
		if name != strings.ToLower(name) {
			t.Errorf("%s is not in lower case", name)
		}
	}
}

func rules(parts ...string) string {
	return "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Our own\n" + strings.Join(parts, "\n") +
		"\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:a\nDTSTART;TZID=Our own:20260706T110000\nEND:VEVENT\nEND:VCALENDAR\n"
}

const (
	berlinWinter = "BEGIN:STANDARD\nDTSTART:16011028T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD"
	berlinSummer = "BEGIN:DAYLIGHT\nDTSTART:16010325T020000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT"
)

func TestZonesAreFoundByTheirRules(t *testing.T) {
	for _, tc := range []struct {
		name, text, want string
	}{
		{"as Exchange writes them", rules(berlinWinter, berlinSummer), "Europe/Berlin"},
		{"in New York", rules(
			"BEGIN:STANDARD\nDTSTART:20071104T020000\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD",
			"BEGIN:DAYLIGHT\nDTSTART:20070311T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nEND:DAYLIGHT"), "America/New_York"},
		{"without a summer", rules("BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0530\nTZOFFSETTO:+0530\nEND:STANDARD"), "Asia/Calcutta"},
		{"whole hours without a summer", rules("BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0300\nEND:STANDARD"), "Etc/GMT-3"},
		{"by its place", rules("X-LIC-LOCATION:Europe/Vienna", berlinWinter, berlinSummer), "Europe/Vienna"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if e := parse(t, tc.text)[0]; e.Zone != tc.want {
				t.Errorf("zone %s, want %s", e.Zone, tc.want)
			}
		})
	}
	odd := rules("BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0017\nTZOFFSETTO:+0017\nEND:STANDARD")
	if _, problems, _ := Parse(strings.NewReader(odd), "events.ics"); len(problems) != 1 {
		t.Errorf("a zone of nowhere: %v", problems)
	}
}

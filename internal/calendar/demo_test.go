package calendar

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kettle/assets"
	"kettle/internal/community"
)

func place(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func demo(t testing.TB) []community.Event {
	t.Helper()
	f, err := assets.Demo.Open("demo/events.ics")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	events, problems, err := Parse(f, "events.ics")
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v, %v", problems, err)
	}
	return events
}

// seen lists occasions as people in that zone would say them.
func seen(events []community.Event, from, to string, zone *time.Location) []string {
	var out []string
	a, _ := time.ParseInLocation("2006-01-02 15:04", from, zone)
	b, _ := time.ParseInLocation("2006-01-02 15:04", to, zone)
	for _, o := range Occasions(events, a, b, zone) {
		s, e := o.StartsAt.In(zone), o.EndsAt.In(zone)
		if o.AllDay {
			out = append(out, fmt.Sprintf("%s to %s %s", s.Format("Mon 2 Jan 2006 15:04"), e.Format("Mon 2 Jan 15:04"), o.Title))
			continue
		}
		out = append(out, fmt.Sprintf("%s–%s %s", s.Format("Mon 2 Jan 2006 15:04"), e.Format("15:04"), o.Title))
	}
	return out
}

func TestDemoEventsAreReadWhole(t *testing.T) {
	events := demo(t)
	if len(events) != 6 {
		t.Fatalf("%d events", len(events))
	}
	want := community.Event{
		UID: "soup@harbourcommons.example", Title: "Soup & stories", What: community.EventSocial, Place: "Kitchen",
		About:    "Everyone eats, two people tell a story.",
		StartsAt: time.Date(2026, 1, 8, 13, 0, 0, 0, time.UTC), EndsAt: time.Date(2026, 1, 8, 14, 0, 0, 0, time.UTC),
		Zone: "Europe/London", Rule: "FREQ=WEEKLY;BYDAY=TH", Except: "20261224T130000Z 20261231T130000Z",
	}
	if diff := cmp.Diff(want, events[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	market := events[5]
	if !market.AllDay || market.EndsAt.Sub(market.StartsAt) != 48*time.Hour || market.Zone != "" {
		t.Errorf("%+v", market)
	}
}

func TestDemoWeeks(t *testing.T) {
	events, london := demo(t), place(t, "Europe/London")
	for _, tc := range []struct {
		name, from, to string
		want           []string
	}{
		{"a week in November", "2026-11-16 00:00", "2026-11-23 00:00", []string{
			"Wed 18 Nov 2026 15:30–16:15 Accountability group",
			"Thu 19 Nov 2026 13:00–14:00 Soup & stories",
			"Thu 19 Nov 2026 18:00–19:30 Mentoring circle: first hires", // the third Thursday
			"Fri 20 Nov 2026 12:30–13:00 Skill share: BSL basics",
		}},
		{"the clocks go forward on 29 March", "2026-03-26 00:00", "2026-04-03 00:00", []string{
			"Thu 26 Mar 2026 13:00–14:00 Soup & stories",
			"Fri 27 Mar 2026 12:30–13:00 Skill share: BSL basics",
			"Tue 31 Mar 2026 11:00–12:30 Advice surgery: bookkeeping",
			"Wed 1 Apr 2026 15:30–16:15 Accountability group",
			"Thu 2 Apr 2026 13:00–14:00 Soup & stories",
		}},
		{"the clocks go back on 25 October", "2026-10-22 00:00", "2026-10-30 00:00", []string{
			"Thu 22 Oct 2026 13:00–14:00 Soup & stories",
			"Fri 23 Oct 2026 12:30–13:00 Skill share: BSL basics",
			"Tue 27 Oct 2026 11:00–12:30 Advice surgery: bookkeeping",
			"Wed 28 Oct 2026 15:30–16:15 Accountability group",
			"Thu 29 Oct 2026 13:00–14:00 Soup & stories",
		}},
		{"no soup on 24 December", "2026-12-24 00:00", "2026-12-25 00:00", nil},
		{"soup again on 7 January", "2027-01-07 00:00", "2027-01-08 00:00", []string{"Thu 7 Jan 2027 13:00–14:00 Soup & stories"}},
		{"the market lasts two days", "2026-12-06 23:00", "2026-12-07 00:00", []string{"Sat 5 Dec 2026 00:00 to Mon 7 Dec 00:00 Winter market weekend"}},
		{"and not three", "2026-12-07 00:00", "2026-12-08 00:00", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, seen(events, tc.from, tc.to, london)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDemoIsTheSameInstantsElsewhere(t *testing.T) {
	got := seen(demo(t), "2026-12-05 00:00", "2026-12-06 00:00", place(t, "Pacific/Auckland"))
	want := []string{ // Friday's 12:30 of London is 01:30 there; the market is on the date itself
		"Sat 5 Dec 2026 00:00 to Mon 7 Dec 00:00 Winter market weekend",
		"Sat 5 Dec 2026 01:30–02:00 Skill share: BSL basics",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

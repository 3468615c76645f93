package calendar

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kettle/internal/community"
)

func TestSeriesWithChangedOccasions(t *testing.T) {
	london := place(t, "Europe/London")
	const weekly = "UID:w\nDTSTART;TZID=Europe/London:20260706T110000\nDTEND;TZID=Europe/London:20260706T120000\nRRULE:FREQ=WEEKLY\nSUMMARY:Tea\n"
	const only = "UID:w\nRECURRENCE-ID;TZID=Europe/London:20260713T110000\n"
	second := func(s string) []string {
		return []string{"Mon 6 Jul 2026 11:00–12:00 Tea", s, "Mon 20 Jul 2026 11:00–12:00 Tea"}
	}
	outer := []string{"Mon 6 Jul 2026 11:00–12:00 Tea", "Mon 20 Jul 2026 11:00–12:00 Tea"}
	for _, tc := range []struct {
		name   string
		events []string
		want   []string
	}{
		{"none", []string{weekly}, second("Mon 13 Jul 2026 11:00–12:00 Tea")},
		{"moved", []string{weekly, only + "DTSTART;TZID=Europe/London:20260714T150000\nDURATION:PT30M\nSUMMARY:Tea"}, second("Tue 14 Jul 2026 15:00–15:30 Tea")},
		{"renamed, before its series", []string{only + "DTSTART:20260713T100000Z\nDURATION:PT1H\nSUMMARY:Coffee", weekly}, second("Mon 13 Jul 2026 11:00–12:00 Coffee")},
		{"cancelled", []string{weekly, only + "DTSTART:20260713T100000Z\nSUMMARY:Tea\nSTATUS:CANCELLED"}, outer},
		{"named in UTC", []string{weekly, "UID:w\nRECURRENCE-ID:20260713T100000Z\nDTSTART:20260713T110000Z\nDURATION:PT1H\nSUMMARY:Tea"}, second("Mon 13 Jul 2026 12:00–13:00 Tea")},
		{"named by its day", []string{weekly, "UID:w\nRECURRENCE-ID;VALUE=DATE:20260713\nDTSTART:20260713T110000Z\nDURATION:PT1H\nSUMMARY:Tea"}, second("Mon 13 Jul 2026 12:00–13:00 Tea")},
		{"left out", []string{weekly + "EXDATE;TZID=Europe/London:20260713T110000"}, outer},
		{"left out in UTC", []string{weekly + "EXDATE:20260101T100000Z,20260713T100000Z"}, outer},
		{"left out by its day", []string{weekly + "EXDATE;VALUE=DATE:20260713"}, outer},
		{"left out on floating clocks", []string{weekly + "EXDATE:20260713T110000"}, outer},
		{"one more", []string{weekly + "RDATE;TZID=Europe/London:20260715T190000\nEXDATE:20260713T100000Z"}, second("Wed 15 Jul 2026 19:00–20:00 Tea")},
		{"one more as a period", []string{weekly + "RDATE;VALUE=PERIOD:20260715T180000Z/PT2H\nEXDATE:20260713T100000Z"}, second("Wed 15 Jul 2026 19:00–20:00 Tea")},
		{"one more that is there already", []string{weekly + "RDATE:20260713T100000Z"}, second("Mon 13 Jul 2026 11:00–12:00 Tea")},
		{"all cancelled", []string{weekly + "STATUS:CANCELLED", only + "DTSTART:20260713T100000Z\nSUMMARY:Tea"}, nil},
		{"series of a refused rule takes its changes along", []string{strings.Replace(weekly, "WEEKLY", "SECONDLY", 1), only + "DTSTART:20260713T100000Z\nSUMMARY:Tea"}, nil},
		{"only the changed one", []string{only + "DTSTART:20260713T100000Z\nDURATION:PT1H\nSUMMARY:Tea"}, []string{"Mon 13 Jul 2026 11:00–12:00 Tea"}},
		{"start that its rule passes over", []string{strings.Replace(weekly, "WEEKLY", "WEEKLY;BYDAY=WE;UNTIL=20260709", 1)}, []string{"Mon 6 Jul 2026 11:00–12:00 Tea", "Wed 8 Jul 2026 11:00–12:00 Tea"}},
		{"until, in UTC", []string{strings.Replace(weekly, "WEEKLY", "WEEKLY;UNTIL=20260713T100000Z", 1)}, []string{"Mon 6 Jul 2026 11:00–12:00 Tea", "Mon 13 Jul 2026 11:00–12:00 Tea"}},
		{"deleted, every one", []string{strings.Replace(weekly, "WEEKLY", "WEEKLY;UNTIL=20260705", 1)}, nil},
		{"until a second before", []string{strings.Replace(weekly, "WEEKLY", "WEEKLY;UNTIL=20260713T095959Z", 1)}, []string{"Mon 6 Jul 2026 11:00–12:00 Tea"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			events, _, err := Parse(strings.NewReader(file(tc.events...)), "events.ics")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, seen(events, "2026-07-01 00:00", "2026-07-27 00:00", london)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestMethodCancelTakesEventsAway(t *testing.T) {
	text := strings.Replace(file("DTSTART:20260713T100000Z\nSUMMARY:Tea"), "VERSION:2.0", "METHOD:CANCEL", 1)
	if e := parse(t, text); len(e) != 1 || !e[0].Cancelled {
		t.Errorf("%+v", e)
	}
}

func TestClocksThatChange(t *testing.T) {
	london := place(t, "Europe/London")
	for _, tc := range []struct{ name, event, from, to, want string }{
		{"a time that is skipped", "DTSTART;TZID=Europe/London:20260322T013000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\nSUMMARY:A", "2026-03-29 00:00", "2026-03-30 00:00", "Sun 29 Mar 2026 02:30–03:30 A"},
		{"a time that comes twice", "DTSTART;TZID=Europe/London:20261018T013000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\nSUMMARY:A", "2026-10-25 00:00", "2026-10-26 00:00", "Sun 25 Oct 2026 01:30–01:30 A"},
		{"a series in UTC", "DTSTART:20260322T120000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\nSUMMARY:A", "2026-03-29 00:00", "2026-03-30 00:00", "Sun 29 Mar 2026 13:00–14:00 A"},
		{"a floating series", "DTSTART:20260322T120000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\nSUMMARY:A", "2026-03-29 00:00", "2026-03-30 00:00", "Sun 29 Mar 2026 12:00–13:00 A"},
		{"a day of 23 hours", "DTSTART;VALUE=DATE:20260329\nSUMMARY:A", "2026-03-29 23:59", "2026-03-30 00:00", "Sun 29 Mar 2026 00:00 to Mon 30 Mar 00:00 A"},
		{"days each week", "DTSTART;VALUE=DATE:20260322\nRRULE:FREQ=WEEKLY;BYHOUR=9\nSUMMARY:A", "2026-03-29 00:00", "2026-03-30 00:00", "Sun 29 Mar 2026 00:00 to Mon 30 Mar 00:00 A"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := seen(parse(t, file(tc.event)), tc.from, tc.to, london)
			if diff := cmp.Diff([]string{tc.want}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	first := instant(time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC), london)
	if want := time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC); !first.Equal(want) {
		t.Errorf("the first 01:30 is %v, want %v", first, want)
	}
}

// A day without midnight begins at one.
func TestAllDayWhereMidnightIsSkipped(t *testing.T) {
	cairo := place(t, "Africa/Cairo")
	got := seen(parse(t, file("DTSTART;VALUE=DATE:20260424\nSUMMARY:A")), "2026-04-24 05:00", "2026-04-25 00:00", cairo)
	if diff := cmp.Diff([]string{"Fri 24 Apr 2026 01:00 to Sat 25 Apr 00:00 A"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOccasionsAreInOrderAndWithin(t *testing.T) {
	london := place(t, "Europe/London")
	events := parse(t, file(
		"DTSTART:20260706T230000Z\nDTEND:20260707T010000Z\nSUMMARY:Over midnight",
		"DTSTART:20260707T100000Z\nDTEND:20260707T110000Z\nSUMMARY:B",
		"DTSTART:20260707T100000Z\nDTEND:20260707T110000Z\nSUMMARY:A",
		"DTSTART:20260707T100000Z\nDTEND:20260707T103000Z\nSUMMARY:C",
		"DTSTART;VALUE=DATE:20260707\nSUMMARY:Day",
		"DTSTART:20260706T230000Z\nSUMMARY:Bell",
		"DTSTART:20260706T220000Z\nDTEND:20260706T230000Z\nSUMMARY:Over",
		"DTSTART:20260707T230000Z\nDTEND:20260708T230000Z\nSUMMARY:Not yet",
		"DTSTART:20260701T100000Z\nDTEND:20260710T100000Z\nSUMMARY:Long",
	))
	want := []string{
		"Wed 1 Jul 2026 11:00–11:00 Long",
		"Tue 7 Jul 2026 00:00 to Wed 8 Jul 00:00 Day",
		"Tue 7 Jul 2026 00:00–00:00 Bell",
		"Tue 7 Jul 2026 00:00–02:00 Over midnight",
		"Tue 7 Jul 2026 11:00–11:30 C",
		"Tue 7 Jul 2026 11:00–12:00 A",
		"Tue 7 Jul 2026 11:00–12:00 B",
	}
	if diff := cmp.Diff(want, seen(events, "2026-07-07 00:00", "2026-07-08 00:00", london)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The occasions of two stretches side by side are those of both together.
func TestStretchesAddUp(t *testing.T) {
	london := place(t, "Europe/London")
	rapid.Check(t, func(t *rapid.T) {
		drawn := someRule().Draw(t, "rule")
		start, err := time.Parse(stampForm, drawn[1])
		if err != nil {
			t.Fatal(err)
		}
		e := community.Event{UID: "u", Title: "A", StartsAt: start, EndsAt: start, Rule: drawn[0], Zone: rapid.SampledFrom([]string{"Europe/London", "America/New_York", "UTC", ""}).Draw(t, "zone")}
		from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 400*24).Draw(t, "from")) * time.Hour)
		middle := from.Add(time.Duration(rapid.IntRange(1, 24*30).Draw(t, "middle")) * time.Hour)
		to := middle.Add(time.Duration(rapid.IntRange(1, 24*30).Draw(t, "to")) * time.Hour)
		events := []community.Event{e}
		whole := Occasions(events, from, to, london)
		parts := append(Occasions(events, from, middle, london), Occasions(events, middle, to, london)...)
		if diff := cmp.Diff(whole, parts); diff != "" {
			t.Fatalf("(-whole +parts):\n%s", diff)
		}
	})
}

func BenchmarkWeekOf200Series(b *testing.B) {
	london := place(b, "Europe/London")
	rules := []string{"FREQ=WEEKLY;BYDAY=TH", "FREQ=DAILY", "FREQ=MONTHLY;BYDAY=3TH", "FREQ=WEEKLY;INTERVAL=2", "FREQ=YEARLY", "FREQ=WEEKLY;COUNT=500", "FREQ=MONTHLY;BYMONTHDAY=-1"}
	var events []community.Event
	for i := range 200 {
		start := time.Date(2015+i%10, time.Month(1+i%12), 1+i%28, 11, 0, 0, 0, time.UTC)
		events = append(events, community.Event{
			UID: fmt.Sprint(i), Title: "A", StartsAt: start, EndsAt: start.Add(time.Hour), Zone: "Europe/London", Rule: rules[i%len(rules)], Except: "20261224T130000Z 20261231T130000Z",
		})
	}
	from := time.Date(2026, 11, 16, 0, 0, 0, 0, london)
	for b.Loop() {
		if len(Occasions(events, from, from.AddDate(0, 0, 7), london)) == 0 {
			b.Fatal("nothing")
		}
	}
}

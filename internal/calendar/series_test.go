package calendar

import (
	"slices"
	"testing"
	"time"

	"github.com/teambition/rrule-go"
	"pgregory.net/rapid"
)

// someRule draws a rule that sound people could write, and its start.
func someRule() *rapid.Generator[[2]string] {
	return rapid.Custom(func(t *rapid.T) [2]string {
		rule := "FREQ=" + rapid.SampledFrom([]string{"HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"}).Draw(t, "freq")
		rule += rapid.SampledFrom([]string{"", ";INTERVAL=2", ";INTERVAL=3", ";INTERVAL=5"}).Draw(t, "interval")
		rule += rapid.SampledFrom([]string{"", "", ";BYMONTH=3,10", ";BYMONTH=2"}).Draw(t, "month")
		rule += rapid.SampledFrom([]string{"", ";BYDAY=MO,WE", ";BYDAY=TH", ";BYMONTHDAY=31", ";BYMONTHDAY=-1,13"}).Draw(t, "day")
		rule += rapid.SampledFrom([]string{"", "", ";BYHOUR=9,17"}).Draw(t, "hour")
		rule += rapid.SampledFrom([]string{"", "", "", ";COUNT=40", ";UNTIL=20270101T000000Z", ";UNTIL=20230301"}).Draw(t, "end")
		rule += rapid.SampledFrom([]string{"", ";WKST=SU"}).Draw(t, "week")
		start := time.Date(2017, 1, 1, 9, 30, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 5*365*24).Draw(t, "start")) * time.Hour)
		return [2]string{rule, start.Format(stampForm)}
	})
}

// A series that is begun late and takes place in another age has the same
// occasions as one that the library walks through from its start.
func TestShortcutsChangeNoOccasion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawn := someRule().Draw(t, "rule")
		start, err := time.Parse(stampForm, drawn[1])
		if err != nil {
			t.Fatal(err)
		}
		s, err := newSeries(drawn[0], start, false, "UTC")
		if err != nil {
			t.Skip(err)
		}
		r, err := rrule.NewRRule(s.option)
		if err != nil {
			t.Fatal(err)
		}
		lo := start.AddDate(0, 0, rapid.IntRange(-40, 2500).Draw(t, "from"))
		hi := lo.AddDate(0, 0, rapid.IntRange(1, 400).Draw(t, "days"))
		r.Until(hi)
		if u := s.option.Until; !u.IsZero() && u.Before(hi) {
			r.Until(u)
		}
		want := r.Between(lo, hi.Add(-time.Second), true)
		if len(want) > mostBetween {
			t.Skip("more than a series gives")
		}
		if got := s.between(lo, hi); !slices.EqualFunc(got, want, time.Time.Equal) {
			t.Fatalf("%s from %v\n%v to %v\ngot  %v\nwant %v", drawn[0], start, lo, hi, got, want)
		}
	})
}

func TestRulesOfTheStandard(t *testing.T) {
	for _, tc := range []struct {
		rule, start, from, to string
		want                  []string
	}{
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2024-02-29", "2025-01-01", "2033-01-01", []string{"2028-02-29", "2032-02-29"}},
		{"FREQ=YEARLY", "1604-03-15", "2026-01-01", "2027-01-01", []string{"2026-03-15"}}, // a birthday without a year
		{"FREQ=YEARLY;BYWEEKNO=20", "2025-05-12", "2026-01-01", "2027-01-01", []string{"2026-05-11"}},
		{"FREQ=MONTHLY", "2025-01-31", "2026-01-01", "2026-06-01", []string{"2026-01-31", "2026-03-31", "2026-05-31"}},
		{"FREQ=MONTHLY;BYDAY=-1FR", "2025-01-31", "2026-01-01", "2026-03-01", []string{"2026-01-30", "2026-02-27"}},
		{"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2025-01-31", "2026-01-01", "2026-03-01", []string{"2026-01-30", "2026-02-27"}},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=MO", "2025-12-29", "2026-01-01", "2026-01-20", []string{"2026-01-04", "2026-01-12", "2026-01-18"}},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", "2025-12-29", "2026-01-01", "2026-01-20", []string{"2026-01-11", "2026-01-12"}},
		{"freq=daily; count=3;", "2026-01-01", "2026-01-02", "2027-01-01", []string{"2026-01-02", "2026-01-03"}},
		{"FREQ=DAILY;UNTIL=20260103", "2026-01-01", "2026-01-02", "2027-01-01", []string{"2026-01-02", "2026-01-03"}},
		{"FREQ=DAILY;RSCALE=GREGORIAN;SKIP=OMIT;X-A=B", "2026-01-01", "2026-01-02", "2026-01-03", []string{"2026-01-02"}},
	} {
		day := func(s string) time.Time {
			d, err := time.Parse(time.DateOnly, s)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		s, err := newSeries(tc.rule, day(tc.start), true, "")
		if err != nil {
			t.Errorf("%s: %v", tc.rule, err)
			continue
		}
		var got []string
		for _, o := range s.between(day(tc.from), day(tc.to)) {
			got = append(got, o.Format(time.DateOnly))
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", tc.rule, got, tc.want)
		}
	}
}

// Rules that the library would walk to the year 9999 for, or for ever.
func TestRulesMadeToBeSlowAreBounded(t *testing.T) {
	start := time.Date(2020, 1, 1, 9, 0, 0, 0, time.UTC)
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, rule := range []string{
		"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
		"FREQ=HOURLY;BYMONTH=4;BYMONTHDAY=31",
		"FREQ=HOURLY;INTERVAL=9999;BYHOUR=9",
		"FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=30",
		"FREQ=YEARLY;BYDAY=-53MO;BYMONTHDAY=31",
		"FREQ=DAILY;COUNT=2000000000",
		"FREQ=HOURLY;COUNT=2000000000",
		"FREQ=HOURLY;BYSETPOS=300",
		"FREQ=HOURLY;BYMINUTE=1,2",
	} {
		s, err := newSeries(rule, start, false, "UTC")
		if err != nil {
			continue
		}
		if n := len(s.between(from, from.AddDate(300, 0, 0))); n > mostBetween {
			t.Errorf("%s: %d occasions", rule, n)
		}
	}
}

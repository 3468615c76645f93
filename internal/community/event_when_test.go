package community

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestWhenAnOccasionIsSaysItsDaysAndTimes(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	day := func(at time.Time) string { return at.Format("Monday 2 January") }
	at := time.Date(2026, 6, 4, 12, 0, 0, 0, time.UTC)
	midnight := time.Date(2026, 6, 3, 23, 0, 0, 0, time.UTC)
	autumn := time.Date(2026, 10, 24, 23, 0, 0, 0, time.UTC) // the day of 25 hours
	for want, o := range map[string]Occasion{
		"Thursday 4 June, 13:00 to 14:00":                {StartsAt: at, EndsAt: at.Add(time.Hour)},
		"Thursday 4 June, 13:00":                         {StartsAt: at},
		"Thursday 4 June, 13:00 to Friday 5 June, 01:00": {StartsAt: at, EndsAt: at.Add(12 * time.Hour)},
		"Thursday 4 June, all day":                       {StartsAt: midnight, EndsAt: midnight.AddDate(0, 0, 1), AllDay: true},
		"Thursday 4 June to Saturday 6 June":             {StartsAt: midnight, EndsAt: midnight.AddDate(0, 0, 3), AllDay: true},
		"Sunday 25 October, all day":                     {StartsAt: autumn, EndsAt: autumn.Add(25 * time.Hour), AllDay: true},
	} {
		if got := o.When(london, day); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Whenever an occasion is, a day is named twice only if it is on two, and its clock is
// that of the zone.
func TestWhenAnOccasionIsNamesADayOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"UTC", "Europe/London", "Pacific/Auckland", "America/St_Johns", "Asia/Kathmandu"}).Draw(t, "zone")
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		at := time.Date(2026, 1, 1, 0, rapid.IntRange(0, 365*24*60).Draw(t, "minute"), 0, 0, time.UTC)
		o := Occasion{StartsAt: at, EndsAt: at.Add(time.Duration(rapid.IntRange(-60, 3*24*60).Draw(t, "length")) * time.Minute)}
		got := o.When(zone, func(at time.Time) string { return at.Format("[Monday 2 January]") })
		from, to := o.StartsAt.In(zone), o.EndsAt.In(zone)
		days := strings.Count(got, "[")
		want := 1
		if to.After(from) && to.YearDay() != from.YearDay() {
			want = 2
		}
		if days != want || !strings.HasPrefix(got, from.Format("[Monday 2 January], 15:04")) || to.After(from) && !strings.HasSuffix(got, to.Format("15:04")) {
			t.Fatalf("%v to %v: %q", from, to, got)
		}
	})
}

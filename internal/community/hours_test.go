package community

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// london makes a space with those hours.
func london(t *testing.T, hours, holidays string) *Space {
	t.Helper()
	s := &Space{}
	for _, f := range []Field{{"zone", "Europe/London"}, {"hours", hours}, {"holidays", holidays}} {
		if err := s.Set(f.Name, f.Value); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// at reads a time as a clock in the space shows it, or with an offset.
func at(t *testing.T, s *Space, text string) time.Time {
	t.Helper()
	if got, err := time.Parse("2006-01-02 15:04 -0700", text); err == nil {
		return got
	}
	got, err := time.ParseInLocation("2006-01-02 15:04", text, s.Location())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestHoursReadWhatTheyWrite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var h Hours
		for d := range h {
			if d > 0 && rapid.Bool().Draw(t, "as the day before") {
				h[d] = h[d-1]
				continue
			}
			from := 0
			for range rapid.IntRange(0, 3).Draw(t, "spans") {
				open := from + rapid.IntRange(0, 300).Draw(t, "open")
				shut := open + rapid.IntRange(1, 600).Draw(t, "length")
				if open > 24*60 || shut > 30*60 || shut-open > 24*60 {
					break
				}
				h[d] = append(h[d], Span{open, shut})
				from = shut + 1
			}
		}
		got, err := ParseHours(h.String())
		if err != nil || got.String() != h.String() {
			t.Fatalf("%q became %q, %v", h, got, err)
		}
		for d := range h {
			for i, s := range h[d] {
				if got[d][i] != s {
					t.Fatalf("%q: day %d is %v, want %v", h, d, got[d], h[d])
				}
			}
		}
	})
}

func TestHoursAreReadAsPeopleWriteThem(t *testing.T) {
	for in, want := range map[string]string{
		"": "always", "24/7": "always", " Always ": "always",
		"Mon-Fri 08:00-18:00; Sat 10-16":           "Mon-Fri 08:00-18:00; Sat 10:00-16:00",
		"mon – fri 8:00 – 18:00\nSaturday 9:30-12": "Mon-Fri 08:00-18:00; Sat 09:30-12:00",
		"Mon-Fri 8-18, Sat, Sun 10-16":             "Mon-Fri 08:00-18:00; Sat-Sun 10:00-16:00",
		"Mon,Wed 14:00-18:00,08:00-12:00":          "Mon 08:00-12:00,14:00-18:00; Wed 08:00-12:00,14:00-18:00",
		"Fri-Mon 18:00-02:00":                      "Mon 18:00-02:00; Fri-Sun 18:00-02:00",
		"Sun 00:00-24:00":                          "Sun 00:00-24:00",
		"Sun 00:00-00:00":                          "Sun 00:00-24:00",
	} {
		got, err := ParseHours(in)
		if err != nil || got.String() != want {
			t.Errorf("%q is %q, %v, want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"Mon", "Mon 8", "Xyz 08:00-18:00", "Mon 08:00-25:00", "Mon 08:61-09:00", "Mon 10:00-09:00", "Mon- 8-9", "Mon 24:30-01:00", "Mo 8-9", "Mon -1:00-9:00"} {
		if got, err := ParseHours(in); err == nil {
			t.Errorf("%q is taken as %q", in, got)
		}
	}
}

func FuzzParseHours(f *testing.F) {
	for _, seed := range []string{"Mon-Fri 08:00-18:00; Sat 10-16", "Fri-Mon 18:00-02:00,03:00-04:00", "Sun 24:00-06:00", "-", "Mon - Tue -"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		h, err := ParseHours(s)
		if err != nil {
			return
		}
		if again, err := ParseHours(h.String()); err != nil || again.String() != h.String() {
			t.Fatalf("%q is %q, then %q, %v", s, h, again, err)
		}
	})
}

func TestClosingTime(t *testing.T) {
	const week = "Mon-Fri 08:00-18:00; Sat 10:00-16:00"
	for _, c := range []struct{ name, hours, holidays, in, out string }{
		{"during the day", week, "", "2026-03-24 09:00", "2026-03-24 18:00"},
		{"before opening", week, "", "2026-03-24 07:00", "2026-03-24 18:00"},
		{"at closing it is the next", week, "", "2026-03-24 18:00", "2026-03-25 18:00"},
		{"after closing", week, "", "2026-03-24 19:00", "2026-03-25 18:00"},
		{"on a shut day", week, "", "2026-03-22 12:00", "2026-03-23 18:00"},
		{"before a holiday", week, "2026-03-25", "2026-03-24 19:00", "2026-03-26 18:00"},
		{"over midnight", "Fri 18:00-02:00", "", "2026-03-27 23:00", "2026-03-28 02:00"},
		{"after midnight", "Fri 18:00-02:00", "", "2026-03-28 01:59", "2026-03-28 02:00"},
		{"a holiday begins in the night", "Fri 18:00-02:00", "2026-03-28", "2026-03-28 01:00", "2026-03-28 02:00"},
		{"the night the clocks go forward", "Sat 18:00-03:00", "", "2026-03-28 23:00", "2026-03-29 03:00"},
		{"the night the clocks go back", "Sat 18:00-03:00", "", "2026-10-24 23:00", "2026-10-25 03:00"},
		{"in the hour that comes twice", "Sat 18:00-03:00", "", "2026-10-25 01:30 +0000", "2026-10-25 03:00 +0000"},
		{"the day of the change", "Sun 10:00-18:00", "", "2026-03-29 12:00", "2026-03-29 17:00 +0000"},
		{"always open", "", "", "2026-03-24 09:00", "2026-03-25 04:00"},
		{"always open, in the night", "", "", "2026-03-24 03:59", "2026-03-24 04:00"},
		{"always open, at four", "", "", "2026-03-24 04:00", "2026-03-25 04:00"},
		{"always open, clocks forward", "", "", "2026-03-28 22:00", "2026-03-29 03:00 +0000"},
		{"always open, clocks back", "", "", "2026-10-24 22:00", "2026-10-25 04:00 +0000"},
		{"open all day, every day", "Mon-Sun 00:00-24:00", "", "2026-03-24 23:50", "2026-03-25 04:00"},
		{"open all week, but for a day", "Mon-Sun 00:00-24:00", "2026-03-27", "2026-03-24 23:50", "2026-03-25 04:00"},
		{"open all week, but for a day, its eve", "Mon-Sun 00:00-24:00", "2026-03-27", "2026-03-26 05:00", "2026-03-27 00:00"},
		{"a long day that ends before four", "Mon 00:00-24:00; Tue 00:00-02:00", "", "2026-03-23 23:30", "2026-03-24 02:00"},
		{"before a long day", "Mon 00:00-24:00; Tue 00:00-18:00", "", "2026-03-22 12:00", "2026-03-23 04:00"},
		{"into the hours of the next day", "Fri 18:00-24:00; Sat 00:00-10:00", "", "2026-03-27 20:00", "2026-03-28 10:00"},
		{"two parts that touch", "Mon 08:00-12:00,12:00-18:00", "", "2026-03-23 09:00", "2026-03-23 18:00"},
		{"two parts that overlap", "Mon 08:00-10:00,09:00-20:00", "", "2026-03-23 09:30", "2026-03-23 20:00"},
		{"with a break, each part ends", "Mon 08:00-12:00,14:00-18:00", "", "2026-03-23 09:00", "2026-03-23 12:00"},
	} {
		s := london(t, c.hours, c.holidays)
		if got, want := s.ClosingAfter(at(t, s, c.in)), at(t, s, c.out); !got.Equal(want) {
			t.Errorf("%s: in at %s, out at %s, want %s", c.name, c.in, got, want)
		}
	}
}

func TestOpenAndNextOpening(t *testing.T) {
	const week = "Mon-Fri 08:00-18:00; Sat 18:00-02:00"
	for _, c := range []struct {
		when string
		open bool
		next string
	}{
		{"2026-03-24 07:59", false, "2026-03-24 08:00"},
		{"2026-03-24 08:00", true, "2026-03-24 08:00"},
		{"2026-03-24 17:59", true, "2026-03-26 08:00"}, // the 25th is a holiday
		{"2026-03-24 18:00", false, "2026-03-26 08:00"},
		{"2026-03-25 12:00", false, "2026-03-26 08:00"},
		{"2026-03-29 00:59", true, "2026-03-30 08:00"},
		{"2026-03-29 02:00 +0100", false, "2026-03-30 08:00"},
		{"2026-10-25 01:30 +0100", true, "2026-10-26 08:00"},
		{"2026-10-25 01:30 +0000", true, "2026-10-26 08:00"},
		{"2026-10-25 02:00 +0000", false, "2026-10-26 08:00"},
	} {
		s := london(t, week, "2026-03-25")
		when := at(t, s, c.when)
		if got := s.OpenAt(when); got != c.open {
			t.Errorf("%s: open is %t", c.when, got)
		}
		if got, ok := s.OpensNext(when); !ok || !got.Equal(at(t, s, c.next)) {
			t.Errorf("%s: opens next %s, %t, want %s", c.when, got, ok, c.next)
		}
	}
	always := london(t, "", "")
	if _, ok := always.OpensNext(ms(0)); ok || !always.OpenAt(ms(0)) {
		t.Error("a space that is always open opens again")
	}
}

// Whatever the hours, nobody is checked out while the space is open, unless that is
// for longer than a day, and then at four.
func TestAVisitAlwaysEndsLaterThanItBeganAndWhenTheSpaceShuts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &Space{}
		for _, f := range []Field{{"zone", "Europe/London"}, {"holidays", "2026-12-25 2026-12-26"}} {
			if err := s.Set(f.Name, f.Value); err != nil {
				t.Fatal(err)
			}
		}
		for day := range s.Hours {
			for range rapid.IntRange(0, 2).Draw(t, "parts") {
				open := 60 * rapid.IntRange(0, 23).Draw(t, "opens")
				shut := open + 60*rapid.SampledFrom([]int{1, 4, 12, 24}).Draw(t, "hours")
				s.Hours[day] = append(s.Hours[day], Span{open, min(shut, 30*60)})
			}
			slices.SortFunc(s.Hours[day], func(a, b Span) int { return a.Open - b.Open })
		}
		in := time.Unix(rapid.Int64Range(1_770_000_000, 1_810_000_000).Draw(t, "in"), 0)
		out := s.ClosingAfter(in)
		if !out.After(in) {
			t.Fatalf("open %s, in %s, out %s", s.Hours, in, out)
		}
		if !s.OpenAt(out) {
			if s.Hours.IsZero() || !s.OpenAt(out.Add(-time.Second)) {
				t.Fatalf("open %s, in %s, out %s, when it was shut", s.Hours, in, out)
			}
			return
		}
		long := 0
		for _, step := range []time.Duration{-time.Hour, time.Hour} {
			for at := out.Add(step); s.OpenAt(at) && long < 48; at = at.Add(step) {
				long++
			}
		}
		if s.Local(out).Format("15:04") != "04:00" || long < 24 {
			t.Fatalf("open %s, in %s, out %s, while it was open for %d hours", s.Hours, in, out, long)
		}
	})
}

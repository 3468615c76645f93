package community

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Span is one open stretch of a weekday in minutes after local midnight, Open
// before Close. Close may be up to 30 hours for a space that shuts after
// midnight.
type Span struct{ Open, Close int }

// Hours is when a space is open, by weekday (0 is Sunday). The zero Hours means
// always open.
type Hours [7][]Span

// IsZero says whether no hours are set: the space is always open.
func (h Hours) IsZero() bool {
	for _, day := range h {
		if len(day) > 0 {
			return false
		}
	}
	return true
}

var dayNames = [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}

// afterTimes is a comma between times and the next days, which a semicolon or a
// line's end also parts.
var afterTimes = regexp.MustCompile(`(\d), *(\pL)`)

// ParseHours reads "Mon-Fri 08:00-18:00; Sat, Sun 10:00-16:00". Empty text, "always"
// and "24/7" are always open. A closing time before the opening time is on the
// next day.
func ParseHours(s string) (Hours, error) {
	var h Hours
	s = strings.TrimSpace(s)
	if s == "" || strings.EqualFold(s, "always") || s == "24/7" {
		return h, nil
	}
	s = strings.ReplaceAll(afterTimes.ReplaceAllString(s, "$1;$2"), ", ", ",")
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '\n' }) {
		part = strings.ReplaceAll(strings.TrimSpace(part), "–", "-")
		part = strings.NewReplacer(" - ", "-", "- ", "-", " -", "-").Replace(part)
		if part == "" {
			continue
		}
		days, times, ok := strings.Cut(part, " ")
		if !ok {
			return Hours{}, fmt.Errorf("hours %q: write them like Mon-Fri 08:00-18:00", part)
		}
		which, err := parseDays(days)
		if err != nil {
			return Hours{}, err
		}
		for _, t := range strings.FieldsFunc(times, func(r rune) bool { return r == ',' || r == ' ' }) {
			span, err := parseSpan(t)
			if err != nil {
				return Hours{}, err
			}
			for _, d := range which {
				h[d] = append(h[d], span)
				slices.SortFunc(h[d], func(a, b Span) int { return a.Open - b.Open })
			}
		}
	}
	return h, nil
}

func parseDays(s string) ([]int, error) {
	var days []int
	for _, part := range strings.Split(s, ",") {
		from, to, ranged := strings.Cut(part, "-")
		a, err := parseDay(from)
		if err != nil {
			return nil, err
		}
		b := a
		if ranged {
			if b, err = parseDay(to); err != nil {
				return nil, err
			}
		}
		for d := a; ; d = (d + 1) % 7 {
			days = append(days, d)
			if d == b {
				break
			}
		}
	}
	return days, nil
}

func parseDay(s string) (int, error) {
	for i, name := range dayNames {
		if len(s) >= 3 && strings.EqualFold(s[:3], name) {
			return i, nil
		}
	}
	return 0, fmt.Errorf("%q is not a day: use Mon Tue Wed Thu Fri Sat Sun", s)
}

func parseSpan(s string) (Span, error) {
	from, to, ok := strings.Cut(s, "-")
	if !ok {
		return Span{}, fmt.Errorf("%q: write times like 08:00-18:00", s)
	}
	open, err := parseMinutes(from)
	if err != nil {
		return Span{}, err
	}
	shut, err := parseMinutes(to)
	if err != nil {
		return Span{}, err
	}
	if shut <= open {
		shut += 24 * 60
	}
	if shut > 30*60 {
		return Span{}, fmt.Errorf("%q: a day may last until 06:00 of the next", s)
	}
	return Span{Open: open, Close: shut}, nil
}

func parseMinutes(s string) (int, error) {
	hour, minute, found := strings.Cut(strings.TrimSpace(s), ":")
	h, err := strconv.Atoi(hour)
	m := 0
	if err == nil && found {
		m, err = strconv.Atoi(minute)
	}
	if err != nil || h < 0 || h > 24 || m < 0 || m > 59 || h == 24 && m > 0 {
		return 0, fmt.Errorf("%q is not a time of day", s)
	}
	return h*60 + m, nil
}

// String writes what ParseHours reads; "always" when no hours are set.
func (h Hours) String() string {
	if h.IsZero() {
		return "always"
	}
	var parts []string
	for d := 1; d <= 7; {
		spans := h[d%7]
		last := d
		for last < 7 && slices.Equal(h[(last+1)%7], spans) {
			last++
		}
		if len(spans) > 0 {
			days := dayNames[d%7]
			if last > d {
				days += "-" + dayNames[last%7]
			}
			var times []string
			for _, s := range spans {
				shut := s.Close
				if shut > 24*60 { // on the next day
					shut -= 24 * 60
				}
				times = append(times, clockText(s.Open)+"-"+clockText(shut))
			}
			parts = append(parts, days+" "+strings.Join(times, ","))
		}
		d = last + 1
	}
	return strings.Join(parts, "; ")
}

func clockText(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// OpenAt says whether the space is open at t. Always, when no hours are set.
func (s *Space) OpenAt(t time.Time) bool {
	if s.Hours.IsZero() {
		return true
	}
	from, to, ok := s.openAround(t)
	return ok && !t.Before(from) && t.Before(to)
}

// OpensNext gives the next opening at or after t; ok is false when there is
// none within a year, or when the space is always open.
func (s *Space) OpensNext(t time.Time) (time.Time, bool) {
	from, _, ok := s.nextSpan(t, func(from, _ time.Time) bool { return !from.Before(t) })
	return from, ok
}

// ClosingAfter gives the time at which a visit begun at t ends by itself: when the
// space next shuts after t or, where it stays open for longer than a day, at 04:00
// local. A visit begun after closing lasts to the closing after the next opening.
func (s *Space) ClosingAfter(t time.Time) time.Time {
	if s.Hours.IsZero() {
		return s.fourAfter(t)
	}
	from, to, ok := s.openAround(t)
	if from.After(t) {
		t = from
	}
	four := s.fourAfter(t)
	ends := func() bool { return ok && (to.Sub(from) <= 24*time.Hour || to.Before(four)) }
	for ends() && s.OpenAt(to) { // one stretch goes on in the next
		_, to, ok = s.openAround(to)
	}
	if ends() {
		return to
	}
	return four
}

// fourAfter is the next 04:00 after t, local.
func (s *Space) fourAfter(t time.Time) time.Time {
	local := s.Local(t)
	four := time.Date(local.Year(), local.Month(), local.Day(), 4, 0, 0, 0, local.Location())
	if !four.After(t) {
		four = time.Date(local.Year(), local.Month(), local.Day()+1, 4, 0, 0, 0, local.Location())
	}
	return four
}

func (s *Space) openAround(t time.Time) (from, to time.Time, ok bool) {
	return s.nextSpan(t, func(_, to time.Time) bool { return to.After(t) })
}

// nextSpan walks the open stretches from the day before t, in order, to the
// first that suits.
func (s *Space) nextSpan(t time.Time, suits func(from, to time.Time) bool) (from, to time.Time, ok bool) {
	local := t.In(s.Location())
	for d := -1; d < 370; d++ {
		day := time.Date(local.Year(), local.Month(), local.Day()+d, 12, 0, 0, 0, local.Location())
		if slices.Contains(s.Holidays, day.Format(time.DateOnly)) {
			continue
		}
		for _, span := range s.Hours[day.Weekday()] {
			at := func(minutes int) time.Time {
				return time.Date(day.Year(), day.Month(), day.Day(), 0, minutes, 0, 0, day.Location())
			}
			from, to := at(span.Open), at(span.Close)
			if to.After(from) && suits(from, to) { // an hour that is skipped may be all of it
				return from, to, true
			}
		}
	}
	return time.Time{}, time.Time{}, false
}

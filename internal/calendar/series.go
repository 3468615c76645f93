package calendar

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// series is a rule that was found sound, with its start. It counts on clocks, as
// if in UTC; zones come later, so that a change of the clocks cannot confuse it.
type series struct {
	text   string // the rule in its plain form
	option rrule.ROption
}

const (
	longestRule  = 2000
	mostInterval = 9999
	mostADay     = 48
	mostBetween  = 5000    // occasions that one series gives at once
	mostWalked   = 200_000 // occasions of a series with a count that are gone through
)

// newSeries reads a rule (RFC 5545, 3.3.10) for an event that starts at that time
// on the clocks of zone. The error is a clause such as "repeats every second".
func newSeries(rule string, start time.Time, allDay bool, zone string) (*series, error) {
	text, until, err := plainRule(rule)
	if err != nil {
		return nil, err
	}
	o, err := rrule.StrToROption(text)
	if err != nil {
		return nil, fmt.Errorf("repeats by a rule that cannot be read: %s", short(rule))
	}
	o.Dtstart = start
	if until != "" {
		if o.Until, err = untilTime(until, allDay, zone); err != nil {
			return nil, err
		}
		text += ";UNTIL=" + until
	}
	if allDay {
		o.Byhour, o.Byminute, o.Bysecond = nil, nil, nil
	}
	if err := sound(o, allDay); err != nil {
		return nil, err
	}
	if o.Freq == rrule.YEARLY && len(o.Byweekno) > 0 && len(o.Byweekday)+len(o.Bymonthday)+len(o.Byyearday) == 0 {
		o.Byweekday = []rrule.Weekday{weekdays[start.Weekday()]} // the library would take the whole week
	}
	if _, err := rrule.NewRRule(*o); err != nil {
		return nil, fmt.Errorf("repeats by a rule that makes no sense: %s", short(rule))
	}
	return &series{text: text, option: *o}, nil
}

var weekdays = [7]rrule.Weekday{rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA}

// ruleParts are the parts of a rule, in the order in which we write them.
var ruleParts = [...]string{
	"FREQ", "INTERVAL", "COUNT", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS", "WKST",
}

// plainRule brings a rule into one form and takes its UNTIL out.
func plainRule(rule string) (text, until string, err error) {
	if len(rule) > longestRule {
		return "", "", errors.New("repeats by a rule that is too long")
	}
	parts := map[string]string{}
	for part := range strings.SplitSeq(strings.ToUpper(strings.Join(strings.Fields(rule), "")), ";") {
		key, value, ok := strings.Cut(part, "=")
		_, twice := parts[key]
		switch {
		case part == "" || strings.HasPrefix(key, "X-"):
		case part == "RSCALE=GREGORIAN" || part == "SKIP=OMIT": // RFC 7529, which means no change here
		case !ok || value == "" || twice || key != "UNTIL" && !slices.Contains(ruleParts[:], key):
			return "", "", fmt.Errorf("repeats by a rule that cannot be read: %s", short(rule))
		default:
			parts[key] = value
		}
	}
	if n, err := strconv.Atoi(parts["INTERVAL"]); parts["INTERVAL"] != "" && (err != nil || n < 1 || n > mostInterval) {
		return "", "", fmt.Errorf("repeats at an interval of %s", short(parts["INTERVAL"]))
	}
	if n, err := strconv.Atoi(parts["COUNT"]); parts["COUNT"] != "" && (err != nil || n < 1) {
		return "", "", fmt.Errorf("repeats %s times", short(parts["COUNT"]))
	}
	var out []string
	for _, key := range ruleParts {
		if parts[key] != "" {
			out = append(out, key+"="+parts[key])
		}
	}
	return strings.Join(out, ";"), parts["UNTIL"], nil
}

// untilTime is the last time on the clocks of zone at which a series may start.
func untilTime(until string, allDay bool, zone string) (time.Time, error) {
	m, err := new(zones).read(until, "")
	switch {
	case err != nil:
		return time.Time{}, fmt.Errorf("repeats until %q, which is no date or time", short(until))
	case m.date || allDay:
		return midnight(m.wall).Add(24*time.Hour - time.Second), nil
	case m.zone == "UTC" && zone != "":
		return clock(m.wall.In(location(zone))), nil
	}
	return m.wall, nil
}

// sound refuses rules that would keep a screen busy, and those on which the
// library panics or never returns.
func sound(o *rrule.ROption, allDay bool) error {
	switch o.Freq {
	case rrule.SECONDLY:
		return errors.New("repeats every second, which no calendar on a wall can show")
	case rrule.MINUTELY:
		return errors.New("repeats every minute, which no calendar on a wall can show")
	case rrule.HOURLY:
		if allDay {
			return errors.New("is all day and repeats every hour")
		}
		if len(o.Byhour) > 0 && !slices.ContainsFunc(o.Byhour, func(h int) bool {
			return (h-o.Dtstart.Hour())%gcd(max(o.Interval, 1), 24) == 0
		}) {
			return errors.New("repeats at hours that never come")
		}
	}
	once, hours := max(1, len(o.Byminute))*max(1, len(o.Bysecond)), max(1, len(o.Byhour))
	if o.Freq == rrule.HOURLY && len(o.Bysetpos) > 0 && !slices.ContainsFunc(o.Bysetpos, func(n int) bool { return max(n, -n) <= once }) {
		return errors.New("repeats at a place within each hour that is not there")
	}
	if o.Freq == rrule.HOURLY && len(o.Byhour) == 0 {
		hours = 24
	}
	if hours*once > mostADay {
		return fmt.Errorf("repeats more than %d times a day, which no calendar on a wall can show", mostADay)
	}
	for _, d := range o.Byweekday {
		if n := d.N(); (o.Freq == rrule.MONTHLY || o.Freq == rrule.YEARLY && len(o.Bymonth) > 0) && (n > 5 || n < -5) {
			return fmt.Errorf("repeats on weekday %d of a month", n)
		}
	}
	return nil
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// over says whether the series ended before it began, which is how some
// calendars write one of which every occasion was deleted.
func (s *series) over() bool {
	return !s.option.Until.IsZero() && s.option.Until.Before(s.option.Dtstart)
}

// happens says whether the rule fits any day at all, if it went on for ever.
func (s *series) happens() bool {
	found, endless := false, *s
	endless.option.Until = time.Time{}
	endless.each(s.option.Dtstart, time.Time{}, func(time.Time) bool {
		found = true
		return false
	})
	return found
}

// between gives the occasions from lo to hi, hi not included, in order; at most
// mostBetween of them.
func (s *series) between(lo, hi time.Time) []time.Time {
	var out []time.Time
	s.each(lo, hi, func(t time.Time) bool {
		if !t.Before(lo) {
			out = append(out, t)
		}
		return len(out) < mostBetween
	})
	return out
}

// each hands out occasions in order until hi, if it is not zero; some of those
// before lo are left out.
//
// The library walks from the start of a series and, when nothing fits any more,
// on to the year 9999. So a series without a count is begun shortly before lo,
// and all of it takes place in the last 400 years before 10000, which have the
// same days as ours.
func (s *series) each(lo, hi time.Time, take func(time.Time) bool) {
	o := s.option
	if o.Count == 0 {
		forward(&o, lo)
	}
	late := lo
	if hi.After(lo) {
		late = hi
	}
	shift := (9999 - late.Year()) / 400 * 400
	o.Dtstart = o.Dtstart.AddDate(shift, 0, 0)
	if !hi.IsZero() && (o.Until.IsZero() || hi.Before(o.Until)) {
		o.Until = hi
	}
	if !o.Until.IsZero() {
		o.Until = o.Until.AddDate(shift, 0, 0)
	}
	defer func() {
		_ = recover() // a rule that the library cannot bear has no further occasions
	}()
	r, err := rrule.NewRRule(o)
	if err != nil {
		return
	}
	next := r.Iterator()
	for range mostWalked {
		t, ok := next()
		if !ok {
			return
		}
		if t = t.AddDate(-shift, 0, 0); !hi.IsZero() && !t.Before(hi) || !take(t) {
			return
		}
	}
}

// forward begins a series without a count later, at least two of its steps before
// lo, on a step that it has anyway.
func forward(o *rrule.ROption, lo time.Time) {
	n, start := max(o.Interval, 1), o.Dtstart
	bare := len(o.Byweekno)+len(o.Byyearday)+len(o.Bymonthday)+len(o.Byweekday) == 0
	steps := func(units int) int { return (units/n - 2) * n }
	switch o.Freq {
	case rrule.HOURLY:
		if k := steps(int(lo.Sub(start) / time.Hour)); k > 0 {
			o.Dtstart = start.Add(time.Duration(k) * time.Hour)
		}
	case rrule.DAILY:
		if k := steps(days(start, lo)); k > 0 {
			o.Dtstart = start.AddDate(0, 0, k)
		}
	case rrule.WEEKLY:
		if k := steps(days(start, lo) / 7); k > 0 {
			o.Dtstart = start.AddDate(0, 0, 7*k)
		}
	case rrule.MONTHLY:
		if k := steps((lo.Year()-start.Year())*12 + int(lo.Month()-start.Month())); k > 0 {
			if bare {
				o.Bymonthday = []int{start.Day()}
			}
			o.Dtstart = start.AddDate(0, 0, 1-start.Day()).AddDate(0, k, 0)
		}
	case rrule.YEARLY:
		if k := steps(lo.Year() - start.Year()); k > 0 {
			if bare {
				if len(o.Bymonth) == 0 {
					o.Bymonth = []int{int(start.Month())}
				}
				o.Bymonthday = []int{start.Day()}
			}
			o.Dtstart = start.AddDate(0, 1-int(start.Month()), 1-start.Day()).AddDate(k, 0, 0)
		}
	}
}

// days counts whole days from a to b, without the limits of time.Duration.
func days(a, b time.Time) int { return int((b.Unix() - a.Unix()) / 86400) }

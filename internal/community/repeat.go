package community

import (
	"fmt"
	"strings"
	"time"
)

// How often an event that is made here comes again.
const (
	RepeatNever  = ""
	RepeatWeek   = "week"        // on its weekday
	RepeatSecond = "second week" // every other week
	RepeatMonth  = "month"       // on the first Friday, if it begins on one
)

// Repeat is how an event that is made here comes again, in plain choices.
type Repeat struct {
	Every string // one of the Repeat constants
	Until string // ISO date of the last day, "" for no end
}

var shortDays = [7]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// Rule writes it as a rule (RFC 5545, 3.3.10) of an event whose first occasion
// starts then, on the clocks of the space. It is "" for an event that takes place
// once. The fifth of a weekday in a month is taken as the last of them, since not
// every month has a fifth.
func (r Repeat) Rule(start time.Time) (string, error) {
	day := shortDays[start.Weekday()]
	rule := ""
	switch r.Every {
	case RepeatNever:
		return "", nil
	case RepeatWeek:
		rule = "FREQ=WEEKLY;BYDAY=" + day
	case RepeatSecond:
		rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + day
	case RepeatMonth:
		rule = fmt.Sprintf("FREQ=MONTHLY;BYDAY=%d%s", nthOf(start), day)
	default:
		return "", fieldErr("repeat", "%q is none of: week, second week, month", r.Every)
	}
	if r.Until == "" {
		return rule, nil
	}
	last, err := time.ParseInLocation(time.DateOnly, r.Until, start.Location())
	if err != nil {
		return "", fieldErr("until", "%q is not a date such as 2026-12-31", r.Until)
	}
	if r.Until < start.Format(time.DateOnly) {
		return "", fieldErr("until", "is before the first time")
	}
	end := time.Date(last.Year(), last.Month(), last.Day(), 23, 59, 59, 0, start.Location())
	return rule + ";UNTIL=" + end.UTC().Format("20060102T150405Z"), nil
}

// nthOf says which of its weekday in its month a day is, -1 for a fifth.
func nthOf(day time.Time) int {
	if n := (day.Day()-1)/7 + 1; n < 5 {
		return n
	}
	return -1
}

// RepeatOf reads back what Rule wrote for an event that starts then; ok is false
// for any other rule, which no form here can show.
func RepeatOf(rule string, start time.Time) (r Repeat, ok bool) {
	base, until, ends := strings.Cut(rule, ";UNTIL=")
	if ends {
		at, err := time.Parse("20060102T150405Z", until)
		if err != nil {
			return r, false
		}
		r.Until = at.In(start.Location()).Format(time.DateOnly)
	}
	for _, every := range []string{RepeatNever, RepeatWeek, RepeatSecond, RepeatMonth} {
		if text, err := (Repeat{Every: every}).Rule(start); err == nil && text == base {
			r.Every = every
			return r, every != RepeatNever || !ends
		}
	}
	return Repeat{}, false
}

// Words says it for people: "Every second Thursday until 31 December".
func (r Repeat) Words(start time.Time) string {
	day := start.Weekday().String()
	words := ""
	switch r.Every {
	case RepeatWeek:
		words = "Every " + day
	case RepeatSecond:
		words = "Every second " + day
	case RepeatMonth:
		nth := map[int]string{1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}[nthOf(start)]
		words = "Every month on the " + nth + " " + day
	default:
		return "Once"
	}
	if last, err := time.Parse(time.DateOnly, r.Until); err == nil {
		words += " until " + last.Format("2 January 2006")
	}
	return words
}

package wall

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"kettle/internal/community"
)

// Piece is a stretch of a line; a name is set in the face of names.
type Piece struct {
	Text   string
	Name   bool // somebody's
	Strong bool // from the hosts
}

// clock is a time of day on a wall: "10:42".
func clock(t time.Time) string { return t.Format("15:04") }

// date is "Thursday 19 November".
func date(t time.Time) string { return t.Format("Monday 2 January") }

// hour is a time of day in a sentence: "8:00".
func hour(t time.Time) string { return strings.TrimPrefix(clock(t), "0") }

// daysApart counts midnights from a to b, both in the same zone.
func daysApart(a, b time.Time) int {
	noon := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC) }
	return int(noon(b).Sub(noon(a)).Hours() / 24)
}

// dayName says which day t is as seen from now: "Today", "Tomorrow", "Friday",
// "5 December".
func dayName(now, t time.Time) string {
	switch n := daysApart(now, t); {
	case n == 0:
		return "Today"
	case n == 1:
		return "Tomorrow"
	case n > 1 && n < 7:
		return t.Format("Monday")
	}
	return t.Format("2 January")
}

// joined says when a member joined, as a clause: "joined Monday"; "" when that
// is not known.
func joined(p *community.Profile, now time.Time) string {
	t, err := time.Parse(time.DateOnly, p.JoinedOn)
	if err != nil {
		return ""
	}
	switch n := daysApart(t, now); {
	case n == 0:
		return "joined today"
	case n == 1:
		return "joined yesterday"
	case n > 1 && n < 7:
		return "joined " + t.Format("Monday")
	case n < 0:
		return "joining " + t.Format("2 January")
	}
	return "joined " + t.Format("2 January")
}

// count is "1 member", "23 members".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// thousands writes 5000 as "5,000".
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// joinDots puts what is not empty after one another: "Kitchen · everyone". What ends
// from right to left gets a mark behind it (U+200E): a number that follows would be
// drawn as part of it.
func joinDots(parts ...string) string {
	var kept []string
	for _, p := range parts {
		letters := []rune(p)
		at := len(letters) - 1
		for at > 0 && !unicode.IsLetter(letters[at]) {
			at--
		}
		if at >= 0 && unicode.In(letters[at], unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam) {
			p += "\u200e"
		}
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " · ")
}

// hereToday says that somebody is here, with the pronoun they gave.
func hereToday(p *community.Profile) string {
	switch first, _, _ := strings.Cut(strings.ToLower(p.Pronouns), "/"); strings.TrimSpace(first) {
	case "he":
		return "He’s here today: say hello?"
	case "she":
		return "She’s here today: say hello?"
	case "they":
		return "They’re here today: say hello?"
	}
	return p.Called + " is here today: say hello?"
}

// listed is "Ada", "Ada and Bo", "Ada, Bo and Cleo".
func listed(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// numbers are the words of those that are written out.
var numbers = [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// years is "a year", "five years", "13 years".
func years(n int) string {
	switch {
	case n == 1:
		return "a year"
	case n < len(numbers):
		return numbers[n] + " years"
	}
	return fmt.Sprint(n) + " years"
}

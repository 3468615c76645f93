package command

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"

	"kettle/internal/community"
)

// asJSON prints a value for programs. Lists are never null.
func (c *call) asJSON(v any) error {
	enc := json.NewEncoder(c.Stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write the output: %w", err)
	}
	return nil
}

// say prints one line for people.
func (c *call) say(format string, args ...any) error {
	if _, err := fmt.Fprintf(c.Stdout, format+"\n", args...); err != nil {
		return fmt.Errorf("write the output: %w", err)
	}
	return nil
}

// note prints one line beside the output.
func (c *call) note(format string, args ...any) { fmt.Fprintf(c.Stderr, format+"\n", args...) }

// each gives what do makes of each record; an empty list for none.
func each[T, Out any](records []T, do func(*T) Out) []Out {
	out := make([]Out, 0, len(records))
	for i := range records {
		out = append(out, do(&records[i]))
	}
	return out
}

// listed prints records: for programs, or a row of each for people, or that there are
// none.
func listed[T any](c *call, asJSON bool, list []T, none string, headers []string, row func(*T) []string) error {
	switch {
	case asJSON:
		return c.asJSON(append([]T{}, list...))
	case len(list) == 0:
		return c.say("%s", none)
	}
	return c.table(headers, each(list, row))
}

// columns is how many columns of a terminal letters take, whatever the locale:
// none for a mark over another, two for a Chinese one.
var columns = runewidth.Condition{StrictEmojiNeutral: true}

// table prints rows under their headers, each in one line. On a terminal the last column is cut
// where the line would break.
func (c *call) table(headers []string, rows [][]string) error {
	last := len(headers) - 1
	widest := make([]int, last)
	rows = append([][]string{headers}, rows...)
	for _, r := range rows {
		for col := range r {
			r[col] = community.CleanLine(r[col])
		}
		for col := range widest {
			widest[col] = max(widest[col], columns.StringWidth(r[col]))
		}
	}
	room := c.Width
	for _, w := range widest {
		room -= w + 2
	}
	for _, r := range rows {
		if c.OutTerminal && c.Width > 0 {
			r[last] = cut(r[last], max(room, 12))
		}
		var line strings.Builder
		for col, w := range widest {
			line.WriteString(columns.FillRight(r[col], w+2))
		}
		line.WriteString(r[last])
		if err := c.say("%s", strings.TrimRight(line.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

// cut shortens a text to so many columns.
func cut(s string, n int) string {
	short := columns.Truncate(s, n, "…")
	if body, isCut := strings.CutSuffix(short, "…"); isCut && short != s {
		return strings.TrimRight(body, " ") + "…"
	}
	return short
}

// clock is a time as the space's clocks show it.
func clock(s *community.Space, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return s.Local(t).Format("2006-01-02 15:04")
}

// utc is a time for programs: RFC 3339, null for none.
func utc(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	u := t.UTC()
	return &u
}

// day reads a date or time as people type it at a command line; a date is the
// space's own midnight, and "tomorrow 13:00" is a time.
func day(s *community.Space, now time.Time, text string) (time.Time, error) {
	local := s.Local(now)
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, local.Location())
	typed := text
	for i, word := range [...]string{"yesterday", "today", "tomorrow"} {
		if clock, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(text)), word); ok {
			text = midnight.AddDate(0, 0, i-1).Format(time.DateOnly) + clock
		}
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, text, s.Location()); err == nil {
			return t, nil
		}
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	return time.Time{}, misuse("%q is not a date such as 2026-03-31", cut(typed, 60))
}

// Package calendar reads and writes iCalendar files (RFC 5545) and says when
// their events take place.
//
// How an event keeps its times: StartsAt and EndsAt are moments, and Zone is the
// zone in which its series counts, so that 11:00 stays 11:00 when the clocks
// change. An all-day event, and one with an empty Zone, floats: its times are
// what clocks show, written as if in UTC, and are meant in the zone of whoever
// looks. Extra, Except and the RecurrenceAt of a changed occasion are in the form
// of the series that they belong to.
package calendar

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"

	"kettle/internal/community"
)

// Limits on what one file may hold.
const (
	MaxBytes  = 32 << 20
	MaxEvents = 50_000
)

// Problem is one thing that keeps an event, or with Line 0 the file, from coming
// in.
type Problem struct {
	File   string
	Line   int    // where the event begins; 0 when it is the whole file
	Column string // the property at fault, such as "RRULE"; "" when it is the whole event
	Title  string // the event's
	UID    string
	Reason string // a clause that names the event, without its full stop
}

// Error is a sentence: events.ics, line 12: "Soup" repeats every second.
func (p Problem) Error() string {
	s := p.File
	if p.Line > 0 {
		s += ", line " + strconv.Itoa(p.Line)
	}
	return s + ": " + p.Reason + "."
}

// Parse reads all events of a calendar. Events that cannot be read are problems;
// the error is for a file that is no calendar, and is then a Problem unless
// reading itself failed. name is what messages call the file.
//
// Of several forms of the same event the one with the highest SEQUENCE counts. An
// event that its calendar marks as private comes as cancelled and without any of
// its words, so that an earlier, public form of it goes away.
func Parse(r io.Reader, name string) ([]community.Event, []Problem, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(raw) > MaxBytes {
		return nil, nil, Problem{File: name, Reason: "it is larger than 32 MiB, which is too much for a calendar"}
	}
	calendars, err := blocks(raw)
	if err != nil {
		return nil, nil, Problem{File: name, Reason: err.Error()}
	}
	var entries []entry
	var problems []Problem
	zones := newZones(calendars)
	refused := map[string]bool{}
	for _, c := range calendars {
		gone := c.value("METHOD") == "CANCEL"
		for _, b := range c.subs {
			if b.name != "VEVENT" {
				continue
			}
			if len(entries) == MaxEvents {
				return nil, nil, Problem{File: name, Reason: fmt.Sprintf("it has more than %d events, which is too much for a calendar", MaxEvents)}
			}
			e, err := readEvent(b, zones)
			if err != nil {
				p := Problem{File: name, Line: b.line, Title: e.Title, UID: e.UID}
				if bad := (*propError)(nil); errors.As(err, &bad) {
					p.Column = bad.name
				}
				p.Reason = fmt.Sprintf("%s %v", cmp.Or(quote(e.Title), "the event without a title"), err)
				problems = append(problems, p)
				refused[e.UID] = refused[e.UID] || e.recurs == nil
				continue
			}
			e.Cancelled = e.Cancelled || gone
			entries = append(entries, e)
		}
	}
	return settle(entries, refused), problems, nil
}

func quote(s string) string {
	if s == "" {
		return ""
	}
	return `"` + s + `"`
}

// settle brings changed occasions into the form of their series and keeps the
// newest form of each. Occasions of a series that was refused go with it.
func settle(entries []entry, refused map[string]bool) []community.Event {
	series := map[string]*entry{}
	for i := range entries {
		if e := &entries[i]; e.recurs == nil && (series[e.UID] == nil || !newer(series[e.UID], e)) {
			series[e.UID] = e
		}
	}
	type key struct {
		uid string
		at  int64
	}
	kept := map[key]*entry{}
	order := map[key]int{}
	for i := range entries {
		e := &entries[i]
		k := key{e.UID, noOccasion}
		if e.recurs != nil {
			if refused[e.UID] && series[e.UID] == nil {
				continue
			}
			like := *e.recurs
			if s := series[e.UID]; s != nil {
				like = s.start
			}
			e.RecurrenceAt = e.recurs.like(like)
			k.at = e.RecurrenceAt.Unix()
		}
		if old := kept[k]; old == nil {
			order[k] = i
		} else if newer(old, e) {
			continue
		}
		kept[k] = e
	}
	keys := slices.SortedFunc(maps.Keys(kept), func(a, b key) int { return order[a] - order[b] })
	events := make([]community.Event, 0, len(keys))
	for _, k := range keys {
		events = append(events, kept[k].Event)
	}
	return events
}

// noOccasion stands for the series itself among its changed occasions.
const noOccasion = -1 << 62

// newer says whether a is a later form of the same event than b, which stands
// further down in the file.
func newer(a, b *entry) bool {
	return cmp.Or(cmp.Compare(a.sequence, b.sequence), a.written.Compare(b.written)) > 0
}

// moment is a time as a calendar writes it: what clocks show, and where.
type moment struct {
	wall time.Time // as if in UTC
	zone string    // IANA name, "UTC", or "" for wherever one looks
	date bool      // a day without a time
}

// at is the moment in the form in which an event keeps it.
func (m moment) at() time.Time {
	if m.date || m.zone == "" {
		return m.wall
	}
	return instant(m.wall, location(m.zone))
}

// like is the moment in the form of the start of a series. A day stands for the
// occasion of that day; a time for its day, if the series has only days.
func (m moment) like(start moment) time.Time {
	switch {
	case start.date:
		return midnight(m.wall)
	case m.date:
		return moment{wall: midnight(m.wall).Add(start.wall.Sub(midnight(start.wall))), zone: start.zone}.at()
	case start.zone == "":
		return m.wall
	case m.zone == "":
		return moment{wall: m.wall, zone: start.zone}.at()
	}
	return m.at()
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// clock is what the clocks at t's location show, as if in UTC.
func clock(t time.Time) time.Time {
	y, mo, d := t.Date()
	h, mi, s := t.Clock()
	return time.Date(y, mo, d, h, mi, s, 0, time.UTC)
}

// instant is when clocks in loc show wall. RFC 5545, 3.3.5: a time that comes
// twice is the first of both, and one that is skipped counts as if the clocks had
// not been changed yet.
func instant(wall time.Time, loc *time.Location) time.Time {
	t := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, loc)
	_, before := t.Add(-3 * time.Hour).Zone()
	early := wall.Add(-time.Duration(before) * time.Second)
	if clock(t).Equal(wall) && !clock(early.In(loc)).Equal(wall) {
		return t.UTC()
	}
	return early.UTC()
}

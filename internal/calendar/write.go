package calendar

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"kettle/internal/community"
)

const productID = "-//Kettle//Events//EN"

// Write writes events as a calendar (RFC 5545) that Parse reads back. Single
// events are in UTC; a series keeps its zone, and the file has the rules of each
// zone. now is when the calendar was made.
func Write(w io.Writer, events []community.Event, now time.Time) error {
	out := &writer{w: bufio.NewWriter(w)}
	out.line("BEGIN:VCALENDAR")
	out.line("VERSION:2.0")
	out.line("PRODID:" + productID)
	out.line("CALSCALE:GREGORIAN")
	series := map[string]*community.Event{}
	zones := map[string]time.Time{} // the earliest series of each zone
	for i := range events {
		e := &events[i]
		if !e.RecurrenceAt.IsZero() {
			continue
		}
		series[e.UID] = e
		if first, ok := zones[e.Zone]; inZone(e) && (!ok || e.StartsAt.Before(first)) {
			zones[e.Zone] = e.StartsAt
		}
	}
	for _, zone := range slices.Sorted(maps.Keys(zones)) {
		out.zone(zone, zones[zone])
	}
	for i := range events {
		out.event(&events[i], series[events[i].UID], now)
	}
	out.line("END:VCALENDAR")
	if err := out.w.Flush(); err != nil {
		return fmt.Errorf("write the calendar: %w", err)
	}
	return nil
}

// writer writes lines. The buffer remembers the first error.
type writer struct{ w *bufio.Writer }

// line writes one line, folded so that none has more than 75 octets.
func (w *writer) line(s string) {
	limit := 75
	for len(s) > limit {
		at := limit
		for !utf8.RuneStart(s[at]) {
			at--
		}
		w.w.WriteString(s[:at] + "\r\n ")
		s, limit = s[at:], 74
	}
	w.w.WriteString(s + "\r\n")
}

// text writes a property that is a text, unless it is empty.
func (w *writer) text(name, value string) {
	if value != "" {
		w.line(name + ":" + escaper.Replace(strings.ToValidUTF8(value, "")))
	}
}

var escaper = strings.NewReplacer("\\", "\\\\", ";", "\\;", ",", "\\,", "\r\n", "\\n", "\n", "\\n", "\r", "\\n")

// inZone says whether the event's times are written on the clocks of its zone.
func inZone(e *community.Event) bool {
	return !floats(e) && e.Zone != "UTC" && (e.Rule != "" || e.Extra != "")
}

// event writes one event; series is the one that it belongs to or is.
func (w *writer) event(e, series *community.Event, now time.Time) {
	w.line("BEGIN:VEVENT")
	w.text("UID", e.UID)
	w.line("DTSTAMP:" + now.UTC().Format(stampForm))
	w.times("DTSTART", e, e.StartsAt)
	w.times("DTEND", e, e.EndsAt)
	if e.RecurrenceAt.IsZero() {
		if e.Rule != "" {
			w.line("RRULE:" + strings.NewReplacer("\r", "", "\n", "").Replace(e.Rule))
		}
		w.times("RDATE", e, stamps(e.Extra)...)
		w.times("EXDATE", e, stamps(e.Except)...)
	} else if series != nil {
		w.times("RECURRENCE-ID", series, e.RecurrenceAt)
	} else {
		w.times("RECURRENCE-ID", e, e.RecurrenceAt)
	}
	if e.Sequence != "" {
		w.text("SEQUENCE", e.Sequence)
	}
	w.text("SUMMARY", e.Title)
	w.text("DESCRIPTION", e.About)
	w.text("LOCATION", e.Place)
	w.text("CATEGORIES", e.What)
	if e.With != "" { // the standard wants an address, and there is none
		w.line("ORGANIZER;CN=\"" + strings.NewReplacer("\"", "'", "\r", "", "\n", " ").Replace(e.With) + "\":invalid:nomail")
	}
	if e.Cancelled {
		w.line("STATUS:CANCELLED")
	}
	w.line("END:VEVENT")
}

// times writes a property of times in the form of the event, none if there are
// none.
func (w *writer) times(name string, e *community.Event, times ...time.Time) {
	if len(times) == 0 {
		return
	}
	var loc *time.Location
	form := stampForm
	switch {
	case e.AllDay:
		name, form = name+";VALUE=DATE", "20060102"
	case floats(e):
		form = "20060102T150405"
	case inZone(e):
		loc = location(e.Zone)
		name, form = name+";TZID="+e.Zone, "20060102T150405"
	}
	out := make([]string, len(times))
	for i, t := range times {
		t = t.UTC()
		if loc != nil {
			t = t.In(loc)
		}
		out[i] = t.Format(form)
	}
	w.line(name + ":" + strings.Join(out, ","))
}

// zone writes when the clocks of a zone change: those changes that come each year
// by the same rule as rules, from the year before first on, and else one by one
// for twenty years.
func (w *writer) zone(name string, first time.Time) {
	w.line("BEGIN:VTIMEZONE")
	w.line("TZID:" + name)
	loc := location(name)
	begin := time.Date(first.Year()-1, 1, 1, 0, 0, 0, 0, time.UTC)
	_, off := begin.In(loc).Zone()
	w.observance("STANDARD", clock(begin.In(loc)), off, off, begin.In(loc).Format("MST"), "")
	ruled := map[string]bool{}
	for _, c := range changes(loc, begin, begin.AddDate(21, 0, 0)) {
		abbreviation, _ := c.at.In(loc).Zone()
		kind := "STANDARD"
		if c.at.In(loc).IsDST() {
			kind = "DAYLIGHT"
		}
		wall := c.at.Add(time.Duration(c.from) * time.Second)
		rule := yearly(loc, wall, c.from, c.to)
		if rule != "" && ruled[rule] {
			continue
		}
		ruled[rule] = true
		w.observance(kind, wall, c.from, c.to, abbreviation, rule)
	}
	w.line("END:VTIMEZONE")
}

// changes are the times from begin to end at which the clocks of loc change. It
// looks at each day: time.Time.ZoneBounds ends a zone with each year, and stands
// still on the last day of leap years.
func changes(loc *time.Location, begin, end time.Time) []change {
	var out []change
	offset := func(t time.Time) int {
		_, sec := t.In(loc).Zone()
		return sec
	}
	for day := begin; day.Before(end); day = day.AddDate(0, 0, 1) {
		next := day.AddDate(0, 0, 1)
		from, to := offset(day), offset(next)
		if from == to {
			continue
		}
		after := sort.Search(24*60*60, func(sec int) bool { return offset(day.Add(time.Duration(sec)*time.Second)) != from })
		out = append(out, change{day.Add(time.Duration(after) * time.Second), from, to})
	}
	return out
}

func (w *writer) observance(kind string, wall time.Time, from, to int, abbreviation, rule string) {
	w.line("BEGIN:" + kind)
	w.line("DTSTART:" + wall.Format("20060102T150405"))
	w.line("TZOFFSETFROM:" + offsetText(from))
	w.line("TZOFFSETTO:" + offsetText(to))
	w.text("TZNAME", abbreviation)
	if rule != "" {
		w.line("RRULE:" + rule)
	}
	w.line("END:" + kind)
}

// yearly is the rule by which a change of the clocks comes again in each of the
// twenty years after it, "" if there is none.
func yearly(loc *time.Location, wall time.Time, from, to int) string {
	day := [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}[wall.Weekday()]
	for _, nth := range []int{-1, (wall.Day()-1)/7 + 1} {
		rule := fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", int(wall.Month()), nth, day)
		s, err := newSeries(rule, wall, false, "")
		if err != nil {
			continue
		}
		fits := true
		onsets := s.between(wall, wall.AddDate(20, 0, 0))
		for _, onset := range onsets {
			at := onset.Add(-time.Duration(from) * time.Second)
			_, before := at.Add(-time.Second).In(loc).Zone()
			_, after := at.In(loc).Zone()
			fits = fits && before == from && after == to
		}
		if fits && len(onsets) >= 20 && onsets[0].Equal(wall) {
			return rule
		}
	}
	return ""
}

func offsetText(sec int) string {
	sign := "+"
	if sec < 0 {
		sign, sec = "-", -sec
	}
	s := fmt.Sprintf("%s%02d%02d", sign, sec/3600, sec/60%60)
	if sec%60 != 0 {
		s += fmt.Sprintf("%02d", sec%60)
	}
	return s
}

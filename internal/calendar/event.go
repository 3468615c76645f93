package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"kettle/internal/community"
)

// entry is an event as its file has it, with what is needed to settle it among
// others.
type entry struct {
	community.Event
	start    moment
	recurs   *moment // the occasion of a series that it changes
	sequence int
	written  time.Time
}

// propError says what is wrong with one property, as a clause about the event.
type propError struct {
	name   string
	reason string
}

// Error is the clause.
func (e *propError) Error() string { return e.reason }

func bad(name, format string, args ...any) error {
	return &propError{name, fmt.Sprintf(format, args...)}
}

// readEvent reads one event. With an error the entry still has its title and
// UID, if they can be told.
func readEvent(b *block, z *zones) (entry, error) {
	var e entry
	e.Title = clip(b.text("SUMMARY"), 200)
	e.UID = strings.TrimSpace(b.text("UID"))
	if p := b.first("RECURRENCE-ID"); p != nil {
		e.recurs = &moment{}
	}
	if b.open {
		return e, errors.New("has no end: the file stops in the middle of it")
	}
	for _, p := range b.props {
		if p.bad != nil && slices.Contains([]string{"UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}, p.Name) {
			return e, bad(p.Name, "%v", p.bad)
		}
	}
	if err := e.readTimes(b, z); err != nil {
		return e, err
	}
	if err := e.readSeries(b, z); err != nil {
		return e, err
	}
	if e.UID == "" { // against the standard; the same entry still has to be the same next time
		sum := sha256.Sum256([]byte(e.Title + "\x00" + e.start.wall.Format(time.RFC3339) + "\x00" + b.text("LOCATION")))
		e.UID = "no-uid-" + hex.EncodeToString(sum[:8])
	}
	e.sequence, _ = strconv.Atoi(b.value("SEQUENCE")) // none is 0
	if e.sequence != 0 {
		e.Sequence = strconv.Itoa(e.sequence)
	}
	for _, name := range []string{"DTSTAMP", "LAST-MODIFIED"} { // the latter counts, if both are there
		if p := b.first(name); p != nil && p.bad == nil {
			if m, err := z.moment(p); err == nil {
				e.written = m.at()
			}
		}
	}
	e.Cancelled = b.value("STATUS") == "CANCELLED"
	if class := b.value("CLASS"); class == "PRIVATE" || class == "CONFIDENTIAL" {
		e.Title, e.What, e.Cancelled = "Private", community.EventOther, true
		return e, nil
	}
	e.Place = clip(b.text("LOCATION"), 200)
	e.About = clip(about(b.rawText("DESCRIPTION")), 2000)
	e.With = b.with()
	e.What = kind(b.categories(), e.Title)
	if e.Title == "" {
		e.Title = e.What
	}
	return e, nil
}

// readTimes reads when the event, or its first occasion, begins and ends.
func (e *entry) readTimes(b *block, z *zones) error {
	p := b.first("DTSTART")
	if p == nil {
		return bad("DTSTART", "has no start")
	}
	var err error
	if e.start, err = z.moment(p); err != nil {
		return bad("DTSTART", "starts %v", err)
	}
	end := e.start.wall
	if e.start.date {
		end = end.AddDate(0, 0, 1)
	}
	length := end.Sub(e.start.wall)
	if p := b.first("DTEND"); p != nil {
		m, err := z.moment(p)
		if err != nil {
			return bad("DTEND", "ends %v", err)
		}
		if m.date == e.start.date {
			length = m.like(e.start).Sub(e.start.at())
		}
		if length < 0 {
			return bad("DTEND", "ends before it starts")
		}
		if length == 0 && e.start.date { // some write the last day itself
			length = 24 * time.Hour
		}
	} else if p := b.first("DURATION"); p != nil {
		var ok bool
		if length, ok = duration(p.Value); !ok {
			return bad("DURATION", "lasts %q, which is no length of time", short(p.Value))
		}
	}
	if length > 366*24*time.Hour {
		return bad("DTEND", "lasts longer than a year")
	}
	// Outlook writes an all-day event as one from midnight to midnight.
	if b.value("X-MICROSOFT-CDO-ALLDAYEVENT") == "TRUE" && !e.start.date && midnight(e.start.wall).Equal(e.start.wall) {
		days := (length + 2*time.Hour).Round(24 * time.Hour) // an hour more or less when the clocks change
		if days > 0 && (days-length).Abs() <= 2*time.Hour {
			e.start, length = moment{wall: e.start.wall, date: true}, days
		}
	}
	if e.start.date {
		length = max(24*time.Hour, length.Truncate(24*time.Hour))
	}
	e.AllDay, e.Zone = e.start.date, e.start.zone
	e.StartsAt = e.start.at()
	e.EndsAt = e.StartsAt.Add(length)
	return nil
}

// readSeries reads how the event comes again.
func (e *entry) readSeries(b *block, z *zones) error {
	if p := b.first("RECURRENCE-ID"); p != nil {
		m, err := z.moment(p)
		if err != nil {
			return bad("RECURRENCE-ID", "changes an occasion %v", err)
		}
		if strings.EqualFold(p.Params.Get("RANGE"), "THISANDFUTURE") {
			return bad("RECURRENCE-ID", "changes an occasion and all after it at once, which is not understood")
		}
		e.recurs = &m
		return nil // what belongs to a series is no series itself
	}
	if b.first("EXRULE") != nil {
		return bad("EXRULE", "leaves out occasions by a rule, which the standard gave up; name their dates")
	}
	for _, p := range b.props {
		if p.Name != "RRULE" {
			continue
		}
		if e.Rule != "" {
			return bad("RRULE", "has two rules to repeat by; make two events of it")
		}
		s, err := newSeries(p.Value, e.start.wall, e.start.date, e.start.zone)
		if err != nil {
			return bad("RRULE", "%v", err)
		}
		if !s.happens() {
			return bad("RRULE", "repeats on days that never come")
		}
		e.Rule = s.text
	}
	var err error
	if e.Extra, err = z.dates(b, "RDATE", e.start); err != nil {
		return err
	}
	e.Except, err = z.dates(b, "EXDATE", e.start)
	return err
}

// stampForm is how Extra and Except hold a time.
const stampForm = "20060102T150405Z"

// dates reads all dates of the properties of that name, in the form of start.
func (z *zones) dates(b *block, name string, start moment) (string, error) {
	var out []string
	for i := range b.props {
		p := &b.props[i]
		if p.Name != name {
			continue
		}
		for v := range strings.SplitSeq(p.Value, ",") {
			v, _, _ = strings.Cut(v, "/") // a period: only its start counts
			if strings.TrimSpace(v) == "" {
				continue
			}
			m, err := z.read(v, p.Params.Get("TZID"))
			if err != nil {
				return "", bad(name, "names an occasion %v", err)
			}
			out = append(out, m.like(start).Format(stampForm))
		}
	}
	if len(out) > 5000 {
		return "", bad(name, "names %d occasions, which is too many", len(out))
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " "), nil
}

// moment reads the time of a property.
func (z *zones) moment(p *property) (moment, error) { return z.read(p.Value, p.Params.Get("TZID")) }

// read reads a day or a time. The error is a clause such as "on a day that does
// not exist".
func (z *zones) read(value, tzid string) (moment, error) {
	v := strings.ToUpper(strings.TrimSpace(value))
	utc := strings.HasSuffix(v, "Z")
	v = strings.TrimSuffix(v, "Z")
	if day, tod, ok := strings.Cut(v, "T"); ok && len(day) == 8 && len(tod) == 6 && tod[4:] == "60" {
		v = day + "T" + tod[:4] + "59" // a leap second, which no clock here shows
	}
	for _, form := range [...]string{"20060102T150405", "20060102T1504", "20060102"} {
		wall, err := time.Parse(form, v)
		if err != nil {
			continue
		}
		if wall.Year() < 1600 || wall.Year() > 2399 {
			return moment{}, fmt.Errorf("in the year %d", wall.Year())
		}
		m := moment{wall: wall, date: len(form) == 8}
		switch {
		case m.date:
		case utc:
			m.zone = "UTC"
		case tzid != "":
			name, ok := z.find(tzid, wall)
			if !ok {
				return moment{}, fmt.Errorf("in the time zone %q, which is not known", short(tzid))
			}
			m.zone = name
		}
		return m, nil
	}
	return moment{}, fmt.Errorf("at %q, which is no date or time", short(value))
}

var durationForm = regexp.MustCompile(`^\+?P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$`)

// duration reads a length of time such as PT1H30M.
func duration(s string) (time.Duration, bool) {
	m := durationForm.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(s)))
	if m == nil {
		return 0, false
	}
	var d time.Duration
	for i, unit := range []time.Duration{7 * 24 * time.Hour, 24 * time.Hour, time.Hour, time.Minute, time.Second} {
		n, _ := strconv.Atoi(m[i+1]) // "" is 0
		d += time.Duration(n) * unit
	}
	return d, true
}

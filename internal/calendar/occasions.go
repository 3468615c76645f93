package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

// Occasions lists when events take place at any time from from until to, to not
// included, in order of their start, all-day ones first. zone is the space's:
// all-day and floating events are on its clocks.
//
// A series comes as often as its rule and Extra say, less Except; an event that
// stands for one occasion of it (RecurrenceAt) takes its place, or takes it away
// if cancelled. The start of a series is one of its occasions even if its rule
// passes it over. Rules that Parse would refuse give no more than that start.
func Occasions(events []community.Event, from, to time.Time, zone *time.Location) []community.Occasion {
	b := book{
		from: from, to: to, zone: zone, places: map[string]*time.Location{}, changed: map[string]map[int64]bool{}, series: map[string]*community.Event{},
	}
	gone := map[string]bool{}
	for i := range events {
		e := &events[i]
		switch {
		case !e.RecurrenceAt.IsZero():
			if b.changed[e.UID] == nil {
				b.changed[e.UID] = map[int64]bool{}
			}
			b.changed[e.UID][e.RecurrenceAt.Unix()] = true
		case e.Cancelled:
			gone[e.UID] = true
		}
		if e.RecurrenceAt.IsZero() {
			b.series[e.UID] = e
		}
	}
	for i := range events {
		e := &events[i]
		switch {
		case e.Cancelled || gone[e.UID]:
		case !e.RecurrenceAt.IsZero():
			b.add(e, e.StartsAt)
		default:
			b.addAll(e)
		}
	}
	slices.SortFunc(b.out, func(a, c community.Occasion) int {
		byDay := 0
		if a.AllDay != c.AllDay {
			byDay = 1
			if a.AllDay {
				byDay = -1
			}
		}
		return cmp.Or(a.StartsAt.Compare(c.StartsAt), byDay, a.EndsAt.Compare(c.EndsAt), cmp.Compare(a.Title, c.Title), slices.Compare(a.EventID[:], c.EventID[:]))
	})
	return b.out
}

// book collects occasions of a stretch of time.
type book struct {
	from, to time.Time
	zone     *time.Location
	places   map[string]*time.Location
	changed  map[string]map[int64]bool // occasions that another event stands for, by UID
	series   map[string]*community.Event
	out      []community.Occasion
}

// place is the zone in which the event counts.
func (b *book) place(e *community.Event) *time.Location {
	if floats(e) || e.Zone == b.zone.String() {
		return b.zone
	}
	loc, ok := b.places[e.Zone]
	if !ok {
		loc = location(e.Zone)
		b.places[e.Zone] = loc
	}
	return loc
}

// floats says whether the times of the event are on whatever clock one looks at.
func floats(e *community.Event) bool { return e.AllDay || e.Zone == "" }

// addAll adds the occasions of an event and its series.
func (b *book) addAll(e *community.Event) {
	if e.Rule == "" && e.Extra == "" && e.Except == "" {
		if !b.changed[e.UID][e.StartsAt.Unix()] {
			b.add(e, e.StartsAt)
		}
		return
	}
	loc := b.place(e)
	form := func(wall time.Time) time.Time { // the form in which the event keeps its times
		if floats(e) {
			return wall
		}
		return instant(wall, loc)
	}
	starts := []time.Time{e.StartsAt.UTC()}
	if e.Rule != "" {
		first := e.StartsAt.UTC()
		zone := ""
		if !floats(e) {
			first, zone = clock(e.StartsAt.In(loc)), e.Zone
		}
		if s, err := newSeries(e.Rule, first, e.AllDay, zone); err == nil {
			if s.over() {
				starts = starts[:0]
			}
			const slack = 26 * time.Hour // more than any zone is off, and any change of clocks
			for _, wall := range s.between(clock(b.from.In(loc)).Add(-e.EndsAt.Sub(e.StartsAt)-slack), clock(b.to.In(loc)).Add(slack)) {
				starts = append(starts, form(wall))
			}
		}
	}
	starts = append(starts, stamps(e.Extra)...)
	slices.SortFunc(starts, time.Time.Compare)
	starts = slices.CompactFunc(starts, time.Time.Equal)
	except := stamps(e.Except)
	for _, s := range starts {
		_, left := slices.BinarySearchFunc(except, s, time.Time.Compare)
		if !left && !b.changed[e.UID][s.Unix()] {
			b.add(e, s)
		}
	}
}

// stamps reads the times of Extra or Except, in order.
func stamps(s string) []time.Time {
	if s == "" {
		return nil
	}
	var out []time.Time
	for part := range strings.FieldsSeq(s) {
		if t, err := time.Parse(stampForm, part); err == nil {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

// add adds the occasion that starts at that time, in the event's form, if it is
// within the stretch.
func (b *book) add(e *community.Event, start time.Time) {
	length := max(0, e.EndsAt.Sub(e.StartsAt))
	end := start.Add(length)
	switch {
	case e.AllDay:
		start, end = instant(midnight(start.UTC()), b.zone), instant(midnight(end.UTC()), b.zone)
	case floats(e):
		start = instant(start.UTC(), b.zone)
		end = start.Add(length)
	}
	if !start.Before(b.to) || end.Before(b.from) || end.Equal(b.from) && end.After(start) {
		return
	}
	o := community.Occasion{
		EventID: e.ID, Title: e.Title, What: e.What, Place: e.Place, About: e.About, With: e.With,
		StartsAt: start.UTC(), EndsAt: end.UTC(), AllDay: e.AllDay,
		SeriesID: e.ID, Of: start.UTC(), Once: e.Rule == "" && e.Extra == "", Places: e.Places,
	}
	if !e.RecurrenceAt.IsZero() {
		like := e
		if s := b.series[e.UID]; s != nil {
			like, o.SeriesID = s, s.ID
			o.Places = cmp.Or(e.Places, s.Places)
		}
		o.Of, o.Once = b.moment(like, e.RecurrenceAt), false
	}
	b.out = append(b.out, o)
}

// moment is when a time in the form of an event is.
func (b *book) moment(e *community.Event, at time.Time) time.Time {
	switch {
	case e.AllDay:
		return instant(midnight(at.UTC()), b.zone)
	case floats(e):
		return instant(at.UTC(), b.zone)
	}
	return at.UTC()
}

// Find gives one occasion of an event or its series, and whether it is cancelled:
// that which was to be at this time, or, of an event that takes place once, that
// one. events are all forms of it, as they have one UID. The error is
// community.ErrNotFound.
func Find(events []community.Event, series community.ID, of time.Time, zone *time.Location) (o community.Occasion, off bool, err error) {
	at := []time.Time{of}
	whole := slices.Clone(events)
	for i := range whole {
		e := &whole[i]
		switch {
		case e.ID == series:
			off = e.Cancelled
			at = append(at, e.StartsAt) // for one that takes place once
		case !e.RecurrenceAt.IsZero() && e.RecurrenceAt.Sub(of).Abs() < 26*time.Hour:
			at = append(at, e.StartsAt)
		}
	}
	look := func(events []community.Event) bool {
		for _, at := range at {
			for _, found := range Occasions(events, at.Add(-27*time.Hour), at.Add(27*time.Hour), zone) {
				if found.SeriesID == series && (found.Once || found.Of.Equal(of)) {
					o = found
					return true
				}
			}
		}
		return false
	}
	if look(whole) {
		return o, false, nil
	}
	for i := range whole {
		whole[i].Cancelled = false
	}
	if look(whole) {
		return o, true, nil
	}
	return o, off, fmt.Errorf("occasion %s: %w", of.Format(time.RFC3339), community.ErrNotFound)
}

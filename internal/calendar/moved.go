package calendar

import (
	"time"

	"kettle/internal/community"
)

// Moved gives when that occasion of an event is to be which was to be at a time, once
// the event is no longer as old says but as e does: on the same weekday as e begins on,
// seen from that of old, and at its hour. What takes place at that time by e as well
// stays, and so does an occasion that never was at the hour of its series. zone is the
// space's.
func Moved(old, e *community.Event, at time.Time, zone *time.Location) time.Time {
	b := book{zone: zone, places: map[string]*time.Location{}}
	if e.Rule == "" && e.Extra == "" {
		return b.moment(e, e.StartsAt)
	}
	was, is, wall := b.clock(old, b.moment(old, old.StartsAt)), b.clock(e, b.moment(e, e.StartsAt)), b.clock(old, at)
	if wall.Sub(midnight(wall)) != was.Sub(midnight(was)) || takesPlace(*e, at, zone) {
		return at
	}
	day := midnight(wall).AddDate(0, 0, days(midnight(was), midnight(is))%7)
	return instant(day.Add(is.Sub(midnight(is))), b.place(e))
}

// clock is what the clocks show at a moment where the event counts.
func (b *book) clock(e *community.Event, at time.Time) time.Time { return clock(at.In(b.place(e))) }

// takesPlace says whether the event has an occasion at a moment, even if it is called
// off.
func takesPlace(e community.Event, at time.Time, zone *time.Location) bool {
	e.Cancelled = false
	for _, o := range Occasions([]community.Event{e}, at, at.Add(time.Second), zone) {
		if o.Of.Equal(at) {
			return true
		}
	}
	return false
}

// Form gives a moment in the form in which the event keeps its times.
func Form(e *community.Event, at time.Time, zone *time.Location) time.Time {
	if floats(e) {
		return clock(at.In(zone))
	}
	return at.UTC()
}

// Moment gives when a time in the form in which the event keeps its times is.
func Moment(e *community.Event, at time.Time, zone *time.Location) time.Time {
	return (&book{zone: zone}).moment(e, at)
}

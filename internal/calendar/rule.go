package calendar

import (
	"time"

	"kettle/internal/community"
)

// Sound says whether an event may be kept as it is, as all that Parse takes may: with
// a rule that it would take, if any, and perhaps no longer than a moment. The error is
// a *community.FieldError.
func Sound(e *community.Event) error {
	bad := func(field, reason string) error { return &community.FieldError{Field: field, Reason: reason} }
	switch length := e.EndsAt.Sub(e.StartsAt); {
	case e.Title == "":
		return bad("title", "is missing")
	case e.StartsAt.IsZero():
		return bad("starts_at", "is missing")
	case length < 0:
		return bad("ends_at", "is before it starts")
	case length > 366*24*time.Hour:
		return bad("ends_at", "is more than a year after it starts")
	case e.Rule == "":
		return nil
	case !e.RecurrenceAt.IsZero():
		return bad("rule", "is for a whole series, not for one time of it")
	}
	start, zone := e.StartsAt.UTC(), ""
	if !floats(e) {
		start, zone = clock(e.StartsAt.In(location(e.Zone))), e.Zone
	}
	s, err := newSeries(e.Rule, start, e.AllDay, zone)
	if err != nil {
		return bad("rule", err.Error())
	}
	if !s.happens() {
		return bad("rule", "repeats on days that never come")
	}
	return nil
}

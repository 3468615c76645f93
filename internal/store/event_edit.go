package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"kettle/internal/calendar"
	"kettle/internal/community"
)

// Event gives one event, as it was made or read from a calendar.
func (db *DB) Event(ctx context.Context, id community.ID) (community.Event, error) {
	return readEvent(ctx, db.read(), id)
}

// Calendar lists all events, by their first start.
func (db *DB) Calendar(ctx context.Context) ([]community.Event, error) {
	return readEvents(ctx, db.read())
}

func readEvent(ctx context.Context, q query, id community.ID) (community.Event, error) {
	e, found := community.Event{ID: id}, false
	err := readAll(ctx, q, community.KindEvent, "WHERE id = ?", []any{id}, func(community.ID) record {
		found = true
		return &e
	})
	if err == nil && !found {
		err = fmt.Errorf("event %s: %w", id, community.ErrNotFound)
	}
	return e, err
}

// SaveEvent keeps an event that is made here, under a new ID if it has none, or one
// that was changed. Comings go with it to another time. An event of a subscribed
// calendar is changed there: here only its places are, and all else is a
// *community.FieldError.
func (db *DB) SaveEvent(ctx context.Context, actor community.Actor, e community.Event) (community.Event, error) {
	e.StartsAt, e.EndsAt = e.StartsAt.UTC().Truncate(time.Second), e.EndsAt.UTC().Truncate(time.Second)
	err := db.writing(ctx, actor, func(w *writer) error {
		if err := w.needHost(); err != nil {
			return err
		}
		var old community.Event
		if e.ID.IsZero() {
			e.UID = newID().String() + "@kettle"
			e.ID = eventID(&e)
		} else {
			var err error
			if old, err = readEvent(ctx, w.tx, e.ID); err != nil {
				return err
			}
			e.UID, e.RecurrenceAt, e.Source = old.UID, old.RecurrenceAt, old.Source
		}
		if old.Source == "" {
			if err := calendar.Sound(&e); err != nil {
				return err
			}
		}
		changed := diff(old.Fields(), e.Fields())
		for _, f := range changed {
			if old.Source != "" && f.Name != "places" {
				return &community.FieldError{Field: f.Name, Reason: "is changed in the calendar that this comes from"}
			}
		}
		if len(changed) == 0 {
			return nil
		}
		if !old.StartsAt.IsZero() && old.Source == "" {
			e.Sequence = strconv.Itoa(sequence(&old) + 1)
		}
		if err := w.put(community.KindEvent, e.ID, diff(old.Fields(), e.Fields())); err != nil {
			return err
		}
		return w.moveComings(&old, &e)
	})
	if err != nil {
		return e, fmt.Errorf("keep an event: %w", err)
	}
	return e, nil
}

// moveComings lets those who come go along when an event, or all of a series from
// now on, is at another time of the day.
func (w *writer) moveComings(old, e *community.Event) error {
	if old.StartsAt.IsZero() || old.StartsAt.Equal(e.StartsAt) || !e.RecurrenceAt.IsZero() {
		return nil
	}
	all, err := readComings(w.ctx, w.tx, "WHERE event_id = ? AND starts_at >= ?", e.ID, w.wall-24*time.Hour.Milliseconds())
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(e.Zone)
	if err != nil {
		zone = time.UTC
	}
	was, is := old.StartsAt.In(zone), e.StartsAt.In(zone)
	for i := range all {
		c := &all[i]
		before := c.Fields()
		at := c.StartsAt.In(zone)
		next := time.Date(at.Year(), at.Month(), at.Day()+days(was, is), is.Hour(), is.Minute(), is.Second(), 0, zone).UTC()
		if e.Rule == "" && e.Extra == "" {
			next = e.StartsAt
		}
		if !c.SlotAt.IsZero() {
			c.SlotAt = c.SlotAt.Add(next.Sub(c.StartsAt))
		}
		c.StartsAt = next
		if err := w.put(community.KindComing, c.ID, diff(before, c.Fields())); err != nil {
			return err
		}
	}
	return nil
}

// days counts the days from one date to another.
func days(from, to time.Time) int {
	day := func(t time.Time) int64 {
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Unix() / 86400
	}
	return int(day(to) - day(from))
}

// CancelEvent calls off an event with all its series, or calls it back on.
func (db *DB) CancelEvent(ctx context.Context, actor community.Actor, id community.ID, off bool) error {
	e, err := db.Event(ctx, id)
	if err != nil {
		return err
	}
	e.Cancelled = off
	_, err = db.SaveEvent(ctx, actor, e)
	return err
}

// ChangeOccasion changes one occasion of a series: that which was to be at this
// time. change is given it as it is; what it may not change is left. Two hosts who
// change two of them while their screens are apart both keep what they did.
func (db *DB) ChangeOccasion(ctx context.Context, actor community.Actor, series community.ID, of time.Time, change func(e *community.Event)) (community.Event, error) {
	var e community.Event
	err := db.writing(ctx, actor, func(w *writer) error {
		if err := w.needHost(); err != nil {
			return err
		}
		whole, err := readEvent(ctx, w.tx, series)
		if err != nil {
			return err
		}
		if whole.Source != "" {
			return &community.FieldError{Field: "starts_at", Reason: "is changed in the calendar that this comes from"}
		}
		o, off, err := readOccasion(ctx, w.tx, w.db.file.space, series, of)
		if err != nil {
			return err
		}
		if o.Once {
			return fmt.Errorf("one of a series: %w", community.ErrNotFound)
		}
		e = whole
		e.RecurrenceAt = whole.StartsAt
		if o.EventID != series { // it was changed before
			if e, err = readEvent(ctx, w.tx, o.EventID); err != nil {
				return err
			}
		} else {
			space, err := readSpace(ctx, w.tx, w.db.file.space)
			if err != nil {
				return err
			}
			e.RecurrenceAt = calendar.Form(&whole, o.Of, space.Location())
			e.StartsAt, e.EndsAt = e.RecurrenceAt, e.RecurrenceAt.Add(whole.EndsAt.Sub(whole.StartsAt))
			e.Cancelled = off
		}
		at, uid := e.RecurrenceAt, e.UID
		change(&e)
		e.RecurrenceAt, e.UID, e.Rule, e.Extra, e.Except, e.Source = at, uid, "", "", "", ""
		e.ID = eventID(&e)
		if err := calendar.Sound(&e); err != nil {
			return err
		}
		old, err := readForms(ctx, w.tx, e.ID)
		if err != nil {
			return err
		}
		var before []community.Field
		for i := range old {
			if old[i].ID == e.ID {
				before = old[i].Fields()
				e.Sequence = strconv.Itoa(sequence(&old[i]) + 1)
			}
		}
		if before == nil {
			e.Sequence = strconv.Itoa(sequence(&whole) + 1)
		}
		return w.put(community.KindEvent, e.ID, diff(before, e.Fields()))
	})
	if err != nil {
		return e, fmt.Errorf("change one of a series: %w", err)
	}
	return e, nil
}

// CancelOccasion calls off one occasion of a series, or calls it back on.
func (db *DB) CancelOccasion(ctx context.Context, actor community.Actor, series community.ID, of time.Time, off bool) error {
	_, err := db.ChangeOccasion(ctx, actor, series, of, func(e *community.Event) { e.Cancelled = off })
	return err
}

package store

import (
	"context"
	"errors"
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
	err := db.writing(ctx, actor, func(w *writer) error { return w.saveEvent(&e) })
	if err != nil {
		return e, fmt.Errorf("keep an event: %w", err)
	}
	return e, nil
}

// saveEvent is SaveEvent within a transaction; e becomes what is kept.
func (w *writer) saveEvent(e *community.Event) error {
	if err := w.needHost(); err != nil {
		return err
	}
	var old community.Event
	if e.ID.IsZero() {
		e.UID = newID().String() + "@kettle"
		e.ID = eventID(e)
	} else {
		var err error
		if old, err = readEvent(w.ctx, w.tx, e.ID); err != nil {
			return err
		}
		e.UID, e.RecurrenceAt, e.Source = old.UID, old.RecurrenceAt, old.Source
	}
	if old.Source == "" {
		if err := calendar.Sound(e); err != nil {
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
	return errors.Join(w.moveComings(&old, e), w.moveForms(&old, e))
}

// moveComings lets those who come go along when an event, or all of a series from
// now on, is at another time.
func (w *writer) moveComings(old, e *community.Event) error {
	if !moves(old, e) {
		return nil
	}
	all, err := readComings(w.ctx, w.tx, "WHERE event_id = ? AND starts_at >= ?", e.ID, w.wall-24*time.Hour.Milliseconds())
	if err != nil || len(all) == 0 {
		return err
	}
	space, err := readSpace(w.ctx, w.tx, w.db.file.space)
	if err != nil {
		return err
	}
	for i := range all {
		c := &all[i]
		before := c.Fields()
		next := calendar.Moved(old, e, c.StartsAt, space.Location()).UTC()
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

// moveForms lets the occasions of a series that were changed, or called off, stand for
// the same ones when the series is at another time.
func (w *writer) moveForms(old, e *community.Event) error {
	if !moves(old, e) {
		return nil
	}
	forms, err := readForms(w.ctx, w.tx, e.ID)
	if err != nil {
		return err
	}
	space, err := readSpace(w.ctx, w.tx, w.db.file.space)
	if err != nil {
		return err
	}
	for i := range forms {
		f := &forms[i]
		if f.RecurrenceAt.IsZero() {
			continue
		}
		before := f.Fields()
		at := calendar.Moment(old, f.RecurrenceAt, space.Location())
		next := calendar.Form(e, calendar.Moved(old, e, at, space.Location()), space.Location())
		if f.StartsAt.Equal(f.RecurrenceAt) {
			f.StartsAt, f.EndsAt = next, next.Add(f.EndsAt.Sub(f.StartsAt))
		}
		f.RecurrenceAt = next
		if err := w.put(community.KindEvent, f.ID, diff(before, f.Fields())); err != nil {
			return err
		}
	}
	return nil
}

// moves says whether an event that was there before begins at another time now.
func moves(old, e *community.Event) bool {
	return !old.StartsAt.IsZero() && e.RecurrenceAt.IsZero() &&
		(!old.StartsAt.Equal(e.StartsAt) || old.Zone != e.Zone || old.AllDay != e.AllDay)
}

// moveTurns lets the turns that people have at an occasion go along with it.
func (w *writer) moveTurns(o *community.Occasion, by time.Duration) error {
	all, err := readComings(w.ctx, w.tx, "WHERE event_id = ? AND slot_at IS NOT NULL", o.SeriesID)
	if err != nil {
		return err
	}
	for i := range all {
		c := &all[i]
		if !o.Has(c) || by == 0 {
			continue
		}
		before := c.Fields()
		c.SlotAt = c.SlotAt.Add(by)
		if err := w.put(community.KindComing, c.ID, diff(before, c.Fields())); err != nil {
			return err
		}
	}
	return nil
}

// EditEvent is SaveEvent of an event with all its series as it is now, but for what
// change does to it.
func (db *DB) EditEvent(ctx context.Context, actor community.Actor, id community.ID, change func(e *community.Event)) error {
	err := db.writing(ctx, actor, func(w *writer) error {
		e, err := readEvent(ctx, w.tx, id)
		if err != nil {
			return err
		}
		change(&e)
		return w.saveEvent(&e)
	})
	if err != nil {
		return fmt.Errorf("edit an event: %w", err)
	}
	return nil
}

// CancelEvent calls off an event with all its series, or calls it back on.
func (db *DB) CancelEvent(ctx context.Context, actor community.Actor, id community.ID, off bool) error {
	return db.EditEvent(ctx, actor, id, func(e *community.Event) { e.Cancelled = off })
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
		var before []community.Field
		if e = whole; o.EventID != series { // it was changed before
			if e, err = readEvent(ctx, w.tx, o.EventID); err != nil {
				return err
			}
			before = e.Fields()
		} else {
			space, err := readSpace(ctx, w.tx, w.db.file.space)
			if err != nil {
				return err
			}
			e.RecurrenceAt = calendar.Form(&whole, o.Of, space.Location())
			e.StartsAt, e.EndsAt = e.RecurrenceAt, e.RecurrenceAt.Add(whole.EndsAt.Sub(whole.StartsAt))
			e.Cancelled = off
			e.ID = eventID(&e)
		}
		was := e
		change(&e)
		e.ID, e.RecurrenceAt, e.UID, e.Rule, e.Extra, e.Except, e.Source = was.ID, was.RecurrenceAt, was.UID, "", "", "", ""
		if err := calendar.Sound(&e); err != nil {
			return err
		}
		e.Sequence = strconv.Itoa(sequence(&was) + 1)
		if err := w.put(community.KindEvent, e.ID, diff(before, e.Fields())); err != nil {
			return err
		}
		return w.moveTurns(&o, e.StartsAt.Sub(was.StartsAt))
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

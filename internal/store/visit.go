package store

import (
	"context"
	"fmt"
	"time"

	"kettle/internal/community"
)

// CheckIn begins a visit of the member. When one goes on already, from this
// screen or another, that one is returned with already set and nothing is
// written: a second tap is harmless. It returns community.ErrNotFound for a
// member who is unknown or not active.
func (db *DB) CheckIn(ctx context.Context, actor community.Actor, member community.ID) (v community.Visit, already bool, err error) {
	err = db.writing(ctx, actor, func(w *writer) error {
		m, err := readMember(ctx, w.tx, member)
		if err != nil {
			return err
		}
		if !m.Active() {
			return community.ErrNotFound
		}
		now := db.now().UTC()
		if err := w.closeDue(now); err != nil {
			return err
		}
		open, err := readVisits(ctx, w.tx, openOf, member)
		if err != nil {
			return err
		}
		if len(open) > 0 {
			v, already = open[0], true
			return nil
		}
		v = community.Visit{ID: newID(), MemberID: member, InAt: now.Truncate(time.Millisecond), InBy: actor.Kind}
		if v.Back, err = w.isBack(&m, now); err != nil {
			return err
		}
		return w.create(community.KindVisit, v.ID, v.Fields(), member)
	})
	if err != nil {
		return community.Visit{}, false, fmt.Errorf("check in %s: %w", member, err)
	}
	return v, already, nil
}

// openVisits are those that go on. The plus keeps SQLite from walking through all visits
// by the index of in_at instead of sorting the few that the index of open ones has.
const openVisits = "WHERE out_at IS NULL AND void = 0 AND member_id IS NOT NULL ORDER BY +in_at, id"

const openOf = "WHERE member_id = ? AND out_at IS NULL AND void = 0 ORDER BY in_at, id"

// CheckOut ends every visit of the member that goes on and returns the oldest, with
// the mood that it had and that is kept no more, or community.ErrNotFound when there
// is none.
func (db *DB) CheckOut(ctx context.Context, actor community.Actor, member community.ID) (community.Visit, error) {
	var first community.Visit
	err := db.writing(ctx, actor, func(w *writer) error {
		open, err := readVisits(ctx, w.tx, openOf, member)
		if err != nil {
			return err
		}
		if len(open) == 0 {
			return community.ErrNotFound
		}
		now := db.now().UTC().Truncate(time.Millisecond)
		mood := open[0].Mood
		for i := range open {
			if err := w.closeVisit(&open[i], now, actor.Kind); err != nil {
				return err
			}
		}
		first = open[0]
		first.Mood = mood
		return nil
	})
	if err != nil {
		return community.Visit{}, fmt.Errorf("check out %s: %w", member, err)
	}
	return first, nil
}

func (w *writer) closeVisit(v *community.Visit, at time.Time, by community.ActorKind) error {
	old := v.Fields()
	v.Prompted = v.Prompted || v.Mood == community.MoodBusy // the mood goes, and still nothing is brought up
	v.OutAt, v.OutBy, v.Mood = at, by, ""
	return w.put(community.KindVisit, v.ID, diff(old, v.Fields()))
}

// Undo makes a check-in one that never was. Undoing twice is harmless.
func (db *DB) Undo(ctx context.Context, actor community.Actor, visit community.ID) error {
	return db.editVisit(ctx, actor, visit, func(_ *writer, v *community.Visit) error {
		v.Void = true
		return nil
	})
}

// Reopen makes a check-out one that never was. mood is the one that CheckOut gave.
func (db *DB) Reopen(ctx context.Context, actor community.Actor, visit community.ID, mood string) error {
	return db.editVisit(ctx, actor, visit, func(_ *writer, v *community.Visit) error {
		v.OutAt, v.OutBy = time.Time{}, ""
		return v.Set("mood", mood)
	})
}

// SetMood keeps how a member who is in would like to be met, one of the Mood
// constants or "". A member says so of themselves alone.
func (db *DB) SetMood(ctx context.Context, actor community.Actor, visit community.ID, mood string) error {
	return db.editVisit(ctx, actor, visit, func(w *writer, v *community.Visit) error {
		if err := w.mayActFor(v.MemberID); err != nil || !v.Open() {
			return err
		}
		return v.Set("mood", mood)
	})
}

func (db *DB) editVisit(ctx context.Context, actor community.Actor, id community.ID, change func(*writer, *community.Visit) error) error {
	return editOne(ctx, db, actor, community.KindVisit, id, readVisits, change)
}

// Visits lists the visits that began at or after since, oldest first, those
// undone left out.
func (db *DB) Visits(ctx context.Context, since time.Time) ([]community.Visit, error) {
	return readVisits(ctx, db.read(), "WHERE in_at >= ? AND void = 0 ORDER BY in_at, id", since.UnixMilli())
}

// CloseVisits ends the visits, and the stays of visitors, whose closing time has
// passed, as of that time, and says how many. A wall ends none: it shows what kiosks did.
// It also tries once more to empty the write-ahead log of what is to be forgotten.
func (db *DB) CloseVisits(ctx context.Context) (int, error) {
	n := 0
	wall, _, err := db.asWall(ctx)
	if err != nil {
		return 0, fmt.Errorf("close visits: %w", err)
	}
	if wall {
		return 0, nil
	}
	err = db.writing(ctx, community.Actor{Kind: community.ActorAutomatic}, func(w *writer) error {
		before := len(w.touched)
		err := w.closeDue(db.now())
		n = len(w.touched) - before
		return err
	})
	if err == nil {
		err = db.retryScrub(ctx)
	}
	if err != nil {
		return 0, fmt.Errorf("close visits: %w", err)
	}
	return n, nil
}

// closeDue is CloseVisits within a transaction, under the program's own name.
func (w *writer) closeDue(now time.Time) error {
	open, err := readVisits(w.ctx, w.tx, openVisits)
	if err != nil {
		return err
	}
	visitors, err := readVisitors(w.ctx, w.tx, visitorsIn)
	if err != nil || len(open)+len(visitors) == 0 {
		return err
	}
	space, err := readSpace(w.ctx, w.tx, w.db.file.space)
	if err != nil {
		return err
	}
	actor := w.actor
	w.actor = community.Actor{Kind: community.ActorAutomatic}
	defer func() { w.actor = actor }()
	for i := range open {
		if at := space.ClosingAfter(open[i].InAt); !at.After(now) {
			if err := w.closeVisit(&open[i], at.UTC(), community.ActorAutomatic); err != nil {
				return err
			}
		}
	}
	for i := range visitors {
		if at := space.ClosingAfter(visitors[i].InAt); !at.After(now) {
			if err := w.closeVisitor(&visitors[i], at.UTC(), community.ActorAutomatic); err != nil {
				return err
			}
		}
	}
	return nil
}

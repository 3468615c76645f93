package store

import (
	"context"
	"fmt"
	"time"

	"kettle/internal/community"
)

// Thank keeps a thank-you and returns its ID. That makes it one thank-you however
// often it is tried; a zero ID is a new one. SaidAt is now when it is zero. A member
// thanks for themselves alone, and somebody else: all else is community.ErrNotFound.
func (db *DB) Thank(ctx context.Context, actor community.Actor, t community.ThankYou) (community.ID, error) {
	if t.ID.IsZero() {
		t.ID = newID()
	}
	if t.SaidAt.IsZero() {
		t.SaidAt = db.now().UTC()
	}
	t.SaidAt = t.SaidAt.Truncate(time.Millisecond)
	t.FromAgrees = t.FromAgrees && !t.Nameless // the wall names both
	t.Seen = actor.Kind != community.ActorClaimed
	err := db.writing(ctx, actor, func(w *writer) error {
		if err := w.mayActFor(t.FromID); err != nil {
			return err
		}
		for _, id := range []community.ID{t.FromID, t.ToID} {
			if err := w.needMember(id); err != nil {
				return err
			}
		}
		if t.FromID == t.ToID {
			return fmt.Errorf("thank oneself: %w", community.ErrNotFound)
		}
		if old, err := w.load(community.KindThankYou, t.ID); err != nil || old.known {
			return err
		}
		var err error
		if t.Held, err = w.holds(t.Words); err != nil {
			return err
		}
		return w.create(community.KindThankYou, t.ID, t.Fields(), t.FromID, t.ToID)
	})
	if err != nil {
		return community.ID{}, fmt.Errorf("keep a thank-you: %w", err)
	}
	return t.ID, nil
}

// VoidThanks makes a thank-you one that never was; doing so twice is harmless.
func (db *DB) VoidThanks(ctx context.Context, actor community.Actor, id community.ID) error {
	return db.editThanks(ctx, actor, id, byGiver, func(t *community.ThankYou) { t.Void = true })
}

// UnvoidThanks brings a thank-you back that was taken down; only hosts do.
func (db *DB) UnvoidThanks(ctx context.Context, actor community.Actor, id community.ID) error {
	return editOne(ctx, db, actor, community.KindThankYou, id, readThanks, func(w *writer, t *community.ThankYou) error {
		t.Void = false
		return w.needHost()
	})
}

// SeeThanks keeps what the giver says of a thank-you in their name: that it is
// theirs, or that it is not, and then it never was.
func (db *DB) SeeThanks(ctx context.Context, actor community.Actor, id community.ID, mine bool) error {
	return db.editThanks(ctx, actor, id, byGiver, func(t *community.ThankYou) { t.Seen, t.Void = true, t.Void || !mine })
}

// HearThanks keeps that the receiver has heard of a thank-you, and whether it may be
// on the wall.
func (db *DB) HearThanks(ctx context.Context, actor community.Actor, id community.ID, agrees bool) error {
	return db.editThanks(ctx, actor, id, byReceiver, func(t *community.ThankYou) { t.Heard, t.ToAgrees = true, agrees })
}

// ApproveThanks lets a thank-you be seen that was held; only hosts do.
func (db *DB) ApproveThanks(ctx context.Context, actor community.Actor, id community.ID) error {
	return editOne(ctx, db, actor, community.KindThankYou, id, readThanks, func(w *writer, t *community.ThankYou) error {
		t.Held = false
		return w.needHost()
	})
}

func byGiver(t *community.ThankYou) community.ID    { return t.FromID }
func byReceiver(t *community.ThankYou) community.ID { return t.ToID }

// editThanks changes a thank-you in the name of the one of its two people who may.
func (db *DB) editThanks(ctx context.Context, actor community.Actor, id community.ID, who func(*community.ThankYou) community.ID, change func(*community.ThankYou)) error {
	return editOne(ctx, db, actor, community.KindThankYou, id, readThanks, func(w *writer, t *community.ThankYou) error {
		if err := w.mayActFor(who(t)); err != nil {
			return err
		}
		change(t)
		return nil
	})
}

func readThanks(ctx context.Context, q query, where string, args ...any) ([]community.ThankYou, error) {
	return list(ctx, q, community.KindThankYou, func(id community.ID) community.ThankYou { return community.ThankYou{ID: id} }, where, args...)
}

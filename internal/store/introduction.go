package store

import (
	"context"
	"fmt"
	"time"

	"kettle/internal/community"
)

// AskIntroduction keeps that a member would like to meet another. Asking twice is
// harmless, and so is asking to meet somebody one knows: nothing is written then. Where
// a host would rather not it is kept like any other, so that whoever asks learns nothing. A member asks for themselves alone, and for
// somebody else: all else is community.ErrNotFound.
func (db *DB) AskIntroduction(ctx context.Context, actor community.Actor, from, to community.ID) error {
	return db.editIntroduction(ctx, actor, only(from), from, to, func(i *community.Introduction, now time.Time) {
		if !i.Acquainted() && i.AskedByID.IsZero() {
			i.AskedByID, i.AskedAt, i.Seen = from, now, false
		}
	})
}

// UnaskIntroduction takes that back.
func (db *DB) UnaskIntroduction(ctx context.Context, actor community.Actor, from, to community.ID) error {
	return db.editIntroduction(ctx, actor, only(from), from, to, func(i *community.Introduction, _ time.Time) {
		if i.AskedByID == from {
			i.AskedByID, i.AskedAt = community.ID{}, time.Time{}
		}
	})
}

// SeeIntroduction keeps what a member says of having asked for one in their name: that
// it was them, or that it was not, which takes it back.
func (db *DB) SeeIntroduction(ctx context.Context, actor community.Actor, from, to community.ID, mine bool) error {
	return db.editIntroduction(ctx, actor, only(from), from, to, func(i *community.Introduction, _ time.Time) {
		if i.AskedByID != from {
			return
		}
		if i.Seen = true; !mine {
			i.AskedByID, i.AskedAt = community.ID{}, time.Time{}
		}
	})
}

// PutOff keeps that nobody is to bring up the two before a day, an ISO date; not
// even with the other one of them.
func (db *DB) PutOff(ctx context.Context, actor community.Actor, one, other community.ID, until string) error {
	return db.editIntroduction(ctx, actor, only(one, other), one, other, func(i *community.Introduction, _ time.Time) {
		i.NotBefore = max(i.NotBefore, until)
	})
}

// Introduce keeps that a host has introduced the two, or with done unset that it was
// not so after all.
func (db *DB) Introduce(ctx context.Context, actor community.Actor, one, other community.ID, done bool) error {
	return db.editIntroduction(ctx, actor, only(), one, other, func(i *community.Introduction, now time.Time) {
		switch {
		case !done:
			i.DoneAt = time.Time{}
		case i.DoneAt.IsZero():
			i.DoneAt = now
		}
	})
}

// NeverIntroduce keeps that a host does not want these two brought together, or does
// after all.
func (db *DB) NeverIntroduce(ctx context.Context, actor community.Actor, one, other community.ID, never bool) error {
	return db.editIntroduction(ctx, actor, only(), one, other, func(i *community.Introduction, _ time.Time) { i.Never = never })
}

// Met keeps that one of the two said that they know the other.
func (db *DB) Met(ctx context.Context, actor community.Actor, one, other community.ID) error {
	return db.editIntroduction(ctx, actor, only(one, other), one, other, func(i *community.Introduction, now time.Time) {
		if i.MetAt.IsZero() {
			i.MetAt = now
		}
	})
}

// Talked keeps what one of two who were introduced said of whether they talked. The
// first word counts.
func (db *DB) Talked(ctx context.Context, actor community.Actor, one, other community.ID, yes bool) error {
	return db.editIntroduction(ctx, actor, only(one, other), one, other, func(i *community.Introduction, now time.Time) {
		if i.Talked != "" || i.DoneAt.IsZero() {
			return
		}
		i.Talked, i.TalkedAt = community.TalkedNo, now
		if yes {
			i.Talked = community.TalkedYes
		}
	})
}

// only names the members who may do something; hosts may, too.
func only(members ...community.ID) []community.ID { return members }

// editIntroduction changes what is known of two members and one another, in the name
// of one of those who may or of a host.
func (db *DB) editIntroduction(ctx context.Context, actor community.Actor, may []community.ID, a, b community.ID, change func(i *community.Introduction, now time.Time)) error {
	one, other := community.InOrder(a, b)
	id := naturalID("introduction:" + one.String() + ":" + other.String())
	err := db.writing(ctx, actor, func(w *writer) error {
		if err := w.mayActFor(may...); err != nil {
			return err
		}
		if one == other {
			return fmt.Errorf("meet oneself: %w", community.ErrNotFound)
		}
		for _, m := range [...]community.ID{one, other} {
			if err := w.needMember(m); err != nil {
				return err
			}
		}
		got, err := readIntroductions(ctx, w.tx, "WHERE id = ?", id)
		if err != nil {
			return err
		}
		i := community.Introduction{ID: id, OneID: one, OtherID: other}
		var old []community.Field
		if len(got) > 0 {
			i, old = got[0], got[0].Fields()
		}
		before := i
		change(&i, time.UnixMilli(w.wall).UTC())
		if i == before {
			return nil
		}
		fields := diff(old, i.Fields())
		if before.AskedByID.IsZero() && !before.Acquainted() && !before.Never { // elsewhere it may be gone by now
			fields = anew(fields, i.Fields())
		}
		return w.put(community.KindIntroduction, id, fields, one, other)
	})
	if err != nil {
		return fmt.Errorf("keep what two members know of one another: %w", err)
	}
	return nil
}

func readIntroductions(ctx context.Context, q query, where string, args ...any) ([]community.Introduction, error) {
	return list(ctx, q, community.KindIntroduction, func(id community.ID) community.Introduction { return community.Introduction{ID: id} }, where, args...)
}

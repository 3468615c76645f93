package store

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"kettle/internal/community"
)

// AddPost puts up an ask or an offer and returns its ID. MadeAt and Until are
// set when they are zero: now, and community.PostDays later.
func (db *DB) AddPost(ctx context.Context, actor community.Actor, p community.Post) (community.ID, error) {
	p.ID = newID()
	if p.MadeAt.IsZero() {
		p.MadeAt = db.now().UTC()
	}
	if p.Until.IsZero() {
		p.Until = p.MadeAt.AddDate(0, 0, community.PostDays)
	}
	if p.Words == "" {
		return community.ID{}, &community.FieldError{Field: "words", Reason: "are missing"}
	}
	p.Side = cmp.Or(p.Side, community.Ask)
	err := db.writing(ctx, actor, func(w *writer) error {
		if err := w.needMember(p.MemberID); err != nil {
			return err
		}
		return w.create(community.KindPost, p.ID, p.Fields(), p.MemberID)
	})
	if err != nil {
		return community.ID{}, fmt.Errorf("add a post: %w", err)
	}
	return p.ID, nil
}

// ClosePost takes a post down; closing twice is harmless.
func (db *DB) ClosePost(ctx context.Context, actor community.Actor, id community.ID) error {
	return db.writing(ctx, actor, func(w *writer) error {
		p := community.Post{ID: id}
		found := false
		err := readAll(ctx, w.tx, community.KindPost, "WHERE id = ?", []any{id}, func(community.ID) record { found = true; return &p })
		if err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("post %s: %w", id, community.ErrNotFound)
		}
		old := p.Fields()
		p.Closed = true
		return w.put(community.KindPost, id, diff(old, p.Fields()))
	})
}

// Thank keeps a thank-you and returns its ID. SaidAt is now when it is zero.
func (db *DB) Thank(ctx context.Context, actor community.Actor, t community.ThankYou) (community.ID, error) {
	t.ID = newID()
	if t.SaidAt.IsZero() {
		t.SaidAt = db.now().UTC()
	}
	t.SaidAt = t.SaidAt.Truncate(time.Millisecond)
	err := db.writing(ctx, actor, func(w *writer) error {
		for _, id := range []community.ID{t.FromID, t.ToID} {
			if err := w.needMember(id); err != nil {
				return err
			}
		}
		return w.create(community.KindThankYou, t.ID, t.Fields(), t.FromID, t.ToID)
	})
	if err != nil {
		return community.ID{}, fmt.Errorf("keep a thank-you: %w", err)
	}
	return t.ID, nil
}

// needMember is community.ErrNotFound unless there is such a member.
func (w *writer) needMember(id community.ID) error {
	var n int
	if err := w.tx.QueryRowContext(w.ctx, `SELECT count(*) FROM members WHERE id = ?`, id).Scan(&n); err != nil {
		return fmt.Errorf("look for member %s: %w", id, err)
	}
	if n == 0 {
		return fmt.Errorf("member %s: %w", id, community.ErrNotFound)
	}
	return nil
}

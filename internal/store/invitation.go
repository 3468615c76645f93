package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kettle/internal/community"
)

// Invite keeps that a visitor is expected and gives them a code of six letters
// and digits. ExpectedOn is today when it is empty.
func (db *DB) Invite(ctx context.Context, actor community.Actor, v community.Visitor) (community.Visitor, error) {
	v, err := cleanVisitor(v)
	if err != nil {
		return v, err
	}
	space, err := db.Space(ctx)
	if err != nil {
		return v, err
	}
	today := space.Day(db.now())
	if v.ExpectedOn == "" {
		v.ExpectedOn = today
	}
	if v.ExpectedOn < today {
		return v, &community.FieldError{Field: "expected_on", Reason: "is a day that is over"}
	}
	v.ID, v.InAt, v.InBy, v.Remember, v.Detail = newID(), time.Time{}, "", false, ""
	if v.InvitedBy.IsZero() {
		v.InvitedBy = actor.ID
	}
	err = db.writing(ctx, actor, func(w *writer) error {
		if v.Sees == community.SeesMember {
			if err := w.needMember(v.SeesID); err != nil {
				return err
			}
		}
		if v.Code, err = w.freeCode(); err != nil {
			return err
		}
		return w.create(community.KindVisitor, v.ID, v.Fields())
	})
	if err != nil {
		return community.Visitor{}, fmt.Errorf("invite a visitor: %w", err)
	}
	return v, nil
}

// Invited lists the invitations for today and later that nobody has followed, by
// day.
func (db *DB) Invited(ctx context.Context) ([]community.Visitor, error) {
	space, err := db.Space(ctx)
	if err != nil {
		return nil, err
	}
	return readVisitors(ctx, db.read(), "WHERE in_at IS NULL AND void = 0 AND expected_on >= ? ORDER BY expected_on, id", space.Day(db.now()))
}

// Invitation gives the invitation for today with that code, or
// community.ErrNotFound.
func (db *DB) Invitation(ctx context.Context, code string) (community.Visitor, error) {
	space, err := db.Space(ctx)
	if err != nil {
		return community.Visitor{}, err
	}
	got, err := readVisitors(ctx, db.read(), "WHERE code = ? AND in_at IS NULL AND void = 0 AND expected_on = ?",
		strings.ToUpper(code), space.Day(db.now()))
	if err == nil && (len(got) == 0 || !community.IsVisitorCode(strings.ToUpper(code))) {
		err = fmt.Errorf("invitation: %w", community.ErrNotFound)
	}
	if err != nil {
		return community.Visitor{}, err
	}
	return got[0], nil
}

// Uninvite takes an invitation back that nobody has followed. One that somebody
// has, or that is not there, is community.ErrNotFound.
func (db *DB) Uninvite(ctx context.Context, actor community.Actor, id community.ID) error {
	v, err := db.Visitor(ctx, id)
	if err != nil {
		return err
	}
	if !v.InAt.IsZero() {
		return fmt.Errorf("visitor %s is not only invited: %w", id, community.ErrNotFound)
	}
	return db.editVisitor(ctx, actor, id, func(v *community.Visitor) { v.Void = true })
}

package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"kettle/internal/community"
	"kettle/internal/search"
)

// ErrSeveralVisitors says that more than one visitor of that name is here.
var ErrSeveralVisitors = errors.New("several visitors of that name are here")

// SignIn begins the stay of a visitor. The ID makes it one stay, however often
// it is tried: of a visitor who is in, or was, that is returned with already set.
// The ID of an invitation turns that into the stay, also of one that was taken back
// while they stood at the kiosk. A zero ID is a new one. What
// people typed is cleaned or refused in words; a missing name is refused.
func (db *DB) SignIn(ctx context.Context, actor community.Actor, v community.Visitor) (got community.Visitor, already bool, err error) {
	if v, err = cleanVisitor(v); err != nil {
		return v, false, err
	}
	if v.Remember = v.Remember && v.Detail != ""; !v.Remember {
		v.Detail = ""
	}
	if v.ID.IsZero() {
		v.ID = newID()
	}
	err = db.writing(ctx, actor, func(w *writer) error {
		now := db.now().UTC()
		if err := w.closeDue(now); err != nil {
			return err
		}
		old, err := readVisitors(ctx, w.tx, "WHERE id = ?", v.ID)
		if err != nil {
			return err
		}
		if len(old) > 0 && !old[0].InAt.IsZero() {
			v, already = old[0], true
			return nil
		}
		before := []community.Field(nil)
		if len(old) > 0 {
			o := old[0]
			o.Void = true // said anew: another screen may take the invitation back, or did
			before = o.Fields()
			v.Code, v.ExpectedOn, v.InvitedBy = o.Code, o.ExpectedOn, o.InvitedBy
		} else if v.Code, err = w.freeCode(); err != nil {
			return err
		}
		v.InAt, v.InBy, v.OutAt, v.OutBy, v.Void = now.Truncate(time.Millisecond), actor.Kind, time.Time{}, "", false
		if err := w.addMessage(&v); err != nil {
			return err
		}
		if v.Remember {
			if err := w.forgetVisitor(&v); err != nil {
				return err
			}
		}
		return w.put(community.KindVisitor, v.ID, diff(before, v.Fields()))
	})
	if err != nil {
		return community.Visitor{}, false, fmt.Errorf("sign in a visitor: %w", err)
	}
	return v, already, nil
}

// cleanVisitor gives the visitor as it may be kept.
func cleanVisitor(v community.Visitor) (community.Visitor, error) {
	clean := community.Visitor{ID: v.ID}
	for _, f := range v.Fields() {
		if err := clean.Set(f.Name, f.Value); err != nil {
			return clean, err
		}
	}
	if clean.Name == "" {
		return clean, &community.FieldError{Field: "name", Reason: "is missing"}
	}
	if clean.Sees == community.SeesMember && clean.SeesID.IsZero() {
		clean.Sees = community.SeesUnsure
	}
	if clean.Detail != "" {
		if err := community.CheckDetail(clean.Detail); err != nil {
			return clean, err
		}
	}
	return clean, nil
}

// freeCode makes a code that no visitor has.
func (w *writer) freeCode() (string, error) {
	for {
		code := codeOf(community.VisitorCodeLength)
		var n int
		if err := w.tx.QueryRowContext(w.ctx, `SELECT count(*) FROM visitors WHERE code = ?`, code).Scan(&n); err != nil {
			return "", fmt.Errorf("look for a code: %w", err)
		}
		if n == 0 {
			return code, nil
		}
	}
}

// SignOut ends the stay of a visitor; community.ErrNotFound for one who is not
// here.
func (db *DB) SignOut(ctx context.Context, actor community.Actor, id community.ID) (community.Visitor, error) {
	return db.signOut(ctx, actor, func(here []community.Visitor) (*community.Visitor, error) {
		for i := range here {
			if here[i].ID == id {
				return &here[i], nil
			}
		}
		return nil, community.ErrNotFound
	})
}

// SignOutNamed ends the stay of the visitor who is here with that code or that
// full name. ErrSeveralVisitors says that the name alone does not tell.
func (db *DB) SignOutNamed(ctx context.Context, actor community.Actor, words string) (community.Visitor, error) {
	code, isCode := community.VisitorCodeIn(words)
	name := nameKey(words)
	return db.signOut(ctx, actor, func(here []community.Visitor) (*community.Visitor, error) {
		var found *community.Visitor
		for i := range here {
			switch v := &here[i]; {
			case isCode && v.Code == code:
				return v, nil
			case name == "" || nameKey(v.Name) != name:
			case found != nil:
				return nil, ErrSeveralVisitors
			default:
				found = v
			}
		}
		if found == nil {
			return nil, community.ErrNotFound
		}
		return found, nil
	})
}

func (db *DB) signOut(ctx context.Context, actor community.Actor, which func(here []community.Visitor) (*community.Visitor, error)) (community.Visitor, error) {
	var out community.Visitor
	err := db.writing(ctx, actor, func(w *writer) error {
		now := db.now().UTC()
		if err := w.closeDue(now); err != nil {
			return err
		}
		here, err := readVisitors(ctx, w.tx, visitorsIn)
		if err != nil {
			return err
		}
		v, err := which(here)
		if err != nil {
			return err
		}
		out = *v
		return w.closeVisitor(&out, now.Truncate(time.Millisecond), actor.Kind)
	})
	if err != nil {
		return community.Visitor{}, fmt.Errorf("sign out a visitor: %w", err)
	}
	return out, nil
}

func (w *writer) closeVisitor(v *community.Visitor, at time.Time, by community.ActorKind) error {
	old := v.Fields()
	v.OutAt, v.OutBy = at, by
	return w.put(community.KindVisitor, v.ID, diff(old, v.Fields()))
}

// UndoVisitor makes a stay one that never was, and keeps nothing that the visitor
// said beside the name. An invitation waits again, for whom it is. Undoing twice is
// harmless.
func (db *DB) UndoVisitor(ctx context.Context, actor community.Actor, id community.ID) error {
	return db.editVisitor(ctx, actor, id, func(v *community.Visitor) {
		if v.ExpectedOn != "" {
			v.InAt, v.InBy = time.Time{}, ""
		} else {
			v.Void, v.Company, v.Sees, v.SeesID = true, "", "", community.ID{}
		}
		v.Remember, v.Detail, v.Notice, v.Rules = false, "", "", ""
	})
}

// ReopenVisitor makes a sign-out one that never was.
func (db *DB) ReopenVisitor(ctx context.Context, actor community.Actor, id community.ID) error {
	return db.editVisitor(ctx, actor, id, func(v *community.Visitor) { v.OutAt, v.OutBy = time.Time{}, "" })
}

func (db *DB) editVisitor(ctx context.Context, actor community.Actor, id community.ID, change func(*community.Visitor)) error {
	return editOne(ctx, db, actor, community.KindVisitor, id, readVisitors, func(_ *writer, v *community.Visitor) error {
		change(v)
		return nil
	})
}

// Visitor gives one visitor, or community.ErrNotFound.
func (db *DB) Visitor(ctx context.Context, id community.ID) (community.Visitor, error) {
	got, err := readVisitors(ctx, db.read(), "WHERE id = ? AND void = 0", id)
	if err == nil && len(got) == 0 {
		err = fmt.Errorf("visitor %s: %w", id, community.ErrNotFound)
	}
	if err != nil {
		return community.Visitor{}, err
	}
	return got[0], nil
}

// Visitors lists the stays that began at or after since, oldest first, those
// undone left out.
func (db *DB) Visitors(ctx context.Context, since time.Time) ([]community.Visitor, error) {
	return readVisitors(ctx, db.read(), "WHERE in_at >= ? AND void = 0 ORDER BY in_at, id", since.UnixMilli())
}

// VisitorsHere lists the visitors who are in, oldest first: until closing time,
// whether or not they were signed out then.
func (db *DB) VisitorsHere(ctx context.Context) ([]community.Visitor, error) {
	r, err := db.Roll(ctx)
	if err != nil {
		return nil, err
	}
	now := db.now()
	var here []community.Visitor
	for _, v := range r.Visitors {
		if r.Space.ClosingAfter(v.InAt).After(now) {
			here = append(here, v)
		}
	}
	return here, nil
}

// Callers lists who came to see a member within a time, oldest first.
func (db *DB) Callers(ctx context.Context, within time.Duration) ([]community.Caller, error) {
	here, err := db.VisitorsHere(ctx)
	if err != nil {
		return nil, err
	}
	var out []community.Caller
	for _, v := range here {
		if v.Sees == community.SeesMember && db.now().Sub(v.InAt) < within {
			out = append(out, community.Caller{ID: v.ID, SeesID: v.SeesID, InAt: v.InAt})
		}
	}
	return out, nil
}

// SeenBy names whom a visitor sees as a badge may show it, "" for nobody in
// particular and for a member who did not agree to the wall.
func (db *DB) SeenBy(ctx context.Context, v community.Visitor) (string, error) {
	if v.Sees == community.SeesHost {
		return "a host", nil
	}
	m, err := db.Member(ctx, v.SeesID)
	if v.SeesID.IsZero() || errors.Is(err, community.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if p, ok := m.Profile(community.Wall); ok {
		return community.ShortName(p.Name, p.Called), nil
	}
	return "", nil
}

// CalledRoll keeps in the history that somebody had the fire roll shown or
// printed.
func (db *DB) CalledRoll(ctx context.Context, actor community.Actor) error {
	return db.writing(ctx, actor, func(w *writer) error {
		w.acting.what = actRoll
		return nil
	})
}

const visitorsIn = "WHERE in_at IS NOT NULL AND out_at IS NULL AND void = 0 ORDER BY in_at, id"

func readVisitors(ctx context.Context, q query, where string, args ...any) ([]community.Visitor, error) {
	return list(ctx, q, community.KindVisitor, func(id community.ID) community.Visitor { return community.Visitor{ID: id} }, where, args...)
}

// nameKey is a full name as it counts for being the same: without regard to case,
// accents and spaces, but in full.
func nameKey(name string) string {
	if folded := search.Fold(name); folded != "" {
		return folded
	}
	return strings.ToLower(community.CleanLine(name))
}

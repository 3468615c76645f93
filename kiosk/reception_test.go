package kiosk

import (
	"context"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

// The visitors of a smallDesk, kept to what Reception promises.

func (d *smallDesk) visitor(fits func(*community.Visitor) bool) *community.Visitor {
	for i := range d.visitors {
		if v := &d.visitors[i]; !v.Void && fits(v) {
			return v
		}
	}
	return nil
}

func (d *smallDesk) SignIn(_ context.Context, by community.Actor, v community.Visitor) (community.Visitor, bool, error) {
	if err := d.act(); err != nil {
		return v, false, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if v.Name == "" {
		return v, false, &community.FieldError{Field: "name", Reason: "is missing"}
	}
	for i := range d.visitors {
		if old := &d.visitors[i]; old.ID == v.ID {
			if old.Void || !old.InAt.IsZero() {
				return *old, true, nil
			}
			old.InAt, old.InBy, old.Notice, old.Rules = d.now(), by.Kind, v.Notice, v.Rules
			return *old, false, nil
		}
	}
	v.InAt, v.InBy, v.Code = d.now(), by.Kind, "K7M4Q"+string(community.CodeLetters[len(d.visitors)%30])
	d.visitors = append(d.visitors, v)
	return v, false, nil
}

func (d *smallDesk) SignOut(_ context.Context, by community.Actor, words string) (community.Visitor, error) {
	if err := d.act(); err != nil {
		return community.Visitor{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	code, _ := community.VisitorCodeIn(words)
	v := d.visitor(func(v *community.Visitor) bool {
		return v.Here() && (v.Code == code || strings.EqualFold(v.Name, words))
	})
	if v == nil {
		return community.Visitor{}, community.ErrNotFound
	}
	v.OutAt, v.OutBy = d.now(), by.Kind
	return *v, nil
}

func (d *smallDesk) changeVisitor(id community.ID, f func(*community.Visitor)) error {
	if err := d.act(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	v := d.visitor(func(v *community.Visitor) bool { return v.ID == id })
	if v == nil {
		return community.ErrNotFound
	}
	f(v)
	return nil
}

func (d *smallDesk) UndoVisitor(_ context.Context, _ community.Actor, id community.ID) error {
	return d.changeVisitor(id, func(v *community.Visitor) { v.Void = true })
}

func (d *smallDesk) ReopenVisitor(_ context.Context, _ community.Actor, id community.ID) error {
	return d.changeVisitor(id, func(v *community.Visitor) { v.OutAt = time.Time{} })
}

func (d *smallDesk) Invitation(_ context.Context, code string) (community.Visitor, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	v := d.visitor(func(v *community.Visitor) bool { return v.InAt.IsZero() && v.Code == code })
	if v == nil {
		return community.Visitor{}, community.ErrNotFound
	}
	return *v, d.fault
}

func (d *smallDesk) remembered(name string) *community.Visitor {
	return d.visitor(func(v *community.Visitor) bool { return v.Remember && strings.EqualFold(v.Name, name) })
}

func (d *smallDesk) Remembered(_ context.Context, name string) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if v := d.remembered(name); v != nil {
		return community.Masked(v.Detail), d.fault
	}
	return "x•••@g•••.com", d.fault
}

func (d *smallDesk) Prove(_ context.Context, name, detail string) (community.Visitor, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if v := d.remembered(name); v != nil && v.Detail == detail {
		return *v, d.fault
	}
	return community.Visitor{}, community.ErrNotFound
}

func (d *smallDesk) ForgetVisitor(_ context.Context, _ community.Actor, id community.ID) error {
	if err := d.act(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.visitors {
		if d.visitors[i].ID == id {
			was := d.visitors[i]
			for k := range d.visitors {
				if v := &d.visitors[k]; v.Name == was.Name && v.Detail == was.Detail {
					v.Remember, v.Detail = false, ""
				}
			}
			return nil
		}
	}
	return community.ErrNotFound
}

func (d *smallDesk) Callers(context.Context) (out []community.Caller, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, v := range d.visitors {
		if v.Here() && v.Sees == community.SeesMember {
			out = append(out, community.Caller{ID: v.ID, SeesID: v.SeesID, InAt: v.InAt})
		}
	}
	return out, nil
}

func (d *smallDesk) FireRoll(context.Context, community.Actor) ([]community.Present, error) {
	if err := d.act(); err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked++
	r := community.Roll{Space: d.space, Members: d.members, Visitors: slices.Clone(d.visitors)}
	for _, v := range d.visits {
		if v.Open() {
			r.Open = append(r.Open, v)
		}
	}
	return r.PresentAt(d.now()), nil
}

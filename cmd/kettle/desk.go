package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kettle/internal/community"
	"kettle/internal/match"
	"kettle/internal/store"
)

// desk is the store as the kiosk wants it: with an end to what a search gives
// and words for what may go wrong.
type desk struct {
	*store.DB
	finder *match.Finder
}

// mostFound is how many members a search of the kiosk gives at most.
const mostFound = 40

// Find gives members by name, number or code, best first.
func (d desk) Find(ctx context.Context, words string) ([]community.Match, error) {
	return d.DB.Find(ctx, words, mostFound)
}

// said is an error with a sentence for people.
type said struct {
	error
	sentence string
}

// Sentence is what people read.
func (s said) Sentence() string { return s.sentence }

// Unwrap gives the error itself.
func (s said) Unwrap() error { return s.error }

// CheckPIN gives the host whose PIN it is, community.ErrNotFound for any other.
func (d desk) CheckPIN(ctx context.Context, pin string) (community.Host, error) {
	h, err := d.DB.CheckPIN(ctx, pin)
	var locked *store.LockedError
	switch {
	case errors.Is(err, store.ErrNoPIN):
		return h, said{err, "No host has a PIN yet. At this machine’s own keyboard: kettled host set-pin."}
	case errors.As(err, &locked):
		return h, d.tooMany(ctx, locked, ".")
	case errors.Is(err, store.ErrWrongPIN):
		return h, community.ErrNotFound
	}
	return h, err
}

// tooMany says by the space's clock, which is the one on the screen, until when no PIN
// is taken.
func (d desk) tooMany(ctx context.Context, locked *store.LockedError, more string) error {
	space, err := d.Space(ctx)
	if err != nil {
		return err
	}
	return said{locked, "Too many wrong PINs. Try again at " + space.Local(locked.Until).Format("15:04:05") + more}
}

// ConfirmDue says whether a member is to be asked if their profile is still right.
func (d desk) ConfirmDue(ctx context.Context, member community.ID) (bool, error) {
	m, err := d.Member(ctx, member)
	return m.ConfirmDue(d.Now()), err
}

// Confirm keeps that a member said so.
func (d desk) Confirm(ctx context.Context, by community.Actor, member community.ID) error {
	space, err := d.Space(ctx)
	if err != nil {
		return err
	}
	return d.EditMember(ctx, by, member, func(m *community.Member) error {
		m.ConfirmedOn = space.Day(d.Now())
		return nil
	})
}

// CheckMemberPIN returns nil for the member's own PIN and community.ErrNotFound
// for any other.
func (d desk) CheckMemberPIN(ctx context.Context, member community.ID, pin string) error {
	err := d.DB.CheckMemberPIN(ctx, member, pin)
	var locked *store.LockedError
	switch {
	case errors.As(err, &locked):
		return d.tooMany(ctx, locked, ", or hold up your card.")
	case errors.Is(err, store.ErrWrongMemberPIN):
		return community.ErrNotFound
	}
	return err
}

// AddPost puts up an ask, an offer or news, and says whether it waits for a host.
func (d desk) AddPost(ctx context.Context, by community.Actor, p community.Post) (held bool, err error) {
	id, err := d.DB.AddPost(ctx, by, p)
	if err != nil {
		return false, err
	}
	return d.Held(ctx, id)
}

// Thank keeps a thank-you, and says whether the wall waits for a host.
func (d desk) Thank(ctx context.Context, by community.Actor, t community.ThankYou) (held bool, err error) {
	id, err := d.DB.Thank(ctx, by, t)
	if err != nil {
		return false, err
	}
	return d.Held(ctx, id)
}

// Parcels says how many parcels wait for a member.
func (d desk) Parcels(ctx context.Context, member community.ID) (int, error) {
	list, err := d.DB.Parcels(ctx, member)
	return len(list), err
}

// Why says what a member agreed to.
func (d desk) Why(ctx context.Context, member community.ID) (string, error) {
	m, err := d.Member(ctx, member)
	if err != nil {
		return "", err
	}
	if _, ok := m.Profile(community.Wall); !ok {
		return "", fmt.Errorf("why is %s shown: %w", member, community.ErrNotFound)
	}
	space, err := d.Space(ctx)
	if err != nil {
		return "", err
	}
	var agreed []string
	for _, c := range []struct {
		consent community.Consent
		words   string
	}{{m.OnWall, "on the wall"}, {m.HereNow, "as here now"}} {
		if !c.consent.Given {
			continue
		}
		if !c.consent.At.IsZero() {
			c.words += " since " + space.Local(c.consent.At).Format("2 January 2006")
		}
		agreed = append(agreed, c.words)
	}
	return m.Name + " agreed to be shown " + strings.Join(agreed, ", and ") +
		". Is that you, and has it changed? Check in with your card, or tap “Edit my profile” and type your PIN; or tell a host. It is taken back at once, here and on every screen.", nil
}

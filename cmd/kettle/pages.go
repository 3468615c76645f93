package main

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
	"kettle/internal/web"
)

// pages is the store as the phone pages want it.
type pages struct{ *store.DB }

// OpenPhoto opens the smallest size of a photo that is large enough.
func (p pages) OpenPhoto(_ context.Context, hash string, side int) (io.ReadSeekCloser, error) {
	f, err := p.Photos().Open(hash, side)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// mostForPhone is what decoding one picture from a phone may take: enough for 40
// megapixels as most phones make them, and for 13 of a progressive JPEG or a PNG.
// Making it smaller takes half as much again.
const mostForPhone = 100 << 20

// KeepPhoto takes in a picture from a phone.
func (p pages) KeepPhoto(ctx context.Context, picture []byte) (string, error) {
	return p.Photos().PutWithin(ctx, picture, mostForPhone)
}

// SignIn gives the member of that number or code whose PIN it is. Whatever does
// not fit is community.ErrNotFound, and takes as long as what does.
func (p pages) SignIn(ctx context.Context, number, pin string) (community.ID, error) {
	m, err := p.NamedMember(ctx, number)
	if err != nil { // also a number that several have
		m = community.Member{}
	}
	err = p.CheckMemberPIN(ctx, m.ID, pin)
	var locked *store.LockedError
	if errors.Is(err, store.ErrWrongMemberPIN) || errors.As(err, &locked) {
		return community.ID{}, community.ErrNotFound
	}
	return m.ID, err
}

// SetPIN gives a member another PIN.
func (p pages) SetPIN(ctx context.Context, actor community.Actor, member community.ID, pin string) error {
	if pin == "" {
		return &community.FieldError{Field: "pin", Reason: "is missing"}
	}
	return p.SetMemberPIN(ctx, actor, member, pin)
}

// mostEdits is how many changes of a profile its page is told of at most.
const mostEdits = 40

// History tells what was changed of a member's own record, the newest first; what
// was taken back is left out.
func (p pages) History(ctx context.Context, member community.ID) ([]web.Edit, error) {
	acts, err := p.ActsOf(ctx, member, time.UnixMilli(0), 5*mostEdits)
	if err != nil {
		return nil, err
	}
	var edits []web.Edit
	for _, a := range acts {
		for _, about := range a.About {
			if a.Undone || about.Kind != community.KindMember || about.ID != member || about.Made {
				continue
			}
			edits = append(edits, web.Edit{At: a.At, By: a.By, Fields: slices.Sorted(maps.Keys(about.Fields))})
		}
		if len(edits) >= mostEdits {
			break
		}
	}
	return edits, nil
}

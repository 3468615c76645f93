package step

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
	kettlesync "kettle/sync"
)

// letInWithin is how long the hub's own store may take to have a new screen's
// record in the shared store.
const letInWithin = 15 * time.Second

// Code is what a host carries from the hub to a new screen.
type Code struct {
	Code        string   `json:"code"`
	Address     string   `json:"address"`
	Addresses   []string `json:"addresses"`
	Fingerprint string   `json:"fingerprint"` // of the hub's key
	URL         string   `json:"url"`         // all of it, for a QR code
	Name        string   `json:"name"`
	Role        string   `json:"role"`
}

// Request is a screen that came with a code.
type Request = kettlesync.Request

// Offer makes a code that lets one screen in within ten minutes. With yes nobody
// compares digits, and the new screen must know the hub's fingerprint.
func (k *Keeper) Offer(ctx context.Context, name, role string, yes bool) (Code, error) {
	h := k.serving()
	if h == nil {
		return Code{}, ErrNotHub
	}
	if !slices.Contains([]string{community.RoleKiosk, community.RoleWall, community.RoleReplica}, role) {
		return Code{}, &community.FieldError{Field: "role", Reason: "is none of kiosk, wall and replica"}
	}
	s := community.Screen{}
	if err := s.Set("name", name); err != nil {
		return Code{}, err
	}
	if s.Name == "" {
		return Code{}, &community.FieldError{Field: "name", Reason: "is missing"}
	}
	if err := k.nameFree(ctx, s.Name); err != nil {
		return Code{}, err
	}
	code, err := h.pairing.Offer(kettlesync.Offer{Space: k.db.SpaceID(), Name: s.Name, Role: role, Yes: yes})
	if err != nil {
		return Code{}, err
	}
	key := h.key.Fingerprint()
	return Code{
		Code: code, Address: h.first(), Addresses: h.known(), Fingerprint: key,
		URL: kettlesync.PairURL(h.first(), code, key), Name: s.Name, Role: role,
	}, nil
}

// nameFree is ErrNameTaken when a screen of the space has the name.
func (k *Keeper) nameFree(ctx context.Context, name string) error {
	screens, err := k.db.Screens(ctx)
	if err != nil {
		return err
	}
	for _, s := range screens {
		if !s.Revoked && strings.EqualFold(s.Name, name) {
			return ErrNameTaken
		}
	}
	return nil
}

// Request waits until a screen comes with the code.
func (k *Keeper) Request(ctx context.Context, code string) (Request, error) {
	h := k.serving()
	if h == nil {
		return Request{}, ErrNotHub
	}
	return h.pairing.Request(ctx, code)
}

// Confirm is the host's decision about the screen that came with the code.
func (k *Keeper) Confirm(ctx context.Context, code string, yes bool) error {
	h := k.serving()
	if h == nil {
		return ErrNotHub
	}
	return h.pairing.Confirm(ctx, code, yes)
}

// Withdraw makes a code worthless.
func (k *Keeper) Withdraw(code string) {
	if h := k.serving(); h != nil {
		h.pairing.Withdraw(code)
	}
}

// letIn writes the record of a new screen and waits until the hub has it, so
// that the screen is known when it says hello.
func (k *Keeper) letIn(ctx context.Context, h *hub, p kettlesync.Paired) error {
	ctx, cancel := context.WithTimeout(ctx, letInWithin)
	defer cancel()
	changes, stop := h.store.Watch(p.Space)
	defer stop()
	screen := community.Screen{Name: p.Name, Role: p.Role, Key: p.Key}
	if err := k.db.AddScreen(ctx, community.Actor{Kind: community.ActorHost}, screen); err != nil {
		return err
	}
	look := time.NewTicker(200 * time.Millisecond)
	defer look.Stop()
	for {
		_, err := h.store.Record(ctx, p.Space, community.KindScreen, community.ScreenID(p.Key))
		if !errors.Is(err, community.ErrNotFound) {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the hub's own store is behind: %w", ctx.Err())
		case <-changes:
		case <-look.C:
		}
	}
}

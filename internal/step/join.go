package step

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"kettle/internal/community"
	"kettle/internal/store"
	kettlesync "kettle/sync"
)

// JoinOptions say which hub to join, and how this screen shows that.
type JoinOptions struct {
	Address     string // of the hub, "" to look for it on the local network
	Code        string
	Fingerprint string // of the hub's key, "" when it is not known
	Merge       bool   // what this store holds of another space comes along

	Show    func(digits string)                     // shows the six digits; nil for nobody
	Confirm func(ctx context.Context) (bool, error) // asks whether they are the hub's; nil for nobody
}

// Joined is what became of joining.
type Joined = kettlesync.Joined

// ParsePairURL reads the text of the QR code that a hub shows for pairing.
func ParsePairURL(text string) (address, code, fingerprint string, err error) {
	return kettlesync.ParsePairURL(text)
}

// Join pairs the store with a hub. While Run goes on it follows that hub at once.
// It is store.ErrHoldsSpace when the store has a space of its own and Merge is
// not set. Each pairing has a key of its own; the one before is kept until a
// hub has said yes.
func (k *Keeper) Join(ctx context.Context, o JoinOptions) (Joined, error) {
	if k.serving() != nil || k.o.Hub != nil {
		return Joined{}, ErrJoinsItself
	}
	if err := k.mayJoin(ctx, o.Merge); err != nil {
		return Joined{}, err
	}
	if o.Address == "" {
		var err error
		if o.Address, err = find(ctx, o.Fingerprint); err != nil {
			return Joined{}, err
		}
	}
	key, err := kettlesync.NewKey()
	if err != nil {
		return Joined{}, err
	}
	joined, err := kettlesync.Join(ctx, kettlesync.JoinOptions{
		Address: o.Address, Code: o.Code, Fingerprint: o.Fingerprint, Key: key, Show: o.Show, Confirm: o.Confirm,
		MayBecome: func(ctx context.Context, space community.ID, role string) error {
			return k.mayBecome(ctx, space, role, o.Merge)
		},
	})
	if err != nil {
		return Joined{}, err
	}
	joined.Addresses = withFirst(joined.Addresses[0], joined.Addresses)
	if err := k.become(context.WithoutCancel(ctx), joined, key, o.Merge); err != nil {
		return Joined{}, err
	}
	k.mu.Lock()
	k.over = ""
	k.mu.Unlock()
	k.anew()
	return joined, nil
}

// mayJoin refuses what could not be joined before a host is asked: a store that
// was never paired, holds something, and is not to bring it along.
func (k *Keeper) mayJoin(ctx context.Context, merge bool) error {
	_, paired, err := k.link(ctx)
	if err != nil || paired || merge {
		return err
	}
	empty, err := k.db.Empty(ctx)
	if err != nil || empty {
		return err
	}
	screens, err := k.db.Screens(ctx) // a space with screens has a hub, and may be that one's
	if err == nil && len(screens) == 0 {
		err = store.ErrHoldsSpace
	}
	return err
}

// find looks for the one hub on the local network.
func find(ctx context.Context, fingerprint string) (string, error) {
	var want func(kettlesync.Found) bool
	if fingerprint != "" {
		key, err := kettlesync.ParseFingerprint(fingerprint)
		if err != nil {
			return "", err
		}
		want = func(f kettlesync.Found) bool { return f.Key == key }
	}
	found, err := kettlesync.Discover(ctx, want)
	if err != nil {
		return "", errors.Join(ErrNoHubFound, err)
	}
	if len(found) == 0 {
		return "", ErrNoHubFound
	}
	for _, f := range found[1:] { // one hub may answer at several addresses
		if f.Key != found[0].Key {
			return "", ErrManyHubs
		}
	}
	return found[0].Address, nil
}

// Found is a hub that was found on the local network.
type Found = kettlesync.Found

// Hubs looks on the local network, for two seconds, for hubs that this screen
// could join, each once. It gives none where nobody can be asked, and is
// ErrJoinsItself on a hub.
func (k *Keeper) Hubs(ctx context.Context) ([]Found, error) {
	if k.serving() != nil || k.o.Hub != nil {
		return nil, ErrJoinsItself
	}
	found, err := kettlesync.Discover(ctx, nil)
	if err != nil {
		slog.InfoContext(ctx, "nobody can be asked for hubs", "err", err)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(found, func(f Found) bool {
		again := seen[f.Key]
		seen[f.Key] = true
		return again
	}), ctx.Err()
}

// become makes the store what a hub agreed to.
func (k *Keeper) become(ctx context.Context, joined Joined, key kettlesync.Key, merge bool) error {
	if err := k.mayBecome(ctx, joined.Space, joined.Role, merge); err != nil { // something came in since it was asked
		return err
	}
	if joined.Role == community.RoleWall { // what a wall held is only copies
		empty, err := k.db.Empty(ctx)
		if err == nil && !empty {
			err = k.db.Wipe(ctx)
		}
		if err != nil {
			return err
		}
	}
	if merge && k.db.SpaceID() != joined.Space {
		if err := k.noteMerge(ctx); err != nil {
			return err
		}
	}
	// A crash in between leaves a screen whose old hub does not know it any more,
	// or a new one: it is paired again.
	if err := k.saveKey(key); err != nil {
		return err
	}
	link := community.Link{Hub: joined.Hub, Addresses: joined.Addresses, Name: joined.Name, Role: joined.Role}
	if err := k.db.Join(ctx, joined.Space, link, merge); err != nil {
		return fmt.Errorf("join the space: %w", err)
	}
	return nil
}

// mayBecome says why what the store holds keeps it from being a screen of that space
// and role. What a wall holds is only copies; what another screen holds is neither
// thrown away nor mixed with another space.
func (k *Keeper) mayBecome(ctx context.Context, space community.ID, role string, merge bool) error {
	empty, err := k.db.Empty(ctx)
	if err != nil || empty {
		return err
	}
	before, _, err := k.link(ctx)
	switch {
	case err != nil:
		return err
	case role != community.RoleWall && !merge && !space.IsZero() && space != k.db.SpaceID():
		return store.ErrHoldsSpace
	case role == community.RoleWall && before.Role != community.RoleWall:
		return ErrWallHolds
	}
	return nil
}

package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	"kettle/internal/command"
	"kettle/internal/community"
	"kettle/internal/settings"
	"kettle/internal/step"
	"kettle/internal/store"
)

// errAnew says that the program is to start once more: the screen was paired as
// another than it was, or what kept it from beginning was mended.
var errAnew = errors.New("this screen begins anew")

// keeperOf gives what keeps the screen in step.
func keeperOf(db *store.DB, set settings.Settings, now func() time.Time) *step.Keeper {
	o := step.Options{Now: now, Program: "kettle " + command.Version}
	if set.Hub {
		o.Hub = &step.HubOptions{Listen: set.HubListen}
	}
	return step.New(db, o)
}

// isWall says whether the screen is paired as a wall: it then holds what is shown
// on a wall alone, and has nothing to check in with.
func isWall(ctx context.Context, db *store.DB) (bool, error) {
	link, err := db.Link(ctx)
	if errors.Is(err, community.ErrNotFound) {
		return false, nil
	}
	return link.Role == community.RoleWall, err
}

// keepInStep runs the keeper. Whatever happens to it, the screen goes on.
func (s *screen) keepInStep(ctx context.Context) error {
	for {
		err := s.step.Run(ctx)
		if err == nil || ctx.Err() != nil {
			return ctx.Err()
		}
		slog.Error("keep in step", "err", err)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Second):
		}
	}
}

// notice looks, whenever something changed, whether photos that were missing are
// here now and whether the screen became a wall.
func (s *screen) notice(ctx context.Context, changes <-chan struct{}) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changes:
		}
		s.do(func() { s.pics.Retry(s.hasPhoto) })
		wall, err := isWall(ctx, s.db)
		if err != nil && ctx.Err() == nil {
			slog.Error("read the pairing", "err", err)
		}
		if wall && s.set.Role != settings.RoleWall {
			return errAnew
		}
	}
}

func (s *screen) hasPhoto(hash string) bool {
	var f io.Closer
	f, err := s.db.OpenPhoto(hash)
	if err != nil {
		return false
	}
	return f.Close() == nil
}

package store

import (
	"context"
	"errors"
	"fmt"

	"kettle/internal/community"
)

// Screens lists the screens of the space, those that were revoked as well, in
// the order in which they were paired.
func (db *DB) Screens(ctx context.Context) ([]community.Screen, error) {
	return readScreens(ctx, db.read(), "ORDER BY paired_at, name, id")
}

func readScreens(ctx context.Context, q query, where string, args ...any) ([]community.Screen, error) {
	return list(ctx, q, community.KindScreen, func(id community.ID) community.Screen { return community.Screen{ID: id} }, where, args...)
}

// AddScreen lets a screen in: from then on it is one of the space. Its ID is
// that of its key. PairedAt is now when it is zero.
func (db *DB) AddScreen(ctx context.Context, actor community.Actor, s community.Screen) error {
	if s.Key == "" {
		return errors.New("add a screen: it has no key")
	}
	if err := s.Set("name", s.Name); err != nil {
		return err
	}
	if s.Name == "" {
		return &community.FieldError{Field: "name", Reason: "is missing"}
	}
	s.ID = community.ScreenID(s.Key)
	if s.PairedAt.IsZero() {
		s.PairedAt = db.now().UTC()
	}
	err := db.writing(ctx, actor, func(w *writer) error { return w.create(community.KindScreen, s.ID, s.Fields()) })
	if err != nil {
		return fmt.Errorf("add a screen: %w", err)
	}
	return nil
}

// RenameScreen gives a screen another name; community.ErrNotFound for one that
// is not there.
func (db *DB) RenameScreen(ctx context.Context, actor community.Actor, id community.ID, name string) error {
	return db.editScreen(ctx, actor, id, func(s *community.Screen) error {
		if err := s.Set("name", name); err != nil {
			return err
		}
		if s.Name == "" {
			return &community.FieldError{Field: "name", Reason: "is missing"}
		}
		return nil
	})
}

// RevokeScreen takes a screen out of the space for ever: when it next asks for
// something it empties itself. Revoking twice is harmless.
func (db *DB) RevokeScreen(ctx context.Context, actor community.Actor, id community.ID) error {
	return db.editScreen(ctx, actor, id, func(s *community.Screen) error { s.Revoked = true; return nil })
}

func (db *DB) editScreen(ctx context.Context, actor community.Actor, id community.ID, change func(*community.Screen) error) error {
	return editOne(ctx, db, actor, community.KindScreen, id, readScreens, func(_ *writer, s *community.Screen) error { return change(s) })
}

// Empty says whether the store holds no record at all.
func (db *DB) Empty(ctx context.Context) (bool, error) {
	var n int
	if err := db.read().QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM records LIMIT 1)`).Scan(&n); err != nil {
		return false, fmt.Errorf("look whether there is anything: %w", err)
	}
	return n == 0, nil
}

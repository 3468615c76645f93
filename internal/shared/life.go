package shared

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"kettle/internal/community"
)

func newLife() string { return rand.Text() }

// Life is a random word for as long as this Store is open.
func (s *Store) Life() string { return s.life }

// live notes that this store looks at the space.
func (s *Store) live(ctx context.Context, space community.ID) error {
	s.mu.Lock()
	known := s.lives[space]
	s.mu.Unlock()
	if known {
		return nil
	}
	_, err := s.engine.write(ctx, statement{
		sql: `INSERT INTO lives (space, life, seq) SELECT space, ?, seq FROM spaces WHERE space = ?
			ON CONFLICT (space, life) DO NOTHING`,
		args: []any{s.life, space.String()},
	})
	if err != nil {
		return fmt.Errorf("note a life: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lives[space] = true
	return nil
}

// Held says whether the space ever was as far as seq while that life served it.
// If not, the store went back in time. Where several serve it at once, only a
// life that is not known can tell.
func (s *Store) Held(ctx context.Context, space community.ID, life string, seq int64) (bool, error) {
	if life == "" && seq == 0 {
		return true, nil
	}
	var began, end int64
	err := s.one(ctx, true, statement{
		sql: `SELECT seq, (SELECT coalesce(min(later.seq), -1) FROM lives later WHERE later.space = lives.space AND later.n > lives.n)
			FROM lives WHERE space = ? AND life = ?`,
		args: []any{space.String(), life},
	}, &began, &end)
	if errors.Is(err, community.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look for a life: %w", err)
	}
	if life == s.life || end < 0 || s.engine.polled() {
		head, err := s.Head(ctx, space)
		return seq <= head.Seq, err
	}
	return seq <= end, nil
}

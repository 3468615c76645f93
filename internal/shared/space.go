package shared

import (
	"context"
	"fmt"

	"kettle/internal/community"
)

// Head is where a space stands: the epoch of the store and the number of the
// last change.
type Head struct{ Epoch, Seq int64 }

// Spaces lists the spaces that are kept here.
func (s *Store) Spaces(ctx context.Context) ([]community.ID, error) {
	var out []community.ID
	q := statement{sql: `SELECT space FROM spaces ORDER BY space`}
	err := s.engine.query(ctx, true, q, func(scan func(dest ...any) error) error {
		var text string
		if err := scan(&text); err != nil {
			return err
		}
		id, err := community.ParseID(text)
		out = append(out, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the spaces: %w", err)
	}
	return out, nil
}

// Begin makes the space when it is missing, in a new epoch, and says where it
// stands.
func (s *Store) Begin(ctx context.Context, space community.ID) (Head, error) {
	if space.IsZero() {
		return Head{}, fmt.Errorf("begin a space: %w", ErrMalformed)
	}
	_, err := s.engine.write(ctx, statement{
		sql:  `INSERT INTO spaces (space, epoch, seq) VALUES (?, ?, 0) ON CONFLICT (space) DO NOTHING`,
		args: []any{space.String(), random63()},
	})
	if err == nil {
		err = s.live(ctx, space)
	}
	if err != nil {
		return Head{}, fmt.Errorf("begin space %s: %w", space, err)
	}
	return s.Head(ctx, space)
}

// Head says where the space stands, after all that was acknowledged. It returns
// community.ErrNotFound for a space that is not kept here.
func (s *Store) Head(ctx context.Context, space community.ID) (Head, error) {
	var h Head
	q := statement{sql: `SELECT epoch, seq FROM spaces WHERE space = ?`, args: []any{space.String()}}
	if err := s.one(ctx, true, q, &h.Epoch, &h.Seq); err != nil {
		return Head{}, fmt.Errorf("head of space %s: %w", space, err)
	}
	return h, nil
}

// NewEpoch begins another epoch if the space is still in the one that was, and
// says where it stands: in the epoch that somebody else began, if it is not.
func (s *Store) NewEpoch(ctx context.Context, space community.ID, was int64) (Head, error) {
	_, err := s.engine.write(ctx, statement{
		sql:  `UPDATE spaces SET epoch = ? WHERE space = ? AND epoch = ?`,
		args: []any{random63(), space.String(), was},
	})
	if err != nil {
		return Head{}, fmt.Errorf("new epoch of space %s: %w", space, err)
	}
	s.watches.signal(space)
	return s.Head(ctx, space)
}

package shared

import (
	"context"
	"fmt"

	"kettle/internal/community"
)

// LastErasure gives the number of the last erasure in the space, 0 when nothing
// was ever erased: a screen that has all changes up to it has done it.
func (s *Store) LastErasure(ctx context.Context, space community.ID) (int64, error) {
	var seq int64
	err := s.one(ctx, false, statement{
		sql:  `SELECT max(seq) FROM records WHERE space = ? AND erased = 1`,
		args: []any{space.String()},
	}, &seq)
	if err != nil {
		return 0, fmt.Errorf("last erasure: %w", err)
	}
	return seq, nil
}

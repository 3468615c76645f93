package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"kettle/internal/community"
)

// readKeptSince reads since when records are kept.
func readKeptSince(ctx context.Context, q query) (community.KeptSince, error) {
	var text string
	err := q.QueryRowContext(ctx, `SELECT kept_since FROM spaces WHERE kept_since <> '' ORDER BY id LIMIT 1`).Scan(&text)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return community.KeptSince{}, fmt.Errorf("read since when records are kept: %w", err)
	}
	return community.ParseKeptSince(text)
}

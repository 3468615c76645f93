package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

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

// keptSince is readKeptSince, once for each transaction that changes nothing of
// it.
func (w *writer) keptSince() (community.KeptSince, error) {
	if w.kept == nil {
		kept, err := readKeptSince(w.ctx, w.tx)
		if err != nil {
			return kept, err
		}
		w.kept = &kept
	}
	return *w.kept, nil
}

// tooOld says whether changes that came from elsewhere, to a record that is not
// here, are of one that is gone since it is not kept for so long.
func (w *writer) tooOld(kind community.Kind, changes []community.Change) (bool, error) {
	kept, err := w.keptSince()
	if err != nil || kept == (community.KeptSince{}) {
		return false, err
	}
	return kept.At(time.UnixMilli(w.wall)).Gone(kind, func(field string) (string, bool) {
		for _, c := range changes {
			if c.Field == field {
				return c.Value, true
			}
		}
		return "", false
	}), nil
}

package store

import (
	"context"
	"fmt"
	"slices"

	"kettle/internal/community"
)

// Each hands over every record of this file with all that it says, those that
// are erased as well, in pages of at most 500. No page holds up a write. What
// changes meanwhile comes as it was or as it is; what was there before is not
// missed, since the order is that of the records' names.
func (db *DB) Each(ctx context.Context, do func(page []community.Record) error) error {
	const most = 500
	var last touch
	for {
		page, err := db.page(ctx, last, most)
		if err != nil {
			return err
		}
		if len(page) > 0 {
			if err := do(page); err != nil {
				return err
			}
			last = touch{page[len(page)-1].Kind, page[len(page)-1].ID}
		}
		if len(page) < most {
			return nil
		}
	}
}

// page reads the records after one in one snapshot.
func (db *DB) page(ctx context.Context, after touch, most int) ([]community.Record, error) {
	tx, err := db.read().BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read records: %w", err)
	}
	defer tx.Rollback()
	return readRecords(ctx, tx, true, "(kind, id) > (?, ?) ORDER BY kind, id LIMIT ?", string(after.kind), after.id[:], most)
}

// Count says how many records this file has.
func (db *DB) Count(ctx context.Context) (n int, err error) {
	if err := db.read().QueryRowContext(ctx, `SELECT count(*) FROM records`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count records: %w", err)
	}
	return n, nil
}

// Carry takes in records that were carried here, not sent by the hub. What is
// new here waits to be sent on, whole; what won nothing does not. It gives how
// many were new. All come in or none.
func (db *DB) Carry(ctx context.Context, records []community.Record) (came int, err error) {
	err = db.writing(ctx, community.Actor{}, func(w *writer) error {
		for i := range records {
			won, err := w.carry(&records[i])
			if err != nil {
				return err
			}
			if won {
				came++
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("take in %d records that were carried here: %w", len(records), err)
	}
	return came, nil
}

func (w *writer) carry(r *community.Record) (won bool, err error) {
	changes, err := w.settled(r)
	if err != nil {
		return false, err
	}
	before := len(w.touched)
	if err := w.take(changes, false); err != nil || len(w.touched) == before {
		return false, err
	}
	return true, w.exec(`UPDATE records SET unsent = ? WHERE kind = ? AND id = ?`, sendWhole, string(r.Kind), r.ID)
}

// settled gives what a record says, but for what may not be said of a screen any
// more: its key and role are set once, and what is revoked stays so. A hub would
// refuse the rest.
func (w *writer) settled(r *community.Record) ([]community.Change, error) {
	changes := r.Changes()
	if r.Kind != community.KindScreen {
		return changes, nil
	}
	old, err := w.load(r.Kind, r.ID)
	if err != nil {
		return nil, err
	}
	had := map[string]string{}
	for _, field := range [...]string{"key", "role", "revoked"} {
		if had[field], err = w.value(&old, community.Change{Kind: r.Kind, ID: r.ID, Field: field}); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(changes, func(c community.Change) bool {
		return c.Erase || had[c.Field] != "" && c.Value != had[c.Field]
	}), nil
}

// ScreenOf gives the screen with this key; community.ErrNotFound when the space
// knows none.
func (db *DB) ScreenOf(ctx context.Context, key string) (community.Screen, error) {
	s, found := community.Screen{ID: community.ScreenID(key)}, false
	err := tables[community.KindScreen].rows(ctx, db.read(), "WHERE id = ?", []any{s.ID}, func(community.ID) record {
		found = true
		return &s
	})
	if err != nil {
		return s, err
	}
	if !found || s.Key != key {
		return s, fmt.Errorf("screen %.8s: %w", key, community.ErrNotFound)
	}
	return s, nil
}

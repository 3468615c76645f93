package store

import (
	"context"
	"fmt"
)

// Health is what Check finds.
type Health struct {
	Schema int      // how many files of the schema the database has taken
	Faults []string // what is wrong with the file, in SQLite's words
}

// Check looks through the whole file for damage. It does not hold up writes.
// Photos are checked by themselves.
func (db *DB) Check(ctx context.Context) (Health, error) {
	var h Health
	read := db.read()
	if err := assertPragmas(ctx, read.DB); err != nil {
		h.Faults = append(h.Faults, err.Error())
	}
	if err := read.QueryRowContext(ctx, "PRAGMA user_version").Scan(&h.Schema); err != nil {
		return h, fmt.Errorf("read the schema's version: %w", err)
	}
	rows, err := read.QueryContext(ctx, "PRAGMA quick_check(20)")
	if err != nil {
		return h, fmt.Errorf("look for damage: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var said string
		if err := rows.Scan(&said); err != nil {
			return h, fmt.Errorf("look for damage: %w", err)
		}
		if said != "ok" {
			h.Faults = append(h.Faults, said)
		}
	}
	if err := rows.Err(); err != nil {
		return h, fmt.Errorf("look for damage: %w", err)
	}
	return h, nil
}

package shared

import (
	"context"
	"errors"
	"fmt"
)

// Check looks through the file of a shared store for damage, also while it is
// used, and gives what is wrong in SQLite's words.
func Check(ctx context.Context, path string) (faults []string, err error) {
	h, err := openHandle(path, 1, patient+"&_query_only=on")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	rows, err := h.QueryContext(ctx, "PRAGMA quick_check(20)")
	if err != nil {
		return nil, fmt.Errorf("look for damage: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var said string
		if err := rows.Scan(&said); err != nil {
			return nil, fmt.Errorf("look for damage: %w", err)
		}
		if said != "ok" {
			faults = append(faults, said)
		}
	}
	return faults, rows.Err()
}

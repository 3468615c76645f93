package store

import (
	"context"
	"fmt"
	"io"
	"strings"
)

// PhotosShown gives the hashes of all photos that members have: those that are
// kept here and those that are not. Photos for the wall come first.
func (db *DB) PhotosShown(ctx context.Context) (here, missing []string, err error) {
	kept, err := db.photos.List()
	if err != nil {
		return nil, nil, err
	}
	has := make(map[string]bool, len(kept))
	for _, hash := range kept {
		has[hash] = true
	}
	rows, err := db.read().QueryContext(ctx, `SELECT DISTINCT photo FROM members WHERE photo <> ''
		ORDER BY show_on_wall LIKE '{"given":true%' DESC, joined_on DESC, photo`)
	if err != nil {
		return nil, nil, fmt.Errorf("list photos: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var hash string
		if err := rows.Scan(&hash); err != nil {
			return nil, nil, fmt.Errorf("list photos: %w", err)
		}
		if has[hash] {
			here = append(here, hash)
		} else {
			missing = append(missing, hash)
		}
	}
	return here, missing, rows.Err()
}

// OpenPhoto opens a kept photo in full size; community.ErrNotFound, wrapped, for
// one that is not here. The caller closes it.
func (db *DB) OpenPhoto(hash string) (io.ReadCloser, error) {
	f, err := db.photos.Open(strings.ToLower(hash), 0)
	if err != nil {
		return nil, err // never a nil *os.File in an interface
	}
	return f, nil
}

// TakePhoto keeps a photo that another screen made, and signals the watchers.
func (db *DB) TakePhoto(ctx context.Context, hash string, r io.Reader) error {
	if err := db.photos.Take(ctx, hash, r); err != nil {
		return err
	}
	db.watches.signal()
	return nil
}

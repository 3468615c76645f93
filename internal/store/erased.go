package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/renameio/v2"

	"kettle/internal/community"
)

// erasedName is the file beside the database with the bare IDs of all members who
// were erased, one a line, so that no older copy of the database brings them
// back.
const erasedName = "erased"

// Erased names the members who were erased, as far as the file knows, for a hub's
// store that was put back to an older one.
func (db *DB) Erased() ([]community.ID, error) { return db.readErased() }

// readErased reads the file. A line that is no ID is nobody's.
func (db *DB) readErased() ([]community.ID, error) {
	text, err := os.ReadFile(filepath.Join(db.dir, erasedName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read who was erased: %w", err)
	}
	var ids []community.ID
	for line := range strings.Lines(string(text)) {
		if id, err := community.ParseID(strings.TrimSpace(line)); err == nil {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// noteErased adds members to the file, and returns when the disk has it. The caller
// holds db.mu.
func (db *DB) noteErased(more []community.ID) error {
	if len(more) == 0 {
		return nil
	}
	had, err := db.readErased()
	if err != nil {
		return err
	}
	all := slices.Concat(had, more)
	slices.SortFunc(all, func(a, b community.ID) int { return bytes.Compare(a[:], b[:]) })
	all = slices.Compact(all)
	if len(all) == len(had) {
		return nil
	}
	var text strings.Builder
	for _, id := range all {
		text.WriteString(id.String() + "\n")
	}
	if err := renameio.WriteFile(filepath.Join(db.dir, erasedName), []byte(text.String()), 0o600); err != nil {
		return fmt.Errorf("note who was erased: %w", err)
	}
	return nil
}

// noteAllErased adds all whom the database knows as erased.
func (db *DB) noteAllErased(ctx context.Context) error {
	db.mu.Lock() // of two who write the file at once, one would forget whom the other added
	defer db.mu.Unlock()
	rows, err := db.write.QueryContext(ctx, `SELECT id FROM records WHERE kind = 'member' AND erased = 1`)
	if err != nil {
		return fmt.Errorf("list who was erased: %w", err)
	}
	defer rows.Close()
	var ids []community.ID
	for rows.Next() {
		var id community.ID
		if err := rows.Scan(&id); err != nil {
			return fmt.Errorf("list who was erased: %w", err)
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("list who was erased: %w", err)
	}
	return db.noteErased(ids)
}

// eraseAgain erases whoever is in the file and is in the database again, as after
// an older one was put in its place.
func (db *DB) eraseAgain(ctx context.Context) error {
	ids, err := db.readErased()
	if err != nil || len(ids) == 0 {
		return err
	}
	err = db.writing(ctx, community.Actor{}, func(w *writer) error {
		for _, id := range ids {
			erased, err := w.isErased(id)
			if err != nil {
				return err
			}
			if erased {
				continue
			}
			if err := w.take([]community.Change{{Kind: community.KindMember, ID: id, Erase: true}}, true); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("erase again who was erased: %w", err)
	}
	return nil
}

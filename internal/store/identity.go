package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"kettle/internal/community"
)

// ErrHoldsSpace says that a store has a space of its own, which joining another
// would mix with it.
var ErrHoldsSpace = errors.New("this screen holds a space already")

// Screen is the number under which this life of the store stamps.
func (db *DB) Screen() int64 {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.file.screen
}

// Join makes this store one of the space of a hub. What it holds of another
// space comes along when merge is set, but for that space's own words; otherwise
// it is ErrHoldsSpace.
func (db *DB) Join(ctx context.Context, space community.ID, link community.Link, merge bool) error {
	return db.asOther(ctx, func(w *writer, f *file) error {
		if f.space != space {
			var n int
			if err := w.tx.QueryRowContext(w.ctx, `SELECT count(*) FROM records`).Scan(&n); err != nil {
				return fmt.Errorf("look what is here: %w", err)
			}
			if n > 0 && !merge {
				return ErrHoldsSpace
			}
			if err := w.dropAll(community.KindSpace); err != nil {
				return err
			}
			f.space = space
		}
		if err := w.exec(`UPDATE records SET space_id = ?, unsent = 2`, f.space); err != nil {
			return err
		}
		return w.saveLink(link)
	})
}

// Copied takes the consequence of a hub's saying that another screen has this
// one's key: the store forgets its pairing and stamps under a new number, so
// that nothing is mistaken for the other's. Nothing is lost.
func (db *DB) Copied(ctx context.Context) error {
	return db.asOther(ctx, func(w *writer, f *file) error {
		f.screen = random63()
		if err := w.exec(`UPDATE records SET unsent = 2`); err != nil {
			return err
		}
		return w.exec(`DELETE FROM link`)
	})
}

// Wipe empties the store, photos and what a restore replaced included, down to the
// bytes, as a host wanted who revoked this screen.
func (db *DB) Wipe(ctx context.Context) error {
	err := db.asOther(ctx, func(w *writer, f *file) error {
		for kind := range tables {
			if err := w.dropAll(kind); err != nil {
				return err
			}
		}
		for _, table := range [...]string{"records", "owners", "overwritten", "noted", "link", "pin_tries", "member_pin_tries", "messages", "retention"} {
			if err := w.exec("DELETE FROM " + table); err != nil {
				return err
			}
		}
		f.space, f.screen, f.epoch = newID(), random63(), random63()
		return nil
	})
	if err != nil {
		return fmt.Errorf("wipe: %w", err)
	}
	hashes, err := db.photos.List()
	for _, hash := range hashes {
		err = errors.Join(err, db.photos.Remove(hash))
	}
	if e := os.Remove(filepath.Join(db.dir, erasedName)); e != nil && !errors.Is(e, os.ErrNotExist) {
		err = errors.Join(err, e)
	}
	return errors.Join(err, db.removeFolders(backupPrefix, restorePrefix, replacedPrefix), db.scrub(ctx))
}

// dropAll drops every record of one kind, as if it had never been here.
func (w *writer) dropAll(kind community.Kind) error {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT id FROM records WHERE kind = ?`, string(kind))
	if err != nil {
		return fmt.Errorf("list records: %w", err)
	}
	defer rows.Close()
	var ids []community.ID
	for rows.Next() {
		var id community.ID
		if err := rows.Scan(&id); err != nil {
			return fmt.Errorf("list records: %w", err)
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, id := range ids {
		if err := w.drop(kind, id); err != nil {
			return err
		}
	}
	return nil
}

// asOther changes who this store is, in one transaction.
func (db *DB) asOther(ctx context.Context, do func(w *writer, f *file) error) error {
	return db.writing(ctx, community.Actor{}, func(w *writer) error {
		next := db.file
		if err := do(w, &next); err != nil {
			return err
		}
		w.noted = true
		w.become = &next
		return w.exec(`UPDATE file SET space_id = ?, screen = ?, epoch = ?`, next.space, next.screen, next.epoch)
	})
}

// become makes a committed identity this store's. What was read of the old one
// is read again.
func (db *DB) become(f *file) {
	db.file = *f
	db.reading.Store(&reading{DB: db.read().DB, space: f.space})
	db.cache.mu.Lock()
	db.cache.loaded = false
	db.cache.mu.Unlock()
	db.watches.signal()
}

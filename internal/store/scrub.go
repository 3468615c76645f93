package store

import (
	"context"
	"fmt"
	"time"
)

// What is deleted is overwritten (secure_delete), and yet bytes of it are left: in
// the write-ahead log, until it is emptied, and in the file itself, where a page
// whose rows moved to another one keeps copies of them in its unused part. Only
// VACUUM, which writes all pages anew, leaves none of those.

// scrub writes the file anew and empties the log, so that no erased byte is left.
// A reader in the middle of a read holds the log up, so it tries for a few
// seconds, between which others write; after that, later writes and the next
// start try again.
func (db *DB) scrub(ctx context.Context) error {
	for range 100 {
		if done, err := db.tryScrub(ctx); err != nil || done {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	return fmt.Errorf("erased, but the write-ahead log is still being read: it is emptied later")
}

// tryScrub is one try of scrub.
func (db *DB) tryScrub(ctx context.Context) (done bool, err error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.unclean = true
	if err := db.writeAnew(ctx); err != nil {
		return false, err
	}
	return db.emptied(ctx)
}

// tidy is what Retain does at its end, also for what went before.
func (db *DB) tidy(ctx context.Context) error {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.writeAnew(ctx); err != nil {
		return err
	}
	return db.retry(ctx)
}

// retryScrub empties the log if that could not be done when something went.
func (db *DB) retryScrub(ctx context.Context) error {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.retry(ctx)
}

func (db *DB) retry(ctx context.Context) error {
	if !db.unclean {
		return nil
	}
	_, err := db.emptied(ctx) // a reader in the middle of a read is no fault: later writes try again
	return err
}

// writeAnew writes all pages anew if they may hold copies of what went. The caller
// holds db.mu.
func (db *DB) writeAnew(ctx context.Context) error {
	if !db.file.copies {
		return nil
	}
	for _, q := range [...]string{`VACUUM`, `UPDATE file SET copies = 0`} {
		if _, err := db.write.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("erased, but copies may be left until the file can be written anew: %w", Known(err))
		}
	}
	db.file.copies, db.unclean = false, true
	return nil
}

// emptied empties the write-ahead log, if nobody reads it, and waits for nobody.
// The caller holds db.mu, or is alone with the file.
func (db *DB) emptied(ctx context.Context) (done bool, err error) {
	busy, left, err := db.checkpoint(ctx, "PASSIVE") // while others read
	if err != nil || busy || left {
		return false, err
	}
	if _, err := db.write.ExecContext(ctx, `PRAGMA busy_timeout = 0`); err != nil {
		return false, fmt.Errorf("empty the write-ahead log: %w", err)
	}
	busy, _, err = db.checkpoint(ctx, "TRUNCATE")
	if _, e := db.write.ExecContext(context.WithoutCancel(ctx), `PRAGMA busy_timeout = 5000`); e != nil && err == nil {
		err = fmt.Errorf("empty the write-ahead log: %w", e)
	}
	if err != nil {
		return false, err
	}
	db.unclean = busy
	return !busy, nil
}

// checkpoint moves what is in the log into the file. busy says that others kept
// it from doing all of it, left that there is something still to be moved.
func (db *DB) checkpoint(ctx context.Context, mode string) (busy, left bool, err error) {
	var log, moved int
	if err := db.write.QueryRowContext(ctx, `PRAGMA wal_checkpoint(`+mode+`)`).Scan(&busy, &log, &moved); err != nil {
		return false, false, fmt.Errorf("empty the write-ahead log: %w", err)
	}
	return busy, moved < log, nil
}

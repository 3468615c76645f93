package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"kettle/internal/community"
)

// writer is one transaction of changes. Its methods never commit.
type writer struct {
	ctx       context.Context // never cancelled: the driver then needs no goroutine for each statement
	db        *DB
	tx        *sql.Tx
	actor     community.Actor
	wall      int64                // the time, ms
	raw       int64                // the machine's clock, ms
	clock     int64                // greatest stamp given or seen
	seq       int64                // number of all changes of this transaction
	upserts   map[upsertion]string // what writeTyped says
	touched   []touch
	noted     bool // something of this file's own changed that no watcher asks for
	erased    bool
	forgotten []community.ID       // members who are erased
	fixed     bool                 // what is put now has stamps that say nothing of the time
	tallied   bool                 // counts of answers changed, of which the log is to keep nothing
	pictures  []string             // photos that may go once this is committed, if nobody else shows them
	tidied    bool                 // what was overwritten too long ago is gone
	become    *file                // who the store is from the commit on; nil for the same
	kept      *community.KeptSince // as last read; nil for not yet
	ahead     *ahead               // what is known of records that come next; nil for nothing
	acting    acting
}

// touch names a record that changed, for the cache.
type touch struct {
	kind community.Kind
	id   community.ID
}

// writing runs do in one transaction and commits what it wrote, then signals
// the watchers. Nothing is written when do returns an error or changes nothing.
// When a member was erased by it, it returns once no byte of theirs is left in
// the file; nobody else waits for that.
func (db *DB) writing(ctx context.Context, actor community.Actor, do func(w *writer) error) error {
	w, err := db.commit(ctx, actor, do)
	if w == nil {
		return Known(err)
	}
	for _, hash := range w.pictures {
		err = errors.Join(err, db.dropPhoto(ctx, hash))
	}
	if len(w.forgotten) > 0 {
		err = errors.Join(err, db.scrub(ctx))
	}
	return err
}

// commit is writing, but for what takes a while. An error beside a writer means
// that only the file of who was erased could not be written.
func (db *DB) commit(ctx context.Context, actor community.Actor, do func(w *writer) error) (*writer, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.inPlace(); err != nil {
		return nil, err
	}
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	w := &writer{
		ctx: context.WithoutCancel(ctx), db: db, tx: tx, actor: actor, wall: db.now().UnixMilli(), raw: db.raw().UnixMilli(), seq: db.file.seq + 1,
	}
	if err := w.mayAct(); err != nil {
		return nil, err
	}
	if err := do(w); err != nil {
		return nil, err
	}
	if err := w.writeAct(actor); err != nil {
		return nil, err
	}
	if len(w.touched) == 0 && !w.noted {
		return w, nil
	}
	if err := w.exec(`UPDATE file SET seq = ?, clock = max(clock, ?), copies = max(copies, ?)`, w.seq, w.clock, w.erased); err != nil {
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return nil, fmt.Errorf("commit: %w", err)
	}
	if w.become != nil {
		db.become(w.become)
	}
	db.file.seq = w.seq
	db.clock.See(w.clock)
	if len(w.touched) > 0 {
		db.cache.forget(w.touched)
		db.watches.signal()
	}
	db.unclean = db.unclean || w.erased || w.tallied
	db.file.copies = db.file.copies || w.erased
	now := w.erased && actor.Kind != community.ActorAutomatic // Retain does it at its end, which is also the next try
	if now {
		_ = db.writeAnew(ctx)
	}
	if db.unclean && (actor == (community.Actor{}) || w.tallied || now) {
		_, _ = db.emptied(ctx) // the next write tries again
	}
	return w, db.noteErased(w.forgotten)
}

// exec runs a statement. The driver keeps those that come again and again.
func (w *writer) exec(q string, args ...any) error {
	if _, err := w.tx.ExecContext(w.ctx, q, args...); err != nil {
		return fmt.Errorf("%s: %w", firstWords(q), err)
	}
	return nil
}

func firstWords(q string) string {
	return strings.Join(strings.Fields(q)[:min(3, len(strings.Fields(q)))], " ")
}

// Package shared is the shared store of hubs: what all screens of a space told,
// merged. It is one SQLite file, or an rqlite cluster, with the same tables and
// the same promises.
//
// # What is promised
//
// Merge takes a batch in one transaction and returns when it is durable: on the
// disk, or on the disks of the majority of a cluster. It may be tried again, in
// any order and any number of times, and leads to the same. Each change of a
// record in a space gets the next number of that space, its seq, and becomes
// visible in that order: whoever has read all up to a number never misses a
// lower one. What a record becomes is community.Record's law alone.
//
// # How
//
// A merge reads its records and the space's epoch and seq in one statement,
// merges in this process, and writes in one transaction, the first statement of
// which fails if epoch or seq is no longer what was read; then it begins again.
// Each read of several rows is one statement, thus one snapshot.
//
// # Erasure
//
// An erased record stays as a bare mark for ever and takes the records that name
// it as an owner along, those of this batch, too. These get no mark of their
// own, since a record whose owner is erased is refused; a mark that was sent is
// kept whoever is erased, so that marks are the same in whatever order they
// come. Before Merge returns, the bytes are overwritten, and logs emptied. In a
// cluster two things are left to later writes, some hundreds at most if its nodes
// run with -raft-snap 256 -raft-snap-int 1s: to overwrite free pages of the
// nodes' logs, and to clean a node that was down. A snapshot that a node could not
// end, as when its leader was lost, stays until that node starts again.
package shared

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"sync"
	"time"

	"kettle/internal/community"
)

// What callers ask for with errors.Is, besides community.ErrNotFound.
var (
	ErrEpoch     = errors.New("the shared store is in another epoch")
	ErrChanged   = errors.New("somebody else was faster")
	ErrMalformed = errors.New("not a record")
	ErrBusy      = errors.New("the shared store does not answer")
	ErrPhoto     = errors.New("not that photo")
)

// errMoved says that the space is no longer where the writer saw it.
var errMoved = errors.New("moved on")

// Options are what a store may be told; the zero value is right.
type Options struct {
	Now func() time.Time // nil means time.Now
}

// Store is an open shared store. It is safe for use by several goroutines, and
// any number of stores may be open on one cluster. Close it when done.
type Store struct {
	now    func() time.Time
	engine engine

	life    string
	watches watches
	seen    sightings

	mu      sync.Mutex
	turns   map[community.ID]chan struct{} // of each space: one merge at a time
	lives   map[community.ID]bool          // spaces that know of this life
	unclean bool                           // something was erased and its bytes may be left
	unsure  bool                           // whoever had the tables before may have been ended in the middle of an erasure
	tallied bool                           // counts of answers changed, and the logs may hold them as they were
}

// engine is what keeps the tables.
type engine interface {
	// query hands the rows of one statement, a snapshot, to each, which scans
	// them into *int64, *string, *blob or *bool, NULL as zero. If exact, it
	// sees whatever was acknowledged before; otherwise it may be a little late.
	query(ctx context.Context, exact bool, q statement, each func(scan func(dest ...any) error) error) error

	// write runs the statements in one transaction and returns when it is
	// durable, with the number of rows that each changed. It returns errMoved
	// when the check of that name failed. A transaction may have been run
	// although write fails, and may be run twice: statements allow for both.
	write(ctx context.Context, batch ...statement) (changed []int64, err error)

	// scrub empties logs of what was overwritten.
	scrub(ctx context.Context) error

	// rewrite writes all pages anew: a page whose rows moved to another one keeps
	// copies of them in its unused part, which overwriting what is deleted does
	// not reach.
	rewrite(ctx context.Context) error

	// polled says whether others write to these tables, too.
	polled() bool

	close() error
}

// statement is SQL and its arguments: int64, int, string or []byte. If row is
// set, sql ends with VALUES, and row follows for each of rows, which have no
// bytes in them, then tail.
type statement struct {
	sql  string
	args []any

	row, tail string
	rows      [][]any
}

func open(e engine, o Options) *Store {
	s := &Store{
		now: o.Now, engine: e, life: newLife(), turns: map[community.ID]chan struct{}{}, lives: map[community.ID]bool{},
		unsure: true,
	}
	if s.now == nil {
		s.now = time.Now
	}
	return s
}

// Close ends polling, writes what is left of the sightings of screens and closes
// the store.
func (s *Store) Close() error {
	s.watches.close()
	return errors.Join(s.closeSightings(), s.engine.close())
}

// turn waits until no other goroutine merges into the space.
func (s *Store) turn(ctx context.Context, space community.ID) (done func(), err error) {
	s.mu.Lock()
	turn := s.turns[space]
	if turn == nil {
		turn = make(chan struct{}, 1)
		s.turns[space] = turn
	}
	s.mu.Unlock()
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// one reads a statement that gives one row at most.
func (s *Store) one(ctx context.Context, exact bool, q statement, dest ...any) error {
	found := false
	err := s.engine.query(ctx, exact, q, func(scan func(dest ...any) error) error {
		found = true
		return scan(dest...)
	})
	if err == nil && !found {
		return community.ErrNotFound
	}
	return err
}

func random63() int64 {
	var b [8]byte
	rand.Read(b[:]) // never fails (crypto/rand, since Go 1.24)
	return int64(binary.BigEndian.Uint64(b[:])>>1) | 1
}

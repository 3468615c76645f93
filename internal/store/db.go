package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/google/uuid"
	"github.com/mattn/go-sqlite3" // the one SQLite library of the process

	"kettle/internal/community"
	"kettle/internal/photo"
)

// ErrOwned says that another process owns the data folder.
var ErrOwned = errors.New("another kettle has these data open")

// ErrDamaged says that the database cannot be read. Photos lie beside it and may be
// whole.
var ErrDamaged = errors.New("the data are damaged: put a backup in their place with kettled restore FILE")

// ErrMoved says that the database was moved, removed or replaced under the program:
// what it wrote now, nobody would read again.
var ErrMoved = errors.New("the data were moved or replaced while kettle runs: end it, put them back in their place, and start it again")

const (
	fileName = "kettle.db"
	lockName = "kettle.lock"
)

// Options are what a store may be told; the zero value is right for a screen.
type Options struct {
	Now         func() time.Time // nil means time.Now
	PhotoBudget int              // pictures decoded at a time; 0 means 1

	// ForRestore opens also what is damaged, or of a newer program. Then only
	// Restore may be called, and Close.
	ForRestore bool
}

// DB is the open store of one data folder. It is safe for use by several
// goroutines. Close it when done.
type DB struct {
	dir    string
	raw    func() time.Time // the machine's clock
	offset atomic.Int64     // what a hub's clock was ahead of it, ns
	photos *photo.Dir
	lock   *os.File
	clock  community.Clock

	mu      sync.Mutex  // held while writing: one write at a time
	write   *sql.DB     // one connection
	opened  os.FileInfo // of the file that write has
	file    file        // as committed
	unclean bool        // something was erased and its bytes may be left

	pins sync.Mutex // held while a member's PIN is compared, before mu

	reading atomic.Pointer[reading] // replaced by a restore

	cache   cache
	proofs  proofs
	watches watches
}

// reading is what reads need, without waiting for writes.
type reading struct {
	*sql.DB // a pool that cannot write
	space   community.ID
}

// file is the row of the table of that name.
type file struct {
	space  community.ID
	screen int64
	epoch  int64
	seq    int64
	copies bool // of what was erased may be left in pages
}

// Open opens the store in dir, and makes dir and store when they are missing.
// It returns ErrOwned when another process has them, ErrDamaged when the file cannot
// be read, and ErrNewer when it is newer than this program.
func Open(ctx context.Context, dir string, o Options) (*DB, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	lock, err := takeLock(filepath.Join(dir, lockName))
	if err != nil {
		return nil, err
	}
	db := &DB{dir: dir, raw: o.Now, lock: lock}
	if db.raw == nil {
		db.raw = time.Now
	}
	db.clock.Now = db.now
	db.photos, err = photo.Open(filepath.Join(dir, "photos"), max(1, o.PhotoBudget))
	if err == nil { // of a process that was ended
		err = db.removeFolders(backupPrefix, restorePrefix)
	}
	if err == nil {
		err = db.openFile(ctx)
	}
	if err == nil {
		err = db.eraseAgain(ctx)
	}
	err = Known(err)
	if o.ForRestore && (errors.Is(err, ErrDamaged) || errors.Is(err, ErrNewer)) {
		return db, nil
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// takeLock marks the folder as owned by this process until the file is closed.
// The database file itself is never opened for it, since closing it would drop
// SQLite's own locks.
func takeLock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the lock: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, ErrOwned
		}
		return nil, fmt.Errorf("take the lock: %w", err)
	}
	return f, nil
}

// openFile opens both handles on the database and reads who it is.
func (db *DB) openFile(ctx context.Context) error {
	path := filepath.Join(db.dir, fileName)
	var err error
	if db.write, err = sql.Open("sqlite3", dsn(path, "&_txlock=immediate")); err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	db.write.SetMaxOpenConns(1)
	if err := assertPragmas(ctx, db.write); err != nil {
		return err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return fmt.Errorf("close %s to others: %w", path, err)
	}
	if db.opened, err = os.Stat(path); err != nil {
		return fmt.Errorf("look at %s: %w", path, err)
	}
	if err := migrate(ctx, db.write); err != nil {
		return err
	}
	if err := db.readFile(ctx); err != nil {
		return err
	}
	// Whoever was ended in the middle of an erasure left the log as it was. That
	// it cannot be emptied now is no reason not to open, such as on a full disk.
	db.unclean = true
	err = db.writeAnew(ctx)
	if err == nil {
		_, err = db.emptied(ctx)
	}
	if err != nil {
		slog.Warn("what was erased may be left in the file for now", "err", err)
	}
	read, err := sql.Open("sqlite3", dsn(path, "&_query_only=on"))
	if err != nil {
		return fmt.Errorf("open %s for reading: %w", path, err)
	}
	read.SetMaxOpenConns(4)
	db.reading.Store(&reading{DB: read, space: db.file.space})
	link, err := db.Link(ctx)
	if err == nil {
		db.offset.Store(int64(trusted(link.Offset)))
	}
	if errors.Is(err, community.ErrNotFound) {
		return nil
	}
	return err
}

// inPlace returns ErrMoved when the file that is written to is not the one that the
// next start opens.
func (db *DB) inPlace() error {
	info, err := os.Stat(filepath.Join(db.dir, fileName))
	if errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(info, db.opened) {
		return ErrMoved
	}
	if err != nil {
		return fmt.Errorf("look for the data: %w", err)
	}
	return nil
}

// now is the time by the hub's clock, if one was met, else by the machine's.
func (db *DB) now() time.Time { return db.raw().Add(time.Duration(db.offset.Load())) }

// Now is the time as this store counts it: by the hub's clock where the
// machine's own is wrong.
func (db *DB) Now() time.Time { return db.now() }

// read is the handle for queries.
func (db *DB) read() *reading { return db.reading.Load() }

func dsn(path, more string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() +
		"?_journal_mode=WAL&_synchronous=FULL&_foreign_keys=on&_busy_timeout=5000&_secure_delete=on&_stmt_cache_size=96" + more
}

// assertPragmas refuses to work on a file that does not keep what is promised.
func assertPragmas(ctx context.Context, h *sql.DB) error {
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000", "secure_delete": "1",
	} {
		var got string
		if err := h.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&got); err != nil {
			return fmt.Errorf("ask for %s: %w", pragma, err)
		}
		if got != want {
			return fmt.Errorf("the database has %s = %s, %s is needed", pragma, got, want)
		}
	}
	return nil
}

// Known adds to SQLite's word for what is wrong with the disk or the file the one by
// which callers know it: syscall.ENOSPC, syscall.EROFS or ErrDamaged. Other errors
// stay as they are.
func Known(err error) error {
	e, ok := errors.AsType[sqlite3.Error](err)
	switch {
	case !ok:
		return err
	case e.Code == sqlite3.ErrFull, e.SystemErrno == syscall.ENOSPC:
		return fmt.Errorf("%w: %w", syscall.ENOSPC, err)
	case e.Code == sqlite3.ErrReadonly, e.SystemErrno == syscall.EROFS:
		return fmt.Errorf("%w: %w", syscall.EROFS, err)
	case e.Code == sqlite3.ErrCorrupt, e.Code == sqlite3.ErrNotADB:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return err
}

// readFile reads the row of file, and makes it, with a new space, in a new one.
func (db *DB) readFile(ctx context.Context) error {
	var clock int64
	f := &db.file
	err := db.write.QueryRowContext(ctx, `SELECT space_id, screen, epoch, seq, clock, copies FROM file`).
		Scan(&f.space, &f.screen, &f.epoch, &f.seq, &clock, &f.copies)
	if errors.Is(err, sql.ErrNoRows) {
		*f = file{space: newID(), screen: random63(), epoch: random63()}
		_, err = db.write.ExecContext(ctx, `INSERT INTO file (one, space_id, screen, epoch, seq, clock, copies) VALUES (1, ?, ?, ?, 0, 0, 0)`,
			f.space, f.screen, f.epoch)
	}
	if err != nil {
		return fmt.Errorf("read the store's identity: %w", err)
	}
	db.clock.See(clock)
	return nil
}

// Close waits for a write that is going on and closes the store.
func (db *DB) Close() error {
	db.mu.Lock()
	defer db.mu.Unlock()
	err := db.closeFile()
	if db.lock != nil {
		err = errors.Join(err, db.lock.Close())
		db.lock = nil
	}
	return err
}

func (db *DB) closeFile() error {
	var err error
	if r := db.reading.Load(); r != nil {
		err = r.Close()
	}
	if db.write != nil {
		err = errors.Join(err, db.write.Close())
	}
	return err
}

// Dir is the data folder.
func (db *DB) Dir() string { return db.dir }

// SpaceID is the ID of the space that this file holds.
func (db *DB) SpaceID() community.ID { return db.read().space }

// Photos are the kept pictures.
func (db *DB) Photos() *photo.Dir { return db.photos }

// NewID makes the ID of a new record, for whoever has to name it before it is kept.
func NewID() community.ID { return newID() }

func newID() community.ID { return community.ID(uuid.Must(uuid.NewV7())) }

// namespace is that of IDs made of natural keys (RFC 9562, version 5).
var namespace = uuid.MustParse("6b657474-6c65-5e00-8000-636f776f726b")

// naturalID is the same for the same key on every screen, so that one file
// imported on two screens makes one set of people.
func naturalID(key string) community.ID {
	return community.ID(uuid.NewSHA1(namespace, []byte(key)))
}

func random63() int64 {
	var b [8]byte
	rand.Read(b[:]) // never fails (crypto/rand, since Go 1.24)
	return int64(binary.BigEndian.Uint64(b[:])>>1) | 1
}

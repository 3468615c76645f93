package shared

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3" // the one SQLite library of the process
)

// rowsAtOnce is how many rows one INSERT into a file has.
const rowsAtOnce = 50

// file keeps the tables in one SQLite file, which this process alone writes to.
type file struct {
	writer *sql.DB // one connection
	reader *sql.DB // a pool that cannot write
	logs   *sql.DB // empties the log; it does not wait long for readers
}

// OpenFile opens the shared store in the file, and makes it when it is missing.
func OpenFile(ctx context.Context, path string, o Options) (*Store, error) {
	f := &file{}
	if err := f.open(ctx, path); err != nil {
		f.close()
		return nil, err
	}
	return open(f, o), nil
}

func (f *file) open(ctx context.Context, path string) error {
	made, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("make the shared store: %w", err)
	}
	if err := errors.Join(made.Chmod(0o600), made.Close()); err != nil {
		return fmt.Errorf("close %s to others: %w", path, err)
	}
	if f.writer, err = openHandle(path, 1, patient+"&_txlock=immediate"); err != nil {
		return err
	}
	if err := assertPragmas(ctx, f.writer); err != nil {
		return err
	}
	if err := f.migrate(ctx); err != nil {
		return err
	}
	if f.reader, err = openHandle(path, 4, patient+"&_query_only=on"); err != nil {
		return err
	}
	f.logs, err = openHandle(path, 1, "&_busy_timeout=200")
	return err
}

// patient waits for others.
const patient = "&_busy_timeout=5000"

func openHandle(path string, connections int, more string) (*sql.DB, error) {
	h, err := sql.Open("sqlite3", dsn(path, more))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	h.SetMaxOpenConns(connections)
	h.SetMaxIdleConns(connections)
	return h, nil
}

func dsn(path, more string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() +
		"?_journal_mode=WAL&_synchronous=FULL&_foreign_keys=on&_secure_delete=on&_stmt_cache_size=96" + more
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
			return fmt.Errorf("the shared store has %s = %s, %s is needed", pragma, got, want)
		}
	}
	return nil
}

func (f *file) query(ctx context.Context, _ bool, q statement, each func(scan func(dest ...any) error) error) error {
	rows, err := f.reader.QueryContext(ctx, q.sql, q.args...)
	if err != nil {
		return fmt.Errorf("read the shared store: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(func(dest ...any) error { return scanRow(rows, dest) }); err != nil {
			return err
		}
	}
	return rows.Err()
}

// scanRow scans a row, NULL as zero.
func scanRow(rows *sql.Rows, dest []any) error {
	nullable := make([]any, len(dest))
	for i, d := range dest {
		switch d := d.(type) {
		case *int64:
			nullable[i] = orZero[int64]{d}
		case *string:
			nullable[i] = orZero[string]{d}
		case *bool:
			nullable[i] = orZero[bool]{d}
		default:
			nullable[i] = d // a slice takes NULL as nil
		}
	}
	return rows.Scan(nullable...)
}

// orZero scans into to, NULL as zero.
type orZero[T any] struct{ to *T }

// Scan takes a column's value.
func (o orZero[T]) Scan(src any) error {
	var n sql.Null[T]
	err := n.Scan(src)
	*o.to = n.V
	return err
}

func (f *file) write(ctx context.Context, batch ...statement) ([]int64, error) {
	tx, err := f.writer.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	changed := make([]int64, len(batch))
	for i, s := range batch {
		if s.row == "" {
			changed[i], err = exec(ctx, tx, s.sql, s.args)
		} else {
			changed[i], err = execRows(ctx, tx, s)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := tx.Commit(); err != nil {
		return nil, fmt.Errorf("commit: %w", err)
	}
	return changed, nil
}

func exec(ctx context.Context, tx *sql.Tx, text string, args []any) (int64, error) {
	r, err := tx.ExecContext(ctx, text, args...)
	if err == nil {
		return r.RowsAffected()
	}
	if e, ok := errors.AsType[sqlite3.Error](err); ok && e.ExtendedCode == sqlite3.ErrConstraintCheck && isMoved(e.Error()) {
		return 0, errMoved
	}
	return 0, fmt.Errorf("write the shared store: %w", err)
}

// isMoved says whether SQLite complains about the check that guards writes.
func isMoved(text string) bool { return strings.Contains(text, "CHECK constraint failed: moved") }

// execRows inserts the rows, many at a time.
func execRows(ctx context.Context, tx *sql.Tx, s statement) (changed int64, err error) {
	for at := 0; at < len(s.rows); at += rowsAtOnce {
		text, args := s.unroll(at, rowsAtOnce)
		n, err := exec(ctx, tx, text, args)
		if err != nil {
			return 0, err
		}
		changed += n
	}
	return changed, nil
}

// unroll writes the statement out for some of its rows.
func (s *statement) unroll(at, most int) (text string, args []any) {
	rows := s.rows[at:min(at+most, len(s.rows))]
	for _, r := range rows {
		args = append(args, r...)
	}
	return s.sql + strings.Repeat(", "+s.row, len(rows))[1:] + s.tail, args
}

// scrub moves what is in the write-ahead log into the file and empties the log.
// A reader in the middle of a read holds it up, so it tries for a few seconds.
func (f *file) scrub(ctx context.Context) error {
	for range 25 {
		var busy, log, done int
		err := f.logs.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &log, &done)
		if e, ok := errors.AsType[sqlite3.Error](err); ok && e.Code == sqlite3.ErrBusy {
			busy = 1
		} else if err != nil {
			return fmt.Errorf("empty the write-ahead log: %w", err)
		}
		if busy == 0 {
			return nil
		}
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			return err
		}
	}
	return fmt.Errorf("erased, but the write-ahead log is still being read: %w", ErrBusy)
}

func (f *file) rewrite(ctx context.Context) error {
	if _, err := f.writer.ExecContext(ctx, `VACUUM`); err != nil {
		return fmt.Errorf("erased, but copies may be left until the file can be written anew: %w", err)
	}
	return nil
}

func (f *file) polled() bool { return false }

func (f *file) close() error {
	var err error
	for _, h := range []*sql.DB{f.reader, f.logs, f.writer} {
		if h != nil {
			err = errors.Join(err, h.Close())
		}
	}
	return err
}

package shared

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/sqlitetest"
)

// find says in which files below dir the text stands.
func find(t testing.TB, dir, text string) (in []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) { // a node of a cluster works here
			return nil
		}
		if bytes.Contains(b, []byte(text)) {
			in = append(in, path)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return in
}

const mark = "Zyxwvutsr-Unmistakable"

// pushMarked pushes a member that is edited, and what is theirs, among others.
func pushMarked(b begun) (id community.ID) {
	id = newID()
	for i := range 50 {
		b.push(profile(newID(), i), member(id, mark+strings.Repeat("x", 10*i)), profile(newID(), i),
			record("visit", newID(), stamp(), map[string]string{"words": mark}, id))
	}
	return id
}

func TestErasedRecordLeavesNoByteInTheFile(t *testing.T) {
	dir := t.TempDir()
	b := begin(t, openFile(t, filepath.Join(dir, "hub.db"), Options{}))
	id := pushMarked(b)
	if len(find(t, dir, mark)) == 0 {
		t.Fatal("the mark is nowhere even before: this test cannot see")
	}
	b.push(erasure("member", id))
	if in := find(t, dir, mark); len(in) > 0 {
		t.Errorf("the erased member is left in %v", in)
	}
}

func TestPagesKeepNoCopyOfWhatWasErased(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.db")
	b := begin(t, openFile(t, path, Options{}))
	id := newID()
	b.push(member(id, "Ada"))
	left := func() int { return len(find(t, filepath.Dir(path), mark)) }
	sqlitetest.Churn(t, b.engine.(*file).writer, path, mark)
	if b.push(erasure("member", id)); left() > 0 {
		t.Error("an erasure leaves copies in the file")
	}
	sqlitetest.Churn(t, b.engine.(*file).writer, path, mark)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b.Store = openFile(t, path, Options{})
	if b.push(member(newID(), "Jo")); left() > 0 {
		t.Error("what an earlier program left stays")
	}
}

func TestErasureWaitsForAReader(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "hub.db")
	b := begin(t, openFile(t, path, Options{}))
	id := pushMarked(b)
	h, err := sql.Open("sqlite3", dsn(path, patient+"&_query_only=on"))
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	tx, err := h.Begin()
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := tx.QueryRow(`SELECT count(*) FROM records`).Scan(&n); err != nil || n == 0 {
		t.Fatal(n, err)
	}

	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, _, err := b.Merge(ctx, b.space, b.head.Epoch, []community.Record{erasure("member", id)}, Rules{}); err == nil {
		t.Error("an erasure that left bytes was acknowledged")
	}
	if len(find(t, dir, mark)) == 0 {
		t.Fatal("the reader holds nothing up: this test cannot see")
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if v := b.push(erasure("member", id)); v[0].Won {
		t.Error("the erasure was lost")
	}
	if in := find(t, dir, mark); len(in) > 0 {
		t.Errorf("the erased member is left in %v", in)
	}
}

func TestTheLogHoldsNoCountsOfAnswersAsTheyWereBefore(t *testing.T) {
	dir := t.TempDir()
	b := begin(t, openFile(t, filepath.Join(dir, "hub.db"), Options{}))
	id, first := newID(), stamp()
	for _, counts := range []string{"0000001 0000000 0000000", "0000001 0000001 0000000"} {
		if v := b.push(record("tally", id, first, map[string]string{"counts": counts})); !v[0].Won {
			t.Fatal("the counts were lost")
		}
	}
	if in := find(t, dir, "0000001 0000000 0000000"); len(in) > 0 {
		t.Errorf("the counts as they were are left in %v", in)
	}
	if in := find(t, dir, "0000001 0000001 0000000"); len(in) == 0 {
		t.Error("the counts are in no file: this test cannot see")
	}
	b.push(member(newID(), "Ada"))
	if info, err := os.Stat(filepath.Join(dir, "hub.db-wal")); err != nil || info.Size() == 0 {
		t.Errorf("the log of what has no counts is emptied, too: %v", err)
	}
}

func TestFileIsClosedToOthersAndKeeps(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub?#%41.db")
	s, err := OpenFile(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	b := begin(t, s)
	b.push(member(newID(), "Ada"))
	want := b.said()
	for _, name := range []string{path, path + "-wal"} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b.Store = openFile(t, path, Options{})
	if got := b.said(); len(got) != 1 || got[0] != want[0] {
		t.Errorf("kept are %v, not %v", got, want)
	}
	if h, err := b.Begin(t.Context(), b.space); err != nil || h.Epoch != b.head.Epoch {
		t.Errorf("the epoch is %+v, was %+v, %v", h, b.head, err)
	}
}

func TestNewerFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.db")
	h, err := sql.Open("sqlite3", dsn(path, patient))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Exec(`PRAGMA user_version = 1000`); err != nil {
		t.Fatal(err)
	}
	h.Close()
	if _, err := OpenFile(t.Context(), path, Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("opened: %v", err)
	}
}

func TestFilesOfAllVersionsOpen(t *testing.T) {
	steps, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	for version := range len(steps) + 1 {
		path := filepath.Join(t.TempDir(), "hub.db")
		h, err := sql.Open("sqlite3", dsn(path, patient))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(steps[:version], "\n") + "\nPRAGMA user_version = " + string(rune('0'+version)) + ";"
		if _, err := h.Exec(text); err != nil {
			t.Fatal(err)
		}
		h.Close()
		b := begin(t, openFile(t, path, Options{}))
		b.push(member(newID(), "Ada"))
		if len(b.rows()) != 1 {
			t.Errorf("version %d keeps nothing", version)
		}
	}
}

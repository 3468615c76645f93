package store

import (
	"os"
	"path/filepath"
	"testing"
)

// leave makes folders as earlier work leaves them, with a byte in each.
func leave(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, name := range names {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name, fileName), []byte("Leftover-Unmistakable"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// folders lists those beside the database, but for the photos'.
func folders(t *testing.T, db *DB) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(db.Dir())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && e.Name() != "photos" {
			names = append(names, e.Name())
		}
	}
	return names
}

func TestWhatAnEndedBackupOrRestoreLeftGoesAtTheNextStart(t *testing.T) {
	dir, c := t.TempDir(), &clock{t: monday}
	leave(t, dir, "backup-123", "restore-456", "replaced-20261101-100000.000", "mine")
	db := open(t, dir, c)
	if got := folders(t, db); len(got) != 2 || got[0] != "mine" || got[1] != "replaced-20261101-100000.000" {
		t.Errorf("left are %q", got)
	}
}

func TestAWipedStoreKeepsNothingThatWasReplaced(t *testing.T) {
	db, _ := fresh(t)
	add(t, db, ada())
	leave(t, db.Dir(), "backup-123", "restore-456")
	backup := filepath.Join(t.TempDir(), "b.zip")
	if err := db.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Restore(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if len(folders(t, db)) != 3 {
		t.Fatalf("nothing was replaced, and this test cannot see: %q", folders(t, db))
	}
	if err := db.Wipe(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, in := folders(t, db), find(t, db.Dir(), "Okafor"); len(got) > 0 || len(in) > 0 {
		t.Errorf("left are %q, and the name in %q", got, in)
	}
}

func TestWhatWasReplacedGoesAfterThirtyDays(t *testing.T) {
	db, c := fresh(t)
	leave(t, db.Dir(), "replaced-"+monday.Format(replacedTime), "replaced-by-hand")
	retain(t, db, c, 30)
	if got := folders(t, db); len(got) != 2 {
		t.Fatalf("after 30 days there are %q", got)
	}
	c.forward(400 * aDay)
	if _, err := db.Retain(t.Context(), RetainOptions{}); err != nil || len(folders(t, db)) != 2 {
		t.Errorf("by a clock that jumped: %q, %v", folders(t, db), err)
	}
	c.forward(-399 * aDay)
	if _, err := db.Retain(t.Context(), RetainOptions{}); err != nil {
		t.Fatal(err)
	}
	if got := folders(t, db); len(got) != 1 || got[0] != "replaced-by-hand" {
		t.Errorf("after 31 days there are %q", got)
	}
}

package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A file that is no longer where the next start looks for it still takes writes,
// and nobody would see them again: they are refused instead of thanked for.
func TestNothingIsAcknowledgedWhereTheDataWereMovedAway(t *testing.T) {
	for name, away := range map[string]func(dir string) error{
		"the folder is renamed": func(dir string) error { return os.Rename(dir, dir+"-old") },
		"the folder is removed": os.RemoveAll,
		"the file is removed":   func(dir string) error { return os.Remove(filepath.Join(dir, fileName)) },
		"the file is replaced": func(dir string) error {
			path := filepath.Join(dir, fileName)
			text, err := os.ReadFile(path)
			return errors.Join(err, os.WriteFile(path+".copy", text, 0o600), os.Rename(path+".copy", path))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			db := open(t, dir, &clock{t: monday})
			id := add(t, db, ada())
			if err := away(dir); err != nil {
				t.Fatal(err)
			}
			if _, _, err := db.CheckIn(t.Context(), byClaimed, id); !errors.Is(err, ErrMoved) {
				t.Errorf("a check-in says %v", err)
			}
		})
	}
	t.Run("and back", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "data")
		db := open(t, dir, &clock{t: monday})
		id := add(t, db, ada())
		if err := errors.Join(os.Rename(dir, dir+"-old"), os.Rename(dir+"-old", dir)); err != nil {
			t.Fatal(err)
		}
		if _, _, err := db.CheckIn(t.Context(), byClaimed, id); err != nil {
			t.Errorf("a check-in says %v", err)
		}
	})
}

package sync

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	gosync "sync"
	"testing"

	"kettle/internal/shared"
	"kettle/internal/store"
)

// blanks makes the files that histories begin with, once: a history spends a tenth
// of its time on the tables otherwise.
var blanks = gosync.OnceValues(func() (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "kettle-blank-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	ctx := context.Background()
	hub, err := shared.OpenFile(ctx, filepath.Join(dir, "hub.db"), shared.Options{})
	if err == nil {
		err = hub.Close()
	}
	if err != nil {
		return nil, err
	}
	screen, err := store.Open(ctx, dir, store.Options{})
	if err == nil {
		err = screen.Close()
	}
	if err != nil {
		return nil, err
	}
	h, err := sql.Open("sqlite3", filepath.Join(dir, "kettle.db"))
	if err != nil {
		return nil, err
	}
	_, err = h.Exec("DELETE FROM file") // who it is
	if err := errors.Join(err, h.Close()); err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for _, name := range [...]string{"hub.db", "kettle.db"} {
		if out[name], err = os.ReadFile(filepath.Join(dir, name)); err != nil {
			return nil, err
		}
	}
	return out, nil
})

// blank puts a file into dir that has its tables and nothing in them.
func blank(t testing.TB, dir, name string) {
	t.Helper()
	files, err := blanks()
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name), files[name], 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

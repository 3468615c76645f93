package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// backedUp is a store with one member, closed, and its backup.
func backedUp(t *testing.T) (dir, file string, c *clock) {
	t.Helper()
	dir, file, c = t.TempDir(), filepath.Join(t.TempDir(), "b.zip"), &clock{t: monday}
	db := open(t, dir, c)
	add(t, db, ada())
	if err := db.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, file, c
}

// damages are what becomes of the database's file on bad disks, and one that a later
// program wrote, each with what Open says of it.
var damages = map[string]struct {
	want error
	do   func(*testing.T, string)
}{
	"overwritten": {ErrDamaged, func(t *testing.T, path string) { overwrite(t, path, 0, strings.Repeat("noise", 20_000)) }},
	"cut short":   {ErrDamaged, func(t *testing.T, path string) { cutTo(t, path, 60_000) }},
	"of a newer program": {ErrNewer, func(t *testing.T, path string) {
		overwrite(t, path, 60, "\x00\x00\x03\xe7") // PRAGMA user_version
	}},
}

func overwrite(t *testing.T, path string, at int64, text string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteAt([]byte(text), at)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

func cutTo(t *testing.T, path string, size int64) {
	t.Helper()
	if err := os.Truncate(path, size); err != nil {
		t.Fatal(err)
	}
}

func TestDataThatCannotBeReadAreKnownAndTakeABackup(t *testing.T) {
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			dir, file, c := backedUp(t)
			damage.do(t, filepath.Join(dir, fileName))
			if _, err := Open(t.Context(), dir, Options{Now: c.now}); !errors.Is(err, damage.want) {
				t.Errorf("opening says %v, want %v", err, damage.want)
			}
			db, err := Open(t.Context(), dir, Options{Now: c.now, ForRestore: true})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			replaced, err := db.Restore(t.Context(), file)
			if err != nil {
				t.Fatal(err)
			}
			if all, err := db.Members(t.Context()); err != nil || len(all) != 1 {
				t.Errorf("after the restore there are %d members: %v", len(all), err)
			}
			if _, err := os.Stat(filepath.Join(replaced, fileName)); err != nil {
				t.Error("what was damaged is not kept:", err)
			}
		})
	}
}

// Whoever ends a restore, by Control-C or by closing the terminal, has it done or
// not done, and the store works either way.
func TestARestoreThatIsEndedIsWholeOrNotAtAll(t *testing.T) {
	begun := func(dir string) bool {
		found, _ := filepath.Glob(filepath.Join(dir, replacedPrefix+"*"))
		return len(found) > 0
	}
	for range 20 {
		dir, file, c := backedUp(t)
		db := open(t, dir, c)
		add(t, db, community.Member{Name: "Came later"})
		screen := db.file.screen
		ctx, end := context.WithCancel(t.Context())
		done := make(chan error)
		go func() {
			_, err := db.Restore(ctx, file)
			done <- err
		}()
		for err, over := error(nil), false; !over; {
			select {
			case err = <-done:
				over = true
			default:
				if begun(dir) {
					end()
				}
				time.Sleep(10 * time.Microsecond)
			}
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
		}
		end()
		all, err := db.Members(t.Context())
		if err != nil {
			t.Fatalf("after a restore that was ended: %v", err)
		}
		if restored := len(all) == 1; restored != (db.file.screen != screen) {
			t.Fatalf("restored is %v, and the screen was %d and is %d", restored, screen, db.file.screen)
		}
	}
}

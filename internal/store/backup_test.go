package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

func TestBackupGivesBackAll(t *testing.T) {
	db, c := fresh(t)
	hash, err := db.Photos().Put(t.Context(), bytes.NewReader(picture(t, 70)))
	if err != nil {
		t.Fatal(err)
	}
	m := ada()
	m.Photo = hash
	id := add(t, db, m)
	if _, _, err := db.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "harbour.kettle")
	if err := db.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	want := dump(t, db)

	other := open(t, t.TempDir(), c)
	stranger := add(t, other, community.Member{Name: "Was here before"})
	screen := other.file.screen
	signal, stop := other.Watch()
	defer stop()
	replaced, err := other.Restore(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	got := dump(t, other)
	for k, v := range want {
		if got[k] != v {
			t.Errorf("%s is %q, want %q", k, got[k], v)
		}
	}
	if _, err := other.Member(t.Context(), stranger); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("what was there before is still read: %v", err)
	}
	if f, err := other.Photos().Open(hash, 160); err != nil {
		t.Error("the photo:", err)
	} else {
		f.Close()
	}
	if other.file.screen == screen || other.file.screen == db.file.screen || other.file.epoch == db.file.epoch {
		t.Error("the restored store lives on under an old identity")
	}
	if _, err := os.Stat(filepath.Join(replaced, fileName)); err != nil {
		t.Error("what was replaced is gone:", err)
	}
	select {
	case <-signal:
	default:
		t.Error("nobody was told of the restore")
	}
	if _, _, err := other.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Error("the restored store does not take writes:", err)
	}
}

func TestDamagedBackupIsRefusedAndNothingChanges(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	file := filepath.Join(t.TempDir(), "harbour.kettle")
	if err := db.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"cut short": whole[:len(whole)/2], "a flipped bit": flip(whole, len(whole)/3), "no zip": []byte("hello"), "empty": nil,
	} {
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Restore(t.Context(), file); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if _, err := db.Member(t.Context(), id); err != nil {
		t.Error("a refused restore changed the store:", err)
	}
	if left, _ := filepath.Glob(filepath.Join(db.Dir(), "re*-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func flip(b []byte, at int) []byte {
	b = bytes.Clone(b)
	b[at] ^= 0x10
	return b
}

// Whatever happened to the bytes of a backup on its stick, they are whole or it is
// no backup; no other error is left for somebody to read.
func TestABackupWithBytesThatChangedIsWholeOrRefused(t *testing.T) {
	db, _ := fresh(t)
	if _, err := db.Photos().Put(t.Context(), bytes.NewReader(picture(t, 70))); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "b.zip")
	if err := db.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	rapid.Check(t, func(r *rapid.T) {
		at := rapid.IntRange(0, len(whole)-1).Draw(r, "at")
		text := bytes.Clone(whole)
		if rapid.Bool().Draw(r, "cut") {
			text = text[:at]
		} else {
			text[at] ^= rapid.ByteRange(1, 255).Draw(r, "by")
		}
		if err := os.WriteFile(file, text, 0o600); err != nil {
			r.Fatal(err)
		}
		if err := checkBackup(file); errors.Is(err, ErrBadBackup) {
			refused++
		} else if err != nil {
			r.Errorf("it says %v", err)
		}
	})
	if refused == 0 {
		t.Error("none was refused")
	}
}

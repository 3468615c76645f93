package main

import (
	"bytes"
	"database/sql"
	"errors"
	"image"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// spoilt are the ways in which a screen cannot begin: how it comes to be, what the
// log tells then, and how it is mended.
var spoilt = map[string]struct {
	spoil func(t *testing.T, l *lobby)
	log   string
	mend  func(t *testing.T, l *lobby)
}{
	"damaged data, mended by restoring a backup": {
		func(t *testing.T, l *lobby) {
			l.kettled("backup", filepath.Join(filepath.Dir(l.data), "good.zip"))
			write(t, filepath.Join(l.data, "kettle.db"), bytes.Repeat([]byte("noise"), 20_000))
		},
		"the data are damaged",
		func(_ *testing.T, l *lobby) {
			l.kettled("restore", filepath.Join(filepath.Dir(l.data), "good.zip"))
		},
	},
	"a word in kettle.toml that it does not know": {
		func(t *testing.T, l *lobby) {
			write(t, filepath.Join(l.data, "kettle.toml"), []byte("rolle = \"wall\"\n"))
		},
		"kettle.toml, line 1",
		func(t *testing.T, l *lobby) { write(t, filepath.Join(l.data, "kettle.toml"), nil) },
	},
}

// bounded is a picture of that size in one colour.
type bounded struct {
	*image.Uniform
	size image.Rectangle
}

func (b bounded) Bounds() image.Rectangle { return b.size }

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAScreenThatCannotBeginSaysWhyAndGoesOnOnceMended(t *testing.T) {
	t.Parallel()
	for name, c := range spoilt {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLobby(t, 1280, 800)
			l.fill()
			c.spoil(t, l)
			p := l.open("--role", "wall")
			settle()
			l.shot("held-" + strings.Fields(name)[0])
			picture, err := l.display.Picture(t.Context())
			l.do(err)
			blank := image.NewUniform(picture.At(0, 0))
			if n := differing(picture, bounded{blank, picture.Bounds()}); n < 3000 {
				t.Errorf("%d points of the screen are words", n)
			}
			if !strings.Contains(p.Log(), "the screen cannot begin") || !strings.Contains(p.Log(), c.log) {
				t.Errorf("its log does not say why:\n%s", p.Log())
			}
			c.mend(t, l)
			l.wait(p, "window open", "role=wall")
			l.wait(p, "wall", "scene=people")
		})
	}
}

func TestAHeldScreenBeginsAnewWithTheKettleThatWasInstalled(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 640, 480)
	l.kettled("space", "set", "name=Harbour Commons")
	db, err := sql.Open("sqlite3", filepath.Join(l.data, "kettle.db"))
	l.do(err)
	_, err = db.ExecContext(t.Context(), "PRAGMA user_version = 9999")
	l.do(errors.Join(err, db.Close()))
	program, err := os.ReadFile(filepath.Join(l.bin, "kettle"))
	l.do(err)
	l.bin = t.TempDir()
	install := func() {
		l.do(os.WriteFile(filepath.Join(l.bin, "new"), program, 0o700))
		l.do(os.Rename(filepath.Join(l.bin, "new"), filepath.Join(l.bin, "kettle")))
	}
	install()
	p := l.open()
	if !strings.Contains(p.Log(), "a newer kettle") {
		t.Errorf("its log does not say why:\n%s", p.Log())
	}
	p.Pass()
	install()
	l.wait(p, "the screen cannot begin")
}

func TestAHeldScreenEndsWithItsReason(t *testing.T) {
	t.Parallel()
	end := map[string]func(*lobby, int) error{
		"by the keys":   func(l *lobby, _ int) error { return l.display.Key(l.t.Context(), "ctrl+shift+q") },
		"by the system": func(_ *lobby, pid int) error { return syscall.Kill(pid, syscall.SIGTERM) },
	}
	for name, end := range end {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLobby(t, 640, 480)
			l.kettled("space", "set", "name=Harbour Commons")
			write(t, filepath.Join(l.data, "kettle.db"), bytes.Repeat([]byte("noise"), 20_000))
			p := l.open()
			settle()
			l.do(end(l, p.PID()))
			select {
			case <-p.Done():
			case <-time.After(patience):
				t.Fatal("it stays")
			}
			if p.Err() == nil || !strings.Contains(p.Log(), "kettle: The data are damaged: put a backup in their place") {
				t.Errorf("it ended with %v and said\n%s", p.Err(), p.Log())
			}
		})
	}
}

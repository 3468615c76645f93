package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"kettle/assets"
	"kettle/internal/owner"
	"kettle/internal/store"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kettled": func() { os.Exit(kettled()) }})
}

// kettled is what cmd/kettled does.
func kettled() int {
	e, err := System()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return Main(ctx, e)
}

// The scripts run twice: with the data open nowhere else, and with the data open
// in another process, which the commands then ask.
func TestScripts(t *testing.T) {
	t.Run("alone", func(t *testing.T) { runScripts(t, false) })
	t.Run("owned", func(t *testing.T) { runScripts(t, true) })
}

func runScripts(t *testing.T, owned bool) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "owned":
				return owned, nil
			case "root":
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("no condition %q", cond)
		},
		Setup: func(e *testscript.Env) error {
			data := filepath.Join(e.WorkDir, "data")
			e.Setenv("KETTLE_DATA", data)
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("DISPLAY", "")
			e.Setenv("WAYLAND_DISPLAY", "")
			if err := copyDemo(e.WorkDir); err != nil {
				return err
			}
			if !owned {
				return nil
			}
			stop, err := own(data, nil)
			if err == nil {
				e.Defer(func() {
					if err := stop(); err != nil {
						t.Errorf("the owner: %v", err)
					}
				})
			}
			return err
		},
	})
}

// copyDemo writes the demo space's files into a folder.
func copyDemo(to string) error {
	demo, err := fs.Sub(assets.Demo, "demo")
	if err != nil {
		return err
	}
	return os.CopyFS(filepath.Join(to, "demo"), demo)
}

// own opens the data and answers commands, as a screen does, until stop.
func own(data string, now func() time.Time) (stop func() error, err error) {
	ctx, cancel := context.WithCancel(context.Background())
	db, err := store.Open(ctx, data, store.Options{Now: now})
	if err != nil {
		cancel()
		return nil, err
	}
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, db, now) }()
	stop = func() error {
		cancel()
		return errors.Join(<-done, db.Close())
	}
	for range 500 {
		if _, err := owner.Call(ctx, data, owner.Request{Version: "none"}, owner.Caller{}); !errors.Is(err, owner.ErrNoOwner) {
			return stop, nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return nil, errors.Join(errors.New("nobody answers"), stop())
}

package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"kettle/assets"
	"kettle/internal/community"
	"kettle/internal/owner"
	"kettle/internal/store"
)

// quick keeps a program that looks for races from sleeping a second at its end.
const quick = "atexit_sleep_ms=0"

func TestMain(m *testing.M) {
	if os.Getenv("GORACE") == "" {
		os.Setenv("GORACE", quick)
	}
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
		Cmds:                stepCommands,
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "owned":
				return owned, nil
			case "root":
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("no condition %q", cond)
		},
		Setup: func(e *testscript.Env) error { return setUp(t, e, owned) },
	})
}

// setUp gives a script the demo's files and an empty folder for data, which are
// open in this process if they are owned.
func setUp(t *testing.T, e *testscript.Env, owned bool) error {
	data := filepath.Join(e.WorkDir, "data")
	e.Setenv("KETTLE_DATA", data)
	e.Setenv("HOME", e.WorkDir)
	e.Setenv("GORACE", quick)
	e.Setenv("DISPLAY", "")
	e.Setenv("WAYLAND_DISPLAY", "")
	if bin := os.Getenv("KETTLE_BIN"); bin != "" { // as it is built, without a race detector to start each time
		e.Setenv("PATH", bin+string(filepath.ListSeparator)+e.Getenv("PATH"))
	}
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
}

// copyDemo writes the demo space's files into a folder, with tiny portraits that
// take no time to decode.
func copyDemo(to string) error {
	to = filepath.Join(to, "demo")
	if err := os.MkdirAll(filepath.Join(to, "portraits"), 0o700); err != nil {
		return err
	}
	for _, name := range []string{"members.csv", "events.ics"} {
		data, err := assets.Demo.ReadFile("demo/" + name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, name), data, 0o600); err != nil {
			return err
		}
	}
	portraits, err := assets.Demo.ReadDir("demo/portraits")
	if err != nil {
		return err
	}
	for i, p := range portraits {
		img := image.NewGray(image.Rect(0, 0, 8, 8))
		for at := range img.Pix {
			img.Pix[at] = byte(40 + 4*i)
		}
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, "portraits", p.Name()), b.Bytes(), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func TestTheDemoSpaceComesInWholeAsItIsShipped(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, assets.Demo); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ args, want string }{
		{"import demo/members.csv demo/events.ics --photos demo/portraits", "members.csv: 48 added, 0 changed, 0 same, 0 refused."},
		{"doctor", "45 photos, each as it was."},
	} {
		cmd := exec.Command("kettled", append([]string{"--data", "data"}, strings.Fields(c.args)...)...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), c.want) {
			t.Errorf("%s: %v\n%s", c.args, err, out)
		}
	}
}

// testLink stands for the pages of a screen.
func testLink(db *store.DB) Link {
	return func(_ community.ActorKind, member community.ID, what string) (string, time.Time) {
		m, err := db.Member(context.Background(), member)
		if err != nil {
			return "", time.Time{}
		}
		return "HTTP://192.168.1.20:8420/T/" + strings.ToUpper(what) + m.Number, time.Now().Add(10 * time.Minute)
	}
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
	go func() { done <- Serve(ctx, db, nil, now, testLink(db)) }()
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

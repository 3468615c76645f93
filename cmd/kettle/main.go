// Kettle is the screen in the lobby: a rotating wall of member profiles and a
// kiosk to check in at, in one window, with the phone pages that its QR codes
// lead to. It needs no network and no other program.
//
//	kettle                      the screen of the data in the usual folder
//	kettle --demo               an invented space, in data of its own that go away
//	kettle --role wall          only the wall
//	kettle --window 1280x720    in a window instead of the full screen
//	kettle --hub                and the hub that other screens keep in step with
//
// Space, members and events come in with the command kettled, which works while
// the screen runs. Control, Shift and Q, then a host's PIN, end the program.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"
	_ "time/tzdata" // a kiosk's system may have no time zones

	"github.com/alecthomas/kong"

	"kettle/internal/command"
	"kettle/internal/settings"
	"kettle/internal/store"
	"kettle/wall"
)

// flags are what the command line may say. What is not said is as in kettle.toml.
type flags struct {
	Data       string           `placeholder:"DIR" env:"KETTLE_DATA" help:"Folder of the data. Default: kettle below XDG_DATA_HOME."`
	Demo       bool             `help:"Show the invented space Harbour Commons, on data of its own that are thrown away."`
	Role       string           `enum:",wall,kiosk,both" default:"" help:"wall, kiosk, or both: the kiosk that turns into the wall when nobody touches it."`
	Scene      string           `enum:",people,spotlight,today,night,board,thanks,news" default:"" help:"Hold one scene of the wall: people, spotlight, today, night, board, thanks or news."`
	Transition string           `enum:"auto,fade,cut" default:"auto" help:"From page to page: auto, fade or cut."`
	Dwell      time.Duration    `default:"15s" help:"How long a page of the wall stays."`
	Listen     string           `placeholder:"ADDR" help:"Address for phone pages, such as :8420; off serves none."`
	Window     string           `placeholder:"WxH" help:"Open a window of that size in pixels instead of filling the screen."`
	Display    int              `default:"-1" placeholder:"N" help:"Which display to fill, from 0."`
	At         time.Time        `format:"2006-01-02T15:04" placeholder:"TIME" help:"With --demo: begin at this time of the demo's day, such as 2026-11-19T10:42."`
	Hub        bool             `help:"Be the hub that the other screens keep in step with."`
	Version    kong.VersionFlag `help:"Print the version."`
}

func main() {
	var f flags
	kong.Parse(&f, kong.Name("kettle"), kong.Description("The lobby screen of a coworking community."),
		kong.Vars{"version": command.Version}, kong.ExplicitGroups(nil))
	err := begin(f.Dwell)
	if err == nil {
		err = run(f)
	}
	if errors.Is(err, errAnew) {
		err = again()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "kettle:", sentence(err))
		os.Exit(1)
	}
}

func sentence(err error) string {
	if errors.Is(err, store.ErrOwned) {
		return "another kettle, or a hub, has these data open already. Close that one, or give this one its own folder with --data."
	}
	return command.Sentence(err)
}

// run opens the data and shows them until somebody may and does end it.
func run(f flags) error {
	log.SetOutput(&calm{to: os.Stderr})
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	c := &shifted{}
	dir, done, err := dataDir(&f)
	if err != nil {
		return err
	}
	defer done()
	photosAtOnce := 1
	if f.Demo {
		photosAtOnce = 2
		if !f.At.IsZero() {
			c.set(f.At)
		}
	}
	load := func(ctx context.Context) (*store.DB, settings.Settings, error) {
		set, err := settings.Load(dir)
		if err != nil {
			return nil, set, err
		}
		db, err := open(ctx, dir, store.Options{Now: c.now, PhotoBudget: photosAtOnce})
		return db, set, err
	}
	db, set, err := load(ctx)
	if err != nil && !errors.Is(err, store.ErrOwned) && ctx.Err() == nil {
		return hold(ctx, f, set, err, func(ctx context.Context) error {
			db, _, err := load(ctx)
			if err != nil {
				return err
			}
			return db.Close()
		})
	}
	if err != nil {
		return err
	}
	defer func() {
		if err := db.Close(); err != nil {
			slog.Error("close the data", "err", err)
		}
	}()
	if err := f.over(&set); err != nil {
		return err
	}
	if f.Demo {
		if err := fillDemo(ctx, db, c.now(), demoHours(c.now(), f.Scene), c.set); err != nil {
			return fmt.Errorf("fill the demo: %w", err)
		}
		slog.Info("this is a demo: Ctrl+Shift+Q ends it", "pin", demoPIN)
	}
	wall, err := isWall(ctx, db)
	if err != nil {
		return err
	}
	if wall {
		set.Role = settings.RoleWall
	}
	return show(ctx, db, f, set, c.now)
}

// open opens the data. A command that has them open is done soon.
func open(ctx context.Context, dir string, o store.Options) (*store.DB, error) {
	for until := time.Now().Add(5 * time.Second); ; {
		db, err := store.Open(ctx, dir, o)
		if !errors.Is(err, store.ErrOwned) || time.Now().After(until) {
			return db, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// dataDir is the folder of the data; done removes it again if it is a demo's.
func dataDir(f *flags) (dir string, done func(), err error) {
	if f.Demo {
		dir, err = os.MkdirTemp("", "kettle-demo-")
		if err != nil {
			return "", nil, fmt.Errorf("make a folder for the demo: %w", err)
		}
		return dir, func() { os.RemoveAll(dir) }, nil
	}
	if !f.At.IsZero() {
		return "", nil, errors.New("--at is for --demo: real data keep real time")
	}
	env, err := command.System()
	if err != nil {
		return "", nil, err
	}
	dir, err = env.DataDir(f.Data)
	if err != nil {
		return "", nil, err
	}
	dir, err = filepath.Abs(dir)
	if err != nil {
		return "", nil, fmt.Errorf("find the data folder: %w", err)
	}
	return dir, func() {}, nil
}

// over lets the command line overrule the machine's settings.
func (f *flags) over(s *settings.Settings) error {
	switch f.Listen {
	case "":
	case "off":
		s.Listen = ""
	default:
		if err := settings.CheckListen(f.Listen); err != nil {
			return fmt.Errorf("--listen: %w", err)
		}
		s.Listen = f.Listen
	}
	if f.Role != "" {
		s.Role = f.Role
	}
	if f.Scene != "" && f.Role == "" {
		s.Role = settings.RoleWall
	}
	if f.Display >= 0 {
		s.Display = f.Display
	}
	s.Hub = (s.Hub || f.Hub) && !f.Demo
	return nil
}

func (f *flags) wall() wall.Config {
	return wall.Config{Scene: f.Scene, Transition: f.Transition, Dwell: f.Dwell}
}

// shifted is the real clock, moved by as much as a demo wants.
type shifted struct{ by atomic.Int64 }

func (s *shifted) now() time.Time { return time.Now().Add(time.Duration(s.by.Load())) }

func (s *shifted) set(t time.Time) { s.by.Store(int64(time.Until(t))) }

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"golang.org/x/sync/errgroup"

	"kettle/assets"
	"kettle/internal/command"
	"kettle/internal/community"
	"kettle/internal/feed"
	"kettle/internal/match"
	"kettle/internal/notify"
	"kettle/internal/search"
	"kettle/internal/settings"
	"kettle/internal/step"
	"kettle/internal/store"
	"kettle/internal/ui"
	"kettle/internal/web"
	"kettle/kiosk"
	"kettle/wall"
)

// metadata is what the program says of itself; FyneApp.toml says the same.
func metadata() fyne.AppMetadata {
	return fyne.AppMetadata{
		ID: "org.kettle.screen", Name: "Kettle", Version: command.Version, Build: 1,
		Icon:       fyne.NewStaticResource("icon.png", assets.Icon),
		Migrations: map[string]bool{"fyneDo": true},
	}
}

// screen is the running program: one window with the wall and the kiosk in it.
type screen struct {
	db    *store.DB
	step  *step.Keeper
	raw   func() time.Time // the machine's clock
	now   func() time.Time // the hub's, where that is known to be another
	flags flags
	set   settings.Settings
	phone *phone
	feed  *feed.Reader

	app    fyne.App
	window fyne.Window
	pics   *ui.Pictures
	kiosk  *kiosk.Model
	face   *kiosk.View
	wall   *curtain
	bell   *bell
	begun  atomic.Bool // the window was open
	quit   atomic.Bool
}

// show opens the window and returns when the program is to end.
func show(ctx context.Context, db *store.DB, f flags, set settings.Settings, now func() time.Time) error {
	phone := listen(set)
	if wall, err := isWall(ctx, db); err != nil {
		return err
	} else if !wall {
		phone.takesChanges(db.Now)
	}
	app.SetMetadata(metadata())
	s := &screen{
		db: db, step: keeperOf(db, set, now), raw: now, now: db.Now, flags: f, set: set, phone: phone,
		app: app.NewWithID(metadata().ID),
	}
	s.feed = &feed.Reader{Store: db, Now: s.now, Mine: s.step.Leads}
	s.app.Settings().SetTheme(ui.WindowTheme())
	s.pics = ui.NewPictures(db.Photos(), s.do)
	s.pics.OnReady = sync.OnceFunc(func() { // the first photos are all there
		slog.Info("picture complete")
		if os.Getenv("GOGC") == "" { // photos come and go by the page: a little time for much less memory
			percent := 20
			if set.Role == settings.RoleWall { // nobody waits for an answer
				percent = 10
			}
			debug.SetGCPercent(percent)
		}
	})
	s.compose()

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work, ctx := errgroup.WithContext(ctx)
	s.app.Lifecycle().SetOnStarted(func() {
		slog.Info("window open", "role", set.Role, "phone", phone.address())
		s.begun.Store(true)
		s.start(ctx, work)
	})
	go func() {
		<-ctx.Done()
		s.end()
	}()
	opened := s.open()
	s.quit.Store(true)
	stop()
	s.pics.Close()
	if opened != nil {
		return opened
	}
	if err := work.Wait(); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// errNoDisplay says that there is nowhere to show a window.
var errNoDisplay = errors.New("no window can be opened here: start kettle in the desktop session of the screen that it is to fill; kettled needs no display")

// open shows the window until it is closed. The toolkit panics where there is no
// display for it.
func (s *screen) open() (err error) {
	defer func() {
		if s.begun.Load() {
			return
		}
		if r := recover(); r != nil {
			slog.Error("open the window", "err", r)
			err = errNoDisplay
		}
	}()
	s.window.ShowAndRun()
	return nil
}

// compose makes the window and what is in it.
func (s *screen) compose() {
	s.window = s.app.NewWindow("Kettle")
	s.window.SetPadded(false)
	s.window.SetMaster()
	both := s.set.Role == settings.RoleBoth
	root := container.NewStack()

	if s.set.Role != settings.RoleKiosk {
		cfg := s.flags.wall()
		cfg.Hint, cfg.CanAsk, cfg.CanThank = both, both, both
		cfg.ProfileURL = s.phone.profileURL
		s.wall = &curtain{View: wall.NewView(s.pics, cfg), cfg: cfg}
		root.Add(s.wall.Object())
	}
	s.bell = newBell(s.pics)
	if both {
		root.Add(s.bell.Object())
	}
	if s.set.Role != settings.RoleWall {
		s.composeKiosk(both)
		root.Add(s.face.Object())
	}
	if both {
		s.wall.OnTouch = func() { s.kiosk.Wake() }
	}
	if s.flags.Window == "" && !s.flags.Demo {
		root.Add(newNoCursor())
	}
	s.window.SetContent(root)
	s.place()
	if !s.flags.Demo {
		s.window.SetCloseIntercept(func() {})
	}
	if both {
		s.kiosk.Sleep()
	}
}

func (s *screen) composeKiosk(both bool) {
	cfg := kiosk.Config{
		Now: s.now, Do: s.do, Phone: s.phone.address, Exit: s.end, Initial: initial,
		Fold: search.Fold, NewID: store.NewID, Calls: s.bell.ring,
		Ticket: s.phone.ticket, Leave: s.phone.leave,
		Contact: func(p community.Profile, space community.Space) string {
			return web.ContactVCard(p, space, s.phone.profileURL(p.Code))
		},
	}
	cfg.Zone = zone()
	finder := new(match.Finder)
	cfg.Hosts = hosts{DB: s.db, finder: finder, step: s.step, phone: s.phone, camera: video{cmp.Or(s.set.Camera, "/dev/video0")}, printer: s.set.Printer, feed: s.feed, sticks: usualSticks()}
	if s.set.Printer != "" {
		cfg.PrintBadge, cfg.PrintRoll = s.printBadge, s.printRoll
	}
	if both {
		cfg.Rest = func() { s.face.Object().Hide(); s.wall.open(); s.bell.Object().Show() }
		cfg.Stir = func() { s.wall.shut(); s.bell.Object().Hide(); s.face.Object().Show() }
	}
	s.kiosk = kiosk.New(desk{s.db, finder}, cfg)
	s.phone.tell(s.kiosk.Sent)
	s.face = kiosk.NewView(s.kiosk, s.pics)
	var last [2]string
	s.kiosk.OnShow(func() {
		state := s.kiosk.State()
		s.face.Show(state)
		now := [2]string{state.Step.String(), string(state.Host.Page)}
		if now == last {
			return
		}
		last = now
		if now[1] == "" {
			slog.Info("kiosk", "step", now[0])
		} else {
			slog.Info("kiosk", "step", now[0], "page", now[1])
		}
	})
	s.face.Listen(s.window.Canvas())
}

// initial is the letter under which who's who files a name of any script.
func initial(name string) string {
	for _, r := range search.Fold(name) {
		if r >= 'a' && r <= 'z' {
			return string(unicode.ToUpper(r))
		}
	}
	return "…"
}

// place fills the display, or opens a window of the size asked for.
func (s *screen) place() {
	var w, h float32
	if n, _ := fmt.Sscanf(s.flags.Window, "%fx%f", &w, &h); n == 2 && w >= 320 && h >= 320 {
		s.window.Resize(fyne.NewSize(w, h))
		s.window.SetFixedSize(false)
		return
	}
	if at, ok := displayAt(s.set.Display); ok {
		if d, isDesktop := s.window.(desktop.Window); isDesktop {
			d.RequestPosition(at.X, at.Y)
		}
	}
	s.window.SetFullScreen(true)
	keepAwake()
}

// start begins what goes on beside the window. It ends with ctx.
func (s *screen) start(ctx context.Context, work *errgroup.Group) {
	if s.kiosk != nil {
		changes, stop := s.db.Watch()
		work.Go(func() error { return s.kiosk.Run(ctx) })
		work.Go(func() error {
			defer stop()
			return forward(ctx, changes, s.kiosk.Changed)
		})
		work.Go(func() error { return s.warm(ctx) })
	}
	if s.wall != nil {
		changes, stop := s.db.Watch()
		work.Go(func() error {
			defer stop()
			return wall.Run(ctx, wall.Options{
				Config: s.wall.cfg, Source: s.db, View: s.wall, Changes: changes, Do: s.do, Now: s.now,
			})
		})
	}
	mail, stopMail := s.db.Watch()
	work.Go(func() error {
		defer stopMail()
		to := notify.Config{SMTP: s.set.SMTP, From: s.set.MailFrom, Webhook: s.set.Webhook}
		return (&notify.Sender{Box: s.db, Config: to, Now: s.now, Changes: mail}).Run(ctx)
	})
	work.Go(func() error { return command.Serve(ctx, s.db, s.step, s.raw, s.phone.ticket) })
	work.Go(func() error { return s.phone.serve(ctx, s.db, s.now) })
	work.Go(func() error { return s.closeVisits(ctx) })
	work.Go(func() error { return s.retain(ctx) })
	calendars, stopCalendars := s.db.Watch()
	s.feed.Changes = calendars
	work.Go(func() error {
		defer stopCalendars()
		return s.feed.Run(ctx)
	})
	work.Go(func() error { return s.keepInStep(ctx) })
	changes, stop := s.db.Watch()
	work.Go(func() error {
		defer stop()
		return s.notice(ctx, changes)
	})
}

// warm lets the store prepare its search, so that the first who types does not
// wait for it.
func (s *screen) warm(ctx context.Context) error {
	if _, err := s.db.Find(ctx, "a", 1); err != nil && ctx.Err() == nil {
		slog.Error("prepare the search", "err", err)
	}
	return nil
}

func forward(ctx context.Context, changes <-chan struct{}, changed func()) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changes:
			changed()
		}
	}
}

// closeVisits ends visits at their closing time, unless the screen is a wall,
// which changes nothing, and lets the screens notice that the space has opened or
// closed.
func (s *screen) closeVisits(ctx context.Context) error {
	tick := time.NewTicker(30 * time.Second)
	defer tick.Stop()
	for {
		wall, err := isWall(ctx, s.db)
		if err == nil && !wall {
			_, err = s.db.CloseVisits(ctx)
		}
		if err != nil && ctx.Err() == nil {
			slog.Error("close visits", "err", err)
		}
		if s.kiosk != nil {
			s.kiosk.Changed()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// retain lets go, every day, what is kept for a while only.
func (s *screen) retain(ctx context.Context) error { return s.step.RetainDaily(ctx) }

// do runs f on the goroutine that draws. A toolkit that has ended runs everything at
// once, wherever it is called: what comes then is for nobody.
func (s *screen) do(f func()) {
	fyne.Do(func() {
		if !s.quit.Load() {
			f()
		}
	})
}

// end closes the window and, since the toolkit can hang at quitting, sees to it
// that the process ends.
func (s *screen) end() {
	if s.quit.Swap(true) {
		return
	}
	time.AfterFunc(3*time.Second, func() { os.Exit(0) })
	// The toolkit takes signals, too. When it was faster, there is nothing left to
	// close, and it panics.
	defer func() {
		if r := recover(); r != nil {
			slog.Debug("ended already", "panic", r)
		}
	}()
	fyne.Do(s.app.Quit)
}

// keepAwake asks the X server not to blank the screen. Where that is not
// possible the system's own settings hold.
func keepAwake() {
	if path, err := exec.LookPath("xset"); err == nil && os.Getenv("DISPLAY") != "" {
		if err := exec.Command(path, "s", "off", "-dpms").Run(); err != nil {
			slog.Debug("xset", "err", err)
		}
	}
}

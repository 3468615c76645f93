package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"kettle/internal/settings"
	"kettle/internal/store"
	"kettle/internal/ui"
)

// lookAgain is how long a held screen waits until it looks once more.
const lookAgain = 5 * time.Second

// hold shows, in place of a bare desktop, why the screen cannot begin, until ready
// says that it can, or another kettle was installed: then it returns errAnew. When it
// is ended before, by a signal or by Control, Shift and Q, or where no window can be
// opened, it returns the error that it was given: there are no data that a PIN could be
// asked of. Of the settings, those that could be read hold.
func hold(ctx context.Context, f flags, set settings.Settings, why error, ready func(context.Context) error) error {
	if err := f.over(&set); err != nil {
		return err
	}
	slog.Error("the screen cannot begin", "err", why)
	app.SetMetadata(metadata())
	s := &screen{flags: f, set: set, app: app.NewWithID(metadata().ID)}
	s.app.Settings().SetTheme(ui.WindowTheme())
	s.window = s.app.NewWindow("Kettle")
	s.window.SetPadded(false)
	s.window.SetMaster()
	page := &held{words: sentence(why)}
	root := container.New(page)
	page.root = root
	s.window.SetContent(root)
	s.window.Canvas().AddShortcut(&desktop.CustomShortcut{
		KeyName: fyne.KeyQ, Modifier: fyne.KeyModifierControl | fyne.KeyModifierShift,
	}, func(fyne.Shortcut) { s.end() })
	s.place()

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s.app.Lifecycle().SetOnStarted(func() {
		slog.Info("window open", "held", true)
		s.begun.Store(true)
	})
	looked := make(chan error, 1)
	go func() {
		looked <- untilReady(ctx, why, ready, func(err error) {
			s.do(func() { page.say(sentence(err)) })
		})
		s.end()
	}()
	if err := s.open(); err != nil {
		slog.Error("say so on the screen", "err", err)
	}
	s.quit.Store(true)
	stop()
	return <-looked
}

// untilReady looks every few seconds whether the screen can begin, tells of every
// other reason why not, and returns errAnew when it can, or the last reason.
func untilReady(ctx context.Context, why error, ready func(context.Context) error, tell func(error)) error {
	replaced := installed()
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return why
		case <-tick.C:
		}
		err := ready(ctx)
		if err == nil || replaced() {
			return errAnew
		}
		busy := errors.Is(err, store.ErrOwned) // a restore at work
		if ctx.Err() == nil && !busy && sentence(err) != sentence(why) {
			why = err
			tell(why)
		}
	}
}

// installed gives a func that says whether the program's file is another than it was.
func installed() (replaced func() bool) {
	look := func() (os.FileInfo, error) {
		path, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("find this program: %w", err)
		}
		return os.Stat(path)
	}
	was, err := look()
	return func() bool {
		is, err2 := look()
		return errors.Join(err, err2) == nil && !(os.SameFile(was, is) && was.ModTime().Equal(is.ModTime()))
	}
}

// held is the page, laid out for whatever size its window has.
type held struct {
	words string
	root  *fyne.Container
}

// say changes the words.
func (h *held) say(words string) {
	h.words = words
	h.Layout(nil, h.root.Size())
	h.root.Refresh()
}

// Layout draws the page in that size.
func (h *held) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := ui.NewPage(size, nil)
	p.Fill(ui.Paper)
	const margin, side = 110, 400
	w := p.W - 2*margin
	if !p.Portrait() {
		p.Icon(p.W-margin-side, (p.H-side)/2-20, side, "coffee", ui.Peach)
		w -= side + 60
	}
	title := ui.Style{Face: ui.Display, Size: 88, Min: 48, Lines: 3, Leading: 1.06, Color: ui.Ink}
	words := ui.Style{Size: 40, Min: 26, Lines: 5, Color: ui.Ink}
	under := ui.Style{Size: 30, Min: 22, Lines: 3, Color: ui.Soft}
	const head, foot = "The kettle is off just now.", "Hosts: this is for whoever looks after the screen. It goes on by itself as soon as that is mended."
	y := (p.H - p.TextHeight(w, head, title) - p.TextHeight(w, h.words, words) - p.TextHeight(w, foot, under) - 92) / 2
	y += p.Text(margin, y, w, head, title) + 36
	y += p.Text(margin, y, w, h.words, words) + 56
	p.Text(margin, y, w, foot, under)
	h.root.Objects = []fyne.CanvasObject{p.Object()}
}

// MinSize lets the window have any size.
func (h *held) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }

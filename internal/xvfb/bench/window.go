package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"kettle/internal/xvfb"
)

// The display is that of a usual screen. Every sixth row of it is watched, which
// no letter and no photo fits between.
const (
	displayWide, displayHigh = 1920, 1080
	watchedRows              = 6
)

// patience is how long one step may take before it counts as broken.
const patience = 2 * time.Minute

// lobby is a display with its pixels.
type lobby struct {
	*bench
	display *xvfb.Display
	pixels  *xvfb.Pixels
}

// inLobby starts a display, lets f use it and ends it.
func (b *bench) inLobby(ctx context.Context, f func(*lobby) error) (err error) {
	l := &lobby{bench: b}
	if l.display, err = xvfb.StartMapped(ctx, displayWide, displayHigh); err != nil {
		return err
	}
	defer l.display.Close()
	if l.pixels, err = l.display.Pixels(watchedRows); err != nil {
		return err
	}
	defer l.pixels.Close()
	return f(l)
}

// inBare does it with a window with one rectangle, which is the floor of all windows.
func (b *bench) inBare(ctx context.Context, f func(*lobby, *xvfb.Program) error) error {
	bare, err := b.buildBare(ctx)
	if err != nil {
		return err
	}
	return b.inLobby(ctx, func(l *lobby) error {
		p, err := l.display.Run(ctx, nil, bare)
		if err != nil {
			return err
		}
		defer p.Kill()
		return f(l, p)
	})
}

// kettle starts the program on a data folder.
func (l *lobby) kettle(ctx context.Context, data string, args ...string) (*xvfb.Program, error) {
	args = append([]string{"--data", data, "--listen", "127.0.0.1:0"}, args...)
	return l.display.Run(ctx, nil, filepath.Join(l.bin, "kettle"), args...)
}

// buildBare builds the window with one rectangle.
func (b *bench) buildBare(ctx context.Context) (string, error) {
	program, err := filepath.Abs(filepath.Join(b.dir, "bare"))
	if err != nil {
		return "", fmt.Errorf("find the bare window: %w", err)
	}
	_, err = command(ctx, "go", "build", "-tags", "gles,migrated_fynedo", "-trimpath", "-o", program, "./internal/xvfb/bench/bare")
	return program, err
}

// wait waits for a line of a program's log.
func wait(ctx context.Context, p *xvfb.Program, texts ...string) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	_, err := p.Wait(ctx, texts...)
	return err
}

// calm waits until nothing has changed on the display for that long. It gives
// when the last change was seen, and the first one: zero times for none.
func (l *lobby) calm(ctx context.Context, quiet time.Duration, onFirst func()) (first, last time.Time, err error) {
	began := time.Now()
	for tick := time.NewTicker(500 * time.Microsecond); ; {
		now := time.Now()
		if l.pixels.Changed() {
			if first.IsZero() {
				if first = now; onFirst != nil {
					onFirst()
				}
			}
			last = now
		}
		switch since := last; {
		case since.IsZero() && now.Sub(began) > quiet, !since.IsZero() && now.Sub(since) > quiet:
			tick.Stop()
			return first, last, nil
		case now.Sub(began) > patience:
			tick.Stop()
			return first, last, fmt.Errorf("the display never came to rest")
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			tick.Stop()
			return first, last, ctx.Err()
		}
	}
}

// start is how long it takes from starting the program until the first page is
// complete on the display, with all its photos, for a large space whose files
// were read before.
func (b *bench) start(ctx context.Context) ([]figure, error) {
	data, err := b.wall(ctx)
	if err != nil {
		return nil, err
	}
	bare, err := b.buildBare(ctx)
	if err != nil {
		return nil, err
	}
	var took, floors []time.Duration
	err = b.inLobby(ctx, func(l *lobby) error {
		for i := range b.several(7, 3) + 1 {
			d, err := l.firstPicture(ctx, "picture complete", func() (*xvfb.Program, error) {
				return l.kettle(ctx, data, "--role", "wall", "--scene", "people", "--transition", "cut")
			})
			if err != nil {
				return err
			}
			f, err := l.firstPicture(ctx, "", func() (*xvfb.Program, error) { return l.display.Run(ctx, nil, bare) })
			if err != nil {
				return err
			}
			if i > 0 { // the first warms
				took, floors = append(took, d), append(floors, f)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return []figure{{
		"start to the first complete picture", seconds(share(took, 0.5)), seconds(share(floors, 0.5)),
		goal{1, "s"},
		fmt.Sprintf("5,000 members with photos, warm, median of %d: %s; floor: a window with one rectangle", len(took), spread(took)),
	}}, nil
}

// spread says how far the values lie apart.
func spread(v []time.Duration) string {
	return fmt.Sprintf("%.2f to %.2f s", share(v, 0).Seconds(), share(v, 1).Seconds())
}

// firstPicture gives the time from the start of a program to the last change on
// the display that belongs to its first picture. With a line, the program logs
// it as soon as all of it is handed to the toolkit; without, its first change
// is all.
func (l *lobby) firstPicture(ctx context.Context, line string, run func() (*xvfb.Program, error)) (time.Duration, error) {
	const quiet = 400 * time.Millisecond
	if _, _, err := l.calm(ctx, quiet, nil); err != nil { // the window before has gone
		return 0, err
	}
	began := time.Now()
	p, err := run()
	if err != nil {
		return 0, err
	}
	defer p.Kill()
	var last time.Time
	for {
		complete := strings.Contains(p.Log(), line)
		_, change, err := l.calm(ctx, quiet, nil)
		if err != nil {
			return 0, err
		}
		if !change.IsZero() {
			last = change
		}
		if complete && !last.IsZero() {
			return last.Sub(began), nil
		}
		select {
		case <-p.Done():
			return 0, fmt.Errorf("the program ended before its first picture: %w\n%s", p.Err(), p.Log())
		default:
		}
		if time.Since(began) > patience {
			return 0, fmt.Errorf("no first picture\n%s", p.Log())
		}
	}
}

package wall

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"kettle/internal/community"
	"kettle/internal/match"
)

// Drawn is what the loop draws on; a *View is one. Show and Prepare are called
// through Options.Do, the others from the loop itself.
type Drawn interface {
	Show(State)
	Prepare(State)
	Shape() Shape
	Resized() <-chan struct{}
}

// Options are what Run needs. All are required but Now, Changes and Log.
type Options struct {
	Config Config
	Source Source
	View   Drawn

	Changes <-chan struct{}  // something that is seen may be another now
	Do      func(func())     // runs a function on the windows' goroutine, such as fyne.Do
	Now     func() time.Time // nil is the real clock
	Log     *slog.Logger     // nil is the default one
}

// retry is how long the loop waits after the source failed.
const retry = 2 * time.Second

// Run turns the pages of a wall until ctx ends: the clock at every full minute,
// the page at the end of its time, and whatever changed at once. The next page
// is drawn ahead, so that its photos are ready. When the source fails, the page
// that is up stays.
func Run(ctx context.Context, o Options) error {
	if o.Source == nil || o.View == nil || o.Do == nil {
		return errors.New("wall: a source, a view and a way to its goroutine are needed")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Config.Finder == nil {
		o.Config.Finder = new(match.Finder)
	}
	l := &loop{Options: o}
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-o.Changes:
		case <-o.View.Resized():
		case <-timer.C:
		}
		timer.Reset(l.turn(ctx))
	}
}

type loop struct {
	Options
	seen  *community.Seen
	up    Step // the page that is up
	ahead Step // the page that is drawn ahead
	shape Shape
	bad   bool // the source failed the last time
	door  door
}

// turn brings the screen up to date and says when to do so again.
func (l *loop) turn(ctx context.Context) time.Duration {
	seen, err := l.Source.Seen(ctx, community.Wall)
	if err != nil {
		if !l.bad && ctx.Err() == nil {
			l.Log.Error("the wall cannot read what to show", "err", err)
		}
		l.bad = true
		if l.seen == nil {
			return retry
		}
	} else {
		l.seen, l.bad = seen, false
	}
	now := l.Now()
	l.shape = l.View.Shape()
	step := l.step(now)
	step.Greet = l.door.greet(l.seen, now)
	page := l.Config.Compose(l.seen, step, now, l.shape)
	l.up = step
	l.Do(func() { l.View.Show(page) })

	l.ahead = l.step(step.Until)
	next := l.Config.Compose(l.seen, l.ahead, step.Until, l.shape)
	if next.Key != page.Key {
		l.Do(func() { l.View.Prepare(next) })
	}
	wait := min(step.Until.Sub(now), untilMinute(now))
	for _, at := range [...]time.Time{quickEnds(l.seen, now), l.door.next(now)} {
		if !at.IsZero() {
			wait = min(wait, at.Sub(now))
		}
	}
	if l.bad {
		wait = min(wait, retry)
	}
	// Timers may be early by the clock's own grain.
	return max(wait, 0) + time.Millisecond
}

// step is the step at a time. Whoever is in the spotlight, or was drawn ahead
// for it, stays as long as they may be seen, whoever else comes and goes.
func (l *loop) step(at time.Time) Step {
	s := l.Config.StepAt(l.seen, at, l.shape)
	if s.Scene != SceneSpotlight {
		return s
	}
	for _, kept := range [...]Step{l.up, l.ahead} {
		if kept.Scene == s.Scene && kept.N == s.N {
			if _, ok := profile(l.seen, kept.Who); ok {
				s.Who = kept.Who
				break
			}
		}
	}
	return s
}

// untilMinute is how long it is to the next full minute.
func untilMinute(now time.Time) time.Duration {
	return time.Minute - time.Duration(now.Second())*time.Second - time.Duration(now.Nanosecond())
}

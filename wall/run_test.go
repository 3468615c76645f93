package wall

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"kettle/internal/community"
)

// glass is a Drawn that takes down what it is given. A test holds mu but while
// time passes, so that it never reads what the loop is writing.
type glass struct {
	mu              sync.Mutex
	shown, prepared []State
	at              []time.Time
	resized         chan struct{}
}

func (g *glass) Show(s State) {
	g.shown = append(g.shown, s)
	g.at = append(g.at, time.Now())
}
func (g *glass) Prepare(s State)          { g.prepared = append(g.prepared, s) }
func (g *glass) Shape() Shape             { return wide }
func (g *glass) Resized() <-chan struct{} { return g.resized }

func (g *glass) do(f func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	f()
}

// pass lets time pass and the loop do what it does then.
func (g *glass) pass(d time.Duration) {
	g.mu.Unlock()
	time.Sleep(d)
	synctest.Wait()
	g.mu.Lock()
}

func (g *glass) last() State { return g.shown[len(g.shown)-1] }

// shelfed is a Source with one Seen, or an error.
type shelfed struct {
	g    *glass // whose lock guards the rest
	seen *community.Seen
	err  error
}

func (s *shelfed) Seen(context.Context, community.Audience) (*community.Seen, error) {
	s.g.mu.Lock()
	defer s.g.mu.Unlock()
	return s.seen, s.err
}

// running starts the loop in a bubble whose clock begins at the given time.
func running(t *testing.T, c Config, src *shelfed, begin time.Time, test func(t *testing.T, g *glass, changes chan struct{})) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		zero := time.Now()
		g := &glass{resized: make(chan struct{}, 1)}
		src.g = g
		changes := make(chan struct{}, 1)
		done := make(chan error, 1)
		go func() {
			done <- Run(ctx, Options{
				Config: c, Source: src, View: g, Changes: changes, Do: g.do,
				Now: func() time.Time { return begin.Add(time.Since(zero)) },
				Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
			})
		}()
		synctest.Wait()
		g.mu.Lock()
		test(t, g, changes)
		g.mu.Unlock()
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Run ended with %v", err)
		}
	})
}

func TestTheClockTurnsAtTheFullMinute(t *testing.T) {
	begin := morning.Add(59*time.Second + 300*time.Millisecond)
	running(t, Config{Scene: ScenePeople}, &shelfed{seen: crowd(3)}, begin, func(t *testing.T, g *glass, _ chan struct{}) {
		if g.last().Clock != "10:42" {
			t.Fatal(g.last().Clock)
		}
		g.pass(710 * time.Millisecond)
		if g.last().Clock != "10:43" {
			t.Errorf("10 ms after the minute it is %s", g.last().Clock)
		}
		n := len(g.shown)
		g.pass(58 * time.Second)
		if len(g.shown) != n {
			t.Errorf("%d more pages within a minute in which nothing happened", len(g.shown)-n)
		}
	})
}

func TestPagesTurnInTimeAndTheNextIsDrawnAhead(t *testing.T) {
	running(t, Config{}, &shelfed{seen: crowd(40)}, morning, func(t *testing.T, g *glass, _ chan struct{}) {
		g.pass(10 * time.Millisecond)
		for range 20 {
			ahead := g.prepared[len(g.prepared)-1]
			before := g.last()
			g.pass(DefaultDwell)
			if got := g.last(); got.Key != ahead.Key || got.Key == before.Key {
				t.Fatalf("%s was drawn ahead, %s is shown after %s", ahead.Key, got.Key, before.Key)
			}
		}
	})
}

func TestACheckInShowsAtOnce(t *testing.T) {
	src := &shelfed{seen: crowd(3)}
	running(t, Config{Scene: ScenePeople}, src, morning, func(t *testing.T, g *glass, changes chan struct{}) {
		key := g.last().Key
		more := *src.seen
		more.Profiles = slices.Clone(more.Profiles)
		more.Profiles[1].Here, more.Here = true, 2
		src.seen = &more
		changes <- struct{}{}
		g.pass(0)
		s := g.last()
		if s.Under != "Harbour Commons · 3 members · 2 here now" || s.Key != key {
			t.Errorf("%s (%s, was %s)", s.Under, s.Key, key)
		}
	})
}

func TestWhoeverIsInTheSpotlightStaysWhileOthersComeAndGo(t *testing.T) {
	src := &shelfed{seen: crowd(30)}
	begin := morning
	for { // to the beginning of a spotlight
		if s := (Config{}).StepAt(src.seen, begin, wide); s.Scene == SceneSpotlight {
			break
		}
		begin = begin.Add(time.Second)
	}
	running(t, Config{}, src, begin, func(t *testing.T, g *glass, changes chan struct{}) {
		who := g.last().Spotlight.Who.ID
		for i := range 30 {
			more := *src.seen
			more.Profiles = slices.Clone(more.Profiles)
			more.Profiles[i].JoinedOn = map[bool]string{true: "2026-11-18", false: ""}[i%2 == 0]
			more.Profiles[29-i].Here = i%2 == 0
			src.seen = &more
			changes <- struct{}{}
			g.pass(0)
			if g.last().Spotlight.Who.ID != who {
				t.Fatalf("the spotlight moved on at the %d. change", i+1)
			}
		}
		gone := *src.seen
		gone.Profiles = slices.DeleteFunc(slices.Clone(gone.Profiles), func(p community.Profile) bool { return p.ID == who })
		src.seen = &gone
		changes <- struct{}{}
		g.pass(0)
		if g.last().Spotlight.Who.ID == who {
			t.Error("somebody who took back their consent is still shown")
		}
	})
}

func TestTheWallStaysUpWhenItsSourceFails(t *testing.T) {
	src := &shelfed{err: errors.New("disk on fire")}
	running(t, Config{Scene: ScenePeople}, src, morning, func(t *testing.T, g *glass, changes chan struct{}) {
		if len(g.shown) != 0 {
			t.Fatalf("showed %+v of nothing", g.shown)
		}
		src.seen, src.err = crowd(3), nil
		g.pass(retry + time.Second)
		if len(g.shown) == 0 {
			t.Fatal("never tried again")
		}
		src.err = errors.New("disk on fire")
		changes <- struct{}{}
		g.pass(2 * time.Minute)
		if g.last().Clock != "10:44" || len(g.last().People) == 0 && g.last().Spotlight == nil && g.last().Today == nil {
			t.Errorf("%+v", g.last())
		}
		src.seen, src.err = crowd(2), nil // nobody says that it is back
		g.pass(retry + time.Second)
		if g.last().Under != "Harbour Commons · 2 members · 1 here now" {
			t.Errorf("%q", g.last().Under)
		}
	})
}

func TestAHeldPageIsDrawnOnce(t *testing.T) {
	running(t, Config{Scene: ScenePeople}, &shelfed{seen: crowd(40)}, morning, func(t *testing.T, g *glass, _ chan struct{}) {
		g.pass(5*time.Minute + time.Second)
		if len(g.prepared) != 0 || len(g.shown) != 6 {
			t.Errorf("%d pages are drawn ahead, %d shown in five minutes", len(g.prepared), len(g.shown))
		}
	})
}

func TestAResizedWindowIsDrawnAtOnce(t *testing.T) {
	running(t, Config{Scene: ScenePeople}, &shelfed{seen: crowd(3)}, morning, func(t *testing.T, g *glass, _ chan struct{}) {
		n := len(g.shown)
		g.resized <- struct{}{}
		g.pass(0)
		if len(g.shown) != n+1 {
			t.Errorf("%d pages more", len(g.shown)-n)
		}
	})
}

func TestNightFallsAtClosingTime(t *testing.T) {
	seen := crowd(3)
	if err := seen.Space.Set("hours", "Mon-Sun 08:00-18:00"); err != nil {
		t.Fatal(err)
	}
	begin := time.Date(2026, 11, 19, 17, 59, 50, 0, time.UTC)
	running(t, Config{}, &shelfed{seen: seen}, begin, func(t *testing.T, g *glass, _ chan struct{}) {
		if g.last().Scene == SceneNight {
			t.Fatal("too early")
		}
		g.pass(11 * time.Second)
		if g.last().Scene != SceneNight {
			t.Errorf("%s after closing", g.last().Scene)
		}
		g.pass(14 * time.Hour)
		if g.last().Scene == SceneNight {
			t.Error("still night in the morning")
		}
	})
}

func TestRunSaysWhatIsMissing(t *testing.T) {
	if err := Run(t.Context(), Options{}); err == nil {
		t.Error("no error")
	}
}

package sync

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	gosync "sync"
	"testing"
	"testing/synctest"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared"
	"kettle/internal/store"
)

// wire is a line that can be cut, and notes when somebody says hello.
type wire struct {
	Peer
	mu     gosync.Mutex
	cut    bool
	hellos []time.Time
	byes   int
}

func (w *wire) isCut() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.cut {
		return errCut
	}
	return nil
}

func (w *wire) set(cut bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = cut
}

// tries gives the times at which hello was said.
func (w *wire) tries() []time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.hellos)
}

func (w *wire) Hello(ctx context.Context, h Hello) (Welcome, error) {
	w.mu.Lock()
	w.hellos = append(w.hellos, time.Now())
	w.mu.Unlock()
	if err := w.isCut(); err != nil {
		return Welcome{}, err
	}
	return w.Peer.Hello(ctx, h)
}

func (w *wire) Push(ctx context.Context, p Push) (Pushed, error) {
	if err := w.isCut(); err != nil {
		return Pushed{}, err
	}
	return w.Peer.Push(ctx, p)
}

func (w *wire) Pull(ctx context.Context, p Pull) (Page, error) {
	if err := w.isCut(); err != nil {
		return Page{}, err
	}
	return w.Peer.Pull(ctx, p)
}

func (w *wire) Bye(ctx context.Context) error {
	w.mu.Lock()
	w.byes++
	w.mu.Unlock()
	return w.Peer.Bye(ctx)
}

func (w *wire) goodbyes() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.byes
}

// running is a store whose replica runs, in a bubble of virtual time.
type running struct {
	db      *store.DB
	wire    *wire
	replica *Replica
	nudge   chan struct{}
	stop    func() error
}

// runTwo runs do with two screens on one hub.
func runTwo(t *testing.T, do func(t *testing.T, hub *shared.Store, a, b *running)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		dir := lab(t)
		hubStore, err := shared.OpenFile(t.Context(), filepath.Join(dir, "hub.db"), shared.Options{})
		if err != nil {
			t.Fatal(err)
		}
		hub := NewHub(hubStore, HubOptions{})
		space := community.ID{1}
		if _, err := hubStore.Begin(t.Context(), space); err != nil {
			t.Fatal(err)
		}
		var screens [2]*running
		for i := range screens {
			r := &running{wire: &wire{Peer: hub.Own(space, string(rune('a'+i)))}, nudge: make(chan struct{}, 1)}
			if r.db, err = store.Open(t.Context(), filepath.Join(dir, string(rune('a'+i))), store.Options{}); err == nil {
				err = r.db.Join(t.Context(), space, community.Link{Hub: "hub", Role: community.RoleKiosk}, false)
			}
			if err == nil {
				r.replica, err = NewReplica(t.Context(), r.db, ReplicaOptions{Dial: func(community.Link) Peer { return r.wire }, Nudge: r.nudge})
			}
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error, 1)
			go func() { done <- r.replica.Run(ctx) }()
			r.stop = gosync.OnceValue(func() error { cancel(); return <-done })
			screens[i] = r
		}
		do(t, hubStore, screens[0], screens[1])
		for _, r := range screens {
			if err := r.stop(); !errors.Is(err, context.Canceled) {
				t.Errorf("the replica ended with %v", err)
			}
			if err := r.db.Close(); err != nil {
				t.Error(err)
			}
		}
		if err := hubStore.Close(); err != nil {
			t.Error(err)
		}
	})
}

func (r *running) has(t testing.TB) int {
	t.Helper()
	roll, err := r.db.Roll(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return len(roll.Members)
}

func (r *running) add(t testing.TB, name string) {
	t.Helper()
	if _, err := r.db.AddMember(t.Context(), simHost, community.Member{Name: name, Number: name}); err != nil {
		t.Fatal(err)
	}
}

func TestAChangeIsAtTheOtherScreenAtOnce(t *testing.T) {
	runTwo(t, func(t *testing.T, _ *shared.Store, a, b *running) {
		synctest.Wait()
		time.Sleep(3 * time.Minute) // long polls come and go
		synctest.Wait()
		begin := time.Now()
		a.add(t, "Ada")
		synctest.Wait()
		if b.has(t) != 1 || time.Since(begin) > 0 {
			t.Errorf("after %v the other has %d members", time.Since(begin), b.has(t))
		}
		if s := b.replica.Standing(); !s.Met || !s.Step || s.Err != nil {
			t.Errorf("it stands %+v", s)
		}
	})
}

func TestAScreenThatIsCutOffWorksOnAndCatchesUp(t *testing.T) {
	runTwo(t, func(t *testing.T, _ *shared.Store, a, b *running) {
		synctest.Wait()
		a.wire.set(true)
		time.Sleep(26 * time.Second) // the pull under way ends
		from := len(a.wire.tries())
		a.add(t, "Ada")
		b.add(t, "Bo")
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if a.has(t) != 1 || b.has(t) != 1 {
			t.Fatalf("they have %d and %d members", a.has(t), b.has(t))
		}
		tries := a.wire.tries()[from:]
		if n := len(tries); n < 30 || n > 100 { // two loops, each every 15 to 30 s in the end
			t.Errorf("%d tries in ten minutes", n)
		}
		var pauses []time.Duration
		for i := 1; i < len(tries); i++ {
			pauses = append(pauses, tries[i].Sub(tries[i-1]))
		}
		if slices.Max(pauses) > 30*time.Second || len(slices.Compact(slices.Sorted(slices.Values(pauses)))) < len(pauses)/2 {
			t.Errorf("it waits %v", pauses)
		}
		if s := a.replica.Standing(); s.Met || s.Err == nil || time.Since(s.Since) < 9*time.Minute {
			t.Errorf("it stands %+v", s)
		}
		a.wire.set(false)
		a.nudge <- struct{}{}
		synctest.Wait()
		if a.has(t) != 2 || b.has(t) != 2 {
			t.Errorf("right after a sign of the hub they have %d and %d members", a.has(t), b.has(t))
		}
	})
}

func TestAScreenThatIsSwitchedOffSaysBye(t *testing.T) {
	runTwo(t, func(t *testing.T, hub *shared.Store, a, _ *running) {
		synctest.Wait()
		if err := a.stop(); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		c, err := hub.Contact(t.Context(), community.ID{1}, "a")
		if err != nil || !c.Bye || a.wire.goodbyes() != 1 {
			t.Errorf("the hub knows %+v, %v", c, err)
		}
	})
}

func TestABugDoesNotTakeTheScreenAlong(t *testing.T) {
	err := survive(func() error { panic("a bug") })
	if err == nil || !strings.Contains(err.Error(), "a bug") {
		t.Errorf("it ended with %v", err)
	}
	if err := survive(func() error { return errCut }); !errors.Is(err, errCut) {
		t.Errorf("an error became %v", err)
	}
}

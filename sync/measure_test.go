package sync

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared"
	"kettle/internal/store"
)

// TestAnAnswerThatTookLongSaysLittleOfTheClock names the fault that half of the
// time that a hub took to answer, such as while its cluster chose a leader, was
// taken for a wrong clock, which moved the times of visits.
func TestAnAnswerThatTookLongSaysLittleOfTheClock(t *testing.T) {
	at := time.Unix(1_800_000_000, 0)
	for _, c := range []struct{ hub, took, last, want time.Duration }{
		{3 * time.Millisecond, 0, 0, 3 * time.Millisecond},
		{10 * time.Second, 10 * time.Second, 0, 0},                 // it took long to be asked
		{0, 10 * time.Second, 0, 0},                                // or to answer
		{time.Hour, 10 * time.Second, time.Hour, time.Hour},        // what was known may be right
		{time.Hour, 0, 0, time.Hour},                               // a clock that is wrong
		{-time.Hour, 2 * time.Second, 0, -time.Hour - time.Second}, // whatever the doubt
	} {
		if got := measured(at.Add(c.hub), at, at.Add(c.took), c.last); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestAHubThatIsSlowToGreetIsNoReasonToMoveAnything(t *testing.T) {
	now := time.Now()
	clock := func() time.Time { return now }
	dir := t.TempDir()
	hubStore, err := shared.OpenFile(t.Context(), filepath.Join(dir, "hub.db"), shared.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer hubStore.Close()
	space := community.ID{1}
	if _, err := hubStore.Begin(t.Context(), space); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), filepath.Join(dir, "screen"), store.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Join(t.Context(), space, community.Link{Hub: "hub", Role: community.RoleKiosk}, false); err != nil {
		t.Fatal(err)
	}
	hub := slowHub{NewHub(hubStore, HubOptions{Now: clock}).Own(space, "a"), func() { now = now.Add(12 * time.Second) }}
	r, err := NewReplica(t.Context(), db, ReplicaOptions{Now: clock, Dial: func(community.Link) Peer { return hub }})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Meet(t.Context()); err != nil {
		t.Fatal(err)
	}
	if off := db.Now().Sub(now); off != 0 {
		t.Errorf("the clocks are one, and the store counts with another by %v", off)
	}
}

// slowHub takes its time before it greets.
type slowHub struct {
	Peer
	wait func()
}

func (s slowHub) Hello(ctx context.Context, h Hello) (Welcome, error) {
	s.wait()
	return s.Peer.Hello(ctx, h)
}

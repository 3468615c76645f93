package sync

import (
	"context"
	"database/sql"
	"path/filepath"
	gosync "sync"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared"
)

// run keeps the screen in step until the benchmark ends.
func (f *follower) run() {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = f.replica.Run(ctx) // it ends with ctx
	}()
	f.Cleanup(func() { stop(); <-done })
}

// seen waits until the member is here, or is not, by the screen's own store, and
// gives the time at which that was so.
func (f *follower) seen(member community.ID, here bool) time.Time {
	changes, stop := f.db.Watch()
	defer stop()
	patience := time.After(time.Minute)
	for {
		r, err := f.db.Roll(context.Background())
		if err != nil {
			f.Error(err)
		}
		if err != nil || r.HereAt(f.db.Now())[member] == here {
			return time.Now()
		}
		select {
		case <-changes:
		case <-patience:
			f.Error("a check-in never came")
			return time.Now()
		}
	}
}

// BenchmarkSeen is how long it takes from the tap on one screen until a check-in,
// or a check-out, is in the stores of the others, which follow a hub by TLS on the
// loopback. The floor writes one row to as many files, one after the other for
// the way of a change: the screen, the hub, the other screen.
func BenchmarkSeen(b *testing.B) {
	for name, n := range map[string]int{"by1": 1, "by19": 19} {
		b.Run(name, func(b *testing.B) {
			s, err := shared.OpenFile(b.Context(), filepath.Join(b.TempDir(), "hub.db"), shared.Options{})
			l, space := newHouse(b, opened(b, s, err))
			members := someMembers(100)
			l.push(space, members)
			var all []*follower
			for range n + 1 {
				f := l.follow(space, l.address)
				f.take()
				f.run()
				all = append(all, f)
			}
			ways := []*sql.DB{plain(b), plain(b), plain(b)}
			var p pairs
			for i := 0; b.Loop(); i++ {
				p.time(&p.floor, func() {
					for _, h := range ways {
						if _, err := h.Exec("INSERT INTO member_tags VALUES (?, ?, ?, ?)", members[0].ID[:], "visit", time.Now().String(), "a"); err != nil {
							b.Fatal(err)
						}
					}
				})
				member, here := members[i%len(members)].ID, i/len(members)%2 == 0
				p.kettle = append(p.kettle, all[0].tap(all[1:], member, here)...)
				time.Sleep(20 * time.Millisecond) // people are not that quick, and all wait again
			}
			p.report(b, 0.5, "-p50")
			p.report(b, 0.99, "-p99")
		})
	}
}

// tap checks a member in or out, and says how long each of the others took to
// see it.
func (f *follower) tap(others []*follower, member community.ID, here bool) []time.Duration {
	took := make([]time.Duration, len(others))
	began := time.Now()
	var waiting gosync.WaitGroup
	for i, o := range others {
		waiting.Go(func() { took[i] = o.seen(member, here).Sub(began) })
	}
	var err error
	if by := (community.Actor{Kind: community.ActorClaimed, ID: member}); here {
		_, _, err = f.db.CheckIn(context.Background(), by, member)
	} else {
		_, err = f.db.CheckOut(context.Background(), by, member)
	}
	f.must(nil, err)
	waiting.Wait()
	return took
}

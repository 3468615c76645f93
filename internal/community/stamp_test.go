package community

import (
	"math"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

func ms(n int64) time.Time { return time.UnixMilli(n).UTC() }

func TestAClockNeverGoesBackAndIsAheadOfAllItSaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := int64(1_800_000_000_000)
		c := Clock{Now: func() time.Time { return time.UnixMilli(now) }}
		last := int64(math.MinInt64)
		for range rapid.IntRange(1, 50).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0: // the machine's clock jumps, back as well
				now += rapid.Int64Range(-1e10, 1e10).Draw(t, "jump")
			case 1: // a stamp from elsewhere, wrong clocks among them
				seen := rapid.OneOf(rapid.Int64Range(0, now<<16+1e12), rapid.Just(now<<16+1e15)).Draw(t, "seen")
				c.See(seen)
				last = max(last, seen)
			default:
				got := c.Tick()
				if got <= last {
					t.Fatalf("%d comes after %d", got, last)
				}
				if got < now<<16 {
					t.Fatalf("%d is behind the machine's %d", got, now<<16)
				}
				last = got
			}
		}
	})
}

func TestAClockAtTheEndOfTimeDoesNotTurnRound(t *testing.T) {
	var c Clock
	c.See(math.MaxInt64)
	for range 3 {
		if got := c.Tick(); got != math.MaxInt64 {
			t.Fatalf("the clock went back to %d", got)
		}
	}
}

func TestStampsOfManyGoroutinesAreAllDifferent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c Clock
		var wg sync.WaitGroup
		got := make([][]int64, 8)
		for i := range got {
			wg.Go(func() {
				for range 500 {
					got[i] = append(got[i], c.Tick())
					c.See(got[i][0])
				}
			})
		}
		wg.Wait()
		seen := map[int64]bool{}
		for _, ticks := range got {
			for i, v := range ticks {
				if seen[v] || i > 0 && v <= ticks[i-1] {
					t.Fatalf("%d was given before", v)
				}
				seen[v] = true
			}
		}
		time.Sleep(time.Hour)
		if at := (Stamp{Clock: c.Tick()}).Time(); !at.Equal(time.Now().Truncate(time.Millisecond)) {
			t.Errorf("an hour later the stamp says %s", at)
		}
	})
}

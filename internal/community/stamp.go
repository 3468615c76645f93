package community

import (
	"cmp"
	"math"
	"sync"
	"time"
)

// Stamp orders changes everywhere. Clock is a hybrid logical clock (Kulkarni
// and others, 2014): Unix milliseconds in the upper 48 bits, a counter in the
// lower 16. Screen is the random identity of the store that made it.
type Stamp struct {
	Clock  int64 `json:"clock"`
	Screen int64 `json:"screen"`
}

// Compare is -1, 0 or +1 as s comes before, is, or comes after t.
func (s Stamp) Compare(t Stamp) int {
	return cmp.Or(cmp.Compare(s.Clock, t.Clock), cmp.Compare(s.Screen, t.Screen))
}

// Time is the wall clock part of the stamp.
func (s Stamp) Time() time.Time { return time.UnixMilli(s.Clock >> 16).UTC() }

// Clock makes stamps that never go back, whatever the machine's clock does. The
// zero value is ready; it is safe for use by several goroutines.
type Clock struct {
	Now func() time.Time // nil means time.Now

	mu   sync.Mutex
	last int64
}

// Tick gives a clock value greater than any given or seen before.
func (c *Clock) Tick() int64 {
	now := time.Now
	if c.Now != nil {
		now = c.Now
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last < math.MaxInt64 { // seen from a broken clock, it is the end of time
		c.last = max(c.last+1, now().UnixMilli()<<16)
	}
	return c.last
}

// See tells the clock of a value made elsewhere, so that an edit made on sight
// of it comes after it.
func (c *Clock) See(clock int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = max(c.last, clock)
}

// Reset sets the clock back to a value: all that it gave later was taken back.
func (c *Clock) Reset(clock int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = clock
}

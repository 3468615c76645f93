package web

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often one address may ask for codes. A page and its photo are two; a
// guest who walks along a wall with a phone stays far below, and at this pace a
// code of a thousand members' would be guessed once in years.
const (
	lookUpsPerSecond = 2
	lookUpsAtOnce    = 40
	maxAddresses     = 4096 // remembered at one time

	signInsPerSecond = 0.1
	signInsAtOnce    = 10
)

// limiter bounds the look-ups of each address. It remembers addresses in two
// generations: when the young one is half of what may be remembered, it becomes
// the old one, and what was old and has not asked since is forgotten. It is safe
// for use by several goroutines.
type limiter struct {
	now    func() time.Time
	pace   rate.Limit
	atOnce int

	mu         sync.Mutex
	young, old map[netip.Prefix]*rate.Limiter
}

func newLimiter(now func() time.Time) *limiter {
	return limiterOf(now, lookUpsPerSecond, lookUpsAtOnce)
}

func limiterOf(now func() time.Time, pace rate.Limit, atOnce int) *limiter {
	return &limiter{now: now, pace: pace, atOnce: atOnce, young: map[netip.Prefix]*rate.Limiter{}}
}

// allow says whether the address may look up one more code now. An IPv6 network
// of 64 bits counts as one address, since a phone picks new ones in it at will.
func (l *limiter) allow(remote string) bool {
	key := network(remote)
	l.mu.Lock()
	defer l.mu.Unlock()
	bucket := l.young[key]
	if bucket == nil {
		if bucket = l.old[key]; bucket == nil {
			bucket = rate.NewLimiter(l.pace, l.atOnce)
		}
		if len(l.young) >= maxAddresses/2 {
			l.old, l.young = l.young, map[netip.Prefix]*rate.Limiter{}
		}
		l.young[key] = bucket
	}
	return bucket.AllowN(l.now(), 1)
}

// network gives the addresses that are measured as one; all that cannot be read
// are one, too.
func network(remote string) netip.Prefix {
	at, err := netip.ParseAddrPort(remote)
	if err != nil {
		return netip.Prefix{}
	}
	addr := at.Addr().Unmap().WithZone("")
	bits := 32
	if addr.Is6() {
		bits = 64
	}
	p, err := addr.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}

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
)

// limiter bounds the look-ups of each address. It is safe for use by several
// goroutines.
type limiter struct {
	now func() time.Time

	mu        sync.Mutex
	addresses map[netip.Prefix]*taken
}

type taken struct {
	bucket *rate.Limiter
	last   time.Time
}

func newLimiter(now func() time.Time) *limiter {
	return &limiter{now: now, addresses: map[netip.Prefix]*taken{}}
}

// allow says whether the address may look up one more code now. An IPv6 network
// of 64 bits counts as one address, since a phone picks new ones in it at will.
func (l *limiter) allow(remote string) bool {
	now := l.now()
	key := network(remote)
	l.mu.Lock()
	defer l.mu.Unlock()
	t := l.addresses[key]
	if t == nil {
		l.makeRoom(now)
		t = &taken{bucket: rate.NewLimiter(lookUpsPerSecond, lookUpsAtOnce)}
		l.addresses[key] = t
	}
	t.last = now
	return t.bucket.AllowN(now, 1)
}

// makeRoom forgets addresses whose bucket has filled up again, which are as good
// as new, and if that is not enough the one that was quiet longest.
func (l *limiter) makeRoom(now time.Time) {
	if len(l.addresses) < maxAddresses {
		return
	}
	const full = lookUpsAtOnce / lookUpsPerSecond * time.Second
	var oldest netip.Prefix
	var since time.Time
	for key, t := range l.addresses {
		if now.Sub(t.last) >= full {
			delete(l.addresses, key)
			continue
		}
		if since.IsZero() || t.last.Before(since) {
			oldest, since = key, t.last
		}
	}
	if len(l.addresses) >= maxAddresses {
		delete(l.addresses, oldest)
	}
}

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

// Package feed reads the calendars that a space's hosts allow, from the network.
//
// Nothing is read that no host wrote into the settings. One screen of a space does
// it, the one that keeps the others in step or the only one: once an hour, not all
// at the same minute, and only what changed since (RFC 9110, section 13). What is
// fetched is at most MaxBytes, within a time, over http or https, without cookies and
// without a proxy. An address that is not itself in a private network leads into
// none, whether by a redirect or by what its name resolves to.
package feed

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"

	"kettle/internal/calendar"
	"kettle/internal/community"
)

// MaxBytes is how large a calendar from the network may be.
const MaxBytes = 8 << 20

// How often calendars are read, and how long one may take.
const (
	every   = time.Hour
	spread  = 10 * time.Minute // either way
	soon    = 20 * time.Second // after the start, at most
	patient = 30 * time.Second
)

// Store is what is needed of the store.
type Store interface {
	Space(ctx context.Context) (community.Space, error)
	// ReadCalendar takes in what a calendar says now, under the name of its source.
	ReadCalendar(ctx context.Context, source string, events []community.Event) error
	// Sources names the calendars that events came from.
	Sources(ctx context.Context) ([]string, error)
}

// Reader reads the calendars of a space. The zero Reader with a Store works.
type Reader struct {
	Store   Store
	Now     func() time.Time                        // nil means time.Now
	Mine    func(ctx context.Context) (bool, error) // whether this screen is the one that reads; nil means that it is
	Changes <-chan struct{}                         // the store changed; nil means never
	Log     *slog.Logger                            // nil means slog.Default; it gets no addresses, which may be secret
	Client  *http.Client                            // nil means one that keeps to the rules above
	chance  func(n time.Duration) time.Duration     // nil means a random one below n

	last   []string // the addresses when it was last looked; Look's alone
	looked bool

	mu    sync.Mutex
	known map[string]*known // by address
}

// known is what is known of one calendar.
type known struct {
	tag, changed string // ETag and Last-Modified of what was read last
	next         time.Time
	words        string
	well         bool
}

func (r *Reader) now() time.Time {
	if r.Now == nil {
		return time.Now()
	}
	return r.Now()
}

func (r *Reader) within(n time.Duration) time.Duration {
	if r.chance != nil {
		return r.chance(n)
	}
	return time.Duration(rand.Int64N(int64(n))) //nolint:gosec // when to ask, not what
}

// Run reads calendars until ctx ends.
func (r *Reader) Run(ctx context.Context) error {
	log := r.Log
	if log == nil {
		log = slog.Default()
	}
	wait := time.NewTimer(r.within(soon))
	defer wait.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-r.Changes:
		case <-wait.C:
		}
		next, err := r.Look(ctx)
		if err != nil && ctx.Err() == nil {
			log.Error("read calendars", "err", err)
		}
		wait.Reset(max(next, time.Second))
	}
}

// Look reads the calendars whose time has come, and says how long to wait for the
// next.
func (r *Reader) Look(ctx context.Context) (wait time.Duration, err error) {
	if r.Mine != nil {
		if mine, err := r.Mine(ctx); err != nil || !mine {
			return every, err
		}
	}
	space, err := r.Store.Space(ctx)
	if err != nil {
		return every, err
	}
	if !r.looked || !slices.Equal(r.last, space.Calendars) {
		if err := r.drop(ctx, space.Calendars); err != nil {
			return every, err
		}
		r.last, r.looked = slices.Clone(space.Calendars), true
	}
	wait = every
	for _, address := range space.Calendars {
		r.mu.Lock()
		k := r.known[address]
		if k == nil {
			k = &known{}
			if r.known == nil {
				r.known = map[string]*known{}
			}
			r.known[address] = k
		}
		ahead := k.next.Sub(r.now())
		due := ahead <= 0 || ahead > every+spread // by a clock that was set back since
		r.mu.Unlock()
		if due {
			words, well := r.read(ctx, address, k, &space)
			if ctx.Err() != nil {
				return every, ctx.Err()
			}
			r.mu.Lock()
			k.words, k.well = words, well
			k.next = r.now().Add(every - spread + r.within(2*spread))
			r.mu.Unlock()
		}
		wait = min(wait, k.next.Sub(r.now()))
	}
	return wait, nil
}

// drop lets go what came from calendars that no host wants any more.
func (r *Reader) drop(ctx context.Context, addresses []string) error {
	r.mu.Lock()
	for address := range r.known {
		if !slices.Contains(addresses, address) {
			delete(r.known, address)
		}
	}
	r.mu.Unlock()
	wanted := map[string]bool{}
	for _, address := range addresses {
		wanted[community.CalendarSource(address)] = true
	}
	sources, err := r.Store.Sources(ctx)
	if err != nil {
		return err
	}
	for _, s := range sources {
		if !wanted[s] {
			if err := r.Store.ReadCalendar(ctx, s, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// read reads one calendar, and says in words how that went.
func (r *Reader) read(ctx context.Context, address string, k *known, space *community.Space) (words string, well bool) {
	at := " at " + space.Local(r.now()).Format("15:04") + "."
	name, target, err := parse(address)
	if err != nil {
		return fmt.Sprintf("“%s” is no address of a calendar: write it as https://calendar.example/ours.ics.", name), false
	}
	ctx, stop := context.WithTimeout(ctx, patient)
	defer stop()
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, target.String(), nil)
	if err != nil {
		return name + " is no address of a calendar.", false
	}
	q.Header.Set("Accept", "text/calendar")
	q.Header.Set("User-Agent", "Kettle")
	if k.tag != "" {
		q.Header.Set("If-None-Match", k.tag)
	}
	if k.changed != "" {
		q.Header.Set("If-Modified-Since", k.changed)
	}
	client := r.Client
	if client == nil {
		client = clientFor(target)
	}
	a, err := client.Do(q)
	if err != nil {
		return name + " couldn’t be read" + at + " " + whyNot(err) + " What was read before stays.", false
	}
	defer a.Body.Close()
	switch {
	case a.StatusCode == http.StatusNotModified:
		return name + " was read" + at, true
	case a.StatusCode == http.StatusNotFound, a.StatusCode == http.StatusGone:
		return name + " has no calendar at that address any more. What was read before stays.", false
	case a.StatusCode == http.StatusUnauthorized, a.StatusCode == http.StatusForbidden:
		return name + " doesn’t let us read that calendar. Make it public there, or use its secret address.", false
	case a.StatusCode != http.StatusOK:
		return name + " couldn’t be read" + at + " It has a problem of its own; we try again within the hour.", false
	}
	body := &counted{r: io.LimitReader(a.Body, MaxBytes+1)}
	events, problems, err := calendar.Parse(body, name)
	switch {
	case body.n > MaxBytes:
		return fmt.Sprintf("%s is larger than %d MB, which is too much for a calendar. What was read before stays.", name, MaxBytes>>20), false
	case err != nil && ctx.Err() != nil:
		return name + " was too slow" + at + " What was read before stays.", false
	case err != nil:
		return "What is at " + name + " is no calendar. What was read before stays.", false
	}
	if err := r.Store.ReadCalendar(ctx, community.CalendarSource(address), events); err != nil {
		return name + " was read, but couldn’t be kept" + at, false
	}
	k.tag, k.changed = a.Header.Get("ETag"), a.Header.Get("Last-Modified")
	words = name + " was read" + at
	if len(problems) == 1 {
		words += " One entry of it can’t be understood."
	} else if len(problems) > 1 {
		words += fmt.Sprintf(" %d entries of it can’t be understood.", len(problems))
	}
	return words, true
}

// counted counts what is read.
type counted struct {
	r io.Reader
	n int
}

// Read reads on.
func (c *counted) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += n
	return n, err
}

// Words says in words how the calendars of the space are, those with a problem first.
func (r *Reader) Words(ctx context.Context) ([]string, error) {
	space, err := r.Store.Space(ctx)
	if err != nil || len(space.Calendars) == 0 {
		return nil, err
	}
	if r.Mine != nil {
		if mine, err := r.Mine(ctx); err != nil {
			return nil, err
		} else if !mine {
			return []string{"Calendars are read by the screen that keeps the others in step."}, nil
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var bad, good []string
	for _, address := range space.Calendars {
		k := r.known[address]
		switch {
		case k == nil || k.words == "":
			name, _, _ := parse(address)
			good = append(good, name+" is yet to be read.")
		case k.well:
			good = append(good, k.words)
		default:
			bad = append(bad, k.words)
		}
	}
	return append(bad, good...), nil
}

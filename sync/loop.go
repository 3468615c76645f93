package sync

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"golang.org/x/sync/errgroup"
)

// ErrCopied and ErrRevoked end a replica: the pairing is over.
var (
	ErrCopied  = errors.New("another screen has the key of this one, so its disk was copied: pair this screen again")
	ErrRevoked = errors.New("a host has revoked this screen: it holds nothing any more")
)

// Run keeps the store in step until ctx ends or the pairing does. Nothing waits
// for it, and no failure of the network ends it.
func (r *Replica) Run(ctx context.Context) error {
	changes, stop := r.local.Watch()
	defer stop()
	work, ctx := errgroup.WithContext(ctx)
	pushNow, pullNow := make(chan struct{}, 1), make(chan struct{}, 1)
	for _, do := range [...]func() error{
		func() error { return r.fan(ctx, changes, pushNow, pullNow) },
		func() error { return r.keep(ctx, pushNow, r.pushAll) },
		func() error { return r.keep(ctx, pullNow, r.pullOn) },
	} {
		work.Go(func() error { return survive(do) })
	}
	err := work.Wait()
	if errors.Is(err, ErrCopied) || errors.Is(err, ErrRevoked) {
		return err
	}
	bye, done := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer done()
	if r.isMet() {
		_ = r.peer.Bye(bye) // it would only have been polite
	}
	return err
}

// survive makes an error of a panic, which is a bug of ours and must not take the
// screen along.
func survive(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("keeping in step broke down: %v\n%s", p, debug.Stack())
		}
	}()
	return do()
}

// fan passes local changes on to the sender, and a sign of the hub to both.
func (r *Replica) fan(ctx context.Context, changes <-chan struct{}, push, pull chan<- struct{}) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changes:
			poke(push)
		case <-r.o.Nudge:
			poke(push)
			poke(pull)
		}
	}
}

func poke(ch chan<- struct{}) {
	select {
	case ch <- struct{}{}:
	default:
	}
}

// keep does something again and again: when it is done, once there is a sign;
// when it did not work, after a while.
func (r *Replica) keep(ctx context.Context, sign <-chan struct{}, do func(context.Context) (again bool, err error)) error {
	const least, first, most = 200 * time.Millisecond, 500 * time.Millisecond, 30 * time.Second
	pause := first
	for {
		again, err := do(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		failed := err != nil
		if err = r.after(ctx, err); err != nil {
			return err
		}
		var timer <-chan time.Time
		switch {
		case failed:
			time.Sleep(least) // whatever happens, so that nothing turns in a circle
			timer = time.After(pause/2 + rand.N(pause/2))
			pause = min(2*pause, most)
		case again:
			pause = first
			continue
		default:
			pause = first
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-sign:
		case <-timer:
		}
	}
}

// after takes the consequence of an error; what it returns ends the replica.
func (r *Replica) after(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case is(err, CodeCopied):
		return errors.Join(ErrCopied, r.local.Copied(ctx))
	case is(err, CodeRevoked):
		return errors.Join(ErrRevoked, r.local.Wipe(ctx))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.since = r.o.Now()
		slog.Info("out of step with the hub", "why", err)
	}
	r.met, r.err = false, err
	return nil
}

func (r *Replica) isMet() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.met
}

// pushAll sends what waits, and photos that the hub lacks.
func (r *Replica) pushAll(ctx context.Context) (again bool, err error) {
	if err := r.Meet(ctx); err != nil {
		return false, err
	}
	for {
		more, err := r.Push(ctx)
		if err != nil {
			return false, err
		}
		if !more {
			return false, r.sendPhotos(ctx)
		}
	}
}

// pullOn takes in what is new, waits for more, and fetches photos.
func (r *Replica) pullOn(ctx context.Context) (again bool, err error) {
	if err := r.Meet(ctx); err != nil {
		return false, err
	}
	more, err := r.Pull(ctx, r.patience())
	if err != nil {
		return false, err
	}
	if !more {
		if err := r.fetchPhotos(ctx); err != nil {
			return false, err
		}
	}
	return true, nil
}

// patience is how many seconds the next pull may wait.
func (r *Replica) patience() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case !r.caught || r.fresh:
		return 0
	case r.lacking:
		return 2
	}
	return maxWait
}

// Standing is how a replica stands, for people to read.
type Standing struct {
	Met   bool      // the hub answers
	Step  bool      // and all that it had is here
	Err   error     // why it does not; nil while it does
	Since time.Time // of Err
}

// Standing says how the replica stands. It never waits for the network.
func (r *Replica) Standing() Standing {
	r.mu.Lock()
	defer r.mu.Unlock()
	return Standing{Met: r.met, Step: r.met && r.caught, Err: r.err, Since: r.since}
}

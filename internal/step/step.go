// Package step keeps the store of a program in step with its hub, and is the
// hub where a host wants that. Whichever program has a store open has one Keeper
// for it; nothing that people wait for waits for the Keeper.
//
// # Files in the data folder
//
//	screen.pem  the key by which hubs know this screen; made on first need, never in a backup
//	hub.db      the shared store, on a hub that keeps it in a file
//	erased      the IDs of members who were erased; kept by the store
//	merge.json  the members that came along when this screen joined, until those
//	            with the numbers of others have become one with them
//
// # The hub
//
// The store of the hub's own machine follows by a replica of its own in the same
// process. Its pairing names the hub's own key and the role replica. A kiosk or a
// replica that is started as a hub takes over: it keeps all it has and forgets
// the hub it was paired with. A wall cannot, since it does not hold everything.
package step

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"kettle/internal/community"
	"kettle/internal/store"
	kettlesync "kettle/sync"
)

// Words that callers say to people as they are.
var (
	ErrWallNoHub   = errors.New("this screen is paired as a wall, which does not hold everything: start the hub on a kiosk, or on another machine")
	ErrOtherSpace  = errors.New("the hub's store keeps another space than these data: give the hub its own folder with --data, or join that space")
	ErrSeveral     = errors.New("the hub's store keeps several spaces and these data are none of them: restore a backup of yours first")
	ErrNotHub      = errors.New("no hub runs on these data: start one with kettled hub, or kettle --hub, and ask again while it runs")
	ErrNoHubFound  = errors.New("no hub was found on this network: say where it is with --hub ADDRESS")
	ErrManyHubs    = errors.New("several hubs were found on this network: say which with --hub ADDRESS")
	ErrWallHolds   = errors.New("this screen was to become a wall, and holds members' data: give the wall a folder of its own with --data, and make a new code")
	ErrNameTaken   = errors.New("another screen has this name: give the new one its own, or rename or revoke the other")
	ErrJoinsItself = errors.New("this machine is the hub itself: there is nothing to join")
)

// Options are what a Keeper may be told; the zero value is right for a screen.
type Options struct {
	Now     func() time.Time // the machine's own clock; nil means time.Now
	Program string           // name and version, for the hub to list
	Hub     *HubOptions      // nil where this is no hub
}

// Keeper keeps one open store in step. It is safe for use by several goroutines.
type Keeper struct {
	db *store.DB
	o  Options

	running atomic.Bool
	again   chan struct{} // the pairing may be another
	heard   atomic.Int64  // when the hub last answered, by its clock, ms

	keys sync.Mutex // held while the key is read or made, before mu

	mu      sync.Mutex
	replica *kettlesync.Replica // nil while there is none
	hub     *hub                // nil while there is none
	problem string              // that no replica knows of; "" for none
	over    string              // why the last pairing ended; "" when it did not
}

// New gives the keeper of an open store. It does nothing before Run.
func New(db *store.DB, o Options) *Keeper {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Keeper{db: db, o: o, again: make(chan struct{}, 1)}
}

// Run keeps the store in step until ctx ends, and then returns nil. A screen
// that is not paired works alone until it is. A hub that cannot begin is tried
// again every few seconds, unless Open was called before; that a hub stops
// serving is an error. End ctx and wait for Run before the store is closed.
func (k *Keeper) Run(ctx context.Context) error {
	defer k.closeHub()
	k.running.Store(true)
	defer k.running.Store(false)
	if err := k.Open(ctx); err != nil {
		k.say(err.Error())
	}
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() error { return k.follow(ctx) })
	if k.o.Hub != nil {
		work.Go(func() error { return k.serve(ctx) })
	}
	err := work.Wait()
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// anew has the pairing looked at again.
func (k *Keeper) anew() {
	select {
	case k.again <- struct{}{}:
	default:
	}
}

// say keeps what is the matter, in words, and logs it once; "" is for nothing.
func (k *Keeper) say(problem string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if problem != "" && problem != k.problem {
		slog.Warn("keeping in step", "problem", problem)
	}
	k.problem = problem
}

// link gives the pairing; ok is false where there is none.
func (k *Keeper) link(ctx context.Context) (l community.Link, ok bool, err error) {
	l, err = k.db.Link(ctx)
	if errors.Is(err, community.ErrNotFound) {
		return l, false, nil
	}
	return l, err == nil, err
}

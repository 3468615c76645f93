package step

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
	kettlesync "kettle/sync"
)

// When a hub that does not answer is looked for, and how often.
const (
	lookAfter = 30 * time.Second
	lookEvery = time.Minute
	tryAgain  = 10 * time.Second
)

// follow keeps the store in step with whatever hub it is paired with, until ctx
// ends.
func (k *Keeper) follow(ctx context.Context) error {
	changes, stop := k.db.Watch()
	defer stop()
	for ctx.Err() == nil {
		link, paired, err := k.link(ctx)
		if err == nil && paired {
			err = k.keep(ctx, link, changes)
		}
		if err != nil && ctx.Err() == nil {
			k.say(err.Error())
		}
		var pause <-chan time.Time
		switch {
		case err != nil:
			pause = time.After(tryAgain)
		case paired:
			continue
		}
		select {
		case <-ctx.Done():
		case <-changes:
		case <-k.again:
		case <-pause:
		}
	}
	return ctx.Err()
}

// identity is what a replica is of: when it is another, the replica is over.
type identity struct {
	space  community.ID
	screen int64
	hub    string
}

func (k *Keeper) identity(ctx context.Context) (identity, error) {
	link, _, err := k.link(ctx)
	return identity{k.db.SpaceID(), k.db.Screen(), link.Hub}, err
}

// keep runs a replica for as long as the pairing is the same. A nil error means
// that the pairing is to be looked at again at once.
func (k *Keeper) keep(ctx context.Context, link community.Link, changes <-chan struct{}) error {
	is, err := k.identity(ctx)
	if err != nil {
		return err
	}
	r, err := k.replicaOf(ctx, link, is)
	if err != nil {
		return err
	}
	k.say("")
	k.setReplica(r)
	defer k.setReplica(nil)
	run, end := context.WithCancel(ctx)
	defer end()
	done := make(chan error, 1)
	go func() { done <- k.run(run, r) }()
	look := time.NewTicker(5 * time.Second)
	defer look.Stop()
	looked := time.Time{}
	for {
		select {
		case err := <-done:
			return k.ended(ctx, err)
		case <-changes:
		case <-k.again:
			end()
			return k.ended(ctx, <-done)
		case <-look.C:
			s := r.Standing()
			if s.Err == nil || k.o.Now().Sub(s.Since) < lookAfter || time.Since(looked) < lookEvery || k.isOwn(link.Hub) {
				continue
			}
			looked = time.Now()
			if at, ok := elsewhere(ctx, link); ok {
				end()
				<-done
				return k.moved(ctx, at)
			}
			continue
		}
		now, err := k.identity(ctx)
		if err != nil || now == is {
			continue
		}
		end()
		return k.ended(ctx, <-done)
	}
}

// replicaOf gives a replica of the store for a pairing.
func (k *Keeper) replicaOf(ctx context.Context, link community.Link, is identity) (*kettlesync.Replica, error) {
	peer, err := k.peer(link)
	if err != nil {
		return nil, err
	}
	at := local{DB: k.db, k: k, own: k.isOwn(link.Hub)}
	if len(link.Addresses) > 0 {
		at.first = link.Addresses[0]
	}
	return kettlesync.NewReplica(ctx, at, kettlesync.ReplicaOptions{
		Now: k.o.Now, Program: k.o.Program,
		Dial: func(community.Link) kettlesync.Peer { return listening{peer, k, is} },
	})
}

// peer gives the hub of a pairing: the one in this process, or over the network.
func (k *Keeper) peer(link community.Link) (kettlesync.Peer, error) {
	key, err := k.key()
	if err != nil {
		return nil, err
	}
	if h := k.serving(); h != nil && h.key.Fingerprint() == link.Hub {
		return h.hub.Own(k.db.SpaceID(), key.Fingerprint()), nil
	}
	if len(link.Addresses) == 0 {
		return nil, errors.New("these data are those of a hub, which is not running: start it with kettled hub, or kettle --hub")
	}
	return kettlesync.Dial(kettlesync.DialOptions{Addresses: link.Addresses, Space: k.db.SpaceID(), Key: key, Hub: link.Hub})
}

// run is the replica's whole life: members with the numbers of others become one
// with them before anything is sent, then it goes on until ctx ends.
func (k *Keeper) run(ctx context.Context, r *kettlesync.Replica) (err error) {
	defer func() {
		if p := recover(); p != nil {
			slog.Error("keeping in step broke", "panic", p)
			err = fmt.Errorf("something went wrong in kettle itself: %v", p)
		}
	}()
	if err := k.mergeFirst(ctx, r); err != nil {
		return err
	}
	return r.Run(ctx)
}

// ended is why a replica is over, nil where that was wanted or the pairing is over
// with it. A screen that could not be emptied tries again.
func (k *Keeper) ended(ctx context.Context, err error) error {
	if errors.Is(err, kettlesync.ErrRevoked) || errors.Is(err, kettlesync.ErrCopied) {
		if _, paired, e := k.link(ctx); e == nil && !paired {
			return nil
		}
	}
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// elsewhere asks the local network whether the hub is at another address.
func elsewhere(ctx context.Context, link community.Link) (address string, ok bool) {
	found, err := kettlesync.Discover(ctx, func(f kettlesync.Found) bool { return f.Key == link.Hub })
	if err != nil || len(found) == 0 || len(link.Addresses) > 0 && link.Addresses[0] == found[0].Address {
		return "", false
	}
	return found[0].Address, true
}

// moved keeps the address at which the hub was found.
func (k *Keeper) moved(ctx context.Context, address string) error {
	link, paired, err := k.link(ctx)
	if err != nil || !paired {
		return err
	}
	slog.Info("the hub was found at another address")
	link.Addresses = withFirst(address, link.Addresses)
	return k.db.SaveLink(ctx, link)
}

// withFirst puts an address in front of the others.
func withFirst(address string, others []string) []string {
	if address == "" {
		return others
	}
	rest := slices.DeleteFunc(slices.Clone(others), func(a string) bool { return a == address })
	return append([]string{address}, rest...)
}

// local is the store as a replica wants it. It keeps the address by which the
// hub was reached, whatever a hub behind a router thinks that its own are. The
// hub's own store keeps none, by which it is known.
type local struct {
	*store.DB
	k     *Keeper
	first string
	own   bool
}

func (l local) with(link community.Link) community.Link {
	if l.own {
		link.Addresses = nil
		return link
	}
	link.Addresses = withFirst(l.first, link.Addresses)
	return link
}

// SaveLink implements kettlesync.Local.
func (l local) SaveLink(ctx context.Context, link community.Link) error {
	return l.DB.SaveLink(ctx, l.with(link))
}

// SendAll implements kettlesync.Local.
func (l local) SendAll(ctx context.Context, link community.Link) error {
	return l.DB.SendAll(ctx, l.with(link))
}

// Sent implements kettlesync.Local.
func (l local) Sent(ctx context.Context, records []community.Record, lost map[community.ID][]string, link community.Link) error {
	return l.DB.Sent(ctx, records, lost, l.with(link))
}

// TakeIn implements kettlesync.Local.
func (l local) TakeIn(ctx context.Context, records []community.Record, link community.Link, done bool) error {
	return l.DB.TakeIn(ctx, records, l.with(link), done)
}

// Wipe implements kettlesync.Local.
func (l local) Wipe(ctx context.Context) error {
	return l.k.unpair(ctx, kettlesync.ErrRevoked, l.DB.Wipe)
}

// Copied implements kettlesync.Local.
func (l local) Copied(ctx context.Context) error {
	return l.k.unpair(ctx, kettlesync.ErrCopied, l.DB.Copied)
}

// unpair ends the pairing, whatever ends meanwhile. Why it is over is known as soon
// as it is; the key goes last, since without it no hub would tell this screen again.
func (k *Keeper) unpair(ctx context.Context, why error, do func(context.Context) error) error {
	k.mu.Lock()
	k.over = why.Error()
	k.mu.Unlock()
	ctx = context.WithoutCancel(ctx)
	err := do(ctx)
	if _, paired, e := k.link(ctx); e == nil && !paired {
		err = errors.Join(err, k.dropKey(), k.forgetMerge())
	}
	slog.Error("the pairing is over", "why", errors.Join(why, err))
	return err
}

// listening is a hub whose answers are noted. It is spoken to for one store alone:
// what was restored in its place belongs to another hub, or to none.
type listening struct {
	kettlesync.Peer
	k  *Keeper
	is identity // whose the store was when the replica began
}

// errOthers ends a replica whose store is another now.
var errOthers = errors.New("these data are others now")

func (l listening) others() error {
	if l.k.db.SpaceID() != l.is.space || l.k.db.Screen() != l.is.screen {
		return errOthers
	}
	return nil
}

func (l listening) note(err error) error {
	if err == nil {
		l.k.heard.Store(l.k.db.Now().UnixMilli())
	}
	return errors.Join(err, l.others())
}

// Hello implements kettlesync.Peer.
func (l listening) Hello(ctx context.Context, h kettlesync.Hello) (kettlesync.Welcome, error) {
	w, err := l.Peer.Hello(ctx, h)
	return w, l.note(err)
}

// Push implements kettlesync.Peer.
func (l listening) Push(ctx context.Context, p kettlesync.Push) (kettlesync.Pushed, error) {
	if err := l.others(); err != nil {
		return kettlesync.Pushed{}, err
	}
	a, err := l.Peer.Push(ctx, p)
	return a, l.note(err)
}

// Pull implements kettlesync.Peer.
func (l listening) Pull(ctx context.Context, p kettlesync.Pull) (kettlesync.Page, error) {
	a, err := l.Peer.Pull(ctx, p)
	return a, l.note(err)
}

func (k *Keeper) setReplica(r *kettlesync.Replica) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.replica = r
}

package sync

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	gosync "sync"
	"time"

	"kettle/internal/community"
)

// Local is a screen's own store. A method that changes something returns when
// that is on the disk.
type Local interface {
	SpaceID() community.ID
	Screen() int64
	Watch() (signal <-chan struct{}, stop func())

	Link(ctx context.Context) (community.Link, error)
	SaveLink(ctx context.Context, l community.Link) error
	SetClock(ctx context.Context, offset time.Duration, clear time.Time) error

	Unsent(ctx context.Context, after, limit int) ([]community.Record, error)
	Waiting(ctx context.Context) (n int, since int64, err error)
	Sent(ctx context.Context, records []community.Record, lost map[community.ID][]string, l community.Link) error
	SendAll(ctx context.Context, l community.Link) error
	TakeIn(ctx context.Context, records []community.Record, l community.Link, done bool) error

	PhotosShown(ctx context.Context) (here, missing []string, err error)
	OpenPhoto(hash string) (io.ReadCloser, error)
	TakePhoto(ctx context.Context, hash string, r io.Reader) error

	Copied(ctx context.Context) error
	Wipe(ctx context.Context) error
}

// ReplicaOptions are what a replica may be told.
type ReplicaOptions struct {
	Now     func() time.Time            // the machine's own clock; nil means time.Now
	Dial    func(l community.Link) Peer // gives the hub of a pairing
	Nudge   <-chan struct{}             // receives when the hub may be back; may be nil
	Program string                      // name and version

	// Beside begins to run f beside what its caller does, and gives what waits for
	// its end; nil means in a goroutine.
	Beside func(f func()) (wait func())
}

// beside runs f in a goroutine.
func beside(f func()) (wait func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	return func() { <-done }
}

// Replica keeps one store in step with its hub. Everything it knows is in the
// store: a replica that is stopped at any point goes on from there.
type Replica struct {
	local Local
	o     ReplicaOptions

	peer    Peer
	meeting gosync.Mutex // held while hello is said, before mu

	mu      gosync.Mutex
	link    community.Link
	life    string // who serves the hub's store, as welcomed
	met     bool   // hello was answered, and nothing has gone wrong since
	fresh   bool   // the hub wants this store to begin anew once nothing waits
	caught  bool   // the last page was the last
	lacking bool   // the hub did not have a photo that a member shows
	err     error
	since   time.Time       // of err
	sent    map[string]bool // photos that the hub is known to have
}

// NewReplica gives the replica of a store, which must be paired.
func NewReplica(ctx context.Context, local Local, o ReplicaOptions) (*Replica, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Beside == nil {
		o.Beside = beside
	}
	link, err := local.Link(ctx)
	if err != nil {
		return nil, err
	}
	return &Replica{local: local, o: o, link: link, peer: o.Dial(link)}, nil
}

// now is the link as it is now.
func (r *Replica) now() community.Link {
	link, _ := r.both()
	return link
}

// both are the link and the life of the hub as they are now.
func (r *Replica) both() (community.Link, string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.link, r.life
}

// Meet says hello if that is needed, and draws the conclusions.
func (r *Replica) Meet(ctx context.Context) error {
	r.meeting.Lock()
	defer r.meeting.Unlock()
	if r.isMet() {
		return nil
	}
	n, since, err := r.local.Waiting(ctx)
	if err != nil {
		return err
	}
	link, before := r.now(), r.o.Now()
	w, err := r.peer.Hello(ctx, Hello{
		Screen: r.local.Screen(), Epoch: link.Epoch, Known: Mark{link.Known, link.Life}, Meeting: Meeting{link.MeetingCount, link.MeetingWord},
		Clock: before.UnixMilli(), Protocols: [2]int{1, Protocol}, Program: r.o.Program, Waiting: Waiting{n, since},
	})
	if err != nil {
		return err
	}
	offset := measured(time.UnixMilli(w.Clock), before, r.o.Now(), link.Offset)
	if err := r.local.SetClock(ctx, offset, link.ClearAt); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	link = r.link
	link.Offset, link.MetAt = offset, time.UnixMilli(w.Clock).UTC()
	link.Name, link.Role = w.Name, w.Role
	link.MeetingCount, link.MeetingWord = w.Meeting.Count, w.Meeting.Word
	if len(w.Hubs) > 0 {
		link.Addresses = w.Hubs
	}
	if w.Epoch != link.Epoch {
		link.Epoch, link.Since, link.After, link.Sweep = w.Epoch, 0, 0, false
		link.Known, link.Life = 0, ""
		err = r.local.SendAll(ctx, link)
	} else {
		err = r.local.SaveLink(ctx, link)
	}
	if err != nil {
		return err
	}
	if r.err != nil {
		slog.Info("in touch with the hub again")
	}
	r.link, r.life, r.met, r.err, r.caught = link, w.Life, true, nil, false
	r.fresh = r.fresh || w.Fresh
	r.sent = map[string]bool{}
	return nil
}

// measured is what the hub's clock is ahead, known from its time at some moment
// between two of ours. An answer that took long says little: when what was known
// before may still be right, it is believed.
func measured(hub, before, after time.Time, last time.Duration) time.Duration {
	doubt := after.Sub(before) / 2
	offset := hub.Sub(before.Add(doubt))
	if (offset - last).Abs() <= doubt {
		return last
	}
	return offset
}

// beginAnew starts the fresh copy that the hub wants, once nothing waits.
func (r *Replica) beginAnew(ctx context.Context, waiting int) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.fresh || waiting > 0 && r.link.Role != community.RoleWall {
		return nil
	}
	link := r.link
	link.Since, link.After, link.Sweep = 0, 0, true
	if err := r.local.SaveLink(ctx, link); err != nil {
		return fmt.Errorf("begin anew: %w", err)
	}
	r.link, r.fresh = link, false
	return nil
}

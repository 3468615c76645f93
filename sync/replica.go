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

	Unsent(ctx context.Context, limit int) ([]community.Record, error)
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

// Push sends one batch of what waits, and says whether there is more. The hub
// must have been met.
func (r *Replica) Push(ctx context.Context) (more bool, err error) {
	link, life := r.both()
	if link.Role == community.RoleWall {
		return false, nil
	}
	records, err := r.local.Unsent(ctx, maxRecords)
	if err != nil || len(records) == 0 {
		return false, err
	}
	records = upTo(records, pageBytes)
	pushed, err := r.peer.Push(ctx, Push{Epoch: link.Epoch, Life: life, Records: records, Clock: r.o.Now().UnixMilli()})
	if err != nil {
		return false, err
	}
	lost := map[community.ID][]string{}
	for _, l := range pushed.Lost {
		lost[l.ID] = l.Fields
		if l.Why == whyRole || l.Why == whyForm {
			slog.Error("the hub does not take a change of this screen", "kind", l.Kind, "why", l.Why)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.link.Epoch != link.Epoch || r.life != life { // the answer is of a life of the hub that is over
		return true, nil
	}
	next := r.link
	if pushed.Known.Seq >= next.Known {
		next.Known, next.Life = pushed.Known.Seq, pushed.Known.Life
	}
	if err := r.local.Sent(ctx, records, lost, next); err != nil {
		return false, err
	}
	r.link = next
	return true, nil
}

// upTo gives the first of the records that fit into so many bytes, one at least.
func upTo(records []community.Record, bytes int) []community.Record {
	for i := range records {
		bytes -= 200
		for _, g := range records[i].Groups {
			bytes -= 100
			for name, value := range g.Fields {
				bytes -= len(name) + len(value) + 6
			}
		}
		if bytes < 0 {
			return records[:max(i, 1)]
		}
	}
	return records
}

// Pull takes in one page, waiting for it so many seconds at most, and says
// whether there is more at once. The hub must have been met.
func (r *Replica) Pull(ctx context.Context, wait int) (more bool, err error) {
	n, first, err := r.local.Waiting(ctx)
	if err != nil {
		return false, err
	}
	if err := r.beginAnew(ctx, n); err != nil {
		return false, err
	}
	link, life := r.both()
	screen := r.local.Screen()
	page, err := r.peer.Pull(ctx, Pull{
		Epoch: link.Epoch, Life: life, Since: link.Since, After: link.After, Wait: wait, Waiting: Waiting{n, first},
	})
	if err != nil {
		return false, err
	}
	at := r.o.Now()
	records, err := page.records()
	if err != nil {
		return false, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.link.Epoch != page.Epoch || r.life != life || r.link.Since != link.Since || r.link.After != link.After || r.local.Screen() != screen {
		return true, nil // the answer is to a question of another life
	}
	next := r.link
	next.Since, next.After, next.MetAt = page.Since, page.After, time.UnixMilli(page.Clock).UTC()
	if n == 0 { // and did not when the hub was heard of before
		next.ClearAt = link.MetAt
	}
	if page.Known.Seq >= next.Known {
		next.Known, next.Life = page.Known.Seq, page.Known.Life
	}
	if off := time.UnixMilli(page.Clock).Sub(at); (off - link.Offset).Abs() > 5*time.Second {
		r.met = false // one of the clocks was set: measure again
	}
	if len(records) > 0 || next.Since != link.Since || next.After != link.After || link.Sweep && !page.More {
		if err := r.local.TakeIn(ctx, records, next, !page.More); err != nil {
			return false, err
		}
		next.Sweep = next.Sweep && page.More
	}
	r.link, r.caught = next, !page.More
	return page.More, nil
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

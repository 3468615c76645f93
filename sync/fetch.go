package sync

import (
	"context"
	"time"

	"kettle/internal/community"
)

// fetched is a page that came.
type fetched struct {
	Page
	records []community.Record
	at      time.Time // when, by this screen's own clock
}

// Pull takes in all that the hub has, waiting for the first page so many seconds at
// most, and says whether there may be more at once. While a page is taken in the
// next is on its way. The hub must have been met.
func (r *Replica) Pull(ctx context.Context, wait int) (more bool, err error) {
	heard := r.now().MetAt
	n, first, err := r.local.Waiting(ctx)
	if err != nil {
		return false, err
	}
	if err := r.beginAnew(ctx, n); err != nil {
		return false, err
	}
	link, life := r.both()
	pull := Pull{Epoch: link.Epoch, Life: life, Meeting: link.MeetingWord, Since: link.Since, After: link.After, Wait: wait, Waiting: Waiting{n, first}}
	screen := r.local.Screen()
	for coming := r.fetch(ctx, pull); ; {
		page, err := coming()
		if err != nil {
			return false, err
		}
		asked := pull
		if page.More {
			pull.Since, pull.After, pull.Wait = page.Since, page.After, 0
			coming = r.fetch(ctx, pull)
		}
		over, err := r.takeIn(ctx, asked, screen, page, heard)
		if page.More && (over || err != nil) {
			_, _ = coming() // it is asked for again
		}
		if over || err != nil || !page.More {
			return over, err
		}
	}
}

// fetch begins to ask for a page.
func (r *Replica) fetch(ctx context.Context, pull Pull) (wait func() (fetched, error)) {
	return ask(r, func() (fetched, error) {
		page, err := r.peer.Pull(ctx, pull)
		f := fetched{Page: page, at: r.o.Now()}
		if err == nil {
			f.records, err = page.records()
		}
		return f, err
	})
}

// takeIn takes in a page, unless what was asked is over: where this store stands is
// another, or the hub, or this screen. heard is when the hub had been heard of
// before it was looked at how much waits.
func (r *Replica) takeIn(ctx context.Context, pull Pull, screen int64, page fetched, heard time.Time) (over bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	link := r.link
	if link.Epoch != page.Epoch || r.life != pull.Life || link.Since != pull.Since || link.After != pull.After || r.local.Screen() != screen {
		return true, nil
	}
	next := link
	next.Since, next.After, next.MetAt = page.Since, page.After, time.UnixMilli(page.Clock).UTC()
	if pull.Waiting.Records == 0 {
		next.ClearAt = heard
	}
	if page.Known.Seq >= next.Known {
		next.Known, next.Life = page.Known.Seq, page.Known.Life
	}
	if off := next.MetAt.Sub(page.at); (off - link.Offset).Abs() > 5*time.Second {
		r.met = false // one of the clocks was set: measure again
	}
	if len(page.records) > 0 || next.Since != link.Since || next.After != link.After || link.Sweep && !page.More {
		if err := r.local.TakeIn(ctx, page.records, next, !page.More); err != nil {
			return false, err
		}
		next.Sweep = next.Sweep && page.More
	}
	r.link, r.caught = next, !page.More
	return false, nil
}

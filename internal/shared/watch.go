package shared

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"kettle/internal/community"
)

// pollEvery is how soon another hub's commit is seen.
const pollEvery = time.Second

// watches are the channels of those who want to know of commits, by space.
type watches struct {
	mu   sync.Mutex
	all  map[community.ID]map[chan struct{}]bool
	last map[string]Head // as polled

	stop func()         // of the poll; nil when there is none
	poll sync.WaitGroup // that is running
}

// Watch gives a channel that receives after every commit to the space; several
// commits may be one signal, and there may be one without a commit. Another
// hub's commit is seen within a second or so. Whoever receives reads the state
// again. Call stop when done.
func (s *Store) Watch(space community.ID) (signal <-chan struct{}, stop func()) {
	w := &s.watches
	ch := make(chan struct{}, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.all == nil {
		w.all = map[community.ID]map[chan struct{}]bool{}
	}
	if w.all[space] == nil {
		w.all[space] = map[chan struct{}]bool{}
	}
	w.all[space][ch] = true
	if w.stop == nil && s.engine.polled() {
		ctx, cancel := context.WithCancel(context.Background())
		w.stop, w.last = cancel, map[string]Head{}
		w.poll.Go(func() { s.pollHeads(ctx) })
	}
	return ch, func() { w.leave(space, ch) }
}

// leave forgets a channel, and ends the poll when it was the last.
func (w *watches) leave(space community.ID, ch chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.all[space], ch)
	if len(w.all[space]) == 0 {
		delete(w.all, space)
	}
	if len(w.all) == 0 && w.stop != nil {
		w.stop()
		w.stop = nil
	}
}

// signal wakes every watcher of the space without waiting for any.
func (w *watches) signal(space community.ID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for ch := range w.all[space] {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

// close ends the poll and waits for it.
func (w *watches) close() {
	w.mu.Lock()
	if w.stop != nil {
		w.stop()
		w.stop = nil
	}
	w.all = nil
	w.mu.Unlock()
	w.poll.Wait()
}

// spaces lists, as JSON, those that somebody watches.
func (w *watches) spaces() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return texts(slices.Collect(maps.Keys(w.all)))
}

// pollHeads looks at the heads of the watched spaces until ctx is done. A store that
// does not answer is asked again: those who wait for it will find out
// themselves.
func (s *Store) pollHeads(ctx context.Context) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		s.pollOnce(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (s *Store) pollOnce(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	w := &s.watches
	q := statement{
		sql:  `SELECT space, epoch, seq FROM spaces WHERE space IN (SELECT value FROM json_each(?))`,
		args: []any{w.spaces()},
	}
	_ = s.engine.query(ctx, false, q, func(scan func(dest ...any) error) error {
		var text string
		var h Head
		if err := scan(&text, &h.Epoch, &h.Seq); err != nil {
			return err
		}
		space, err := community.ParseID(text)
		if err != nil {
			return err
		}
		w.mu.Lock()
		was, known := w.last[text]
		if w.all[space] != nil {
			w.last[text] = h
		} else {
			delete(w.last, text)
		}
		w.mu.Unlock()
		if !known || was != h { // the first look may come after a commit
			w.signal(space)
		}
		return nil
	})
}

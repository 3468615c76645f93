package store

import "sync"

// watches are the channels of those who want to know of commits.
type watches struct {
	mu  sync.Mutex
	all map[chan struct{}]bool
}

// Watch gives a channel that receives after every commit; several commits may
// be one signal. Whoever receives reads the state again. Call stop when done.
func (db *DB) Watch() (signal <-chan struct{}, stop func()) {
	w := &db.watches
	ch := make(chan struct{}, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.all == nil {
		w.all = map[chan struct{}]bool{}
	}
	w.all[ch] = true
	return ch, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.all, ch)
	}
}

// signal wakes every watcher without waiting for any.
func (w *watches) signal() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for ch := range w.all {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

package shared

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"sync"
	"time"

	"kettle/internal/community"
)

// sightingsEvery is how long sightings are gathered, so that a thousand screens
// that ask for changes are one write a second.
const sightingsEvery = time.Second

// Sighting is what a screen says of itself by the way, with each pull.
type Sighting struct {
	At           time.Time
	Since        int64
	Waiting      int64
	WaitingSince time.Time // zero for none
}

// sightings are those that are not written yet.
type sightings struct {
	mu      sync.Mutex
	latest  map[sighted]Sighting
	closed  bool
	running bool           // there is a writer
	stop    chan struct{}  // closed by Close; nil while none was ever seen
	writer  sync.WaitGroup // of the sightings
}

type sighted struct {
	space community.ID
	key   string
}

// Seen notes a sighting of a screen that said hello before. It is written within
// a second or so, or when Contacts is called, or at Close; a later one replaces
// it.
func (s *Store) Seen(space community.ID, key string, is Sighting) {
	w := &s.seen
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return
	}
	if w.stop == nil {
		w.stop = make(chan struct{})
	}
	if w.latest == nil {
		w.latest = map[sighted]Sighting{}
	}
	w.latest[sighted{space, key}] = is
	if !w.running {
		w.running = true
		stop := w.stop
		w.writer.Go(func() { s.gatherSightings(stop) })
	}
}

// gatherSightings writes the sightings once a second until none is left.
func (s *Store) gatherSightings(stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		case <-time.After(sightingsEvery):
		}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		_ = s.writeSightings(ctx) // what could not be written is kept and tried again
		cancel()
		if s.seen.rest() {
			return
		}
	}
}

// rest ends the writer when there is nothing to write.
func (w *sightings) rest() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.running = len(w.latest) > 0
	return !w.running
}

// writeSightings writes what was gathered.
func (s *Store) writeSightings(ctx context.Context) error {
	w := &s.seen
	w.mu.Lock()
	mine := w.latest
	w.latest = nil
	w.mu.Unlock()
	if len(mine) == 0 {
		return nil
	}
	type row struct {
		Space        community.ID `json:"space"`
		Key          string       `json:"key"`
		At           int64        `json:"at"`
		Since        int64        `json:"since"`
		Waiting      int64        `json:"waiting"`
		WaitingSince int64        `json:"waiting_since"`
	}
	rows := make([]row, 0, len(mine))
	for of, is := range mine {
		rows = append(rows, row{of.space, of.key, millis(is.At), is.Since, is.Waiting, millis(is.WaitingSince)})
	}
	list, err := json.Marshal(rows)
	if err == nil {
		_, err = s.engine.write(ctx, statement{
			sql: `UPDATE contacts SET since = x.value->>'since', seen_at = x.value->>'at', waiting = x.value->>'waiting',
					waiting_since = x.value->>'waiting_since', bye = 0
				FROM json_each(?) x WHERE contacts.space = x.value->>'space' AND contacts.key = x.value->>'key'
				AND contacts.seen_at <= x.value->>'at'`,
			args: []any{string(list)},
		})
	}
	if err != nil {
		s.seen.keep(mine)
		return fmt.Errorf("note which screens were seen: %w", err)
	}
	return nil
}

// keep takes back what could not be written, unless there is something later.
func (w *sightings) keep(mine map[sighted]Sighting) {
	w.mu.Lock()
	defer w.mu.Unlock()
	maps.Copy(mine, w.latest)
	w.latest = mine
}

func (s *Store) closeSightings() error {
	w := &s.seen
	w.mu.Lock()
	if w.stop != nil && !w.closed {
		close(w.stop)
	}
	w.closed = true
	w.mu.Unlock()
	w.writer.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return s.writeSightings(ctx)
}

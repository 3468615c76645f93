package kiosk

import (
	"context"
	"slices"
	"sync"
	"time"
)

// giveUp is how long the Desk may take for one call.
const giveUp = 10 * time.Second

// joinWithin is how long joining a space may take: a code is good for ten minutes.
const joinWithin = 12 * time.Minute

// job does something slow off the goroutine that draws; what it returns then
// runs on that goroutine.
type job func(ctx context.Context) (apply func())

// lane carries jobs to the goroutine that does them, one after the other.
type lane struct {
	more chan struct{} // holds one while jobs may wait

	mu      sync.Mutex
	waiting []waiting
}

// waiting is a job that has not begun, and of which kind it is.
type waiting struct {
	kind string
	do   job
}

func newLane() *lane { return &lane{more: make(chan struct{}, 1)} }

// put has a job done after those that wait. It takes the place of a waiting one of
// its kind, whose answer nobody wants any more; one of no kind waits by itself.
func (l *lane) put(kind string, j job) {
	l.mu.Lock()
	at := slices.IndexFunc(l.waiting, func(w waiting) bool { return kind != "" && w.kind == kind })
	if at < 0 {
		l.waiting = append(l.waiting, waiting{kind, j})
	} else {
		l.waiting[at].do = j
	}
	l.mu.Unlock()
	select {
	case l.more <- struct{}{}:
	default:
	}
}

// next gives the job that has waited longest; ok is false when none waits.
func (l *lane) next() (j job, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.waiting) == 0 {
		return nil, false
	}
	j = l.waiting[0].do
	l.waiting = slices.Delete(l.waiting, 0, 1)
	return j, true
}

// run does the jobs until ctx ends. Each may take that long.
func (l *lane) run(ctx context.Context, most time.Duration, do func(func())) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.more:
		}
		for j, ok := l.next(); ok && ctx.Err() == nil; j, ok = l.next() {
			call, cancel := context.WithTimeout(ctx, most)
			apply := j(call)
			cancel()
			do(apply)
		}
	}
}

// write hands one act to the Desk. Until it has answered, or was given up,
// nothing else is begun.
func (m *Model) write(j job) {
	if m.pending != 0 {
		return
	}
	m.writing++
	number := m.writing
	m.pending, m.began, m.notice, m.well = number, m.cfg.Now(), "", false
	m.writes.put("write", func(ctx context.Context) func() {
		apply := j(ctx)
		return func() {
			if m.pending != number {
				return // given up meanwhile
			}
			m.pending = 0
			m.answered = m.cfg.Now() // the second of two taps must not land on what follows
			m.touched = m.answered
			apply()
			m.show()
		}
	})
}

// Run does the kiosk's work behind the picture, calls to the Desk and the
// passing of time, until ctx ends. It always returns nil then. Everything else
// of the Model runs on the goroutine that draws.
func (m *Model) Run(ctx context.Context) error {
	var all sync.WaitGroup
	for _, l := range []*lane{m.writes, m.finds, m.looks, m.prints, m.rolls, m.pairs, m.names, m.asides} {
		all.Go(func() { l.run(ctx, giveUp, m.cfg.Do) })
	}
	all.Go(func() { m.joins.run(ctx, joinWithin, m.cfg.Do) })
	all.Go(func() { m.keepTime(ctx) })
	m.cfg.Do(m.refresh)
	all.Wait()
	return nil
}

// keepTime calls Tick whenever the model said that time will change it.
func (m *Model) keepTime(ctx context.Context) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case at := <-m.wake:
			timer.Reset(max(0, at.Sub(m.cfg.Now())))
		case <-timer.C:
			m.cfg.Do(m.Tick)
		}
	}
}

// wakeAt tells keepTime when to call, in place of any earlier word.
func (m *Model) wakeAt(at time.Time) {
	select {
	case <-m.wake:
	default:
	}
	m.wake <- at
}

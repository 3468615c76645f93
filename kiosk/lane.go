package kiosk

import (
	"context"
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

// lane carries jobs to the goroutine that does them, one after the other. A
// newer job takes the place of one that has not begun.
type lane chan job

func newLane() lane { return make(lane, 1) }

func (l lane) put(j job) {
	for {
		select {
		case l <- j:
			return
		default:
		}
		select {
		case <-l:
		default:
		}
	}
}

// run does the jobs until ctx ends. Each may take that long.
func (l lane) run(ctx context.Context, most time.Duration, do func(func())) {
	for {
		select {
		case <-ctx.Done():
			return
		case j := <-l:
			call, cancel := context.WithTimeout(ctx, most)
			apply := j(call)
			cancel()
			do(apply)
		}
	}
}

// Run does the kiosk's work behind the picture, calls to the Desk and the
// passing of time, until ctx ends. It always returns nil then. Everything else
// of the Model runs on the goroutine that draws.
func (m *Model) Run(ctx context.Context) error {
	var all sync.WaitGroup
	for _, l := range []lane{m.writes, m.finds, m.looks, m.prints, m.rolls, m.pairs, m.names} {
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

package kiosk

import "time"

// How long a step stays when nobody does anything, how much of that is counted
// down on screen, and how long a check-in can be undone.
const (
	restTyping  = 45 * time.Second
	restReading = 90 * time.Second
	restSaid    = 30 * time.Second // a welcome, with somebody's name on it; the PIN pad
	restNote    = 20 * time.Second
	restOwn     = 2 * time.Minute  // a phone has to be found and unlocked
	restRoll    = 30 * time.Minute // outside, counting heads
	hostRest    = 2 * time.Minute
	hostShut    = 30 * time.Second // once the space has closed
	countdown   = 15 * time.Second
	undoFor     = 8 * time.Second
	slowAfter   = 400 * time.Millisecond // from then on a write says that it is under way
)

// restAfter is how long the step stays, 0 for ever.
func (m *Model) restAfter() time.Duration {
	switch m.step {
	case Home:
		if m.asleep || m.cfg.Rest == nil && m.notice == "" {
			return 0
		}
		return restReading
	case Roll:
		return restRoll
	case Search, AskOut, Invited, Invitation, Leaving, Returning:
		return restTyping
	case Browse, Person, Visiting, VisitingMore, Thanks, ThanksFor, Asking, Names, WhatsOn, Event, Goal, Went, WhoMet:
		return restReading
	case GoodNews:
		if m.news.member.ID.IsZero() {
			return restReading
		}
		return restTyping // nobody else is to cheer in their name
	case Note:
		return restNote
	case Own:
		if m.own.sent {
			return restSaid
		}
		return restOwn
	case Host:
		if m.host != nil && m.host.shut {
			return hostShut
		}
		return hostRest
	case First:
		return 0
	default:
		return restSaid
	}
}

// restIn gives the time until the step rests; ok is false when it does not.
func (m *Model) restIn(now time.Time) (time.Duration, bool) {
	after := m.restAfter()
	if after == 0 || m.pending != 0 {
		return 0, false
	}
	return m.touched.Add(after).Sub(now), true
}

// undoIn gives how long the visit on screen can still be undone.
func (m *Model) undoIn(now time.Time) time.Duration {
	switch m.step {
	case Welcome, Goodbye, Visited, Left, Thanked, Posted:
	default:
		return 0
	}
	return max(0, m.since.Add(undoFor).Sub(now))
}

// Next gives the time at which State changes by itself, if nothing else happens
// before. Calling Tick then, or at any time, is right.
func (m *Model) Next() time.Time {
	now := m.cfg.Now()
	next := now.Truncate(time.Minute).Add(time.Minute)
	if m.asleep && m.pending == 0 {
		next = now.Add(time.Hour)
	}
	soon := func(at time.Time) {
		if at.After(now) && at.Before(next) {
			next = at
		}
	}
	if m.pending != 0 {
		soon(m.began.Add(slowAfter))
		soon(m.began.Add(giveUp + time.Second))
		return next
	}
	if at := m.nextCall(now); m.step == Home {
		soon(at)
	}
	if m.asleep {
		return next
	}
	if h := m.host; h != nil {
		if h.saved != nil {
			soon(h.saved.until)
		}
		if h.screens.offer != nil {
			soon(now.Add(askAgain))
		}
		if h.page == HostScreens {
			soon(now.Add(readAgain))
		}
	}
	soon(m.nextQuiz(now))
	if left := m.undoIn(now); left > 0 {
		soon(nextSecond(now, left))
	}
	if left, ok := m.restIn(now); ok {
		if left > countdown {
			soon(now.Add(left - countdown))
		} else if left > 0 {
			soon(nextSecond(now, left))
		}
	}
	return next
}

// nextSecond is when a countdown that shows whole seconds, rounded up, changes.
func nextSecond(now time.Time, left time.Duration) time.Time {
	over := left % time.Second
	if over == 0 {
		over = time.Second
	}
	return now.Add(over)
}

// now is the time. Where the clock was set back, as a hub's does that takes the place of
// a wrong one, what was later has just been: nobody waits until it is as late again.
func (m *Model) now() time.Time {
	now := m.cfg.Now()
	times := []*time.Time{&m.since, &m.touched, &m.answered, &m.began, &m.burst.last, &m.burst.free}
	if q := m.quiz; q != nil {
		times = append(times, &q.began, &q.shown)
	}
	for _, t := range times {
		if t.After(now) {
			*t = now.Add(-settle)
		}
	}
	return now
}

// Tick lets time pass: a step that nobody uses rests, a write that never ends
// is given up, the clock goes on.
func (m *Model) Tick() {
	now := m.now()
	m.quizTick(now)
	if m.pending != 0 && now.Sub(m.began) > giveUp {
		m.pending = 0
		m.touched = now
		m.notice = sayTooLong
	}
	if left, ok := m.restIn(now); ok && left <= 0 {
		m.Sleep()
	}
	m.hostTick(now)
	m.tellWall()
	if old := now.Sub(m.seen.At); !m.asleep && (old >= time.Minute || old < 0) {
		m.refresh()
	}
	m.show()
}

func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

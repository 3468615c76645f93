package kiosk

import (
	"context"
	"fmt"
	"time"

	"kettle/internal/community"
	"kettle/internal/match"
)

// settle is how long taps count for nothing after the picture changed, so that
// the second of two quick taps does not land on what has just appeared.
const settle = 250 * time.Millisecond

// Model is the kiosk's state machine. Use it from one goroutine, the one that
// draws, but for Run and Changed.
type Model struct {
	desk   Desk
	cfg    Config
	onShow func()

	writes, finds, looks, prints, rolls, pairs, names *lane
	joins                                             *lane // which wait for a host
	asides                                            *lane // what nobody waits for
	wake                                              chan time.Time

	seen *community.Seen
	dir  *directory
	anew bool // the step was not held against them yet

	step     Step
	from     Step      // where Back leads
	since    time.Time // when the step began
	answered time.Time // when the last write was
	touched  time.Time // when somebody last did something
	notice   string    // a sentence about what did not work
	well     bool      // it is about what did
	asleep   bool      // the wall is on show; nothing is drawn meanwhile

	looking map[string]look // by kind
	lookUps int             // that were begun

	pending int // number of the write that is under way, 0 for none
	writing int // number of the last write begun
	began   time.Time

	typing   typing
	burst    burst
	visit    visit
	survey   *survey // nil for no question
	own      own
	browse   browse
	person   community.ID
	contacts keptContact
	note     note
	pin      []rune
	toRoll   bool // the PIN pad leads to the fire roll, not out

	pace     pace
	visitor  visitor
	speech   speech
	news     news
	finder   match.Finder
	quiz     *quiz // of names, nil for none
	event    event
	speaking speaker // what the search is for, nil for who comes in

	callers []community.Caller
	heard   map[community.ID]bool // calls that were tapped away
	roll    roll
	form    *form // of the step, nil for none
	wayOut  bool  // the PIN leaves the kiosk
	fresh   bool  // nobody has made the space yet
	first   first
	host    *host // the session of a host, nil for none
}

// New gives a kiosk at home. It does nothing by itself until Run runs.
func New(desk Desk, cfg Config) *Model {
	m := &Model{
		desk: desk, cfg: cfg.withDefaults(), onShow: func() {},
		writes: newLane(), finds: newLane(), looks: newLane(), prints: newLane(), rolls: newLane(), pairs: newLane(), names: newLane(),
		joins: newLane(), asides: newLane(), wake: make(chan time.Time, 1),
		seen: &community.Seen{}, dir: &directory{}, heard: map[community.ID]bool{}, looking: map[string]look{},
	}
	now := m.cfg.Now()
	m.since, m.touched = now.Add(-settle), now
	return m
}

// OnShow has f called, on the goroutine that draws, whenever State may give
// something else than before.
func (m *Model) OnShow(f func()) { m.onShow = f }

// Changed says that the store has changed. Any goroutine may call it.
func (m *Model) Changed() { m.cfg.Do(m.refresh) }

// Wake brings home to the screen, for somebody who has just come.
func (m *Model) Wake() {
	m.goTo(Home)
	m.stir()
	m.show()
}

// Sleep lets the wall have the screen at once.
func (m *Model) Sleep() {
	m.goTo(Home)
	if m.cfg.Rest != nil {
		m.asleep = true
		m.cfg.Rest()
	}
}

// stir ends sleep, because somebody is there.
func (m *Model) stir() {
	m.touched = m.now()
	if !m.asleep {
		return
	}
	m.asleep = false
	m.refresh()
	if m.cfg.Stir != nil {
		m.cfg.Stir()
	}
}

// Tap does what a touch asks for. A touch that fits nothing on screen only says
// that somebody is there.
func (m *Model) Tap(t Tap) {
	m.stir()
	defer m.show()
	if now := m.cfg.Now(); t.Act == Touch || now.Sub(m.since) < settle || now.Sub(m.answered) < settle {
		return
	}
	if m.pending != 0 && t.Act != Type && t.Act != Erase && t.Act != Turn {
		return
	}
	switch {
	case t.Act == GoHome, t.Act == Back && m.from == Home && !m.step.ofEvent():
		m.goTo(Home)
		return
	case t.Act == Back:
		m.back()
		return
	}
	if m.tapForm(t) {
		return
	}
	switch m.step {
	case Home:
		m.tapHome(t)
	case Search:
		m.tapSearch(t)
	case AskOut, Welcome, Goodbye:
		m.tapVisit(t)
	case Note:
		switch {
		case t.Act == GoSearch && m.speaking != nil:
			m.openSpeaking(m.speaking)
		case t.Act == GoSearch:
			m.openSearch()
		}
	case Browse:
		m.tapBrowse(t)
	case Person:
		m.tapPerson(t)
	case Pad, OwnPIN:
		m.tapPad(t)
	case Own:
	case Host:
		m.tapHost(t)
	case First:
		m.tapFirst(t)
	case Thanks, ThanksFor, Thanked, Asking, Posted:
		m.tapSpeech(t)
	case Names:
		m.tapNames(t)
	case WhatsOn, Event, Goal, Went, WhoMet:
		m.tapEvent(t)
	case GoodNews:
		m.tapNews(t)
	case Roll:
		m.tapRoll(t)
	default:
		m.tapVisitor(t)
	}
}

func (m *Model) tapHome(t Tap) {
	switch t.Act {
	case GoSearch:
		m.openSearch()
	case GoBrowse:
		m.browse = browse{}
		m.goTo(Browse)
	case GoExit:
		m.goTo(Pad)
		m.wayOut = m.cfg.Hosts == nil
	case GoVisit:
		m.openVisiting()
	case GoThanks:
		if len(m.dir.all) > 0 {
			m.openSpeaking(m.openThanks)
		}
	case GoWhatsOn:
		m.openWhatsOn(community.Actor{}, community.Profile{})
	case OnMyWay:
		m.onMyWay(t.ID)
	case Hear:
		m.hear(t.ID)
	case GoRoll:
		m.goTo(Pad)
		m.toRoll = true
	}
}

// AskExit opens the PIN pad from any step: the key chord.
func (m *Model) AskExit() {
	m.stir()
	if m.pending == 0 && m.step != Pad {
		m.goTo(Pad)
		m.wayOut = true
	}
	m.show()
}

// goTo begins a step. What was typed is wiped, unless the step needs it still.
func (m *Model) goTo(s Step) {
	if s == Home && m.fresh {
		s = First
	}
	now := m.cfg.Now()
	m.turnTo(s)
	m.step, m.since, m.touched, m.notice, m.well = s, now, now, "", false
	clear(m.looking)
	m.typing.accents, m.typing.enter, m.form = nil, false, nil
	if s != Search && s != AskOut && s != Note {
		m.typing = typing{}
		m.burst.runes, m.burst.text = nil, ""
	}
	clear(m.pin)
	m.pin, m.wayOut = nil, false
	if s != Host && m.host != nil {
		m.leavePhoto()
		m.withdraw()
		m.host = nil
	}
	m.toRoll = false
	if !s.ofVisitor() {
		m.visitor = visitor{}
	}
	if !s.ofSpeech() {
		m.speech = speech{}
	}
	if s != Search && s != Note {
		m.speaking = nil
	}
	m.quiz = nil
	if !s.ofEvent() {
		m.event = event{}
	}
	if s != GoodNews {
		m.news = news{}
	}
	if s != Roll {
		m.roll = roll{}
	}
	if s != Search {
		m.pace.end()
	}
	switch s {
	case Person:
		m.from = Browse
	case AskOut, Note: // set by who leads there
	default:
		m.from = Home
	}
	m.stopJoining()
	if s == First {
		m.openFirst()
	} else {
		m.first = first{}
	}
}

// back goes one step back, to where that step was left.
func (m *Model) back() {
	to := m.from
	if m.step.ofEvent() {
		m.backFromEvent()
		return
	}
	switch to {
	case Visiting:
		m.openVisiting()
	case VisitingMore:
		m.openMore()
	case Thanks:
		m.goTo(to)
		m.formTo()
	default:
		m.goTo(to)
	}
	m.seenAnew()
}

// show lets the picture follow, and time go on. What is written about the step on screen
// is waited for before that goes, and what there is to say of it stays.
func (m *Model) show() {
	if m.anew && m.pending == 0 {
		m.anew = false
		notice, well := m.notice, m.well
		m.seenAnew()
		if m.notice == "" {
			m.notice, m.well = notice, well
		}
	}
	m.wakeAt(m.Next())
	if !m.asleep {
		m.onShow()
	}
}

// refresh reads anew what there is to see.
func (m *Model) refresh() {
	m.watchHost()
	m.looks.put("look", func(ctx context.Context) func() {
		apply, err := m.look(ctx)
		if err != nil {
			m.cfg.Log.Error("kiosk", "err", err)
			return func() {}
		}
		return apply
	})
}

func (m *Model) look(ctx context.Context) (apply func(), err error) {
	seen, err := m.desk.Seen(ctx, community.Wall)
	if err != nil {
		return nil, fmt.Errorf("read what is to be seen: %w", err)
	}
	callers, err := m.desk.Callers(ctx)
	if err != nil {
		return nil, fmt.Errorf("read whom visitors came to see: %w", err)
	}
	fresh := false
	if m.cfg.Hosts != nil && seen.Space.Name == "" {
		if fresh, err = m.cfg.Hosts.Fresh(ctx); err != nil {
			return nil, fmt.Errorf("ask whether the space is made: %w", err)
		}
	}
	dir := newDirectory(seen, m.cfg.Initial)
	return func() {
		m.seen, m.dir, m.callers = seen, dir, callers
		m.fresh = fresh
		if fresh && m.step == Home || !fresh && m.step == First && m.pending == 0 && m.first.joining == nil {
			m.goTo(Home) // or, once the space was made or joined elsewhere, away from making it
		}
		m.keepHeard()
		m.anew = true
		m.show()
	}, nil
}

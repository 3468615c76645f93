package kiosk

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"kettle/internal/community"
)

// event is an event that somebody looks at, and who does.
type event struct {
	by     community.Actor
	member community.Profile // the zero Profile while nobody has said who they are
	id     community.ID      // of the event or its series
	of     time.Time         // which occasion of it
	g      community.Gathering
	found  bool
	then   func() // what follows once it has been read
	list   bool   // it was opened from what is on
	page   int    // of what is on, to which Back leads, or of whom somebody met

	coming community.ID // that a word is said about
	goal   string       // what had been set, of which is asked how it went
	met    community.Meeting
	ticked map[community.ID]bool
}

// How many events, and how many people to be ticked, a page has room for.
const (
	eventsPerPage = 10
	metPerPage    = 12
)

// ofEvent says whether a step is about events.
func (s Step) ofEvent() bool { return s >= WhatsOn && s <= WhoMet }

// EventLine is one occasion in a list.
type EventLine struct {
	ID          community.ID
	Of          string // for Tap.Text
	Day         string // "" for the day of the line before
	Clock       string
	What, Title string
	Under       string
	About       string
}

// EventState is what is on, or one event.
type EventState struct {
	Lines       []EventLine // what is on
	Page, Pages int         // of it, from 1, or of the people who may have been met

	Member  community.Profile
	What    string
	Title   string
	When    string
	Where   string
	About   string
	Room    string // "5 going"
	Comes   bool
	Waiting bool // they said so, and have no place
	Off     bool
	Over    bool
	Full    bool
	Turns   []TurnLine
	Group   bool // an accountability group
	Goal    string
	Goals   []community.Goal
	Code    string // QR text of its page
	Address string

	Asks   string // over a form
	People []community.Profile
	Ticked map[community.ID]bool
}

// TurnLine is one turn of an advice surgery.
type TurnLine struct {
	At         time.Time
	Clock      string
	Free, Mine bool
}

// occasionKey is how a tap names an occasion of an event.
func occasionKey(of time.Time) string { return strconv.FormatInt(of.Unix(), 10) }

// openWhatsOn lists what is on, for anybody or for somebody who has just come in.
func (m *Model) openWhatsOn(by community.Actor, p community.Profile) {
	m.goTo(WhatsOn)
	m.event = event{by: by, member: p, list: true}
}

// openEvent shows one event.
func (m *Model) openEvent(by community.Actor, p community.Profile, id community.ID, key string, list bool) {
	sec, err := strconv.ParseInt(key, 10, 64)
	if err != nil {
		return
	}
	e := event{by: by, member: p, id: id, of: time.Unix(sec, 0).UTC(), list: list, page: m.event.page}
	for i := range m.seen.Occasions {
		if o := &m.seen.Occasions[i]; o.SeriesID == id && occasionKey(o.Of) == key {
			e.g, e.found = community.Gathering{Occasion: *o}, true
		}
	}
	m.goTo(Event)
	m.event = e
	m.readEvent()
}

// readEvent reads who comes, and goes on then.
func (m *Model) readEvent() {
	e := m.event
	m.lookUp("event", e.by, func(ctx context.Context) func() {
		g, err := m.desk.Gathering(ctx, e.by, e.member.ID, e.id, e.of)
		return func() {
			then := m.event.then
			m.event.then = nil
			switch {
			case errors.Is(err, community.ErrNotFound):
				m.say(note{title: sayNoEvent, text: sayNoEventText}, Home)
			case err != nil:
				m.sorry("read an event", err, sayNotRead)
			default:
				m.event.g, m.event.found = g, true
				if then != nil {
					then()
				}
			}
		}
	})
}

// come keeps that they come; somebody who has not said who they are is asked first,
// and is back at the event then.
func (m *Model) come(slot time.Time) {
	e := m.event
	if e.member.ID.IsZero() {
		m.openSpeaking(func(by community.Actor, p community.Profile) {
			m.pace.end()
			m.goTo(Event)
			m.event = e
			m.event.by, m.event.member = by, p
			m.event.then = func() {
				if !m.event.g.Comes() {
					m.come(slot)
				}
			}
			m.readEvent()
		})
		return
	}
	m.write(func(ctx context.Context) func() {
		_, err := m.desk.Come(ctx, e.by, e.member.ID, e.id, e.of, slot)
		return m.toldEvent("come to an event", err, community.End("See you there, "+e.member.Called, "."))
	})
}

// toldEvent says that what was done about an event is kept, and reads it anew.
func (m *Model) toldEvent(doing string, err error, words string) func() {
	return func() {
		switch {
		case m.step != Event:
		case isGone(err):
			m.sorry(doing, err, sayGone)
			m.readEvent() // unless it is the event that is gone
		case err != nil:
			m.sorry(doing, err, sayNotConfirmed)
			m.readEvent()
		default:
			m.event.then = func() { m.tell(words) }
			m.readEvent()
		}
	}
}

func (m *Model) tapEvent(t Tap) {
	e := &m.event
	switch m.step {
	case WhatsOn:
		switch t.Act {
		case GoEvent:
			m.openEvent(e.by, e.member, t.ID, t.Text, true)
		case NextPage, PrevPage:
			turn(&e.page, t.Act, len(m.coming(m.cfg.Now())), eventsPerPage)
		}
	case Event:
		m.tapOneEvent(t)
	case Goal, Went:
		if t.Act == Send {
			m.setWords()
		}
	case WhoMet:
		m.tapMet(t)
	}
}

func (m *Model) tapOneEvent(t Tap) {
	e := &m.event
	g := &e.g
	switch {
	case !e.found || g.Mine.Off || g.Over(m.cfg.Now()):
	case t.Act == AnswerYes && len(g.Turns) == 0 && !g.Comes():
		m.come(time.Time{})
	case t.Act == Slot:
		for _, turn := range g.Turns {
			if occasionKey(turn.At) == t.Text && turn.Free {
				m.come(turn.At)
				return
			}
		}
	case t.Act == AnswerNo && !g.Mine.MemberID.IsZero():
		by, id := e.by, g.Mine.ID
		m.write(func(ctx context.Context) func() {
			return m.toldEvent("stay away", m.desk.StayAway(ctx, by, id), "Thanks for saying so. Your place is free again.")
		})
	case t.Act == GoGoal && g.What == community.EventAccountability && g.Comes():
		m.openGoal()
	}
}

// backFrom is where the way back from a step about events leads.
func (m *Model) backFromEvent() {
	e := m.event
	switch {
	case m.step == Goal:
		m.goTo(Event)
		m.event = e
		m.readEvent()
	case m.step == Event && e.list:
		m.openWhatsOn(e.by, e.member)
		m.event.page = e.page
	default:
		m.goTo(Home)
	}
}

func (m *Model) eventState(local time.Time) (s EventState) {
	e := &m.event
	s.Member = e.member
	switch m.step {
	case WhatsOn:
		m.whatsOn(&s, local)
		return s
	case Goal:
		s.Asks = "What would you like to have done by the next time?"
		return s
	case Went:
		s.Asks = "How did it go?"
		if e.by.Kind == community.ActorProven && e.goal != "" {
			s.Asks = community.Quoted(e.goal) + ": how did it go?"
		}
		return s
	case WhoMet:
		s.Title, s.Ticked = community.End("Who did you meet at "+e.met.Occasion.Title, "?"), e.ticked
		s.People, s.Page, s.Pages = pageOf(e.met.People, &e.page, metPerPage)
		return s
	}
	g := &e.g
	o := &g.Occasion
	s.What, s.Title, s.About = o.What, o.Title, o.About
	if s.What == community.EventOther {
		s.What = ""
	}
	s.When, s.Where, s.Room = whenWords(o, local), placeWords(o), upperFirstOrNone(o.RoomWords())
	s.Off, s.Over = g.Mine.Off, o.Over(local)
	s.Comes = g.Comes()
	s.Waiting = !s.Comes && !g.Mine.MemberID.IsZero() && !g.Mine.Void
	s.Full = o.Room() > 0 && o.Left() == 0
	for _, t := range g.Turns {
		s.Turns = append(s.Turns, TurnLine{At: t.At, Clock: m.seen.Space.Local(t.At).Format("15:04"), Free: t.Free, Mine: s.Comes && g.Mine.SlotAt.Equal(t.At)})
	}
	s.Group = o.What == community.EventAccountability
	s.Goal, s.Goals = g.Mine.Goal, g.Goals
	if !e.id.IsZero() {
		s.Code, _ = m.phone("/E/" + eventCode(e.id))
		_, s.Address = m.phone("")
	}
	return s
}

// eventCode is an event's ID as its page has it: capitals keep a QR code small.
func eventCode(id community.ID) string {
	return strings.ToUpper(strings.ReplaceAll(id.String(), "-", ""))
}

// provesAtEvent takes a card that is held up at a step about events: it is its member who
// stands there. It says whether it was that.
func (m *Model) provesAtEvent(p community.Profile) bool {
	e := &m.event
	if !m.step.ofEvent() || !e.member.ID.IsZero() && e.member.ID != p.ID {
		return false
	}
	e.by, e.member = community.Actor{Kind: community.ActorProven, ID: p.ID}, p
	m.tell(sayProven)
	if m.step == Event {
		m.readEvent()
	}
	return true
}

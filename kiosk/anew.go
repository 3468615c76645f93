package kiosk

import "kettle/internal/community"

// seenAnew keeps the step true to what may be seen now: whoever took their consent back
// goes, matches are looked up again.
func (m *Model) seenAnew() {
	if m.quiz != nil {
		m.quiz.still(m.dir)
	}
	switch m.step {
	case Person:
		if !m.dir.has(m.person) {
			m.goTo(Browse)
		}
	case Search:
		m.find()
	case Host:
		m.readPage()
	case Welcome:
		if meet := m.visit.meet; meet != nil && !m.dir.has(meet.Who.ID) {
			m.visit.meet = nil
		}
	case Thanks:
		m.findThanked()
	case ThanksFor:
		if !m.dir.has(m.speech.to.ID) {
			m.back()
		}
	case Asking:
		m.findHelpers()
	case Event:
		m.readEvent()
	case WhoMet:
		m.event.met.People = m.dir.still(m.event.met.People)
	case Visiting, VisitingMore, Invitation, Visited:
		m.seeingAnew()
	}
}

// seeingAnew forgets whom a visitor came to see when that is nobody any more.
func (m *Model) seeingAnew() {
	s := &m.visitor
	s.found = m.dir.still(s.found)
	gone := s.seeing.Sees == community.SeesMember && !m.dir.has(s.seeing.Profile.ID)
	switch {
	case gone && m.step == VisitingMore:
		s.seeing = Choice{}
		m.back()
	case gone && m.step == Visiting:
		s.seeing = Choice{}
		m.form.set("seeing", "")
	case gone:
		s.seeing = choiceUnsure
	case m.step == Visiting && s.seeing.Sees == "":
		m.findSeeing()
	}
}

package kiosk

// seenAnew keeps the step true to what may be seen now: a profile whose consent
// was withdrawn goes, matches are looked up again.
func (m *Model) seenAnew() {
	switch m.step {
	case Person:
		if _, ok := m.dir.byID[m.person]; !ok && m.pending == 0 {
			m.goTo(Browse)
		}
	case Search:
		m.find()
	case Host:
		m.readRoll(nil)
	case Thanks:
		m.findThanked()
	case ThanksFor:
		if _, ok := m.dir.byID[m.speech.to.ID]; !ok && m.pending == 0 {
			m.back()
		}
	case Asking:
		m.findHelpers()
	case Event:
		m.readEvent()
	case Visiting:
		if m.visitor.seeing.Sees == "" {
			m.findSeeing()
		}
	}
}

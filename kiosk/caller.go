package kiosk

import (
	"time"

	"kettle/internal/community"
)

// callFor is how long home says that somebody came to see a member.
const callFor = 10 * time.Minute

// Call tells a member that somebody is here for them. It says nothing of whom.
type Call struct {
	ID   community.ID // of the visitor, to tap it away
	Text string

	wall bool // the member agreed to be shown as here
}

// calls are those that home shows: for members who agreed to the wall, as others
// may read them, until one is tapped away.
func (m *Model) calls(now time.Time) (out []Call) {
	told := map[community.ID]bool{}
	for _, c := range m.callers {
		p, ok := m.dir.find(c.SeesID)
		if !ok || told[c.SeesID] || m.heard[c.ID] || now.Sub(c.InAt) >= callFor {
			continue
		}
		told[c.SeesID] = true
		out = append(out, Call{ID: c.ID, Text: p.Called + ", somebody is here to see you.", wall: p.ShowsPresence})
	}
	return out
}

// tellWall says whom the wall may call: those alone who agreed to be shown as here.
func (m *Model) tellWall() {
	if m.cfg.Calls == nil {
		return
	}
	var all []string
	for _, c := range m.calls(m.cfg.Now()) {
		if c.wall {
			all = append(all, c.Text)
		}
	}
	m.cfg.Calls(all)
}

// hear takes a call away, with all others for the same member.
func (m *Model) hear(id community.ID) {
	of := map[community.ID]community.ID{}
	for _, c := range m.callers {
		of[c.ID] = c.SeesID
	}
	for _, c := range m.callers {
		if c.ID == id || c.SeesID == of[id] {
			m.heard[c.ID] = true
		}
	}
	m.tellWall()
}

// keepHeard forgets what was tapped away and is over by itself.
func (m *Model) keepHeard() {
	kept := map[community.ID]bool{}
	for _, c := range m.callers {
		if m.heard[c.ID] {
			kept[c.ID] = true
		}
	}
	m.heard = kept
	m.tellWall()
}

// nextCall is when a call ends by itself, the zero time for none.
func (m *Model) nextCall(now time.Time) (at time.Time) {
	for _, c := range m.callers {
		if end := c.InAt.Add(callFor); end.After(now) && (at.IsZero() || end.Before(at)) {
			at = end
		}
	}
	return at
}

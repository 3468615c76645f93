package kiosk

import (
	"context"

	"kettle/internal/community"
)

// actsPerPage is how many acts the history shows at once.
const actsPerPage = 7

// history is what was done.
type history struct {
	acts []ActLine
	page int
}

// HistoryState is a page of what was done.
type HistoryState struct {
	Acts        []ActLine
	Page, Pages int
}

func (m *Model) openHistory() {
	m.host.history = history{}
	m.readHistory()
}

func (m *Model) readHistory() {
	h := m.host
	m.finds.put("history", func(ctx context.Context) func() {
		acts, err := m.cfg.Hosts.Acts(ctx, community.ID{})
		return func() {
			if m.host != h {
				return
			}
			if err != nil {
				m.sorry("read the history", err, sayNoSearch)
			}
			h.history.acts = acts
			m.show()
		}
	})
}

func (m *Model) tapHistory(t Tap) {
	h := m.host
	switch t.Verb {
	case DoMore:
		h.history.page++
	case DoFewer:
		h.history.page = max(h.history.page-1, 0)
	case DoOpen:
		m.undoAct(t.ID, m.readHistory)
	}
}

// undoAct takes one act back.
func (m *Model) undoAct(id community.ID, then func()) {
	h := m.host
	m.write(func(ctx context.Context) func() {
		left, err := m.cfg.Hosts.UndoAct(ctx, h.by(), id)
		return func() {
			switch {
			case err != nil:
				m.failed("undo an act", err)
			case left != "":
				m.tell(left)
			default:
				m.tell(sayUndone)
			}
			m.readRoll(then)
		}
	})
}

func (m *Model) historyState() HistoryState {
	h := &m.host.history
	s := HistoryState{Pages: max((len(h.acts)+actsPerPage-1)/actsPerPage, 1)}
	s.Page = min(h.page, s.Pages-1) + 1
	s.Acts = h.acts[(s.Page-1)*actsPerPage : min(s.Page*actsPerPage, len(h.acts))]
	return s
}

// HereState is who is in the building, as hosts see it.
type HereState struct {
	People []HereLine
	More   int
}

// HereLine is one of them.
type HereLine struct {
	Profile community.Profile
	Since   string // "since 9:12"
	Shown   bool   // others may see that they are here
}

// mostHere is how many the page of who is here has room for.
const mostHere = 24

func (m *Model) hereState() HereState {
	h := m.host
	here := h.roll.HereAt(m.cfg.Now())
	var s HereState
	for i := range h.roll.Members {
		one := &h.roll.Members[i]
		if !here[one.ID] {
			continue
		}
		if len(s.People) == mostHere {
			s.More++
			continue
		}
		p, _ := one.Profile(community.Hosts)
		line := HereLine{Profile: p, Shown: one.HereNow.Given && one.OnWall.Given}
		for _, v := range h.roll.Open {
			if v.MemberID == one.ID {
				line.Since = "since " + h.roll.Space.Local(v.InAt).Format("15:04")
				break
			}
		}
		s.People = append(s.People, line)
	}
	return s
}

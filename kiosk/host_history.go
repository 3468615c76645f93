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
}

// HistoryState is a page of what was done.
type HistoryState struct {
	Acts []ActLine
}

func (m *Model) readHistory() {
	h := m.host
	readFor(m, m.finds, "history", "read the history", func(ctx context.Context) ([]ActLine, error) {
		return m.cfg.Hosts.Acts(ctx, community.ID{})
	}, func(acts []ActLine) { h.history.acts = acts })
}

func (m *Model) tapHistory(t Tap) {
	if t.Verb == DoOpen {
		m.undoAct(t.ID)
	}
}

// undoAct takes one act back.
func (m *Model) undoAct(id community.ID) {
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
			m.readPage()
		}
	})
}

func (m *Model) historyState() HistoryState {
	return HistoryState{pageAt(m.host, m.host.history.acts, actsPerPage)}
}

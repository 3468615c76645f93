package kiosk

import (
	"cmp"
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
	var left string
	m.act("undo an act", func(ctx context.Context, by community.Actor) (err error) {
		left, err = m.cfg.Hosts.UndoAct(ctx, by, id)
		return err
	}, func() {
		m.tell(cmp.Or(left, sayUndone))
		m.readPage()
	})
}

func (m *Model) historyState() HistoryState {
	return HistoryState{pageAt(m.host, m.host.history.acts, actsPerPage)}
}

package kiosk

import (
	"context"
	"slices"

	"kettle/internal/community"
)

// boardPerPage is how many asks, offers and thank-yous a page shows at once.
const boardPerPage = 6

// BoardDesk is how hosts take down what members said, and put it back.
type BoardDesk interface {
	ClosePost(ctx context.Context, by community.Actor, id community.ID) error
	ReopenPost(ctx context.Context, by community.Actor, id community.ID) error
	VoidThanks(ctx context.Context, by community.Actor, id community.ID) error
	UnvoidThanks(ctx context.Context, by community.Actor, id community.ID) error
	// ApprovePost and ApproveThanks let be seen what was held for hosts to look at.
	ApprovePost(ctx context.Context, by community.Actor, id community.ID) error
	ApproveThanks(ctx context.Context, by community.Actor, id community.ID) error
}

// BoardState is a page of what members asked for, offered and thanked for.
type BoardState struct {
	Lines []BoardLine
}

// BoardLine is one of them in words.
type BoardLine struct {
	ID          community.ID
	Words, More string
	Held        bool // nobody sees it until a host has looked at it
}

func (m *Model) tapBoard(t Tap) {
	switch t.Verb {
	case DoRemove:
		m.takeOff(t.ID)
	case DoYes:
		m.letShow(t.ID)
	}
}

// letShow lets be seen what was held.
func (m *Model) letShow(id community.ID) {
	do := m.cfg.Hosts.ApprovePost
	if m.isThanks(id) {
		do = m.cfg.Hosts.ApproveThanks
	}
	m.board(id, do, "It can be seen now.", nil)
}

// takeOff takes one down, and offers to undo that.
func (m *Model) takeOff(id community.ID) {
	do, undo := m.cfg.Hosts.ClosePost, m.cfg.Hosts.ReopenPost
	if m.isThanks(id) {
		do, undo = m.cfg.Hosts.VoidThanks, m.cfg.Hosts.UnvoidThanks
	}
	m.board(id, do, "It is taken down.", undo)
}

func (m *Model) isThanks(id community.ID) bool {
	return slices.ContainsFunc(m.host.roll.Thanks, func(t community.ThankYou) bool { return t.ID == id })
}

// board does one act on the board and says so; undo takes it back, nil for one that
// is not taken back.
func (m *Model) board(id community.ID, do func(context.Context, community.Actor, community.ID) error, words string, undo func(context.Context, community.Actor, community.ID) error) {
	m.act("change the board", func(ctx context.Context, by community.Actor) error { return do(ctx, by, id) }, func() {
		if undo == nil {
			m.tell(words)
		} else {
			m.did(words, func(ctx context.Context, by community.Actor) error { return undo(ctx, by, id) }, "It is up again.")
		}
		m.readPage()
	})
}

func (m *Model) boardState() BoardState {
	h, now := m.host, m.cfg.Now()
	names := map[community.ID]*community.Member{}
	for i := range h.roll.Members {
		names[h.roll.Members[i].ID] = &h.roll.Members[i]
	}
	name := func(id community.ID) string {
		if m := names[id]; m != nil {
			return m.Name
		}
		return "Somebody who is gone"
	}
	shown := func(id community.ID) bool { return names[id] != nil && names[id].Active() && names[id].OnWall.Given }
	var all []BoardLine
	for i := range h.roll.Posts {
		p := &h.roll.Posts[i]
		if !p.OpenAt(now) {
			continue
		}
		more := name(p.MemberID) + map[string]string{community.Ask: " asks", community.Offer: " offers", community.News: " has news"}[p.Side] +
			" · until " + h.roll.Space.Local(p.Until).Format("2 January")
		if p.Quick {
			more = name(p.MemberID) + " asks right now · until " + h.roll.Space.Local(p.Until).Format("15:04")
		}
		if !shown(p.MemberID) {
			more += " · not on the wall"
		}
		all = append(all, BoardLine{p.ID, p.Words, more, p.Held})
	}
	for i := range h.roll.Thanks {
		t := &h.roll.Thanks[i]
		if !t.ForWall() {
			continue
		}
		words := t.Words
		if words == "" {
			words = t.What
		}
		where := " · not on the wall"
		if t.ToAgrees && !t.Held && shown(t.FromID) && shown(t.ToID) {
			where = " · on the wall"
		}
		all = append(all, BoardLine{t.ID, words, name(t.FromID) + " thanks " + name(t.ToID) + where, t.Held})
	}
	slices.SortStableFunc(all, func(a, b BoardLine) int { // what waits comes first
		if a.Held == b.Held {
			return 0
		}
		if a.Held {
			return -1
		}
		return 1
	})
	return BoardState{pageAt(h, all, boardPerPage)}
}

package kiosk

import (
	"context"
	"errors"

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
}

// BoardState is a page of what members asked for, offered and thanked for.
type BoardState struct {
	Lines       []BoardLine
	Page, Pages int
}

// BoardLine is one of them in words.
type BoardLine struct {
	ID          community.ID
	Words, More string
}

func (m *Model) tapBoard(t Tap) {
	h := m.host
	switch t.Verb {
	case DoMore:
		h.boardPage++
	case DoFewer:
		h.boardPage = max(h.boardPage-1, 0)
	case DoRemove:
		m.takeOff(t.ID)
	}
}

// takeOff takes one down, and offers to undo that.
func (m *Model) takeOff(id community.ID) {
	h := m.host
	for _, t := range h.roll.Thanks {
		if t.ID == id {
			m.board(id, m.cfg.Hosts.VoidThanks, func() { m.board(id, m.cfg.Hosts.UnvoidThanks, nil) })
			return
		}
	}
	for _, p := range h.roll.Posts {
		if p.ID == id {
			m.board(id, m.cfg.Hosts.ClosePost, func() { m.board(id, m.cfg.Hosts.ReopenPost, nil) })
			return
		}
	}
}

// board does one act on the board, which undo takes back; nil when it is that.
func (m *Model) board(id community.ID, do func(context.Context, community.Actor, community.ID) error, undo func()) {
	h := m.host
	m.write(func(ctx context.Context) func() {
		err := do(ctx, h.by(), id)
		return func() {
			switch {
			case m.host != h:
				return
			case errors.Is(err, community.ErrNotFound): // somebody was faster
			case err != nil:
				m.failed("change the board", err)
				return
			case undo != nil:
				m.did("It is taken down.", undo)
			default:
				m.tell("It is up again.")
			}
			m.readRoll(nil)
		}
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
	var all []BoardLine
	for i := range h.roll.Posts {
		p := &h.roll.Posts[i]
		if !p.OpenAt(now) {
			continue
		}
		more := name(p.MemberID) + map[string]string{community.Ask: " asks", community.Offer: " offers"}[p.Side] +
			" · until " + h.roll.Space.Local(p.Until).Format("2 January")
		if m := names[p.MemberID]; m == nil || !m.OnWall.Given {
			more += " · not on the wall"
		}
		all = append(all, BoardLine{p.ID, p.Words, more})
	}
	for i := range h.roll.Thanks {
		t := &h.roll.Thanks[i]
		if t.Void {
			continue
		}
		words := t.Words
		if words == "" {
			words = t.What
		}
		where := " · between the two of them"
		if t.FromAgrees && t.ToAgrees {
			where = " · on the wall"
		}
		all = append(all, BoardLine{t.ID, words, name(t.FromID) + " thanks " + name(t.ToID) + where})
	}
	s := BoardState{Pages: max((len(all)+boardPerPage-1)/boardPerPage, 1)}
	s.Page = min(h.boardPage, s.Pages-1) + 1
	h.boardPage = s.Page - 1
	s.Lines = all[(s.Page-1)*boardPerPage : min(s.Page*boardPerPage, len(all))]
	return s
}

package kiosk

import (
	"fmt"

	"kettle/internal/ui"
)

// careLayers draws the page of hosting.
func careLayers(s State) []layer {
	c, f := s.Host.Care, s.Form
	out := []layer{{[]any{c.Tab, c.Text, c.Lines, c.Page, c.Pages}, func(p *sheet) { p.careList(c) }}}
	if c.Tab == TabNames {
		q := c.Quiz
		left := q.Left
		q.Left = 0
		out = append(out, layer{q, func(p *sheet) { p.quiz(q) }}, layer{left, func(p *sheet) { p.quizLeft(left) }})
	}
	if c.Tab == TabHandOver {
		entry := f.Entry("hand_over")
		out = append(out, layer{[2]any{entry, f.Focus}, func(p *sheet) {
			x, _, w := p.hostRoom()
			high := float32(420)
			if f.Focus != "" {
				high = min(high, p.keysTop()-p.editTop()-labelHigh-80)
			}
			p.formField(x, p.editTop(), w, high, entry, f.Focus == "hand_over")
		}})
	}
	return append(out, layer{c.Tab, func(p *sheet) {
		if c.Tab == TabHandOver {
			p.header(string(HostCare), hostButton{"Save", ui.Primary, Tap{Act: Do, Verb: DoSave}})
		} else {
			p.header(string(HostCare))
		}
		x, y, _ := p.hostRoom()
		if p.Portrait() {
			p.Rect(0, y+96, p.W, 84, ui.Paper, 0)
		} else {
			p.Rect(sideWide, y+96, p.W-sideWide, 84, ui.Paper, 0)
		}
		p.tabs(x, y+98, c.Tab, careTabs...)
	}})
}

func (s *sheet) careList(c CareState) {
	x, _, w := s.hostRoom()
	y := s.editTop()
	if c.Text != "" {
		s.Text(x, y+20, w, c.Text, lines(display(44, ui.Ink), 2))
	}
	const h, gap = 126, 14
	for i := range c.Lines {
		l := &c.Lines[i]
		s.Rect(x, y, w, h, ui.Card, 24)
		s.PortraitOf(x+16, y+16, h-32, h-32, 20, l.Profile)
		left, room := x+h+8, w-h-32-60
		name := display(29, ui.Ink)
		name.Min = 22
		wide := s.TextWidth(l.Profile.Name, name)
		if len(l.Done)+len(l.Todo) == 0 {
			s.Text(left, y+26, room, l.Profile.Name, name)
			s.Text(left, y+70, room, l.More, body(23, ui.Soft))
		} else {
			s.Text(left, y+14, room, l.Profile.Name, name)
			s.Text(left+wide+18, y+24, room-wide-18, l.More, body(21, ui.Soft))
			s.induction(left, y+60, room, l)
		}
		s.Icon(x+w-64, y+h/2-16, 32, "chevron-right", ui.Soft)
		s.Tap(x, y, w, h, s.tap(Tap{Act: Do, Verb: DoOpen, ID: l.Profile.ID})).Shaped(24 * s.U)
		y += h + gap
	}
	if c.Pages > 1 {
		s.pageTurns(s.H-104, c.Page, c.Pages)
	}
}

// induction are the steps of one newcomer, what is still to be done first.
func (s *sheet) induction(x, y, w float32, l *CareLine) {
	at := x
	chip := func(words string, done bool) bool {
		st := bold(20, ui.Terra)
		ground := ui.Peach
		if done {
			st.Color, ground = ui.Teal, ui.Sage
		}
		wide := s.TextWidth(words, st) + 32
		if done {
			wide += 26
		}
		if at+wide > x+w {
			return false
		}
		s.Rect(at, y, wide, 48, ui.Faded(ground, 0.55), 24)
		text := at + 16
		if done {
			s.Icon(at+14, y+14, 20, "check", ui.Teal)
			text += 26
		}
		s.middle(text, y, wide-(text-at)-10, 48, words, st)
		at += wide + 10
		return true
	}
	for _, words := range l.Todo {
		if !chip(words, false) {
			return
		}
	}
	for _, words := range l.Done {
		if !chip(words, true) {
			return
		}
	}
}

// quiz is one face and the names that may be theirs.
func (s *sheet) quiz(q QuizState) {
	x, _, w := s.hostRoom()
	y := s.editTop()
	switch {
	case !q.Ready:
		return
	case q.Over && q.Asked == 0:
		s.Text(x, y+20, w, "No names to learn right now.", display(44, ui.Ink))
		s.Text(x, y+84, w, "You know those who are due, or too few members have a photo on the wall.", lines(body(28, ui.Soft), 2))
		return
	case q.Over:
		s.Text(x, y+20, w, fmt.Sprintf("%d of %d.", q.Right, q.Asked), display(72, ui.Ink))
		s.Text(x, y+120, w, "What you did not know comes back soon, what you did later. A minute a day is enough.", lines(body(28, ui.Soft), 2))
		s.tapButton(x, y+230, 96, "Another minute", ui.Primary, Tap{Act: Do, Verb: DoAdd})
		return
	}
	const gap = 26
	face := float32(560)
	left, top := x+face+60, y+20
	room := w - face - 60
	if s.Portrait() {
		face = min(w, 700)
		left, top, room = x, y+face+40, w
	}
	s.PortraitOf(x, y+10, face, face, 40, q.Who)
	s.Text(left, top, room, "Who is this?", display(44, ui.Ink))
	top += 84
	for _, name := range q.Names {
		ground, ink := ui.Card, ui.Ink
		switch {
		case q.Answer == name:
			ground, ink = ui.Teal, ui.Card
		case q.Picked == name:
			ground = ui.Peach
		}
		s.Rect(left, top, room, 100, ground, 28)
		words := centred(display(36, ink))
		words.Min = 24
		s.middle(left+20, top, room-40, 100, name, words)
		if q.Answer == "" {
			s.Tap(left, top, room, 100, s.tap(Tap{Act: Do, Verb: DoName, Name: name})).Shaped(28 * s.U)
		}
		top += 100 + gap - 8
	}
	if q.Answer != "" && q.Who.SaidLike != "" {
		s.Text(left, top+4, room, q.Who.Name+" · "+q.Who.SaidLike, body(26, ui.Soft))
	} else if q.Answer != "" {
		s.Text(left, top+4, room, q.Who.Name, body(26, ui.Soft))
	}
}

// quizLeft is how long the round still takes.
func (s *sheet) quizLeft(left int) {
	if left == 0 {
		return
	}
	x, _, w := s.hostRoom()
	s.Text(x+w-160, s.editTop()+34, 160, fmt.Sprintf("%d s", left), right(body(26, ui.Soft)))
}

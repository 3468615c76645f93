package kiosk

import (
	"kettle/internal/ui"
)

// careLayers draws the page of hosting.
func careLayers(s State) []layer {
	c, f := s.Host.Care, s.Form
	out := []layer{{[]any{c.Tab, c.Text, c.Lines}, func(p *sheet) { p.careList(c) }}}
	if c.Tab == TabNames {
		q := c.Quiz
		left := q.Left
		q.Left = 0
		out = append(out, layer{q, func(p *sheet) {
			x, _, w := p.hostRoom()
			p.quiz(x, p.editTop(), w, q)
		}}, layer{left, func(p *sheet) {
			x, _, w := p.hostRoom()
			p.quizLeft(x, p.editTop(), w, left)
		}})
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
		p.tabs(c.Tab, careTabs...)
	}})
}

func (s *sheet) careList(c CareState) {
	x, _, w := s.hostRoom()
	y := s.editTop()
	if c.Text != "" {
		s.nothing("circle-check", c.Text, "")
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

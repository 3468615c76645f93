package kiosk

import (
	"kettle/internal/ui"
)

// introLayers draws whom to introduce.
func introLayers(s State) []layer {
	in := s.Host.Introductions
	return []layer{
		{in, func(p *sheet) {
			x, y, w := p.hostRoom()
			y += 98
			y += p.Text(x, y, w, in.Text, lines(body(28, ui.Soft), 2)) + 20
			for i := range in.Pairs {
				y += p.pair(x, y, w, &in.Pairs[i]) + 18
			}
			p.Text(x, y+10, w, in.Foot, lines(body(26, ui.Soft), 3))
		}},
		headLayer(string(HostIntroductions)),
	}
}

const notTheseTwo = "Not these two"

// pair is one card: two faces, why, and what to say. It gives its height.
func (s *sheet) pair(x, y, w float32, p *PairLine) float32 {
	const face, pad, button = 124, 24, 190
	left := x + pad + face + face*0.82 + 36
	room := w - (left - x) - button - 2*pad - 10
	rows := 2
	if s.Portrait() {
		rows = 5 // the column is narrow, and the page long
	}
	names, why, opening := display(32, ui.Ink), lines(body(25, ui.Ink), rows), lines(body(24, ui.Soft), rows)
	names.Min = 24
	kicker := bold(22, ui.Terra)
	wide := s.TextWidth(p.Names, names)
	never := bold(21, ui.Soft)
	neverWide := s.TextWidth(notTheseTwo, never)
	below := p.Kicker != "" && wide+20+s.TextWidth(p.Kicker, kicker)+20+neverWide > room
	text := s.TextHeight(room-neverWide-20, p.Names, names) + 4 + s.TextHeight(room, p.Why, why) + 4 + s.TextHeight(room, p.Opening, opening)
	if below {
		text += 32
	}
	h := max(text+2*pad, 2*pad+2*68+10)
	s.Rect(x, y, w, h, ui.Card, 28)
	top := y + (h-face)/2
	s.PortraitOf(x+pad, top, face, face, face/2, p.One)
	s.Circle(x+pad+face*0.82-5, top-5, face+10, ui.Card)
	s.PortraitOf(x+pad+face*0.82, top, face, face, face/2, p.Other)
	at := y + (h-text)/2
	if p.Kicker != "" && !below {
		s.Text(left+wide+20, at+9, room-wide-40-neverWide, p.Kicker, kicker)
	}
	at += s.Text(left, at, room-neverWide-20, p.Names, names) + 4
	if below {
		s.Text(left, at, room, p.Kicker, kicker)
		at += 32
	}
	at += s.Text(left, at, room, p.Why, why) + 4
	s.Text(left, at, room, p.Opening, opening)
	s.Text(x+w-2*pad-button-neverWide, y+(h-text)/2+10, neverWide+2, notTheseTwo, never)
	s.Tap(x+w-2*pad-button-neverWide-20, y, neverWide+30, 76, s.tap(Tap{Act: Do, Verb: DoNever, ID: p.One.ID})).Shaped(20 * s.U)
	bx, by := x+w-pad-button, y+(h-2*68-10)/2
	for i, b := range [...]struct{ label, verb string }{{"Done", DoMet}, {"Not today", DoLater}} {
		ground, ink := ui.Paper, ui.Ink
		if i == 0 {
			ground, ink = ui.Teal, ui.Card
		}
		top := by + float32(i)*78
		s.Rect(bx, top, button, 68, ground, 22)
		s.middle(bx, top, button, 68, b.label, centred(bold(24, ink)))
		s.Tap(bx, top, button, 68, s.tap(Tap{Act: Do, Verb: b.verb, ID: p.One.ID})).Shaped(22 * s.U)
	}
	return h
}

package kiosk

import (
	"kettle/internal/ui"
)

// ownLayers draws the code with which a member edits their profile.
func ownLayers(s State) []layer {
	o := s.Own
	return []layer{
		{o, func(p *sheet) { p.own(o) }},
		{liveOf(s), func(p *sheet) {
			p.say(marginX, p.H-marginY-34, p.wide(), liveOf(s), ui.Ink, body(26, ui.Ink))
		}},
	}
}

func (s *sheet) own(o OwnState) {
	ground := ui.Sky
	if o.Code == "" {
		ground = ui.Sage
	}
	s.ground(ground)
	title, text := lines(display(84, ui.Ink), 3), lines(body(34, ui.Ink), 5)
	title.Min, title.Leading = 60, 1.08
	const card, pad = 560, 50
	x, y, w := float32(marginX), float32(220), s.wide()
	switch {
	case s.Portrait():
		y = 260
		if o.Code == "" {
			s.Ringed(x, y, 330, o.Member)
			y += 380
		} else {
			s.codeCard((s.W-card)/2, y, card, pad, o)
			y += card + 110
		}
	case o.Code == "":
		y = (s.H-330)/2 - 40
		s.Ringed(x, y, 330, o.Member)
		x, w = x+420, w-420
		y += 40
	default:
		s.codeCard(s.W-marginX-card, (s.H-card-60)/2-30, card, pad, o)
		w -= card + 90
		y = (s.H - s.TextHeight(w, o.Title, title) - s.TextHeight(w, o.Text, text) - 190) / 2
	}
	y += s.Text(x, y, w, o.Title, title) + 24
	y += s.Text(x, y, w, o.Text, text) + 50
	s.tapButton(x, y, 108, "All done", ui.Primary, Tap{Act: GoHome})
}

// codeCard is the code on white, with where it leads beneath.
func (s *sheet) codeCard(x, y, side, pad float32, o OwnState) {
	s.Rect(x, y, side, side+60, ui.Card, 36)
	s.QR(x+pad, y+pad, side-2*pad, o.Code)
	st := centred(bold(24, ui.Ink))
	s.Text(x+20, y+side-24, side-40, o.Address, st)
}

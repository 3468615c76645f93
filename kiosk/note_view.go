package kiosk

import (
	"image/color"

	"kettle/internal/ui"
)

// noteLayers draws one thing said.
func noteLayers(s State) []layer {
	n := s.Note
	return []layer{
		{n, func(p *sheet) { p.note(n) }},
		{liveOf(s), func(p *sheet) {
			p.say(marginX, p.H-marginY-34, p.wide(), liveOf(s), ui.Ink, body(26, ui.Ink))
		}},
	}
}

// emblem draws an icon, large and light, where a page that says one thing has room:
// beside the words, or over them when they begin low enough. It gives how wide the
// words may be.
func (s *sheet) emblem(icon string, ground color.NRGBA, textTop float32) (w float32) {
	const side = 400
	x, y, w := s.W-marginX-side-60, (s.H-side)/2-40, s.wide()-side-120
	if s.Portrait() {
		x, y, w = marginX-30, textTop-side-60, s.wide()
	}
	if y > marginY+60 {
		s.Icon(x, y, side, icon, ui.Lighter(ground, 0.45))
	}
	return w
}

func (s *sheet) note(n NoteState) {
	s.ground(ui.Peach)
	title := lines(display(104, ui.Ink), 2)
	title.Leading = 1.06
	text := lines(body(36, ui.Ink), 4)
	w := s.wide()
	if !s.Portrait() {
		w -= 520 // for the emblem
	}
	y := (s.H - s.TextHeight(w, n.Title, title) - s.TextHeight(w, n.Text, text) - 190) / 2
	s.emblem("coffee", ui.Peach, y)
	y += s.Text(marginX, y, w, n.Title, title) + 20
	y += s.Text(marginX, y, w, n.Text, text) + 50
	x := float32(marginX)
	if n.Search {
		x += s.tapButton(x, y, 120, "Type my name", ui.Primary, Tap{Act: GoSearch}) + 24
		s.tapButton(x, y, 120, "All done", ui.Quiet, Tap{Act: GoHome})
		return
	}
	s.tapButton(x, y, 120, "All right", ui.Primary, Tap{Act: Back})
}

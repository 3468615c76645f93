package kiosk

import "kettle/internal/ui"

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

func (s *sheet) note(n NoteState) {
	s.ground(ui.Peach)
	title := lines(display(104, ui.Ink), 2)
	title.Leading = 1.06
	text := lines(body(36, ui.Ink), 4)
	w := min(s.wide(), 1400)
	y := (s.H - s.TextHeight(w, n.Title, title) - s.TextHeight(w, n.Text, text) - 190) / 2
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

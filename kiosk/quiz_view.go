package kiosk

import (
	"fmt"

	"kettle/internal/ui"
)

// namesLayers draws a member's round of names.
func namesLayers(s State) []layer {
	q := s.Quiz
	left := q.Left
	q.Left = 0
	return []layer{
		{q, func(p *sheet) {
			p.ground(ui.Paper)
			p.close("All done")
			p.Text(marginX, barTop+10, p.wide()-300, "Learn the names", display(44, ui.Ink))
			p.quiz(marginX, namesTop, p.wide(), q)
		}},
		{left, func(p *sheet) { p.quizLeft(marginX, namesTop, p.wide(), left) }},
		{liveOf(s), func(p *sheet) {
			p.say(marginX, p.H-marginY-34, p.wide(), liveOf(s), ui.Soft, body(24, ui.Soft))
		}},
	}
}

const namesTop = barTop + barHigh + 30

// quiz is one face and the names that may be theirs.
func (s *sheet) quiz(x, y, w float32, q QuizState) {
	switch {
	case !q.Ready:
		return
	case q.Over && q.Asked == 0:
		s.nothing("users", "No names to learn right now.", "")
		s.Text(x, y+84, w, "You know those who are due, or too few members have a photo on the wall.", lines(body(28, ui.Soft), 2))
		return
	case q.Over:
		s.Text(x, y+20, w, fmt.Sprintf("%d of %d.", q.Right, q.Asked), display(72, ui.Ink))
		s.Text(x, y+120, w, "What you did not know comes back soon, what you did later. A minute a day is enough.", lines(body(28, ui.Soft), 2))
		s.tapButton(x, y+230, 96, "Another minute", ui.Primary, Tap{Act: Again})
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
			s.Tap(left, top, room, 100, s.tap(Tap{Act: Named, Text: name})).Shaped(28 * s.U)
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
func (s *sheet) quizLeft(x, y, w float32, left int) {
	if left == 0 {
		return
	}
	s.Text(x+w-160, y+34, 160, fmt.Sprintf("%d s", left), right(body(26, ui.Soft)))
}

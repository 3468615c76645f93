package kiosk

import (
	"kettle/internal/community"
	"kettle/internal/ui"
)

// meeting is the card of somebody whom the member does not know yet.
func (s *sheet) meeting(x, y, w, h float32, m *Meeting) {
	s.Rect(x, y, w, h, ui.Card, 32)
	top := y + 36 + s.Text(x+44, y+36, w-88, "You two haven’t met yet", bold(26, ui.Terra)) + 14
	foot := y + h - 36 - 88
	face := min(200, foot-top-20)
	s.PortraitOf(x+44, top, face, face, 28, m.Who)
	left, room := x+44+face+36, w-88-face-36
	name := display(46, ui.Ink)
	name.Min = 28
	words := m.Why
	if m.New != "" {
		words = m.New + " " + m.Why
	}
	text := lines(body(27, ui.Soft), 3)
	high := s.TextHeight(room, m.Who.Name, name) + 6 + s.TextHeight(room, words, text)
	at := top + max(0, (face-high)/2)
	at += s.Text(left, at, room, m.Who.Name, name) + 6
	s.Text(left, at, room, words, text)
	at = x + 44 + s.tapButton(x+44, foot, 88, "Introduce us", ui.Primary, Tap{Act: MeetYes}) + 20
	s.tapButton(at, foot, 88, "Not today", ui.OnCard, Tap{Act: MeetNo})
}

// moods are the ways in which somebody may like to be met, in words.
var moods = [...]struct{ mood, words string }{
	{community.MoodOpen, "Open to chat"}, {community.MoodBusy, "Heads down"}, {community.MoodHand, "Need a hand"},
}

// moodRow lets somebody say how they would like to be met today.
func (s *sheet) moodRow(x, y, w float32, mood string, draw bool) float32 {
	const h, gap = 72, 14
	st := body(26, ui.Ink)
	at := x
	if draw {
		s.middle(x, y, w, h, "Today:", st)
	}
	at += s.TextWidth("Today:", st) + 22
	for _, m := range moods {
		label := bold(26, ui.Ink)
		wide := s.TextWidth(m.words, label) + 60
		if at+wide > x+w && at > x {
			at, y = x, y+h+gap
		}
		if draw {
			ground := ui.Faded(ui.Card, 0.55)
			if m.mood == mood {
				ground, label.Color = ui.Teal, ui.Card
			}
			s.Rect(at, y, wide, h, ground, h/2)
			s.middle(at, y, wide, h, m.words, centred(label))
			s.Tap(at, y-6, wide, h+12, s.tap(Tap{Act: Mood, Text: m.mood})).Shaped(h / 2 * s.U)
		}
		at += wide + gap
	}
	return y + h
}

package kiosk

import (
	"fmt"

	"kettle/internal/ui"
)

// padLayers draws the PIN pad: a host's, or that of a member who wants to edit
// their profile. Digits are never shown.
func padLayers(s State) []layer {
	n := s.Digits
	if len(s.Form.Entries) > 0 {
		entry := s.Form.Entries[0]
		return append([]layer{
			{"words", func(p *sheet) {
				p.ground(ui.Paper)
				p.back(barTop, "Back", GoHome)
			}},
			{entry, func(p *sheet) { p.formField(marginX, 230, min(p.wide(), 1100), 100, entry, true) }},
			{liveOf(s), func(p *sheet) { p.say(marginX, 400, p.wide(), liveOf(s), ui.Soft, body(28, ui.Soft)) }},
		}, formLayers(s.Form)...)
	}
	head, words, more := "Hosts only", "Your PIN opens the hosts’ part. Not a host? Just go back.", true
	switch {
	case s.Step == OwnPIN:
		head, words, more = "Your own PIN, "+s.Own.Member.Called, "It opens your profile on your phone. No PIN yet? Hold up your card, or ask a host.", false
	case s.ToRoll:
		head, words = "Fire roll", "The fire code, or a host’s PIN, shows who is in the building."
	case s.Leave:
		words = "A host’s PIN leaves the kiosk. Not a host? Just go back."
	}
	return []layer{
		{[2]string{head, words}, func(p *sheet) { p.pad(head, words, more) }},
		{n, func(p *sheet) { p.dots(n) }},
		{liveOf(s), func(p *sheet) {
			x, y, w := p.padWords()
			st := lines(body(28, ui.Soft), 4)
			if p.Portrait() {
				st = centred(st)
			}
			p.say(x, y+360, w, liveOf(s), ui.Soft, st)
		}},
	}
}

const (
	padKeyW, padKeyH, padGap = 170, 128, 18
	padWide                  = 3*padKeyW + 2*padGap
)

const useWords = "Use a passphrase"

// padWords is where the words beside the pad begin, and their width.
func (s *sheet) padWords() (x, y, w float32) {
	if s.Portrait() {
		return marginX, 300, s.wide()
	}
	return marginX, 300, s.W - 3*marginX - padWide
}

func (s *sheet) padPlace() (x, y float32) {
	if s.Portrait() {
		return (s.W - padWide) / 2, 860
	}
	return s.W - marginX - padWide, (s.H-4*padKeyH-3*padGap)/2 + 60
}

// pad draws the keys beside the words, and with more the way to a passphrase.
func (s *sheet) pad(head, words string, more bool) {
	s.ground(ui.Paper)
	s.back(barTop, "Back", GoHome)
	x, y, w := s.padWords()
	title, text := display(84, ui.Ink), lines(body(30, ui.Soft), 3)
	if s.Portrait() {
		title, text = centred(title), centred(text)
	}
	y += s.Text(x, y, w, head, title) + 10
	y += s.Text(x, y, w, words, text) + 10
	if more {
		link := bold(28, ui.Teal)
		wide := s.TextWidth(useWords, link)
		at := x
		if s.Portrait() {
			at = (s.W - wide) / 2
		}
		s.middle(at, y, wide+4, 84, useWords, link)
		s.Tap(at-20, y, wide+40, 84, s.tap(Tap{Act: GoWords})).Shaped(24 * s.U)
	}

	x0, y0 := s.padPlace()
	for i := range 12 {
		kx, ky := x0+float32(i%3)*(padKeyW+padGap), y0+float32(i/3)*(padKeyH+padGap)
		switch i {
		case 9:
			s.Rect(kx, ky, padKeyW, padKeyH, ui.Card, 28)
			s.Icon(kx+padKeyW/2-24, ky+padKeyH/2-24, 48, "delete", ui.Ink)
			s.Press(kx, ky, padKeyW, padKeyH, s.tap(Tap{Act: Erase})).Shaped(28 * s.U)
		case 11:
			s.Button(kx, ky, padKeyW, padKeyH, "Done", ui.Primary, s.tap(Tap{Act: Enter}))
		default:
			digit := fmt.Sprint((i + 1) % 11)
			s.Rect(kx, ky, padKeyW, padKeyH, ui.Card, 28)
			s.middle(kx, ky, padKeyW, padKeyH, digit, centred(bold(44, ui.Ink)))
			s.Press(kx, ky, padKeyW, padKeyH, s.tap(Tap{Act: Type, Text: digit})).Shaped(28 * s.U)
		}
	}
}

// dots stand for the digits typed.
func (s *sheet) dots(n int) {
	x, y := s.padPlace()
	const d, gap = 22, 20
	w := float32(n)*(d+gap) - gap
	s.Border(x, y-128, padWide, 100, ui.Card, ui.Line, 2, 26)
	for i := range n {
		s.Circle(x+(padWide-w)/2+float32(i)*(d+gap), y-128+39, d, ui.Ink)
	}
}

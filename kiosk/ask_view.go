package kiosk

import (
	"image/color"

	"kettle/internal/ui"
)

// askWide is how wide what is asked stands beside who might know, with the button
// at its end.
const (
	askWide   = 952
	askButton = 210
)

// askLayers draws the step in which a member asks for something, or offers it.
func askLayers(s State) []layer {
	v, form := s.Speech, s.Form
	return append([]layer{
		{[]any{v.Title, v.Length, v.Quick}, func(p *sheet) { p.asking(v) }},
		{[2]any{form.Entries, form.Focus}, func(p *sheet) {
			x, y, w := p.askPlace()
			p.formField(x, y, w, 96, form.Entry("words"), form.Focus == "words")
		}},
		{v.Helpers, func(p *sheet) { p.helpers(v) }},
		{[2]any{liveOf(s), form.Focus != ""}, func(p *sheet) { p.speechLive(s) }},
	}, formLayers(form)...)
}

// askPlace is where the words are typed.
func (s *sheet) askPlace() (x, y, w float32) {
	if s.Portrait() {
		return marginX, 350, s.wide() - askButton - 20
	}
	return marginX, 246, askWide - askButton - 20
}

func (s *sheet) asking(v SpeechState) {
	s.speechGround(ui.Paper, v)
	x, y, w := s.askPlace()
	s.Text(x, y-52-s.ifPortrait(40), s.wide(), v.Text, body(27, ui.Soft))
	s.Button(x+w+20, y+labelHigh, askButton, 96, "Put it up", ui.Primary, s.tap(Tap{Act: Send}))
	y += labelHigh + 96 + 22
	for _, l := range v.Lengths {
		ground, ink := ui.Card, ui.Ink
		switch {
		case l.Name == v.Length && l.Name == ForNow:
			ground, ink = ui.Terra, ui.Card
		case l.Name == v.Length:
			ground = ui.Peach
		}
		x += s.chip(x, y, l.Words, ground, ink, Tap{Act: For, Text: l.Name}) + 14
	}
	if len(v.Quick) > 0 {
		s.quickly(v)
	}
}

// quickly are the quick asks that take one tap, where helpers stand once something
// is typed.
func (s *sheet) quickly(v SpeechState) {
	left, y, w := s.helperPlace()
	y += s.Text(left, y, w, "Or right now, with one tap", bold(26, ui.Terra)) + 14
	x := left
	for _, q := range v.Quick {
		wide := s.TextWidth(q, bold(26, ui.Ink)) + 60
		if x+wide > left+w && x > left {
			x, y = left, y+chipHigh+14
		}
		x += s.chip(x, y, q, ui.Card, ui.Ink, Tap{Act: Quickly, Text: q}) + 14
	}
	s.Text(left, y+chipHigh+16, w, "It is on every screen here for 30 minutes.", body(24, ui.Soft))
}

// helperPlace is where helpers stand, or below.
func (s *sheet) helperPlace() (x, y, w float32) {
	if s.Portrait() {
		_, y, _ := s.askPlace()
		return marginX, y + labelHigh + 96 + 22 + chipHigh + 50, s.wide()
	}
	return marginX + askWide + 60, 128, s.W - 2*marginX - askWide - 60
}

const chipHigh = 72

// chip is one of several things to choose from. It gives its width.
func (s *sheet) chip(x, y float32, words string, ground, ink color.Color, t Tap) float32 {
	st := bold(26, ink)
	wide := s.TextWidth(words, st) + 60
	s.Rect(x, y, wide, chipHigh, ground, chipHigh/2)
	s.middle(x, y, wide, chipHigh, words, centred(st))
	s.Tap(x, y-6, wide, chipHigh+12, s.tap(t)).Shaped(chipHigh / 2 * s.U)
	return wide
}

// helpers are who is here and might know, with the reason.
func (s *sheet) helpers(v SpeechState) {
	x, y, w := s.helperPlace()
	if len(v.Helpers) == 0 {
		return
	}
	y += s.Text(x, y, w, v.HelpersAre, bold(26, ui.Teal)) + 10
	const h, gap = 126, 12
	for _, one := range v.Helpers {
		s.Rect(x, y, w, h, ui.Card, 26)
		s.PortraitOf(x+16, y+16, h-32, h-32, 20, one.Who)
		name := display(30, ui.Ink)
		name.Min = 22
		at := y + 24
		at += s.Text(x+h+8, at, w-h-28, one.Who.Name, name) + 4
		s.Text(x+h+8, at, w-h-28, one.Why, body(22, ui.Soft))
		y += h + gap
	}
}

package kiosk

import (
	"kettle/internal/ui"
)

// askWide is how wide what is asked stands beside who might know.
const askWide = 952

// askLayers draws the step in which a member asks for something, or offers it.
func askLayers(s State) []layer {
	v, form := s.Speech, s.Form
	return append([]layer{
		{v.Title, func(p *sheet) { p.asking(v) }},
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
		return marginX, 350, s.wide()
	}
	return marginX, 246, askWide
}

func (s *sheet) asking(v SpeechState) {
	s.speechGround(ui.Paper, v)
	x, y, w := s.askPlace()
	s.Text(x, y-52, w, v.Text, body(27, ui.Soft))
	y += labelHigh + 96 + 24
	x += s.tapButton(x, y, 96, "Put it up", ui.Primary, Tap{Act: Send}) + 32
	s.middle(x, y, w-(x-marginX), 96, "For 30 days, or until it’s sorted", body(25, ui.Soft))
}

// helpers are who is here and might know, with the reason.
func (s *sheet) helpers(v SpeechState) {
	x, y, w := float32(marginX+askWide+60), float32(128), s.W-2*marginX-askWide-60
	if s.Portrait() {
		_, y, _ = s.askPlace()
		x, y, w = marginX, y+labelHigh+96+24+96+50, s.wide()
	}
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

package wall

import (
	"image/color"

	"kettle/internal/ui"
)

const (
	bandHigh = 92
	bandGap  = 20
	bandRoom = 14 // what a band, higher than the line it stands for, takes of the content
)

// drawFooterBands composes the bands in the footer whose row with the pill is at y;
// on a portrait page the first has a row of its own.
func drawFooterBands(p *ui.Page, m, y, pill float32, s State, l look) {
	all, w := s.Bands, p.W-2*m
	if p.Portrait() {
		drawBand(p, m, y-bandHigh-bandGap+5, w, all[0])
		if all = all[1:]; len(all) == 0 {
			drawDots(p, m, y+28, s, l)
			return
		}
	}
	if pill > 0 {
		w -= pill + bandGap
	}
	drawBands(p, m, y-4, w, all)
}

// drawBands composes the bands beside one another, in a place of that width.
func drawBands(p *ui.Page, x, y, w float32, all []Band) {
	each := (w - bandGap*float32(len(all)-1)) / float32(len(all))
	for i, b := range all {
		drawBand(p, x+float32(i)*(each+bandGap), y, each, b)
	}
}

// drawBand composes the faces, the words, and below them the rest. Words that are
// too long for one line get two.
func drawBand(p *ui.Page, x, y, w float32, b Band) {
	ground, ink := ui.Sage, color.Color(ui.Ink)
	words := ui.Style{Face: ui.Display, Size: 48, Min: 26, Color: ink, Leading: 1.1}
	if b.Help {
		ground, ink = ui.Terra, ui.Card
		words = ui.Style{Face: ui.Bold, Size: 34, Min: 26, Color: ink, Leading: 1.15}
	}
	p.Rect(x, y, w, bandHigh, ground, 30)
	const face, step = 76, 56
	left := x + 14
	for _, who := range b.Who {
		p.Circle(left-3, y+(bandHigh-face)/2-3, face+6, ground)
		p.PortraitOf(left, y+(bandHigh-face)/2, face, face, face/2, who)
		left += step
	}
	left += face - step + 22
	room := x + w - 26 - left
	if p.TextWidth(b.Words, ui.Style{Face: words.Face, Size: words.Min}) > room {
		words.Size, words.Min, words.Lines = words.Min, 20, 2
		if !b.Help {
			words.Size = 34
		}
	}
	more := ui.Style{Size: 23, Min: 19, Color: ink, Leading: 1.2}
	high := p.TextHeight(room, b.Words, words)
	if b.More != "" {
		high += p.TextHeight(room, b.More, more)
	}
	at := y + (bandHigh-high)/2
	at += p.Text(left, at, room, b.Words, words)
	p.Text(left, at, room, b.More, more)
}

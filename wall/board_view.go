package wall

import (
	"image/color"

	"kettle/internal/ui"
)

// drawBoard composes asks on the left and offers on the right; on a portrait
// page above and below one another.
func drawBoard(p *ui.Page, b *Board) {
	shape := shapeOf(p)
	m, y := shape.margin(), float32(203)
	asks, offers := []color.NRGBA{ui.Peach, ui.Rose}, []color.NRGBA{ui.Sage}
	if p.Portrait() {
		w := p.W - 2*m
		y = drawNotes(p, m, y, w, b.Asks, b.NobodyAsks, asks)
		drawNotes(p, m, y+14, w, b.Offers, b.NobodyOffers, offers)
		return
	}
	w := (p.W - 2*m - 40) / 2
	drawNotes(p, m, y, w, b.Asks, b.NobodyAsks, asks)
	drawNotes(p, m+w+40, y, w, b.Offers, b.NobodyOffers, offers)
}

func drawNotes(p *ui.Page, x, y, w float32, notes []Note, nobody string, fills []color.NRGBA) (end float32) {
	high, step := float32(168), float32(190)
	if p.Portrait() {
		high, step = 160, 176
	}
	for i, n := range notes {
		p.Rect(x, y, w, high, fills[i%len(fills)], 24)
		const face = 116
		p.PortraitOf(x+28, y+(high-face)/2, face, face, face/2, n.Who)
		by := ui.Style{Face: ui.Bold, Size: 21, Color: ui.Ink}
		words := ui.Style{Face: ui.Display, Size: 36, Min: 25, Lines: 2, Color: ui.Ink, Leading: 1.12}
		left, inner := x+28+face+28, w-28-face-28-32
		if n.Help != "" {
			words.Lines = 1
		}
		lines := 34 + p.TextHeight(inner, n.Words, words)
		if n.Help != "" {
			lines += 38
		}
		at := y + (high-lines)/2 - 2
		p.Text(left, at, inner, n.By, by)
		at += 34
		at += p.Text(left, at, inner, n.Words, words)
		p.Text(left, at+8, inner, n.Help, ui.Style{Face: ui.Bold, Size: 21, Color: ui.Teal})
		y += step
	}
	if len(notes) == 0 {
		p.Border(x, y, w, high, ui.Clear, ui.Line, 3, 24)
		st := ui.Style{Size: 27, Min: 22, Lines: 3, Color: ui.Soft, Leading: 1.36, Wrap: true}
		p.Text(x+36, y+(high-p.TextHeight(w-72, nobody, st))/2, w-72, nobody, st)
		y += step
	}
	return y
}

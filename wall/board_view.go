package wall

import (
	"image/color"

	"kettle/internal/ui"
)

// drawBoard composes asks on the left and offers on the right; on a portrait page
// above and below one another. All have the same size, which fills the page.
func drawBoard(p *ui.Page, b *Board, end float32) {
	m, y := shapeOf(p).margin(), float32(203)
	asks, offers := []color.NRGBA{ui.Peach, ui.Rose}, []color.NRGBA{ui.Sage}
	n := max(len(b.Asks), len(b.Offers), 1)
	between, w := float32(22), (p.W-2*m-40)/2
	if p.Portrait() {
		n = max(len(b.Asks), 1) + max(len(b.Offers), 1)
		between, w = 16, p.W-2*m
	}
	high := (end - y - between*float32(n-1)) / float32(n)
	x, below := m+w+40, y
	if p.Portrait() {
		high = min((end-y-14-between*float32(n-1))/float32(n), 560)
		x, below = m, y+float32(max(len(b.Asks), 1))*(high+between)+14
	}
	drawNotes(p, m, y, w, high, between, b.Asks, b.NobodyAsks, asks)
	drawNotes(p, x, below, w, high, between, b.Offers, b.NobodyOffers, offers)
}

func drawNotes(p *ui.Page, x, y, w, high, between float32, notes []Note, nobody string, fills []color.NRGBA) {
	if len(notes) == 0 {
		p.Border(x, y, w, high, ui.Clear, ui.Line, 3, 24)
		st := p.Filling(w-72, high-40, nobody, ui.Style{Size: 38, Min: 22, Color: ui.Soft, Leading: 1.36})
		p.Text(x+36, y+(high-p.TextHeight(w-72, nobody, st))/2, w-72, nobody, st)
		return
	}
	for i, n := range notes {
		drawNote(p, x, y+float32(i)*(high+between), w, high, fills[i%len(fills)], n)
	}
}

// drawNote composes one ask or offer: the face, whose it is, the words, and who can
// help. Where there is room for more than one line, the letters grow.
func drawNote(p *ui.Page, x, y, w, high float32, fill color.NRGBA, n Note) {
	p.Rect(x, y, w, high, fill, 24)
	face := min(high*0.7, 220)
	p.Ringed(x+28, y+(high-face)/2, face, n.Who)
	k := max(min(high/168, 1.3), 1)
	small := ui.Style{Face: ui.Bold, Size: 21 * k, Color: ui.Ink}
	left, inner := x+28+face+28, w-28-face-28-32
	by, help := p.TextHeight(inner, n.By, small)+6, float32(0)
	if n.Help != "" {
		help = p.TextHeight(inner, n.Help, small) + 6
	}
	words := ui.Style{Face: ui.Display, Size: max(min(36*high/168, 84), 36), Min: 25, Color: ui.Ink, Leading: 1.12}
	words = p.Filling(inner, high-by-help-24, n.Words, words)
	at := y + (high-by-help-p.TextHeight(inner, n.Words, words))/2 - 2
	p.Text(left, at, inner, n.By, small)
	at += by
	at += p.Text(left, at, inner, n.Words, words)
	small.Color = ui.Teal
	p.Text(left, at+6, inner, n.Help, small)
}

package wall

import (
	"kettle/internal/ui"
)

// drawThanks composes quotations, the first of each row larger.
func drawThanks(p *ui.Page, all []Thanks) {
	shape := shapeOf(p)
	m, top, room := shape.margin(), float32(211), shape.content()-12
	width := p.W - 2*m
	columns, shares := 3, []float32{1.25, 1, 1}
	if p.Portrait() {
		columns, shares = 1, []float32{1}
	}
	if len(all) <= 2 && !p.Portrait() {
		columns, shares = max(len(all), 1), []float32{1, 1}
	}
	rows := max((len(all)+columns-1)/columns, 1)
	var sum float32
	for _, s := range shares[:columns] {
		sum += s
	}
	between := float32(30)
	h := min((room-float32(rows-1)*between)/float32(rows), 380)
	if p.Portrait() {
		between = 22
		h = min((room-float32(rows-1)*between)/float32(rows), 300)
	}
	for i, t := range all {
		x := m
		for c := range i % columns {
			x += (width-float32(columns-1)*between)*shares[c]/sum + between
		}
		w := (width - float32(columns-1)*between) * shares[i%columns] / sum
		size := float32(37)
		if i%columns == 0 && columns > 1 {
			size = 46
		}
		if len(all) <= 2 && !p.Portrait() {
			size = 54
		}
		drawThank(p, x, top+float32(i/columns)*(h+between), w, h, size, t)
	}
}

func drawThank(p *ui.Page, x, y, w, h, size float32, t Thanks) {
	const pad, face = 34, 72
	p.Rect(x, y, w, h, ui.TealLight, 28)
	words := ui.Style{Face: ui.Display, Size: size, Min: 22, Color: ui.Card, Leading: 1.2, Wrap: true}
	words.Lines = max(int((h-2*pad-face-28)/(size*1.2)), 2)
	at := y + pad - 4
	at += p.Text(x+pad, at, w-2*pad, t.Words, words) + 28
	at = min(at, y+h-pad-face)
	p.PortraitOf(x+pad, at, face, face, face/2, t.Who)
	left, inner := x+pad+face+18, w-2*pad-face-18
	bold := ui.Style{Face: ui.Bold, Size: 22, Color: ui.Card}
	plain := ui.Style{Size: 22, Color: ui.Card}
	row := at + 7
	if t.What == "" {
		row = at + (face-29)/2
	}
	p.Line(left, row, inner, ui.Part{Text: t.From, Style: bold}, ui.Part{Text: " to ", Style: plain}, ui.Part{Text: t.To, Style: bold})
	p.Text(left, at+37, inner, t.What, ui.Style{Size: 22, Color: ui.Sage})
}

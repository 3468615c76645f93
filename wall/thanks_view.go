package wall

import (
	"kettle/internal/ui"
)

// drawThanks composes quotations, each in letters as large as its card has room for;
// the first of each row has the most.
func drawThanks(p *ui.Page, all []Thanks, end float32) {
	m, top := shapeOf(p).margin(), float32(211)
	room := end - top
	width := p.W - 2*m
	columns := 3
	if p.Portrait() {
		columns = 1
	}
	rows := max((len(all)+columns-1)/columns, 1)
	columns = max((len(all)+rows-1)/rows, 1)
	between := float32(30)
	if p.Portrait() {
		between = 22
	}
	h := min((room-float32(rows-1)*between)/float32(rows), 520)
	for i, t := range all {
		in := min(columns, len(all)-i/columns*columns) // a row that is not full has wider cards
		first := float32(1)
		if len(all) > 2 && in > 1 {
			first = 1.25
		}
		each := (width - float32(in-1)*between) / (float32(in-1) + first)
		x, w := m, each*first
		if c := i % columns; c > 0 {
			x, w = m+each*first+between+float32(c-1)*(each+between), each
		}
		drawThank(p, x, top+float32(i/columns)*(h+between), w, h, t)
	}
}

func drawThank(p *ui.Page, x, y, w, h float32, t Thanks) {
	const pad, face = 34, 76
	p.Rect(x, y, w, h, ui.TealLight, 28)
	at := y + h - pad - face
	words := ui.Style{Face: ui.Display, Size: 64, Min: 22, Color: ui.Card, Leading: 1.2}
	words = p.Filling(w-2*pad, at-24-y-pad+8, t.Words, words)
	p.Text(x+pad, y+pad-8, w-2*pad, t.Words, words)
	p.PortraitOf(x+pad, at, face, face, face/2, t.Who)
	left, inner := x+pad+face+18, w-2*pad-face-18
	bold := ui.Style{Face: ui.Bold, Size: 22, Color: ui.Card}
	plain := ui.Style{Size: 22, Color: ui.Card}
	row := at + 9
	if t.What == "" {
		row = at + (face-29)/2
	}
	p.Line(left, row, inner, ui.Part{Text: t.From, Style: bold}, ui.Part{Text: " to ", Style: plain}, ui.Part{Text: t.To, Style: bold})
	p.Text(left, at+39, inner, t.What, ui.Style{Size: 22, Color: ui.Sage})
}

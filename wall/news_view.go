package wall

import (
	"image/color"

	"kettle/internal/ui"
)

// drawNews composes good news beside one another, on a portrait page below.
func drawNews(p *ui.Page, all []News, end float32) {
	if len(all) == 0 {
		return
	}
	m, top := shapeOf(p).margin(), float32(211)
	room := end - top
	const between = 30
	width := p.W - 2*m
	columns, rows := len(all), 1
	if p.Portrait() {
		columns, rows = 1, len(all)
	}
	w := (width - between*float32(columns-1)) / float32(columns)
	h := (room - between*float32(rows-1)) / float32(rows)
	if p.Portrait() {
		h = min(h, 520)
	}
	grounds := []color.NRGBA{ui.Sky, ui.Lilac, ui.MustardLight}
	for i, n := range all {
		drawOneNews(p, m+float32(i%columns)*(w+between), top+float32(i/columns)*(h+between), w, h, grounds[i%len(grounds)], n)
	}
}

// drawOneNews composes the face, the name and the words, and at the foot how many
// cheer.
func drawOneNews(p *ui.Page, x, y, w, h float32, ground color.NRGBA, n News) {
	const pad = 40
	p.Rect(x, y, w, h, ground, 30)
	face := min(h*0.32, w*0.34, 230)
	p.Ringed(x+pad, y+pad, face, n.Who)
	left, inner := x+pad+face+30, w-2*pad-face-30
	name := ui.Style{Face: ui.Display, Size: 36, Min: 24, Lines: 2, Color: ui.Ink, Leading: 1.15, Wrap: true}
	p.Text(left, y+pad+(face-p.TextHeight(inner, n.Who.Name, name))/2, inner, n.Who.Name, name)
	foot := float32(0)
	if n.Cheers != "" {
		foot = 62 + 34
		st := ui.Style{Face: ui.Bold, Size: 27, Color: ui.Ink}
		wide := p.TextWidth(n.Cheers, st) + 102
		p.Rect(x+pad, y+h-pad-62, wide, 62, ui.Card, 31)
		p.Icon(x+pad+26, y+h-pad-62+15, 32, "heart", ui.Terra)
		p.Text(x+pad+74, y+h-pad-62+(62-p.TextHeight(wide, n.Cheers, st))/2, wide, n.Cheers, st)
	}
	words := ui.Style{Face: ui.Display, Size: 60, Min: 26, Color: ui.Ink, Leading: 1.2}
	at := y + pad + face + 34
	p.Text(x+pad, at, w-2*pad, n.Words, p.Filling(w-2*pad, y+h-pad-foot-at, n.Words, words))
}

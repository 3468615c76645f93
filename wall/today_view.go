package wall

import (
	"fyne.io/fyne/v2"

	"kettle/internal/ui"
)

// drawToday composes events beside who is here; on a portrait page above.
func drawToday(p *ui.Page, t *Today, end float32) {
	const between = 22
	m, top := shapeOf(p).margin(), float32(207)
	width := p.W - 2*m
	n := float32(max(len(t.Events), 1))
	if p.Portrait() {
		high := min((end-top)/2/n, 240) - between
		drawEvents(p, m, top, width, high, between, t)
		top += n*(high+between) + 4
		drawHereNow(p, m, top, width, end-top, t)
		return
	}
	left := width*0.5833 - 28
	drawEvents(p, m, top, left, (end-top+between)/n-between, between, t)
	drawHereNow(p, m+left+48, top, width-left-48, end-top, t)
}

func drawEvents(p *ui.Page, x, y, w, high, between float32, t *Today) {
	if t.Quiet != "" {
		p.Rect(x, y, w, high, ui.Card, 24)
		words := p.Filling(w-120, high-80, t.Quiet, ui.Style{Face: ui.Display, Size: 60, Min: 28, Color: ui.Ink, Leading: 1.2})
		p.Text(x+60, y+(high-p.TextHeight(w-120, t.Quiet, words))/2, w-120, t.Quiet, words)
		return
	}
	for _, e := range t.Events {
		drawEvent(p, x, y, w, high, e)
		y += high + between
	}
}

// drawEvent composes one event. Where few are on, each is the larger.
func drawEvent(p *ui.Page, x, y, w, high float32, e Happening) {
	k := max(min(high/161, 1.6), 1)
	block := 190 * min(k, 1.35)
	p.Rect(x, y, w, high, ui.Card, 24)
	p.RectCorners(x, y, block, high, ui.EventGround(e.Ground), ui.Corners{TopLeft: 24, BottomLeft: 24})
	at := ui.Style{Face: ui.Display, Size: 44 * min(k, 1.35), Min: 24, Color: ui.Ink, Align: fyne.TextAlignCenter, Leading: 1.1}
	day := ui.Style{Face: ui.Bold, Size: 22 * min(k, 1.35), Min: 16, Color: ui.Ink, Align: fyne.TextAlignCenter}
	if e.Day != "" {
		at.Size *= 0.86
	}
	row := y + (high-p.TextHeight(block-20, e.Day, day)-p.TextHeight(block-20, e.Time, at))/2
	row += p.Text(x+10, row, block-20, e.Day, day)
	p.Text(x+10, row, block-20, e.Time, at)
	left, inner := x+block+32, w-block-32-32
	what := ui.Style{Face: ui.Bold, Size: 21 * k, Color: ui.Terra}
	title := ui.Style{Face: ui.Display, Size: 38 * k, Min: 28, Lines: int(k * 2), Color: ui.Ink, Leading: 1.14, Wrap: k > 1}
	if k == 1 {
		title.Lines = 1
	}
	under := ui.Style{Size: 23 * k, Min: 22, Lines: int(k), Color: ui.Soft}
	row = y + (high-p.TextHeight(inner, e.What, what)-p.TextHeight(inner, e.Title, title)-p.TextHeight(inner, e.Under, under)-4)/2
	row += p.Text(left, row, inner, e.What, what) + 1
	row += p.Text(left, row, inner, e.Title, title) + 3
	p.Text(left, row, inner, e.Under, under)
}

func drawHereNow(p *ui.Page, x, y, w, h float32, t *Today) {
	p.Rect(x, y, w, h, ui.Teal, 30)
	p.Text(x+45, y+43, w-90, "Here now", ui.Style{Face: ui.Display, Size: 40, Color: ui.Card})
	p.Text(x+45, y+97, w-90, t.Count, ui.Style{Size: 25, Lines: 2, Color: ui.Sage})
	foot := float32(30)
	if t.More != "" {
		foot = 78
	}
	room := h - 160 - foot
	columns, face := facesIn(len(t.Here), w-60, room)
	rows := (len(t.Here) + columns - 1) / columns
	step, down := (w-60)/float32(columns), min(room/float32(max(rows, 1)), face*1.5)
	over := max(0, room-down*float32(rows)) / 2
	for i, c := range t.Here {
		cx, cy := x+30+float32(i%columns)*step, y+160+over+float32(i/columns)*down
		p.PortraitOf(cx+(step-face)/2, cy, face, face, face/2, c.Who)
		p.Text(cx+4, cy+face+7, step-8, c.Who.Called, ui.Style{Size: max(face*0.15, 20), Min: 18, Color: ui.Card, Align: fyne.TextAlignCenter})
	}
	if t.More != "" {
		p.Text(x+45, y+h-76, w-90, t.More, ui.Style{Size: 25, Color: ui.Sage})
	}
}

// facesIn gives in how many columns so many faces with their names stand largest in a
// room, and how large.
func facesIn(n int, w, h float32) (columns int, face float32) {
	columns = 1
	for c := 1; c <= max(n, 1); c++ {
		rows := float32((n + c - 1) / c)
		if f := min(w/float32(c)-36, (h/max(rows, 1)-34)/1.16, 280); f >= face {
			columns, face = c, f
		}
	}
	return columns, face
}

package wall

import (
	"fyne.io/fyne/v2"

	"kettle/internal/ui"
)

// drawToday composes events beside who is here; on a portrait page above.
func drawToday(p *ui.Page, t *Today) {
	shape := shapeOf(p)
	m, top := shape.margin(), float32(207)
	width, room := p.W-2*m, shape.content()-8
	if p.Portrait() {
		y := drawEvents(p, m, top, width, t)
		drawHereNow(p, m, y+26, width, top+room-y-26, t)
		return
	}
	left := width*0.5833 - 28
	drawEvents(p, m, top, left, t)
	drawHereNow(p, m+left+48, top, width-left-48, room, t)
}

func drawEvents(p *ui.Page, x, y, w float32, t *Today) (end float32) {
	const high, step, block = 161, 183, 190
	for _, e := range t.Events {
		p.Rect(x, y, w, high, ui.Card, 24)
		p.RectCorners(x, y, block, high, ui.EventGround(e.Ground), ui.Corners{TopLeft: 24, BottomLeft: 24})
		at := ui.Style{Face: ui.Display, Size: 44, Min: 24, Color: ui.Ink, Align: fyne.TextAlignCenter, Leading: 1.1}
		if e.Day != "" {
			at.Size = 38
			p.Text(x+10, y+34, block-20, e.Day, ui.Style{Face: ui.Bold, Size: 22, Min: 16, Color: ui.Ink, Align: fyne.TextAlignCenter})
			p.Text(x+10, y+70, block-20, e.Time, at)
		} else {
			p.Text(x+10, y+(high-48)/2, block-20, e.Time, at)
		}
		left, inner := x+block+32, w-block-32-32
		what := ui.Style{Face: ui.Bold, Size: 21, Color: ui.Terra}
		title := ui.Style{Face: ui.Display, Size: 38, Min: 28, Color: ui.Ink}
		under := ui.Style{Size: 23, Color: ui.Soft}
		lines := p.TextHeight(inner, e.Title, title)
		if e.What != "" {
			lines += 28
		}
		if e.Under != "" {
			lines += 33
		}
		row := y + (high-lines)/2 - 1
		if e.What != "" {
			p.Text(left, row, inner, e.What, what)
			row += 28
		}
		row += p.Text(left, row, inner, e.Title, title)
		p.Text(left, row+3, inner, e.Under, under)
		y += step
	}
	if t.Quiet != "" {
		p.Rect(x, y, w, high, ui.Card, 24)
		p.Text(x+40, y+(high-76)/2, w-80, t.Quiet, ui.Style{Size: 28, Lines: 2, Color: ui.Soft, Leading: 1.36})
		y += step
	}
	return y - (step - high)
}

func drawHereNow(p *ui.Page, x, y, w, h float32, t *Today) {
	p.Rect(x, y, w, h, ui.Teal, 30)
	p.Text(x+45, y+43, w-90, "Here now", ui.Style{Face: ui.Display, Size: 40, Color: ui.Card})
	p.Text(x+45, y+97, w-90, t.Count, ui.Style{Size: 25, Lines: 2, Color: ui.Sage})
	const face, name = 116, 50
	columns := max(2, int((w-60)/158))
	step := (w - 60) / float32(columns)
	foot := float32(30)
	if t.More != "" {
		foot = 78
	}
	rows := max(1, int((h-160-foot)/(face+name)))
	down := min(float32(face+name+6), (h-160-foot)/float32(rows))
	for i, c := range t.Here {
		if i >= columns*rows {
			break
		}
		cx, cy := x+30+float32(i%columns)*step, y+160+float32(i/columns)*down
		p.PortraitOf(cx+(step-face)/2, cy, face, face, face/2, c.Who)
		p.Text(cx+4, cy+face+7, step-8, c.Who.Called, ui.Style{Size: 20, Min: 16, Color: ui.Card, Align: fyne.TextAlignCenter})
	}
	if t.More != "" {
		p.Text(x+45, y+h-76, w-90, t.More, ui.Style{Size: 25, Color: ui.Sage})
	}
}

package kiosk

import (
	"fmt"
	"image/color"

	"kettle/internal/figures"
	"kettle/internal/ui"
)

// sand is a week that is over.
var sand = color.NRGBA{0xD8, 0xCD, 0xBF, 0xFF}

// canvasGap is what is between the cards of the canvas.
const canvasGap = 22

// canvasLayers draws the canvas, or a part of it more closely. A charts library would
// give a picture of pixels; bars are rectangles, which scale with the screen as all
// else does.
func canvasLayers(s State) []layer {
	c := s.Host.Canvas
	buttons := []hostButton{
		{"Print A4", ui.Quiet, Tap{Act: Do, Verb: DoPaper}}, {"CSV", ui.Quiet, Tap{Act: Do, Verb: DoNumbers}},
	}
	if c.Look != "" {
		buttons = []hostButton{{"Whole canvas", ui.Quiet, Tap{Act: Do, Verb: DoLook}}}
	}
	return []layer{
		{c, func(p *sheet) {
			switch {
			case c.Canvas == nil:
				x, y, w := p.hostRoom()
				p.Text(x, y+130, w, "Drawing it up …", display(40, ui.Soft))
			case c.Look == LookDays:
				p.canvasDays(c.Canvas)
			case c.Look == LookFigure:
				p.canvasFigures(c.Canvas)
			default:
				p.canvas(c.Canvas)
			}
		}},
		headLayer(string(HostCanvas), buttons...),
	}
}

// weekColor is that of the week that goes on. The colours differ in lightness, too, and
// the words beside them say the same.
func weekColor(a figures.Attention) color.Color {
	switch a {
	case figures.None:
		return ui.Terra
	case figures.Less:
		return ui.Mustard
	}
	return ui.Teal
}

// canvas is the whole of it.
func (s *sheet) canvas(c *figures.Canvas) {
	x, y, w := s.hostRoom()
	y += 98
	s.Text(x, y, w, "Week of "+c.Mondays[figures.Weeks-1].Format("2 January")+", and the eleven before", body(25, ui.Soft))
	y += 42
	columns, high, low, strip := 3, float32(214), float32(258), float32(84)
	if s.Portrait() {
		columns, high, low, strip = 2, 232, 258, 140
	}
	wide := (w - float32(columns-1)*canvasGap) / float32(columns)
	for i := range c.Elements {
		s.element(x+float32(i%columns)*(wide+canvasGap), y+float32(i/columns)*(high+canvasGap), wide, high, &c.Elements[i])
	}
	y += float32(len(c.Elements)/columns) * (high + canvasGap)
	if s.Portrait() {
		s.shareCard(x, y, w, low, c)
		y += low + canvasGap
		s.mondayCard(x, y, w, low, c)
	} else {
		left := w * 0.53
		s.shareCard(x, y, left, low, c)
		s.mondayCard(x+left+canvasGap, y, w-left-canvasGap, low, c)
	}
	s.valueStrip(x, y+low+canvasGap, w, strip, c)
}

// element is a card of one of the six.
func (s *sheet) element(x, y, w, h float32, e *figures.Element) {
	s.Rect(x, y, w, h, ui.Card, 26)
	top := y + 22
	top += s.Text(x+28, top, w-56, e.Name, display(31, ui.Ink)) + 5
	top += s.Text(x+28, top, w-56, e.Head, bold(23, ui.Ink)) + 3
	s.Text(x+28, top, w-56, e.Detail, body(21, ui.Soft))
	s.weekBars(x+28, y+h-24-56, 236, 56, e.Bars, e.Attention)
	counts, room := lines(body(18, ui.Soft), 2), w-28-236-16-20
	s.Text(x+28+236+16, y+h-22-s.TextHeight(room, e.Counts, counts), room, e.Counts, counts)
	if e.Name == figures.CoLocation {
		s.Icon(x+w-52, y+26, 28, "arrow-right", ui.Teal)
		s.Tap(x, y, w, h, s.tap(Tap{Act: Do, Verb: DoLook, Name: LookDays})).Shaped(26 * s.U)
	}
}

// weekBars draws twelve weeks. A week with nothing has no bar, but the last one has a
// trace of one in its colour.
func (s *sheet) weekBars(x, y, w, h float32, bars [figures.Weeks]int, a figures.Attention) {
	most := 1
	for _, n := range bars {
		most = max(most, n)
	}
	step := w / figures.Weeks
	for i, n := range bars {
		tall := h * float32(n) / float32(most)
		fill, least := color.Color(sand), float32(0)
		if i == figures.Weeks-1 {
			fill, least = weekColor(a), 5
		}
		if n > 0 {
			least = 5
		}
		if tall = max(tall, least); tall > 0 {
			s.Rect(x+float32(i)*step, y+h-tall, step*0.74, tall, fill, min(4, tall/2))
		}
	}
}

// shareCard is the honest figure: never without its n, its interval, its dates and its
// words, nor with too few answers.
func (s *sheet) shareCard(x, y, w, h float32, c *figures.Canvas) {
	f := &c.Shares[0]
	s.Rect(x, y, w, h, ui.Teal, 26)
	s.Tap(x, y, w, h, s.tap(Tap{Act: Do, Verb: DoLook, Name: LookFigure})).Shaped(26 * s.U)
	left, room := x+36, w-72
	head := "Who was supported by another member can’t be said yet."
	if !f.Hidden {
		number := fmt.Sprintf("%d%%", f.Percent())
		st := display(104, ui.Card)
		s.middle(left, y, 240, h, number, st)
		left, room = left+s.TextWidth(number, st)+34, w-72-s.TextWidth(number, st)-34
		head = f.Question.Share + "."
	}
	title, text, other := lines(bold(22, ui.Card), 2), lines(body(21, ui.Card), 3), lines(body(19, ui.Sage), 2)
	high := s.TextHeight(room, head, title) + s.TextHeight(room, f.Basis(), text) + s.TextHeight(room, figures.PublishedWords, other) + 12
	top := y + max(16, (h-high)/2)
	top += s.Text(left, top, room, head, title) + 6
	top += s.Text(left, top, room, f.Basis(), text) + 6
	s.Text(left, top, room, figures.PublishedWords, other)
}

// mondayCard is what to do, and why.
func (s *sheet) mondayCard(x, y, w, h float32, c *figures.Canvas) {
	s.Rect(x, y, w, h, ui.Card, 26)
	top := y + 20
	top += s.Text(x+30, top, w-60, c.MondayTitle(), bold(22, ui.Terra)) + 6
	if len(c.Monday) == 0 {
		s.Text(x+30, top+8, w-60, "Nothing waits. Have a cup of tea.", body(24, ui.Ink))
	}
	for _, t := range c.Monday {
		top += s.Text(x+30, top, w-60, t.Words, body(23, ui.Ink))
		top += s.Text(x+30, top, w-60, t.Why, body(18, ui.Soft)) + 5
	}
}

// valueStrip is what was done for each of the three values.
func (s *sheet) valueStrip(x, y, w, h float32, c *figures.Canvas) {
	wide := (w - 2*canvasGap) / 3
	for i := range c.Values {
		v := &c.Values[i]
		at := x + float32(i)*(wide+canvasGap)
		s.Text(at, y, wide-120, v.Name, display(24, ui.Ink))
		head := lines(body(18, ui.Soft), 2)
		if s.Portrait() {
			head.Lines = 4
		}
		s.Text(at, y+32, wide-124, v.Head, head)
		s.weekBars(at+wide-112, y+4, 108, 44, v.Bars, v.Attention)
	}
}

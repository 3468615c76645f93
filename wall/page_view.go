package wall

import (
	"image/color"

	"fyne.io/fyne/v2"

	"kettle/internal/ui"
)

// look is the colours of a scene.
type look struct{ ground, ink, soft, dots, dot color.NRGBA }

func lookOf(s State) look {
	switch s.Scene {
	case SceneThanks:
		return look{ui.Teal, ui.Card, ui.Sage, ui.NightInk, ui.Mustard}
	case SceneNight:
		return look{ui.Night, ui.NightInk, ui.NightSoft, ui.NightSoft, ui.NightInk}
	}
	return look{ui.Paper, ui.Ink, ui.Soft, ui.Line, ui.Terra}
}

func groundOf(s State) color.NRGBA { return lookOf(s).ground }

func shapeOf(p *ui.Page) Shape { return Shape{W: p.W, H: p.H} }

// drawState composes all of a page but its clock. The content of every page ends on
// the same line, a little higher over a band.
func drawState(p *ui.Page, s State) {
	switch {
	case s.Spotlight != nil:
		drawSpotlight(p, s.Spotlight, s.Bands)
		return
	case s.Night != nil:
		return // it wanders with the clock
	case s.Scene == ScenePeople && len(s.People) == 0:
		drawNotice(p, s)
		return
	}
	drawHeader(p, s)
	drawFooter(p, s)
	end := contentTop + shapeOf(p).content()
	if len(s.Bands) > 0 {
		end -= bandRoom
	}
	switch s.Scene {
	case SceneToday:
		drawToday(p, s.Today, end)
	case SceneBoard:
		drawBoard(p, s.Board, end)
	case SceneThanks:
		drawThanks(p, s.Thanks, end)
	case SceneNews:
		drawNews(p, s.News, end)
	default:
		drawPeople(p, s, end)
	}
}

// clockWidth is what the clock and the date take of the header, in units.
const clockWidth = 360

func drawHeader(p *ui.Page, s State) {
	l, m := lookOf(s), shapeOf(p).margin()
	w := p.W - 2*m - clockWidth
	title := ui.Style{Face: ui.Display, Size: 60, Min: 36, Color: l.ink}
	// A title that had to shrink keeps its baseline.
	p.Text(m, 52+(60*1.16-p.TextHeight(w, s.Title, title))*0.8, w, s.Title, title)
	p.Text(m, 124, w, s.Under, ui.Style{Size: 26, Min: 21, Color: l.soft})
}

// drawClock composes what changes with every minute.
func drawClock(p *ui.Page, s State) {
	if s.Spotlight != nil {
		return
	}
	if s.Night != nil {
		drawNight(p, s)
		return
	}
	l, m := lookOf(s), shapeOf(p).margin()
	x := p.W - m - clockWidth
	p.Text(x, 52, clockWidth, s.Clock, ui.Style{Face: ui.Display, Size: 60, Color: l.ink, Align: fyne.TextAlignTrailing})
	p.Text(x, 124, clockWidth, s.Date, ui.Style{Size: 26, Min: 21, Color: l.soft, Align: fyne.TextAlignTrailing})
}

// drawFooter composes the line of news, the dots of the round and what a touch
// does: beside one another, on a portrait page in two rows.
func drawFooter(p *ui.Page, s State) {
	l, m := lookOf(s), shapeOf(p).margin()
	pill := float32(0)
	label := ui.Style{Face: ui.Bold, Size: 26}
	if s.Hint != "" {
		pill = p.TextWidth(s.Hint, label) + 2*34
	}
	y := p.H - 111
	if s.Hint != "" {
		kind := ui.Primary
		if s.Scene == SceneThanks {
			kind = ui.Thanks
		}
		top := y
		if len(s.Bands) > 0 {
			top += 9
		}
		p.Pill(p.W-m-pill, top, pill, 67, s.Hint, kind, nil)
	}
	if len(s.Bands) > 0 {
		drawFooterBands(p, m, y, pill, s, l)
		return
	}
	dots := dotsWidth(s)
	lineY, width := y+15, p.W-2*m-pill-dots-120
	if p.Portrait() {
		lineY, width = y-72, p.W-2*m
	}
	used := drawLine(p, m, lineY, width, s.Line, l.ink)
	x := m + used + (p.W-2*m-used-pill-dots)/2
	if p.Portrait() {
		x = m
	}
	drawDots(p, x, y+28, s, l)
}

// drawLine composes the line and gives its width. What hosts tell everybody is read
// whole: in more lines than one, around the same middle, where it takes them.
func drawLine(p *ui.Page, x, y, w float32, line []Piece, ink color.NRGBA) (used float32) {
	if len(line) != 1 || !line[0].Strong {
		return p.Line(x, y, w, parts(line, ink)...)
	}
	const high = 76
	words, st := line[0].Text, ui.Style{Face: ui.Bold, Size: 26, Color: ink}
	one := p.TextHeight(w, "A", st)
	st.Min = 18
	st = p.Filling(w, high, words, st)
	p.Text(x, y+(one-p.TextHeight(w, words, st))/2, w, words, st)
	return min(p.TextWidth(words, st), w)
}

func parts(line []Piece, ink color.NRGBA) []ui.Part {
	var out []ui.Part
	for _, piece := range line {
		st := ui.Style{Size: 26, Color: ink}
		if piece.Name {
			st.Face = ui.Display
		}
		out = append(out, ui.Part{Text: piece.Text, Style: st})
	}
	return out
}

const (
	dotSize = 12
	dotLong = 44
	dotStep = 24
)

func dotsWidth(s State) float32 {
	if s.Dots < 2 {
		return 0
	}
	return float32(s.Dots-1)*dotStep + dotLong
}

func drawDots(p *ui.Page, x, y float32, s State, l look) {
	if s.Dots < 2 {
		return
	}
	for i := range s.Dots {
		if i == s.Dot {
			p.Rect(x, y, dotLong, dotSize, l.dot, dotSize/2)
			x += dotLong - dotSize
		} else {
			p.Circle(x, y, dotSize, l.dots)
		}
		x += dotStep
	}
}

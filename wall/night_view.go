package wall

import (
	"kettle/internal/ui"
)

// drawNight composes the clock and two lines, somewhere else every minute.
func drawNight(p *ui.Page, s State) {
	n := s.Night
	m := shapeOf(p).margin()
	digits := ui.Style{Face: ui.Display, Size: 230, Color: ui.NightInk, Leading: 1}
	words := ui.Style{Size: 41, Min: 30, Lines: 2, Color: ui.NightSoft}
	next := ui.Style{Size: 30, Min: 24, Lines: 2, Color: ui.NightSoft}
	w := min(p.W-2*m, 1080)
	used := max(p.TextWidth(s.Clock, digits), min(p.TextWidth(n.Words, words), w), min(p.TextWidth(n.Next, next), w))
	high := 230 + p.TextHeight(w, n.Words, words) + p.TextHeight(w, n.Next, next) + 66
	x := m + n.X*max(p.W-2*m-used, 0)
	y := 56 + n.Y*max(p.H-2*56-high, 0)
	p.Text(x, y, w, s.Clock, digits)
	y += 230 + 16
	y += p.Text(x, y, w, n.Words, words) + 50
	p.Text(x, y, w, n.Next, next)
}

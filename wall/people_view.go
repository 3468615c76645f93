package wall

import (
	"kettle/internal/ui"
)

// drawPeople composes the grid. A few people get larger cards in one row. Why there
// are no more stands in the room that is left.
func drawPeople(p *ui.Page, s State, end float32) {
	shape := shapeOf(p)
	m, room := shape.margin(), end-contentTop
	columns, rows := shape.grid()
	width := p.W - 2*m
	n := len(s.People)
	if n < columns {
		drawFew(p, s, m, width, room)
		return
	}
	w := (width - float32(columns-1)*gap) / float32(columns)
	h := min((room-float32(rows-1)*gap)/float32(rows), w*1.5)
	if !p.Portrait() {
		h = min(h, cardHeight*1.08)
	}
	for i, c := range s.People {
		drawCard(p, m+float32(i%columns)*(w+gap), contentTop+float32(i/columns)*(h+gap), w, h, c)
	}
	if free := columns - n%columns; s.Notice != nil && free < columns && free > 1 {
		x := m + float32(n%columns)*(w+gap) + 20
		drawAside(p, x, contentTop+float32(n/columns)*(h+gap), p.W-m-x, h, s.Notice)
	}
}

// drawFew composes a single row of larger cards, and beside or below them why
// there are so few.
func drawFew(p *ui.Page, s State, m, width, room float32) {
	const between, top = 32, contentTop + 12
	n := float32(len(s.People))
	w := min(520, (width-(n-1)*between)/n)
	h := min(w*1.6, room-12)
	for i, c := range s.People {
		drawCard(p, m+float32(i)*(w+between), top, w, h, c)
	}
	switch x := m + n*(w+between) + 48; {
	case s.Notice == nil:
	case p.Portrait():
		drawAside(p, m, top+h+60, width, 0, s.Notice)
	case p.W-m-x > 340:
		drawAside(p, x, top, p.W-m-x, h, s.Notice)
	}
}

// drawCard composes one person: the face, the name, what they do and one thing
// to ask them.
func drawCard(p *ui.Page, x, y, w, h float32, c Card) {
	k := min(w/cardWidth, 1.6) // how much larger than on a full page
	large := k > 1.2
	r := 24 * min(k, 1.25)
	text := 125 * k
	if large {
		text = 178 * k
	}
	photo := h - text
	p.Rect(x, y, w, h, ui.Card, r)
	p.PortraitCorners(x, y, w, photo, ui.Corners{TopLeft: r, TopRight: r}, c.Who)
	if c.Here {
		drawHere(p, x+w-14*k, y+14*k, k, c.Sign)
	}
	pad := 20 * k
	name := ui.Style{Face: ui.Display, Size: 27 * k, Min: 20 * k, Lines: 2, Color: ui.Ink}
	what := ui.Style{Size: 19 * k, Min: 18, Color: ui.Soft}
	ask := ui.Style{Face: ui.Bold, Size: 18 * k, Min: 18, Color: ui.Teal}
	inner := w - 2*pad
	if large { // lines rather than letters of many sizes
		what.Lines, what.Wrap, ask.Lines, ask.Wrap = 2, true, 2, true
	}
	if p.TextLines(inner, c.Who.Name, name) > 1 {
		name.Leading = 1.1
	}
	full := max(p.TextHeight(inner, c.Who.Name, name), name.Size*1.16)
	lines := full
	if c.What != "" {
		lines += 7*k + p.TextHeight(inner, c.What, what)
	}
	if c.Ask != "" {
		lines += 12*k + p.TextHeight(inner, c.Ask, ask)
	}
	at := y + photo + min((text-lines)/2, 17*k)
	if large {
		at = y + photo + 20*k // names on one line, however much stands below
	}
	// A name that had to shrink keeps the baseline of the others.
	p.Text(x+pad, at+(full-p.TextHeight(inner, c.Who.Name, name))*0.8, inner, c.Who.Name, name)
	at += full + 3*k
	if c.What != "" {
		at += max(p.Text(x+pad, at, inner, c.What, what), 23*k) + 4*k
	}
	if c.Ask != "" {
		p.Text(x+pad, at+6*k, inner, c.Ask, ask)
	}
}

// drawHere composes the words that somebody is in the building, with its top
// right corner at x, y.
func drawHere(p *ui.Page, x, y, k float32, words string) {
	st := ui.Style{Face: ui.Bold, Size: 17 * k, Color: ui.Ink, Leading: 1}
	w, h := p.TextWidth(words, st)+44*k, 32*k
	p.Rect(x-w, y, w, h, ui.Card, h/2)
	p.Circle(x-w+12*k, y+(h-12*k)/2, 12*k, ui.HereGreen)
	p.Text(x-w+31*k, y+(h-17*k)/2, w, words, st)
}

// drawAside composes a notice beside a few cards.
func drawAside(p *ui.Page, x, y, w, h float32, n *Notice) {
	w = min(w, 860)
	title := ui.Style{Face: ui.Display, Size: 72, Min: 32, Lines: 2, Color: ui.Ink, Wrap: true}
	words := ui.Style{Size: 34, Lines: 6, Color: ui.Soft, Leading: 1.4}
	high := p.TextHeight(w, n.Title, title) + 20 + p.TextHeight(w, n.Words, words)
	y += max((h-high)/2, 0)
	y += p.Text(x, y, w, n.Title, title) + 20
	p.Text(x, y, w, n.Words, words)
}

// drawNotice composes a wall with nobody on it.
func drawNotice(p *ui.Page, s State) {
	m := shapeOf(p).margin()
	p.Text(m, 52, p.W-2*m-clockWidth, s.Under, ui.Style{Size: 28, Color: ui.Soft, Leading: 2.4})
	if n := s.Notice; n != nil {
		w := min(p.W-2*m, 1180)
		title := ui.Style{Face: ui.Display, Size: 116, Min: 60, Lines: 3, Color: ui.Ink, Wrap: true, Leading: 1.08}
		words := ui.Style{Size: 38, Lines: 5, Color: ui.Soft, Leading: 1.4}
		high := p.TextHeight(w, n.Title, title) + 32 + p.TextHeight(w, n.Words, words)
		y := (p.H - high) / 2
		if p.Portrait() {
			p.Icon(m-36, y-440-80, 440, "coffee", ui.Peach)
		} else {
			p.Icon(p.W-m-500, (p.H-440)/2, 440, "coffee", ui.Peach)
		}
		y += p.Text(m, y, w, n.Title, title) + 32
		p.Text(m, y, w, n.Words, words)
		foot := p.H - 96 - 60
		if len(s.Line) > 0 {
			foot -= 90
		}
		p.Text(m, foot, min(p.W-2*m, 1180), n.Hosts, ui.Style{Size: 22, Lines: 3, Color: ui.Soft})
	}
	drawFooter(p, s)
}

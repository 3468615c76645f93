package kiosk

import (
	"image/color"

	"kettle/internal/ui"
)

// searchLayers draws the search. Keys, matches and the field are layers of their
// own: a keystroke draws the field, and the matches if they are others.
func searchLayers(s State) []layer {
	q := s.Search
	empty := q.Text == ""
	type results struct {
		found []Found
		more  int
		empty bool
		title string
	}
	return []layer{
		{"ground", func(p *sheet) {
			p.ground(ui.Paper)
			x, y, w, h := p.field()
			if p.Portrait() {
				p.back(barTop, "Back", Back)
			} else {
				p.back(y+(h-barHigh)/2, "Back", Back)
			}
			p.Border(x, y, w, h, ui.Card, ui.Teal, 4, 26)
		}},
		{q.Keys, func(p *sheet) { p.keyboard(q.Keys) }},
		{results{q.Found, q.More, empty, q.Title}, func(p *sheet) { p.results(q, empty) }},
		{[2]string{q.Text, q.Field}, func(p *sheet) { p.typed(q.Text, q.Field) }},
		{[3]any{liveOf(s), len(q.Found) + q.More, q.Nobody}, func(p *sheet) { p.searchLive(s) }},
		{q.Accents, func(p *sheet) { p.accents(q.Accents) }},
	}
}

// field is where the field for typing is.
func (s *sheet) field() (x, y, w, h float32) {
	if s.Portrait() {
		return marginX, marginY + 88, s.wide(), 120
	}
	return 213, marginY, s.W - 213 - marginX, 114
}

// typed draws the text with its cursor; of a long one the end is seen.
func (s *sheet) typed(text, hint string) {
	x, y, w, h := s.field()
	st := body(44, ui.Ink)
	st.Min = 0
	x, w = x+38, w-76-8
	if text == "" {
		s.Rect(x, y+h/2-28, 4, 56, ui.Terra, 0)
		s.middle(x+18, y, w-18, h, hint, body(34, ui.Soft))
		return
	}
	runes := []rune(text)
	for len(runes) > 1 && s.TextWidth(string(runes), st) > w {
		runes = runes[1:]
	}
	shown := string(runes)
	s.middle(x, y, w+8, h, shown, st)
	s.Rect(x+s.TextWidth(shown+"|", st)-s.TextWidth("|", st)+4, y+h/2-28, 4, 56, ui.Terra, 0)
}

// resultsTop is where the matches begin.
func (s *sheet) resultsTop() float32 {
	_, y, _, h := s.field()
	return y + h + 32
}

// cardPlaces gives the size of a match's card and how many stand in a row.
func (s *sheet) cardPlaces(n int) (w, h float32, columns int) {
	const gap = 26
	switch {
	case s.Portrait() && n > 3:
		return s.wide(), 146, 1
	case s.Portrait():
		return s.wide(), 202, 1
	case n > 3:
		return (s.wide() - 2*gap) / 3, 140, 3
	default:
		return (s.wide() - 2*gap) / 3, 202, 3
	}
}

func (s *sheet) results(q SearchState, empty bool) {
	y := s.resultsTop()
	if empty {
		s.Text(marginX, y+40, s.wide(), q.Title, display(60, ui.Ink))
		s.Text(marginX, y+122, s.wide(), q.Hint, lines(body(30, ui.Soft), 3))
		return
	}
	w, h, columns := s.cardPlaces(len(q.Found))
	for i := range q.Found {
		x := marginX + float32(i%columns)*(w+26)
		s.match(x, y+float32(i/columns)*(h+20), w, h, &q.Found[i])
	}
}

// match is one card: face first.
func (s *sheet) match(x, y, w, h float32, f *Found) {
	p := f.Profile
	s.Rect(x, y, w, h, ui.Card, 28)
	pad := (h - 150) / 2
	photo := float32(150)
	if h < 180 {
		pad = 18
		photo = h - 2*pad
	}
	s.PortraitOf(x+pad, y+pad, photo, photo, 24, p)
	left := x + pad + photo + 26
	room := x + w - left - 20
	name, line, act := display(36, ui.Ink), body(24, ui.Soft), bold(24, ui.Teal)
	if h < 180 {
		name, line, act = display(30, ui.Ink), body(21, ui.Soft), bold(22, ui.Teal)
	}
	name.Min = 22
	if p.Here {
		act.Color = ui.Terra
	}
	high := s.TextHeight(room, p.Name, name) + s.TextHeight(room, f.Claim, act) + 8
	if p.Headline != "" {
		high += s.TextHeight(room, p.Headline, line) + 2
	}
	top := y + (h-high)/2
	top += s.Text(left, top, room, p.Name, name)
	if p.Headline != "" {
		top += s.Text(left, top, room, p.Headline, line) + 2
	}
	s.Text(left, top+8, room, f.Claim, act)
	s.Tap(x, y, w, h, s.tap(Tap{Act: Choose, ID: p.ID})).Shaped(28 * s.U)
}

// searchLive is the line under the matches.
func (s *sheet) searchLive(st State) {
	q, l := st.Search, liveOf(st)
	n := len(q.Found)
	_, h, columns := s.cardPlaces(n)
	rows := (n + columns - 1) / columns
	y := s.resultsTop() + float32(rows)*(h+20) + 6
	if n == 0 {
		y = s.resultsTop() + 40
	}
	text := body(25, ui.Soft)
	if q.Text == "" {
		if l != (live{}) {
			s.say(marginX, s.keysTop()-70, s.wide(), l, ui.Soft, text)
		}
		return
	}
	room := s.wide()
	if l.rest > 0 && l.notice == "" && !l.slow {
		words := restWords(l.rest)
		need := s.TextWidth(words, text)
		if s.Portrait() {
			s.Text(marginX, s.keysTop()-60, room, words, text)
		} else {
			s.Text(s.W-marginX-need, y, need+4, words, text)
			room -= need + 40
		}
	}
	switch {
	case l.notice != "" || l.slow:
		s.say(marginX, y, room, l, ui.Soft, text)
	case q.Nobody:
		s.nobodyYet(y, room)
	case n == 0:
	default:
		lead := "Not you? Keep typing. New here? "
		if q.More > 0 {
			lead = moreWords(q.More) + " "
		}
		s.Line(marginX, y, room, part(lead, ui.Body, 25, ui.Soft), part("Ask a host to add you.", ui.Bold, 25, ui.Terra))
	}
}

// nobodyYet is said while what is typed finds nobody.
func (s *sheet) nobodyYet(y, room float32) {
	y += s.Text(marginX, y, room, "Nobody by that name yet.", display(44, ui.Ink))
	s.Text(marginX, y+10, room, "Keep typing, try another spelling, or your member number. New here? Ask a host to add you.", lines(body(28, ui.Soft), 3))
}

func part(text string, face ui.Face, size float32, c color.Color) ui.Part {
	return ui.Part{Text: text, Style: ui.Style{Face: face, Size: size, Color: c}}
}

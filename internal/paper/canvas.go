package paper

import (
	"fmt"
	"time"

	"kettle/internal/figures"
)

// ink is a colour on paper.
type ink struct{ r, g, b int }

// The colours of a canvas. They differ in lightness as well as in hue, so that a grey
// printer and eyes that see fewer colours tell them apart.
var (
	teal    = ink{0x1f, 0x5c, 0x55}
	terra   = ink{0xb0, 0x40, 0x24}
	mustard = ink{0xe8, 0xb0, 0x4a}
	sand    = ink{0xd8, 0xcd, 0xbf}
	text    = ink{0x22, 0x20, 0x1d}
	soft    = ink{0x6e, 0x67, 0x5e}
	line    = ink{0xe7, 0xdf, 0xd3}
	pale    = ink{0xfb, 0xf6, 0xee}
	white   = ink{0xff, 0xff, 0xff}
)

func (s *sheet) ink(c ink) {
	s.SetTextColor(c.r, c.g, c.b)
	s.SetFillColor(c.r, c.g, c.b)
}

// plain sets a text in the printer's own upright type, cut at w; where that lacks a
// letter, as line does.
func (s *sheet) plain(x, y, w, size float64, bold bool, words string) {
	if !inLatin(words) {
		s.line(x, y, w, size, size*0.7, words)
		return
	}
	style := ""
	if bold {
		style = "B"
	}
	latin := s.UnicodeTranslatorFromDescriptor("")(words)
	for s.SetFont("Helvetica", style, size); s.GetStringWidth(latin) > w && len(latin) > 1; {
		latin = latin[:len(latin)-2] + "\x85" // an ellipsis
	}
	s.Text(x, y, latin)
}

// inLatin says whether the printer's own type has every letter (Windows-1252).
func inLatin(words string) bool {
	for _, r := range words {
		switch {
		case r >= ' ' && r <= '~', r >= 0xa0 && r <= 0xff, r == '–', r == '’', r == '“', r == '”', r == '…':
		default:
			return false
		}
	}
	return true
}

// The measures of a canvas in millimetres.
const (
	edge    = 14.0
	between = 5.0
)

// Canvas gives the canvas of twelve weeks on one page of A4.
func Canvas(c *figures.Canvas) ([]byte, error) {
	s, err := newSheet(a4Wide, a4High, c.At.UTC(), "Our canvas")
	if err != nil {
		return nil, err
	}
	s.AddPage()
	room := a4Wide - 2*edge
	s.ink(text)
	s.line(edge, 24, room, 26, 16, "Our canvas")
	s.ink(soft)
	s.plain(edge, 31, room, 11, false, join(c.Space, "week of "+c.Mondays[figures.Weeks-1].Format("2 January 2006")+", and the eleven before"))
	const high = 40.0
	wide := (room - between) / 2
	y := 37.0
	for i := range c.Elements {
		s.element(edge+float64(i%2)*(wide+between), y, wide, high, &c.Elements[i])
		if i%2 == 1 {
			y += high + between
		}
	}
	y = s.values(y, room, c)
	y = s.figure(y, room, c)
	s.things(edge, y, wide, c)
	s.heat(edge+wide+between, y, wide, c)
	s.ink(soft)
	s.plain(edge, a4High-9, room, 8, false, "Visits are counted without names before they go, and nobody is ranked. Made "+c.At.Format("2 January 2006, 15:04")+".")
	return s.bytes()
}

func join(space, more string) string {
	if space == "" {
		return more
	}
	return space + ", " + more
}

// shade gives the colour of the week that goes on.
func shade(a figures.Attention) ink {
	switch a {
	case figures.None:
		return terra
	case figures.Less:
		return mustard
	}
	return teal
}

func (s *sheet) element(x, y, w, h float64, e *figures.Element) {
	s.ink(pale)
	s.RoundedRect(x, y, w, h, 3, "1234", "F")
	s.ink(text)
	s.line(x+5, y+8, w-10, 14, 10, e.Name)
	s.plain(x+5, y+14, w-10, 10, true, e.Head)
	s.ink(soft)
	s.plain(x+5, y+19, w-10, 9.5, false, e.Detail)
	s.bars(x+5, y+21.5, 48, 14, e.Bars, shade(e.Attention))
	s.ink(soft)
	s.plain(x+57, y+35.5, w-62, 7.5, false, e.Counts)
}

// bars draws twelve of them on a line, the last in a colour of its own.
func (s *sheet) bars(x, y, w, h float64, bars [figures.Weeks]int, now ink) {
	most := 1
	for _, n := range bars {
		most = max(most, n)
	}
	s.ink(line)
	s.Rect(x, y+h, w, 0.25, "F")
	step := w / figures.Weeks
	for i, n := range bars {
		if s.ink(sand); i == figures.Weeks-1 {
			s.ink(now)
		}
		tall := h * float64(n) / float64(most)
		if i == figures.Weeks-1 {
			tall = max(tall, 0.8) // that there was nothing is to be seen, too
		}
		s.Rect(x+float64(i)*step, y+h-tall, step*0.72, tall, "F")
	}
}

func (s *sheet) values(y, room float64, c *figures.Canvas) float64 {
	wide := (room - 2*between) / 3
	for i := range c.Values {
		v := &c.Values[i]
		x := edge + float64(i)*(wide+between)
		s.ink(text)
		s.line(x, y+5, wide, 12, 9, v.Name)
		s.ink(soft)
		s.plain(x, y+9.5, wide, 8, false, v.Head)
		s.bars(x, y+11, wide, 7, v.Bars, shade(v.Attention))
	}
	return y + 23
}

// figure is the honest one, with all that it has to be shown with.
func (s *sheet) figure(y, room float64, c *figures.Canvas) float64 {
	const high = 34.0
	f := &c.Shares[0]
	s.ink(teal)
	s.RoundedRect(edge, y, room, high, 3, "1234", "F")
	s.ink(white)
	x := edge + 6
	if !f.Hidden {
		s.line(x, y+22, 46, 44, 20, fmt.Sprintf("%d %%", f.Percent()))
		x += 50
	}
	w := edge + room - x - 5
	said := []string{f.Basis(), "Asked: “" + f.Question.Words + "”", figures.PublishedWords, fmt.Sprintf("Apart from that, at least %d thank-yous in the same months.", c.Thanks)}
	head := f.Question.Share + "."
	if f.Hidden {
		head = "Who was supported by another member is not known yet."
	}
	s.plain(x, y+8, w, 10.5, true, head)
	for i, words := range said {
		s.plain(x, y+14+float64(i)*5.2, w, 9, false, words)
	}
	return y + high + 4
}

func (s *sheet) things(x, y, w float64, c *figures.Canvas) {
	s.ink(terra)
	s.plain(x, y+5, w, 11, true, c.MondayTitle())
	for i, t := range c.Monday {
		top := y + 11 + float64(i)*11
		s.ink(text)
		s.plain(x, top, w, 10, true, t.Words)
		s.ink(soft)
		s.plain(x, top+4.2, w, 8, false, t.Why)
	}
	if len(c.Monday) == 0 {
		s.ink(text)
		s.plain(x, y+11, w, 10, false, "Nothing waits. Have a cup of tea.")
	}
}

// heat is on which days of which weeks members came.
func (s *sheet) heat(x, y, w float64, c *figures.Canvas) {
	s.ink(text)
	s.plain(x, y+5, w, 11, true, "Who came, by day and week")
	most := 1
	for _, day := range c.Days {
		for _, n := range day {
			most = max(most, n)
		}
	}
	const name, tall = 10.0, 4.6
	step := (w - name) / figures.Weeks
	for day, weeks := range c.Days {
		top := y + 8 + float64(day)*tall
		s.ink(soft)
		s.plain(x, top+3.4, name, 8, false, time.Weekday((day + 1) % 7).String()[:3])
		for week, n := range weeks {
			s.ink(mix(pale, teal, float64(n)/float64(most)))
			s.Rect(x+name+float64(week)*step, top, step-0.5, tall-0.5, "F")
		}
	}
	s.ink(soft)
	s.plain(x+name, y+8+7*tall+3.5, w-name, 7.5, false, fmt.Sprintf("Darkest: %d in a day. This week is on the right.", most))
}

// mix gives the colour that is so much of the way from one to another.
func mix(a, b ink, share float64) ink {
	part := func(p, q int) int { return p + int(share*float64(q-p)) }
	return ink{part(a.r, b.r), part(a.g, b.g), part(a.b, b.b)}
}

package kiosk

import (
	"image/color"
	"strings"
	"unicode/utf8"

	"kettle/internal/ui"
)

// The measures of a form's fields, in units.
const (
	labelHigh = 34
	fieldHigh = 72
	fieldPad  = 24
)

// formField draws one field with its label above, in a box of that height, and
// gives the whole height used. What is wrong with it stands in place of the label.
func (s *sheet) formField(x, y, w, h float32, e Entry, focus bool) float32 {
	label, ink := e.Label, color.Color(ui.Soft)
	st := body(22, ink)
	if e.Wrong != "" {
		label = e.Label + ": " + e.Wrong
		st = bold(22, ui.Terra)
		if s.TextWidth(label, st) > w {
			label = upperFirst(e.Wrong)
		}
	}
	s.Text(x, y, w, label, st)
	s.formBox(x, y+labelHigh, w, h, e, focus)
	return labelHigh + h
}

// formBox draws the field alone. A touch has it typed into, with the caret where
// the finger was.
func (s *sheet) formBox(x, y, w, h float32, e Entry, focus bool) {
	line, width := color.Color(ui.Line), float32(2)
	switch {
	case e.Wrong != "":
		line, width = ui.Terra, 4
	case focus:
		line, width = ui.Teal, 4
	}
	s.Border(x, y, w, h, ui.Card, line, width, 20)
	st := body(28, ui.Ink)
	if h > 100 && e.Lines <= 1 {
		st = body(40, ui.Ink)
	}
	st.Min = 0
	inner := w - 2*fieldPad - 6
	if !focus { // its beginning is seen
		e.Caret = 0
	}
	rows := s.rowsOf(e, st, inner)
	lead := s.TextHeight(inner, "x", st)
	top := y + (h-lead)/2
	if e.Lines > 1 {
		top = y + 14
	}
	most := max(int((h-20)/lead), 1)
	if e.Lines <= 1 {
		most = 1
	}
	first := 0
	for i, r := range rows {
		if e.Caret >= r.from && i >= most {
			first = i - most + 1
		}
	}
	if e.Text == "" && !focus {
		s.Text(x+fieldPad, top, inner, e.Hint, body(28, ui.Soft))
	}
	if !focus && !e.Secret && e.Text != "" {
		text := e.Text
		if e.Lines > 1 { // the same lines as while it is typed into
			text = ""
			for _, r := range rows {
				text += r.text + "\n"
			}
		}
		s.Text(x+fieldPad, top, inner, text, lines(st, most))
		rows = nil
	}
	for i := first; i < len(rows) && i < first+most; i++ {
		r := rows[i]
		at := top + float32(i-first)*lead
		s.Text(x+fieldPad, at, inner+6, r.text, st)
		if focus && e.Caret >= r.from && e.Caret <= r.from+utf8.RuneCountInString(r.text) && (i == len(rows)-1 || e.Caret < rows[i+1].from) {
			s.Rect(x+fieldPad+s.upTo(r.text, e.Caret-r.from, st), at+2, 4, lead-4, ui.Terra, 0)
		}
	}
	name := e.Name
	s.TapAt(x, y, w, h, func(px, py float32) {
		rows, n := s.rowsOf(e, st, inner), utf8.RuneCountInString(e.Text)
		if i := first + max(int((y+py-top)/lead), 0); i < len(rows) {
			n = rows[i].from + s.nearest(rows[i].text, px-fieldPad, st)
		}
		s.m.Tap(Tap{Act: Focus, Text: name, N: n})
	})
}

// row is one line of a field's text.
type row struct {
	text string
	from int // characters before it
}

// rowsOf parts a text into the lines in which a field shows it. In a field of one
// line, the part around the caret is seen.
func (s *sheet) rowsOf(e Entry, st ui.Style, w float32) []row {
	text := e.Text
	if e.Secret {
		text = strings.Repeat("•", utf8.RuneCountInString(text))
	}
	if e.Lines <= 1 {
		runes := []rune(text)
		from := 0
		for from < e.Caret && s.TextWidth(string(runes[from:min(e.Caret, len(runes))]), st) > w {
			from++
		}
		to := len(runes)
		for to > from && to > e.Caret && s.TextWidth(string(runes[from:to]), st) > w {
			to--
		}
		return []row{{string(runes[from:to]), from}}
	}
	var rows []row
	from := 0
	for _, line := range strings.Split(text, "\n") {
		for _, part := range s.broken(line, st, w) {
			rows = append(rows, row{part, from})
			from += utf8.RuneCountInString(part)
		}
		from++ // the line's end
	}
	return rows
}

// broken parts one line at spaces, so that no part is wider than w.
func (s *sheet) broken(line string, st ui.Style, w float32) []string {
	var parts []string
	rest := []rune(line)
	for len(rest) > 0 && s.TextWidth(string(rest), st) > w {
		n := 1
		for n < len(rest) && s.TextWidth(string(rest[:n+1]), st) <= w {
			n++
		}
		if at := strings.LastIndexByte(string(rest[:n]), ' '); at > 0 {
			n = utf8.RuneCountInString(string(rest[:n])[:at]) + 1
		}
		parts = append(parts, string(rest[:n]))
		rest = rest[n:]
	}
	return append(parts, string(rest))
}

// upTo is how wide the first n characters of a text are.
func (s *sheet) upTo(text string, n int, st ui.Style) float32 {
	runes := []rune(text)
	n = min(max(n, 0), len(runes))
	if n == 0 {
		return 0
	}
	return s.TextWidth(string(runes[:n])+"|", st) - s.TextWidth("|", st)
}

// nearest is after how many characters of a text the place x is.
func (s *sheet) nearest(text string, x float32, st ui.Style) int {
	runes := []rune(text)
	for n := range runes {
		if (s.upTo(text, n, st)+s.upTo(text, n+1, st))/2 > x {
			return n
		}
	}
	return len(runes)
}

// formLayers are the keyboard of a form and, over it, the accents of a held key.
// They are empty while no field is typed into.
func formLayers(f FormState) []layer { return formLayersOn(f, ui.Paper) }

// formLayersOn are the same on a ground of another colour.
func formLayersOn(f FormState, ground color.Color) []layer {
	return []layer{
		{[2]any{f.Keys, f.Focus != ""}, func(p *sheet) {
			if f.Focus != "" {
				p.Rect(0, p.keysTop()-24, p.W, p.H-p.keysTop()+24, ground, 0)
				p.Tap(0, p.keysTop()-24, p.W, p.H-p.keysTop()+24, p.tap(Tap{Act: Touch}))
				p.keyboard(f.Keys)
			}
		}},
		{f.Accents, func(p *sheet) { p.accents(f.Accents) }},
	}
}

package ui

import "image/color"

// The measures of a chip, in parts of its text's size.
const (
	chipHeight = 2.04
	chipPad    = 0.9
	chipGap    = 0.45
)

// Chip draws a short text on a rounded ground, at most that wide, and gives its
// width. A longer text gets an ellipsis.
func (p *Page) Chip(x, y, most, size float32, text string, fill, ink color.Color) (w float32) {
	st := Style{Face: Bold, Size: size, Color: ink, Leading: chipHeight}
	w = min(p.TextWidth(text, st)+2*chipPad*size, most)
	p.Rect(x, y, w, size*chipHeight, fill, size*chipHeight/2)
	p.Text(x+chipPad*size, y, w-2*chipPad*size+0.5, text, st)
	return w
}

// Chips sets chips after one another, wrapped in a column of width w, in at most
// that many rows, and gives the height used. What does not fit is left out.
func (p *Page) Chips(x, y, w, size float32, rows int, texts []string, fill, ink color.Color) (height float32) {
	return p.chips(w, size, rows, texts, func(at, down float32, text string) {
		p.Chip(x+at, y+down, w, size, text, fill, ink)
	})
}

// ChipsHeight gives the height that Chips would use.
func (p *Page) ChipsHeight(w, size float32, rows int, texts []string) float32 {
	return p.chips(w, size, rows, texts, func(float32, float32, string) {})
}

// chips gives each chip that fits its place, and the height used.
func (p *Page) chips(w, size float32, rows int, texts []string, each func(at, down float32, text string)) (height float32) {
	st := Style{Face: Bold, Size: size}
	high, gap := size*chipHeight, size*chipGap
	var at float32
	row := 0
	for i, text := range texts {
		wide := min(p.TextWidth(text, st)+2*chipPad*size, w)
		if i > 0 && at+wide > w {
			at, row = 0, row+1
		}
		if row >= rows {
			return float32(rows)*(high+gap) - gap
		}
		each(at, float32(row)*(high+gap), text)
		at += wide + gap
	}
	if len(texts) == 0 {
		return 0
	}
	return float32(row+1)*(high+gap) - gap
}

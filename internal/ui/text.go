package ui

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Text sets s in a column of width w with its top at y, made to fit: one line
// if it can be, then smaller, then on more lines, then with an ellipsis, as the
// style allows. It gives the height used, in units. Lines are as high as the
// style says in whatever font they end up.
func (p *Page) Text(x, y, w float32, s string, st Style) (height float32) {
	f := p.fit(s, st, w)
	lead := f.size * st.leading() / p.U
	for i, line := range f.lines {
		p.line(x, y+float32(i)*lead, w, line, f.size, st)
	}
	return float32(len(f.lines)) * lead
}

// TextHeight gives the height that Text would use.
func (p *Page) TextHeight(w float32, s string, st Style) float32 {
	f := p.fit(s, st, w)
	return float32(len(f.lines)) * f.size * st.leading() / p.U
}

// Filling gives the style in the largest letters, from its size down to its least,
// in which s is no higher than h in a column of width w and no word is parted, with as
// many lines as there is room for.
func (p *Page) Filling(w, h float32, s string, st Style) Style {
	least := st.Min
	st.Wrap = true
	for ; ; st.Size-- {
		st.Min, st.Lines = st.Size, 99
		if st.Size <= least || p.TextHeight(w, s, st) <= h && widest(&p.pics.texts, s, st.Face, p.points(st.Size)) <= w*p.U {
			break
		}
	}
	st.Lines = max(int(h*p.U/(p.points(st.Size)*st.leading())+0.01), 1) // of letters in whole pixels
	st.Min = min(least, st.Size)
	return st
}

// TextWidth gives the width of s on one line at the full size, in units.
func (p *Page) TextWidth(s string, st Style) float32 {
	return p.pics.texts.width(s, st.Face, p.points(st.Size)) / p.U
}

// TextLines gives how many lines Text would use.
func (p *Page) TextLines(w float32, s string, st Style) int { return len(p.fit(s, st, w).lines) }

func (p *Page) fit(s string, st Style, w float32) fitting {
	return p.pics.texts.fit(s, st.Face, p.points(st.Size), p.points(st.Min), st.Lines, st.Wrap, w*p.U)
}

// points is a size in whole pixels: letters of other sizes stand unevenly.
func (p *Page) points(units float32) float32 { return p.px(units) }

func (s Style) leading() float32 {
	if s.Leading > 0 {
		return s.Leading
	}
	return s.Face.metric().leading
}

// line draws one line that fits. Its box is size × leading high, and its
// baseline is where the face's own font has it.
func (p *Page) line(x, y, w float32, s string, size float32, st Style) {
	m := st.Face.metric()
	base := y*p.U + (st.leading()-m.ascent-m.descent)*size/2 + m.ascent*size
	left := x * p.U
	switch free := w*p.U - p.pics.texts.width(s, st.Face, size); st.Align {
	case fyne.TextAlignCenter:
		left += free / 2
	case fyne.TextAlignTrailing:
		left += free
	}
	p.runs(left, base, s, size, st)
}

// runs draws one line from a baseline on, in pixels, and gives where it ends.
func (p *Page) runs(left, base float32, s string, size float32, st Style) float32 {
	for _, seg := range loadedFaces().segments(s, st.Face) {
		t := canvas.NewText(seg.drawn(), st.Color)
		t.TextSize, t.TextStyle, t.FontSource = size, seg.style(st.Face), seg.source
		box, lead, up := measure(seg, st.Face, size)
		t.Move(fyne.NewPos(round(left-lead), round(base-up)))
		t.Resize(box)
		p.objects = append(p.objects, t)
		left += box.Width - lead
	}
	return left
}

// round rounds a length in pixels.
func round(v float32) float32 { return float32(math.Round(float64(v))) }

// Part is a stretch of a line in a style of its own.
type Part struct {
	Text  string
	Style Style
}

// Line sets parts after one another on one baseline, as one line of the first
// part's height, and gives the width used. A line that is too long is cut with
// an ellipsis.
func (p *Page) Line(x, y, w float32, parts ...Part) (width float32) {
	if len(parts) == 0 {
		return 0
	}
	first := parts[0].Style
	m, size := first.Face.metric(), p.points(first.Size)
	base := y*p.U + (first.leading()-m.ascent-m.descent)*size/2 + m.ascent*size
	left, end := x*p.U, (x+w)*p.U
	for _, part := range parts {
		size := p.points(part.Style.Size)
		if left+p.pics.texts.width(part.Text, part.Style.Face, size) > end {
			cut := ellipsis(&p.pics.texts, part.Text, part.Style.Face, size, end-left)
			left = p.runs(left, base, cut, size, part.Style)
			break
		}
		left = p.runs(left, base, part.Text, size, part.Style)
	}
	return left/p.U - x
}

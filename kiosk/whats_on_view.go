package kiosk

import (
	"slices"

	"kettle/internal/ui"
)

// whatsOn lists the week: one row for each event over the whole width, with what it is
// about, and in two columns where there are more of them than rows.
func (s *sheet) whatsOn(e EventState) {
	s.ground(ui.Paper)
	s.back(barTop, "Back", Back)
	s.close("Close")
	x, y := float32(marginX), float32(118)
	s.Text(x, y, s.wide(), "What’s on", display(60, ui.Ink))
	y += 100
	if len(e.Lines) == 0 {
		s.Text(x, y, s.wide(), "Nothing is planned this week. A good week for a long lunch.", lines(body(32, ui.Soft), 2))
		return
	}
	const least, most, gap = 128, 232, 16
	room := s.H - marginY - 70 - y + gap
	columns, w, rows := 1, s.wide(), max(int(room/(least+gap)), 1)
	if len(e.Lines) > rows && !s.Portrait() {
		columns, w, rows = 2, (s.wide()-36)/2, min(rows, (len(e.Lines)+1)/2)
	}
	high := min(room/float32(min(rows, len(e.Lines)))-gap, most)
	k := s.rowScale(w, high, e.Lines)
	day := ""
	for i, l := range e.Lines[:min(len(e.Lines), rows*columns)] {
		if l.Day != "" {
			day = l.Day
		}
		px, py := x+float32(i/rows)*(w+36), y+float32(i%rows)*(high+gap)
		s.eventRow(px, py, w, high, k, l, day)
		s.Tap(px, py, w, high, s.tap(Tap{Act: GoEvent, ID: l.ID, Text: l.Of})).Shaped(24 * s.U)
	}
	s.pager(BrowseState{Page: e.Page, Pages: e.Pages})
}

// The measures of a row, in units: of the block with the clock, and from which width or
// height on it says what the event is about.
const (
	rowBlock = 190
	rowWide  = 1200
	rowTall  = 170
)

// rowScale is how much larger than in the lowest row the words of all rows of a list
// are: as large as there is room for in each.
func (s *sheet) rowScale(w, h float32, all []EventLine) float32 {
	k := min(max(h/128, 1), 1.3)
	for _, l := range all {
		for _, high := s.rowWords(w, h, k, l); high > h-24 && k > 1; _, high = s.rowWords(w, h, k, l) {
			k = max(k-0.05, 1)
		}
	}
	return k
}

// eventRow is one occasion: when, what and where, and in a wide or a high row what it
// is about, in letters k times as large as in the lowest one.
func (s *sheet) eventRow(x, y, w, h, k float32, l EventLine, day string) {
	s.Rect(x, y, w, h, ui.Card, 24)
	s.RectCorners(x, y, rowBlock, h, ui.EventGround(l.What), ui.Corners{TopLeft: 24, BottomLeft: 24})
	small := centred(bold(21*k, ui.Ink))
	small.Min = 18
	clock := centred(display(38*k, ui.Ink))
	s.Text(x+8, y+h/2-40*k, rowBlock-16, day, small)
	s.Text(x+8, y+h/2-10*k, rowBlock-16, l.Clock, clock)
	left, inner := x+rowBlock+28, rowInner(w, l)
	if w >= rowWide && l.About != "" {
		st := lines(body(24*k, ui.Soft), max(int((h-28)/(32*k)), 1))
		at, room := left+inner+40, inner+8
		s.Text(at, y+(h-s.TextHeight(room, l.About, st))/2, room, l.About, st)
	}
	parts, high := s.rowWords(w, h, k, l)
	top := y + (h-high)/2
	for _, p := range parts {
		top += s.Text(left, top, inner, p.words, p.st) + eventGap
	}
	s.Icon(x+w-56, y+(h-30)/2, 30, "chevron-right", ui.Soft)
}

// rowInner is how wide the words of a row are: a wide one says beside them what it is
// about.
func rowInner(w float32, l EventLine) float32 {
	inner := w - rowBlock - 28 - 64
	if w >= rowWide && l.About != "" {
		return inner/2 - 40
	}
	return inner
}

// eventGap is between the words of a row.
const eventGap = 4

// lettered are words in their letters.
type lettered struct {
	words string
	st    ui.Style
}

// rowWords are the words of a row, and how high they are together.
func (s *sheet) rowWords(w, h, k float32, l EventLine) (all []lettered, high float32) {
	about := ""
	if w < rowWide && h >= rowTall {
		about = l.About
	}
	w = rowInner(w, l)
	title := display(34*k, ui.Ink)
	title.Min = 28
	if s.TextWidth(l.Title, title) > w {
		title = lines(display(27*k, ui.Ink), 2)
	}
	under := body(23*k, ui.Soft)
	all = slices.DeleteFunc([]lettered{{l.Title, title}, {l.Under, under}, {about, lines(under, 2)}}, func(p lettered) bool { return p.words == "" })
	high = eventGap * float32(len(all)-1)
	for _, p := range all {
		high += s.TextHeight(w, p.words, p.st)
	}
	return all, high
}

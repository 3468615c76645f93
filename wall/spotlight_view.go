package wall

import (
	"image/color"

	"kettle/internal/ui"
)

// drawSpotlight composes one member: the face over the whole height (on a
// portrait page over the whole width), the words beside it, and below those the
// bands. What the words leave goes to the face of a portrait page, and to the code.
func drawSpotlight(p *ui.Page, s *Spotlight, bands []Band) {
	x, top, bottom, right := p.W*0.4167+84, float32(82), p.H-56, float32(marginWide)
	if p.Portrait() {
		x, right = 64, 64
	}
	w := p.W - x - right
	if len(bands) > 0 {
		bottom -= bandHigh
		drawBands(p, x, bottom+12, w, bands)
		bottom -= 28
	}
	least := codeLeast(p, w, s)
	if p.Portrait() {
		words := spotlightWords(p, x, 0, w, p.H, s, false)
		high := max(p.H*0.46, min(bottom-least-words-56, p.W, p.H*0.56))
		p.PortraitCorners(0, 0, p.W, high, ui.Corners{}, s.Who)
		top = high + 56
	} else {
		p.PortraitCorners(0, 0, p.W*0.4167, p.H, ui.Corners{}, s.Who)
	}
	y := spotlightWords(p, x, top, w, bottom-least, s, true)
	side := max(min(bottom-y-60, 300), 215)
	drawScan(p, x, bottom-side, side, w, s)
}

// codeLeast is the height that the code, or without one who may help, takes at least
// with the gap over it.
func codeLeast(p *ui.Page, w float32, s *Spotlight) (high float32) {
	if s.Address != "" {
		return 215 + 36
	}
	for _, text := range s.Match {
		high += p.TextHeight(w, text, beside)
	}
	if high > 0 {
		high += 36
	}
	return high
}

// beside is the style of the words beside the code.
var beside = ui.Style{Size: 28, Color: ui.Soft, Lines: 3, Leading: 1.36, Wrap: true}

// spotlightWords sets what is said of somebody from y to end, or only measures it,
// and gives where it ends.
func spotlightWords(p *ui.Page, x, y, w, end float32, s *Spotlight, draw bool) float32 {
	set := func(text string, st ui.Style) {
		if draw {
			p.Text(x, y, w, text, st)
		}
		y += p.TextHeight(w, text, st)
	}
	kicker := ui.Teal
	if s.Fresh {
		kicker = ui.Terra
	}
	set(s.Kicker, ui.Style{Face: ui.Bold, Size: 28, Min: 22, Color: kicker})
	y += 5
	set(s.Who.Name, ui.Style{Face: ui.Display, Size: 116, Min: 76, Lines: 2, Color: ui.Ink, Leading: 1.12})
	y += 8
	set(s.Said, ui.Style{Size: 29, Min: 24, Lines: 2, Color: ui.Soft})
	lists := listsOf(s)
	need := float32(0)
	if len(lists) > 0 {
		need = 190
	}
	if s.About != "" {
		y += 34
		st := ui.Style{Size: 42, Min: 28, Color: ui.Ink, Leading: 1.36, Wrap: true}
		st.Lines = max(int((end-y-need)/(42*1.36)), 1)
		set(s.About, st)
	}
	for ; len(lists) > 0; lists = lists[min(2, len(lists)):] {
		high := drawLists(p, x, y+44, w, end-y-44, lists[:min(2, len(lists))], draw)
		if high == 0 {
			break
		}
		y += 44 + high
	}
	return y
}

type tagList struct {
	title     string
	tags      []string
	ink, fill color.NRGBA
}

// listsOf gives the lists there are, those about help first.
func listsOf(s *Spotlight) []tagList {
	var lists []tagList
	for _, l := range []tagList{
		{"Happy to help with", s.Helps, ui.Teal, ui.Sage},
		{"Looking for", s.Needs, ui.Terra, ui.Peach},
		{"Talk to me about", s.Topics, ui.Soft, ui.Sky},
	} {
		if len(l.tags) > 0 {
			lists = append(lists, l)
		}
	}
	return lists
}

// drawLists sets up to two lists beside one another, or only measures them. It gives
// the height used: none, where there is not room for one row.
func drawLists(p *ui.Page, x, y, w, room float32, lists []tagList, draw bool) (high float32) {
	each := (w - 40) / 2
	rows := min(int((room-35+12)/(55+12)), 3)
	if rows < 1 {
		return 0
	}
	for i, l := range lists {
		at := x + float32(i)*(each+40)
		high = max(high, 47+p.ChipsHeight(each, 26, rows, l.tags))
		if draw {
			p.Text(at, y, each, l.title, ui.Style{Face: ui.Bold, Size: 26, Color: l.ink})
			p.Chips(at, y+47, each, 26, rows, l.tags, l.fill, ui.Ink)
		}
	}
	return high
}

// drawScan composes the code and, beside or instead of it, who is here and may
// help.
func drawScan(p *ui.Page, x, y, side, w float32, s *Spotlight) {
	at := x
	if s.Address != "" {
		p.QR(x, y, side, s.Address)
		at += side + 33
	}
	first, high := beside, float32(0)
	first.Color = ui.Ink
	words := s.Match
	if s.Address != "" {
		words = append([]string{s.Scan}, words...)
	}
	for _, text := range words {
		high += p.TextHeight(x+w-at, text, beside)
	}
	y += side - high
	if s.Address != "" {
		y -= (side - high) / 2
	}
	for i, text := range words {
		st := beside
		if i == 0 && s.Address != "" {
			st = first
		}
		y += p.Text(at, y, x+w-at, text, st)
	}
}

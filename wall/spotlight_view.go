package wall

import (
	"image/color"

	"kettle/internal/ui"
)

// drawSpotlight composes one member: the face over the whole height (on a
// portrait page over the whole width), the words beside it, and below those the
// bands.
func drawSpotlight(p *ui.Page, s *Spotlight, bands []Band) {
	x, top, bottom, right := p.W*0.4167+84, float32(82), p.H-56, float32(marginWide)
	if p.Portrait() {
		high := p.H * 0.46
		p.PortraitCorners(0, 0, p.W, high, ui.Corners{}, s.Who)
		x, top, right = 64, high+56, 64
	} else {
		p.PortraitCorners(0, 0, p.W*0.4167, p.H, ui.Corners{}, s.Who)
	}
	w := p.W - x - right
	if len(bands) > 0 {
		bottom -= bandHigh
		drawBands(p, x, bottom+12, w, bands)
		bottom -= 28
	}
	codeSide := float32(215)
	end := bottom
	if s.Address != "" {
		end = bottom - codeSide - 36
	} else if len(s.Match) > 0 {
		end = bottom - 110
	}

	kicker := ui.Teal
	if s.Fresh {
		kicker = ui.Terra
	}
	y := top
	y += p.Text(x, y, w, s.Kicker, ui.Style{Face: ui.Bold, Size: 28, Min: 22, Color: kicker}) + 5
	y += p.Text(x, y, w, s.Who.Name, ui.Style{Face: ui.Display, Size: 116, Min: 76, Lines: 2, Color: ui.Ink, Leading: 1.12})
	y += 8
	if s.Said != "" {
		y += p.Text(x, y, w, s.Said, ui.Style{Size: 29, Min: 24, Lines: 2, Color: ui.Soft})
	}
	lists := listsOf(s)
	need := float32(0)
	if len(lists) > 0 {
		need = 190
	}
	if s.About != "" {
		y += 34
		st := ui.Style{Size: 42, Min: 28, Color: ui.Ink, Leading: 1.36, Wrap: true}
		st.Lines = max(int((end-y-need)/(42*1.36)), 1)
		y += p.Text(x, y, w, s.About, st)
	}
	if len(lists) > 0 {
		drawLists(p, x, y+44, w, end-y-44, lists)
	}
	drawScan(p, x, bottom-codeSide, codeSide, w, s)
}

type tagList struct {
	title     string
	tags      []string
	ink, fill color.NRGBA
}

// listsOf gives up to two lists, those about help first.
func listsOf(s *Spotlight) []tagList {
	var lists []tagList
	for _, l := range []tagList{
		{"Happy to help with", s.Helps, ui.Teal, ui.Sage},
		{"Looking for", s.Needs, ui.Terra, ui.Peach},
		{"Talk to me about", s.Topics, ui.Soft, ui.Sky},
	} {
		if len(l.tags) > 0 && len(lists) < 2 {
			lists = append(lists, l)
		}
	}
	return lists
}

func drawLists(p *ui.Page, x, y, w, room float32, lists []tagList) {
	each := (w - 40) / 2
	rows := int((room - 35 + 12) / (55 + 12))
	if rows < 1 {
		return
	}
	for i, l := range lists {
		at := x + float32(i)*(each+40)
		p.Text(at, y, each, l.title, ui.Style{Face: ui.Bold, Size: 26, Color: l.ink})
		p.Chips(at, y+47, each, 26, min(rows, 3), l.tags, l.fill, ui.Ink)
	}
}

// drawScan composes the code and, beside or instead of it, who is here and may
// help.
func drawScan(p *ui.Page, x, y, side, w float32, s *Spotlight) {
	var lines []ui.Part
	first := ui.Style{Size: 28, Min: 22, Color: ui.Ink}
	rest := ui.Style{Size: 28, Min: 22, Color: ui.Soft}
	if s.Address != "" {
		p.QR(x, y, side, s.Address)
		lines = append(lines, ui.Part{Text: s.Scan, Style: first})
	}
	for _, m := range s.Match {
		lines = append(lines, ui.Part{Text: m, Style: rest})
	}
	const lead = 39
	at, bottom := x, y+side
	if s.Address != "" {
		at = x + side + 33
		y += (side - float32(len(lines))*lead) / 2
	} else {
		y = bottom - float32(len(lines))*lead
	}
	for i, l := range lines {
		p.Text(at, y+float32(i)*lead, x+w-at, l.Text, l.Style)
	}
}

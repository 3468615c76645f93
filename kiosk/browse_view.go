package kiosk

import (
	"fmt"
	"image/color"

	"kettle/internal/community"
	"kettle/internal/ui"
)

// browseLayers draws one page of who's who.
func browseLayers(s State) []layer {
	b := s.Browse
	return []layer{
		{b, func(p *sheet) { p.browse(b) }},
		{liveOf(s), func(p *sheet) {
			y := p.footer()
			w := p.wide() - 460
			if p.Portrait() {
				w = p.wide() - 420
			}
			h := p.TextHeight(w, restWords(10), lines(body(24, ui.Soft), 2))
			p.say(marginX, y+(84-h)/2, w, liveOf(s), ui.Soft, lines(body(24, ui.Soft), 2))
		}},
	}
}

func (s *sheet) footer() float32 { return s.H - marginY - 72 }

func (s *sheet) browse(b BrowseState) {
	s.ground(ui.Paper)
	end := s.back(barTop, "Home", GoHome) + 56
	title, about := display(60, ui.Ink), right(body(27, ui.Soft))
	s.middle(end, barTop, 500, barHigh, "Who’s who", title)
	end += s.TextWidth("Who’s who", title) + 40
	s.middle(end, barTop, s.W-marginX-end, barHigh, aboutMembers(b.Members, b.Here), about)
	y := float32(barTop + barHigh + 16)
	y = s.filters(y, b)
	y = s.letters(y+8, b) + 20
	s.faces(y, s.footer()-24-y, b)
	s.pager(b)
}

// filters are the pills for everyone, who is here, and topics, as many as there
// is room for.
func (s *sheet) filters(y float32, b BrowseState) float32 {
	const h, gap = 72, 12
	rows, row := 1, 1
	if s.Portrait() {
		rows = 2
	}
	x := float32(marginX)
	pill := func(label string, t Tap, on bool) bool {
		st := bold(24, ui.Ink)
		w := min(s.TextWidth(label, st)+56, 480)
		if x+w > s.W-marginX {
			if row == rows {
				return false
			}
			row, x, y = row+1, marginX, y+h+gap
		}
		ground, ink := color.Color(ui.Card), color.Color(ui.Ink)
		if on {
			ground, ink = ui.Teal, ui.Card
		}
		st.Color = ink
		s.Rect(x, y, w, h, ground, h/2)
		s.middle(x+24, y, w-48, h, label, centred(st))
		s.Tap(x, y, w, h, s.tap(t)).Shaped(h / 2 * s.U)
		x += w + gap
		return true
	}
	pill("Everyone", Tap{Act: Everyone}, b.By == Everyone)
	if b.Here > 0 || b.By == HereNow {
		pill("Here now", Tap{Act: HereNow}, b.By == HereNow)
	}
	if b.News {
		pill("Good news", Tap{Act: GoNews}, false)
	}
	for _, t := range b.Topics {
		if !pill(t, Tap{Act: Topic, Text: t}, b.By == Topic && b.Text == t) {
			break
		}
	}
	return y + h
}

// letters are the first letters that there are, in as many rows as they need.
func (s *sheet) letters(y float32, b BrowseState) float32 {
	const h = 68
	if len(b.Letters) < 2 {
		return y
	}
	perRow := int(s.wide() / 66)
	rows := (len(b.Letters) + perRow - 1) / perRow
	perRow = (len(b.Letters) + rows - 1) / rows
	w := min(s.wide()/float32(perRow), 84)
	for i, l := range b.Letters {
		x, at := marginX+float32(i%perRow)*w, y+float32(i/perRow)*(h+4)
		st := centred(bold(28, ui.Teal))
		if b.By == Letter && b.Text == l {
			s.Circle(x+(w-60)/2, at+4, 60, ui.Teal)
			st.Color = ui.Card
		}
		s.middle(x, at, w, h, l, st)
		s.Tap(x, at, w, h, s.tap(Tap{Act: Letter, Text: l})).Shaped(28 * s.U)
	}
	return y + float32(rows)*(h+4)
}

func (s *sheet) faces(y, h float32, b BrowseState) {
	const gap = 24
	if len(b.People) == 0 {
		s.Text(marginX, y+60, s.wide(), "Nobody here just now.", display(52, ui.Ink))
		s.Text(marginX, y+140, s.wide(), "Pick another letter or topic, or have a look at everyone.", lines(body(30, ui.Soft), 2))
		return
	}
	columns, rows := 6, 2
	if s.Portrait() {
		columns, rows = 3, 4
	}
	w := (s.wide() - gap*float32(columns-1)) / float32(columns)
	if b.Pages < 2 { // a few faces are larger
		rows = (len(b.People) + columns - 1) / columns
	}
	high := min((h-gap*float32(rows-1))/float32(rows), w*1.45)
	for i := range b.People {
		s.card(marginX+float32(i%columns)*(w+gap), y+float32(i/columns)*(high+gap), w, high, &b.People[i])
	}
}

// card is one member: face, name, what they do, and one thing to ask them if
// there is room.
func (s *sheet) card(x, y, w, h float32, p *community.Profile) {
	text := float32(84)
	ask := ""
	if len(p.HappyToHelpWith) > 0 {
		ask = "Ask me: " + p.HappyToHelpWith[0]
	}
	if ask != "" && h > 276 {
		text = 112
	} else {
		ask = ""
	}
	photo := h - text
	s.Rect(x, y, w, h, ui.Card, 26)
	s.PortraitCorners(x, y, w, photo, ui.Corners{TopLeft: 26, TopRight: 26}, *p)
	if p.Here {
		s.Rect(x+w-108, y+14, 94, 36, ui.Card, 18)
		s.Circle(x+w-96, y+26, 12, ui.HereGreen)
		s.middle(x+w-76, y+14, 60, 36, "Here", bold(18, ui.Ink))
	}
	name := display(27, ui.Ink)
	name.Min = 21
	at := y + photo + 12
	full := s.TextHeight(w-36, "A", name)
	s.Text(x+18, at+(full-s.TextHeight(w-36, p.Name, name))*0.8, w-36, p.Name, name)
	at += full + 1
	line := body(19, ui.Soft)
	line.Min = 19
	if p.Headline != "" {
		at += s.Text(x+18, at, w-36, p.Headline, line) + 1
	}
	if ask != "" {
		st := bold(19, ui.Teal)
		st.Min = 19
		s.Text(x+18, at, w-36, ask, st)
	}
	s.Tap(x, y, w, h, s.tap(Tap{Act: Open, ID: p.ID})).Shaped(26 * s.U)
}

// pager turns the pages.
func (s *sheet) pager(b BrowseState) {
	if b.Pages < 2 {
		return
	}
	const side, mid = 120, 170
	y := s.footer()
	x := s.W - marginX - 2*side - mid
	arrow := func(x float32, icon string, act Act) {
		s.Rect(x, y, side, 84, ui.Card, 28)
		s.Icon(x+side/2-20, y+22, 40, icon, ui.Teal)
		s.Tap(x, y, side, 84, s.tap(Tap{Act: act})).Shaped(28 * s.U)
	}
	arrow(x, "arrow-left", PrevPage)
	s.middle(x+side, y, mid, 84, fmt.Sprintf("%d of %d", b.Page, b.Pages), centred(bold(26, ui.Ink)))
	arrow(x+side+mid, "arrow-right", NextPage)
}

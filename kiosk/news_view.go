package kiosk

import (
	"image/color"

	"kettle/internal/ui"
)

// toNews leads to good news. Where there is no room beside the other ways to say
// something it stands at the foot of the welcome.
var toNews = hostButton{"Good news", ui.Quiet, Tap{Act: GoNews}}

const newsWide = 220

// newsLayers draws one page of good news.
func newsLayers(s State) []layer {
	n := s.News
	return []layer{
		{n, func(p *sheet) { p.goodNews(n) }},
		{liveOf(s), func(p *sheet) {
			x, w := float32(marginX), p.wide()-460
			if n.As != "" && !p.Portrait() {
				x, w = x+620, w-620
			}
			y := p.footer()
			if n.As != "" && p.Portrait() {
				y -= 96
				w = p.wide()
			}
			p.say(x, y+24, w, liveOf(s), ui.Soft, lines(body(24, ui.Soft), 2))
		}},
	}
}

func (s *sheet) goodNews(n NewsState) {
	s.ground(ui.Paper)
	end := s.back(barTop, "Home", GoHome)
	const share = "Share good news"
	wide := s.buttonWide(rowHigh, share)
	s.Button(s.W-marginX-wide, barTop+2, wide, rowHigh, share, ui.Primary, s.tap(Tap{Act: GoAsk}))
	y := float32(barTop + barHigh + 36)
	if s.Portrait() {
		s.Text(marginX, marginY+82, s.wide(), "Good news", display(72, ui.Ink))
		y += 110
	} else {
		s.middle(end+56, barTop, s.W-marginX-wide-end-80, barHigh, "Good news", display(60, ui.Ink))
	}
	foot := s.footer() - 30
	if s.Portrait() && n.As != "" {
		foot -= 96
	}
	if len(n.Lines) == 0 {
		top, w := s.H*0.36, min(s.wide(), 1200)
		s.emblem("heart", ui.Peach, top)
		top += s.Text(marginX, top, w, "Nobody has told any this week.", lines(display(84, ui.Ink), 2)) + 20
		s.Text(marginX, top, w, "What went well for you? Small things count most.", lines(body(34, ui.Soft), 2))
	}
	const gap = 26
	columns, rows := 2, 2
	if s.Portrait() {
		columns, rows = 1, 4
	}
	w := (s.wide() - gap*float32(columns-1)) / float32(columns)
	h := min((foot-y-gap*float32(rows-1))/float32(rows), 380)
	for i, l := range n.Lines {
		s.newsCard(marginX+float32(i%columns)*(w+gap), y+float32(i/columns)*(h+gap), w, h, l)
	}
	s.pager(BrowseState{Page: n.Page, Pages: n.Pages})
	if n.As != "" {
		y := s.footer()
		st := bold(28, ui.Ink)
		st.Min = 22
		room := s.TextWidth(n.As, st)
		room = min(room, 360)
		s.middle(marginX, y, room, 84, n.As, st)
		s.tapButton(marginX+room+24, y, 84, "Not you?", ui.Quiet, Tap{Act: NotMe})
	}
}

// newsCard is one member's good news with the button to cheer.
func (s *sheet) newsCard(x, y, w, h float32, l NewsLine) {
	const pad, button = 34, 84
	s.Rect(x, y, w, h, ui.Card, 30)
	face := min(h-2*pad-button-20, 150)
	s.PortraitOf(x+pad, y+pad, face, face, face/2, l.Who)
	left, room := x+pad+face+28, w-2*pad-face-28
	at := y + pad
	at += s.Text(left, at, room, l.Who.Name, bold(26, ui.Teal)) + 6
	bottom := y + h - pad - button
	words := ui.Style{Face: ui.Display, Size: 46, Min: 24, Color: ui.Ink, Leading: 1.15}
	s.Text(left, at, room, l.Words, s.Filling(room, bottom-at-24, l.Words, words))
	x = left
	if l.Own {
		st := bold(27, ui.Teal)
		wide := s.TextWidth("Take it down", st) + 68
		s.Rect(x, bottom, wide, button, ui.Paper, button/2)
		s.middle(x, bottom, wide, button, "Take it down", centred(st))
		s.Tap(x, bottom, wide, button, s.tap(Tap{Act: Sorted, ID: l.ID})).Shaped(button / 2 * s.U)
		x += wide + 26
	} else {
		label, ground, ink := "Cheer", color.Color(ui.MustardLight), color.Color(ui.Ink)
		if l.Cheered {
			label, ground, ink = "You cheer", ui.Mustard, ui.Ink
		}
		st := bold(27, ink)
		wide := s.TextWidth(label, st) + 110
		s.Rect(x, bottom, wide, button, ground, button/2)
		s.Icon(x+30, bottom+button/2-16, 32, "heart", ui.Terra)
		s.middle(x+76, bottom, wide-90, button, label, st)
		s.Tap(x, bottom, wide, button, s.tap(Tap{Act: CheerFor, ID: l.ID})).Shaped(button / 2 * s.U)
		x += wide + 26
	}
	s.middle(x, bottom, left+room-x, button, l.Cheers, body(26, ui.Soft))
}

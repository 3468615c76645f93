package kiosk

import (
	"fmt"
	"image/color"
	"time"

	"kettle/internal/community"
	"kettle/internal/ui"
)

// rollLayers draws the fire roll.
func rollLayers(s State) []layer {
	r := s.Roll
	zone := s.Now.Location()
	return []layer{
		{r, func(p *sheet) { p.roll(r, zone) }},
		{liveOf(s), func(p *sheet) {
			p.say(marginX, p.footer()+24, p.wide()-460, liveOf(s), ui.Ink, body(25, ui.Ink))
		}},
	}
}

func (s *sheet) roll(r RollState, zone *time.Location) {
	s.ground(ui.Paper)
	s.back(barTop, "Close", GoHome)
	room := s.wide() - 260
	if r.Print {
		s.tapButton(s.W-marginX-180, barTop+2, 84, "Print", ui.Quiet, Tap{Act: Print})
		room -= 180 + 20
	}
	title := display(52, ui.Ink)
	title.Min = 30
	s.middle(marginX+260, barTop, room, barHigh, rollWords(r), title)
	columns, rows := 2, 6
	if s.Portrait() {
		columns, rows = 1, 12
	}
	const gap = 16
	top := float32(barTop + barHigh + 24)
	h := (s.footer() - 20 - top - gap*float32(rows-1)) / float32(rows)
	w := (s.wide() - gap*float32(columns-1)) / float32(columns)
	if len(r.People) == 0 {
		s.Text(marginX, top+80, s.wide(), "Nobody is signed in. Look round all the same.", display(52, ui.Ink))
	}
	for i := range r.People {
		s.present(marginX+float32(i/rows)*(w+gap), top+float32(i%rows)*(h+gap), w, h, &r.People[i], r.Ticked[r.People[i].ID], zone)
	}
	s.pager(BrowseState{Page: r.Page, Pages: r.Pages})
}

// present is one person with a big tick.
func (s *sheet) present(x, y, w, h float32, p *community.Present, ticked bool, zone *time.Location) {
	ground := color.Color(ui.Card)
	if ticked {
		ground = ui.Sage
	}
	s.Rect(x, y, w, h, ground, 24)
	box := min(h-28, 84)
	at := y + (h-box)/2
	if ticked {
		s.Rect(x+20, at, box, box, ui.Teal, 18)
		s.Icon(x+20+box*0.15, at+box*0.15, box*0.7, "check", ui.Card)
	} else {
		s.Border(x+20, at, box, box, ui.Card, ui.Ink, 4, 18)
	}
	left := x + box + 48
	name := display(36, ui.Ink)
	name.Min = 24
	detail := "Since " + p.InAt.In(zone).Format("15:04")
	if p.Visitor {
		detail = "Visitor, since " + p.InAt.In(zone).Format("15:04")
		if p.Detail != "" {
			detail += " · " + p.Detail
		}
	}
	line := body(23, ui.Soft)
	if ticked {
		line.Color = ui.Ink
	}
	high := s.TextHeight(w-box-68, p.Name, name) + s.TextHeight(w-box-68, detail, line)
	top := y + (h-high)/2
	top += s.Text(left, top, w-box-68, p.Name, name)
	s.Text(left, top, w-box-68, detail, line)
	s.Tap(x, y, w, h, s.tap(Tap{Act: Account, ID: p.ID})).Shaped(24 * s.U)
}

func rollWords(r RollState) string {
	if r.Accounted > 0 {
		return fmt.Sprintf("%d of %d accounted for", r.Accounted, r.Everybody)
	}
	return countWords(r.Everybody, "person", "people") + " in the building"
}

package kiosk

import (
	"fmt"
	"image/color"
	"slices"

	"kettle/internal/community"
	"kettle/internal/ui"
)

// The measures of chips, in units.
const (
	tagHigh = 56
	tagGap  = 10
)

// tag is one element of a list, or what is done with the list.
type tag struct {
	text   string
	ground color.Color
	tap    Tap
	wide   float32
}

// tagOf gives one with its width, which is most at the most.
func (s *sheet) tagOf(text string, ground color.Color, t Tap, most float32) tag {
	return tag{text, ground, t, min(max(s.TextWidth(text, bold(22, ui.Ink))+40, 72), most)}
}

// chipList is a list as chips, each with a cross, and a place to add one. What has
// no room is behind the last chip; opened, the list has the place of all fields.
func (s *sheet) chipList(l ListState, entry Entry, opened, focus string) {
	at, _ := s.fieldPlace(adding(l.Name), focus)
	whole := opened == l.Name && focus == ""
	rows, most := 3, at.w
	switch {
	case whole:
		x, _, w := s.hostRoom()
		at = place{x, s.editTop(), w, s.H - 120 - s.editTop()}
		if !s.Portrait() {
			at.w -= s.besideWide() + gap
		} else {
			at.h = s.fieldPlaces(TabProfile)[adding(community.ListTopics)].y - at.y
		}
		rows, most = int((at.h-labelHigh)/(tagHigh+tagGap)), (at.w-tagGap)/2
	case s.Portrait() && focus == entry.Name:
		rows = 0
	case s.Portrait(), focus == entry.Name:
		rows = 1
	}
	label, st := l.Label, body(22, ui.Soft)
	if entry.Wrong != "" {
		label, st = l.Label+": "+entry.Wrong, bold(22, ui.Terra)
	}
	s.Text(at.x, at.y, at.w, label, st)
	y := s.chips(at.x, at.y+labelHigh, at.w, s.fitting(l, entry, whole, focus, at.w, most, rows))
	if focus == entry.Name {
		s.formBox(at.x, y, at.w, 64, entry, true)
	}
}

// fitting gives the chips of a list that have room in so many rows.
func (s *sheet) fitting(l ListState, entry Entry, whole bool, focus string, w, most float32, rows int) []tag {
	ground := map[string]color.Color{community.ListAsks: ui.Peach, community.ListTopics: ui.Lilac}[l.Name]
	if ground == nil {
		ground = ui.Sage
	}
	var chips []tag
	for _, text := range l.Tags {
		chips = append(chips, s.tagOf(text+" ×", ground, Tap{Act: Do, Verb: DoRemove, Name: l.Name, Text: text}, most))
	}
	for n := len(chips); ; n-- {
		all := slices.Clone(chips[:n])
		switch left := len(chips) - n; {
		case focus == entry.Name:
		case left > 0 && !whole:
			all = append(all, s.tagOf(fmt.Sprintf("and %d more", left), ui.Card, Tap{Act: Do, Verb: DoMore, Name: l.Name}, most))
		default:
			all = append(all, s.tagOf("+ Add", ui.Card, Tap{Act: Focus, Text: entry.Name, N: 0}, most))
			if whole {
				all = append(all, s.tagOf("Fewer", ui.Card, Tap{Act: Do, Verb: DoFewer}, most))
			}
			if left > 0 {
				all = append(all, s.tagOf(fmt.Sprintf("%d more come up as these go", left), ui.Paper, Tap{Act: Touch}, most))
			}
		}
		if n == 0 || chipRows(all, w) <= rows {
			return all
		}
	}
}

// chipRows is how many rows chips take.
func chipRows(all []tag, w float32) int {
	rows, x := 0, w+1
	for _, c := range all {
		if x+c.wide > w {
			rows, x = rows+1, 0
		}
		x += c.wide + tagGap
	}
	return rows
}

// chips draws them in rows, and gives where the next row begins.
func (s *sheet) chips(left, y, w float32, all []tag) float32 {
	x := left
	for _, c := range all {
		if x+c.wide > left+w && x > left {
			x, y = left, y+tagHigh+tagGap
		}
		s.Rect(x, y, c.wide, tagHigh, c.ground, tagHigh/2)
		s.middle(x+19, y, c.wide-36, tagHigh, c.text, bold(22, ui.Ink))
		s.Tap(x, y-4, c.wide, tagHigh+8, s.tap(c.tap)).Shaped(tagHigh / 2 * s.U)
		x += c.wide + tagGap
	}
	if x > left {
		y += tagHigh + tagGap
	}
	return y
}

// suggestions are what others have in the list, above the keyboard.
func (s *sheet) suggestions(l ListState) {
	x, _, w := s.hostRoom()
	y := s.keysTop() - 24
	const h = 64
	if len(l.Suggest) > 0 { // what is behind them waits
		s.Rect(x, y-h-8, w, h+8, ui.Paper, 0)
	}
	at := x
	for _, text := range l.Suggest {
		st := bold(23, ui.Teal)
		wide := min(s.TextWidth(text, st)+44, w)
		if at+wide > x+w {
			break
		}
		s.Border(at, y-h, wide, h, ui.Card, ui.Line, 2, h/2)
		s.middle(at+20, y-h, wide-40, h, text, st)
		s.Tap(at, y-h, wide, h, s.tap(Tap{Act: Do, Verb: DoSuggest, Name: l.Name, Text: text})).Shaped(h / 2 * s.U)
		at += wide + 12
	}
}

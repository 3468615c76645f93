package kiosk

import (
	"fmt"
	"image/color"
	"slices"

	"kettle/internal/community"
	"kettle/internal/ui"
)

// visitLayers draws the welcome, the goodbye and the question between them.
func visitLayers(s State) []layer {
	v := s.Visit
	undo := v.UndoIn
	v.UndoIn = min(undo, 1)
	if s.Step == AskOut {
		return []layer{
			{v, func(p *sheet) { p.askOut(v) }},
			{liveOf(s), func(p *sheet) {
				p.say(marginX, p.H-marginY-34, p.wide(), liveOf(s), ui.Ink, body(26, ui.Ink))
			}},
		}
	}
	ground, stay := ui.Sage, "This wasn’t me"
	if s.Step == Goodbye {
		ground, stay = ui.Sky, ""
	}
	return []layer{
		{v, func(p *sheet) { p.visit(v, ground, stay) }},
		{undo, func(p *sheet) { p.undoLeft(undo) }},
		{liveOf(s), func(p *sheet) { p.visitLive(liveOf(s), v.UndoIn > 0, v.Speak) }},
	}
}

// bottom is where the row of buttons at the foot of a visit stands.
func (s *sheet) bottom() float32 { return s.H - marginY - 84 }

const undoWide = 210

func (s *sheet) visit(v VisitState, ground color.Color, notMe string) {
	s.ground(ground)
	y := s.face(marginY, v)
	end := s.bottom() - 40
	switch others := len(v.Others) > 0; {
	case v.Meet != nil && s.Portrait():
		half := (end - y - 36) / 2
		s.meeting(marginX, y, s.wide(), half, v.Meet)
		s.today(marginX, y+half+36, s.wide(), half, v)
	case v.Meet != nil:
		w := s.wide() - 36 - 791
		s.meeting(marginX, y, w, end-y, v.Meet)
		s.today(s.W-marginX-791, y, 791, end-y, v)
	case s.Portrait() && others:
		half := (end - y - 36) / 2
		s.today(marginX, y, s.wide(), half, v)
		s.others(marginX, y+half+36, s.wide(), half, v)
	case others:
		w := s.wide() - 36 - 791
		s.today(marginX, y, w, end-y, v)
		s.others(s.W-marginX-791, y, 791, end-y, v)
	default:
		s.today(marginX, y, s.wide(), end-y, v)
	}
	if v.UndoIn > 0 {
		s.Button(marginX, s.bottom(), undoWide, 84, "", ui.Quiet, s.tap(Tap{Act: Undo}))
		if notMe != "" {
			s.tapButton(marginX+undoWide+20, s.bottom(), 84, notMe, ui.Quiet, Tap{Act: NotMe})
		}
	}
	s.Pill(s.W-marginX-220, s.bottom(), 220, 84, "All done", ui.Primary, s.tap(Tap{Act: GoHome}))
	if v.Speak && !s.Portrait() {
		s.Button(s.W-marginX-220-20-newsWide, s.bottom(), newsWide, 84, toNews.label, toNews.kind, s.tap(toNews.tap))
	}
}

// face draws who it is, with the title and text beside or below, and gives
// where the rest begins.
func (s *sheet) face(y float32, v VisitState) float32 {
	title := lines(display(104, ui.Ink), 2)
	title.Min, title.Leading = 70, 1.06
	text := lines(body(34, ui.Ink), 2)
	if v.UndoIn == 0 && v.Text == sayCheckOut {
		text.Size = 48
	}
	d, x := float32(330), float32(marginX)
	if s.Portrait() {
		s.Ringed(x, y+20, d, v.Member)
		y += d + 50
		y += s.Text(x, y, s.wide(), v.Title, title)
		y += 12
		y += s.Text(x, y, s.wide(), v.Text, text)
		return y + s.still(x, y, s.wide(), v) + 48
	}
	s.Ringed(x, y, d, v.Member)
	left := x + d + 73
	w := s.W - marginX - left
	high := s.TextHeight(w, v.Title, title) + 14 + s.TextHeight(w, v.Text, text)
	high += s.under(left, 0, w, v, false)
	top := y + max(0, (d-high)/2)
	top += s.Text(left, top, w, v.Title, title) + 14
	top += s.Text(left, top, w, v.Text, text)
	top += s.still(left, top, w, v)
	return max(y+d, top) + 64
}

// still is the row under the words: what is asked with its answers, or the ways to
// go on. It gives the height taken.
func (s *sheet) still(x, y, w float32, v VisitState) float32 { return s.under(x, y, w, v, true) }

// rowHigh is the height of one row of buttons, rowGap what is between two.
const (
	rowHigh = 84
	rowGap  = 16
)

// talking are the ways in which a member may say something to the others.
var talking = []hostButton{
	{"Ask for a hand", ui.Quiet, Tap{Act: GoAsk, Text: community.Ask}},
	{"Offer a hand", ui.Quiet, Tap{Act: GoAsk, Text: community.Offer}},
	{"Say thanks", ui.Quiet, Tap{Act: GoThanks}},
}

// under draws that row, or only measures it.
func (s *sheet) under(x, y, w float32, v VisitState, draw bool) float32 {
	above := float32(30)
	if v.Asks != "" {
		above += s.asked(x, y+above, w, v, draw)
		if !v.Speak {
			return above
		}
		above += rowGap
	}
	var all []hostButton
	if v.Speak {
		all = append(all, talking...)
	}
	if v.Learns {
		all = append(all, hostButton{"Learn the names", ui.Quiet, Tap{Act: GoNames}})
	}
	if v.Speak && s.Portrait() {
		all = append(all, toNews)
	}
	if v.Edit {
		all = append(all, hostButton{"Edit my profile", ui.Quiet, Tap{Act: EditOwn}})
	}
	if len(all) == 0 {
		return 0
	}
	high := s.buttonRow(x, y+above, w, all, draw)
	if v.Speak {
		at := y + above + high + rowGap
		high = s.moodRow(x, at, w, v.Mood, draw) - y - above
	}
	if v.Open == "" {
		return above + high
	}
	if draw {
		at := y + above + high + rowGap
		text := lines(body(28, ui.Ink), 2)
		words := community.Quoted(v.Open) + " is up."
		room := w - s.buttonWide(rowHigh, "Sorted") - 24
		s.middle(x, at, room, rowHigh, words, text)
		s.tapButton(x+min(s.TextWidth(words, text), room)+24, at, rowHigh, "Sorted", ui.Quiet, Tap{Act: Sorted, ID: v.OpenID})
	}
	return above + high + rowGap + rowHigh
}

// asked is what is asked of somebody, with its answers beside or below.
func (s *sheet) asked(x, y, w float32, v VisitState, draw bool) float32 {
	st := bold(30, ui.Ink)
	var answers []hostButton
	wide := float32(0)
	for _, a := range v.Answers {
		kind := ui.Quiet
		if a.First {
			kind = ui.Primary
		}
		answers = append(answers, hostButton{a.Label, kind, Tap{Act: a.Act}})
		wide += s.buttonWide(rowHigh, a.Label) + 20
	}
	if text := s.TextWidth(v.Asks, st); v.Means == "" && text+36+wide <= w {
		if draw {
			s.middle(x, y, w, rowHigh, v.Asks, st)
			s.buttonRow(x+text+36, y, w-text-36, answers, true)
		}
		return rowHigh
	}
	st = lines(bold(28, ui.Ink), 3)
	high := s.TextHeight(w, v.Asks, st)
	if draw {
		s.Text(x, y, w, v.Asks, st)
	}
	if v.Means != "" {
		means := lines(body(24, ui.Ink), 4)
		means.Leading = 1.3
		if draw {
			s.Text(x, y+high+8, w, v.Means, means)
		}
		high += 8 + s.TextHeight(w, v.Means, means)
	}
	if len(answers) == 0 {
		return high
	}
	return high + rowGap + s.buttonRow(x, y+high+rowGap, w, answers, draw)
}

// buttonRow sets buttons beside one another, in as many rows as they need.
func (s *sheet) buttonRow(x, y, w float32, all []hostButton, draw bool) float32 {
	at, top := x, y
	for _, b := range all {
		wide := s.buttonWide(rowHigh, b.label)
		if at > x && at+wide > x+w {
			at, y = x, y+rowHigh+rowGap
		}
		if draw {
			s.tapButton(at, y, rowHigh, b.label, b.kind, b.tap)
		}
		at += wide + 20
	}
	return y + rowHigh - top
}

// undoLeft is the label of the undo button with its countdown.
func (s *sheet) undoLeft(left int) {
	if left == 0 {
		return
	}
	y := s.bottom()
	s.Icon(marginX+30, y+27, 30, "undo-2", ui.Ink)
	s.middle(marginX+72, y, 90, 84, "Undo", bold(30, ui.Ink))
	s.middle(marginX+160, y, 34, 84, fmt.Sprint(left), centred(body(30, ui.Soft)))
}

func (s *sheet) visitLive(l live, undo, speak bool) {
	x, w := float32(marginX), s.wide()-260
	if speak && !s.Portrait() {
		w -= newsWide + 20
	}
	if undo {
		x += undoWide + 20 + 300
		w -= undoWide + 20 + 300
	}
	if s.Portrait() && undo {
		return
	}
	st := lines(body(26, ui.Ink), 2)
	h := s.TextHeight(w, "A", st)
	if l.notice != "" {
		h = s.TextHeight(w, l.notice, lines(bold(26, ui.Ink), 2))
	}
	s.say(x, s.bottom()+(84-h)/2, w, l, ui.Ink, st)
}

// today is the card of what is on.
func (s *sheet) today(x, y, w, h float32, v VisitState) {
	s.Rect(x, y, w, h, ui.Card, 32)
	top, left, room := y+40, x+44, w-88
	if len(v.Today) == 0 {
		top += s.Text(left, top, room, "Today", bold(26, ui.Teal)) + 12
		top += s.Text(left, top, room, "Nothing planned. The kettle’s on.", display(38, ui.Ink)) + 14
		if v.Next != "" {
			s.Text(left, top, room, v.Next, lines(body(27, ui.Soft), 2))
			s.Tap(x+16, top-16, w-32, 84, s.tap(Tap{Act: GoWhatsOn})).Shaped(20 * s.U)
		}
		return
	}
	top += s.Text(left, top, room, "Today", bold(26, ui.Teal)) + 12
	title, where, row := float32(38), float32(25), float32(94)
	switch each := (y + h - 16 - top) / float32(len(v.Today)); {
	case each < row:
		title, where, row = 32, 22, 78
	case each > row:
		title, where, row = 42, 27, min(each, 118)
	}
	const col = 150
	for i := range v.Today { // all in the size of the longest
		for title > 34 && s.TextWidth(v.Today[i].Title, display(title, ui.Ink)) > room-col-44 {
			title--
		}
	}
	name, at := display(title, ui.Ink), display(title, ui.Ink)
	name.Min, at.Min = title, 26
	for i, l := range v.Today {
		if left := len(v.Today) - i; left > 1 && top+2*row > y+h-16 && top+row+36 > y+h-16 || top+row > y+h-16 {
			s.Text(x+44, top, room, fmt.Sprintf("And %d more.", left), body(where, ui.Soft))
			s.Tap(x+16, top-14, w-32, 64, s.tap(Tap{Act: GoWhatsOn})).Shaped(20 * s.U)
			break
		}
		s.Text(left, top, col-16, l.Clock, at)
		high := s.Text(left+col, top, room-col-44, l.Title, name)
		s.Text(left+col, top+high, room-col-44, l.Under, body(where, ui.Soft))
		s.Icon(left+room-28, top+min(row, 94)/2-24, 28, "chevron-right", ui.Soft)
		s.Tap(x+16, top-8, w-32, row-6, s.tap(Tap{Act: GoEvent, ID: l.ID, Text: l.Of})).Shaped(20 * s.U)
		top += row
	}
}

// others is the card of who else is here and happy to be shown, in faces that fill
// it.
func (s *sheet) others(x, y, w, h float32, v VisitState) {
	s.Rect(x, y, w, h, ui.Card, 32)
	s.Text(x+44, y+40, w-88, "Also here now", bold(26, ui.Teal))
	const label, gap = 46, 26
	rows := max(1, int((h-92-16)/(92+label)))
	pitch := (h - 92 - 16) / float32(rows)
	cell := min(pitch-label, 150)
	columns := int((w - 88 + gap) / (cell + gap))
	step := (w - 88 - cell) / float32(max(columns-1, 1))
	for i, p := range v.Others[:min(len(v.Others), rows*columns)] {
		px := x + 44 + float32(i%columns)*step
		py := y + 92 + float32(i/columns)*pitch
		s.PortraitOf(px, py, cell, cell, cell/2, p)
		s.Text(px-12, py+cell+4, cell+24, p.Called, centred(bold(23, ui.Ink)))
	}
}

// askOut asks somebody who is in whether to check out.
func (s *sheet) askOut(v VisitState) {
	s.ground(ui.Peach)
	top, x := (s.H-330-64-120)/2-40, float32(marginX+330+73)
	if s.Portrait() {
		top, x = 420, marginX
	}
	edit := v.Edit
	v.Edit = false // among the buttons instead
	y := s.face(top, v)
	const h = 120
	x += s.tapButton(x, y, h, "Check out", ui.Primary, Tap{Act: Out}) + 24
	if s.Portrait() {
		x, y = marginX, y+h+24
	}
	x += s.tapButton(x, y, h, "Stay checked in", ui.Quiet, Tap{Act: GoHome}) + 24
	x += s.tapButton(x, y, h, "That’s not me", ui.Quiet, Tap{Act: NotMe}) + 24
	if edit && s.Portrait() {
		x, y = marginX, y+h+24
	}
	if edit {
		s.tapButton(x, y, h, "Edit my profile", ui.Quiet, Tap{Act: EditOwn})
	}
	left, w := float32(marginX+330+73), s.W-marginX-(marginX+330+73)
	if s.Portrait() {
		left, w = marginX, s.wide()
	}
	s.buttonRow(left, y+h+40, w, append(slices.Clone(talking), toNews), true)
}

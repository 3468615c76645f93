package kiosk

import (
	"fmt"
	"image/color"
	"strings"

	"kettle/internal/community"
	"kettle/internal/ui"
)

// visitorLayers draws the steps of a visitor. What is typed, and the keyboard, are
// layers of their own.
func visitorLayers(s State) []layer {
	v, form := s.Visitor, s.Form
	words := layer{[2]any{liveOf(s), form.Focus != ""}, func(p *sheet) { p.visitorLive(s) }}
	ground := v
	ground.Choices = nil
	switch s.Step {
	case Visiting:
		return append([]layer{
			{ground.Kept, func(p *sheet) { p.visiting(ground) }},
			{[2]any{form.Entries, form.Focus}, func(p *sheet) { p.visitingFields(form, v) }},
			{v.Choices, func(p *sheet) { p.choices(v) }},
			words,
		}, formLayers(form)...)
	case VisitingMore:
		return append([]layer{
			{[2]any{ground, form.Focus != ""}, func(p *sheet) { p.more(ground, form.Focus != "") }},
			{[2]any{form.Entries, form.Focus}, func(p *sheet) { p.moreFields(form, v) }},
			words,
		}, formLayers(form)...)
	case Returning, Invited, Leaving:
		return append([]layer{
			{s.Step, func(p *sheet) { p.oneField(s.Step) }},
			{[2]any{form.Entries, form.Focus}, func(p *sheet) {
				x, y, w := p.onePlace()
				for _, e := range form.Entries {
					p.formField(x, y, w, visitorField, e, e.Name == form.Focus)
				}
			}},
			words,
		}, formLayers(form)...)
	case Invitation:
		return []layer{{ground, func(p *sheet) { p.invitation(ground) }}, words}
	}
	undo := v.UndoIn
	ground.UndoIn = min(undo, 1)
	return []layer{
		{ground, func(p *sheet) { p.visited(s.Step, ground) }},
		{undo, func(p *sheet) { p.undoLeft(undo) }},
		{liveOf(s), func(p *sheet) { p.visitLive(liveOf(s), undo > 0, false) }},
	}
}

// The measures of a visitor's steps, in units.
const (
	visitorField = 84
	keptWide     = 560
	rulesWide    = 880 // house rules are long, and read in full
)

// columns gives where the form of a visitor's step stands, and the panel beside
// it: to the right, or below on a screen on its side.
func (s *sheet) columns() (x, y, w, px, py, pw, ph float32) {
	if s.Portrait() {
		return marginX, 330, s.wide(), marginX, 850, s.wide(), 300
	}
	w = s.wide() - keptWide - 72
	return marginX, 208, w, s.W - marginX - keptWide, 126, keptWide, 316
}

// visitorBar is the row at the top of a visitor's step.
func (s *sheet) visitorBar(step string) {
	s.back(barTop, "Back", Back)
	if step != "" {
		s.middle(s.W-marginX-300, barTop, 300, barHigh, step, right(bold(30, ui.Teal)))
	}
}

// visiting is the first step but for what is typed: what is kept stands beside
// the first field.
func (s *sheet) visiting(v VisitorState) {
	s.ground(ui.Paper)
	s.visitorBar("Step 1 of 2")
	x, y, w, px, py, pw, ph := s.columns()
	title := lines(display(60, ui.Ink), 1)
	title.Min = 44
	if s.Portrait() {
		title = lines(display(72, ui.Ink), 2)
	}
	s.Text(x, y-86-s.ifPortrait(100), w, "Welcome. Who are you here to see?", title)
	const other = 84
	ph -= other + 4
	s.panel(px, py, pw, ph, "What we keep", v.Kept)
	half := (pw - 20) / 2
	s.Button(px, py+ph+16, half, other, "I have a code", ui.Quiet, s.tap(Tap{Act: GoCode}))
	s.Button(px+half+20, py+ph+16, half, other, "I’m leaving", ui.Quiet, s.tap(Tap{Act: GoLeave}))
}

func (s *sheet) ifPortrait(v float32) float32 {
	if s.Portrait() {
		return v
	}
	return 0
}

// panel is a card of plain words, in letters as large as fit.
func (s *sheet) panel(x, y, w, h float32, title, text string) {
	s.Rect(x, y, w, h, ui.Peach, 32)
	high := s.Text(x+44, y+32, w-88, title, display(38, ui.Ink)) + 8
	s.paragraph(x+44, y+32+high, w-88, h-32-high-24, text)
}

// paragraph sets words in letters as large as there is room for. Where there is
// not enough, lines run on, so that all that people agree to can be read.
func (s *sheet) paragraph(x, y, w, h float32, text string) {
	const most, least = 36, 18
	high := func(size float32) float32 { return s.TextHeight(w, text, lines(body(size, ui.Ink), 999)) }
	if high(least) > h {
		text = strings.ReplaceAll(text, "\n", " · ")
	}
	size := float32(most)
	for size > least && high(size) > h {
		size--
	}
	st := body(size, ui.Ink)
	one := s.TextHeight(w, "x", st)
	s.Text(x, y, w, text, lines(st, max(int(h/one), 1)))
}

func (s *sheet) visitingFields(f FormState, v VisitorState) {
	x, y, w, _, _, _, _ := s.columns()
	y += s.formField(x, y, w, visitorField, f.Entry("name"), f.Focus == "name") + 10
	seeing := f.Entry("seeing")
	c := v.Seeing
	if c.Sees != community.SeesMember || f.Focus == "seeing" {
		s.formField(x, y, w, visitorField, seeing, f.Focus == "seeing")
		return
	}
	seeing.Text = "" // the portrait and the name stand in its place
	s.formField(x, y, w, visitorField, seeing, true)
	s.PortraitOf(x+20, y+labelHigh+12, visitorField-24, visitorField-24, (visitorField-24)/2, c.Profile)
	s.middle(x+visitorField+20, y+labelHigh, w-visitorField-220, visitorField, c.Label, body(34, ui.Ink))
}

// choices are whom a visitor may name, each in a place to touch.
func (s *sheet) choices(v VisitorState) {
	x, y, _, _, _, _, _ := s.columns()
	y += 2*(visitorField+labelHigh) + 10 + 14
	const gap, h = 14, 96
	perRow := float32(7)
	if s.Portrait() {
		perRow, y = 4, y+8
	}
	w := (s.wide() - (perRow-1)*gap) / perRow
	for i, c := range v.Choices {
		at, top := x+float32(i%int(perRow))*(w+gap), y+float32(i/int(perRow))*(h+gap)
		s.Border(at, top, w, h, ui.Card, ui.Line, 2, 24)
		left := at + 18
		if c.Sees == community.SeesMember {
			s.PortraitOf(at+12, top+18, 60, 60, 30, c.Profile)
			left = at + 84
		}
		name := bold(25, ui.Ink)
		name.Min = 18
		if c.Here {
			s.Text(left, top+16, at+w-left-10, c.Label, name)
			s.Text(left, top+52, at+w-left-10, "Here now", bold(20, ui.HereGreen))
		} else {
			s.middle(left, top, at+w-left-10, h, c.Label, name)
		}
		s.Tap(at, top, w, h, s.tap(Tap{Act: Choose, ID: c.Profile.ID, Text: c.Sees})).Shaped(24 * s.U)
	}
}

// visitorLive is the line that runs by itself in a visitor's steps: over the
// keyboard, if that is there.
func (s *sheet) visitorLive(st State) {
	y := s.H - marginY - 34
	if st.Form.Focus != "" {
		y = marginY + 84
		if st.Step == Visiting {
			y = s.keysTop() - 62 // beside nothing that is typed
			if !s.Portrait() {
				s.say(marginX+760, marginY-12, s.wide()-760-200, liveOf(st), ui.Soft, lines(body(24, ui.Soft), 2))
				return
			}
		}
	}
	s.say(marginX, y, s.wide(), liveOf(st), ui.Soft, body(25, ui.Soft))
}

// tick is a box to tick with its words.
func (s *sheet) tick(x, y, w float32, on bool, label string, t Tap) {
	const box = 48
	if on {
		s.Rect(x, y+16, box, box, ui.Teal, 12)
		s.Icon(x+8, y+24, box-16, "check", ui.Card)
	} else {
		s.Border(x, y+16, box, box, ui.Card, ui.Ink, 3, 12)
	}
	s.middle(x+box+20, y, w-box-20, 80, label, bold(28, ui.Ink))
	s.Tap(x-12, y, w+12, 80, s.tap(t)).Shaped(20 * s.U)
}

// onePlace is where the field stands of a step that has only one.
func (s *sheet) onePlace() (x, y, w float32) {
	if s.Portrait() {
		return marginX, 560, s.wide()
	}
	return marginX, 350, min(s.wide(), 1200)
}

// oneField is a step with one field but for what is typed.
func (s *sheet) oneField(step Step) {
	s.ground(ui.Paper)
	s.visitorBar("")
	title, text := "Welcome back.", "Type the whole of what you gave us the last time, and we know the rest."
	switch step {
	case Invited:
		title, text = "You’re expected.", "Type the six letters, or hold their code to the scanner."
	case Leaving:
		title, text = "Off already?", "Your whole name, or the letters on your badge: then everybody knows that you’re out."
	}
	x, y, w := s.onePlace()
	s.Text(x, y-190, w, title, display(72, ui.Ink))
	s.Text(x, y-92, w, text, lines(body(28, ui.Soft), 2))
}

// invitation asks an expected visitor whether it is them.
func (s *sheet) invitation(v VisitorState) {
	s.ground(ui.Paper)
	s.visitorBar("")
	x, w := float32(marginX), s.wide()-keptWide-72
	px, py, pw := s.W-marginX-keptWide, float32(300), float32(keptWide)
	y := float32(300)
	if v.Rules != "" {
		w, px, py, pw = s.wide()-rulesWide-72, s.W-marginX-rulesWide, 134, rulesWide
	}
	if s.Portrait() {
		w, px, py, pw = s.wide(), marginX, 900, s.wide()
	}
	title := lines(display(92, ui.Ink), 2)
	title.Min = 56
	y += s.Text(x, y, w, v.Title, title) + 16
	y += s.Text(x, y, w, v.Text, lines(body(38, ui.Ink), 2)) + 48
	end := s.H - marginY - 84
	if v.Rules != "" {
		s.panel(px, py, pw, 220, "What we keep", v.Kept)
		s.panel(px, py+240, pw, end-py-240+60, "House rules", v.Rules)
		s.tick(x, y, w, v.Agreed, "I agree to the house rules", Tap{Act: Agree})
		y += 100
	} else {
		s.panel(px, py, pw, 340, "What we keep", v.Kept)
	}
	x += s.tapButton(x, y, 120, "Sign me in", ui.Primary, Tap{Act: SignIn}) + 24
	s.tapButton(x, y, 120, "That’s not me", ui.Quiet, Tap{Act: NotMe})
}

// whom shows the face of who is come to see, where the visitor chose one, or the
// house's emblem.
func (s *sheet) whom(step Step, v VisitorState, ground color.NRGBA, textTop float32) {
	if step != Visited || v.Seeing.Sees != community.SeesMember || v.Seeing.Profile.ID == (community.ID{}) {
		icon := "coffee"
		if step == Left {
			icon = "hand"
		}
		s.emblem(icon, ground, textTop)
		return
	}
	const d = 480
	if s.Portrait() {
		s.Ringed(marginX, textTop-d-60, d, v.Seeing.Profile)
		return
	}
	s.Ringed(s.W-marginX-d-60, (s.H-d)/2-60, d, v.Seeing.Profile)
}

// visited is the welcome of a visitor, or the goodbye.
func (s *sheet) visited(step Step, v VisitorState) {
	ground := ui.Sage
	if step == Left {
		ground = ui.Sky
	}
	s.ground(ground)
	w := s.wide()
	title := lines(display(104, ui.Ink), 2)
	title.Min, title.Leading = 60, 1.06
	high := s.TextHeight(w, v.Title, title) + 20 + s.TextHeight(w, v.Text, lines(body(44, ui.Ink), 2))
	if step == Visited {
		high += 44 + 230 + 96
	}
	y := max((s.bottom()-high)/2, marginY)
	if s.Portrait() {
		y = 780
	}
	s.whom(step, v, ground, y)
	y += s.Text(marginX, y, w, v.Title, title) + 20
	y += s.Text(marginX, y, w, v.Text, lines(body(44, ui.Ink), 2)) + 44
	if step == Visited {
		if v.Code != "" {
			s.Rect(marginX, y, min(w, 900), 190, ui.Card, 32)
			s.Text(marginX+44, y+28, 800, "To leave, tap “I’m visiting” and type your name, or this code:", body(26, ui.Soft))
			s.Text(marginX+44, y+76, 800, fmt.Sprintf("%s %s", v.Code[:len(v.Code)/2], v.Code[len(v.Code)/2:]), display(64, ui.Ink))
			y += 230
		}
		wide := s.tapButton(marginX, y, 96, "Ask a host", ui.Quiet, Tap{Act: AskHost})
		if v.Forget {
			s.tapButton(marginX+wide+24, y, 96, "Don’t remember me any more", ui.Quiet, Tap{Act: ForgetMe})
		}
	}
	if v.UndoIn > 0 {
		s.Button(marginX, s.bottom(), undoWide, 84, "", ui.Quiet, s.tap(Tap{Act: Undo}))
	}
	s.Pill(s.W-marginX-220, s.bottom(), 220, 84, "All done", ui.Primary, s.tap(Tap{Act: GoHome}))
}

package kiosk

import (
	"image/color"

	"kettle/internal/community"
	"kettle/internal/ui"
)

// thanksLayers draws the steps in which a member says thanks.
func thanksLayers(s State) []layer {
	v, form := s.Speech, s.Form
	fixed := v
	fixed.People, fixed.Nobody, fixed.UndoIn = nil, false, 0
	ground := layer{[2]any{fixed.Title, fixed.To.ID}, func(p *sheet) { p.speechGround(ui.MustardLight, v) }}
	if s.Step == Thanks {
		return append([]layer{
			ground,
			{[2]any{form.Entries, form.Focus}, func(p *sheet) {
				x, y, w := p.thanksPlace()
				if !p.Portrait() {
					w = 900
				}
				p.formField(x, y, w, visitorField, form.Entry("to"), form.Focus == "to")
			}},
			{[2]any{v.People, v.Nobody}, func(p *sheet) { p.people(v) }},
			{[2]any{liveOf(s), form.Focus != ""}, func(p *sheet) { p.speechLive(s) }},
		}, formLayersOn(form, ui.MustardLight)...)
	}
	return append([]layer{
		ground,
		{fixed, func(p *sheet) { p.thanksFor(fixed) }},
		{[2]any{form.Entries, form.Focus}, func(p *sheet) {
			x, y, w := p.thanksWords()
			p.formField(x, y, w, visitorField, form.Entry("words"), form.Focus == "words")
		}},
		{[2]any{liveOf(s), form.Focus != ""}, func(p *sheet) { p.speechLive(s) }},
	}, formLayersOn(form, ui.MustardLight)...)
}

// speechGround is what stands still of a step in which a member says something.
func (s *sheet) speechGround(ground color.Color, v SpeechState) {
	s.ground(ground)
	s.back(barTop, "Back", Back)
	s.close("Close")
	x, y, w := float32(marginX), float32(112), s.wide()
	title := display(60, ui.Ink)
	title.Min = 36
	if s.Portrait() {
		title, y = lines(display(72, ui.Ink), 2), 150
		title.Min = 44
	}
	if v.To.ID != (community.ID{}) {
		const face = 96
		s.PortraitOf(x, y-6, face, face, 24, v.To)
		x, w = x+face+28, w-face-28
	}
	s.Text(x, y, w, v.Title, title)
}

// thanksPlace is where the name of who is thanked is typed.
func (s *sheet) thanksPlace() (x, y, w float32) {
	if s.Portrait() {
		return marginX, 330, s.wide()
	}
	return marginX, 196, s.wide()
}

// people are who may be meant, each a face to touch.
func (s *sheet) people(v SpeechState) {
	x, y, w := s.thanksPlace()
	y += labelHigh + visitorField + 18
	if v.Nobody {
		s.Text(x, y+10, w, "Nobody by that name yet. Keep typing, or try another spelling.", lines(body(28, ui.Soft), 2))
		return
	}
	wide, high, columns := float32(220), float32(210), 6
	if s.Portrait() {
		wide, high, columns = (w-2*26)/3, 250, 3
	}
	for i, p := range v.People {
		at, top := x+float32(i%columns)*(wide+26), y+float32(i/columns)*(high+20)
		s.Rect(at, top, wide, high, ui.Card, 28)
		face := high - 76
		s.PortraitOf(at+(wide-face)/2, top+16, face, face, 22, p)
		name := centred(display(28, ui.Ink))
		name.Min = 18
		s.middle(at+12, top+16+face, wide-24, 60, p.Called, name)
		s.Tap(at, top, wide, high, s.tap(Tap{Act: Choose, ID: p.ID})).Shaped(28 * s.U)
	}
}

// thanksWords is where the words of a thank-you are typed.
func (s *sheet) thanksWords() (x, y, w float32) {
	if s.Portrait() {
		return marginX, 630, s.wide()
	}
	return marginX, 400, s.wide() - 330 - 270 - 2*28
}

// thanksFor is what for, the tick at the wall, and the button.
func (s *sheet) thanksFor(v SpeechState) {
	x, y := float32(marginX), float32(246)
	if s.Portrait() {
		y = 340
	}
	y += s.Text(x, y, s.wide(), "What kind?", bold(26, ui.Ink)) + 12
	s.kinds(x, y, s.wide(), v.Kinds, v.What)
	x, y, w := s.thanksWords()
	button := func(x, y, w float32) { s.Button(x, y, w, 96, "Say thanks", ui.Primary, s.tap(Tap{Act: Send})) }
	if s.Portrait() {
		y += labelHigh + visitorField + 24
		s.wallTick(x, y, w, v)
		s.tick(x, y+124, w, v.Secret, secretly, Tap{Act: Secret})
		button(x, y+228, 320)
		return
	}
	s.wallTick(x+w+28, y-14, 330, v)
	s.tick(x+w+28, y+82, 330, v.Secret, secretly, Tap{Act: Secret})
	button(s.W-marginX-270, y+labelHigh-6, 270)
}

const secretly = "Don’t say it was me"

// wallTick asks whether the thank-you may be on the wall, where it could be.
func (s *sheet) wallTick(x, y, w float32, v SpeechState) {
	if !v.MayWall {
		s.Text(x, y+24, w, "It stays between the two of you.", lines(body(24, ui.Ink), 2))
		return
	}
	s.tick(x, y, w, v.OnWall, "Put it on the wall", Tap{Act: PutUp})
	small := body(20, ui.Ink)
	s.Text(x+68, y+74, w-68, "if "+v.To.Called+" agrees, too", small)
}

// kinds are the kinds of help, of which one is chosen.
func (s *sheet) kinds(x, y, w float32, kinds []string, chosen string) {
	const h, gap = 76, 14
	at := x
	for _, k := range kinds {
		st := bold(27, ui.Ink)
		wide := s.TextWidth(k, st) + 60
		if at+wide > x+w && at > x {
			at, y = x, y+h+gap
		}
		ground := ui.Card
		if k == chosen {
			ground, st.Color = ui.Teal, ui.Card
		}
		s.Rect(at, y, wide, h, ground, h/2)
		s.middle(at, y, wide, h, k, centred(st))
		s.Tap(at, y, wide, h, s.tap(Tap{Act: Kind, Text: k})).Shaped(h / 2 * s.U)
		at += wide + gap
	}
}

// speechLive is the line that runs by itself: over the keyboard, if that is there.
func (s *sheet) speechLive(st State) {
	y := s.H - marginY - 34
	if st.Form.Focus != "" {
		y = s.keysTop() - 62
	}
	w := s.wide()
	if st.Step == Asking && !s.Portrait() {
		w = askWide
	}
	s.say(marginX, y, w, liveOf(st), ui.Soft, body(24, ui.Ink))
}

// saidLayers draws what is said once a thank-you, an ask or an offer is kept.
func saidLayers(s State) []layer {
	v := s.Speech
	undo := v.UndoIn
	v.UndoIn = min(undo, 1)
	ground := ui.Mustard
	if s.Step == Posted {
		ground = ui.Peach
	}
	return []layer{
		{v, func(p *sheet) { p.said(v, ground) }},
		{undo, func(p *sheet) { p.undoLeft(undo) }},
		{liveOf(s), func(p *sheet) { p.visitLive(liveOf(s), undo > 0, false) }},
	}
}

func (s *sheet) said(v SpeechState, ground color.NRGBA) {
	s.ground(ground)
	x, w := float32(marginX), s.wide()
	title, text := lines(display(104, ui.Ink), 2), lines(body(40, ui.Ink), 3)
	title.Min, title.Leading = 70, 1.06
	const d = 360
	top := func() float32 {
		return (s.H-s.TextHeight(w, v.Title, title)-20-s.TextHeight(w, v.Text, text))/2 - 60
	}
	y := top()
	switch {
	case v.To.ID == (community.ID{}):
		w = s.emblem("circle-check", ground, y)
		y = top()
	case s.Portrait():
		s.Ringed(x, y-d-60, d, v.To)
	default:
		s.Ringed(x, (s.H-d)/2-60, d, v.To)
		x, w = x+d+72, w-d-72
		y = top()
	}
	y += s.Text(x, y, w, v.Title, title) + 20
	s.Text(x, y, w, v.Text, text)
	if v.UndoIn > 0 {
		s.Button(marginX, s.bottom(), undoWide, 84, "", ui.Quiet, s.tap(Tap{Act: Undo}))
	}
	s.Pill(s.W-marginX-220, s.bottom(), 220, 84, "All done", ui.Primary, s.tap(Tap{Act: GoHome}))
}

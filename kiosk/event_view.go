package kiosk

import (
	"image/color"

	"kettle/internal/community"
	"kettle/internal/ui"
)

// eventLayers draws the steps about events.
func eventLayers(s State) []layer {
	e, form := s.Event, s.Form
	switch s.Step {
	case WhatsOn:
		return []layer{
			{[3]any{e.Lines, e.Page, e.Pages}, func(p *sheet) { p.whatsOn(e) }},
			{liveOf(s), func(p *sheet) { p.eventLive(s) }},
		}
	case Goal, Went:
		name := "goal"
		if s.Step == Went {
			name = "went"
		}
		return append([]layer{
			{e.Asks, func(p *sheet) { p.eventWords(e) }},
			{[2]any{form.Entries, form.Focus}, func(p *sheet) {
				x, y, w := p.goalPlace()
				p.formField(x, y, w, 96, form.Entry(name), form.Focus == name)
			}},
			{[2]any{liveOf(s), form.Focus != ""}, func(p *sheet) { p.eventLive(s) }},
		}, formLayersOn(form, ui.Paper)...)
	case WhoMet:
		return []layer{
			{[3]any{e.Title, e.Page, e.Pages}, func(p *sheet) { p.metGround(e) }},
			{[2]any{e.People, e.Ticked}, func(p *sheet) { p.metPeople(e) }},
			{liveOf(s), func(p *sheet) { p.eventLive(s) }},
		}
	}
	return []layer{
		{e, func(p *sheet) { p.event(e) }},
		{liveOf(s), func(p *sheet) { p.eventLive(s) }},
	}
}

func (s *sheet) eventLive(st State) {
	y := s.H - marginY - 34
	if st.Form.Focus != "" {
		y = s.keysTop() - 62
	}
	s.say(marginX, y, s.wide(), liveOf(st), ui.Soft, body(26, ui.Soft))
}

// event is the page of one event: what it is, and beside it whether one comes.
func (s *sheet) event(e EventState) {
	s.ground(ui.EventGround(e.What))
	s.back(barTop, "Back", Back)
	s.close("Close")
	x, y, w := float32(marginX), float32(150), s.wide()-640-60
	if s.Portrait() {
		w = s.wide()
	}
	if e.What != "" {
		y += s.Text(x, y, w, e.What, bold(30, ui.Ink)) + 8
	}
	title := lines(display(104, ui.Ink), 3)
	title.Min, title.Leading, title.Wrap = 60, 1.06, true
	y += s.Text(x, y, w, e.Title, title) + 22
	y += s.Text(x, y, w, e.When, lines(bold(40, ui.Ink), 2)) + 8
	for _, line := range []string{e.Where, e.Room} {
		if line != "" {
			y += s.Text(x, y, w, line, lines(body(32, ui.Ink), 2)) + 8
		}
	}
	y += 18
	foot, ground := s.H-marginY-60, ui.EventGround(e.What)
	end := foot
	if s.Portrait() { // the card stands below
		high := float32(620)
		if len(e.Turns) > 0 || e.Group {
			high = 800
		}
		end = foot - min(high, foot-y-46)
	}
	if room := end - y; e.About != "" && room > 42 {
		about := body(40, ui.Ink)
		about.Min, about.Leading = 28, 1.36
		y += s.Text(x, y, w, e.About, s.Filling(w, room, e.About, about))
	}
	if side := min(end-y-60, 400); side > 200 { // its kind, where there is room for it
		s.Icon(x-side/12, end-s.ifPortrait(30)-side*11/12, side, kindIcon(e.What), ui.Lighter(ground, 0.45))
	}
	if s.Portrait() {
		s.attend(x, end, w, foot-end, e)
		return
	}
	s.attend(s.W-marginX-640, 150, 640, foot-150, e)
}

// kindIcon is what is drawn for a kind of event.
func kindIcon(what string) string {
	switch what {
	case community.EventSocial:
		return "coffee"
	case community.EventMentoring:
		return "heart-handshake"
	case community.EventAccountability:
		return "users"
	case community.EventSurgery:
		return "message-circle"
	case community.EventLearning:
		return "pencil"
	}
	return "calendar"
}

// attend is the card on which one says that one comes.
func (s *sheet) attend(x, y, w, h float32, e EventState) {
	s.Rect(x, y, w, h, ui.Card, 32)
	left, room, end := x+44, w-88, y+h-36
	at := y + 40
	head := lines(display(44, ui.Ink), 2)
	switch {
	case e.Off, e.Over:
		words := "This one is over."
		if e.Off {
			words = "This one is called off."
		}
		s.Text(left, at, room, words, head)
		return
	case e.Comes:
		who := "You’re coming."
		if e.Member.Called != "" {
			who = community.End("You’re coming, "+e.Member.Called, ".")
		}
		at += s.Text(left, at, room, who, head) + 24
	case e.Waiting:
		at += s.Text(left, at, room, "It was full a moment before you. We’ll tell you if a place is given back.", lines(display(36, ui.Ink), 3)) + 24
	case e.Full:
		at += s.Text(left, at, room, "It’s full. Tell a host: somebody may give a place back.", lines(display(36, ui.Ink), 3)) + 24
	case len(e.Turns) > 0:
		at += s.Text(left, at, room, "Twenty minutes, for you", head) + 24
	default:
		at += s.Text(left, at, room, "Will you be there?", head) + 24
	}
	if len(e.Turns) > 0 {
		at += s.turns(left, at, room, e.Turns) + 24
	}
	switch {
	case e.Comes, e.Waiting:
		at += s.comingButtons(left, at, room, e) + 28
	case len(e.Turns) == 0 && !e.Full:
		s.Button(left, at, min(room, 360), 110, "I’ll come", ui.Primary, s.tap(Tap{Act: AnswerYes}))
		at += 138
	}
	if e.Group && e.Comes {
		at += s.groupGoals(left, at, room, end-at, e)
	}
	if code := min(end-at-30, 320); e.Code != "" && code > 220 {
		s.QR(x+w-28-code, end-code, code, e.Code)
		words := lines(bold(28, ui.Ink), 4)
		wide := room - code - 8
		s.Text(left, end-code+36, wide, "On your phone, and in your calendar", words)
		s.Text(left, end-64, wide, e.Address, lines(body(20, ui.Soft), 2))
	}
}

// comingButtons are what somebody who comes may do, on a card.
func (s *sheet) comingButtons(x, y, w float32, e EventState) float32 {
	const h = 96
	top := y
	if e.Group && e.Comes {
		label := "My goal"
		if e.Goal != "" {
			label = "Change my goal"
		}
		wide := s.tapButton(x, y, h, label, ui.Primary, Tap{Act: GoGoal}) + 20
		if x+wide+s.buttonWide(h, "I can’t after all") <= x+w {
			x += wide
		} else {
			y += h + rowGap
		}
	}
	s.tapButton(x, y, h, "I can’t after all", ui.OnCard, Tap{Act: AnswerNo})
	return y + h - top
}

// groupGoals are what the group set itself, for one of it.
func (s *sheet) groupGoals(x, y, w, h float32, e EventState) float32 {
	top := y
	if len(e.Goals) == 0 {
		return s.Text(x, y, w, "Goals are shown to the group alone: hold up your card to read them.", lines(body(24, ui.Soft), 2)) + 20
	}
	for _, g := range e.Goals {
		words := g.Called + ": " + g.Goal
		if g.Went != "" {
			words += " → " + g.Went
		}
		st := lines(body(25, ui.Ink), 2)
		high := s.TextHeight(w, words, st)
		if y+high > top+h {
			break
		}
		s.Text(x, y, w, words, st)
		y += high + 10
	}
	return y - top + 12
}

// turns are those of an advice surgery: the free ones to touch.
func (s *sheet) turns(x, y, w float32, turns []TurnLine) float32 {
	const h, gap = 88, 16
	columns := float32(3)
	wide := (w - gap*(columns-1)) / columns
	for i, t := range turns {
		px, py := x+float32(i%3)*(wide+gap), y+float32(i/3)*(h+gap)
		ground, ink := color.Color(ui.Paper), color.Color(ui.Ink)
		switch {
		case t.Mine:
			ground, ink = ui.Teal, ui.Card
		case !t.Free:
			ink = ui.Soft
		}
		label := t.Clock
		if !t.Free && !t.Mine {
			label = "taken"
			ground = ui.Card
		}
		s.Rect(px, py, wide, h, ground, 26)
		s.middle(px, py, wide, h, label, centred(bold(30, ink)))
		if t.Free {
			s.Tap(px, py, wide, h, s.tap(Tap{Act: Slot, Text: occasionKey(t.At)})).Shaped(26 * s.U)
		}
	}
	rows := float32((len(turns) + 2) / 3)
	return rows*h + (rows-1)*gap
}

// goalPlace is where a few words are typed.
func (s *sheet) goalPlace() (x, y, w float32) {
	if s.Portrait() {
		return marginX, 420, s.wide()
	}
	return marginX, 260, s.wide()
}

func (s *sheet) eventWords(e EventState) {
	s.ground(ui.Paper)
	s.back(barTop, "Back", Back)
	s.close("Close")
	title := lines(display(60, ui.Ink), 2)
	title.Min = 36
	x, y, w := s.goalPlace()
	s.Text(x, y-28-s.TextHeight(w, e.Asks, title), w, e.Asks, title)
	y += labelHigh + 96 + 24
	s.tapButton(x, y, 96, "Keep it", ui.Primary, Tap{Act: Send})
}

func (s *sheet) metGround(e EventState) {
	s.ground(ui.Peach)
	s.back(barTop, "Back", Back)
	s.close("Close")
	title := lines(display(60, ui.Ink), 2)
	title.Min = 36
	y := float32(130)
	y += s.Text(marginX, y, s.wide(), e.Title, title) + 8
	s.Text(marginX, y, s.wide(), "Tap whom you know now. Nobody else sees it.", body(28, ui.Ink))
	done := s.W - marginX - 220
	if e.Pages > 1 {
		done = marginX // the arrows are at the right
	}
	s.Pill(done, s.bottom(), 220, 84, "Done", ui.Primary, s.tap(Tap{Act: Send}))
	s.pager(BrowseState{Page: e.Page, Pages: e.Pages})
}

// metPeople are the others who came, each a face to tick.
func (s *sheet) metPeople(e EventState) {
	y := float32(290)
	columns, gap := 6, float32(26)
	if s.Portrait() {
		columns = 3
	}
	wide := (s.wide() - gap*float32(columns-1)) / float32(columns)
	const high = 290
	rows := max(int((s.bottom()-24-y+gap)/(high+gap)), 1)
	for i, p := range e.People[:min(len(e.People), rows*columns)] {
		x, top := marginX+float32(i%columns)*(wide+gap), y+float32(i/columns)*(high+gap)
		s.Rect(x, top, wide, high, ui.Card, 28)
		face := min(high-90, wide-40)
		s.PortraitOf(x+(wide-face)/2, top+18, face, face, 24, p)
		name := centred(display(28, ui.Ink))
		name.Min = 18
		s.middle(x+12, top+18+face, wide-24, 66, p.Called, name)
		if e.Ticked[p.ID] {
			s.Circle(x+wide-64, top+12, 52, ui.Teal)
			s.Icon(x+wide-53, top+23, 30, "check", ui.Card)
		}
		s.Tap(x, top, wide, high, s.tap(Tap{Act: Choose, ID: p.ID})).Shaped(28 * s.U)
	}
}

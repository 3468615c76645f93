package kiosk

import (
	"cmp"
	"strings"

	"kettle/internal/ui"
)

// programmeLayers draws the hosts' page of events.
func programmeLayers(s State) []layer {
	v := s.Host.Programme
	switch {
	case v.Code != "":
		return []layer{
			{v.Code, func(p *sheet) { p.calendarCode(v) }},
			headLayer("On a phone", hostButton{"Done", ui.Primary, Tap{Act: Do, Verb: DoCancel}}),
		}
	case v.Edit != nil:
		return eventEditLayers(s)
	case v.Taking:
		return []layer{
			{v, func(p *sheet) {
				p.stickFiles(v.Files, "calendar", func(f File) Tap { return Tap{Act: Do, Verb: DoTake, Text: f.Path} },
					"There are no templates on a stick.", "Put one in, then choose again. Another space makes the file under Events, Templates; its name ends in .json.")
			}},
			headLayer("Files on the stick", hostButton{"Cancel", ui.Quiet, Tap{Act: Do, Verb: DoCancel}}),
		}
	case v.Choosing:
		return []layer{
			{v, func(p *sheet) { p.templates(v) }},
			headLayer("Templates", hostButton{"From a stick", ui.Quiet, Tap{Act: Do, Verb: DoTake}}, hostButton{"All to a stick", ui.Quiet, Tap{Act: Do, Verb: DoGive}},
				hostButton{"Cancel", ui.Quiet, Tap{Act: Do, Verb: DoCancel}}),
		}
	}
	return []layer{
		{[2]any{v, s.Host.Of > 1}, func(p *sheet) { p.programme(v, s.Host.Of > 1) }},
		headLayer("Events", hostButton{"Code", ui.Quiet, Tap{Act: Do, Verb: DoCode}},
			hostButton{"Templates", ui.Quiet, Tap{Act: Do, Verb: DoTemplates}}, hostButton{"Make one", ui.Primary, Tap{Act: Do, Verb: DoAdd}}),
	}
}

// programme lists the coming weeks.
func (s *sheet) programme(v ProgrammeState, turns bool) {
	x, y, w := s.hostRoom()
	y += 110
	if len(v.Lines) == 0 {
		s.Text(x, y+20, w, "Nothing is planned.", display(44, ui.Ink))
		s.Text(x, y+88, w, "Tea at three costs nothing, and needs a kettle only. Take a template, and change what you like.", lines(body(28, ui.Soft), 2))
		y += 200
	}
	const gap = 12
	h := min((s.H-110-y)/mostEvents-gap, 220)
	k := s.rowScale(w, h, v.Lines)
	for _, l := range v.Lines {
		s.hostEventRow(x, y, w, h, k, l)
		y += h + gap
	}
	words := lines(body(22, ui.Soft), 3)
	room := w
	if turns {
		room -= 400
	}
	s.Text(x, s.H-104, room, strings.Join(v.Calendars, " "), words)
}

func (s *sheet) hostEventRow(x, y, w, h, k float32, l EventLine) {
	s.eventRow(x, y, w, h, k, l, l.Day)
	s.Tap(x, y, w, h, s.tap(Tap{Act: Do, Verb: DoOpen, ID: l.ID, Name: l.Of})).Shaped(24 * s.U)
}

// calendarCode is what a phone scans to have an event, or all, in its calendar.
func (s *sheet) calendarCode(v ProgrammeState) {
	x, y, w := s.hostRoom()
	y += 130
	side := min(w*0.4, 460)
	s.Rect(x, y, side, side, ui.Card, 30)
	s.QR(x+20, y+20, side-40, v.Code)
	left, room := x+side+64, w-side-64
	if s.Portrait() {
		left, room, y = x, w, y+side+40
	}
	y += s.Text(left, y, room, v.Title, lines(display(52, ui.Ink), 3)) + 16
	y += s.Text(left, y, room, "Whoever scans this has it in their calendar. Their phone has to be in this space’s Wi-Fi.", lines(body(29, ui.Soft), 4)) + 20
	s.Text(left, y, room, v.Address, lines(body(22, ui.Soft), 3))
}

// The measures of the form of an event.
const (
	eventFields = 108 // below the top of the page
	eventAbout  = 112
	stepHigh    = 76
)

// eventEditLayers draws the form of an event: its texts first, so that no keyboard
// covers them.
func eventEditLayers(s State) []layer {
	e, f := s.Host.Programme.Edit, s.Form
	title := "Change an event"
	if e.New {
		title = "A new event"
	}
	buttons := []hostButton{{"Cancel", ui.Quiet, Tap{Act: Do, Verb: DoCancel}}, {"Save", ui.Primary, Tap{Act: Do, Verb: DoSave}}}
	if !e.New {
		buttons = append([]hostButton{{"Code", ui.Quiet, Tap{Act: Do, Verb: DoCode}}}, buttons...)
		if e.Source == "" {
			buttons = append([]hostButton{{"Call off", ui.Quiet, Tap{Act: Do, Verb: DoOff}}}, buttons...)
		}
	}
	var out []layer
	if f.Focus == "" {
		out = append(out, layer{*e, func(p *sheet) { p.eventChoices(*e) }})
	}
	for _, entry := range f.Entries {
		if entry.Name == "until" && (len(e.Repeats) == 0 || e.Repeat == "") {
			continue
		}
		out = append(out, layer{[4]any{entry, f.Focus, len(e.Repeats), e.Which}, func(p *sheet) { p.eventField(entry, f.Focus, e.Which != "") }})
	}
	return append(out, headLayer(title, buttons...))
}

// eventField draws one field. While the last day is typed, it takes the place of the
// paragraph, so that no keyboard covers it.
func (s *sheet) eventField(e Entry, focus string, which bool) {
	all := s.eventPlaces(which)
	at := all[e.Name]
	last := e.Name == "until"
	switch {
	case last && focus == "until":
		at = all["about"]
		at.h = fieldHigh
	case last && focus != "", e.Name == "about" && focus == "until":
		return
	case last && which:
		s.formBox(at.x, at.y, at.w, at.h, e, false)
		return
	}
	s.formField(at.x, at.y, at.w, at.h, e, e.Name == focus)
}

// eventPlaces are where the fields stand. Of a series, the last day stands beside the
// choice of one or all.
func (s *sheet) eventPlaces(which bool) map[string]place {
	x, y, w := s.hostRoom()
	y += eventFields
	half := (w - 36) / 2
	row := float32(labelHigh + fieldHigh + 14)
	all := map[string]place{
		"title": {x: x, y: y, w: w, h: fieldHigh},
		"place": {x: x, y: y + row, w: half, h: fieldHigh},
		"with":  {x: x + half + 36, y: y + row, w: half, h: fieldHigh},
		"about": {x: x, y: y + 2*row, w: w, h: eventAbout},
	}
	y = s.eventSteps() + s.stepRows()*(stepHigh+labelHigh+12)
	all["until"] = place{x: x, y: y + 84 + s.repeatHigh(), w: min(w, 620), h: fieldHigh}
	if which {
		all["until"] = place{x: x + w - 440, y: y + 4, w: 440, h: 68}
	}
	return all
}

// eventSteps is where the arrows begin, below the kinds.
func (s *sheet) eventSteps() float32 {
	at := s.eventPlacesTop() + 68 + 20
	if s.Portrait() {
		at += 82
	}
	return at
}

func (s *sheet) eventPlacesTop() float32 {
	_, y, _ := s.hostRoom()
	return y + eventFields + 2*(labelHigh+fieldHigh+14) + labelHigh + eventAbout + 20
}

func (s *sheet) stepRows() float32 {
	if s.Portrait() {
		return 2
	}
	return 1
}

func (s *sheet) repeatHigh() float32 {
	if s.Portrait() {
		return 82
	}
	return 0
}

// eventChoices are the kinds, the arrows and how it repeats.
func (s *sheet) eventChoices(e EventEditState) {
	x, _, w := s.hostRoom()
	y := s.eventPlacesTop()
	if e.Source != "" {
		s.Text(x, y, w, "This comes from a calendar that is read from the network, at "+sourceHost(e.Source)+". Change it there, and it changes here within the hour. How many places there are is kept here.", lines(body(25, ui.Soft), 3))
	} else {
		kinds := make([][2]string, len(e.Kinds))
		for i, k := range e.Kinds {
			kinds[i] = [2]string{k, k}
		}
		s.pills(x, y, w, e.What, DoRole, kinds...)
	}
	y = s.eventSteps()
	third := (w - 2*24) / 3
	if s.Portrait() {
		s.stepper(x, y, w, "Day", e.Day, "day", 1, 7)
		y += stepHigh + labelHigh + 12
	} else {
		s.stepper(x, y, third+60, "Day", e.Day, "day", 1, 7)
	}
	at := x + third + 60 + 24
	rest := w - third - 60 - 24
	if s.Portrait() {
		at, rest = x, w
	}
	part := (rest - 2*20) / 3
	s.stepper(at, y, part, "From", e.From, "from", 15, 0)
	s.stepper(at+part+20, y, part, "To", e.To, "length", 15, 0)
	s.stepper(at+2*(part+20), y, part, "Places", e.Places, "places", 1, 0)
	y += stepHigh + labelHigh + 16
	if e.Which != "" {
		y += s.pills(x, y, w, e.Which, DoWhich, [2]string{whichOne, "This one only"}, [2]string{whichAll, "All of them"}) + 14
	}
	if len(e.Repeats) > 0 {
		s.pills(x, y, w, e.Repeat, DoRepeat, e.Repeats...)
		y += 84 + s.repeatHigh()
	}
	words := cmp.Or(e.Rule, e.Guidance)
	if len(e.Comers) > 0 && e.Rule == "" {
		words = "Coming: " + strings.Join(e.Comers, ", ")
	}
	left, room := x, w
	if last := len(e.Repeats) > 0 && e.Repeat != "" && e.Which == ""; last && !s.Portrait() { // beside the last day
		left, room = x+660, w-660
	} else if last {
		y += labelHigh + fieldHigh + 20
	}
	n := max(int((s.H-76-y)/30), 1)
	s.Text(left, y+4, room, words, lines(body(22, ui.Soft), n))
}

// stepper is a value with an arrow to each side, and two where far is not 0.
func (s *sheet) stepper(x, y, w float32, label, value, name string, near, far int) {
	s.Text(x, y, w, label, body(22, ui.Soft))
	y += labelHigh
	s.Border(x, y, w, stepHigh, ui.Card, ui.Line, 2, 20)
	const side = 66
	arrow := func(px float32, icon string, n int) {
		s.Icon(px+side/2-15, y+stepHigh/2-15, 30, icon, ui.Teal)
		s.Tap(px, y-4, side, stepHigh+8, s.tap(Tap{Act: Do, Verb: DoStep, Name: name, N: n})).Shaped(20 * s.U)
	}
	left, right := x, x+w-side
	if far != 0 {
		s.middle(left, y, side, stepHigh, "−7", centred(bold(26, ui.Teal)))
		s.Tap(left, y-4, side, stepHigh+8, s.tap(Tap{Act: Do, Verb: DoStep, Name: name, N: -far})).Shaped(20 * s.U)
		s.middle(right, y, side, stepHigh, "+7", centred(bold(26, ui.Teal)))
		s.Tap(right, y-4, side, stepHigh+8, s.tap(Tap{Act: Do, Verb: DoStep, Name: name, N: far})).Shaped(20 * s.U)
		left, right = left+side, right-side
	}
	arrow(left, "minus", -near)
	arrow(right, "plus", near)
	st := centred(bold(26, ui.Ink))
	st.Min = 18
	s.middle(left+side, y, right-left-side, stepHigh, value, st)
}

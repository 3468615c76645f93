package kiosk

import (
	"kettle/internal/ui"
)

// The measures of the pages on which a screen joins a space, in units.
const (
	joinUnder = 240 // from the top of the title to what is under it
	hubHigh   = 92
	mostHubs  = 3 // in the list
)

// joinLayers draws the pages of the first start on which a screen joins a space.
func joinLayers(s State) []layer {
	first, f := s.First, s.Form
	out := []layer{
		{[3]any{first.Page, first.Address, f.Focus != ""}, func(p *sheet) { p.joinHead(first, f.Focus) }},
		{[2]any{first, f.Focus}, func(p *sheet) {
			switch {
			case first.Page == FirstWait:
				p.joinWait(first)
			case first.Page == FirstHub && f.Focus == "":
				p.hubList(first)
			}
		}},
	}
	if first.Page != FirstWait {
		out = append(out, layer{[3]any{f.Entries, f.Focus, [3]any{first.Page, len(first.Hubs), first.Looked}}, func(p *sheet) {
			x, _, w := p.firstRoom()
			y := p.joinPlace(first, f.Focus)
			for _, e := range f.Entries {
				y += p.formField(x, y, min(w, 980), fieldHigh, e, e.Name == f.Focus) + 28
			}
			p.Button(x, y, 300, 96, "Go on", ui.Primary, p.tap(Tap{Act: Do, Verb: DoSave}))
			p.Button(x+330, y, 220, 96, "Back", ui.Quiet, p.tap(Tap{Act: Do, Verb: DoCancel}))
		}})
	}
	out = append(out, formLayers(f)...)
	return append(out, firstLive(s))
}

// joinTop is where the title of a page begins: higher while something is typed under it.
func (s *sheet) joinTop(focus string) float32 {
	_, y, _ := s.firstRoom()
	if focus != "" {
		y = 70
	}
	return y
}

// joinHead is the title of a page, with what to do under it.
func (s *sheet) joinHead(first FirstState, focus string) {
	s.ground(ui.Paper)
	x, _, w := s.firstRoom()
	y := s.joinTop(focus)
	if focus == "" {
		s.emblem("monitor", ui.Peach, y)
	}
	title, under := "Which space is it?", "At a kiosk of that space a host touches “Hosts”, “Screens” and “Add a screen”. Their screen shows an address and a code."
	switch first.Page {
	case FirstCode:
		title, under = "Now the code.", "Ten letters and digits, good once and for ten minutes. The kiosk that shows them is at "+first.Address+"."
	case FirstWait:
		title, under = "Do both show the same?", "The host’s screen shows six digits, too. When they are these, the host says yes there."
	}
	y += s.Text(x, y, w, title, display(80, ui.Ink)) + 12
	s.Text(x, y, w, under, lines(body(29, ui.Soft), 3))
}

// hubList is the hubs that answered, each to be touched.
func (s *sheet) hubList(first FirstState) {
	x, _, w := s.firstRoom()
	y := s.joinTop("") + joinUnder
	w = min(w, 980)
	label := "Found on this network: touch it"
	switch {
	case first.Looking:
		label = "Looking on this network…"
	case len(first.Hubs) == 0:
		label = "Nothing answered. Is the other screen on, and on this network?"
	}
	s.Text(x, y, w, label, body(22, ui.Soft))
	y += labelHigh
	for _, address := range first.Hubs[:min(len(first.Hubs), mostHubs)] {
		s.Border(x, y, w, hubHigh, ui.Card, ui.Line, 2, 24)
		s.Icon(x+30, y+hubHigh/2-20, 40, "monitor", ui.Teal)
		s.middle(x+96, y, w-180, hubHigh, address, bold(31, ui.Ink))
		s.Icon(x+w-66, y+hubHigh/2-17, 34, "arrow-right", ui.Teal)
		s.Tap(x, y, w, hubHigh, s.tap(Tap{Act: Do, Verb: DoOpen, Name: address})).Shaped(24 * s.U)
		y += hubHigh + 14
	}
	if first.Looked && len(first.Hubs) == 0 {
		s.Button(x, y+6, 300, 84, "Look again", ui.Quiet, s.tap(Tap{Act: Do, Verb: DoMore}))
	}
}

// joinPlace is where the one field begins: below the list of hubs, which gives way to the
// keyboard.
func (s *sheet) joinPlace(first FirstState, focus string) (y float32) {
	y = s.joinTop(focus) + joinUnder
	if first.Page == FirstHub && focus == "" {
		n := min(max(len(first.Hubs), 1), mostHubs)
		y += labelHigh + float32(n)*(hubHigh+14) + 26
	}
	return y
}

// joinWait is the six digits, or who is being asked for them.
func (s *sheet) joinWait(first FirstState) {
	x, _, w := s.firstRoom()
	y := s.joinTop("") + joinUnder
	if first.Digits == "" {
		y += s.Text(x, y, w, "Asking "+first.Address+"…", display(56, ui.Ink)) + 60
	} else {
		y += s.Text(x, y, w, first.Digits, display(170, ui.Ink)) + 24
		y += s.Text(x, y, w, "Waiting for a host to say yes.", bold(32, ui.Teal)) + 60
	}
	s.Button(x, y, 260, 96, "Back", ui.Quiet, s.tap(Tap{Act: Do, Verb: DoCancel}))
}

// firstLive is what runs on by itself in the first start, above the keyboard while
// there is one.
func firstLive(s State) layer {
	typing := s.Form.Focus != ""
	return layer{[2]any{liveOf(s), typing}, func(p *sheet) {
		x, _, w := p.firstRoom()
		y := p.H - 64
		if typing {
			y = p.keysTop() - 70
		}
		p.say(x, y, w, liveOf(s), ui.Soft, body(26, ui.Soft))
	}}
}

package kiosk

import (
	"kettle/internal/ui"
)

// visitorPageLayers draws the hosts' page of visitors.
func visitorPageLayers(s State) []layer {
	v, f := s.Host.Visitors, s.Form
	switch {
	case v.Code != "":
		return []layer{
			{v.Code, func(p *sheet) { p.invited(v.Code) }},
			headLayer("They are expected", hostButton{"Done", ui.Primary, Tap{Act: Do, Verb: DoCancel}}),
		}
	case v.Adding:
		return []layer{
			{[2]any{f.Entries, f.Focus}, func(p *sheet) {
				x, y, w := p.hostRoom()
				at := y + 110
				for _, e := range f.Entries {
					at += p.formField(x, at, min(w, 900), fieldHigh, e, f.Focus == e.Name) + 20
				}
			}},
			headLayer("Invite a visitor", hostButton{"Cancel", ui.Quiet, Tap{Act: Do, Verb: DoCancel}}, hostButton{"Invite", ui.Primary, Tap{Act: Do, Verb: DoSave}}),
		}
	}
	return []layer{
		{v, func(p *sheet) {
			x, y, w := p.hostRoom()
			y += 110
			if len(v.Lines) == 0 {
				p.nothing("door-open", "No visitor is here or expected.", "")
				return
			}
			const h, gap = 104, 12
			for _, l := range v.Lines {
				p.Rect(x, y, w, h, ui.Card, 22)
				if l.Here {
					p.Circle(x+30, y+h/2-8, 16, ui.HereGreen)
				}
				p.Text(x+66, y+14, w-330, l.Name, display(28, ui.Ink))
				p.Text(x+66, y+58, w-330, l.More, body(22, ui.Soft))
				label := "Sign out"
				if !l.Here {
					label = "Not coming"
				}
				p.Rect(x+w-232, y+16, 208, h-32, ui.Paper, 24)
				p.middle(x+w-232, y+16, 208, h-32, label, centred(bold(25, ui.Teal)))
				p.Tap(x+w-232, y+10, 208, h-20, p.tap(Tap{Act: Do, Verb: DoRemove, ID: l.ID})).Shaped(24 * p.U)
				y += h + gap
			}
		}},
		headLayer("Visitors", hostButton{"Invite a visitor", ui.Primary, Tap{Act: Do, Verb: DoAdd}}),
	}
}

// invited is the code that signs an expected visitor in.
func (s *sheet) invited(code string) {
	x, y, w := s.hostRoom()
	y += 130
	side := min(w*0.36, 400)
	s.Rect(x, y, side, side, ui.Card, 30)
	s.QR(x+20, y+20, side-40, "KETTLE/V/"+code)
	left, room := x+side+64, w-side-64
	if s.Portrait() {
		left, room, y = x, w, y+side+40
	}
	y += s.Text(left, y, room, code, display(96, ui.Ink)) + 16
	s.Text(left, y, room, "Send these six letters, or a picture of the code. At the kiosk: I’m visiting, I have a code.", lines(body(29, ui.Soft), 5))
}

// proposalLayers draws what members want changed of their profiles.
func proposalLayers(s State) []layer {
	l := s.Host.Proposals
	return []layer{
		{l, func(p *sheet) {
			x, y, w := p.hostRoom()
			y += 110
			if len(l.Lines) == 0 {
				p.nothing("circle-check", "Nothing waits for you.", "")
				p.Text(x, y+88, w, "What members change of themselves on their phones comes here first, as long as the settings say so.", lines(body(28, ui.Soft), 2))
				return
			}
			const h, gap = 150, 14
			for _, one := range l.Lines {
				p.Rect(x, y, w, h, ui.Card, 24)
				p.Text(x+32, y+14, w-420, one.Name, display(30, ui.Ink))
				words := lines(body(22, ui.Soft), 3)
				p.Text(x+32, y+52, w-420, one.Wanted, words)
				p.Tap(x, y, w-390, h, p.tap(Tap{Act: Do, Verb: DoOpen, ID: one.ID})).Shaped(24 * p.U)
				p.Button(x+w-190, y+35, 160, h-70, "Take it", ui.Primary, p.tap(Tap{Act: Do, Verb: DoYes, ID: one.ID}))
				p.Rect(x+w-370, y+35, 160, h-70, ui.Paper, 26)
				p.middle(x+w-370, y+35, 160, h-70, "No", centred(bold(26, ui.Ink)))
				p.Tap(x+w-370, y+30, 160, h-60, p.tap(Tap{Act: Do, Verb: DoStay, ID: one.ID})).Shaped(26 * p.U)
				y += h + gap
			}
		}},
		headLayer("Changes by members"),
	}
}

package kiosk

import (
	"kettle/internal/ui"
)

// historyLayers draws what was done.
func historyLayers(s State) []layer {
	h := s.Host.History
	return []layer{
		{h, func(p *sheet) {
			_, y, _ := p.hostRoom()
			p.actList(h.Acts, y+110)
		}},
		headLayer("History"),
	}
}

// actList is what was done, newest first, each with a tap to take it back.
func (s *sheet) actList(acts []ActLine, y float32) {
	x, _, w := s.hostRoom()
	if len(acts) == 0 {
		s.nothing("clock", "Nothing has been changed yet.", "")
		return
	}
	const gap = 12
	h, size, under := float32(100), float32(26), float32(22)
	if s.Portrait() {
		h, size, under = min((s.H-120-y)/actsPerPage-gap, 190), 30, 25
	}
	for _, a := range acts {
		s.Rect(x, y, w, h, ui.Card, 22)
		room := w - 60
		if a.May {
			room -= 170
			s.Rect(x+w-176, y+h/2-36, 152, 72, ui.Paper, 24)
			s.middle(x+w-176, y+h/2-36, 152, 72, "Undo", centred(bold(26, ui.Teal)))
			s.Tap(x+w-176, y+10, 152, h-20, s.tap(Tap{Act: Do, Verb: DoOpen, ID: a.ID})).Shaped(24 * s.U)
		}
		what := upperFirst(a.Who) + " " + a.What
		st := bold(size, ui.Ink)
		if a.Undone {
			what += " · undone"
			st.Color = ui.Soft
		}
		top := y + h/2 - size*1.38
		s.Text(x+28, top, room, what, st)
		detail := a.At.Format("Monday 2 January 15:04")
		if a.Detail != "" {
			detail += " · " + a.Detail
		}
		small := body(under, ui.Soft)
		small.Min = under
		s.Text(x+28, top+size*1.54, room, detail, small)
		y += h + gap
	}
}

// noticesLayers draws what hosts tell everybody.
func noticesLayers(s State) []layer {
	n, f := s.Host.Notices, s.Form
	if n.Adding {
		return []layer{
			{n.Audience, func(p *sheet) {
				x, y, w := p.hostRoom()
				p.pills(x+280, y+110+labelHigh+fieldHigh+24+labelHigh, w-280, n.Audience, DoRole,
					[2]string{"", "Walls and kiosks"}, [2]string{"wall", "Walls"}, [2]string{"kiosk", "Kiosks"})
			}},
			{[2]any{f.Entries, f.Focus}, func(p *sheet) {
				x, y, w := p.hostRoom()
				at := y + 110
				at += p.formField(x, at, w, fieldHigh, f.Entry("words"), f.Focus == "words") + 24
				p.formField(x, at, 240, fieldHigh, f.Entry("days"), f.Focus == "days")
			}},
			headLayer("A notice", hostButton{"Cancel", ui.Quiet, Tap{Act: Do, Verb: DoCancel}}, hostButton{"Put it up", ui.Primary, Tap{Act: Do, Verb: DoSave}}),
		}
	}
	return []layer{
		{n, func(p *sheet) {
			x, y, w := p.hostRoom()
			y += 110
			if len(n.Lines) == 0 {
				p.nothing("bell", "No notice is up.", "A notice stands on the walls and on the kiosks’ home: the lift is out, the kitchen is being painted.")
				return
			}
			const h, gap = 124, 14
			for _, l := range n.Lines {
				p.Rect(x, y, w, h, ui.Card, 24)
				p.Text(x+32, y+20, w-320, l.Words, lines(display(28, ui.Ink), 1))
				p.Text(x+32, y+70, w-320, l.When, body(23, ui.Soft))
				p.Rect(x+w-236, y+24, 208, h-48, ui.Paper, 26)
				p.middle(x+w-236, y+24, 208, h-48, "Take down", centred(bold(25, ui.Teal)))
				p.Tap(x+w-236, y+16, 208, h-32, p.tap(Tap{Act: Do, Verb: DoRemove, ID: l.ID})).Shaped(26 * p.U)
				y += h + gap
			}
		}},
		headLayer("Notices", hostButton{"Add a notice", ui.Primary, Tap{Act: Do, Verb: DoAdd}}),
	}
}

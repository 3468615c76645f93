package kiosk

import (
	"fmt"
	"image/color"

	"kettle/internal/community"
	"kettle/internal/ui"
)

// screensLayers draws the screens of the space, or one that is being let in.
func screensLayers(s State) []layer {
	l, f := s.Host.Screens, s.Form
	switch {
	case l.Digits != "":
		return []layer{
			{l.Digits, func(p *sheet) { p.sixDigits(l.Digits) }},
			headLayer("Is it that screen?"),
		}
	case l.Offer != nil:
		return []layer{
			{[2]any{l.Offer, l.Role}, func(p *sheet) { p.offer(l.Offer, l.Role == community.RoleReplica) }},
			headLayer("At the new screen", hostButton{"Cancel", ui.Quiet, Tap{Act: Do, Verb: DoCancel}}),
		}
	case l.Adding:
		return []layer{
			{l.Role, func(p *sheet) {
				x, y, w := p.hostRoom()
				p.pills(x, y+110+labelHigh+fieldHigh+30, w, l.Role, DoRole,
					[2]string{community.RoleWall, "Wall: what people agreed to show"},
					[2]string{community.RoleKiosk, "Kiosk: everything"}, [2]string{community.RoleReplica, "Spare without a window"})
			}},
			{[2]any{f.Entries, f.Focus}, func(p *sheet) {
				x, y, w := p.hostRoom()
				p.formField(x, y+110, min(w, 900), fieldHigh, f.Entry("name"), f.Focus == "name")
			}},
			headLayer("Add a screen", hostButton{"Cancel", ui.Quiet, Tap{Act: Do, Verb: DoCancel}}, hostButton{"Go on", ui.Primary, Tap{Act: Do, Verb: DoSave}}),
		}
	}
	return []layer{
		{l, func(p *sheet) { p.screenList(l) }},
		{l.Hub, func(p *sheet) {
			if l.Hub {
				p.header("Screens", hostButton{"Add a screen", ui.Primary, Tap{Act: Do, Verb: DoAdd}})
			} else {
				p.header("Screens")
			}
		}},
	}
}

func (s *sheet) screenList(l ScreensState) {
	x, y, w := s.hostRoom()
	y += 104
	if len(l.Screens) == 0 {
		title := "This screen works alone."
		if l.Hub {
			title = "No other screen yet."
		}
		text := "Several screens can stay in step, without internet, once one of them keeps the others so. Ask whoever looks after this machine to let it be that one."
		if l.Hub {
			text = "Add a wall or a second kiosk: they stay in step with this one, without internet."
		}
		s.nothing("monitor", title, text)
		return
	}
	h, gap := float32(117), float32(19)
	if n := float32(len(l.Screens)); y+n*(h+gap)-gap > s.H-96 {
		h, gap = 96, 10
	}
	for i, one := range l.Screens {
		if y+h > s.H-96 {
			s.Text(x, y+4, w, fmt.Sprintf("And %d more.", len(l.Screens)-i), body(24, ui.Soft))
			y += 34
			break
		}
		s.Rect(x, y, w, h, ui.Card, 24)
		mark := map[Mark]color.Color{MarkWell: ui.HereGreen, MarkWait: ui.Mustard, MarkOff: ui.Lilac, MarkGone: ui.Line}[one.Mark]
		s.Circle(x+32, y+h/2-11, 22, mark)
		end := x + w - 32
		if !one.Revoked && l.Hub {
			end -= 96
			s.Icon(x+w-86, y+h/2-17, 34, "x", ui.Soft)
			s.Tap(x+w-110, y+6, 84, h-12, s.tap(Tap{Act: Do, Verb: DoRevoke, ID: one.ID})).Shaped(24 * s.U)
		}
		room := end - w*0.36 - 24 - (x + 82)
		s.Text(x+82, y+h/2-40, room, one.Name, display(31, ui.Ink))
		s.Text(x+82, y+h/2+6, room, one.Kind, body(22, ui.Soft))
		if one.More == "" {
			s.middle(end-w*0.36, y, w*0.36, h, one.State, right(bold(25, ui.Ink)))
		} else {
			s.Text(end-w*0.36, y+h/2-36, w*0.36, one.State, right(bold(25, ui.Ink)))
			s.Text(end-w*0.36, y+h/2+4, w*0.36, one.More, right(body(22, ui.Soft)))
		}
		y += h + gap
	}
	if l.Erased != "" {
		s.Text(x, y+10, w, l.Erased, lines(body(24, ui.Soft), 2))
	}
}

// offer is the code that the new screen is given. One without a window is told by a
// command.
func (s *sheet) offer(o *Offer, spare bool) {
	x, y, w := s.hostRoom()
	y += 130
	side := min(w*0.42, 480)
	s.Rect(x, y, side, side, ui.Card, 30)
	s.QR(x+20, y+20, side-40, o.QR)
	left, room := x+side+64, w-side-64
	if s.Portrait() {
		left, room = x, w
		y += side + 40
	}
	if spare {
		y += s.Text(left, y, room, "Type this at the spare:", body(28, ui.Soft)) + 6
		y += s.Text(left, y, room, "kettled join --hub "+o.Address+" --code "+o.Code, lines(bold(40, ui.Ink), 4)) + 24
	} else {
		y += s.Text(left, y, room, "Touch “This is another screen of a space”, then choose or type", lines(body(28, ui.Soft), 2)) + 6
		y += s.Text(left, y, room, o.Address, bold(40, ui.Ink)) + 18
		y += s.Text(left, y, room, "and the code", body(28, ui.Soft)) + 2
		y += s.Text(left, y, room, o.Code, display(72, ui.Ink)) + 24
	}
	s.Text(left, y, room, "Both then show the same six digits. The code holds until "+o.Until.Format("15:04")+".", lines(body(28, ui.Soft), 3))
}

// sixDigits asks whether both screens show the same.
func (s *sheet) sixDigits(digits string) {
	x, y, w := s.hostRoom()
	y += 150
	y += s.Text(x, y, w, "Does the new screen show the same six digits?", lines(body(32, ui.Soft), 2)) + 30
	y += s.Text(x, y, w, digits, display(150, ui.Ink)) + 50
	s.Button(x, y, 420, 100, "Yes, let it in", ui.Primary, s.tap(Tap{Act: Do, Verb: DoYes}))
	s.Button(x+450, y, 320, 100, "No", ui.Quiet, s.tap(Tap{Act: Do, Verb: DoCancel}))
}

package kiosk

import (
	"kettle/internal/ui"
)

// firstLayers draws the first start of a screen: two short pages.
func firstLayers(s State) []layer {
	first, f := s.First, s.Form
	if first.Page >= FirstHub {
		return joinLayers(s)
	}
	title, under := "Hello.\nLet’s put the kettle on.", "Two short pages, and this screen is yours. Everything stays on this machine."
	if first.Page == FirstOwner {
		title, under = "Who looks after it?", "You are the first host: your PIN opens the hosts’ part, on this screen and on those that join it."
	}
	focus := f.Focus
	out := []layer{
		{[2]any{first.Page, focus != ""}, func(p *sheet) {
			p.ground(ui.Paper)
			x, y, w := p.firstRoom()
			if focus != "" {
				return
			}
			head := lines(display(88, ui.Ink), 2)
			head.Leading, head.Min = 1.06, 60
			p.emblem("coffee", ui.Peach, y)
			y += p.Text(x, y, w, title, head) + 12
			p.Text(x, y, w, under, lines(body(30, ui.Soft), 3))
		}},
		{[2]any{first, focus}, func(p *sheet) {
			x, _, w := p.firstRoom()
			y := p.firstTop(focus)
			if first.Page == FirstSpace {
				y += 2 * (labelHigh + fieldHigh + 24)
				if focus == "" {
					y += p.Text(x, y, w, "When is it open? It can be changed later.", body(22, ui.Soft)) + 8
					words := [][2]string{{FirstHours[0], "Weekdays 8 to 18"}, {FirstHours[1], "Weekdays 9 to 17"}, {FirstHours[2], "Every day 8 to 20"}, {FirstHours[3], "Always"}}
					y += p.pills(x, y, w, first.Hours, DoRole, words...)
				}
			} else {
				y += 3 * (labelHigh + fieldHigh + 24)
			}
			if focus != "" {
				return
			}
			p.Button(x, y+40, 300, 96, "Go on", ui.Primary, p.tap(Tap{Act: Do, Verb: DoSave}))
			if first.Page == FirstOwner {
				p.Button(x+330, y+40, 220, 96, "Back", ui.Quiet, p.tap(Tap{Act: Do, Verb: DoCancel}))
			} else {
				p.Button(x+330, y+40, 580, 96, "This is another screen of a space", ui.Quiet, p.tap(Tap{Act: Do, Verb: DoAdd}))
			}
		}},
	}
	for i, entry := range f.Entries {
		out = append(out, layer{[3]any{entry, focus, first.Page}, func(p *sheet) {
			x, _, w := p.firstRoom()
			y := p.firstTop(focus) + float32(i)*(labelHigh+fieldHigh+24)
			p.formField(x, y, min(w, 980), fieldHigh, entry, entry.Name == focus)
		}})
	}
	out = append(out, formLayers(f)...)
	return append(out, firstLive(s))
}

// firstRoom is where the pages of the first start stand.
func (s *sheet) firstRoom() (x, y, w float32) {
	if s.Portrait() {
		return marginX, 590, s.wide()
	}
	return marginX, 110, s.wide()
}

// firstTop is where the fields begin; while one is typed into they stand at the top.
func (s *sheet) firstTop(focus string) float32 {
	_, y, _ := s.firstRoom()
	if focus != "" {
		return 70
	}
	return y + 330
}

package kiosk

import (
	"path"

	"kettle/internal/ui"
)

// photoLayers draws a way to a photo.
func photoLayers(s State) []layer {
	ph := s.Host.Edit.Photo
	head := func(title string, buttons ...hostButton) layer {
		return layer{[2]string{"head", title}, func(p *sheet) {
			all := append([]hostButton{{"Cancel", ui.Quiet, Tap{Act: Do, Verb: DoPhoto, Name: PhotoLeave}}}, buttons...)
			p.header(title, all...)
		}}
	}
	switch ph.Way {
	case PhotoPhone:
		return []layer{{ph, func(p *sheet) { p.photoCode(ph.URL) }}, head("Send a photo")}
	case PhotoStick:
		return []layer{{ph, func(p *sheet) {
			p.stickFiles(ph.Pictures, "camera", func(f File) Tap { return Tap{Act: Do, Verb: DoPhoto, Name: PhotoStick, Text: f.Path} },
				"There is no picture on a stick.", "Put one in, then choose again. JPEG, PNG, WebP and GIF can be read.")
		}}, head("Pictures on the stick")}
	}
	return []layer{
		// The place to drag stays while what is in it is drawn anew.
		{"frame", func(p *sheet) {
			at, side := p.cropPlace()
			p.Drag(at.X, at.Y, side, side, func(dx, dy float32) {
				p.m.Tap(Tap{Act: Do, Verb: DoPhoto, Name: DoDrag, X: float64(dx / side), Y: float64(dy / side)})
			})
		}},
		{ph, func(p *sheet) {
			at, side := p.cropPlace()
			p.Part(at, side, ph.Hash, ph.Turned, ph.X, ph.Y, ph.W, ph.H)
		}},
		{"tools", func(p *sheet) { p.cropTools() }},
		head("Drag to crop", hostButton{"Take this", ui.Primary, Tap{Act: Do, Verb: DoPhoto, Name: PhotoKeep}}),
	}
}

func (s *sheet) photoCode(url string) {
	x, y, w := s.hostRoom()
	y += 130
	side := min(w*0.42, 520)
	s.Rect(x, y, side, side, ui.Card, 30)
	s.QR(x+20, y+20, side-40, url)
	left, room := x+side+64, w-side-64
	if s.Portrait() {
		left, room, y = x, w, y+side+40
	}
	y += s.Text(left, y, room, "Scan this with a phone.", lines(display(52, ui.Ink), 2)) + 20
	s.Text(left, y, room, "It opens a page that takes one photo. The link holds for ten minutes and works once. The photo then comes up here.", lines(body(29, ui.Soft), 6))
}

// stickFiles lists files of sticks to choose from; without any it says so, and what to do.
func (s *sheet) stickFiles(files []File, icon string, tap func(File) Tap, none, hint string) {
	x, y, w := s.hostRoom()
	y += 120
	if len(files) == 0 {
		s.Text(x, y+20, w, none, display(44, ui.Ink))
		s.Text(x, y+88, w, hint, lines(body(28, ui.Soft), 3))
		return
	}
	columns := 3
	if s.Portrait() {
		columns = 2
	}
	const h, gap = 84, 12
	wide := (w - gap*float32(columns-1)) / float32(columns)
	for i, one := range files {
		at, row := x+float32(i%columns)*(wide+gap), y+float32(i/columns)*(h+gap)
		s.Rect(at, row, wide, h, ui.Card, 22)
		s.Icon(at+22, row+h/2-15, 30, icon, ui.Teal)
		s.middle(at+66, row, wide-86, h, path.Base(one.Name), lines(body(24, ui.Ink), 2))
		s.Tap(at, row, wide, h, s.tap(tap(one))).Shaped(22 * s.U)
	}
}

// cropPlace is the frame in which the part is chosen.
func (s *sheet) cropPlace() (at ui.Corner, side float32) {
	x, y, w := s.hostRoom()
	side = min(w*0.62, s.H-y-220)
	return ui.Corner{X: x, Y: y + 120}, side
}

func (s *sheet) cropTools() {
	at, side := s.cropPlace()
	x, y := at.X+side+60, at.Y
	step := float32(112)
	if s.Portrait() {
		x, y = at.X, at.Y+side+40
	}
	for _, tool := range []struct{ label, icon, name string }{
		{"Nearer", "plus", PhotoIn}, {"Farther", "minus", PhotoOut}, {"Turn", "undo-2", PhotoTurn},
	} {
		s.Rect(x, y, 260, 96, ui.Card, 28)
		s.Icon(x+28, y+31, 34, tool.icon, ui.Teal)
		s.middle(x+80, y, 170, 96, tool.label, bold(28, ui.Ink))
		s.Tap(x, y, 260, 96, s.tap(Tap{Act: Do, Verb: DoPhoto, Name: tool.name})).Shaped(28 * s.U)
		if s.Portrait() {
			x += 290
		} else {
			y += step
		}
	}
}

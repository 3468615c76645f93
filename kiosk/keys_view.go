package kiosk

import "kettle/internal/ui"

// keyPlaces are the measures of the keyboard on screen, in units.
type keyPlaces struct {
	left, width   float32 // what the rows may fill
	top           float32
	key, high     float32
	gap, pitch    float32
	side, last    float32 // the wide keys of the third row, the keys beside the space bar
	done, longest float32
}

func (s *sheet) keyPlaces(k Keyboard) keyPlaces {
	p := keyPlaces{left: marginX, width: s.wide(), high: 98, gap: 14, pitch: 112.5, side: 190, last: 190, done: 300}
	p.key = 142
	if s.Portrait() || s.W < 1700 {
		p.left, p.width = 36, s.W-72
		p.high, p.gap, p.pitch, p.side, p.last, p.done = 104, 9, 116, 128, 150, 220
	}
	for i, row := range k.Rows {
		n := float32(len(row))
		room := p.width - (n-1)*p.gap
		if i == 2 {
			room -= 2 * (p.side + p.gap)
		}
		p.key = min(p.key, room/n)
	}
	p.longest = max(10*p.key+9*p.gap, float32(len(k.Rows[0]))*(p.key+p.gap)-p.gap)
	p.top = s.H - 40 - 4*p.pitch + (p.pitch - p.high)
	return p
}

// keysTop is where the keyboard begins; the same for all its pages.
func (s *sheet) keysTop() float32 { return s.keyPlaces(KeysOf("en", KeysLetters)).top }

// keyboard draws one page of keys. A letter is typed as soon as it is touched;
// held, it offers its accents.
func (s *sheet) keyboard(k Keyboard) {
	p := s.keyPlaces(k)
	y := p.top
	for i, row := range k.Rows {
		n := float32(len(row))
		w := n*p.key + (n-1)*p.gap
		x := (s.W - w) / 2
		if i == 2 {
			s.turner(x-p.gap-p.side, y, p.side, p.high, k.Turn[0])
			s.keycap(x+w+p.gap, y, p.side, p.high)
			s.Icon(x+w+p.gap+p.side/2-24, y+p.high/2-24, 48, "delete", ui.Ink)
			s.Press(x+w+p.gap, y, p.side, p.high, s.tap(Tap{Act: Erase})).Shaped(22 * s.U)
		}
		for _, letter := range row {
			s.keycap(x, y, p.key, p.high)
			s.middle(x, y, p.key, p.high, letter, centred(bold(36, ui.Ink)))
			t := s.Press(x, y, p.key, p.high, s.tap(Tap{Act: Type, Text: letter})).Shaped(22 * s.U)
			if len(Accents(letter)) > 0 {
				t.Held(s.tap(Tap{Act: Hold, Text: letter}))
			}
			x += p.key + p.gap
		}
		y += p.pitch
	}
	w := min(p.longest, 1380)
	x := (s.W - w) / 2
	s.turner(x, y, p.last, p.high, k.Turn[1])
	bar := w - p.last - p.done - 2*p.gap
	s.keycap(x+p.last+p.gap, y, bar, p.high)
	s.middle(x+p.last+p.gap, y, bar, p.high, "space", centred(bold(34, ui.Ink)))
	s.Press(x+p.last+p.gap, y, bar, p.high, s.tap(Tap{Act: Type, Text: " "})).Shaped(22 * s.U)
	s.Button(x+w-p.done, y, p.done, p.high, "Done", ui.Primary, s.tap(Tap{Act: Enter}))
}

func (s *sheet) keycap(x, y, w, h float32) { s.Rect(x, y, w, h, ui.Card, 22) }

func (s *sheet) turner(x, y, w, h float32, t Turner) {
	s.keycap(x, y, w, h)
	if t.Label == shift {
		s.Icon(x+w/2-22, y+h/2-22, 44, "arrow-up", ui.Ink)
	} else {
		s.middle(x, y, w, h, t.Label, centred(bold(34, ui.Ink)))
	}
	s.Press(x, y, w, h, s.tap(Tap{Act: Turn, Text: t.Page})).Shaped(22 * s.U)
}

// accents draws the letters that a held key offers, over the keyboard's edge.
func (s *sheet) accents(letters []string) {
	if len(letters) == 0 {
		return
	}
	p := s.keyPlaces(KeysOf("en", KeysLetters))
	n := float32(len(letters))
	key := min(118, (s.W-2*36-40-(n-1)*10)/n)
	w := n*key + (n-1)*10 + 40
	x, y := (s.W-w)/2, p.top-p.high-56
	s.Rect(x, y, w, p.high+40, ui.Sage, 32)
	s.Tap(x, y, w, p.high+40, s.tap(Tap{Act: Touch}))
	for i, l := range letters {
		at := x + 20 + float32(i)*(key+10)
		s.Rect(at, y+20, key, p.high, ui.Card, 22)
		s.middle(at, y+20, key, p.high, l, centred(bold(40, ui.Ink)))
		s.Tap(at, y+20, key, p.high, s.tap(Tap{Act: Accent, Text: l})).Shaped(22 * s.U)
	}
}

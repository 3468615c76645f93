package kiosk

import "kettle/internal/ui"

// templates are what an event can be made from, with a word on how to hold it.
func (s *sheet) templates(v ProgrammeState) {
	x, y, w := s.hostRoom()
	y += 110
	columns, gap := 2, float32(20)
	if s.Portrait() {
		columns = 1
	}
	wide := (w - gap*float32(columns-1)) / float32(columns)
	rows := float32((mostTemplates + columns - 1) / columns)
	high := (s.H - 120 - y - gap*(rows-1)) / rows
	for i, t := range v.Templates {
		px, py := x+float32(i%columns)*(wide+gap), y+float32(i/columns)*(high+gap)
		s.Rect(px, py, wide, high, ui.Card, 24)
		s.RectCorners(px, py, 16, high, ui.EventGround(t.What), ui.Corners{TopLeft: 24, BottomLeft: 24})
		const give = 176
		top := py + 18
		name := display(30, ui.Ink)
		name.Min = 24
		s.middle(px+40, top, wide-40-give-40, 64, t.Name, name)
		top += 64 + 8
		words := body(25, ui.Soft)
		line := s.TextHeight(wide-72, "A", words)
		n := max(int((py+high-20-top)/line), 1)
		s.Text(px+40, top, wide-72, t.Guidance, lines(words, n))
		s.Tap(px, py, wide, high, s.tap(Tap{Act: Do, Verb: DoSuggest, Name: t.Name})).Shaped(24 * s.U)
		s.Border(px+wide-give-20, py+18, give, 64, ui.Card, ui.Line, 2, 20)
		s.middle(px+wide-give-20, py+18, give, 64, "To a stick", centred(bold(24, ui.Teal)))
		s.Tap(px+wide-give-20, py+18, give, 64, s.tap(Tap{Act: Do, Verb: DoGive, Name: t.Name})).Shaped(20 * s.U)
	}
}

package kiosk

import (
	"image/color"

	"kettle/internal/ui"
)

// consents are the four switches, each with how it was given.
func (s *sheet) consents(x, y, w float32, e EditState) {
	s.Text(x, y, w, e.agreeing()+" agrees to be shown", body(22, ui.Soft))
	y += 36
	for _, l := range e.Consents {
		answer, ink := "no", color.Color(ui.Soft)
		ground := color.Color(ui.Line)
		knob := x + w - 78
		if l.Given {
			answer, ink, ground, knob = "yes", ui.HereGreen, ui.HereGreen, x+w-44
		}
		const high, how = 74, 42
		st := body(26, ui.Ink)
		s.middle(x, y, w-90, how, l.Label, st)
		s.middle(x+s.TextWidth(l.Label, st)+10, y, 60, how, answer, bold(26, ink))
		s.Rect(x+w-82, y, 76, 42, ground, 21)
		s.Circle(knob, y+4, 34, ui.Card)
		s.Text(x, y+how+1, w, l.How, body(18, ui.Soft))
		s.Tap(x-12, y, w+24, high-4, s.tap(Tap{Act: Do, Verb: DoConsent, Name: l.Name})).Shaped(20 * s.U)
		y += high
	}
}

// agreeing is who says yes.
func (e *EditState) agreeing() string {
	if e.New || e.Profile.Called == "" {
		return "Member"
	}
	return e.Profile.Called
}

// askHow asks how a consent was given, in the place of the photo, and for one on
// paper the day on it.
func (s *sheet) askHow(x, y, w float32, e EditState) {
	for _, l := range e.Consents {
		if l.Name == e.How {
			y += s.Text(x, y, w, "“"+l.Label+"”", lines(display(40, ui.Ink), 2)) + 10
		}
	}
	question := "How did " + e.agreeing() + " say yes?"
	if !e.Paper.IsZero() {
		question = "Which day is on the paper?"
	}
	y += s.Text(x, y, w, question, lines(body(26, ui.Soft), 3)) + 20
	no := func(x, y, w float32) {
		s.middle(x+28, y, w-56, 72, "Not yet", bold(26, ui.Teal))
		s.Tap(x, y, w, 72, s.tap(Tap{Act: Do, Verb: DoHow})).Shaped(24 * s.U)
	}
	if !e.Paper.IsZero() {
		wide := min(w, 480)
		y = s.daySteps(x, y, wide, e)
		s.Button(x, y, wide, 84, "Keep it", ui.Primary, s.tap(Tap{Act: Do, Verb: DoHow, Name: OnPaper}))
		if s.Portrait() { // there is room beside it, and none below
			no(x+wide+24, y, 200)
		} else {
			no(x, y+94, w)
		}
		return
	}
	for _, how := range HowGiven {
		s.Rect(x, y, w, 84, ui.Sage, 28)
		s.middle(x+28, y, w-56, 84, upperFirst(how), bold(27, ui.Ink))
		s.Tap(x, y, w, 84, s.tap(Tap{Act: Do, Verb: DoHow, Name: how})).Shaped(28 * s.U)
		y += 96
	}
	no(x, y, w)
}

// daySteps are day, month and year, each with a step to the next above it and one to
// the one before below it. It gives where they end.
func (s *sheet) daySteps(x, y, w float32, e EditState) float32 {
	const step, mid, between = 76, 84, 12
	wide := (w - 2*between) / 3
	arrow := func(x, y float32, icon, part string, n int) {
		may := !stepDay(e.Paper, part, n, e.Today).Equal(e.Paper)
		ink := color.Color(ui.Teal)
		if !may {
			ink = ui.Line
		}
		s.Rect(x, y, wide, step, ui.Card, 24)
		s.Icon(x+wide/2-20, y+step/2-20, 40, icon, ink)
		if may {
			s.Tap(x, y, wide, step, s.tap(Tap{Act: Do, Verb: DoDate, Name: part, N: n})).Shaped(24 * s.U)
		}
	}
	for _, p := range []struct{ part, text string }{
		{PartDay, e.Paper.Format("2")}, {PartMonth, e.Paper.Format("Jan")}, {PartYear, e.Paper.Format("2006")},
	} {
		arrow(x, y, "chevron-up", p.part, 1)
		s.middle(x, y+step, wide, mid, p.text, centred(display(40, ui.Ink)))
		arrow(x, y+step+mid, "chevron-down", p.part, -1)
		x += wide + between
	}
	return y + 2*step + mid + 22
}

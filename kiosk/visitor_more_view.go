package kiosk

import (
	"kettle/internal/community"
	"kettle/internal/ui"
)

// moreColumns are the columns of the second step, whose panel is wide for house rules.
func (s *sheet) moreColumns(v VisitorState) (x, y, w, px, py, pw, ph float32) {
	x, y, w, px, py, pw, ph = s.columns()
	if v.Rules != "" && !s.Portrait() {
		px, pw = s.W-marginX-rulesWide, rulesWide
		w = px - 72 - marginX
	}
	return x, y, w, px, py, pw, ph
}

// more is the second step but for what is typed, and for what the keyboard
// covers. Without one the panel reaches down to the button, and who they came to see
// stands below the fields.
func (s *sheet) more(v VisitorState, keyboard bool) {
	s.ground(ui.Paper)
	s.visitorBar("Step 2 of 2")
	x, y, w, px, py, pw, ph := s.moreColumns(v)
	title := display(60, ui.Ink)
	title.Min = 36
	s.Text(x, y-86-s.ifPortrait(20), w, v.Title, title)
	y += labelHigh + visitorField + 12
	s.tick(x, y, w*0.55, v.Remember, "Remember me for next time", Tap{Act: Remember})
	s.tapButton(x+w*0.55+24, y, 80, "Been here before?", ui.Quiet, Tap{Act: GoReturning})
	if keyboard {
		if v.Rules == "" {
			s.panel(px, py, pw, ph, "What we keep", v.Kept)
		}
		return
	}
	end, foot := s.H-marginY-94-s.ifPortrait(60), s.H-marginY-60 // room for what is said below
	s.Button(px, end, pw, 96, "Sign in", ui.Primary, s.tap(Tap{Act: SignIn}))
	switch {
	case v.Rules != "":
		s.panel(px, py, pw, end-py-110, "House rules", v.Rules)
		s.tick(px+24, end-100, pw-40, v.Agreed, "I agree", Tap{Act: Agree})
		if s.Portrait() {
			return
		}
	case s.Portrait():
		py = end - 34 - 400
		s.panel(px, py, pw, 400, "What we keep", v.Kept)
		foot = py - 60
	default:
		s.panel(px, py, pw, end-py-24, "What we keep", v.Kept)
	}
	s.toSee(x, y+80+8+labelHigh+visitorField+40, w, foot, v.Seeing)
}

// toSee is whom a visitor came to see, between the fields and the foot of the page.
func (s *sheet) toSee(x, y, w, foot float32, c Choice) {
	d := min(foot-y, 300)
	y = foot - d
	if c.Sees == community.SeesMember {
		s.Ringed(x, y, d, c.Profile)
	} else {
		s.Circle(x, y, d, ui.Lighter(ui.Peach, 0.45))
		s.Icon(x+d*0.28, y+d*0.28, d*0.44, "coffee", ui.Card)
	}
	words, label := "You’re here to see", c.Label
	if c.Sees == community.SeesUnsure {
		words, label = "Not sure whom you’re here to see?", "A host will help."
	}
	who, here := display(56, ui.Ink), float32(0)
	who.Min = 32
	if c.Here {
		here = 46
	}
	left, room := x+d+40, w-d-40
	y += (d - 40 - s.TextHeight(room, label, who) - here) / 2
	y += s.Text(left, y, room, words, body(28, ui.Soft)) + 4
	y += s.Text(left, y, room, label, who) + 6
	if c.Here {
		s.Text(left, y, room, "Here now", bold(28, ui.HereGreen))
	}
}

func (s *sheet) moreFields(f FormState, v VisitorState) {
	x, y, w, _, _, _, _ := s.moreColumns(v)
	s.formField(x, y, w, visitorField, f.Entry("company"), f.Focus == "company")
	if e := f.Entry("detail"); e.Name != "" {
		s.formField(x, y+labelHigh+visitorField+12+80+8, w, visitorField, e, f.Focus == "detail")
	}
}

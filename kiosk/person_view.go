package kiosk

import (
	"image/color"
	"strings"

	"kettle/internal/community"
	"kettle/internal/ui"
)

// personLayers draws one profile.
func personLayers(s State) []layer {
	p := s.Person
	return []layer{
		{p, func(sh *sheet) { sh.person(p) }},
		{liveOf(s), func(sh *sheet) {
			w := sh.wide() - 640
			st := lines(body(24, ui.Soft), 2)
			if sh.Portrait() {
				sh.say(marginX, sh.H-marginY-30, sh.wide(), liveOf(s), ui.Soft, st)
				return
			}
			sh.say(sh.W-marginX-w, sh.H-marginY-70, w, liveOf(s), ui.Soft, right(st))
		}},
	}
}

const whyHere = "Why am I here?"

func (s *sheet) person(p PersonState) {
	s.ground(ui.Paper)
	s.back(barTop, "Who’s who", Back)
	s.close("Close")
	const top = barTop + barHigh + 14
	foot := s.H - marginY - 130
	if s.Portrait() {
		photo, high := float32(580), float32(800)
		if p.Code == "" {
			photo, high = s.wide(), 720
		}
		s.PortraitOf(marginX, top, photo, high, 34, p.Profile)
		if p.Code != "" {
			s.codesAt(marginX+photo+36, top, s.wide()-photo-36, p)
		}
		s.words(marginX, top+high+40, s.wide(), foot-50, p.Profile)
	} else {
		const photo, codes = 560, 300
		s.PortraitOf(marginX, top, photo, foot-top-40, 34, p.Profile)
		left, w := float32(marginX+photo+64), s.W-marginX-(marginX+photo+64)
		if p.Code != "" {
			s.codesAt(s.W-marginX-codes, top, codes, p)
			w -= codes + 56
		}
		s.words(left, top, w, foot+90, p.Profile)
	}
	x, y := float32(marginX), foot+18-s.ifPortrait(40)
	x += s.tapButton(x, y, 108, "Introduce us", ui.Primary, Tap{Act: MeetYes}) + 20
	if p.Claim != "" {
		x += s.tapButton(x, y, 108, claimVerb(p.Claim), ui.Quiet, Tap{Act: ThisIsMe}) + 20
	}
	x += 12
	st := bold(26, ui.Teal)
	w := s.TextWidth(whyHere, st)
	s.middle(x, y, w+4, 108, whyHere, st)
	s.Tap(x-16, y, w+32, 108, s.tap(Tap{Act: Why})).Shaped(28 * s.U)
}

// hereWords says that somebody is here, and how they would like to be met.
func hereWords(mood string) string {
	switch mood {
	case community.MoodOpen:
		return "Here now, and open to chat"
	case community.MoodBusy:
		return "Here now, heads down"
	case community.MoodHand:
		return "Here now, and could do with a hand"
	}
	return "Here now"
}

// words is everything the profile says, as far as it fits above the end.
func (s *sheet) words(x, y, w, end float32, p community.Profile) {
	if p.Here {
		s.Circle(x+2, y+13, 12, ui.HereGreen)
		y += s.Text(x+30, y, w-30, hereWords(p.Mood), bold(26, ui.Ink)) + 4
	}
	name := lines(display(92, ui.Ink), 2)
	name.Min, name.Leading = 56, 1.1
	y += s.Text(x, y, w, p.Name, name) + 6
	if line := whoWords(p); line != "" {
		y += s.Text(x, y, w, line, lines(body(28, ui.Soft), 3)) + 26
	}
	chips := s.chipsHeight(w, p)
	if room := end - y - chips; p.About != "" && room > 46 {
		y += s.Text(x, y, w, p.About, s.aboutStyle(w, room, p.About)) + 26
	}
	y = s.bothSides(x, y, w, end, p)
	if len(p.TalkToMeAbout) > 0 && y+90 < end {
		y += s.Text(x, y, w, "Talk to me about", bold(25, ui.Ink)) + 8
		y += s.Chips(x, y, w, 26, 1, p.TalkToMeAbout, ui.Lilac, ui.Ink) + 20
	}
	if len(p.Languages) > 0 && y+36 < end {
		s.Icon(x, y+5, 26, "globe", ui.Soft)
		s.Text(x+38, y, w-38, strings.Join(p.Languages, " · "), body(26, ui.Soft))
	}
}

// aboutStyle sets a short text large and a long one smaller, and cuts what does
// not fit in the room even so.
func (s *sheet) aboutStyle(w, room float32, about string) ui.Style {
	const leading = 1.42
	var st ui.Style
	for _, size := range []float32{32, 28, 24} {
		st = lines(body(size, ui.Ink), max(1, int(room/(size*leading))))
		st.Leading = leading
		whole := st
		whole.Lines = 1000
		if s.TextHeight(w, about, whole) <= room {
			break
		}
	}
	return st
}

// chipsHeight is what the lists below the words need at least.
func (s *sheet) chipsHeight(w float32, p community.Profile) float32 {
	var h float32
	if len(p.HappyToHelpWith)+len(p.LookingFor) > 0 {
		h += 120
	}
	if len(p.TalkToMeAbout) > 0 {
		h += 115
	}
	if len(p.Languages) > 0 {
		h += 40
	}
	return h
}

// bothSides sets what somebody offers beside what they look for: the same size,
// the same weight.
func (s *sheet) bothSides(x, y, w, end float32, p community.Profile) float32 {
	const gap = 36
	col := (w - gap) / 2
	side := func(x float32, title string, ink color.Color, tags []string, ground color.Color) float32 {
		if len(tags) == 0 {
			return 0
		}
		high := s.Text(x, y, col, title, bold(25, ink)) + 8
		rows := max(1, min(3, int((end-y-high-130)/(26*2.49))))
		return high + s.Chips(x, y+high, col, 26, rows, tags, ground, ui.Ink) + 24
	}
	left := side(x, "Happy to help with", ui.Teal, p.HappyToHelpWith, ui.Sage)
	at := x + col + gap
	if left == 0 {
		at = x
	}
	return y + max(left, side(at, "Looking for", ui.Terra, p.LookingFor, ui.Peach))
}

// codesAt draws the code of the phone page and, for phones that cannot reach
// it, the contact itself.
func (s *sheet) codesAt(x, y, w float32, p PersonState) {
	say := func(text string, st ui.Style) { y += s.Text(x, y, w, text, centred(st)) }
	side := min(w, 300)
	if p.Code != "" && p.Address != "" {
		s.QR(x+(w-side)/2, y, side, p.Code)
		y += side + 12
		say("Keep "+p.Profile.Called+"’s profile", lines(body(24, ui.Soft), 2))
		st := bold(20, ui.Ink)
		st.Min, st.Lines = 18, 2
		say(p.Address, st)
		y += 20
	}
	if p.Contact != "" {
		s.QR(x+(w-side)/2, y, side, p.Contact)
		y += side + 12
		say("Or just the contact, if your phone isn’t on our Wi-Fi", lines(body(24, ui.Soft), 2))
	}
}

// whoWords is how to say the name, the pronouns and what somebody does.
func whoWords(p community.Profile) string {
	work := p.Headline
	if p.Organisation != "" {
		if work != "" {
			work += ", "
		}
		work += p.Organisation
	}
	var parts []string
	for _, s := range []string{p.SaidLike, p.Pronouns, work} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

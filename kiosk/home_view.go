package kiosk

import (
	"image/color"
	"strings"
	"time"

	"kettle/internal/ui"
)

// homeLayers draws home: the greeting, the ways that there are, the code for
// phones, the clock.
func homeLayers(s State) []layer {
	clock := s.Now.Format("15:04")
	date := s.Now.Format("Monday 2 January")
	h := s.Home
	return []layer{
		{h, func(p *sheet) { p.home(h, s.Space) }},
		{[2]string{clock, date}, func(p *sheet) { p.clock(clock, date) }},
		{liveOf(s), func(p *sheet) {
			p.say(marginX, p.H-marginY-34, p.wide()-220, liveOf(s), ui.Soft, body(26, ui.Soft))
		}},
	}
}

func (s *sheet) clock(clock, date string) {
	const w = 420
	x := s.W - marginX - w
	if s.Portrait() {
		s.Text(marginX, marginY, 240, clock, display(60, ui.Ink))
		s.middle(x, marginY, w, 70, date, right(body(27, ui.Soft)))
		return
	}
	s.Text(x, marginY-4, w, clock, right(display(60, ui.Ink)))
	s.Text(x, marginY+70, w, date, right(body(27, ui.Soft)))
}

func (s *sheet) home(h HomeState, space string) {
	s.ground(ui.Paper)
	const gap = 28
	greet := display(104, ui.Ink)
	greet.Leading = 1.03
	second := lines(greet, 2)
	second.Min = 60
	x, y, w := float32(marginX), float32(marginY+4), s.W-marginX-72-460
	if s.Portrait() {
		y, w = 190, s.wide()
	}
	y += s.Text(x, y, w, h.Greeting, greet)
	y += s.Text(x, y, w, h.Second, second)
	s.Text(x, y+16, w, h.Third, body(32, ui.Soft))
	y += 112

	bottom := s.H - marginY - 16
	phone := h.Code != ""
	switch {
	case s.Portrait():
		bottom -= 110
		if phone {
			bottom -= 400
			s.phoneCardWide(x, bottom, s.wide(), 380, h, space)
			bottom -= gap
		}
		w = s.wide()
	case phone:
		w = s.W - 2*marginX - 611 - 64
		top := min(y, 284)
		s.phoneCard(s.W-marginX-611, top, 611, s.H-marginY-124-top, h, space)
	default:
		w = s.wide()
		bottom -= 100
	}
	y += s.homeNotices(x, y, w, h.Notices)
	y += s.quicks(x, y, w, h.Quick)
	y += s.calls(x, y, w, h.Calls)
	s.ways(x, y, w, bottom-y, h)

	hosts := bold(24, ui.Soft)
	s.Icon(s.W-marginX-s.TextWidth("Hosts", hosts)-36, s.H-marginY-50, 26, "lock", ui.Soft)
	s.Text(s.W-marginX-200, s.H-marginY-53, 200, "Hosts", right(hosts))
	s.Tap(s.W-marginX-150, s.H-marginY-80, 174, 84, s.tap(Tap{Act: GoExit})).Shaped(28 * s.U)
	on := bold(24, ui.Soft)
	wide := s.TextWidth("What’s on", on) + 40
	s.Icon(s.W-marginX-190-wide, s.H-marginY-50, 26, "calendar", ui.Soft)
	s.Text(s.W-marginX-190-wide+36, s.H-marginY-53, wide, "What’s on", on)
	s.Tap(s.W-marginX-214-wide, s.H-marginY-80, wide+48, 84, s.tap(Tap{Act: GoWhatsOn})).Shaped(28 * s.U)
	for _, held := range [...][4]float32{{0, s.H - 72, 180, 72}, {0, s.H - 260, 72, 188}} { // the corner, for who knows of it
		s.LongTap(held[0], held[1], held[2], held[3], s.tap(Tap{Act: Touch}), s.tap(Tap{Act: GoRoll})).HeldFor(rollHold)
	}
}

// rollHold is how long the corner of home is held for the fire roll.
const rollHold = 2 * time.Second

// ways are the tiles of the ways in, two in a row.
func (s *sheet) ways(x, y, w, h float32, home HomeState) {
	const gap = 28
	tiles := []func(x, y, w, h float32){s.memberTile, s.visitTile}
	if home.Members > 0 {
		tiles = append(tiles, func(x, y, w, h float32) { s.whoTile(x, y, w, h, home) }, s.thanksTile)
	}
	rows := (len(tiles) + 1) / 2
	high := (h - gap*float32(rows-1)) / float32(rows)
	for i, draw := range tiles {
		wide := (w - gap) / 2
		if i%2 == 0 && i == len(tiles)-1 {
			wide = w
		}
		draw(x+float32(i%2)*(w+gap)/2, y+float32(i/2)*(high+gap), wide, high)
	}
}

// quicks say who needs a hand now, the newest that there is room for, and gives the
// height used.
func (s *sheet) quicks(x, y, w float32, all []Quick) (high float32) {
	const h, gap = 104, 14
	for _, q := range all[:min(len(all), 2)] {
		s.Rect(x, y+high, w, h, ui.Terra, 26)
		room, more := w-84-40, "Still up for "+countWords(q.Minute, "minute", "minutes")
		if q.Help != "" {
			more = q.Help
		} else {
			const button = 220
			room -= button
			s.Rect(x+w-button-16, y+high+14, button, h-28, ui.Card, 22)
			s.middle(x+w-button-16, y+high+14, button, h-28, "On my way", centred(bold(27, ui.Terra)))
			s.Tap(x+w-button-24, y+high, button+24, h, s.tap(Tap{Act: OnMyWay, ID: q.ID})).Shaped(26 * s.U)
		}
		s.Icon(x+26, y+high+h/2-18, 36, "bell", ui.Card)
		words, under := bold(30, ui.Card), body(23, ui.Card)
		words.Min = 24
		if s.TextWidth(q.Text, bold(24, ui.Card)) > room {
			words = lines(bold(24, ui.Card), 2)
		}
		top := y + high + (h-s.TextHeight(room, q.Text, words)-s.TextHeight(room, more, under)-2)/2
		top += s.Text(x+84, top, room, q.Text, words) + 2
		s.Text(x+84, top, room, more, under)
		high += h + gap
	}
	if high > 0 {
		high += gap
	}
	return high
}

// calls tell members that somebody is here for them, the latest that there is
// room for, and gives the height used.
func (s *sheet) calls(x, y, w float32, calls []Call) (high float32) {
	const h, gap = 84, 14
	for _, c := range calls[max(0, len(calls)-2):] {
		s.Rect(x, y+high, w, h, ui.Mustard, 26)
		s.Icon(x+28, y+high+24, 36, "bell", ui.Ink)
		text := bold(30, ui.Ink)
		s.middle(x+84, y+high, w-84-180, h, c.Text, text)
		s.middle(x+w-170, y+high, 140, h, "Got it", right(bold(26, ui.Ink)))
		s.Tap(x, y+high, w, h, s.tap(Tap{Act: Hear, ID: c.ID})).Shaped(26 * s.U)
		high += h + gap
	}
	if high > 0 {
		high += gap
	}
	return high
}

// tile draws the ground and the words of one way in.
func (s *sheet) tile(x, y, w, h float32, ground, ink color.Color, title, text string, act Act) {
	s.Rect(x, y, w, h, ground, 32)
	s.Text(x+44, y+h-150, w-88, title, display(56, ink))
	s.Text(x+44, y+h-80, w-88, text, body(27, ink))
	s.Tap(x, y, w, h, s.tap(Tap{Act: act})).Shaped(32 * s.U)
}

func (s *sheet) memberTile(x, y, w, h float32) {
	s.tile(x, y, w, h, ui.Teal, ui.Card, "I’m a member", "Check in or out", GoSearch)
	s.tileIcon(x, y, w, h, "hand", ui.TealLight, ui.Card)
}

// tileIcon is a sign over the words of a tile that has room for it.
func (s *sheet) tileIcon(x, y, w, h float32, icon string, ground, ink color.Color) {
	room := h - 170 - 44 - 20
	d := min(room, 240, w-88)
	if d < 90 {
		return
	}
	s.Circle(x+44, y+44, d, ground)
	s.Icon(x+44+d*0.22, y+44+d*0.22, d*0.56, icon, ink)
}

func (s *sheet) visitTile(x, y, w, h float32) {
	s.tile(x, y, w, h, ui.Terra, ui.Card, "I’m visiting", "Sign in, let your host know", GoVisit)
	s.tileIcon(x, y, w, h, "door-open", ui.Lighter(ui.Terra, 0.12), ui.Card)
}

func (s *sheet) thanksTile(x, y, w, h float32) {
	s.tile(x, y, w, h, ui.Mustard, ui.Ink, "Say thanks", "Someone gave you a hand?", GoThanks)
	s.tileIcon(x, y, w, h, "heart", ui.Lighter(ui.Mustard, 0.35), ui.Ink)
}

// whoTile shows some of the faces it leads to.
func (s *sheet) whoTile(x, y, w, h float32, home HomeState) {
	s.tile(x, y, w, h, ui.Sage, ui.Ink, "Who’s who", "Browse everyone’s profiles", GoBrowse)
	const gap = 20
	room := h - 170 - 44 - 20
	columns := 3
	for columns < 5 && (w-88-gap*float32(columns-1))/float32(columns) > 210 {
		columns++
	}
	rows := len(home.Faces) / columns
	step := (w - 88 + gap) / float32(columns)
	d := min(step-gap, room)
	if rows > 1 {
		rows = min(rows, int((room+gap)/(112+gap)))
		d = min(d, (room-gap*float32(rows-1))/float32(rows))
	}
	rows = max(rows, 1)
	if d < 64 {
		return
	}
	step = (w - 88 - d) / float32(columns-1)
	for i, p := range home.Faces[:min(len(home.Faces), rows*columns)] {
		px, py := x+44+float32(i%columns)*step, y+44+float32(i/columns)*(d+gap)
		s.Circle(px-5, py-5, d+10, ui.Card)
		s.PortraitOf(px, py, d, d, d/2, p)
	}
}

// phoneWords are what the card for phones says.
func phoneWords(h HomeState, space string) (title, text string) {
	title, text = "Take us with you", "Who this space is, on your phone."
	if space != "" {
		text = space + ", on your phone."
	}
	if h.WiFi != "" {
		text += " Your phone needs our Wi-Fi, “" + h.WiFi + "”."
	}
	return title, text
}

// phoneCard is the code in a card beside the ways in, as large as it can be.
func (s *sheet) phoneCard(x, y, w, high float32, h HomeState, space string) {
	title, text := phoneWords(h, space)
	words := lines(body(26, ui.Soft), 3)
	head := s.TextHeight(w-88, text, words)
	code := min(high-92-head-56, w-60)
	s.Rect(x, y, w, high, ui.Card, 32)
	s.Text(x+44, y+36, w-88, title, display(38, ui.Ink))
	s.Text(x+44, y+88, w-88, text, words)
	s.QR(x+(w-code)/2, y+92+head, code, h.Code)
	s.Text(x+44, y+high-58, w-88, h.Address, centred(bold(24, ui.Ink)))
}

func (s *sheet) phoneCardWide(x, y, w, hh float32, h HomeState, space string) {
	title, text := phoneWords(h, space)
	const code = 320
	s.Rect(x, y, w, hh, ui.Card, 32)
	left, words := w-code-100, lines(body(27, ui.Soft), 5)
	top := y + (hh-s.TextHeight(left, title, display(44, ui.Ink))-s.TextHeight(left, text, words)-64)/2
	top += s.Text(x+44, top, left, title, display(44, ui.Ink)) + 12
	top += s.Text(x+44, top, left, text, words) + 20
	s.Text(x+44, top, left, h.Address, bold(26, ui.Ink))
	s.QR(x+w-code-30, y+(hh-code)/2, code, h.Code)
}

// homeNotices are what hosts tell everybody, in one band. It gives the height used.
func (s *sheet) homeNotices(x, y, w float32, words []string) float32 {
	if len(words) == 0 {
		return 0
	}
	const h = 76
	s.Rect(x, y, w, h, ui.Faded(ui.Mustard, 0.35), 26)
	s.Icon(x+26, y+h/2-15, 30, "bell", ui.Ink)
	all := strings.Join(words, " · ")
	s.middle(x+72, y, w-96, h, all, s.Filling(w-96, h, all, bold(26, ui.Ink)))
	return h + 28
}

package kiosk

import (
	"fmt"
	"image/color"
	"strings"

	"kettle/internal/ui"
)

// The measures of the hosts' part, in units.
const (
	sideWide   = 420 // of the menu beside the page
	sideHigh   = 196 // of the menu above it, in one row, on a screen that stands
	menuPitch  = 72
	menuLeast  = 64
	hostMargin = 64
	buttonHigh = 76
)

// hostLayers draws the hosts' part: the menu, a page, what is asked over it.
func hostLayers(s State) []layer {
	h := s.Host
	out := []layer{{[2]any{h.Page, h.Menu}, func(p *sheet) {
		p.ground(ui.Paper)
	}}}
	switch h.Page {
	case HostMembers:
		out = append(out, memberListLayers(s)...)
	case HostEdit:
		out = append(out, editLayers(s)...)
	case HostHere:
		out = append(out, hereLayers(s)...)
	case HostVisitors:
		out = append(out, visitorPageLayers(s)...)
	case HostChanges:
		out = append(out, proposalLayers(s)...)
	case HostIntroductions:
		out = append(out, introLayers(s)...)
	case HostCare:
		out = append(out, careLayers(s)...)
	case HostNotices:
		out = append(out, noticesLayers(s)...)
	case HostBoard:
		out = append(out, boardLayers(s)...)
	case HostEvents:
		out = append(out, programmeLayers(s)...)
	case HostScreens:
		out = append(out, screensLayers(s)...)
	case HostCanvas:
		out = append(out, canvasLayers(s)...)
	case HostHistory:
		out = append(out, historyLayers(s)...)
	case HostSettings:
		out = append(out, settingsLayers(s)...)
	}
	if s.Form.Focus == "" {
		out = append(out, layer{[2]int{h.At, h.Of}, func(p *sheet) { p.pageTurns(h.At, h.Of) }})
	}
	out = append(out, layer{[3]any{h.Page, h.Menu, [3]any{h.Who, h.Line, h.Waits}}, func(p *sheet) { p.hostMenu(h) }})
	out = append(out, formLayers(s.Form)...)
	return append(out,
		layer{[2]any{liveOf(s), h.Saved}, func(p *sheet) { p.hostLive(s) }},
		layer{h.Asked, func(p *sheet) {
			if h.Asked != nil {
				p.question(h.Asked)
			}
		}},
	)
}

// hostRoom is where a page of the hosts' part stands.
func (s *sheet) hostRoom() (x, y, w float32) {
	if s.Portrait() {
		return 48, s.menuAbove() + 36, s.W - 96
	}
	return sideWide + hostMargin, marginY, s.W - sideWide - 2*hostMargin
}

// hostMenu is the menu, who is signed in, and how the screens are.
func (s *sheet) hostMenu(h HostState) {
	if s.Portrait() {
		s.hostMenuAbove(h)
		return
	}
	s.Rect(0, 0, sideWide, s.H, ui.Teal, 0)
	words := append([]string{"Signed in: " + h.Who}, h.Line...)
	end := s.H - 40 - 84
	at := end - 8 - float32(len(words))*34
	y, pitch := float32(160), float32(menuPitch)
	if n := float32(len(h.Menu)); y+n*pitch > at-36 { // closer, and higher up, so that nothing is covered
		if y+n*menuLeast > at-12 {
			y = 118
		}
		pitch = min(max((at-36-y)/n, menuLeast), menuPitch)
	}
	s.Text(44, y-88, sideWide-88, "Hosts", display(44, ui.Card))
	for _, p := range h.Menu {
		st := body(28, ui.Card)
		if p == under(h.Page) {
			st = bold(28, ui.Card)
		}
		s.middle(44, y, sideWide-88, pitch, menuWords(h, p), st)
		s.Tap(16, y, sideWide-32, pitch, s.tap(Tap{Act: Do, Verb: DoPage, Name: string(p)})).Shaped(24 * s.U)
		y += pitch
	}
	y = end
	line := body(22, ui.Sage)
	for _, text := range words {
		s.Text(44, at, sideWide-88, text, line)
		at += 34
	}
	s.menuButton(44, y, "Lock", "lock", DoLock)
	s.menuButton(224, y, "Leave", "log-out", DoExit)
}

// under gives the page of the menu from which another is opened.
func under(p HostPage) HostPage {
	switch p {
	case HostEdit, HostChanges:
		return HostMembers
	case HostNotices:
		return HostBoard
	}
	return p
}

// menuWords is a page in the menu, with how much waits there.
func menuWords(h HostState, p HostPage) string {
	if p == HostIntroductions && h.Waits > 0 {
		return fmt.Sprintf("%s · %d", p, h.Waits)
	}
	return string(p)
}

func (s *sheet) menuButton(x, y float32, label, icon, verb string) {
	st := bold(26, ui.Card)
	s.Icon(x, y+27, 30, icon, ui.Card)
	s.middle(x+46, y, 150, 84, label, st)
	s.Tap(x-28, y, s.TextWidth(label, st)+46+56, 84, s.tap(Tap{Act: Do, Verb: verb})).Shaped(24 * s.U)
}

// hostMenuAbove is the menu of a screen that stands.
func (s *sheet) hostMenuAbove(h HostState) {
	s.Rect(0, 0, s.W, s.menuAbove(), ui.Teal, 0)
	title := s.TextWidth("Hosts", display(44, ui.Card))
	s.Text(48, 34, 300, "Hosts", display(44, ui.Card))
	x := s.W - 48
	for _, b := range []struct{ label, verb string }{{"Leave", DoExit}, {"Lock", DoLock}} {
		st := bold(26, ui.Card)
		w := s.TextWidth(b.label, st) + 44
		x -= w
		s.middle(x, 20, w, 84, b.label, centred(st))
		s.Tap(x, 20, w, 84, s.tap(Tap{Act: Do, Verb: b.verb})).Shaped(24 * s.U)
	}
	who := body(22, ui.Sage)
	who.Min = 18
	s.middle(48+title+28, 20, x-48-title-28, 84, strings.Join(append([]string{h.Who}, h.Line...), " · "), who)
	y := float32(106)
	for _, row := range s.menuRows(h.Menu) {
		x := float32(26)
		for _, p := range row {
			st := body(25, ui.Card)
			if p == under(h.Page) {
				st = bold(25, ui.Card)
			}
			w := s.menuWide(p)
			s.middle(x, y, w, menuPitch, menuWords(h, p), centred(st))
			s.Tap(x, y, w, menuPitch, s.tap(Tap{Act: Do, Verb: DoPage, Name: string(p)})).Shaped(24 * s.U)
			x += w
		}
		y += menuPitch
	}
}

// menuWide is how wide a word of the menu above a page is, with room around it and
// for how much waits there.
func (s *sheet) menuWide(p HostPage) float32 {
	words := menuWords(HostState{Waits: 9}, p)
	return s.TextWidth(words, bold(25, ui.Card)) + 28
}

// menuRows are the rows of the menu above a page: as few as hold it.
func (s *sheet) menuRows(menu []HostPage) (rows [][]HostPage) {
	at := s.W
	for _, p := range menu {
		w := s.menuWide(p)
		if at+w > s.W-26 {
			rows, at = append(rows, nil), 26
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], p)
		at += w
	}
	return rows
}

// menuAbove is how high the menu above a page is.
func (s *sheet) menuAbove() float32 {
	if s.m.host == nil || s.m.host.roll == nil {
		return sideHigh
	}
	return sideHigh + float32(len(s.menuRows(s.m.menu()))-1)*menuPitch
}

// hostButton is a button of the header, set from the right end x leftwards. It
// gives the left end.
type hostButton struct {
	label string
	kind  ui.ButtonKind
	tap   Tap
}

// headLayer is the title of a page with its buttons, as a layer.
func headLayer(title string, buttons ...hostButton) layer {
	return layer{[2]any{title, buttons}, func(p *sheet) { p.header(title, buttons...) }}
}

// header is the title of a page with its buttons at the right.
func (s *sheet) header(title string, buttons ...hostButton) {
	x, y, w := s.hostRoom()
	if s.Portrait() {
		s.Rect(0, y-36, s.W, 96+36, ui.Paper, 0)
	} else {
		s.Rect(sideWide, 0, s.W-sideWide, y+96, ui.Paper, 0)
	}
	at := x + w
	for i := len(buttons) - 1; i >= 0; i-- {
		b := buttons[i]
		bw := max(s.TextWidth(b.label, bold(28, ui.Ink))+64, 120)
		at -= bw
		s.Button(at, y, bw, buttonHigh, b.label, b.kind, s.tap(b.tap))
		at -= 20
	}
	st := display(56, ui.Ink)
	st.Min = 36
	s.middle(x, y, at-x, buttonHigh, title, st)
}

// hostLive is what did not work, what can be undone, and the countdown.
func (s *sheet) hostLive(st State) {
	x, _, w := s.hostRoom()
	y := s.H - 60
	l := liveOf(st)
	if st.Form.Focus != "" {
		y = s.keysTop() - 62
		if l.notice == "" && !l.slow && l.rest == 0 {
			return
		}
	}
	if st.Host.Saved != "" && l.notice == "" {
		text := bold(26, ui.Card)
		room := w - pageTurnsWide - 20
		wide := min(s.TextWidth(st.Host.Saved, text)+260, room)
		at := x + min((w-wide)/2, room-wide)
		s.Rect(at, y-44, wide, 88, ui.Ink, 28)
		s.middle(at+36, y-44, wide-200, 88, st.Host.Saved, text)
		s.middle(at+wide-160, y-44, 130, 88, "Undo", right(bold(28, ui.Mustard)))
		s.Tap(at+wide-190, y-44, 190, 88, s.tap(Tap{Act: Do, Verb: DoUndo})).Shaped(28 * s.U)
		return
	}
	if l == (live{}) {
		return
	}
	room, high := w, float32(34)
	if st.Form.Focus == "" { // beside the arrows between pages, and up from the foot
		room -= pageTurnsWide + 20
		high = s.TextHeight(room, l.notice, lines(bold(26, ui.Ink), 3))
		y = min(y, s.H-20-high)
	}
	s.Rect(x, y-8, room, high+22, ui.Paper, 0)
	s.say(x, y, room, l, ui.Soft, body(26, ui.Soft))
}

// question lies over everything: what is behind it cannot be touched.
func (s *sheet) question(q *QuestionState) {
	s.Rect(0, 0, s.W, s.H, ui.Faded(ui.Ink, 0.5), 0)
	s.Tap(0, 0, s.W, s.H, s.tap(Tap{Act: Touch}))
	w := min(s.W-96, 900)
	title, text := lines(display(52, ui.Ink), 2), lines(body(29, ui.Soft), 8)
	if s.TextLines(w-112, q.Text, lines(body(29, ui.Soft), 9)) > 8 { // what a member wrote of themselves
		w = min(s.W-96, 1300)
		text = s.Filling(w-112, s.H-520, q.Text, body(29, ui.Soft))
	}
	h := 56 + s.TextHeight(w-112, q.Title, title) + 18 + s.TextHeight(w-112, q.Text, text) + 44 + 96 + 48
	x, y := (s.W-w)/2, (s.H-h)/2
	s.Rect(x, y, w, h, ui.Card, 32)
	at := y + 52
	at += s.Text(x+56, at, w-112, q.Title, title) + 18
	at += s.Text(x+56, at, w-112, q.Text, text) + 44
	half := (w - 112 - 24) / 2
	s.Rect(x+56, at, half, 96, ui.Paper, 28)
	s.middle(x+56, at, half, 96, q.No, centred(bold(29, ui.Ink)))
	s.Tap(x+56, at, half, 96, s.tap(Tap{Act: Do, Verb: DoStay})).Shaped(28 * s.U)
	s.Button(x+56+half+24, at, half, 96, q.Yes, ui.Secondary, s.tap(Tap{Act: Do, Verb: DoYes}))
}

// nothing says that a page has nothing to show yet, and what would be there.
func (s *sheet) nothing(icon, title, text string) {
	const side = 200
	x, _, w := s.hostRoom()
	y := s.H * 0.27
	s.Icon(x-12, y, side, icon, ui.Lighter(ui.Peach, 0.25))
	y += side + 36
	y += s.Text(x, y, w, title, lines(display(60, ui.Ink), 2)) + 14
	s.Text(x, y, min(w, 1100), text, lines(body(30, ui.Soft), 3))
}

// pageTurnsWide is how wide the arrows between pages are.
const pageTurnsWide = 358

// pageTurns turns the pages of the list that is on screen.
func (s *sheet) pageTurns(page, pages int) {
	if pages < 2 {
		return
	}
	y := s.H - 104
	x, _, w := s.hostRoom()
	const side, mid = 104, pageTurnsWide - 2*104
	at := x + w - pageTurnsWide
	arrow := func(x float32, icon, verb string) {
		s.Rect(x, y, side, 76, ui.Card, 26)
		s.Icon(x+side/2-18, y+20, 36, icon, ui.Teal)
		s.Tap(x, y, side, 76, s.tap(Tap{Act: Do, Verb: verb})).Shaped(26 * s.U)
	}
	arrow(at, "arrow-left", DoFewer)
	s.middle(at+side, y, mid, 76, fmt.Sprintf("%d of %d", page, pages), centred(bold(25, ui.Ink)))
	arrow(at+side+mid, "arrow-right", DoMore)
}

// pills are choices of which one is chosen; it gives the height used.
func (s *sheet) pills(x, y, w float32, chosen string, verb string, all ...[2]string) float32 {
	const h, gap = 68, 14
	at, top := x, y
	for _, c := range all {
		st := bold(25, ui.Ink)
		wide := s.TextWidth(c[1], st) + 56
		if at+wide > x+w && at > x {
			at, y = x, y+h+gap
		}
		ground := color.Color(ui.Card)
		if c[0] == chosen {
			ground, st.Color = ui.Teal, ui.Card
		}
		s.Rect(at, y, wide, h, ground, h/2)
		s.middle(at, y, wide, h, c[1], centred(st))
		s.Tap(at, y, wide, h, s.tap(Tap{Act: Do, Verb: verb, Name: c[0]})).Shaped(h / 2 * s.U)
		at += wide + gap
	}
	return y + h - top
}

// check is a box to be ticked, with its words.
func (s *sheet) check(x, y, w float32, label string, on bool, t Tap) float32 {
	const h = 64
	ground, line := color.Color(ui.Card), color.Color(ui.Line)
	if on {
		ground, line = ui.Teal, ui.Teal
	}
	s.Border(x, y+14, 36, 36, ground, line, 2, 9)
	if on {
		s.Icon(x+5, y+19, 26, "check", ui.Card)
	}
	st := body(26, ui.Ink)
	s.middle(x+52, y, w-52, h, label, st)
	s.Tap(x-12, y, min(w, s.TextWidth(label, st)+52)+24, h, s.tap(t)).Shaped(18 * s.U)
	return h
}

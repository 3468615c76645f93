package kiosk

import (
	"fmt"

	"kettle/internal/ui"
)

// memberListLayers draws the hosts' list of members.
func memberListLayers(s State) []layer {
	l, focus := s.Host.Members, s.Form.Focus != ""
	find := s.Form.Entry("find")
	return []layer{
		{[2]any{l, focus}, func(p *sheet) { p.memberList(l, focus) }},
		{[2]any{find, focus}, func(p *sheet) {
			x, y, w := p.hostRoom()
			p.formBox(x, y+104, min(w, 700), fieldHigh, find, focus)
		}},
		{[2]any{l.Title, l.Waiting}, func(p *sheet) {
			if l.Title == "Members" {
				buttons := []hostButton{{"Add a member", ui.Primary, Tap{Act: Do, Verb: DoAdd}}}
				if l.Waiting > 0 {
					changes := hostButton{fmt.Sprintf("Changes · %d", l.Waiting), ui.Quiet, Tap{Act: Do, Verb: DoPage, Name: string(HostChanges)}}
					buttons = append([]hostButton{changes}, buttons...)
				}
				p.header(l.Title, buttons...)
			} else {
				p.header(l.Title, hostButton{"Cancel", ui.Quiet, Tap{Act: Do, Verb: DoCancel}})
			}
		}},
	}
}

func (s *sheet) memberList(l MembersState, focus bool) {
	x, top, w := s.hostRoom()
	const h, gap = 126, 14
	y := top + 104 + fieldHigh + 24
	end := s.H - 130
	if focus {
		end = s.keysTop() - 30
	}
	columns := 2
	if s.Portrait() {
		columns = 1
	}
	wide := (w - gap*float32(columns-1)) / float32(columns)
	for i := range l.Lines {
		at := y + float32(i/columns)*(h+gap)
		if at+h > end {
			break
		}
		s.memberLine(x+float32(i%columns)*(wide+gap), at, wide, h, &l.Lines[i])
	}
	if l.Total == 0 {
		s.Text(x, y+20, w, "Nobody by that.", display(44, ui.Ink))
		s.Text(x, y+84, w, "Try fewer letters, or add somebody new.", body(28, ui.Soft))
	}
	if l.Total > 0 && !focus {
		s.middle(x, s.H-130+26, 500, 76, countWords(l.Total, "member", "members"), body(25, ui.Soft))
	}
}

// memberLine is one member: face, name, what they do, and where they are shown.
func (s *sheet) memberLine(x, y, w, h float32, l *MemberLine) {
	s.Rect(x, y, w, h, ui.Card, 24)
	s.PortraitOf(x+16, y+16, h-32, h-32, 20, l.Profile)
	left := x + h + 8
	room := w - h - 32
	name := display(29, ui.Ink)
	name.Min = 22
	if l.Here {
		s.Circle(x+w-36, y+22, 12, ui.HereGreen)
		room -= 24
	}
	at := y + 20
	at += s.Text(left, at, room, l.Profile.Name, name)
	line := l.Line
	st := body(21, ui.Soft)
	if l.State != "" {
		line, st = l.State, bold(21, ui.Terra)
	}
	at += s.Text(left, at, room, line, st) + 6
	shown, st := "Not shown anywhere yet", body(20, ui.Soft)
	if words := shownWords(l.Shown); words != "" {
		shown, st = words, bold(20, ui.Teal)
	}
	s.Text(left, at, room, shown, st)
	s.Tap(x, y, w, h, s.tap(Tap{Act: Do, Verb: DoOpen, ID: l.Profile.ID})).Shaped(24 * s.U)
}

// shownWords says where a member agreed to be shown.
func shownWords(shown [4]bool) string {
	out := ""
	for i, words := range [...]string{"Wall", "Phone", "Here now", "Other spaces"} {
		if shown[i] {
			if out != "" {
				out += " · "
			}
			out += words
		}
	}
	return out
}

// hereLayers draws who is in the building, as hosts see it.
func hereLayers(s State) []layer {
	h := s.Host.Here
	return []layer{
		{h, func(p *sheet) {
			x, top, w := p.hostRoom()
			y := top + 110
			if len(h.People) == 0 {
				p.nothing("users", "Nobody is in.", "")
				return
			}
			columns := 3
			if p.Portrait() {
				columns = 2
			}
			const gap = 12
			rows := (herePerPage + columns - 1) / columns
			high := min((p.H-110-y)/float32(rows)-gap, 100)
			wide := (w - gap*float32(columns-1)) / float32(columns)
			for i, one := range h.People {
				at, row := x+float32(i%columns)*(wide+gap), y+float32(i/columns)*(high+gap)
				p.Rect(at, row, wide, high, ui.Card, 22)
				p.PortraitOf(at+12, row+12, high-24, high-24, 16, one.Profile)
				name := display(25, ui.Ink)
				name.Min = 20
				p.Text(at+high+4, row+18, wide-high-20, one.Profile.Name, name)
				words := one.Since
				if !one.Shown {
					words += ", not shown to others"
				}
				p.Text(at+high+4, row+56, wide-high-20, words, body(20, ui.Soft))
			}
			p.middle(x, p.H-104, 500, 76, countWords(h.Total, "member", "members"), body(25, ui.Soft))
		}},
		headLayer("Who’s here"),
	}
}

package kiosk

import (
	"slices"

	"kettle/internal/ui"
)

// place is where a field stands on its page.
type place struct{ x, y, w, h float32 }

// editLayers draws the page of one member. Each field is a layer of its own, so
// that typing draws one.
func editLayers(s State) []layer {
	e := s.Host.Edit
	f := s.Form
	focus := f.Focus
	key := func(parts ...any) any { return append(parts, e.Tab, focus) }
	out := []layer{}
	if e.Photo.Way != "" {
		return append(out, photoLayers(s)...)
	}
	switch e.Tab {
	case TabHistory:
		out = append(out, layer{e.Acts, func(p *sheet) { p.actList(e.Acts, p.editTop()) }})
	case TabInduction:
		out = append(out, layer{e.Induction, func(p *sheet) { p.inductionTab(e) }})
	case TabMembership:
		out = append(out, layer{key(e.Wishes, e.Marks, e.State, e.Parcels, e.New), func(p *sheet) { p.membership(e, focus) }})
	default:
		out = append(out, layer{key(e.Profile.Photo, e.Profile.ID, e.Consents, e.How, e.Paper, e.New), func(p *sheet) { p.beside(e, focus) }})
		for _, l := range e.Lists {
			if e.List == "" || e.List == l.Name || focus != "" {
				entry := f.Entry(adding(l.Name))
				out = append(out, layer{key(l, entry, e.List), func(p *sheet) { p.chipList(l, entry, e.List, focus) }})
			}
		}
	}
	for _, l := range e.Lists {
		if e.Tab == TabProfile && focus == adding(l.Name) {
			out = append(out, layer{l, func(p *sheet) { p.suggestions(l) }})
		}
	}
	for _, entry := range f.Entries {
		if (e.List == "" || focus != "") && tabOf(entry.Name) == e.Tab && entry.Label != "" && entry.Name[0] != '+' {
			out = append(out, layer{key(entry), func(p *sheet) {
				if at, ok := p.fieldPlace(entry.Name, focus); ok {
					p.formField(at.x, at.y, at.w, at.h, entry, entry.Name == focus)
				}
			}})
		}
	}
	return append(out, layer{[5]any{e.Title, e.Tab, e.New, e.Theirs, len(e.Induction)}, func(p *sheet) { p.editHead(e) }})
}

// editTop is where the fields begin, under the title and the tabs.
func (s *sheet) editTop() float32 {
	_, y, _ := s.hostRoom()
	return y + 190
}

// editHead is the title with its buttons, the tabs, and what somebody else changed.
func (s *sheet) editHead(e EditState) {
	s.header(e.Title, hostButton{"Cancel", ui.Quiet, Tap{Act: Do, Verb: DoCancel}}, hostButton{"Save", ui.Primary, Tap{Act: Do, Verb: DoSave}})
	tabs := []string{TabProfile, TabMembership, TabInduction, TabHistory}
	switch {
	case len(e.Theirs) > 0, e.New:
		tabs = nil
	case len(e.Induction) == 0:
		tabs = slices.Delete(tabs, 2, 3)
	}
	s.tabs(e.Tab, tabs...)
	x, y, w := s.hostRoom()
	s.theirs(x, y+96, w, e.Theirs)
}

// tabs are words in a row under the title, one of which is chosen.
func (s *sheet) tabs(chosen string, all ...string) {
	x, y, _ := s.hostRoom()
	if s.Portrait() {
		s.Rect(0, y+96, s.W, 84, ui.Paper, 0)
	} else {
		s.Rect(sideWide, y+96, s.W-sideWide, 84, ui.Paper, 0)
	}
	y += 98
	for _, tab := range all {
		st := bold(27, ui.Soft)
		w := s.TextWidth(tab, st)
		if tab == chosen {
			st.Color = ui.Teal
			s.Rect(x, y+60, w, 5, ui.Teal, 2)
		}
		s.middle(x, y, w+4, 64, tab, st)
		s.Tap(x-20, y-4, w+40, 76, s.tap(Tap{Act: Do, Verb: DoTab, Name: tab})).Shaped(20 * s.U)
		x += w + 52
	}
}

// theirs shows what somebody else made of the same fields: a tap takes theirs.
func (s *sheet) theirs(x, y, w float32, all []Theirs) {
	at := x
	for _, t := range all {
		text := t.Label + ": take “" + t.Text + "”"
		wide := min(s.TextWidth(text, bold(24, ui.Ink))+52, w)
		if at+wide > x+w {
			break
		}
		s.Rect(at, y+4, wide, 72, ui.Peach, 30)
		s.middle(at+24, y+4, wide-48, 72, text, bold(24, ui.Ink))
		s.Tap(at, y+4, wide, 72, s.tap(Tap{Act: Do, Verb: DoTheirs, Name: t.Name})).Shaped(30 * s.U)
		at += wide + 16
	}
}

// besideWide is how much room photo and consents take at the right.
func (s *sheet) besideWide() float32 {
	if s.Portrait() {
		return 0
	}
	return 400
}

// fieldPlace is where a field of the open tab stands, moved up while the keyboard
// would cover it.
func (s *sheet) fieldPlace(name, focus string) (place, bool) {
	all := s.fieldPlaces(tabOf(name))
	at, ok := all[name]
	at.y -= s.scroll(all, focus)
	return at, ok
}

// scroll is how far the fields move up so that the one that is typed into stands
// above the keyboard.
func (s *sheet) scroll(all map[string]place, focus string) float32 {
	at, ok := all[focus]
	if !ok {
		return 0
	}
	return max(at.y+labelHigh+at.h+90-s.keysTop(), 0)
}

// fieldPlaces are where the fields of a tab stand: two columns, paragraphs over
// both.
func (s *sheet) fieldPlaces(tab string) map[string]place {
	x, _, w := s.hostRoom()
	const pitch = 132
	if tab == TabProfile && !s.Portrait() {
		w -= s.besideWide() + gap
	} else if !s.Portrait() {
		w = w*0.6 - gap
	}
	out, y := s.twoColumns(textFields, tab, w, (w-gap)*0.53, pitch, 118)
	if tab == TabProfile {
		third := (w - 2*gap) / 3
		for i, l := range chipLists {
			at := place{x + float32(i)*(third+gap), y, third, 190}
			if s.Portrait() {
				at = place{x, y + float32(i)*128, w, 90}
			}
			out[adding(l.name)] = at
		}
	}
	return out
}

// gap is between the columns of a form.
const gap = 36

// twoColumns are where the fields of a tab stand, from the top of the page on, and
// where they end: the first column is left wide, of both; paragraphs go over both
// and are so high.
func (s *sheet) twoColumns(fields []typedField, tab string, w, left, pitch, paragraph float32) (out map[string]place, y float32) {
	x, _, _ := s.hostRoom()
	out, y = map[string]place{}, s.editTop()
	second := false
	for _, f := range fields {
		switch {
		case f.tab != tab:
		case f.lines > 1:
			if second {
				y, second = y+pitch, false
			}
			out[f.name] = place{x, y, w, paragraph}
			y += labelHigh + paragraph + 20
		case second:
			out[f.name] = place{x + left + gap, y, w - left - gap, fieldHigh}
			y, second = y+pitch, false
		default:
			out[f.name], second = place{x, y, left, fieldHigh}, true
		}
	}
	if second {
		y += pitch
	}
	return out, y
}

// beside is the photo with the ways to another, and the four consents.
func (s *sheet) beside(e EditState, focus string) {
	x, _, w := s.hostRoom()
	y := s.editTop()
	room := s.besideWide()
	const side = 300 // the photo is seen as it was cropped
	at := x + w - room
	if s.Portrait() {
		all := s.fieldPlaces(TabProfile)
		last := all[adding(chipLists[2].name)]
		y = last.y + 124 - s.scroll(all, focus)
		at, room = x, w
	}
	if e.How != "" { // nothing else until it is said
		s.askHow(at, y, room, e)
		return
	}
	s.PortraitOf(at, y, side, side, 30, e.Profile)
	ways := [][2]string{{PhotoSnap, "Take photo"}, {PhotoPhone, "From a phone"}, {PhotoStick, "Choose file"}}
	if e.Profile.Photo != "" {
		ways = append(ways, [2]string{PhotoCrop, "Crop"}, [2]string{PhotoNone, "Remove"})
	}
	lx, ly := at, y+side+8
	if s.Portrait() {
		lx, ly = at+side+40, y
	}
	px, py := lx, ly
	for _, way := range ways {
		st := bold(24, ui.Teal)
		wide := s.TextWidth(way[1], st)
		if px+wide > lx+max(room-(lx-at), 200) {
			px, py = lx, py+64
		}
		s.middle(px, py, wide+4, 64, way[1], st)
		s.Tap(px-12, py, wide+24, 64, s.tap(Tap{Act: Do, Verb: DoPhoto, Name: way[0]})).Shaped(18 * s.U)
		px += wide + 32
	}
	y = py + 64 + 14
	if s.Portrait() {
		s.consents(lx, y, w-side-40, e)
		return
	}
	s.consents(at, y, room, e)
}

// membership is what stands beside the fields of the second tab.
func (s *sheet) membership(e EditState, focus string) {
	x, _, w := s.hostRoom()
	y := s.editTop()
	left := x + w*0.6 + 36
	room := w*0.4 - 36
	all := s.fieldPlaces(TabMembership)
	under := all["notes"].y + all["notes"].h + labelHigh + 24 - s.scroll(all, focus)
	if s.Portrait() {
		left, room = x, w
		y = under + s.checks(x, under, w, append(slices.Clone(e.Wishes), e.Marks...))
	} else {
		s.checks(x, under, w*0.6-gap, e.Wishes)
		for _, mark := range e.Marks {
			y += s.check(left, y, room, mark.Label, mark.On, Tap{Act: Do, Verb: DoCheck, Text: mark.Name})
		}
	}
	if e.New {
		return
	}
	y += 18
	y += s.Text(left, y, room, "Membership: "+e.State, bold(26, ui.Ink)) + 12
	states := [][2]string{{"active", "Active"}, {"paused", "Paused"}, {"left", "Has left"}}
	chosen := map[string]string{"Active": "active", "Paused": "paused"}[e.State]
	if chosen == "" {
		chosen = "left"
	}
	y += s.pills(left, y, room, chosen, DoState, states...) + 22
	y += s.Text(left, y, room, "Parcels", body(22, ui.Soft)) + 8
	for _, parcel := range e.Parcels[:min(len(e.Parcels), mostParcels)] {
		y += s.check(left, y, room, parcel.Text, false, Tap{Act: Do, Verb: DoParcel, ID: parcel.ID})
	}
	at := left + s.quiet(left, y, "A parcel came", DoParcel) + 14
	at += s.quiet(at, y, "Ask for them", DoSpeak) + 14
	if !s.Portrait() {
		at, y = left, y+88
	}
	at += s.quiet(at, y, "Same person twice", DoMerge) + 14
	s.quiet(at, y, "Erase …", DoErase)
}

// checks are things to be ticked in two columns. They give the height taken.
func (s *sheet) checks(x, y, w float32, all []TickLine) (high float32) {
	for i, one := range all {
		h := s.check(x+float32(i%2)*w/2, y+high, w/2-24, one.Label, one.On, Tap{Act: Do, Verb: DoCheck, Text: one.Name})
		if i%2 == 1 || i == len(all)-1 {
			high += h
		}
	}
	return high
}

// mostParcels is how many parcels there is room for; the others come up as these are
// handed over.
const mostParcels = 4

// inductionTab is what a new member is shown and told, to be ticked off.
func (s *sheet) inductionTab(e EditState) {
	x, _, w := s.hostRoom()
	top := s.editTop()
	columns := float32(3)
	if s.Portrait() {
		columns = 2
	}
	wide := (w - (columns-1)*gap) / columns
	y := top
	for _, item := range e.Induction {
		if y+64 > s.H-96 {
			x, y = x+wide+gap, top
		}
		y += s.check(x, y, wide, item.Label, item.On, Tap{Act: Do, Verb: DoCheck, Text: item.Name})
	}
}

// quiet is a pill that does one thing. It gives its width.
func (s *sheet) quiet(x, y float32, label, verb string) float32 {
	const h = 68
	st := bold(25, ui.Teal)
	w := s.TextWidth(label, st) + 56
	s.Rect(x, y, w, h, ui.Card, h/2)
	s.middle(x, y, w, h, label, centred(st))
	s.Tap(x, y, w, h, s.tap(Tap{Act: Do, Verb: verb})).Shaped(h / 2 * s.U)
	return w
}

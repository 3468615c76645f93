package kiosk

import (
	"kettle/internal/community"
	"kettle/internal/ui"
)

// settingsLayers draws the space's own words and its hosts.
func settingsLayers(s State) []layer {
	set, f := s.Host.Settings, s.Form
	if set.Host != nil {
		return hostEditLayers(s)
	}
	var out []layer
	switch set.Tab {
	case TabHosts:
		out = append(out, layer{set, func(p *sheet) { p.hostList(set) }})
	case TabEvents:
		out = append(out, layer{f.Focus, func(p *sheet) {
			at := p.settingPlaces(TabEvents)["calendars"]
			p.Text(at.x, at.y+labelHigh+at.h+18, at.w, "By itself nothing leaves this network. A calendar that you write here is read once an hour: what changes there changes here, and what is taken out there is called off here.", lines(body(25, ui.Soft), 4))
		}})
	case TabVisitors:
		out = append(out, layer{[3]any{set.Approve, set.Badge, f.Focus}, func(p *sheet) {
			all := p.settingPlaces(TabVisitors)
			last := all["visit_days"]
			y := last.y + labelHigh + last.h + 20 - p.scroll(all, f.Focus)
			left, _, w := p.hostRoom()
			y += p.check(left, y, w, "Hosts look at what members change of themselves", set.Approve, Tap{Act: Do, Verb: DoCheck, Name: "approve_edits"})
			p.check(left, y, w, "Visitors get a badge", set.Badge, Tap{Act: Do, Verb: DoCheck, Name: "badge"})
		}})
	case TabSupport:
		out = append(out, layer{[3]any{set.Words, set.Question, f.Focus}, func(p *sheet) {
			all := p.settingPlaces(TabSupport)
			last := all["blocked_words"]
			y := last.y + labelHigh + last.h + 20 - p.scroll(all, f.Focus)
			left, _, w := p.hostRoom()
			y += p.check(left, y, w, "Hosts look at asks, offers, news and thank-yous before others see them", set.Words, Tap{Act: Do, Verb: DoCheck, Name: "approve_words"})
			p.check(left, y, w, "Once a quarter, one question at check-out, for our figures", set.Question, Tap{Act: Do, Verb: DoCheck, Name: "no_question"})
		}})
	default:
		out = append(out, layer{[2]any{set.SearchMode, f.Focus}, func(p *sheet) {
			all := p.settingPlaces(TabSpace)
			last := all["about"]
			y := last.y + labelHigh + last.h + 16 - p.scroll(all, f.Focus)
			y += p.Text(last.x, y, last.w, "The kiosk finds members", body(22, ui.Soft)) + 6
			p.pills(last.x, y, last.w, set.SearchMode, DoRole, [2]string{community.SearchOpen, "From the first letter"},
				[2]string{community.SearchThree, "From three letters"}, [2]string{community.SearchFullName, "By the full name only"})
		}})
	}
	for _, entry := range f.Entries {
		out = append(out, layer{[3]any{entry, f.Focus, set.Tab}, func(p *sheet) {
			all := p.settingPlaces(set.Tab)
			if at, ok := all[entry.Name]; ok {
				p.formField(at.x, at.y-p.scroll(all, f.Focus), at.w, at.h, entry, entry.Name == f.Focus)
			}
		}})
	}
	return append(out, layer{[2]any{set.Tab, set.Tabs}, func(p *sheet) {
		switch {
		case set.Tab == TabHosts && set.Manager:
			p.header("Settings", hostButton{"Add a host", ui.Primary, Tap{Act: Do, Verb: DoAdd}})
		case set.Tab == TabHosts:
			p.header("Settings")
		default:
			p.header("Settings", hostButton{"Save", ui.Primary, Tap{Act: Do, Verb: DoSave}})
		}
		p.tabs(set.Tab, set.Tabs...)
	}})
}

// settingPlaces are where the fields of a tab stand.
func (s *sheet) settingPlaces(tab string) map[string]place {
	_, _, w := s.hostRoom()
	all, _ := s.twoColumns(spaceFields, tab, w, (w-gap)/2, 124, 100)
	return all
}

func (s *sheet) hostList(set SettingsState) {
	x, _, w := s.hostRoom()
	y := s.editTop()
	const h, gap = 96, 12
	for _, one := range set.Hosts {
		s.Rect(x, y, w, h, ui.Card, 22)
		s.middle(x+32, y, w*0.6, h, one.Name, display(29, ui.Ink))
		s.middle(x+w*0.6, y, w*0.4-100, h, one.Words, right(body(25, ui.Soft)))
		s.Icon(x+w-64, y+h/2-16, 32, "chevron-right", ui.Soft)
		s.Tap(x, y, w, h, s.tap(Tap{Act: Do, Verb: DoOpen, ID: one.ID})).Shaped(22 * s.U)
		y += h + gap
	}
}

// hostEditLayers draws one host: name, PIN, role.
func hostEditLayers(s State) []layer {
	set, f := s.Host.Settings, s.Form
	return []layer{
		{set, func(p *sheet) {
			x, y, w := p.hostRoom()
			p.pills(x, y+100, w, set.Host.Role, DoRole, set.Roles...)
		}},
		{[2]any{f.Entries, f.Focus}, func(p *sheet) {
			x, y, w := p.hostRoom()
			half := (w - 36) / 2
			at := y + 190
			p.formField(x, at, half, fieldHigh, f.Entry("name"), f.Focus == "name")
			at += labelHigh + fieldHigh + 20
			p.formField(x, at, half, fieldHigh, f.Entry("pin"), f.Focus == "pin")
			p.formField(x+half+36, at, half, fieldHigh, f.Entry("again"), f.Focus == "again")
		}},
		{set.Host.New, func(p *sheet) {
			buttons := []hostButton{{"Cancel", ui.Quiet, Tap{Act: Do, Verb: DoCancel}}, {"Save", ui.Primary, Tap{Act: Do, Verb: DoSave}}}
			title := "A new host"
			if !set.Host.New {
				title = set.Host.Name
				if set.Manager {
					buttons = append([]hostButton{{"Not a host any more", ui.Quiet, Tap{Act: Do, Verb: DoRevoke}}}, buttons...)
				}
			}
			p.header(title, buttons...)
		}},
	}
}

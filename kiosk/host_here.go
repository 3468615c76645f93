package kiosk

import "kettle/internal/community"

// herePerPage is how many of those who are here a page shows.
const herePerPage = 21

// HereState is a page of who is in the building, as hosts see it.
type HereState struct {
	People []HereLine
	Total  int
}

// HereLine is one of them.
type HereLine struct {
	Profile community.Profile
	Since   string // "since 9:12"
	Shown   bool   // others may see that they are here
}

func (m *Model) hereState() HereState {
	h := m.host
	here := h.roll.HereAt(m.cfg.Now())
	var all []HereLine
	for i := range h.roll.Members {
		one := &h.roll.Members[i]
		if !here[one.ID] {
			continue
		}
		p, _ := one.Profile(community.Hosts)
		line := HereLine{Profile: p, Shown: one.HereNow.Given && one.OnWall.Given}
		for _, v := range h.roll.Open {
			if v.MemberID == one.ID {
				line.Since = "since " + h.roll.Space.Local(v.InAt).Format("15:04")
				break
			}
		}
		all = append(all, line)
	}
	return HereState{pageAt(h, all, herePerPage), len(all)}
}

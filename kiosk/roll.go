package kiosk

import (
	"context"

	"kettle/internal/community"
)

// PerRoll is how many people one page of the fire roll holds.
const PerRoll = 12

// roll is the fire roll on screen. What was ticked stays as long as it is open.
type roll struct {
	by     community.Actor
	people []community.Present
	ticked map[community.ID]bool
	page   int
}

// RollState is one page of the fire roll.
type RollState struct {
	People      []community.Present
	Ticked      map[community.ID]bool // of People
	Page, Pages int                   // Page from 1
	Everybody   int
	Accounted   int
	Print       bool // there is a printer
}

// openRoll shows everybody in the building to a host or whoever has the code for
// it.
func (m *Model) openRoll(by community.Actor) {
	m.write(func(ctx context.Context) func() {
		people, err := m.desk.FireRoll(ctx, by)
		return func() {
			if err != nil {
				m.sorry("read the fire roll", err, sayNoRoll)
				return
			}
			m.goTo(Roll)
			m.roll = roll{by: by, people: people, ticked: map[community.ID]bool{}}
		}
	})
}

func (m *Model) tapRoll(t Tap) {
	r := &m.roll
	switch t.Act {
	case Account:
		r.ticked[t.ID] = !r.ticked[t.ID]
	case NextPage, PrevPage:
		turn(&r.page, t.Act, len(r.people), PerRoll)
	case Print:
		if m.cfg.PrintRoll != nil {
			people := r.people
			m.notice = sayPrinting
			m.print(func(ctx context.Context) error { return m.cfg.PrintRoll(ctx, people) }, sayNoPrint)
		}
	}
}

func (m *Model) rollState() RollState {
	r := &m.roll
	s := RollState{Everybody: len(r.people), Print: m.cfg.PrintRoll != nil, Ticked: map[community.ID]bool{}}
	s.People, s.Page, s.Pages = pageOf(r.people, &r.page, PerRoll)
	for _, p := range r.people {
		if r.ticked[p.ID] {
			s.Accounted++
		}
	}
	for _, p := range s.People {
		s.Ticked[p.ID] = r.ticked[p.ID]
	}
	return s
}

package kiosk

import (
	"context"
	"slices"

	"kettle/internal/community"
)

// membersPerPage is how many members the hosts' list shows at once; while the
// keyboard is there, as many as have room above it.
const membersPerPage = 10

// members is the hosts' list.
type members struct {
	query   string
	found   []community.ID // by query, or by the one before while it is looked up
	looking bool
	enter   bool         // Done was touched meanwhile
	merge   community.ID // a member is chosen to become one with this one
}

// MembersState is a page of the hosts' list of members.
type MembersState struct {
	Title   string
	Lines   []MemberLine
	Total   int // members that fit
	Waiting int // proposals that hosts have not decided
}

// MemberLine is one member in the hosts' list.
type MemberLine struct {
	Profile community.Profile
	Line    string // what they do
	State   string // "", "Paused", "Left 3 November"
	Shown   [4]bool
	Here    bool
}

func (m *Model) openMembers() {
	h := m.host
	m.form = newForm(m.enterMember, Entry{Name: "find", Hint: "Name, number or company", Text: h.members.query})
	m.form.focusOn(-1)
	m.form.changed = func(string) {
		h.at, h.members.enter = 0, false
		m.findMembers()
	}
}

// findMembers looks up what is in the field.
func (m *Model) findMembers() {
	h, query := m.host, m.form.text("find")
	h.members.query, h.members.looking = query, query != ""
	if query == "" {
		h.members.found = nil
		return
	}
	readFor(m, m.finds, "members", "find members", func(ctx context.Context) ([]community.ID, error) {
		return m.cfg.Hosts.FindMembers(ctx, query)
	}, func(found []community.ID) {
		if h.page != HostMembers || h.members.query != query {
			return
		}
		h.members.found, h.members.looking = found, false
		if h.members.enter {
			m.enterMember()
		}
	})
}

// enterMember is Done on the keyboard: the only one who is found is chosen.
func (m *Model) enterMember() {
	g := &m.host.members
	if g.enter = g.looking; g.looking {
		return
	}
	if s := m.membersState(); len(s.Lines) == 1 {
		m.chooseMember(s.Lines[0].Profile.ID)
		return
	}
	m.form.focusOn(-1)
}

func (m *Model) tapMembers(t Tap) {
	h := m.host
	switch t.Verb {
	case DoOpen:
		m.chooseMember(t.ID)
	case DoAdd:
		m.openEdit(community.Member{State: community.StateActive, JoinedOn: h.roll.Space.Day(m.cfg.Now())})
	case DoCancel:
		h.members.merge = community.ID{}
	}
}

// chooseMember opens a member, or asks whether to make one of two.
func (m *Model) chooseMember(id community.ID) {
	h := m.host
	at := slices.IndexFunc(h.roll.Members, func(o community.Member) bool { return o.ID == id })
	if at < 0 {
		return
	}
	if from := h.members.merge; !from.IsZero() {
		m.askMerge(from, h.roll.Members[at])
		return
	}
	m.openEdit(h.roll.Members[at])
}

func (m *Model) membersState() MembersState {
	h := m.host
	s := MembersState{Title: "Members", Waiting: len(h.visitors.proposals)}
	if !h.members.merge.IsZero() {
		s.Title = "Who is the same person?"
	}
	var list []*community.Member
	if h.members.query == "" {
		for i := range h.roll.Members {
			if h.roll.Members[i].ID != h.members.merge {
				list = append(list, &h.roll.Members[i])
			}
		}
	} else {
		place := make(map[community.ID]*community.Member, len(h.roll.Members))
		for i := range h.roll.Members {
			place[h.roll.Members[i].ID] = &h.roll.Members[i]
		}
		for _, id := range h.members.found {
			if one := place[id]; one != nil && id != h.members.merge {
				list = append(list, one)
			}
		}
	}
	s.Total = len(list)
	here := h.roll.HereAt(m.cfg.Now())
	for _, one := range pageAt(h, list, membersPerPage) {
		p, _ := one.Profile(community.Hosts)
		line := MemberLine{
			Profile: p, Line: one.Headline, Here: here[one.ID],
			Shown: [4]bool{one.OnWall.Given, one.OnPhone.Given, one.HereNow.Given, one.OtherSpaces.Given},
		}
		switch one.State {
		case community.StatePaused:
			line.State = "Paused"
		case community.StateLeft:
			line.State = "Left " + dayWords(one.LeftOn)
		}
		s.Lines = append(s.Lines, line)
	}
	return s
}

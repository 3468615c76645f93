package command

import (
	"time"

	"kettle/internal/community"
)

// What members do for one another, in a member's file as programs read it.
type (
	ownIntroduction struct {
		With     string     `json:"with"`     // by name
		AskedAt  *time.Time `json:"asked_at"` // when the member asked for it
		DoneAt   *time.Time `json:"done_at"`  // when a host introduced the two
		MetAt    *time.Time `json:"met_at"`   // when one of them said that they know the other
		TalkedAt *time.Time `json:"talked_at"`
	}
	ownNaming struct {
		Name  string `json:"name"` // that the member learns
		Box   int    `json:"box"`  // 0 for new, more for better known
		DueOn string `json:"due_on"`
	}
)

// other names the one of the two who is not the member whose file this is.
func (e *exported) other(i *community.Introduction) string { return e.name(i.Other(e.member.ID)) }

func (e *exported) introductionList() []ownIntroduction {
	return each(e.Met, func(m *community.Introduction) ownIntroduction {
		return ownIntroduction{e.other(m), utc(m.AskedAt), utc(m.DoneAt), utc(m.MetAt), utc(m.TalkedAt)}
	})
}

func (e *exported) namingList() []ownNaming {
	return each(e.Namings, func(n *community.Naming) ownNaming { return ownNaming{e.name(n.MemberID), n.Box, n.DueOn} })
}

// supportTables are the same for people.
func (e *exported) supportTables() []kept {
	met := kept{Title: "Introductions", None: "There are none.", Heads: []string{"With", "You asked", "Introduced", "You knew one another"}}
	for i := range e.Met {
		m := &e.Met[i]
		met.Rows = append(met.Rows, []string{e.other(m), clock(&e.space, m.AskedAt), clock(&e.space, m.DoneAt), clock(&e.space, m.MetAt)})
	}
	namings := kept{Title: "Names that you learn", None: "You learn none.", Heads: []string{"Name", "Next on"}}
	for _, n := range e.Namings {
		namings.Rows = append(namings.Rows, []string{e.name(n.MemberID), n.DueOn})
	}
	return []kept{met, namings}
}

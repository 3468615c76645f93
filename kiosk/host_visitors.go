package kiosk

import (
	"context"
	"errors"
	"slices"

	"kettle/internal/community"
)

// VisitorDesk is what hosts do with visitors, and with what members want changed.
type VisitorDesk interface {
	// VisitorLines lists the visitors who are here and those who are expected, in words.
	VisitorLines(ctx context.Context) ([]VisitorLine, error)
	// Invite expects a visitor, and gives the code that signs them in.
	Invite(ctx context.Context, by community.Actor, name, company, day string) (code string, err error)
	// SignOutVisitor ends a stay, or an invitation.
	SignOutVisitor(ctx context.Context, by community.Actor, id community.ID) error
	// Proposals lists what members want changed of their profiles, in words.
	Proposals(ctx context.Context) ([]ProposalLine, error)
	// Decide takes a proposal, or not.
	Decide(ctx context.Context, by community.Actor, proposal community.ID, take bool) error
}

// VisitorLine is a visitor in words.
type VisitorLine struct {
	ID         community.ID
	Name, More string // "Jo Marsh", "sees Tomasz · since 10:02"
	Here       bool
	Code       string // of an invitation
}

// ProposalLine is what a member wants changed, in words.
type ProposalLine struct {
	ID           community.ID
	Name, Wanted string
}

// visitorsPage is the hosts' page of visitors.
type visitorsPage struct {
	lines     []VisitorLine
	proposals []ProposalLine
	adding    bool
	code      string // of the invitation that was just made
}

// How many visitors, and how many changes, a page has room for.
const (
	visitorsPerPage  = 6
	proposalsPerPage = 5
)

// VisitorsState is the hosts' page of visitors.
type VisitorsState struct {
	Lines  []VisitorLine
	Adding bool
	Code   string
}

// ProposalsState is the hosts' page of what members want changed.
type ProposalsState struct{ Lines []ProposalLine }

// readVisitors reads both anew.
func (m *Model) readVisitors() {
	h := m.host
	readFor(m, m.finds, "visitors", "list the visitors", func(ctx context.Context) (visitorsPage, error) {
		lines, err := m.cfg.Hosts.VisitorLines(ctx)
		proposals, alsoErr := m.cfg.Hosts.Proposals(ctx)
		return visitorsPage{lines: lines, proposals: proposals}, errors.Join(err, alsoErr)
	}, func(got visitorsPage) { h.visitors.lines, h.visitors.proposals = got.lines, got.proposals })
}

func (m *Model) tapVisitors(t Tap) {
	g := &m.host.visitors
	switch t.Verb {
	case DoAdd:
		g.adding = true
		m.form = newForm(m.invite,
			Entry{Name: "name", Label: "Who is coming?", Most: 80, Caps: CapsWords},
			Entry{Name: "company", Label: "Company, if you like", Most: 80, Caps: CapsWords},
			Entry{Name: "expected_on", Label: "On which day, as 2026-03-31", Text: m.host.roll.Space.Day(m.cfg.Now()), Most: 10},
		)
	case DoSave:
		m.invite()
	case DoCancel:
		m.leaveEdit(func() { g.adding, g.code, m.form = false, "", nil })
	case DoRemove:
		h := m.host
		m.write(func(ctx context.Context) func() {
			err := m.cfg.Hosts.SignOutVisitor(ctx, h.by(), t.ID)
			return func() {
				if err != nil {
					m.failed("sign a visitor out", err)
				}
				m.readPage()
			}
		})
	}
}

// invite expects somebody, and shows the code.
func (m *Model) invite() {
	h := m.host
	name, company, day := m.form.text("name"), m.form.text("company"), m.form.text("expected_on")
	if name == "" {
		m.form.wrong("name", "is missing")
		return
	}
	m.write(func(ctx context.Context) func() {
		code, err := m.cfg.Hosts.Invite(ctx, h.by(), name, company, day)
		return func() {
			if err != nil {
				m.failed("invite a visitor", err)
				return
			}
			h.visitors.adding, h.visitors.code, m.form = false, code, nil
			m.readPage()
		}
	})
}

// tapProposals decides what a member wants changed, or shows all of it first.
func (m *Model) tapProposals(t Tap) {
	h := m.host
	switch t.Verb {
	case DoYes, DoStay:
		m.decide(t.ID, t.Verb == DoYes)
	case DoOpen:
		at := slices.IndexFunc(h.visitors.proposals, func(l ProposalLine) bool { return l.ID == t.ID })
		if at < 0 {
			return
		}
		one := h.visitors.proposals[at]
		h.asked = &question{title: one.Name + " wants", text: one.Wanted, yes: "Take it", no: "Not yet", do: func() { m.decide(one.ID, true) }}
	}
}

func (m *Model) decide(proposal community.ID, take bool) {
	h := m.host
	m.write(func(ctx context.Context) func() {
		err := m.cfg.Hosts.Decide(ctx, h.by(), proposal, take)
		return func() {
			if err != nil {
				m.failed("decide a proposal", err)
			} else if take {
				m.tell("It is taken: the profile is as they want it.")
			}
			m.readPage()
		}
	})
}

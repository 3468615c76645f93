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
	// Decide takes a proposal, or not. Where the member wants something else by now it
	// does nothing and says so.
	Decide(ctx context.Context, by community.Actor, proposal ProposalLine, take bool) error
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
		m.act("sign a visitor out", func(ctx context.Context, by community.Actor) error { return m.cfg.Hosts.SignOutVisitor(ctx, by, t.ID) }, m.readPage)
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
	var code string
	m.act("invite a visitor", func(ctx context.Context, by community.Actor) (err error) {
		code, err = m.cfg.Hosts.Invite(ctx, by, name, company, day)
		return err
	}, func() {
		h.visitors.adding, h.visitors.code, m.form = false, code, nil
		m.readPage()
	})
}

// tapProposals decides what a member wants changed, or shows all of it first. What is
// decided on is what was read.
func (m *Model) tapProposals(t Tap) {
	h := m.host
	at := slices.IndexFunc(h.visitors.proposals, func(l ProposalLine) bool { return l.ID == t.ID })
	if at < 0 {
		return
	}
	one := h.visitors.proposals[at]
	switch t.Verb {
	case DoYes, DoStay:
		m.decide(one, t.Verb == DoYes)
	case DoOpen:
		h.asked = &question{title: one.Name + " wants", text: one.Wanted, yes: "Take it", no: "Not yet", do: func() { m.decide(one, true) }}
	}
}

func (m *Model) decide(one ProposalLine, take bool) {
	m.act("decide a proposal", func(ctx context.Context, by community.Actor) error { return m.cfg.Hosts.Decide(ctx, by, one, take) }, func() {
		if take {
			m.tell("It is taken: the profile is as they want it.")
		}
		m.readPage()
	})
}

package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"kettle/internal/command"
	"kettle/internal/community"
	"kettle/kiosk"
)

// VisitorLines lists the visitors who are here and those who are expected.
func (h hosts) VisitorLines(ctx context.Context) ([]kiosk.VisitorLine, error) {
	here, err := h.VisitorsHere(ctx)
	if err != nil {
		return nil, err
	}
	expected, err := h.Invited(ctx)
	if err != nil {
		return nil, err
	}
	space, err := h.Space(ctx)
	if err != nil {
		return nil, err
	}
	var out []kiosk.VisitorLine
	for _, v := range append(here, expected...) {
		sees, err := h.SeenBy(ctx, v)
		if err != nil {
			return nil, err
		}
		line := kiosk.VisitorLine{ID: v.ID, Name: v.Name, Here: v.Here(), Code: v.Code}
		var more []string
		if v.Company != "" {
			more = append(more, v.Company)
		}
		if sees != "" {
			more = append(more, "sees "+sees)
		}
		switch {
		case v.Here():
			more = append(more, "since "+space.Local(v.InAt).Format("15:04"))
		case v.ExpectedOn == space.Day(h.Now()):
			more = append(more, "expected today", "code "+v.Code)
		default:
			day, _ := time.Parse(time.DateOnly, v.ExpectedOn) // as the store keeps it
			more = append(more, "expected on "+day.Format("2 January"), "code "+v.Code)
		}
		line.More = strings.Join(more, " · ")
		out = append(out, line)
	}
	return out, nil
}

// Invite expects a visitor, who comes to see whoever invites.
func (h hosts) Invite(ctx context.Context, by community.Actor, name, company, day string) (string, error) {
	v, err := h.DB.Invite(ctx, by, community.Visitor{Name: name, Company: company, ExpectedOn: day, Sees: community.SeesHost})
	return v.Code, err
}

// SignOutVisitor ends a stay, or an invitation.
func (h hosts) SignOutVisitor(ctx context.Context, by community.Actor, id community.ID) error {
	v, err := h.Visitor(ctx, id)
	switch {
	case err != nil:
	case v.Here():
		_, err = h.SignOut(ctx, by, id)
	case v.InAt.IsZero():
		err = h.Uninvite(ctx, by, id)
	}
	if errors.Is(err, community.ErrNotFound) {
		return nil // somebody else did so a moment ago
	}
	return err
}

// Proposals lists what members want changed.
func (h hosts) Proposals(ctx context.Context) ([]kiosk.ProposalLine, error) {
	list, err := h.DB.Proposals(ctx)
	if err != nil {
		return nil, err
	}
	var out []kiosk.ProposalLine
	for _, p := range list {
		m, err := h.Member(ctx, p.MemberID)
		if errors.Is(err, community.ErrNotFound) {
			continue // it came before its member
		}
		if err != nil {
			return nil, err
		}
		out = append(out, kiosk.ProposalLine{ID: p.ID, Name: m.Name, Wanted: strings.Join(command.WantedWords(&p, &m), "; ")})
	}
	return out, nil
}

// Decide takes a proposal, or not, as a host has read it.
func (h hosts) Decide(ctx context.Context, by community.Actor, proposal kiosk.ProposalLine, take bool) error {
	list, err := h.Proposals(ctx)
	if err != nil {
		return err
	}
	now := slices.IndexFunc(list, func(l kiosk.ProposalLine) bool { return l.ID == proposal.ID })
	if now >= 0 && list[now] != proposal {
		return said{community.ErrNotFound, proposal.Name + " wants something else by now: please read it again."}
	}
	return h.DecideProposal(ctx, by, proposal.ID, take)
}

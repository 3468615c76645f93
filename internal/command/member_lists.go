package command

import (
	"encoding/json"
	"time"

	"kettle/internal/community"
)

// The records in a member's file as programs read them. Times are UTC, null for
// what has not happened.
type (
	ownPost struct {
		ID     community.ID `json:"id"`
		Side   string       `json:"side"` // ask, offer or news
		Words  string       `json:"words"`
		MadeAt *time.Time   `json:"made_at"`
		Until  *time.Time   `json:"until"`
		Closed bool         `json:"closed"`
		Sorted bool         `json:"sorted"`
		Quick  bool         `json:"quick"`
		Helper string       `json:"helper"` // who came to a quick one, by name; "" for nobody
		Held   bool         `json:"held"`   // waits for a host
	}
	ownHelp struct { // a quick ask of another to which the member came
		ID     community.ID `json:"id"`
		For    string       `json:"for"` // by name
		Words  string       `json:"words"`
		MadeAt *time.Time   `json:"made_at"`
	}
	ownThanks struct {
		ID         community.ID `json:"id"`
		From       string       `json:"from"` // by name, where the member may know it
		To         string       `json:"to"`
		What       string       `json:"what"`
		Words      string       `json:"words"`
		SaidAt     *time.Time   `json:"said_at"`
		FromAgrees bool         `json:"from_agrees"`
		ToAgrees   bool         `json:"to_agrees"`
		TakenDown  bool         `json:"taken_down"`
		Nameless   bool         `json:"nameless"` // the receiver is not told who says it
		Held       bool         `json:"held"`     // waits for a host
	}
	ownParcel struct {
		ID       community.ID `json:"id"`
		Words    string       `json:"words"`
		CameAt   *time.Time   `json:"came_at"`
		HandedAt *time.Time   `json:"handed_at"`
	}
	ownProposal struct {
		ID      community.ID    `json:"id"`
		Wanted  json.RawMessage `json:"wanted"` // an object, or the text that is kept where it is none
		MadeAt  *time.Time      `json:"made_at"`
		Outcome string          `json:"outcome"` // waiting, taken or refused
	}
	ownHistory struct {
		Acts        []act  `json:"acts"`
		Overwritten []lost `json:"overwritten"`
	}
)

func (e *exported) postList() []ownPost {
	return each(e.Posts, func(p *community.Post) ownPost {
		helper := ""
		if !p.HelperID.IsZero() {
			helper = e.name(p.HelperID)
		}
		return ownPost{p.ID, p.Side, p.Words, utc(p.MadeAt), utc(p.Until), p.Closed, p.Sorted, p.Quick, helper, p.Held}
	})
}

func (e *exported) helpList() []ownHelp {
	return each(e.Helped, func(p *community.Post) ownHelp { return ownHelp{p.ID, e.name(p.MemberID), p.Words, utc(p.MadeAt)} })
}

func (e *exported) thanksList() []ownThanks {
	return each(e.Thanks, func(t *community.ThankYou) ownThanks {
		return ownThanks{
			ID: t.ID, From: e.giver(t), To: e.name(t.ToID), What: t.What, Words: t.Words, SaidAt: utc(t.SaidAt),
			FromAgrees: t.FromAgrees, ToAgrees: t.ToAgrees, TakenDown: t.Void, Nameless: t.Nameless, Held: t.Held,
		}
	})
}

func (e *exported) parcelList() []ownParcel {
	return each(e.Parcels, func(p *community.Parcel) ownParcel { return ownParcel{p.ID, p.Words, utc(p.CameAt), utc(p.HandedAt)} })
}

func (e *exported) proposalList() ([]ownProposal, error) {
	out := []ownProposal{}
	for i := range e.Proposals {
		p := &e.Proposals[i]
		wanted := json.RawMessage(dash(p.Wanted, "{}"))
		if !json.Valid(wanted) {
			var err error
			if wanted, err = json.Marshal(p.Wanted); err != nil {
				return nil, err
			}
		}
		out = append(out, ownProposal{p.ID, wanted, utc(p.MadeAt), dash(p.Outcome, "waiting")})
	}
	return out, nil
}

// history is what was done to the member's data, and what was overwritten.
func (e *exported) history() ownHistory {
	out := ownHistory{each(e.History, newAct), []lost{}}
	for _, o := range e.Overwritten {
		out.Overwritten = append(out.Overwritten, lost{o.Field, o.Value, time.UnixMilli(o.Stamp.Clock >> 16).UTC(), string(o.Actor.Kind), o.At})
	}
	return out
}

// ownHost is the host that a member is, in their own file.
type ownHost struct {
	ID      community.ID `json:"id"`
	Name    string       `json:"name"`
	Role    string       `json:"role"`
	Revoked bool         `json:"revoked"`
}

func (e *exported) hostList() []ownHost {
	return each(e.Hosts, func(h *community.Host) ownHost {
		return ownHost{h.ID, h.Name, dash(h.Role, community.RoleOwner), h.Revoked}
	})
}

// ownVisitor is when somebody came to see the member, or was invited by them. Who
// that was is the visitor's own.
type ownVisitor struct {
	ID         community.ID `json:"id"`
	InAt       *time.Time   `json:"in_at"`
	OutAt      *time.Time   `json:"out_at"`
	ExpectedOn string       `json:"expected_on"`
	CameForYou bool         `json:"came_for_you"`
	Invited    bool         `json:"invited_by_you"`
	Undone     bool         `json:"undone"`
}

func (e *exported) visitorList() []ownVisitor {
	return each(e.Visitors, func(v *community.Visitor) ownVisitor {
		return ownVisitor{v.ID, utc(v.InAt), utc(v.OutAt), v.ExpectedOn, v.SeesID == e.member.ID, v.InvitedBy == e.member.ID, v.Void}
	})
}

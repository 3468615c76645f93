package kiosk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kettle/internal/community"
)

// tapMembership does what changes the membership itself.
func (m *Model) tapMembership(t Tap) {
	e := m.host.edit
	if e.base.ID.IsZero() {
		return
	}
	switch t.Verb {
	case DoState:
		m.askState(t.Name)
	case DoErase:
		m.askErase()
	case DoMerge:
		m.leaveEdit(func() {
			from := e.base.ID
			m.hostPage(HostMembers)
			m.host.members.merge = from
		})
	case DoParcel:
		m.parcel(t.ID)
	case DoSpeak: // the session ends with it: what follows is the kiosk's
		by := m.host.by()
		m.leaveEdit(func() {
			if p, ok := e.base.Profile(community.Hosts); ok {
				m.openAsk(by, p, community.Ask)
			}
		})
	}
}

// askState pauses a membership, ends it or lets it run again.
func (m *Model) askState(state string) {
	h, e := m.host, m.host.edit
	next := clone(e.base)
	next.State, next.LeftOn = state, ""
	name := e.base.Name
	q := question{no: "No", yes: "Yes"}
	switch state {
	case community.StatePaused:
		q.title, q.text = "Pause "+name+"?", "Nobody sees or finds them until they are active again. Nothing is lost."
	case community.StateLeft:
		next.LeftOn = h.roll.Space.Day(m.cfg.Now())
		q.title = "Has " + name + " left?"
		q.text = fmt.Sprintf("Nobody sees or finds them any more. After %d days they are erased; until then, hosts can have them back.", community.LeftDays)
	case community.StateActive:
		q.title, q.text = "Is "+name+" back?", "They are shown as they agreed to be."
	default:
		return
	}
	q.do = func() { m.keepMember(next, next.Name+" is "+strings.ToLower(stateWords(&next))+".") }
	h.asked = &q
}

// keepMember keeps at once what is done beside the form, and leaves what is in it.
func (m *Model) keepMember(next community.Member, words string) {
	base := m.host.edit.base
	var kept community.Member
	m.act("save a member", func(ctx context.Context, by community.Actor) (err error) {
		kept, err = m.cfg.Hosts.SaveMember(ctx, by, base, next)
		return err
	}, func() {
		m.follow(kept)
		m.tell(words)
		m.readPage()
	})
}

// askErase says what goes, and asks twice.
func (m *Model) askErase() {
	h, e := m.host, m.host.edit
	id := e.base.ID
	var goes []string
	m.act("say what goes", func(ctx context.Context, _ community.Actor) (err error) {
		goes, err = m.cfg.Hosts.Belongings(ctx, id)
		return err
	}, func() {
		name := e.base.Name
		h.asked = &question{
			title: "Erase " + name + "?",
			text:  "For ever, from every screen: the profile and photo" + also(goes) + ". This cannot be undone.",
			yes:   "Go on", no: "Keep " + name,
			do: func() {
				h.asked = &question{
					title: "Really erase " + name + "?", text: "Last chance to keep them.", yes: "Erase for ever", no: "Keep " + name,
					do: m.eraseMember,
				}
			},
		}
	})
}

func also(goes []string) string {
	if len(goes) == 0 {
		return ""
	}
	return ", " + strings.Join(goes, ", ")
}

func (m *Model) eraseMember() {
	id := m.host.edit.base.ID
	m.act("erase", func(ctx context.Context, by community.Actor) error { return m.cfg.Hosts.Erase(ctx, by, id) }, func() {
		m.readRoll(func() {
			m.hostPage(HostMembers)
			m.tell("Erased.")
		})
	})
}

// askMerge asks whether two records are one person.
func (m *Model) askMerge(from community.ID, into community.Member) {
	h := m.host
	at := slices.IndexFunc(h.roll.Members, func(o community.Member) bool { return o.ID == from })
	if at < 0 {
		h.members.merge = community.ID{}
		return
	}
	name := h.roll.Members[at].Name
	h.asked = &question{
		title: "Make one of the two?",
		text:  name + "’s visits, posts and thank-yous become " + into.Name + "’s. What " + into.Name + " has not said is filled in. The record of " + name + " goes.",
		yes:   "Make one", no: "No",
		do: func() {
			m.act("merge", func(ctx context.Context, by community.Actor) error { return m.cfg.Hosts.Merge(ctx, by, from, into.ID) }, func() {
				h.members.merge = community.ID{}
				m.readRoll(func() { m.hostPage(HostMembers); m.tell("They are one now.") })
			})
		},
	}
}

// parcel notes that one came, or that it was handed over.
func (m *Model) parcel(id community.ID) {
	e := m.host.edit
	p := community.Parcel{MemberID: e.base.ID, Words: "A parcel at the desk", CameAt: m.cfg.Now().UTC()}
	if !id.IsZero() {
		at := slices.IndexFunc(e.parcels, func(o community.Parcel) bool { return o.ID == id })
		if at < 0 {
			return
		}
		p = e.parcels[at]
		p.HandedAt = m.cfg.Now().UTC()
	}
	m.act("note a parcel", func(ctx context.Context, by community.Actor) error { return m.cfg.Hosts.SaveParcel(ctx, by, p) }, m.readPage)
}

package kiosk

import (
	"context"
	"strings"

	"kettle/internal/community"
)

// The hours that the first start offers.
var FirstHours = []string{"Mon-Fri 08:00-18:00", "Mon-Fri 09:00-17:00", "Mon-Sun 08:00-20:00", "always"}

// The pages of the first start.
const (
	FirstSpace = 1 // what the space is called, when it is open
	FirstOwner = 2 // who looks after it
)

// first is a space being made: what was filled in so far.
type first struct {
	page       int
	name, zone string
	hours      string
	owner      string
}

// FirstState is the first start of a screen.
type FirstState struct {
	Page  int
	Hours string
}

// openFirst begins to make the space.
func (m *Model) openFirst() {
	m.first = first{page: FirstSpace, zone: m.cfg.Zone, hours: FirstHours[0]}
	m.firstForm()
}

func (m *Model) firstForm() {
	f := &m.first
	defer func() { m.form.focusOn(-1) }() // the page is read first
	switch f.page {
	case FirstSpace:
		m.form = newForm(m.firstDone,
			Entry{Name: "name", Label: "What is your space called?", Hint: "Harbour Commons", Text: f.name, Most: 80, Caps: CapsWords},
			Entry{Name: "zone", Label: "Time zone", Text: f.zone, Most: 60},
		)
	default:
		m.form = newForm(m.firstDone,
			Entry{Name: "owner", Label: "Your name", Text: f.owner, Most: 80, Caps: CapsWords},
			Entry{Name: "pin", Label: "A PIN of six digits or more, or a passphrase", Secret: true, Most: 128},
			Entry{Name: "again", Label: "The same again", Secret: true, Most: 128},
		)
	}
}

// tapFirst does what a touch of the first start asks for.
func (m *Model) tapFirst(t Tap) {
	if t.Act != Do {
		return
	}
	switch t.Verb {
	case DoRole:
		m.first.hours = t.Name
	case DoSave:
		m.firstDone()
	case DoCancel:
		if m.first.page == FirstOwner {
			m.first.page = FirstSpace
			m.firstForm()
		}
	}
}

// firstDone goes on to the next page, and after the last keeps it all.
func (m *Model) firstDone() {
	f := &m.first
	if f.page == FirstSpace {
		f.name, f.zone = m.form.text("name"), m.form.text("zone")
		var s community.Space
		switch {
		case f.name == "":
			m.form.wrong("name", "is missing")
		case s.Set("zone", f.zone) != nil:
			m.form.wrong("zone", "write it as Europe/London")
		default:
			f.page = FirstOwner
			m.since = m.cfg.Now()
			m.firstForm()
		}
		return
	}
	pin := m.form.text("pin")
	switch f.owner = m.form.text("owner"); {
	case f.owner == "":
		m.form.wrong("owner", "is missing")
		return
	case pin != m.form.text("again"):
		m.form.wrong("again", "is not the same")
		return
	}
	next := community.Space{SearchMode: community.SearchOpen}
	for _, v := range []community.Field{{Name: "name", Value: f.name}, {Name: "zone", Value: f.zone}, {Name: "hours", Value: f.hours}} {
		if err := next.Set(v.Name, v.Value); err != nil {
			m.failed("make the space", err)
			return
		}
	}
	m.makeSpace(next, f.owner, pin)
}

// makeSpace keeps the space, the owner's card and the owner, in this order: with an
// owner the space is made, so before that the first start begins anew.
func (m *Model) makeSpace(next community.Space, name, pin string) {
	m.write(func(ctx context.Context) func() {
		by := community.Actor{Kind: community.ActorHost}
		roll, err := m.cfg.Hosts.Roll(ctx)
		if err == nil {
			base := roll.Space
			next.ID = base.ID
			err = m.cfg.Hosts.SaveSpace(ctx, by, base, next)
		}
		var card community.Member
		if err == nil {
			card, err = m.cardOf(ctx, by, roll, name)
		}
		var owner community.Host
		if err == nil {
			owner, err = m.cfg.Hosts.SaveHost(ctx, by, community.Host{Name: name, Role: community.RoleOwner, MemberID: card.ID}, pin)
		}
		return func() {
			if err != nil {
				m.failed("make the space", err)
				return
			}
			m.fresh = false
			m.refresh()
			m.openHost(owner)
			h := m.host
			m.readRoll(func() {
				m.hostPage(HostMembers)
				m.openEdit(card)
				h.edit.tab = TabProfile
				m.tell(sayYourCard)
			})
		}
	})
}

// cardOf gives the member of that name, and makes one if there is none: the first
// start may have been cut short after it.
func (m *Model) cardOf(ctx context.Context, by community.Actor, roll *community.Roll, name string) (community.Member, error) {
	for _, one := range roll.Members {
		if strings.EqualFold(one.Name, name) {
			return one, nil
		}
	}
	return m.cfg.Hosts.SaveMember(ctx, by, community.Member{}, community.Member{
		Name: name, State: community.StateActive, JoinedOn: roll.Space.Day(m.cfg.Now()),
	})
}

func (m *Model) firstState() FirstState {
	return FirstState{Page: m.first.page, Hours: m.first.hours}
}

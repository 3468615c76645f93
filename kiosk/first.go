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

// first is a space being made or joined: what was filled in so far.
type first struct {
	page       int
	name, zone string
	hours      string
	owner      string

	hubs          hubs
	address, code string   // of the hub, and of the host's leave to join it
	joining       *joining // nil while there is none
}

// FirstState is the first start of a screen.
type FirstState struct {
	Page  int
	Hours string

	Hubs    []string // addresses of those that were found
	Looking bool     // they are being looked for
	Looked  bool     // and that is done
	Address string   // of the chosen one
	Digits  string   // six, which the hub shows, too; "" before
}

// openFirst begins to make the space.
func (m *Model) openFirst() {
	m.first = first{page: FirstSpace, zone: m.cfg.Zone, hours: FirstHours[0]}
	m.firstForm()
}

// firstPage goes to another page.
func (m *Model) firstPage(page int) {
	m.first.page, m.since, m.notice, m.well = page, m.cfg.Now(), "", false
	m.firstForm()
}

func (m *Model) firstForm() {
	f := &m.first
	switch f.page {
	case FirstHub:
		m.form = newForm(m.firstDone, Entry{Name: "address", Label: "Its address, as the host’s screen shows it", Hint: "192.168.1.20:8421", Text: f.address, Keys: KeysDigits, Most: 255})
	case FirstCode:
		m.form = newForm(m.firstDone, Entry{Name: "code", Label: "The code that the host’s screen shows", Text: f.code, Keys: KeysCode, Most: maxScanned})
		return // there is nothing else to touch
	case FirstWait:
		m.form = nil
		return
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
	m.form.focusOn(-1) // the page is read first
}

// tapFirst does what a touch of the first start asks for.
func (m *Model) tapFirst(t Tap) {
	if t.Act != Do {
		return
	}
	if m.first.page >= FirstHub {
		m.tapJoin(t)
		return
	}
	switch t.Verb {
	case DoRole:
		m.first.hours = t.Name
	case DoAdd:
		m.first.name, m.first.zone = m.form.text("name"), m.form.text("zone")
		m.openHubs()
	case DoSave:
		m.firstDone()
	case DoCancel:
		m.firstBack()
	}
}

// firstBack goes to the page before. What was typed stays, but for a PIN.
func (m *Model) firstBack() {
	f := &m.first
	switch f.page {
	case FirstOwner:
		f.owner = m.form.text("owner")
		m.firstPage(FirstSpace)
	case FirstHub:
		f.address = m.form.text("address")
		m.firstPage(FirstSpace)
	case FirstCode:
		f.code = ""
		m.openHubs()
	case FirstWait:
		m.stopJoining()
		m.firstPage(FirstCode)
	}
}

// firstDone goes on to the next page, and after the last keeps it all.
func (m *Model) firstDone() {
	f := &m.first
	switch f.page {
	case FirstSpace:
		m.firstSpaceDone()
	case FirstHub:
		m.chooseHub(m.form.text("address"))
	case FirstCode:
		m.join()
	case FirstOwner:
		m.firstOwnerDone()
	}
}

func (m *Model) firstSpaceDone() {
	f := &m.first
	f.name, f.zone = m.form.text("name"), m.form.text("zone")
	var s community.Space
	switch {
	case f.name == "":
		m.form.wrong("name", "is missing")
	case s.Set("zone", f.zone) != nil:
		m.form.wrong("zone", "write it as Europe/London")
	default:
		m.firstPage(FirstOwner)
	}
}

func (m *Model) firstOwnerDone() {
	f := &m.first
	pin := m.form.text("pin")
	weak := community.CheckPIN(pin) // before anything is kept: the screen may join a space yet
	switch f.owner = m.form.text("owner"); {
	case f.owner == "":
		m.form.wrong("owner", "is missing")
		return
	case weak != nil:
		m.form.wrong("pin", reasonOf(weak, ""))
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

// makeSpace keeps what the space is like, the owner's card, the owner, and last the
// space's name: without a name and an owner the first start begins anew, whenever
// the power went.
func (m *Model) makeSpace(next community.Space, name, pin string) {
	m.write(func(ctx context.Context) func() {
		by, unnamed := community.Actor{Kind: community.ActorHost}, community.Space{}
		roll, err := m.cfg.Hosts.Roll(ctx)
		if err == nil {
			unnamed = next
			unnamed.ID, unnamed.Name = roll.Space.ID, ""
			err = m.cfg.Hosts.SaveSpace(ctx, by, roll.Space, unnamed)
		}
		var card community.Member
		if err == nil {
			card, err = m.cardOf(ctx, by, roll, name)
		}
		var owner community.Host
		if err == nil {
			owner, err = m.ownerOf(ctx, by, card, name, pin)
		}
		if err == nil {
			next.ID = unnamed.ID
			err = m.cfg.Hosts.SaveSpace(ctx, by, unnamed, next)
		}
		return func() {
			if err != nil {
				m.failed("make the space", err)
				return
			}
			m.fresh = false
			m.refresh()
			m.openHost(owner, func() {
				m.openEdit(card)
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

// ownerOf gives the owner whose card it is, with that PIN, and makes one if there
// is none: naming the space may have failed after it.
func (m *Model) ownerOf(ctx context.Context, by community.Actor, card community.Member, name, pin string) (community.Host, error) {
	list, err := m.cfg.Hosts.Hosts(ctx)
	if err != nil {
		return community.Host{}, err
	}
	owner := community.Host{Name: name, Role: community.RoleOwner, MemberID: card.ID}
	for _, h := range list {
		if h.MemberID == card.ID && strings.EqualFold(h.Name, name) {
			owner.ID = h.ID
		}
	}
	return m.cfg.Hosts.SaveHost(ctx, by, community.Host{}, owner, pin)
}

func (m *Model) firstState() FirstState {
	f := &m.first
	s := FirstState{Page: f.page, Hours: f.hours, Hubs: f.hubs.found, Looking: m.looksUp(lookHubs), Looked: f.hubs.looked, Address: f.address}
	if f.joining != nil {
		s.Digits = f.joining.digits
	}
	return s
}

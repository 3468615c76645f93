package kiosk

import (
	"context"
	"errors"

	"kettle/internal/community"
)

// The pages of the first start at a screen that joins a space.
const (
	FirstHub  = 3 // which hub
	FirstCode = 4 // the code that a host made there
	FirstWait = 5 // both sides show six digits, and a host says yes
)

// maxScanned is how long the text of the QR code may be that a host shows.
const maxScanned = 400

// hubs are those that a new screen may join.
type hubs struct {
	found  []string // addresses
	looked bool     // for them
}

// joining is one try to join a space. It is over when first has another, or none.
type joining struct {
	digits string
	stop   context.CancelFunc
}

// openHubs asks which space the screen is of, and looks for hubs meanwhile.
func (m *Model) openHubs() {
	m.firstPage(FirstHub)
	m.lookForHubs()
}

// lookForHubs asks the local network.
func (m *Model) lookForHubs() {
	m.first.hubs = hubs{}
	delete(m.looking, lookHubs)
	m.lookUp(lookHubs, nil, func(ctx context.Context) func() {
		found, err := m.cfg.Hosts.Hubs(ctx)
		return func() {
			m.first.hubs = hubs{found: found, looked: true}
			if err != nil && m.first.page == FirstHub {
				m.sorry("look for hubs", err, sayNoHubs)
			}
		}
	})
}

// tapJoin does what a touch asks for on the pages of joining.
func (m *Model) tapJoin(t Tap) {
	f := &m.first
	switch {
	case t.Verb == DoCancel:
		m.firstBack()
	case f.page == FirstHub && t.Verb == DoOpen:
		m.chooseHub(t.Name)
	case f.page == FirstHub && t.Verb == DoMore && !m.looksUp(lookHubs):
		m.lookForHubs()
	case t.Verb == DoSave && f.page != FirstWait:
		m.firstDone()
	}
}

// chooseHub goes on with the hub at an address.
func (m *Model) chooseHub(address string) {
	if address == "" {
		m.form.wrong("address", "is missing")
		return
	}
	m.first.address = address
	m.firstPage(FirstCode)
}

// join begins to join the space of the hub, which ends when a host has decided.
func (m *Model) join() {
	code := m.form.text("code")
	if code == "" {
		m.form.wrong("code", "is missing")
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	j, address := &joining{stop: stop}, m.first.address
	m.first.code = code
	m.firstPage(FirstWait)
	m.first.joining = j
	m.joins.put("join", func(run context.Context) func() {
		run, cancel := context.WithCancel(run)
		defer cancel()
		defer context.AfterFunc(ctx, cancel)()
		name, err := m.cfg.Hosts.Join(run, address, code, func(digits string) {
			m.cfg.Do(func() {
				j.digits = digits
				m.show()
			})
		})
		return func() { m.joined(j, name, err) }
	})
}

// joined is the end of a try to join. Where somebody went back meanwhile, nothing
// follows from it; a hub that had let the screen in all the same shows in what
// there is to see.
func (m *Model) joined(j *joining, name string, err error) {
	if m.first.joining != j {
		return
	}
	m.stopJoining()
	if err == nil {
		m.fresh = false
		m.refresh()
		m.say(note{title: "This screen is in.", text: inWords(name)}, Home)
		m.show()
		return
	}
	page := FirstCode
	wrong, ok := errors.AsType[*community.FieldError](err)
	if ok && wrong.Field == "address" {
		page = FirstHub
	}
	m.firstPage(page)
	if ok && m.form.entry(wrong.Field) != nil {
		m.form.wrong(wrong.Field, wrong.Reason)
	} else {
		m.sorry("join a space", err, sayNotJoined)
	}
	m.show()
}

// stopJoining lets go of a try to join: the hub is told.
func (m *Model) stopJoining() {
	if j := m.first.joining; j != nil {
		j.stop()
		m.first.joining = nil
	}
}

func inWords(name string) string {
	return "It is called " + name + ", and takes on what it may hold now. Everything else goes on by itself."
}

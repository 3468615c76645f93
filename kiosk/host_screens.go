package kiosk

import (
	"context"
	"slices"
	"time"

	"kettle/internal/community"
)

// askAgain is how often it is asked whether a screen gave the code.
const askAgain = time.Second

// readAgain is how often the list of screens is read anew while it is looked at.
const readAgain = 5 * time.Second

// screens is the screens of the space, and one that is being let in.
type screens struct {
	list   ScreenList
	adding bool
	role   string
	offer  *Offer
	digits string // of a screen that gave the code
	asked  time.Time
	asking bool
	read   time.Time // when the list was read
}

// ScreensState is the page of screens.
type ScreensState struct {
	ScreenList
	Adding bool
	Role   string
	Offer  *Offer
	Digits string
}

func (m *Model) readScreens() {
	h := m.host
	readFor(m, m.finds, "screens", "list the screens", m.cfg.Hosts.Screens, func(list ScreenList) { h.screens.list = list })
}

func (m *Model) tapScreens(t Tap) {
	s := &m.host.screens
	switch t.Verb {
	case DoAdd:
		s.adding, s.role = true, community.RoleWall
		m.form = newForm(m.offerScreen, Entry{Name: "name", Label: "What is the screen called?", Hint: "Library wall", Most: 60, Caps: CapsFirst})
	case DoRole:
		s.role = t.Name
	case DoSave:
		m.offerScreen()
	case DoYes:
		m.admit()
	case DoCancel:
		m.withdraw()
		s.adding, m.form = false, nil
	case DoRevoke:
		m.askRevoke(t.ID)
	}
}

// offerScreen makes the code that the new screen is given.
func (m *Model) offerScreen() {
	h := m.host
	name, role := m.form.text("name"), h.screens.role
	if name == "" {
		m.form.wrong("name", "is missing")
		return
	}
	var o Offer
	m.act("make a code for a screen", func(ctx context.Context, _ community.Actor) (err error) {
		o, err = m.cfg.Hosts.Offer(ctx, name, role)
		return err
	}, func() {
		m.form = nil
		o.Until = h.roll.Space.Local(o.Until)
		h.screens.offer, h.screens.digits = &o, ""
	})
}

// watchOffer asks whether a screen gave the code that is on show, and then whether
// it is still there.
func (m *Model) watchOffer(now time.Time) {
	h := m.host
	if h == nil || h.screens.offer == nil || h.screens.asking && now.Sub(h.screens.asked) < giveUp || now.Sub(h.screens.asked) < askAgain {
		return
	}
	if h.screens.digits == "" && now.After(h.screens.offer.Until) {
		m.offerEnded(sayCodeEnded)
		return
	}
	h.screens.asked, h.screens.asking = now, true
	code := h.screens.offer.Code
	m.finds.put("asking", func(ctx context.Context) func() {
		digits, err := m.cfg.Hosts.Asking(ctx, code)
		return func() {
			if m.host != h {
				return
			}
			h.screens.asking = false
			switch o := h.screens.offer; {
			case o == nil || o.Code != code || m.pending != 0:
			case err != nil:
				m.offerEnded(sentenceOf(err, sayCodeEnded))
			case digits != h.screens.digits:
				h.screens.digits = digits
				m.since, m.touched = m.cfg.Now(), m.cfg.Now()
			}
			m.show()
		}
	})
}

// offerEnded takes a code off the screen that is worth nothing any more.
func (m *Model) offerEnded(sentence string) {
	m.withdraw()
	m.host.screens.adding = false
	m.tell("")
	m.notice = sentence
}

// admit lets the screen in that shows the same six digits.
func (m *Model) admit() {
	h := m.host
	if h.screens.offer == nil || h.screens.digits == "" {
		return
	}
	code := h.screens.offer.Code
	m.write(func(ctx context.Context) func() {
		err := m.cfg.Hosts.Admit(ctx, code)
		return func() {
			if err != nil {
				m.withdraw()
				m.failed("let a screen in", err)
			} else {
				m.tell(sayScreenIn)
			}
			h.screens.offer, h.screens.digits, h.screens.adding = nil, "", false
			m.readPage()
		}
	})
}

// withdraw makes the code on show worthless, if there is one: a screen that gave it
// is told no. Nobody is to be let in whom nobody looks at.
func (m *Model) withdraw() {
	s := &m.host.screens
	if s.offer != nil {
		m.cfg.Hosts.Withdraw(s.offer.Code)
	}
	s.offer, s.digits = nil, ""
}

func (m *Model) askRevoke(id community.ID) {
	h := m.host
	at := slices.IndexFunc(h.screens.list.Screens, func(s ScreenLine) bool { return s.ID == id })
	if at < 0 {
		return
	}
	name := h.screens.list.Screens[at].Name
	h.asked = &question{
		title: "Take " + name + " out?", yes: "Take it out", no: "No",
		text: "It empties itself as soon as it is back on the network, and gets nothing any more. It can join again later.",
		do: func() {
			m.act("revoke a screen", func(ctx context.Context, by community.Actor) error { return m.cfg.Hosts.RevokeScreen(ctx, by, id) }, m.readPage)
		},
	}
}

func (m *Model) screensState() ScreensState {
	s := &m.host.screens
	return ScreensState{ScreenList: s.list, Adding: s.adding, Role: s.role, Offer: s.offer, Digits: s.digits}
}

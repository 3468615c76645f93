package kiosk

import (
	"context"
	"errors"
	"time"

	"kettle/internal/community"
)

// What a ticket is for, as Config.Ticket is asked for it.
const (
	TicketPhoto   = "photo"   // one photo, which is cropped here
	TicketProfile = "profile" // what others may see of the member
)

// Sent is what came in from a phone through a ticket.
type Sent struct {
	URL    string // the ticket's, as Config.Ticket gave it
	Member community.ID
	Photo  string // hash of the photo that was sent, "" for none
	Waits  bool   // a host looks at what was changed before it counts

	SignedIn bool // nothing yet: the ticket was used up to sign in on the phone
}

// own is the code on screen with which a member edits their profile.
type own struct {
	url   string
	until time.Time
	sent  bool
	waits bool
	in    bool // signed in on the phone
}

// mayEdit says whether the step offers to edit one's profile: there are pages for
// phones, and somebody said who they are. A name alone then leads to the PIN pad.
func (m *Model) mayEdit() bool {
	if m.cfg.Ticket == nil || m.cfg.Phone() == "" {
		return false
	}
	return m.step == Welcome || m.step == AskOut && m.visit.by.Kind == community.ActorProven
}

// editOwn shows the code to somebody who has proven who they are, and asks
// anybody else for their PIN: a name, a number or the code on the wall are not
// enough.
func (m *Model) editOwn() {
	if m.cfg.Ticket == nil || m.cfg.Phone() == "" {
		m.say(note{title: sayNoPages, text: sayNoPagesText}, Home)
		return
	}
	if m.visit.by.Kind != community.ActorProven {
		m.goTo(OwnPIN)
		return
	}
	url, until := m.cfg.Ticket(community.ActorProven, m.visit.member.ID, TicketProfile)
	if url == "" {
		m.say(note{title: sayNoPages, text: sayNoPagesText}, Home)
		return
	}
	m.own = own{url: url, until: until}
	m.goTo(Own)
}

// leaveOwn takes the code off the screen: a ticket that no phone has opened ends.
func (m *Model) leaveOwn() {
	if m.own.url != "" && m.cfg.Leave != nil {
		m.cfg.Leave(m.own.url)
	}
	m.own = own{}
}

// confirmDue asks whether to ask. Whoever checks in does not wait for the answer's
// sake: without one, nothing is asked.
func (m *Model) confirmDue(ctx context.Context, id community.ID) bool {
	due, err := m.desk.ConfirmDue(ctx, id)
	if err != nil {
		m.cfg.Log.Error("kiosk: ask whether a profile is old", "err", err)
	}
	return due && err == nil
}

// confirm keeps that the profile is still right.
func (m *Model) confirm() {
	by, p := m.visit.by, m.visit.member
	m.write(func(ctx context.Context) func() {
		err := m.desk.Confirm(ctx, by, p.ID)
		return func() {
			if err != nil {
				m.sorry("confirm a profile", err, sayNotConfirmed)
				return
			}
			m.visit.due, m.visit.confirmed = false, true
		}
	})
}

// checkOwnPIN shows the code when the PIN is the member's own.
func (m *Model) checkOwnPIN(pin string) {
	id := m.visit.member.ID
	m.write(func(ctx context.Context) func() {
		err := m.desk.CheckMemberPIN(ctx, id, pin)
		return func() {
			switch {
			case err == nil:
				m.provesOwn(m.visit.member)
			case errors.Is(err, community.ErrNotFound):
				m.notice = sentenceOf(err, sayNotYourPIN)
			default:
				m.sorry("check a member's PIN", err, sayNoPIN)
			}
		}
	})
}

// provesOwn takes the card of the member who is asked for their own PIN in its place.
// It says whether it was that card.
func (m *Model) provesOwn(p community.Profile) bool {
	if m.step != OwnPIN || p.ID != m.visit.member.ID {
		return false
	}
	m.visit.by = community.Actor{Kind: community.ActorProven, ID: p.ID}
	m.editOwn()
	return true
}

// onPad says whether digits are for a PIN.
func (m *Model) onPad() bool { return m.step == Pad || m.step == OwnPIN }

// Sent tells the kiosk that something came in from a phone. Any goroutine may
// call it.
func (m *Model) Sent(s Sent) {
	m.cfg.Do(func() {
		if m.step != Own || m.own.url != s.URL {
			return
		}
		m.own.sent, m.own.waits, m.own.in = true, s.Waits, s.SignedIn
		m.touched = m.cfg.Now()
		m.show()
	})
}

// OwnState is the code with which a member edits their profile, or thanks.
type OwnState struct {
	Member  community.Profile
	Title   string
	Text    string
	Code    string // QR text, "" once it has been used
	Address string // where it leads, for people to see that it is this screen
}

func (m *Model) ownState() OwnState {
	p := m.visit.member
	s := OwnState{Member: p}
	switch {
	case m.own.sent && m.own.in:
		s.Title, s.Text = community.End("You’re signed in, "+p.Called, "."), "All goes on on your phone. This code has done its work."
	case m.own.sent && m.own.waits:
		s.Title, s.Text = community.End("Thank you, "+p.Called, "."), "It’s kept. A host has a look at it first, then everybody sees it."
	case m.own.sent:
		s.Title, s.Text = community.End("Thank you, "+p.Called, "."), "It’s kept, and the screens show it."
	default:
		s.Title = "Your profile, on your phone"
		s.Text = "Point your phone’s camera at the code. It is for you alone, and it works once, until " +
			m.seen.Space.Local(m.own.until).Format("15:04") + "."
		s.Code = m.own.url
		_, s.Address = m.phone("")
	}
	return s
}

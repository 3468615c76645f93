package kiosk

import (
	"cmp"
	"context"
	"errors"

	"kettle/internal/community"
)

// openReturning reminds somebody of what proves that they have been here before.
// Whoever typed the name is asked, known or not.
func (m *Model) openReturning() {
	name := m.visitor.v.Name
	m.write(func(ctx context.Context) func() {
		masked, err := m.desk.Remembered(ctx, name)
		return func() {
			if err != nil {
				m.sorry("look for a returning visitor", err, sayNotRemembered)
				return
			}
			m.goTo(Returning)
			m.from = VisitingMore
			m.form = newForm(m.prove, Entry{Name: "detail", Label: "The e-mail address or phone number you gave us", Hint: masked, Most: 120})
		}
	})
}

// prove takes over what a returning visitor said the last time.
func (m *Model) prove() {
	name, detail := m.visitor.v.Name, m.form.text("detail")
	if detail == "" {
		m.form.wrong("detail", "please type all of it")
		return
	}
	m.write(func(ctx context.Context) func() {
		was, err := m.desk.Prove(ctx, name, detail)
		return func() {
			switch {
			case errors.Is(err, community.ErrNotFound):
				m.form.wrong("detail", sayNotProven)
			case err != nil:
				m.sorry("know a returning visitor", err, sayNotRemembered)
			default:
				s := &m.visitor
				s.company, s.detail, s.remember, s.proven = was.Company, was.Detail, true, true
				s.agreed = cmp.Or(s.agreed, was.Rules)
				m.openMore()
				m.signIn()
			}
		}
	})
}

// openCode takes the six letters of an invitation.
func (m *Model) openCode() {
	m.goTo(Invited)
	m.from = Visiting
	m.form = newForm(m.enterCode, Entry{Name: "code", Label: "The six letters of your invitation", Most: 8})
	m.form.changed = func(string) {
		if _, ok := community.VisitorCodeIn(m.form.text("code")); ok && m.pending == 0 {
			m.enterCode()
		}
	}
}

func (m *Model) enterCode() {
	code, ok := community.VisitorCodeIn(m.form.text("code"))
	if !ok {
		m.form.wrong("code", "it has six letters and digits")
		return
	}
	if !m.pace.take(m.cfg.Now()) {
		m.notice = sayTooMany
		return
	}
	m.write(func(ctx context.Context) func() {
		v, err := m.desk.Invitation(ctx, code)
		return func() {
			switch {
			case errors.Is(err, community.ErrNotFound):
				m.form.wrong("code", "we don’t know it for today. You can sign in without")
			case err != nil:
				m.sorry("look for an invitation", err, sayNotRead)
			default:
				m.openInvitation(v)
			}
		}
	})
}

// openInvitation asks somebody who was expected whether it is them: one more tap.
func (m *Model) openInvitation(v community.Visitor) {
	m.visitor = visitor{}
	m.goTo(Invitation)
	s := &m.visitor
	s.v = v
	s.seeing = choiceUnsure
	if p, ok := m.dir.find(v.SeesID); ok && v.Sees == community.SeesMember {
		s.seeing = choiceOf(p)
	}
}

func (m *Model) tapInvitation(t Tap) {
	switch t.Act {
	case Agree:
		m.agree()
	case SignIn:
		m.signIn()
	case NotMe:
		m.visitor = visitor{}
		m.openVisiting()
	}
}

// openLeaving asks a visitor who goes who they are.
func (m *Model) openLeaving() {
	m.goTo(Leaving)
	m.from = Visiting
	m.form = newForm(m.leave, Entry{Name: "name", Label: "Your full name, or the code on your badge", Caps: CapsWords})
}

func (m *Model) leave() {
	words := m.form.text("name")
	if words == "" {
		m.form.wrong("name", "please type it")
		return
	}
	m.signOut(words, func() { m.form.wrong("name", sayNotHere) })
}

// signOut asks the Desk to let a visitor go; unknown is called when nobody is here
// by that code or full name.
func (m *Model) signOut(words string, unknown func()) {
	if !m.pace.take(m.cfg.Now()) {
		m.notice = sayTooMany
		return
	}
	m.write(func(ctx context.Context) func() {
		v, err := m.desk.SignOut(ctx, anybody(), words)
		return func() {
			switch {
			case errors.Is(err, community.ErrNotFound):
				unknown()
			case err != nil:
				m.sorry("sign out a visitor", err, saySignOutFailed)
			default:
				m.visitor = visitor{}
				m.goTo(Left)
				m.visitor.v = v
			}
		}
	})
}

// scanVisitor takes the code on a visitor's badge or invitation.
func (m *Model) scanVisitor(code string) {
	if !m.pace.take(m.cfg.Now()) {
		m.notice = sayTooMany
		return
	}
	m.write(func(ctx context.Context) func() {
		v, err := m.desk.Invitation(ctx, code)
		return func() {
			switch {
			case errors.Is(err, community.ErrNotFound):
				m.signOut(code, func() { m.say(note{title: sayUnknownCode, text: sayUnknownCodeText}, Home) })
			case err != nil:
				m.sorry("look for an invitation", err, sayNotRead)
			default:
				m.openInvitation(v)
			}
		}
	})
}

package kiosk

import (
	"context"
	"errors"

	"kettle/internal/community"
)

// maxPIN is how many digits a PIN may have.
const maxPIN = 12

func (m *Model) tapPad(t Tap) {
	switch t.Act {
	case Type:
		m.digit(t.Text)
	case Erase:
		m.erasePIN()
	case Enter:
		m.enterPIN()
	case GoWords:
		if m.step == OwnPIN { // members have digits
			return
		}
		m.form = newForm(m.checkWords, Entry{Name: "pin", Label: "Your passphrase", Secret: true, Most: 128})
	}
}

// enterPIN has the PIN checked that the step is for.
func (m *Model) enterPIN() {
	if len(m.pin) == 0 || m.pending != 0 {
		return
	}
	pin := string(m.pin)
	m.pin = nil
	if m.step == OwnPIN {
		m.checkOwnPIN(pin)
		return
	}
	m.checkPIN(pin)
}

func (m *Model) digit(text string) {
	for _, r := range text {
		if r >= '0' && r <= '9' && len(m.pin) < maxPIN && m.pending == 0 {
			m.pin = append(m.pin, r)
			m.notice = ""
		}
	}
}

func (m *Model) erasePIN() {
	if len(m.pin) > 0 && m.pending == 0 {
		m.pin = m.pin[:len(m.pin)-1]
	}
	m.notice = ""
}

// checkWords checks a passphrase as a PIN.
func (m *Model) checkWords() {
	m.pin = []rune(m.form.text("pin"))
	m.form.set("pin", "")
	m.enterPIN()
}

// checkPIN opens the hosts' part, or leaves the kiosk, when the Desk says that the
// PIN is a host's.
func (m *Model) checkPIN(pin string) {
	m.write(func(ctx context.Context) func() {
		who, err := m.desk.CheckPIN(ctx, pin)
		return func() {
			switch {
			case err == nil && (m.toRoll || who.Role == community.RoleFire):
				m.openRoll(community.Actor{Kind: community.ActorHost, ID: who.ID})
			case err == nil && !m.wayOut && m.cfg.Hosts != nil:
				m.openHost(who, func() {})
			case err == nil:
				m.goTo(Home)
				if m.cfg.Exit != nil {
					m.cfg.Exit()
				}
			case errors.Is(err, community.ErrNotFound):
				m.notice = sentenceOf(err, sayWrongPIN)
			default:
				m.sorry("check a PIN", err, sayNoPIN)
			}
		}
	})
}

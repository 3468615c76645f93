package kiosk

import (
	"context"
	"slices"
	"time"

	"kettle/internal/community"
)

// watchHost ends the session on screen when its host may not edit any more, may do
// more or less than before, or has another PIN: whoever changes a PIN elsewhere may do
// so because somebody else knows the old one. It waits its turn among the writes, so
// that what the host changes of themselves here is known first.
func (m *Model) watchHost() {
	h := m.host
	if h == nil {
		return
	}
	m.writes.put("host", func(ctx context.Context) func() {
		hosts, err := m.cfg.Hosts.Hosts(ctx)
		return func() {
			switch {
			case m.host != h:
			case err != nil:
				m.cfg.Log.Error("kiosk: look whether a host still is one", "err", err)
			case m.pending != 0: // what follows from a write is about this session
				m.watchHost()
			default:
				m.endOf(hosts)
			}
		}
	})
}

// endOf ends the session unless its host is among these as they were.
func (m *Model) endOf(hosts []community.Host) {
	who := &m.host.who
	title, text := "Your access was ended by another host.", "Ask them, if that is a mistake."
	if who.Revoked { // by themselves
		title, text = "You’re no host any more.", "Any other host can have you back."
	}
	if at := slices.IndexFunc(hosts, func(o community.Host) bool { return o.ID == who.ID }); at >= 0 {
		switch now := &hosts[at]; {
		case now.PINHash != who.PINHash:
			title, text = "Your PIN was changed.", "Please give the new one."
		case now.Rank() != who.Rank():
			title, text = "What you may do was changed.", "Please give your PIN again."
		default:
			*who = *now
			return
		}
	}
	m.say(note{title: title, text: text + " What was not saved is gone."}, Home)
	m.show()
}

// hostTick lets time pass in the hosts' part. When the space closes, whoever is at
// work goes on, and the session ends once nothing is touched for a little while.
func (m *Model) hostTick(now time.Time) {
	h := m.host
	if h == nil || h.roll == nil {
		return
	}
	if m.pending != 0 { // what follows from a write is about this session
		return
	}
	was := h.open
	h.open = h.roll.Space.OpenAt(now)
	if was && !h.open {
		m.touched = now
	}
	h.shut = !h.open && (h.shut || was)
	if h.page == HostScreens && !h.screens.adding && now.Sub(h.screens.read) >= readAgain {
		h.screens.read = now
		m.readScreens()
	}
	m.watchOffer(now)
}

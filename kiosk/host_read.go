package kiosk

import "context"

// readPage reads anew what hosts know, and what the page on screen shows of it: this
// host changed something, or somebody else did.
func (m *Model) readPage() {
	h := m.host
	if h == nil {
		return
	}
	m.readRoll(nil)
	switch h.page {
	case HostMembers:
		m.findMembers()
		m.readVisitors()
	case HostEdit:
		m.readBeside()
	case HostVisitors, HostChanges:
		m.readVisitors()
	case HostIntroductions:
		m.readIntroductions()
	case HostCare:
		m.readCare()
	case HostNotices:
		m.readNotices()
	case HostEvents:
		m.readProgramme()
	case HostScreens:
		m.readScreens()
	case HostHistory:
		m.readHistory()
	case HostSettings:
		m.readHosts()
	}
}

// readFor reads something for a page of the hosts' part on a lane, and says so where it
// cannot be read: what was read before stays. What comes after the session has ended is
// for nobody.
func readFor[T any](m *Model, on *lane, kind, doing string, read func(context.Context) (T, error), then func(T)) {
	h := m.host
	on.put(kind, func(ctx context.Context) func() {
		got, err := read(ctx)
		return func() {
			switch {
			case m.host != h:
				return
			case err != nil:
				m.sorry(doing, err, sayNotRead)
			default:
				then(got)
			}
			m.show()
		}
	})
}

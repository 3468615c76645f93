package kiosk

import "context"

// The kinds of look-up that something waits for.
const (
	lookSearch  = "search"
	lookThanked = "thanked"
	lookSeeing  = "seeing"
	lookHubs    = "hubs"
)

// lookUp has something read for the step on screen. What is read counts once, and only
// while that step is on screen and nothing newer of the kind was asked for: what was read
// for one person is not shown to the next.
func (m *Model) lookUp(kind string, read job) {
	m.lookUps++
	number := m.lookUps
	m.looking[kind] = number
	m.finds.put(kind, func(ctx context.Context) func() {
		apply := read(ctx)
		return func() {
			if m.looking[kind] != number {
				return
			}
			delete(m.looking, kind)
			apply()
			m.show()
		}
	})
}

// looksUp says whether something of a kind is being read.
func (m *Model) looksUp(kind string) bool { return m.looking[kind] != 0 }

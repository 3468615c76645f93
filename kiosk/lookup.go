package kiosk

import "context"

// The kinds of look-up that something waits for.
const (
	lookSearch  = "search"
	lookThanked = "thanked"
	lookSeeing  = "seeing"
	lookHubs    = "hubs"
)

// look is what was last asked for of a kind, at the step on screen.
type look struct {
	of       any
	from     int // the number of the oldest look-up that still counts
	answered bool
}

// lookUp has something read for the step on screen. It counts only while that step is on
// screen and nothing else of the kind was asked for: what was read for one person is not
// shown to the next. Who asks for the same once more, since the store has changed, is not
// kept from the answer that is on its way: changes may come faster than answers.
func (m *Model) lookUp(kind string, of any, read job) {
	m.lookUps++
	number := m.lookUps
	if l, on := m.looking[kind]; !on || l.of != of {
		m.looking[kind] = look{of: of, from: number}
	}
	m.finds.put(kind, func(ctx context.Context) func() {
		apply := read(ctx)
		return func() {
			l, on := m.looking[kind]
			if !on || number < l.from {
				return
			}
			m.looking[kind] = look{of: of, from: number + 1, answered: true}
			apply()
			m.show()
		}
	})
}

// looksUp says whether what was asked for of a kind has had no answer yet.
func (m *Model) looksUp(kind string) bool {
	l, on := m.looking[kind]
	return on && !l.answered
}

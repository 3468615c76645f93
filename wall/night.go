package wall

import (
	"cmp"
	"strings"
	"time"

	"kettle/internal/community"
)

// Night is what a passer-by sees through the window while the space is shut: no
// names and no counts.
type Night struct {
	Words string // "Harbour Commons is closed. Open tomorrow at 8:00."
	Next  string // what is on when it opens
	// Where the words are, in parts of the free room, 0 to 1: they wander so that
	// no pixel of the screen is lit for ever.
	X, Y float32
}

// The words need these many minutes for one way across and back. The two have no
// common measure, so that they come by everywhere.
const (
	wanderX = 97
	wanderY = 61
)

func (c Config) night(s *State, seen *community.Seen, now time.Time) {
	name := cmp.Or(seen.Space.Name, "This space")
	n := &Night{Words: name + " is closed."}
	opens, ok := seen.Space.OpensNext(now)
	opens = seen.Space.Local(opens)
	if seen.Space.OpenAt(now) { // the scene is held
		n.Words, opens, ok = name+" is open.", now, true
	} else if ok {
		n.Words += " " + opensAt(now, opens)
	}
	if ok {
		n.Next = eventsOn(seen, opens, now)
	}
	minute := now.Unix() / 60
	n.X, n.Y = swing(minute, wanderX), swing(minute, wanderY)
	s.Night, s.Title, s.Hint, s.Dots = n, "", "", 0
}

// swing goes from 0 to 1 and back once in a period, in equal steps.
func swing(n, period int64) float32 {
	at := float32((n%period+period)%period) / float32(period)
	return 1 - abs(2*at-1)
}

func abs(v float32) float32 { return max(v, -v) }

func opensAt(now, opens time.Time) string {
	at := " at " + hour(opens) + "."
	switch n := daysApart(now, opens); {
	case n == 0:
		return "Open again" + at
	case n == 1:
		return "Open tomorrow" + at
	case n < 7:
		return "Open on " + opens.Format("Monday") + at
	}
	return "Open on " + opens.Format("Monday 2 January") + at
}

// eventsOn names up to two events of the day on which the space opens next.
func eventsOn(seen *community.Seen, day, now time.Time) string {
	var names []string
	for _, o := range upcoming(seen, now) {
		starts := seen.Space.Local(o.StartsAt)
		if daysApart(day, starts) != 0 || len(names) == 2 {
			continue
		}
		name := o.Title
		if !o.AllDay {
			name += " at " + hour(starts)
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return ""
	}
	return dayName(now, day) + ": " + strings.Join(names, " · ")
}

package wall

import (
	"slices"
	"time"

	"kettle/internal/community"
)

// greetFor is how long somebody who has come in is welcomed, and mostGreeted how many
// are at a time.
const (
	greetFor    = 10 * time.Second
	mostGreeted = 3
)

// door keeps who has come in lately, so that each is welcomed once and for as long as
// the others. Those who are there when the wall begins came before it.
type door struct {
	open bool // somebody has looked before
	came []guest
}

// guest is one who came.
type guest struct {
	id    community.ID
	until time.Time // of their welcome; zero while they wait for it
}

// greet gives who is welcomed now.
func (d *door) greet(seen *community.Seen, now time.Time) (ids [mostGreeted]community.ID) {
	d.came = slices.DeleteFunc(d.came, func(g guest) bool { return !slices.Contains(seen.Arrived, g.id) })
	for _, id := range seen.Arrived {
		if slices.ContainsFunc(d.came, func(g guest) bool { return g.id == id }) {
			continue
		}
		g := guest{id: id}
		if !d.open {
			g.until = now
		}
		d.came = append(d.came, g)
	}
	d.open = true
	n := 0
	for i := range d.came {
		g := &d.came[i]
		if n == mostGreeted || !g.until.IsZero() && !g.until.After(now) {
			continue
		}
		if g.until.IsZero() {
			g.until = now.Add(greetFor)
		}
		ids[n] = g.id
		n++
	}
	return ids
}

// next is when a welcome that is up is over, the zero time for none.
func (d *door) next(now time.Time) (at time.Time) {
	for _, g := range d.came {
		if g.until.After(now) && (at.IsZero() || g.until.Before(at)) {
			at = g.until
		}
	}
	return at
}

// greeting is the band that welcomes them; ok is false for nobody.
func greeting(seen *community.Seen, ids [mostGreeted]community.ID) (b Band, ok bool) {
	var names []string
	back := true
	for _, id := range ids {
		p, ok := profile(seen, id)
		if !ok || !p.Here || !p.WelcomeMe {
			continue
		}
		b.Who = append(b.Who, p)
		names = append(names, p.Called)
		back = back && p.Back
	}
	switch {
	case len(names) == 0:
		return b, false
	case back:
		b.Words = community.End("Good to see you again, "+listed(names), ".")
	default:
		b.Words = community.End("Welcome, "+listed(names), ".")
	}
	return b, true
}

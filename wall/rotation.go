package wall

import (
	"cmp"
	"slices"
	"time"

	"kettle/internal/community"
)

// Step is which page is up at some time, and until when.
type Step struct {
	Scene string
	N     int64                     // steps since midnight of the space
	Turn  int64                     // how many of them were its scene's
	Page  int                       // of the people: where it begins in the day's order; else which page
	Who   community.ID              // of the spotlight
	Dot   int                       // place in the round, from 0
	Dots  int                       // length of the round; 0 where there is none
	Until time.Time                 // when the next step begins
	Greet [mostGreeted]community.ID // who is welcomed meanwhile; the rest is zero
}

// Order gives the IDs of all profiles in the order of that day (an ISO date):
// another one each day, the same on every wall.
func Order(profiles []community.Profile, day string) []community.ID {
	type ranked struct {
		rank uint64
		id   community.ID
	}
	all := make([]ranked, len(profiles))
	for i := range profiles {
		all[i] = ranked{profiles[i].ID.Mixed(day), profiles[i].ID}
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), slices.Compare(a.id[:], b.id[:]))
	})
	ids := make([]community.ID, len(all))
	for i, r := range all {
		ids[i] = r.id
	}
	return ids
}

// PeopleOn gives the members of one people page: size of them from begin on in
// the day's order, which starts again at its end. Pages that follow one another
// therefore show everybody once before anybody twice, and no page is half empty.
func PeopleOn(order []community.ID, begin, size int) []community.ID {
	n := len(order)
	size = min(size, n)
	ids := make([]community.ID, 0, size)
	for i := range size {
		ids = append(ids, order[(begin+i)%n])
	}
	return ids
}

// StepAt gives the step of a wall of that shape at a time. Two of three pages
// are people, in an order that nothing else disturbs; the third goes round
// whatever else there is to show. A held scene stays at its first page.
func (c Config) StepAt(seen *community.Seen, at time.Time, shape Shape) Step {
	local := seen.Space.Local(at)
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, local.Location())
	n := int64(at.Sub(midnight) / c.dwell())
	s := Step{N: n, Until: midnight.Add(time.Duration(n+1) * c.dwell())}
	day := local.Format(time.DateOnly)
	switch {
	case c.Scene != "":
		s.Scene, s.N = c.Scene, 0
		s.Until = at.Add(24 * time.Hour)
		s.Who = spotlight(seen, day, 0)
		return s
	case !seen.Space.OpenAt(at):
		s.Scene, s.N = SceneNight, 0
		s.Until = at.Add(time.Hour)
		if opens, ok := seen.Space.OpensNext(at); ok && opens.Before(s.Until) {
			s.Until = opens
		}
		return s
	}
	people := int64(1)
	if len(seen.Profiles) > shape.People() {
		people = 2
	}
	others := others(seen, at)
	if len(others) == 0 {
		s.Scene, s.Turn = ScenePeople, n
		s.Page = begin(s.Turn, len(seen.Profiles), shape)
		return s
	}
	round := (people + 1) * int64(len(others))
	s.Dots, s.Dot = int(round), int(n%round)
	group, place := n/(people+1), n%(people+1)
	if place < people {
		s.Scene, s.Turn = ScenePeople, group*people+place
		s.Page = begin(s.Turn, len(seen.Profiles), shape)
		return s
	}
	s.Scene, s.Turn = others[group%int64(len(others))], group/int64(len(others))
	if s.Scene == SceneSpotlight {
		s.Who = spotlight(seen, day, s.Turn)
	} else {
		s.Page = int(s.Turn)
	}
	return s
}

// begin gives where the people page of that number begins in an order of n.
func begin(page int64, n int, shape Shape) int {
	if n <= shape.People() {
		return 0
	}
	return int(page * int64(shape.People()) % int64(n))
}

// others are the scenes beside the people that have something to show.
func others(seen *community.Seen, at time.Time) []string {
	var o []string
	if len(seen.Profiles) > 0 {
		o = append(o, SceneSpotlight)
	}
	if len(upcoming(seen, at)) > 0 || seen.Here > 0 {
		o = append(o, SceneToday)
	}
	if len(seen.Posts) > 0 {
		o = append(o, SceneBoard)
	}
	if len(seen.Thanks) > 0 {
		o = append(o, SceneThanks)
	}
	if len(seen.News) > 0 {
		o = append(o, SceneNews)
	}
	return o
}

// spotlight picks whom to dwell on: of four turns two are for newcomers, one for
// somebody who is here and one for anybody. Where there are none of a kind, their turns
// are for the next. Within each kind all take turns, in the day's order.
func spotlight(seen *community.Seen, day string, turn int64) community.ID {
	var fresh, here []community.Profile
	for i := range seen.Profiles {
		switch p := &seen.Profiles[i]; {
		case p.Newcomer(seen.At):
			fresh = append(fresh, *p)
		case p.Here:
			here = append(here, *p)
		}
	}
	kinds := [...][]community.Profile{seen.Profiles, here, fresh}
	kindOf := func(place int64) int {
		switch {
		case place%2 == 0 && len(fresh) > 0:
			return 2
		case place < 3 && len(here) > 0:
			return 1
		}
		return 0
	}
	kind, each, before := kindOf(turn%4), int64(0), int64(0)
	for place := range int64(4) {
		if kindOf(place) == kind {
			each++
			if place < turn%4 {
				before++
			}
		}
	}
	order := Order(kinds[kind], day+" spotlight")
	if len(order) == 0 {
		return community.ID{}
	}
	return order[(turn/4*each+before)%int64(len(order))]
}

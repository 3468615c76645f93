package sync

import (
	"errors"
	"time"

	"kettle/internal/community"
)

// couple is any two people, the lesser ID first.
type couple [2]community.ID

// known is what the oracle knows of two people and one another.
type known struct {
	met   bool
	asked map[community.ID]bool // who asked to meet the other
}

// called is a quick ask, with everybody who was told that they are on the way.
type called struct {
	member  community.ID
	helpers map[community.ID]bool
}

// support has two people do something for one another at a screen, and often at
// another one at the same time.
func (s *sim) support(c *simScreen) {
	a, ok := s.someone(c)
	b, also := s.someone(c)
	if !ok || !also || a.ID == b.ID {
		return
	}
	if s.r.IntN(2) == 0 {
		s.introduce(c, a.ID, b.ID)
		if d := s.screens[s.r.IntN(len(s.screens))]; s.holds(d, a.ID, b.ID) {
			s.introduce(d, b.ID, a.ID)
		}
		return
	}
	s.count++
	id, err := c.db.AddPost(s.ctx, simHost, community.Post{MemberID: a.ID, Quick: true, Words: "The printer!"})
	s.must(err)
	s.calls[id] = &called{a.ID, map[community.ID]bool{}}
	s.note("%s calls for help at %s", a.Name, c.name)
}

// holds says whether a screen knows of both people.
func (s *sim) holds(c *simScreen, a, b community.ID) bool {
	for _, id := range [...]community.ID{a, b} {
		if _, err := c.db.Member(s.ctx, id); err != nil {
			return false
		}
	}
	return true
}

func (s *sim) introduce(c *simScreen, a, b community.ID) {
	one, other := community.InOrder(a, b)
	k := s.couples[couple{one, other}]
	if k == nil {
		k = &known{asked: map[community.ID]bool{}}
		s.couples[couple{one, other}] = k
	}
	switch s.r.IntN(3) {
	case 0:
		s.must(c.db.Met(s.ctx, simHost, a, b))
		k.met = true
	case 1:
		s.must(c.db.PutOff(s.ctx, simHost, a, b, simStart.AddDate(0, 0, 1+s.r.IntN(9)).Format(time.DateOnly)))
	default:
		s.must(c.db.AskIntroduction(s.ctx, simHost, a, b))
		k.asked[a] = true
	}
	s.note("%s and %s at %s", a, b, c.name)
}

// help has two people be on the way to one quick ask, at two screens at once.
func (s *sim) help(c *simScreen) {
	posts, err := c.db.Roll(s.ctx)
	s.must(err)
	for i := range posts.Posts {
		p := &posts.Posts[i]
		if !p.Quick || s.calls[p.ID] == nil {
			continue
		}
		for _, d := range [...]*simScreen{c, s.screens[s.r.IntN(len(s.screens))]} {
			m, ok := s.someone(d)
			if !ok {
				continue
			}
			who, err := d.db.HelpQuick(s.ctx, simHost, p.ID, m.ID)
			if errors.Is(err, community.ErrNotFound) {
				continue // their own, over by this clock, or not here yet
			}
			s.must(err)
			s.calls[p.ID].helpers[who] = true
			s.note("%s is on the way, says %s", m.Name, d.name)
		}
	}
}

// lookAtSupport compares what a screen holds in the end with what the oracle knows.
func (s *sim) lookAtSupport(c *simScreen) {
	roll, err := c.db.Roll(s.ctx)
	s.must(err)
	met := map[couple]*community.Introduction{}
	for i := range roll.Met {
		in := &roll.Met[i]
		pair := couple{in.OneID, in.OtherID}
		if met[pair] != nil {
			s.t.Errorf("%s: there are two introductions of %v", c.name, pair)
		}
		met[pair] = in
	}
	live := 0
	for pair, k := range s.couples {
		if !s.people[pair[0]] || !s.people[pair[1]] {
			continue
		}
		live++
		in := met[pair]
		if in == nil {
			s.t.Errorf("%s: nothing is known of %v", c.name, pair)
			continue
		}
		if k.met == in.MetAt.IsZero() {
			s.t.Errorf("%s: %v met %t", c.name, pair, k.met)
		}
		if !in.AskedByID.IsZero() && !k.asked[in.AskedByID] {
			s.t.Errorf("%s: of %v %s asked", c.name, pair, in.AskedByID)
		}
		if in.AskedByID.IsZero() && len(k.asked) > 0 && !k.met {
			s.t.Errorf("%s: nobody of %v asked", c.name, pair)
		}
	}
	if len(met) != live {
		s.t.Errorf("%s: %d introductions of %d pairs", c.name, len(met), live)
	}
	posts := map[community.ID]*community.Post{}
	for i := range roll.Posts {
		posts[roll.Posts[i].ID] = &roll.Posts[i]
	}
	for id, call := range s.calls {
		p := posts[id]
		if p == nil {
			if s.people[call.member] {
				s.t.Errorf("%s: the call of %s is gone", c.name, call.member)
			}
			continue
		}
		if p.HelperID.IsZero() == (len(call.helpers) > 0) || !p.HelperID.IsZero() && !call.helpers[p.HelperID] {
			s.t.Errorf("%s: %s is on the way, of %v", c.name, p.HelperID, call.helpers)
		}
	}
}

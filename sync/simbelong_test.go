package sync

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
)

// simEvent is what people may come to.
var simEvent = community.Event{
	ID: community.ID{2}, UID: "soup@kettle", Title: "Soup", What: community.EventSocial, Zone: "Europe/London",
	StartsAt: simStart.AddDate(0, 0, 30), EndsAt: simStart.AddDate(0, 0, 30).Add(time.Hour),
}

// said is what the oracle knows of a word that somebody gave: of whom it is, and
// whether anybody ever took it back, after which it may or may not be there.
type said struct {
	of   []community.ID
	back bool
}

// belong has somebody come to an event, and cheer for another and learn their name,
// at a screen, and often at another one at the same time.
func (s *sim) belong(c *simScreen) {
	a, ok := s.someone(c)
	b, also := s.someone(c)
	if !ok || !also || a.ID == b.ID {
		return
	}
	for _, d := range [...]*simScreen{c, s.screens[s.r.IntN(len(s.screens))]} {
		if s.holds(d, a.ID, b.ID) {
			s.come(d, a.ID)
			s.learn(d, a.ID, b.ID)
			s.cheer(d, a.ID, b.ID)
		}
	}
}

// learn keeps how well one knows the name of the other, each time anew.
func (s *sim) learn(c *simScreen, learner, member community.ID) {
	before := ""
	n, known := s.naming(c, learner, member)
	if known {
		before = strconv.Itoa(n.Box)
	}
	s.count++
	s.must(c.db.SaveNaming(s.ctx, community.Naming{LearnerID: learner, MemberID: member, Box: s.count}))
	n, _ = s.naming(c, learner, member)
	s.namings[couple{learner, member}] = n.ID
	s.replaced(n.ID, "box", before, strconv.Itoa(s.count))
	s.note("%s learns the name of %s at %s: %d, after %q", learner, member, c.name, s.count, before)
}

func (s *sim) naming(c *simScreen, learner, member community.ID) (community.Naming, bool) {
	all, err := c.db.Namings(s.ctx, learner)
	s.must(err)
	at := slices.IndexFunc(all, func(n community.Naming) bool { return n.MemberID == member })
	if at < 0 {
		return community.Naming{}, false
	}
	return all[at], true
}

// come has somebody come to an event, and sometimes stay away after all.
func (s *sim) come(c *simScreen, member community.ID) {
	coming, err := c.db.Come(s.ctx, simHost, member, simEvent.ID, simEvent.StartsAt, time.Time{})
	if errors.Is(err, community.ErrNotFound) {
		return // this screen has not heard of it
	}
	if _, over := errors.AsType[*store.NoPlaceError](err); over {
		return // by this clock
	}
	s.must(err)
	back := s.r.IntN(4) == 0
	if back {
		s.must(c.db.StayAway(s.ctx, simHost, coming.ID))
	}
	s.gave(couple{member, simEvent.ID}, back, member)
	s.note("%s comes, says %s, and stays away: %t", member, c.name, back)
}

// cheer has somebody cheer for the news of another, and sometimes no more.
func (s *sim) cheer(c *simScreen, member, other community.ID) {
	roll, err := c.db.Roll(s.ctx)
	s.must(err)
	var post community.ID
	if at := slices.IndexFunc(roll.Posts, func(p community.Post) bool { return p.Side == community.News && p.MemberID == other }); at >= 0 {
		post = roll.Posts[at].ID
	} else {
		post, err = c.db.AddPost(s.ctx, simHost, community.Post{MemberID: other, Side: community.News, Words: "We opened!"})
		s.must(err)
	}
	on := s.r.IntN(4) > 0
	err = c.db.Cheer(s.ctx, simHost, post, member, on)
	if errors.Is(err, community.ErrNotFound) {
		return // over by this clock
	}
	s.must(err)
	s.gave(couple{member, post}, !on, member, other)
	s.note("%s cheers for %s at %s: %t", member, other, c.name, on)
}

// gave notes a word that those gave, or that it was taken back.
func (s *sim) gave(word couple, back bool, of ...community.ID) {
	if s.words[word] == nil {
		s.words[word] = &said{of: of}
	}
	s.words[word].back = s.words[word].back || back
}

// lookAtBelonging compares what a screen holds in the end with what the oracle knows.
func (s *sim) lookAtBelonging(c *simScreen) {
	has := map[couple]int{}
	comings, err := c.db.Comings(s.ctx, simEvent.ID, simEvent.StartsAt)
	s.must(err)
	for _, p := range comings {
		has[couple{p.MemberID, p.EventID}]++
	}
	roll, err := c.db.Roll(s.ctx)
	s.must(err)
	for i := range roll.Cheers {
		has[couple{roll.Cheers[i].MemberID, roll.Cheers[i].PostID}]++
	}
	for word, n := range has {
		if n > 1 || s.words[word] == nil {
			s.t.Errorf("%s: %d times a word of %v", c.name, n, word)
		}
	}
	for word, said := range s.words {
		lives := s.live(said.of...)
		if n := has[word]; !lives && n > 0 || lives && !said.back && n == 0 {
			s.t.Errorf("%s: %d times a word of %v, who live %t", c.name, n, word, lives)
		}
	}
	for pair, id := range s.namings {
		if !s.live(pair[0]) {
			continue // nobody's list
		}
		n, known := s.naming(c, pair[0], pair[1])
		if lives := s.live(pair[:]...); known != lives {
			s.t.Errorf("%s: the naming of %v is there %t, both live %t", c.name, pair, known, lives)
		} else if known {
			s.last(c, place{id, "box"}, strconv.Itoa(n.Box))
		}
	}
}

// live says whether none of them is erased.
func (s *sim) live(people ...community.ID) bool {
	return !slices.ContainsFunc(people, func(id community.ID) bool { return !s.people[id] })
}

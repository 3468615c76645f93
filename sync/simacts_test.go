package sync

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"kettle/internal/community"
)

var simHost = community.Actor{Kind: community.ActorHost}

// editor is who changes a member: one of four a host, whose acts are kept in the
// history, which is three records for one; else somebody whose are not.
func (s *sim) editor() community.Actor {
	if s.r.IntN(4) == 0 {
		return simHost
	}
	return community.Actor{Kind: community.ActorClaimed}
}

// someone draws one of the people that a screen knows of.
func (s *sim) someone(c *simScreen) (community.Member, bool) {
	roll, err := c.db.Roll(s.ctx)
	s.must(err)
	if len(roll.Members) == 0 {
		return community.Member{}, false
	}
	return roll.Members[s.r.IntN(len(roll.Members))], true
}

// join adds a member at a screen.
func (s *sim) join(c *simScreen) {
	s.count++
	m := community.Member{Name: fmt.Sprintf("Member %d", s.count), Number: fmt.Sprint(s.count)}
	id, err := c.db.AddMember(s.ctx, s.editor(), m)
	s.must(err)
	s.people[id] = true
	s.wrote(id, "name", m.Name)
	s.note("%s adds %s", c.name, m.Name)
}

// edit gives a field of somebody a new value at a screen.
func (s *sim) edit(c *simScreen) {
	m, ok := s.someone(c)
	if !ok {
		s.join(c)
		return
	}
	field := []string{"headline", "about", "languages:Igbo"}[s.r.IntN(3)]
	s.count++
	value := fmt.Sprintf("v%d", s.count)
	before := ""
	err := c.db.EditMember(s.ctx, s.editor(), m.ID, func(m *community.Member) error {
		switch field {
		case "headline":
			before = m.Headline
		case "about":
			before = m.About
		default:
			before, value = "", ""
			if len(m.Languages) > 0 {
				m.Languages = nil
				return nil
			}
			m.Languages = []string{"Igbo"}
			return nil
		}
		return m.Set(field, value)
	})
	s.must(err)
	if field == "languages:Igbo" {
		return // equal values come again: only that all agree is looked at
	}
	s.replaced(m.ID, field, before, value)
	s.note("%s sets %s of %s to %s, seeing %q", c.name, field, m.Name, value, before)
}

// replaced notes a value that somebody wrote who saw the one before, "" for none.
func (s *sim) replaced(id community.ID, field, before, value string) {
	s.wrote(id, field, value)
	if before == "" {
		return
	}
	p := place{id, field}
	if s.beaten[p] == nil {
		s.beaten[p] = map[string]bool{}
	}
	s.beaten[p][before] = true
}

func (s *sim) wrote(id community.ID, field, value string) {
	p := place{id, field}
	if s.writes[p] == nil {
		s.writes[p] = map[string]bool{}
	}
	s.writes[p][value] = true
}

// visit checks somebody in, or out.
func (s *sim) visit(c *simScreen) {
	m, ok := s.someone(c)
	if !ok {
		return
	}
	if s.r.IntN(3) == 0 {
		_, err := c.db.CheckOut(s.ctx, simHost, m.ID)
		if err != nil && !errors.Is(err, community.ErrNotFound) {
			s.must(err)
		}
		return
	}
	s.checkIn(c, m)
}

func (s *sim) checkIn(c *simScreen, m community.Member) {
	v, already, err := c.db.CheckIn(s.ctx, simHost, m.ID)
	s.must(err)
	if !already {
		s.facts[v.ID] = m.ID
		s.note("%s checks %s in: %s", c.name, m.Name, v.ID)
	}
}

// answers has a few people answer the questions of their quarter, if they have any.
func (s *sim) answers(c *simScreen) {
	for range 1 + s.r.IntN(6) {
		if m, ok := s.someone(c); ok {
			s.answer(c, m)
		}
	}
}

func (s *sim) answer(c *simScreen, m community.Member) {
	s.checkIn(c, m)
	v, err := c.db.CheckOut(s.ctx, simHost, m.ID)
	s.must(err)
	q, err := c.db.QuestionFor(s.ctx, v.ID)
	if errors.Is(err, community.ErrNotFound) {
		return
	}
	s.must(err)
	s.must(c.db.Answer(s.ctx, m.ID, q.Name, []string{community.AnswerYes, community.AnswerNo, community.AnswerSkip}[s.r.IntN(3)]))
	tallies, err := c.db.Tallies(s.ctx)
	s.must(err)
	for _, t := range tallies {
		s.tally[t.ID] = max(s.tally[t.ID], countsOf(&t))
	}
	s.note("%s answers at %s", m.Name, c.name)
}

func countsOf(t *community.Tally) string {
	for _, f := range t.Fields() {
		if f.Name == "counts" {
			return f.Value
		}
	}
	return ""
}

// visitor signs a visitor in, or out.
func (s *sim) visitor(c *simScreen) {
	here, err := c.db.VisitorsHere(s.ctx)
	s.must(err)
	if len(here) > 0 && s.r.IntN(2) == 0 {
		_, err := c.db.SignOut(s.ctx, simHost, here[s.r.IntN(len(here))].ID)
		s.must(err)
		return
	}
	s.count++
	v, _, err := c.db.SignIn(s.ctx, simHost, community.Visitor{Name: fmt.Sprintf("Visitor %d", s.count)})
	s.must(err)
	s.guests[v.ID] = true
	s.note("%s signs %s in: %s", c.name, v.Name, v.ID)
}

// erase takes somebody away for ever.
func (s *sim) erase(c *simScreen) {
	m, ok := s.someone(c)
	if !ok {
		return
	}
	s.must(c.db.Erase(s.ctx, simHost, m.ID))
	s.people[m.ID] = false
	s.note("%s erases %s", c.name, m.Name)
}

// heal ends all faults and lets everybody talk until nothing is left to say.
func (s *sim) heal() {
	s.calm = true
	for _, c := range s.screens {
		c.skew = 0
	}
	s.note("the faults are over")
	s.settle()
}

// settle has all screens push and pull until nobody has anything left.
func (s *sim) settle() {
	for round := range 20 {
		quiet := round > 2
		for _, c := range s.screens {
			if round < 3 { // connections end now and then, and a copy is noticed at the next hello
				c.replica.met = false
			}
			for range 50 {
				err := c.replica.Meet(s.ctx)
				var more bool
				if err == nil {
					more, err = c.replica.Push(s.ctx)
				}
				if err != nil {
					quiet = false
					c.take(err)
					continue
				}
				if !more {
					break
				}
				quiet = false
			}
			for range 200 {
				err := c.replica.Meet(s.ctx)
				before := c.replica.now()
				var more bool
				if err == nil {
					more, err = c.replica.Pull(s.ctx, 0)
				}
				if err != nil {
					quiet = false
					c.take(err)
					continue
				}
				if after := c.replica.now(); after.After != before.After || after.Epoch != before.Epoch {
					quiet = false
				}
				if !more && c.replica.isMet() {
					break
				}
			}
		}
		if quiet {
			return
		}
	}
	for _, c := range s.screens {
		s.note("%s: %v, %+v", c.name, c.replica.err, c.replica.now())
	}
	s.t.Fatal("it never gets quiet")
}

// look compares how it ended with what the oracle knows.
func (s *sim) look() {
	hub, err := s.hub.Own(s.space, "hub").Digest(s.ctx)
	s.must(err)
	numbers := map[int64]string{}
	for _, c := range s.screens {
		sums, err := c.db.Digest(s.ctx)
		s.must(err)
		if sums != hub {
			s.t.Errorf("%s is not as the hub", c.name)
		}
		if other := numbers[c.db.Screen()]; other != "" {
			s.t.Errorf("%s and %s stamp under one number", c.name, other)
		}
		numbers[c.db.Screen()] = c.name
		s.lookAt(c)
		s.lookAtSupport(c)
		s.lookAtBelonging(c)
	}
	s.quiet()
}

func (s *sim) lookAt(c *simScreen) {
	roll, err := c.db.Roll(s.ctx)
	s.must(err)
	here := map[community.ID]community.Member{}
	for _, m := range roll.Members {
		here[m.ID] = m
	}
	for id, lives := range s.people {
		if _, ok := here[id]; ok != lives {
			s.t.Errorf("%s: member %s is here %t, want %t", c.name, id, ok, lives)
		}
	}
	for p := range s.writes {
		if m, ok := here[p.id]; ok {
			s.last(c, p, map[string]string{"name": m.Name, "headline": m.Headline, "about": m.About}[p.field])
		}
	}
	visits, err := c.db.Visits(s.ctx, time.Time{})
	s.must(err)
	has := map[community.ID]bool{}
	for _, v := range visits {
		has[v.ID] = true
		if s.facts[v.ID] != v.MemberID {
			s.t.Errorf("%s: visit %s was never made", c.name, v.ID)
		}
	}
	tallies, err := c.db.Tallies(s.ctx)
	s.must(err)
	if len(tallies) != len(s.tally) {
		s.t.Errorf("%s: %d counts of answers, want %d", c.name, len(tallies), len(s.tally))
	}
	for _, t := range tallies {
		if got := countsOf(&t); got != s.tally[t.ID] {
			s.t.Errorf("%s: the answers of %s are %s, not %s", c.name, t.Month, got, s.tally[t.ID])
		}
	}
	visitors, err := c.db.Visitors(s.ctx, time.Time{})
	s.must(err)
	if len(visitors) != len(s.guests) {
		s.t.Errorf("%s: %d visitors, %d signed in", c.name, len(visitors), len(s.guests))
	}
	for visit, member := range s.facts {
		if has[visit] != s.people[member] {
			s.t.Errorf("%s: visit %s is here %t, its member %t", c.name, visit, has[visit], s.people[member])
		}
	}
}

// last sees that a value may be the last that anybody wrote.
func (s *sim) last(c *simScreen, p place, got string) {
	if !s.writes[p][got] {
		s.t.Errorf("%s: %s of %s is %q, which nobody wrote of %v", c.name, p.field, p.id, got, slices.Sorted(maps.Keys(s.writes[p])))
	}
	if s.beaten[p][got] {
		s.t.Errorf("%s: %s of %s is %q, which somebody saw and replaced", c.name, p.field, p.id, got)
	}
}

// quiet sees that a round in which nobody does anything wakes nobody.
func (s *sim) quiet() {
	for _, c := range s.screens {
		changed, stop := c.db.Watch()
		if n, _, err := c.db.Waiting(s.ctx); err != nil || n > 0 {
			s.t.Errorf("%s: %d wait to be sent, %v", c.name, n, err)
		}
		if _, err := c.replica.Pull(s.ctx, 0); err != nil {
			s.t.Errorf("%s: %v", c.name, err)
		}
		select {
		case <-changed:
			s.t.Errorf("%s is woken though nothing happened", c.name)
		default:
		}
		stop()
	}
}

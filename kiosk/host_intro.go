package kiosk

import (
	"context"
	"fmt"
	"strings"

	"kettle/internal/community"
	"kettle/internal/match"
)

// mostPairs is how many introductions hosts are shown at once.
const mostPairs = 3

// IntroductionDesk is how hosts bring members together.
type IntroductionDesk interface {
	// Introductions works out whom to introduce today.
	Introductions(ctx context.Context, most int) (match.Introductions, error)
	// Introduce keeps that the two were introduced, or with done unset that they were
	// not; NotToday that they are not to be brought up before tomorrow; NeverIntroduce
	// that they are never, or are after all.
	Introduce(ctx context.Context, by community.Actor, one, other community.ID, done bool) error
	NotToday(ctx context.Context, by community.Actor, one, other community.ID) error
	NeverIntroduce(ctx context.Context, by community.Actor, one, other community.ID, never bool) error
}

// IntroductionsState is the hosts' page of introductions.
type IntroductionsState struct {
	Text  string
	Pairs []PairLine
	Foot  string // who waits longest, and what became of the last ones
}

// PairLine is two members to be introduced, in words.
type PairLine struct {
	One, Other community.Profile
	Names      string // "Ada and Tomasz"
	Kicker     string // "New on Monday", "Asked to be introduced"
	Why        string
	Opening    string
}

// readIntroductions works out anew whom to introduce.
func (m *Model) readIntroductions() {
	h := m.host
	readFor(m, m.pairs, "pairs", "work out introductions", func(ctx context.Context) (match.Introductions, error) {
		return m.cfg.Hosts.Introductions(ctx, mostPairs)
	}, func(got match.Introductions) { h.introductions = &got })
}

func (m *Model) tapIntroductions(t Tap) {
	h := m.host
	if h.introductions == nil {
		return
	}
	for _, p := range h.introductions.Pairs {
		if p.One.ID != t.ID {
			continue
		}
		one, other, desk := p.One.ID, p.Other.ID, m.cfg.Hosts
		names := p.One.Called + " and " + p.Other.Called
		switch t.Verb {
		case DoMet:
			m.introduce(func(ctx context.Context, by community.Actor) error { return desk.Introduce(ctx, by, one, other, true) },
				names+" know each other now.", func(ctx context.Context, by community.Actor) error { return desk.Introduce(ctx, by, one, other, false) })
		case DoLater:
			m.introduce(func(ctx context.Context, by community.Actor) error { return desk.NotToday(ctx, by, one, other) }, "", nil)
		case DoNever:
			m.introduce(func(ctx context.Context, by community.Actor) error {
				return desk.NeverIntroduce(ctx, by, one, other, true)
			},
				names+" are left as they are.", func(ctx context.Context, by community.Actor) error {
					return desk.NeverIntroduce(ctx, by, one, other, false)
				})
		}
		return
	}
}

// introduce does one act about two members, which undo takes back; nil for what
// needs none.
func (m *Model) introduce(do func(context.Context, community.Actor) error, words string, undo func(context.Context, community.Actor) error) {
	m.act("keep an introduction", do, func() {
		if undo != nil {
			m.did(words, undo, sayUndone)
		}
		m.readPage()
	})
}

func (m *Model) introductionsState() IntroductionsState {
	in := m.host.introductions
	if in == nil {
		return IntroductionsState{}
	}
	s := IntroductionsState{Text: "Nobody to bring together right now. It takes two who are here and open to it."}
	if n := len(in.Pairs); n > 0 {
		s.Text = [...]string{"", "One that would work today.", "Two that would work today.", "Three that would work today."}[min(n, 3)] + " Everybody in them is here and open to it."
	}
	now := m.host.roll.Space.Local(m.cfg.Now())
	for i := range in.Pairs {
		p := &in.Pairs[i]
		l := PairLine{One: p.One, Other: p.Other, Names: p.One.Called + " and " + p.Other.Called, Why: p.Why, Opening: p.Opening}
		switch {
		case p.Asked:
			l.Kicker = "Asked to be introduced"
		case p.New:
			l.Kicker = strings.TrimSuffix(joinedWords(&p.One, now), ".")
		}
		s.Pairs = append(s.Pairs, l)
	}
	var foot []string
	if len(in.Waiting) > 0 {
		var names []string
		for _, w := range in.Waiting[:min(len(in.Waiting), 3)] {
			names = append(names, fmt.Sprintf("%s (%s)", w.Who.Called, daysOf(w.Days)))
		}
		foot = append(foot, "Waiting longest: "+strings.Join(names, ", ")+".")
	}
	if in.Said > 0 {
		foot = append(foot, fmt.Sprintf("Followed up: %d of the last month’s %d did talk.", in.Talked, in.Said))
	}
	s.Foot = strings.Join(foot, " ")
	return s
}

func daysOf(n int) string {
	if n == 0 {
		return "since today"
	}
	return countWords(n, "day", "days")
}

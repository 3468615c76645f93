package main

import (
	"context"
	"time"

	"kettle/internal/care"
	"kettle/internal/community"
	"kettle/kiosk"
)

// quizMost is how many names one round asks at most.
const quizMost = 20

// Care works out whom hosts may want to think of.
func (h hosts) Care(ctx context.Context) (kiosk.CareLists, error) {
	r, err := h.Roll(ctx)
	if err != nil {
		return kiosk.CareLists{}, err
	}
	visits, err := h.Visits(ctx, time.UnixMilli(0))
	if err != nil {
		return kiosk.CareLists{}, err
	}
	now := r.Space.Local(h.Now())
	return kiosk.CareLists{New: care.Newcomers(r, now), Missed: care.NotSeen(r, visits, now), Stale: care.Stale(r, now)}, nil
}

// Deck gives the names that a learner is asked now: of members who agreed to the
// wall, since it is the lobby's screen.
func (h hosts) Deck(ctx context.Context, learner community.ID) ([]care.Question, error) {
	seen, err := h.Seen(ctx, community.Wall)
	if err != nil {
		return nil, err
	}
	known, err := h.Namings(ctx, learner)
	if err != nil {
		return nil, err
	}
	return care.Deck(seen.Profiles, known, learner, seen.Space.Local(h.Now()), quizMost), nil
}

// Named keeps whether a learner knew a name.
func (h hosts) Named(ctx context.Context, learner, member community.ID, right bool) error {
	space, err := h.Space(ctx)
	if err != nil {
		return err
	}
	known, err := h.Namings(ctx, learner)
	if err != nil {
		return err
	}
	n := community.Naming{LearnerID: learner, MemberID: member}
	for _, k := range known {
		if k.MemberID == member {
			n = k
		}
	}
	return h.SaveNaming(ctx, care.Next(n, right, space.Local(h.Now())))
}

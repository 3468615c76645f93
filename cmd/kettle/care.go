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
func (d desk) Deck(ctx context.Context, learner community.ID) ([]care.Question, error) {
	seen, err := d.Seen(ctx, community.Wall)
	if err != nil {
		return nil, err
	}
	known, err := d.Namings(ctx, learner)
	if err != nil {
		return nil, err
	}
	return care.Deck(seen.Profiles, known, learner, seen.Space.Local(d.Now()), quizMost), nil
}

// Named keeps whether a learner knew a name.
func (d desk) Named(ctx context.Context, learner, member community.ID, right bool) error {
	space, err := d.Space(ctx)
	if err != nil {
		return err
	}
	known, err := d.Namings(ctx, learner)
	if err != nil {
		return err
	}
	n := community.Naming{LearnerID: learner, MemberID: member}
	for _, k := range known {
		if k.MemberID == member {
			n = k
		}
	}
	return d.SaveNaming(ctx, care.Next(n, right, space.Local(d.Now())))
}

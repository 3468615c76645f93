package main

import (
	"context"
	"fmt"

	"kettle/internal/community"
	"kettle/internal/match"
)

// putOffDays is for how long two members are not brought up again when one of them
// says "not today".
const putOffDays = 14

// Acquaintance gives somebody who is here and whom the member does not know.
func (d desk) Acquaintance(ctx context.Context, member community.ID) (community.Profile, string, error) {
	r, err := d.Roll(ctx)
	if err != nil {
		return community.Profile{}, "", err
	}
	who, why, ok := d.finder.Acquaintance(r, d.Now(), member)
	if !ok {
		return who, "", fmt.Errorf("somebody whom %s does not know: %w", member, community.ErrNotFound)
	}
	return who, why, nil
}

// PutOff keeps that the two are not to be brought up for a while.
func (d desk) PutOff(ctx context.Context, by community.Actor, one, other community.ID) error {
	space, err := d.Space(ctx)
	if err != nil {
		return err
	}
	return d.DB.PutOff(ctx, by, one, other, space.Day(d.Now().AddDate(0, 0, putOffDays)))
}

// Introductions works out whom to introduce today.
func (h hosts) Introductions(ctx context.Context, most int) (match.Introductions, error) {
	r, err := h.Roll(ctx)
	if err != nil {
		return match.Introductions{}, err
	}
	return h.finder.Introduce(r, h.Now(), most), nil
}

// NotToday keeps that the two are not to be brought up before tomorrow.
func (h hosts) NotToday(ctx context.Context, by community.Actor, one, other community.ID) error {
	space, err := h.Space(ctx)
	if err != nil {
		return err
	}
	return h.DB.PutOff(ctx, by, one, other, space.Day(h.Now().AddDate(0, 0, 1)))
}

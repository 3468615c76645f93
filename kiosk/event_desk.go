package kiosk

import (
	"context"
	"time"

	"kettle/internal/community"
)

// Programme is what the kiosk needs of the store for events. A member acts for
// themselves alone; in another's name all is community.ErrNotFound.
type Programme interface {
	// Gathering gives one occasion of an event as the member may know it, or for the
	// zero ID anybody: which was to be at that time.
	Gathering(ctx context.Context, by community.Actor, member, event community.ID, of time.Time) (community.Gathering, error)
	// Come keeps that the member comes to it, at an advice surgery for the turn that
	// begins at slot. An error with a Sentence says why there is no place.
	Come(ctx context.Context, by community.Actor, member, event community.ID, of, slot time.Time) (community.Coming, error)
	// StayAway takes a coming back, SeeComing keeps whether one stands of which the
	// member hears: that it was said in their name, or that its occasion was moved.
	StayAway(ctx context.Context, by community.Actor, coming community.ID) error
	SeeComing(ctx context.Context, by community.Actor, coming community.ID, mine bool) error
	// AwaitPlace keeps that somebody without a place waits for one. When and where it is
	// they know again once they have heard of their place.
	AwaitPlace(ctx context.Context, by community.Actor, coming community.ID) error
	// SetGoal keeps what they set themselves, SetWent how it went, "" for neither, and
	// AskedComing that they were asked afterwards.
	SetGoal(ctx context.Context, by community.Actor, coming community.ID, goal string) error
	SetWent(ctx context.Context, by community.Actor, coming community.ID, went string) error
	AskedComing(ctx context.Context, by community.Actor, coming community.ID) error
	// Met keeps that two members know one another.
	Met(ctx context.Context, by community.Actor, a, b community.ID) error
}

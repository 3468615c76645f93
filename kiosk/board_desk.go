package kiosk

import (
	"context"

	"kettle/internal/community"
)

// Board is what the kiosk needs of the store for asks, offers and thank-yous. The
// ID makes a record one however often it is tried. A member acts for themselves
// alone; in another's name all is community.ErrNotFound.
type Board interface {
	// AddPost puts up an ask or an offer, and says whether it waits until a host has
	// looked at its words. ClosePost takes it down, ReopenPost puts it up again, and
	// RenewPost lets it stay for as long as a new one.
	AddPost(ctx context.Context, by community.Actor, p community.Post) (held bool, err error)
	ClosePost(ctx context.Context, by community.Actor, id community.ID) error
	ReopenPost(ctx context.Context, by community.Actor, id community.ID) error
	RenewPost(ctx context.Context, by community.Actor, id community.ID) error
	// Thank keeps a thank-you, and says whether the wall waits until a host has looked
	// at its words. VoidThanks makes it one that never was.
	Thank(ctx context.Context, by community.Actor, t community.ThankYou) (held bool, err error)
	VoidThanks(ctx context.Context, by community.Actor, id community.ID) error
	// Mine gives what may be brought up with the member who says who they are.
	Mine(ctx context.Context, by community.Actor, member community.ID) (community.Mine, error)
	// SeePost and SeeThanks keep whether the member says of what was claimed in their
	// name that it is theirs; what is not is taken back.
	SeePost(ctx context.Context, by community.Actor, id community.ID, mine bool) error
	SeeThanks(ctx context.Context, by community.Actor, id community.ID, mine bool) error
	// HearThanks keeps that who was thanked was told, and whether the wall may show it.
	HearThanks(ctx context.Context, by community.Actor, id community.ID, agrees bool) error
}

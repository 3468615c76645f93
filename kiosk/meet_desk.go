package kiosk

import (
	"context"

	"kettle/internal/community"
)

// MeetDesk is what the kiosk needs of the store so that members meet. A member acts
// for themselves alone; in another's name all is community.ErrNotFound.
type MeetDesk interface {
	// SetMood keeps how a member who is in would like to be met, "" for unsaid.
	SetMood(ctx context.Context, by community.Actor, visit community.ID, mood string) error
	// Acquaintance gives somebody who is here, happy to be shown so, and whom the
	// member does not know, and one thing they have in common;
	// community.ErrNotFound for nobody.
	Acquaintance(ctx context.Context, member community.ID) (who community.Profile, why string, err error)
	// AskIntroduction keeps that one would like to meet the other, UnaskIntroduction
	// takes that back, SeeIntroduction keeps whether it was them who asked, and PutOff
	// keeps that the two are not to be brought up for some days.
	AskIntroduction(ctx context.Context, by community.Actor, from, to community.ID) error
	UnaskIntroduction(ctx context.Context, by community.Actor, from, to community.ID) error
	SeeIntroduction(ctx context.Context, by community.Actor, from, to community.ID, mine bool) error
	PutOff(ctx context.Context, by community.Actor, one, other community.ID) error
	// Talked keeps whether two who were introduced have talked.
	Talked(ctx context.Context, by community.Actor, one, other community.ID, yes bool) error
	// HelpQuick keeps that a member goes to whoever asked for quick help, and gives who
	// does: the first who said so. It is community.ErrNotFound for what is over.
	HelpQuick(ctx context.Context, by community.Actor, post, helper community.ID) (community.ID, error)
	// SeeHelp keeps whether it was the helper who said so.
	SeeHelp(ctx context.Context, by community.Actor, post community.ID, mine bool) error
	// SortPost takes a post down since what it was about is done.
	SortPost(ctx context.Context, by community.Actor, post community.ID) error
}

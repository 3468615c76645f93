package kiosk

import (
	"context"

	"kettle/internal/community"
)

// NewsDesk is what the kiosk needs of the store for good news and who cheers. A
// member cheers in their own name alone, and not for themselves: all else, and what is
// not up, is community.ErrNotFound.
type NewsDesk interface {
	// Cheer keeps that a member cheers for news, or that they do no more.
	Cheer(ctx context.Context, by community.Actor, post, member community.ID, on bool) error
	// SeeCheer keeps whether it was the member who cheers.
	SeeCheer(ctx context.Context, by community.Actor, post, member community.ID, mine bool) error
	// Cheered gives the news for which a member cheers.
	Cheered(ctx context.Context, member community.ID) ([]community.ID, error)
}

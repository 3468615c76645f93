package main

import (
	"context"

	"kettle/internal/community"
	"kettle/internal/packs"
)

// CalendarWords says in words how the calendars are that are read from the network.
func (h hosts) CalendarWords(ctx context.Context) ([]string, error) {
	if h.feed == nil {
		return []string{}, nil
	}
	return h.feed.Words(ctx)
}

// Templates are the space's own, then those that come with the program.
func (h hosts) Templates(ctx context.Context) ([]community.Template, error) {
	space, err := h.Space(ctx)
	if err != nil {
		return nil, err
	}
	return packs.Of(space.Practices).Templates, nil
}

package main

import (
	"context"

	"kettle/internal/community"
	"kettle/internal/packs"
)

// CalendarWords says in words how the calendars are that are read from the network:
// none is.
func (h hosts) CalendarWords(context.Context) ([]string, error) { return []string{}, nil }

// Templates are the space's own, then those that come with the program.
func (h hosts) Templates(ctx context.Context) ([]community.Template, error) {
	space, err := h.Space(ctx)
	if err != nil {
		return nil, err
	}
	return packs.Of(space.Practices).Templates, nil
}

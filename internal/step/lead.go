package step

import (
	"context"
	"errors"

	"kettle/internal/community"
)

// Leads says whether this screen does what one of a space does for all: it works
// alone, or it is the hub. A wall never does.
func (k *Keeper) Leads(ctx context.Context) (bool, error) {
	link, err := k.db.Link(ctx)
	if errors.Is(err, community.ErrNotFound) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	_, _, hub := k.Listening()
	return hub && link.Role != community.RoleWall, nil
}

package step

import (
	"context"
	"log/slog"
	"time"

	"kettle/internal/store"
)

// How often a program looks for what is too old, and how long after it began.
const (
	retainEvery = 6 * time.Hour
	retainFirst = 2 * time.Minute
)

// Retain lets go what is kept for a while only, as store.DB.Retain. The store of
// the hub's own machine says for all screens since when that is.
func (k *Keeper) Retain(ctx context.Context, dry bool) (store.Retained, error) {
	s, err := k.Status(ctx)
	if err != nil {
		return store.Retained{}, err
	}
	return k.db.Retain(ctx, store.RetainOptions{Dry: dry, Hub: s.Role == RoleHub})
}

// RetainDaily lets go what is too old, again and again until ctx ends. What goes
// wrong is tried again at the next time.
func (k *Keeper) RetainDaily(ctx context.Context) error {
	next := time.NewTimer(retainFirst)
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-next.C:
		}
		next.Reset(retainEvery)
		switch r, err := k.Retain(ctx, false); {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			slog.Error("let go what is too old", "err", err)
		case r.Doubt != "":
			slog.Warn("let go what is too old", "problem", r.Doubt)
		case r.Visits+r.Comings+r.Visitors+r.Members+r.Parcels+r.Posts+r.Cheers+r.PutOff+r.Acts+r.Values > 0:
			slog.Info("what was too old is gone", "visits", r.Visits, "comings", r.Comings, "visitors", r.Visitors, "members", r.Members, "parcels", r.Parcels,
				"posts", r.Posts, "cheers", r.Cheers, "put off", r.PutOff, "acts", r.Acts, "values", r.Values)
		}
	}
}

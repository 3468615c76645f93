package command

import (
	"context"
	"os"
	"sync"
	"time"

	"kettle/internal/owner"
	"kettle/internal/step"
	"kettle/internal/store"
)

// Serve runs the commands that other processes hand over for as long as db is
// open here: a screen calls it in a goroutine of its own, ends ctx before it
// closes db, and waits until Serve has returned. keeper is what keeps db in step,
// nil for nothing; now is the machine's clock, nil for the real one.
func Serve(ctx context.Context, db *store.DB, keeper *step.Keeper, now func() time.Time) error {
	var photos sync.Mutex
	return owner.Serve(ctx, db.Dir(), Version, func(ctx context.Context, s *owner.Session) int {
		return Main(ctx, &Env{
			Args: s.Args, Dir: s.Dir, Stdin: s.Stdin, Stdout: s.Stdout, Stderr: s.Stderr,
			OutTerminal: s.OutTerminal, ErrTerminal: s.ErrTerminal, InTerminal: s.InTerminal, Width: s.Width,
			Getenv: os.Getenv, Now: now, DB: db, Step: keeper, photos: &photos,
			Ask: func(_ context.Context, prompt string, hidden bool) (string, error) { return s.Ask(prompt, hidden) },
		})
	})
}

package command

import (
	"context"
	"os"
	"sync"
	"time"

	"kettle/internal/community"
	"kettle/internal/owner"
	"kettle/internal/step"
	"kettle/internal/store"
)

// Link gives the address of a phone page on which a member does one thing once,
// and until when: what for is "photo" or "profile". It is "" where there are no
// pages for phones, or none that change anything, as on a wall.
type Link func(known community.ActorKind, member community.ID, what string) (url string, until time.Time)

// Serve runs the commands that other processes hand over for as long as db is
// open here: a screen calls it in a goroutine of its own, ends ctx before it
// closes db, and waits until Serve has returned. keeper is what keeps db in step,
// nil for nothing; now is the machine's clock, nil for the real one; link is nil
// where no pages are served.
func Serve(ctx context.Context, db *store.DB, keeper *step.Keeper, now func() time.Time, link Link) error {
	var photos sync.Mutex
	return owner.Serve(ctx, db.Dir(), Version, func(ctx context.Context, s *owner.Session) int {
		return Main(ctx, &Env{
			Args: s.Args, Dir: s.Dir, Stdin: s.Stdin, Stdout: s.Stdout, Stderr: s.Stderr,
			OutTerminal: s.OutTerminal, ErrTerminal: s.ErrTerminal, InTerminal: s.InTerminal, Width: s.Width,
			Getenv: os.Getenv, Now: now, DB: db, Step: keeper, Link: link, photos: &photos,
			Ask: func(_ context.Context, prompt string, hidden bool) (string, error) { return s.Ask(prompt, hidden) },
		})
	})
}

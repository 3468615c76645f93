package web

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"kettle/internal/community"
)

func clockAt(at time.Time) func() time.Time { return func() time.Time { return at } }

func quietOptions() Options { return Options{Log: slog.New(slog.DiscardHandler)} }

// phones counts those that asked, so that each has an address of its own.
var phones atomic.Uint32

func nextPhone() string {
	n := phones.Add(1)
	return fmt.Sprintf("10.%d.%d.%d:4000", n>>16&255, n>>8&255, n&255)
}

// presentSource is a source by whose mistake everybody is here.
type presentSource struct{ *demo }

func (s presentSource) ProfileByCode(ctx context.Context, code string) (community.Profile, error) {
	p, err := s.demo.ProfileByCode(ctx, code)
	p.Here, p.ShowsPresence = true, true
	return p, err
}

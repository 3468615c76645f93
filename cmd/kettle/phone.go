package main

import (
	"context"
	"log/slog"
	"net"
	"sync"
	"time"

	"kettle/internal/settings"
	"kettle/internal/store"
	"kettle/internal/web"
)

// phone serves the phone pages and knows where phones find them.
type phone struct {
	ln  net.Listener // nil for no pages
	set settings.Settings

	mu   sync.Mutex
	base string
}

// listen opens the address for phone pages. Without one the screen works on,
// and shows no codes that lead nowhere.
func listen(set settings.Settings) *phone {
	p := &phone{set: set}
	if set.Listen == "" {
		return p
	}
	ln, err := net.Listen("tcp", set.Listen)
	if err != nil {
		slog.Error("no phone pages", "err", err)
		return p
	}
	p.ln = ln
	p.look()
	return p
}

// look works the address out again; a kiosk may boot before its network.
func (p *phone) look() {
	base := web.Address(p.ln.Addr(), p.set.BaseURL, web.Interfaces()...)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.base = base
}

// address is where phones find the pages, "" for nowhere.
func (p *phone) address() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.base
}

// profileURL is the address in the QR code of a profile, "" for none.
func (p *phone) profileURL(code string) string {
	base := p.address()
	if base == "" || code == "" {
		return ""
	}
	return web.ProfileURL(base, code)
}

// serve answers phones until ctx ends.
func (p *phone) serve(ctx context.Context, db *store.DB, now func() time.Time) error {
	if p.ln == nil {
		return nil
	}
	slog.Info("phone pages", "at", p.address())
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		tick := time.NewTicker(time.Minute)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				p.look()
			}
		}
	}()
	return web.Serve(ctx, p.ln, web.New(pages{db}, web.Options{Now: now}))
}

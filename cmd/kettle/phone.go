package main

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"maps"
	"net"
	"strings"
	"sync"
	"time"

	"kettle/internal/community"
	"kettle/internal/settings"
	"kettle/internal/store"
	"kettle/internal/web"
	"kettle/kiosk"
)

// phone serves the phone pages and knows where phones find them.
type phone struct {
	ln      net.Listener // nil for no pages
	set     settings.Settings
	secure  bool         // served over HTTPS
	tickets *web.Tickets // nil where nothing can be changed, as on a wall

	mu    sync.Mutex
	base  string
	sent  func(kiosk.Sent) // told of what came in
	given map[string]given // by the word of the ticket
}

// given is a ticket as it was given out: the machine's address may be another by
// the time that something comes.
type given struct {
	url   string
	until time.Time
	photo func(hash string) // who waits for a photo, or nil
}

// listen opens the address for phone pages. Without one the screen works on,
// and shows no codes that lead nowhere.
func listen(set settings.Settings) *phone {
	p := &phone{set: set}
	if set.Listen == "" {
		return p
	}
	var config *tls.Config
	if set.TLSCert != "" {
		var err error
		if config, err = web.Certificates(set.TLSCert, set.TLSKey); err != nil {
			slog.Error("no phone pages", "err", err)
			return p
		}
	}
	ln, err := net.Listen("tcp", set.Listen)
	if err != nil {
		slog.Error("no phone pages", "err", err)
		return p
	}
	if p.ln, p.secure = ln, config != nil; p.secure {
		p.ln = tls.NewListener(ln, config)
	}
	p.look()
	return p
}

// takesChanges has members change what is said of them, by the clock of the
// store.
func (p *phone) takesChanges(now func() time.Time) {
	if p.ln != nil {
		p.tickets = web.NewTickets(now, p.came)
	}
}

// look works the address out again; a kiosk may boot before its network.
func (p *phone) look() {
	base := web.Address(p.ln.Addr(), p.set.BaseURL, web.Interfaces()...)
	if p.secure {
		base = web.SecureAddress(base)
	}
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

// ticket gives the address of a page on which a member, known so well, does one
// thing once, and until when; "" for none. What for is one of the kiosk's Ticket
// constants.
func (p *phone) ticket(known community.ActorKind, member community.ID, what string) (url string, until time.Time) {
	purpose := web.Purpose(what)
	if base := p.address(); base != "" && p.tickets != nil && (purpose == web.ForPhoto || purpose == web.ForProfile) {
		word, until := p.tickets.New(known, member, purpose)
		url := web.TicketURL(base, word)
		p.mu.Lock()
		defer p.mu.Unlock()
		maps.DeleteFunc(p.given, func(_ string, g given) bool { return until.Sub(g.until) > web.TicketLife })
		if p.given == nil {
			p.given = map[string]given{}
		}
		p.given[word] = given{url: url, until: until}
		return url, until
	}
	return "", time.Time{}
}

// wordOf is the word of a ticket in its address.
func wordOf(url string) string { return url[strings.LastIndex(url, "/")+1:] }

// leave ends a ticket that no phone has opened, by its address.
func (p *phone) leave(url string) {
	if p.tickets != nil {
		p.tickets.Leave(wordOf(url))
	}
}

// tell has do told of what comes in from phones.
func (p *phone) tell(do func(kiosk.Sent)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = do
}

// came passes on what came in through a ticket.
func (p *phone) came(c web.Came) {
	p.mu.Lock()
	sent, ticket := p.sent, p.given[c.Word]
	delete(p.given, c.Word)
	p.mu.Unlock()
	slog.Info("from a phone", "for", string(c.Purpose), "photo", c.Photo != "", "waits", c.Waits, "signed in", c.SignedIn)
	if ticket.photo != nil && c.Photo != "" {
		ticket.photo(c.Photo)
	}
	if sent != nil {
		sent(kiosk.Sent{URL: ticket.url, Member: c.Member, Photo: c.Photo, Waits: c.Waits, SignedIn: c.SignedIn})
	}
}

// errNoPages says that no link can be made.
var errNoPages = errors.New("no pages for phones that take anything in")

// NewPhoto makes a link with which a phone sends one photo of a member, or of
// somebody who is to be one. sent gets the hash of the photo.
func (h hosts) NewPhoto(_ context.Context, member community.ID, sent func(hash string)) (url string, err error) {
	url, _ = h.phone.ticket(community.ActorHost, member, kiosk.TicketPhoto)
	if url == "" {
		return "", errNoPages
	}
	p := h.phone
	p.mu.Lock()
	defer p.mu.Unlock()
	ticket := p.given[wordOf(url)]
	ticket.photo = sent
	p.given[wordOf(url)] = ticket
	return url, nil
}

// EndPhoto ends a link of NewPhoto before its time.
func (h hosts) EndPhoto(url string) { h.phone.end(url) }

// end ends a ticket, by its address, whether a phone has opened it or not.
func (p *phone) end(url string) {
	if p.tickets == nil {
		return
	}
	p.tickets.Cancel(wordOf(url))
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.given, wordOf(url))
}

// serve answers phones until ctx ends.
func (p *phone) serve(ctx context.Context, db *store.DB, now func() time.Time) error {
	if p.ln == nil {
		return nil
	}
	slog.Info("phone pages", "at", p.address())
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var beside sync.WaitGroup
	defer beside.Wait()
	beside.Go(func() { p.keep(ctx, db) })
	o := web.Options{Now: now, Figures: db, Events: pages{db}}
	if p.tickets != nil {
		o.Members, o.Tickets, o.Board = pages{db}, p.tickets, pages{db}
		if p.secure {
			o.Doors = pages{db}
		}
	}
	defer stop()
	return web.Serve(ctx, p.ln, web.New(pages{db}, o))
}

// keep looks for the address each minute, and each hour for photos that were sent
// and that nobody took.
func (p *phone) keep(ctx context.Context, db *store.DB) {
	look, sweep := time.NewTicker(time.Minute), time.NewTicker(time.Hour)
	defer look.Stop()
	defer sweep.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
			p.look()
		case <-sweep.C:
			if p.tickets == nil {
				continue
			}
			if _, err := db.SweepPhotos(ctx, store.PhotoWaits); err != nil && ctx.Err() == nil {
				slog.Error("remove photos that nobody took", "err", err)
			}
		}
	}
}

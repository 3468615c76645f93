package sync

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"kettle/internal/community"
)

// How long codes are good for, and how many there may be.
const (
	codeLasts    = 10 * time.Minute
	maxOffers    = 32
	wrongAMinute = 5
)

// Why a pairing came to nothing, for the host who made the code.
var (
	ErrNoOffer  = errors.New("the code is over; make a new one")
	ErrRefused  = errors.New("the pairing was refused at one of the two screens")
	ErrEarly    = errors.New("no screen has come with this code yet")
	ErrLate     = errors.New("the screen was let in already; take it out of the space instead")
	ErrTooMany  = errors.New("too many codes are open; wait until some are over")
	ErrConfirms = errors.New("this code needs no second confirmation")
)

// Offer is what a host lets one new screen be.
type Offer struct {
	Space community.ID
	Name  string
	Role  string // kiosk, wall or replica
	Yes   bool   // nobody will compare digits: the screen must know the hub's key beforehand
}

// Request is a screen that came with a code.
type Request struct {
	Digits string // the six that it shows; "" for an offer that needs no confirmation
	Key    string // its fingerprint
}

// Paired is a screen that was let in.
type Paired struct {
	Offer
	Key string
}

// PairingOptions say for which hub, and who writes down what was agreed.
type PairingOptions struct {
	Hub       string          // fingerprint of the hub's key
	Addresses func() []string // of the hub, for the new screen to keep; nil for none

	// Accepted writes the new screen's record. It is called once for a screen, and
	// the screen is told only after it returned nil.
	Accepted func(context.Context, Paired) error

	Now func() time.Time // nil means time.Now
}

// Pairing is the hub's side of letting new screens in. NewPairing makes one; it
// is safe for use by several goroutines.
type Pairing struct {
	o PairingOptions

	mu     sync.Mutex
	offers map[string]*offer // by code
	wrong  *rate.Limiter     // codes
}

// offer is one code and what became of it. The pairing's lock guards it.
type offer struct {
	Offer
	secret secret
	ends   time.Time

	id             string // of the exchange, "" until a screen came with the code
	key            string // the screen's
	commit, nonce  []byte
	digits         string // "" until the screen opened its commitment
	seen, decided  chan struct{}
	accepting      bool // Accepted is under way
	paired, closed bool // which of the two was decided
}

// NewPairing makes the hub's side, with no code open.
func NewPairing(o PairingOptions) *Pairing {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Pairing{
		o: o, offers: map[string]*offer{},
		wrong: rate.NewLimiter(rate.Every(time.Minute/wrongAMinute), wrongAMinute),
	}
}

// Offer makes a code that lets one screen in within ten minutes.
func (p *Pairing) Offer(o Offer) (code string, err error) {
	code = newCode()
	made := &offer{
		Offer: o, secret: stretch(code), ends: p.o.Now().Add(codeLasts),
		seen: make(chan struct{}), decided: make(chan struct{}),
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sweep()
	if len(p.offers) >= maxOffers {
		return "", ErrTooMany
	}
	p.offers[code] = made
	return code, nil
}

// Withdraw makes a code worthless.
func (p *Pairing) Withdraw(code string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if o := p.offers[code]; o != nil {
		o.refuse()
		delete(p.offers, code)
	}
}

// Request waits until a screen comes with the code, and gives what to compare.
// It is ErrNoOffer when the code is over, and ErrRefused when something was
// wrong with what the screen showed.
func (p *Pairing) Request(ctx context.Context, code string) (Request, error) {
	o, err := p.find(code)
	if err != nil {
		return Request{}, err
	}
	over := time.NewTimer(o.ends.Sub(p.o.Now()))
	defer over.Stop()
	select {
	case <-ctx.Done():
		return Request{}, ctx.Err()
	case <-over.C:
		return Request{}, ErrNoOffer
	case <-o.decided:
	case <-o.seen:
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if o.closed {
		return Request{}, ErrRefused
	}
	return Request{Digits: o.digits, Key: o.key}, nil
}

// Confirm is the host's decision about the screen that came with the code. With
// yes the screen's record is written before Confirm returns; if it cannot be,
// the host may decide once more.
func (p *Pairing) Confirm(ctx context.Context, code string, yes bool) error {
	o, err := p.find(code)
	if err != nil {
		return err
	}
	p.mu.Lock()
	switch {
	case o.closed:
		err = ErrRefused
	case o.Yes:
		err = ErrConfirms
	case o.digits == "":
		err = ErrEarly
	case !yes && (o.paired || o.accepting):
		err = ErrLate
	case !yes:
		o.refuse()
	}
	p.mu.Unlock()
	if err != nil || !yes {
		return err
	}
	return p.accept(ctx, o)
}

// errAccepting says that the record is being written at this moment.
var errAccepting = errors.New("the new screen is just being let in")

// accept has the screen's record written, once.
func (p *Pairing) accept(ctx context.Context, o *offer) (err error) {
	p.mu.Lock()
	switch {
	case o.paired:
		p.mu.Unlock()
		return nil
	case o.closed:
		p.mu.Unlock()
		return ErrRefused
	case o.accepting:
		p.mu.Unlock()
		return errAccepting
	}
	o.accepting = true
	p.mu.Unlock()
	written := false
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if o.accepting = false; written {
			o.paired = true
			close(o.decided)
		}
	}()
	if err := p.o.Accepted(ctx, Paired{Offer: o.Offer, Key: o.key}); err != nil {
		return fmt.Errorf("let a new screen in: %w", err)
	}
	written = true
	return nil
}

// refuse ends an exchange that was not decided yet, nor is just being.
func (o *offer) refuse() {
	if !o.paired && !o.closed && !o.accepting {
		o.closed = true
		close(o.decided)
	}
}

// find gives an offer that is not over.
func (p *Pairing) find(code string) (*offer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sweep()
	if o := p.offers[code]; o != nil {
		return o, nil
	}
	return nil, ErrNoOffer
}

// sweep forgets the codes that are over.
func (p *Pairing) sweep() {
	for code, o := range p.offers {
		if !p.o.Now().Before(o.ends) {
			o.refuse()
			delete(p.offers, code)
		}
	}
}

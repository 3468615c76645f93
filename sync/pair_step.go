package sync

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"log/slog"

	"kettle/internal/community"
)

// pairMessage is a step of pairing, from the screen.
type pairMessage struct {
	Proof  hexBytes `json:"proof,omitempty"`
	Commit hexBytes `json:"commit,omitempty"`
	Pinned bool     `json:"pinned,omitempty"`

	ID     string   `json:"id,omitempty"`
	Nonce  hexBytes `json:"nonce,omitempty"`
	Wait   bool     `json:"wait,omitempty"`
	Refuse bool     `json:"refuse,omitempty"`
}

// pairAnswer answers a step.
type pairAnswer struct {
	ID     string   `json:"id,omitempty"`
	Nonce  hexBytes `json:"nonce,omitempty"`
	Proof  hexBytes `json:"proof,omitempty"`
	Digits bool     `json:"digits,omitempty"` // a host looks at them
	Wait   bool     `json:"wait,omitempty"`   // the host has not decided: ask again

	Space     community.ID `json:"space,omitzero"`
	Name      string       `json:"name,omitempty"`
	Role      string       `json:"role,omitempty"`
	Key       string       `json:"key,omitempty"` // the hub's
	Addresses []string     `json:"addresses,omitempty"`
}

// step answers one message of a screen with that key. It waits for the host, if
// the message does, no longer than ctx.
func (p *Pairing) step(ctx context.Context, key string, m pairMessage) (pairAnswer, error) {
	switch {
	case m.ID == "":
		return p.begin(key, m)
	case m.Refuse:
		return p.stop(key, m)
	case m.Wait:
		return p.wait(ctx, key, m)
	}
	return p.open(key, m)
}

// begin finds the offer that the screen has the code of.
func (p *Pairing) begin(key string, m pairMessage) (pairAnswer, error) {
	screen, hub := rawKey(key), rawKey(p.o.Hub)
	if len(m.Commit) != 32 || len(m.Proof) != 32 {
		return pairAnswer{}, fmt.Errorf("%w: pair: no commitment or no proof", errMalformed)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sweep()
	if p.wrong.TokensAt(p.o.Now()) < 1 {
		return pairAnswer{}, problem(CodeBusy, "Too many wrong codes were tried. Wait a minute and try again.")
	}
	var found *offer
	for _, o := range p.offers { // all of them, so that the time says nothing
		if hmac.Equal(m.Proof, o.secret.screenProof(m.Pinned, m.Commit, screen, hub)) {
			found = o
		}
	}
	again := found != nil && found.key == key && hmac.Equal(found.commit, m.Commit) // the answer was lost
	switch {
	case found == nil, found.id != "" && !again, found.closed:
		p.wrong.AllowN(p.o.Now(), 1)
		slog.Warn("a screen came with a code that is wrong, over or used", "key", key)
		return pairAnswer{}, problem(CodePair, "This code is wrong, over or already used, or it belongs to another hub. Make a new code at the hub and try again.")
	case found.Yes && !m.Pinned:
		return pairAnswer{}, problem(CodePair, "With this code nobody compares digits, so the screen must know the hub's key. Scan the hub's QR code, or join with --fingerprint.")
	case !again:
		found.id, found.key, found.commit, found.nonce = rand.Text(), key, m.Commit, newNonce()
	}
	return pairAnswer{
		ID: found.id, Nonce: found.nonce,
		Proof: found.secret.hubProof(m.Commit, found.nonce, screen, hub),
		Space: found.Space, Role: found.Role,
	}, nil
}

// exchange gives the offer under that number, if it is the same screen that asks.
func (p *Pairing) exchange(key, id string) (*offer, error) {
	p.sweep()
	for _, o := range p.offers {
		if o.id != "" && subtle.ConstantTimeCompare([]byte(o.id), []byte(id)) == 1 && o.key == key {
			return o, nil
		}
	}
	return nil, problem(CodePair, "The code is over. Make a new code at the hub and try again.")
}

// open checks that the screen is bound to its nonce and to the keys that the hub
// sees, and shows the digits to the host.
func (p *Pairing) open(key string, m pairMessage) (pairAnswer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	o, err := p.exchange(key, m.ID)
	if err != nil {
		return pairAnswer{}, err
	}
	screen, hub := rawKey(key), rawKey(p.o.Hub)
	if o.closed || len(m.Nonce) != 32 || !hmac.Equal(o.commit, commitment(m.Nonce, screen, hub)) {
		o.refuse()
		slog.Warn("a screen that wants to be paired sees other keys than the hub", "key", key)
		return pairAnswer{}, problem(CodePair, "The screen and the hub do not see each other's keys: somebody may stand between them. Scan the hub's QR code with a new code.")
	}
	if o.digits == "" {
		o.digits = sixDigits(m.Nonce, o.nonce, screen, hub)
		close(o.seen)
	}
	return pairAnswer{Digits: !o.Yes}, nil
}

// stop ends the exchange because somebody said no at the screen.
func (p *Pairing) stop(key string, m pairMessage) (pairAnswer, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	o, err := p.exchange(key, m.ID)
	if err != nil {
		return pairAnswer{}, err
	}
	o.refuse()
	return pairAnswer{}, nil
}

// wait tells the screen what was decided, or to ask again.
func (p *Pairing) wait(ctx context.Context, key string, m pairMessage) (pairAnswer, error) {
	p.mu.Lock()
	o, err := p.exchange(key, m.ID)
	p.mu.Unlock()
	if err != nil {
		return pairAnswer{}, err
	}
	select {
	case <-o.seen:
	default:
		return pairAnswer{}, fmt.Errorf("%w: pair: the commitment was not opened", errMalformed)
	}
	if o.Yes {
		if err := p.accept(ctx, o); err != nil && !errors.Is(err, ErrRefused) && !errors.Is(err, errAccepting) {
			return pairAnswer{}, err
		}
	}
	select {
	case <-ctx.Done():
		return pairAnswer{Wait: true}, nil
	case <-o.decided:
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !o.paired {
		return pairAnswer{}, problem(CodePair, "The pairing was refused, or the code is over. Make a new code at the hub and try again.")
	}
	answer := pairAnswer{Space: o.Space, Name: o.Name, Role: o.Role, Key: p.o.Hub}
	if p.o.Addresses != nil {
		answer.Addresses = p.o.Addresses()
	}
	return answer, nil
}

package sync

import (
	"context"
	"crypto/hmac"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"time"

	"kettle/internal/community"
)

// Why a screen did not join, besides the *Problem that a hub answers.
var (
	// ErrNotOurHub says that what answered does not know the code.
	ErrNotOurHub = errors.New("what answered at this address is not the hub that made the code; check the address and make a new code")

	// ErrDigitsDiffer says that somebody at this screen said no.
	ErrDigitsDiffer = errors.New("the six digits were not confirmed; make a new code at the hub and try again")
)

// JoinOptions say which hub to join, and how this screen shows that.
type JoinOptions struct {
	Address     string // host:port or host
	Code        string
	Fingerprint string // of the hub's key, "" when it is not known
	Key         Key    // the screen's

	// MayBecome says, before anybody is asked, why this screen cannot be one of that
	// space and role, which an older hub does not tell yet; nil for whatever it is.
	MayBecome func(ctx context.Context, space community.ID, role string) error

	// Show shows the six digits, once, for as long as the pairing takes.
	Show func(digits string)

	// Confirm asks whether the hub shows the same digits; nil when there is nobody
	// to ask, then the host's answer at the hub has to do. It is not called when the
	// hub's key is known.
	Confirm func(ctx context.Context) (bool, error)
}

// Joined is what a screen keeps of its pairing.
type Joined struct {
	Space     community.ID
	Name      string   // of the screen
	Role      string   // kiosk, wall or replica
	Hub       string   // fingerprint of the hub's key
	Addresses []string // of the hub, the one that was used first
}

// Join pairs this screen with a hub. It returns when a host has decided, or ctx
// ends, which the hub is told. When the hub's key is not known, that of the first connection counts
// from then on.
func Join(ctx context.Context, o JoinOptions) (Joined, error) {
	ctx, cancel := context.WithTimeout(ctx, codeLasts+time.Minute)
	defer cancel()
	j, err := newJoiner(ctx, o)
	if err != nil {
		return Joined{}, fmt.Errorf("join a hub: %w", err)
	}
	defer j.client.CloseIdleConnections()
	done, err := j.join(ctx)
	if err != nil && ctx.Err() != nil { // nobody waits here any more: a host's yes would let in a screen that has gone
		err = errors.Join(err, j.refuse(ctx))
	}
	if err != nil {
		return Joined{}, fmt.Errorf("join a hub: %w", err)
	}
	return done, nil
}

// join goes from the code to the host's decision.
func (j *joiner) join(ctx context.Context) (Joined, error) {
	digits, look, err := j.exchange(ctx)
	if err != nil {
		return Joined{}, err
	}
	if look && j.o.Show != nil {
		j.o.Show(digits)
	}
	if look && j.o.Confirm != nil && j.o.Fingerprint == "" {
		if err := j.confirm(ctx); err != nil {
			return Joined{}, err
		}
	}
	return j.decision(ctx)
}

// joiner is a screen that is being paired.
type joiner struct {
	o      JoinOptions
	client *Client
	hub    string
	secret secret
	id     string // of the exchange, "" when there is none
}

// newJoiner finds out which key the hub has.
func newJoiner(ctx context.Context, o JoinOptions) (*joiner, error) {
	code, err := ParseCode(o.Code)
	if err != nil {
		return nil, err
	}
	hub := ""
	if o.Fingerprint != "" {
		if hub, err = ParseFingerprint(o.Fingerprint); err != nil {
			return nil, err
		}
	} else if hub, err = keyAt(ctx, withPort(o.Address), o.Key); err != nil {
		return nil, err
	}
	client, err := Dial(DialOptions{Addresses: []string{o.Address}, Key: o.Key, Hub: hub})
	if err != nil {
		return nil, err
	}
	return &joiner{o: o, client: client, hub: hub, secret: stretch(code)}, nil
}

// keyAt connects to see the key of who answers.
func keyAt(ctx context.Context, address string, key Key) (hub string, err error) {
	if key.IsZero() {
		return "", errors.New("this screen has no key")
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	raw, err := dialTCP(ctx, "tcp", address)
	if err != nil {
		return "", fmt.Errorf("connect to %s: %w", address, err)
	}
	config := clientTLS(key, "")
	config.VerifyConnection = func(state tls.ConnectionState) error {
		hub, err = peerKey(&state)
		return err
	}
	conn := tls.Client(raw, config)
	defer conn.Close()
	if err := conn.HandshakeContext(ctx); err != nil {
		return "", fmt.Errorf("connect to %s: %w", address, err)
	}
	return hub, nil
}

// exchange proves the code both ways and gives the digits; look is false when
// nobody at the hub will compare them.
func (j *joiner) exchange(ctx context.Context) (digits string, look bool, err error) {
	nonce, screen, hub := newNonce(), rawKey(j.o.Key.Fingerprint()), rawKey(j.hub)
	commit, pinned := commitment(nonce, screen, hub), j.o.Fingerprint != ""
	begun, err := j.step(ctx, pairMessage{Commit: commit, Pinned: pinned, Proof: j.secret.screenProof(pinned, commit, screen, hub)}, 0)
	if err != nil {
		return "", false, err
	}
	if len(begun.Nonce) != 32 || !hmac.Equal(begun.Proof, j.secret.hubProof(commit, begun.Nonce, screen, hub)) {
		return "", false, ErrNotOurHub
	}
	j.id = begun.ID
	if j.o.MayBecome != nil {
		if err := j.o.MayBecome(ctx, begun.Space, begun.Role); err != nil {
			return "", false, errors.Join(err, j.refuse(ctx))
		}
	}
	opened, err := j.step(ctx, pairMessage{ID: j.id, Nonce: nonce}, 0)
	if err != nil {
		return "", false, err
	}
	return sixDigits(nonce, begun.Nonce, screen, hub), opened.Digits, nil
}

// confirm asks at this screen, and tells the hub when the answer is no.
func (j *joiner) confirm(ctx context.Context) error {
	yes, err := j.o.Confirm(ctx)
	if err == nil && yes {
		return nil
	}
	if err == nil {
		err = ErrDigitsDiffer
	}
	return errors.Join(err, j.refuse(ctx))
}

// refuse tells the hub, once, that nothing comes of it, even after ctx has ended.
func (j *joiner) refuse(ctx context.Context) error {
	id := j.id
	if id == "" {
		return nil
	}
	j.id = ""
	tell, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	_, err := j.step(tell, pairMessage{ID: id, Refuse: true}, 0)
	return err
}

// decision waits for the host. It asks again when an answer was lost.
func (j *joiner) decision(ctx context.Context) (Joined, error) {
	pause := 500 * time.Millisecond
	for {
		answer, err := j.step(ctx, pairMessage{ID: j.id, Wait: true}, maxWait*time.Second)
		p, refused := errors.AsType[*Problem](err)
		switch {
		case err == nil && !answer.Wait:
			if answer.Key != j.hub || answer.Space.IsZero() {
				return Joined{}, ErrNotOurHub
			}
			return Joined{
				Space: answer.Space, Name: answer.Name, Role: answer.Role, Hub: j.hub,
				Addresses: append([]string{withPort(j.o.Address)}, answer.Addresses...),
			}, nil
		case err == nil:
			pause = 500 * time.Millisecond
		case ctx.Err() != nil, refused && p.Code != CodeBusy, errors.Is(err, ErrOtherHub):
			return Joined{}, err
		}
		select {
		case <-ctx.Done():
			return Joined{}, ctx.Err()
		case <-time.After(pause):
			pause = min(2*pause, 10*time.Second)
		}
	}
}

// step sends one message.
func (j *joiner) step(ctx context.Context, m pairMessage, wait time.Duration) (a pairAnswer, err error) {
	body, err := encode(m)
	if err != nil {
		return a, err
	}
	text, _, err := j.client.send(ctx, request{method: http.MethodPost, path: "/v1/pair", body: body, json: true, wait: wait})
	if err != nil {
		return a, err
	}
	return a, decode(text, &a)
}

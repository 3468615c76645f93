package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"kettle/internal/community"
)

// ErrNotProven says that the name and the detail are not those of a visitor who
// asked to be remembered. It is the same for a name that nobody has.
var ErrNotProven = errors.New("not a visitor who is remembered")

// Who gives a wrong detail for a name so often waits so long.
const (
	proofTries = 3
	proofWait  = 15 * time.Minute
	proofNames = 1000 // that are counted at a time
)

// proofs counts wrong details by name, whether or not anybody has it. It is
// gone with the process: what is asked for is longer than a PIN.
type proofs struct {
	mu    sync.Mutex
	wrong map[string][]time.Time
}

// Remembered gives the reminder of what proves a returning visitor of that full
// name. For a name that nobody is remembered by it gives one that looks the same,
// always the same for a name, so that nobody learns who was here.
func (db *DB) Remembered(ctx context.Context, name string) (masked string, err error) {
	v, found, err := db.remembered(ctx, name)
	if err != nil {
		return "", err
	}
	invented := community.Masked(db.invented(nameKey(name)))
	if found {
		return community.Masked(v.Detail), nil
	}
	return invented, nil
}

// Prove gives the latest stay of the returning visitor whose full name and detail
// these are, else ErrNotProven: also after three wrong details for a name within
// a quarter of an hour.
func (db *DB) Prove(ctx context.Context, name, detail string) (community.Visitor, error) {
	if !db.proofs.begin(nameKey(name), db.now()) {
		return community.Visitor{}, ErrNotProven
	}
	v, found, err := db.remembered(ctx, name)
	if err != nil {
		return community.Visitor{}, err
	}
	if !found {
		v.Detail = db.invented(nameKey(name))
	}
	if !sameInTime(v.Detail, detail) || !found {
		return community.Visitor{}, ErrNotProven
	}
	db.proofs.forget(nameKey(name))
	return v, nil
}

// sameInTime compares two details in a time that does not tell where they differ.
func sameInTime(a, b string) bool {
	x, y := sha256.Sum256([]byte(community.PlainDetail(a))), sha256.Sum256([]byte(community.PlainDetail(b)))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// remembered gives the latest stay of a visitor of that full name who asked to be
// remembered. It looks at all of them, whatever the name.
func (db *DB) remembered(ctx context.Context, name string) (v community.Visitor, found bool, err error) {
	all, err := readVisitors(ctx, db.read(), "WHERE remember = 1 AND detail <> '' AND void = 0 ORDER BY in_at, id")
	if err != nil {
		return v, false, fmt.Errorf("look for a returning visitor: %w", err)
	}
	key := nameKey(name)
	for i := range all {
		if key != "" && nameKey(all[i].Name) == key {
			v, found = all[i], true
		}
	}
	return v, found, nil
}

// ForgetVisitor keeps no stay of a visitor for next time any more: neither this one
// nor any other of the same full name and detail. They go with those of visitors who
// never asked for it. Forgetting twice is harmless.
func (db *DB) ForgetVisitor(ctx context.Context, actor community.Actor, id community.ID) error {
	err := db.writing(ctx, actor, func(w *writer) error {
		got, err := readVisitors(ctx, w.tx, "WHERE id = ?", id)
		if err != nil {
			return err
		}
		if len(got) == 0 {
			return community.ErrNotFound
		}
		return w.forgetVisitor(&got[0])
	})
	if err != nil {
		return fmt.Errorf("forget visitor %s: %w", id, err)
	}
	return nil
}

// forgetVisitor takes what would prove a visitor next time out of all stays that
// are kept for it.
func (w *writer) forgetVisitor(v *community.Visitor) error {
	all, err := readVisitors(w.ctx, w.tx, "WHERE remember = 1 OR detail <> ''")
	if err != nil {
		return err
	}
	for i := range all {
		o := &all[i]
		same := nameKey(o.Name) == nameKey(v.Name) && community.PlainDetail(o.Detail) == community.PlainDetail(v.Detail)
		if !same && o.ID != v.ID {
			continue
		}
		if err := w.put(community.KindVisitor, o.ID, []community.Field{{Name: "remember"}, {Name: "detail"}}); err != nil {
			return err
		}
	}
	return nil
}

// invented makes the detail of somebody who does not exist, the same on every
// screen of the space, which alone knows what it is made of.
func (db *DB) invented(key string) string {
	space := db.SpaceID()
	mac := hmac.New(sha256.New, space[:])
	mac.Write([]byte("visitor " + key))
	sum := mac.Sum(nil)
	if sum[0] < 64 {
		return fmt.Sprintf("0000000%02d", int(sum[1])%100)
	}
	first := string(rune('a' + sum[2]%26))
	if r := []rune(key); len(r) > 0 && sum[3] < 200 {
		first = string(r[0]) // most addresses begin as their owner's name does
	}
	hosts := strings.Fields("gmail.com gmail.com gmail.com outlook.com hotmail.com yahoo.com icloud.com proton.me studio.org office.net")
	return first + "@" + hosts[int(sum[4])%len(hosts)]
}

// begin counts a try and says whether it may be made.
func (p *proofs) begin(name string, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.wrong == nil || len(p.wrong) >= proofNames {
		p.wrong = map[string][]time.Time{}
	}
	var recent []time.Time
	for _, t := range p.wrong[name] {
		if age := now.Sub(t); age >= 0 && age < proofWait {
			recent = append(recent, t)
		}
	}
	if len(recent) >= proofTries {
		p.wrong[name] = recent
		return false
	}
	p.wrong[name] = append(recent, now)
	return true
}

func (p *proofs) forget(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.wrong, name)
}

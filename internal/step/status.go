package step

import (
	"context"
	"errors"
	"syscall"
	"time"

	"kettle/internal/community"
	kettlesync "kettle/sync"
)

// RoleHub and RoleAlone are what Status says of a screen beside the roles of
// paired ones.
const (
	RoleHub   = "hub"
	RoleAlone = "alone"
)

// Status is how a store stands with its hub, for people and programs.
type Status struct {
	Running       bool       `json:"running"` // a program keeps it in step
	Role          string     `json:"role"`    // hub, kiosk, wall, replica, or alone when it is not paired
	Name          string     `json:"name"`    // of this screen, as the hub has it
	Hub           string     `json:"hub"`     // its address
	Fingerprint   string     `json:"fingerprint"`
	InStep        bool       `json:"in_step"`
	Waiting       int        `json:"waiting"` // records that no hub has
	WaitingSince  *time.Time `json:"waiting_since"`
	LastContactAt *time.Time `json:"last_contact_at"` // by the hub's clock
	Epoch         int64      `json:"epoch"`           // of the hub's store
	ClockOffset   float64    `json:"clock_offset"`    // the hub's clock less this machine's, in seconds
	Problem       string     `json:"problem"`         // "" for none
}

// Status says how the store stands. It never waits for the network.
func (k *Keeper) Status(ctx context.Context) (Status, error) {
	s := Status{Running: k.running.Load(), Role: RoleAlone}
	link, paired, err := k.link(ctx)
	if err != nil {
		return s, err
	}
	k.mu.Lock()
	replica, h, problem, over := k.replica, k.hub, k.problem, k.over
	k.mu.Unlock()
	s.Problem = problem
	if h != nil {
		s.Role, s.Hub, s.Fingerprint = RoleHub, h.first(), h.key.Fingerprint()
	}
	if !paired {
		if s.Problem == "" {
			s.Problem = over
		}
		return s, nil
	}
	if h == nil {
		s.Role, s.Fingerprint = link.Role, link.Hub
		if len(link.Addresses) > 0 {
			s.Hub = link.Addresses[0]
		} else {
			s.Role = RoleHub
		}
	}
	s.Name, s.Epoch, s.ClockOffset = link.Name, link.Epoch, link.Offset.Seconds()
	met := link.MetAt
	if at := time.UnixMilli(k.heard.Load()); at.After(met) {
		met = at
	}
	s.LastContactAt = known(met)
	if link.Role != community.RoleWall { // which sends nothing
		n, since, err := k.db.Waiting(ctx)
		if err != nil {
			return s, err
		}
		s.Waiting = n
		if since != 0 {
			s.WaitingSince = known(time.UnixMilli(since))
		}
	}
	switch {
	case replica != nil:
		standing := replica.Standing()
		s.InStep = standing.Step && s.Waiting == 0
		if s.Problem == "" && standing.Err != nil {
			s.Problem = sentence(standing.Err)
		}
	case s.Problem == "" && !s.Running:
		s.Problem = "no kettle keeps these data in step now"
	}
	return s, nil
}

// sentence is an error of a replica in words.
func sentence(err error) string {
	if words, ok := Sentence(err); ok {
		return words
	}
	if errors.Is(err, syscall.ENOSPC) {
		return "the disk of this machine is full: make room, and it goes on by itself"
	}
	return "the hub does not answer: " + err.Error()
}

// known is a time for programs, nil for none.
func known(t time.Time) *time.Time {
	if t.IsZero() || t.UnixMilli() == 0 {
		return nil
	}
	t = t.UTC()
	return &t
}

// Sentence gives the words for people of what a hub, or the way to it, refused;
// ok is false for any other error.
func Sentence(err error) (words string, ok bool) {
	if p, ok := errors.AsType[*kettlesync.Problem](err); ok {
		return p.Title, true
	}
	for _, known := range []error{
		kettlesync.ErrNotOurHub, kettlesync.ErrDigitsDiffer, kettlesync.ErrOtherHub, kettlesync.ErrNoOffer, kettlesync.ErrRefused,
		kettlesync.ErrTooMany,
	} {
		if errors.Is(err, known) {
			return known.Error(), true
		}
	}
	return "", false
}

package step

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared"
)

// Screen is a screen of the space and how it stands, for people and programs.
type Screen struct {
	ID           community.ID `json:"id"`
	Name         string       `json:"name"`
	Role         string       `json:"role"`
	Key          string       `json:"key"`
	PairedAt     *time.Time   `json:"paired_at"`
	State        State        `json:"state"` // "" where only the hub knows
	Says         string       `json:"says"`  // the state in words
	LastSeenAt   *time.Time   `json:"last_seen_at"`
	Waiting      int64        `json:"waiting"` // changes that it has not sent, as it last said
	WaitingSince *time.Time   `json:"waiting_since"`
	ClockOffset  float64      `json:"clock_offset"` // the hub's clock less the screen's, in seconds
	Program      string       `json:"program"`
}

// Screens are all screens of a space. Where the hub knows of an erasure, Erased
// of Reached screens have done the last one.
type Screens struct {
	Screens         []Screen
	Seq             int64 // number of the last change of the space; 0 where only the hub knows
	Erased, Reached int
}

// Words says how far the last erasure is, "" when all have done it or it is not
// known here.
func (s *Screens) Words() string {
	if s.Erased == s.Reached {
		return ""
	}
	return fmt.Sprintf("the last erasure is done on %d of %d screens", s.Erased, s.Reached)
}

// Screens lists the screens of the space. How they stand is known at the hub.
func (k *Keeper) Screens(ctx context.Context) (Screens, error) {
	var list Screens
	screens, err := k.db.Screens(ctx)
	if err != nil {
		return list, err
	}
	live, err := k.live(ctx)
	if err != nil {
		return list, err
	}
	space, err := k.db.Space(ctx)
	if err != nil {
		return list, err
	}
	list.Seq = live.head.Seq
	for _, s := range screens {
		c := live.contacts[s.Key]
		one := Screen{
			ID: s.ID, Name: s.Name, Role: s.Role, Key: s.Key, PairedAt: known(s.PairedAt), LastSeenAt: known(c.SeenAt),
			Waiting: c.Waiting, WaitingSince: known(c.WaitingSince), ClockOffset: c.Offset.Seconds(), Program: c.Program,
		}
		if live.known || s.Revoked {
			now := Sight{Now: k.db.Now(), Revoked: s.Revoked, Contact: c, Seq: live.head.Seq, Space: &space}
			one.State, one.Says = now.State(), now.Words()
		}
		if live.known && !s.Revoked && live.erased > 0 {
			list.Reached++
			if c.Since >= live.erased {
				list.Erased++
			}
		}
		list.Screens = append(list.Screens, one)
	}
	return list, nil
}

// live is what a hub knows of its screens.
type live struct {
	known    bool
	contacts map[string]shared.Contact
	head     shared.Head
	erased   int64 // number of the last erasure, 0 for none
}

func (k *Keeper) live(ctx context.Context) (l live, err error) {
	h := k.serving()
	if h == nil {
		return l, nil
	}
	space := k.db.SpaceID()
	l.known = true
	if l.contacts, err = h.store.Contacts(ctx, space); err != nil {
		return l, err
	}
	l.head, err = h.store.Head(ctx, space)
	if err != nil && !errors.Is(err, community.ErrNotFound) { // a new hub has none until its own store has said hello
		return l, err
	}
	l.erased, err = h.store.LastErasure(ctx, space)
	return l, err
}

package sync

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"slices"
	gosync "sync"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared"
)

const (
	ahead   = time.Minute         // how far in the future a stamp may be
	silence = 90 * 24 * time.Hour // after which a screen takes a fresh copy
)

// HubOptions are what a hub may be told.
type HubOptions struct {
	Now       func() time.Time // nil means time.Now
	Addresses func() []string  // of this hub and of others before the same store; nil for none
}

// Hub answers screens from a shared store. It holds nothing of its own that
// could not be read again, so that several may stand before one store. It is
// safe for use by several goroutines.
type Hub struct {
	store     *shared.Store
	now       func() time.Time
	addresses func() []string

	mu        gosync.Mutex
	galleries map[community.ID]*gallery
	pushed    map[who]pushes
	greatest  map[community.ID]int64 // clock of all that was ever taken, where it was asked for
}

// NewHub gives a hub before a shared store.
func NewHub(store *shared.Store, o HubOptions) *Hub {
	h := &Hub{
		store: store, now: o.Now, addresses: o.Addresses,
		galleries: map[community.ID]*gallery{}, pushed: map[who]pushes{}, greatest: map[community.ID]int64{},
	}
	if h.now == nil {
		h.now = time.Now
	}
	if h.addresses == nil {
		h.addresses = func() []string { return nil }
	}
	return h
}

// Admit gives the hub as the screen with this key may see it. It looks each
// time, so that a screen that was revoked is out at its next request.
func (h *Hub) Admit(ctx context.Context, space community.ID, key string) (Peer, error) {
	r, err := h.store.Record(ctx, space, community.KindScreen, community.ScreenID(key))
	if errors.Is(err, community.ErrNotFound) {
		if _, err := h.store.Head(ctx, space); errors.Is(err, community.ErrNotFound) {
			return nil, problem(CodeSpace, "")
		}
		return nil, problem(CodeUnpaired, "")
	}
	if err != nil {
		return nil, err
	}
	switch role := r.Value("role"); {
	case r.Erased || r.Value("revoked") != "":
		return nil, problem(CodeRevoked, "")
	case r.Value("key") != key || !slices.Contains([]string{community.RoleKiosk, community.RoleWall, community.RoleReplica}, role):
		return nil, problem(CodeUnpaired, "")
	default:
		return &seat{hub: h, space: space, key: key, name: r.Value("name"), role: role}, nil
	}
}

// Own gives the hub as the store of the hub's own machine sees it: without limits.
func (h *Hub) Own(space community.ID, key string) Peer {
	return &seat{hub: h, space: space, key: key, name: "hub", role: community.RoleReplica, own: true}
}

// seat is a hub as one screen sees it.
type seat struct {
	hub        *Hub
	space      community.ID
	key        string
	name, role string
	own        bool
}

func (s *seat) wall() bool { return s.role == community.RoleWall }

// word is a random word of a meeting.
func word() string { return rand.Text() }

// Hello implements Peer.
func (s *seat) Hello(ctx context.Context, hello Hello) (Welcome, error) {
	if hello.Protocols[0] > Protocol || hello.Protocols[1] < 1 {
		return Welcome{}, problem(CodeProtocol, "")
	}
	head, err := s.hub.store.Begin(ctx, s.space)
	if err != nil {
		return Welcome{}, err
	}
	for range 10 {
		was, err := s.hub.store.Contact(ctx, s.space, s.key)
		if err != nil {
			return Welcome{}, err
		}
		if hello.Epoch == head.Epoch {
			held, err := s.hub.store.Held(ctx, s.space, hello.Known.Life, hello.Known.Seq)
			if err != nil {
				return Welcome{}, err
			}
			if !held || hello.Meeting.Count > was.Count { // the hub went back in time
				if head, err = s.hub.store.NewEpoch(ctx, s.space, head.Epoch); err != nil {
					return Welcome{}, err
				}
			}
		}
		now := was
		switch m := hello.Meeting; {
		case m == Meeting{}, hello.Epoch != head.Epoch: // they begin anew
			now.Count, now.Before, now.Word = max(m.Count, was.Count)+1, m.Word, word()
		case m.Count == was.Count && m.Word == was.Word:
			now.Count, now.Before, now.Word = m.Count+1, m.Word, word()
		case m.Count == was.Count-1 && m.Word == was.Before: // the last answer was lost
			now.Word = word()
		default:
			return Welcome{}, problem(CodeCopied, "")
		}
		at := s.hub.now()
		fresh := !was.SeenAt.IsZero() && at.Sub(was.SeenAt) > silence
		now.SeenAt, now.Program, now.Bye = at, hello.Program, false
		now.Offset = at.Sub(time.UnixMilli(hello.Clock)).Round(time.Second)
		now.Waiting, now.WaitingSince = int64(hello.Waiting.Records), hello.Waiting.time()
		err = s.hub.store.SaveContact(ctx, s.space, s.key, was, now)
		if errors.Is(err, shared.ErrChanged) {
			continue
		}
		if err != nil {
			return Welcome{}, err
		}
		return Welcome{
			Epoch: head.Epoch, Life: s.hub.store.Life(), Clock: s.hub.now().UnixMilli(), Meeting: Meeting{now.Count, now.Word}, Protocol: Protocol,
			Name: s.name, Role: s.role, Fresh: fresh, Hubs: s.hub.addresses(),
		}, nil
	}
	return Welcome{}, problem(CodeBusy, "")
}

// Push implements Peer.
func (s *seat) Push(ctx context.Context, push Push) (Pushed, error) {
	if s.wall() {
		return Pushed{}, problem(CodeRole, "")
	}
	if push.Life != s.hub.store.Life() {
		return Pushed{}, problem(CodeEpoch, "")
	}
	if len(push.Records) > maxRecords {
		return Pushed{}, problem(CodeLarge, "")
	}
	if err := s.hub.checkClocks(ctx, s.space, push.Records); err != nil {
		return Pushed{}, err
	}
	var pushed Pushed
	var whole []community.Record
	for i := range push.Records {
		if r := &push.Records[i]; wellFormed(r) {
			whole = append(whole, *r)
		} else {
			pushed.lose(r, whyForm, nil)
		}
	}
	verdicts, merged, err := s.hub.store.Merge(ctx, s.space, push.Epoch, whole, shared.Rules{Admit: s.admit, Spread: spread})
	if errors.Is(err, shared.ErrEpoch) {
		return Pushed{}, problem(CodeEpoch, "")
	}
	if err != nil {
		return Pushed{}, err
	}
	pushed.Clock, pushed.Known = s.hub.now().UnixMilli(), Mark{merged.Seq, s.hub.store.Life()}
	s.came(push.Meeting, merged)
	for i, v := range verdicts {
		if v.Why != "" || len(v.Lost) > 0 {
			pushed.lose(&whole[i], v.Why, v.Lost)
		}
	}
	for _, l := range pushed.Lost {
		if l.Why == whyRole || l.Why == whyForm {
			slog.WarnContext(ctx, "a screen sent what it may not", "screen", s.key[:8], "kind", l.Kind, "why", l.Why)
		}
	}
	return pushed, nil
}

func (p *Pushed) lose(r *community.Record, why string, fields []string) {
	p.Lost = append(p.Lost, Lost{Kind: r.Kind, ID: r.ID, Fields: fields, Why: why})
}

// checkClocks refuses stamps from the future: later than now, and later than
// anything that was taken when the hub's own clock was ahead.
func (h *Hub) checkClocks(ctx context.Context, space community.ID, records []community.Record) error {
	greatest := int64(0)
	for i := range records {
		for _, g := range records[i].Groups {
			greatest = max(greatest, g.Clock)
		}
	}
	limit := h.now().Add(ahead).UnixMilli() << 16
	if greatest <= limit {
		return nil
	}
	held, err := h.greatestHeld(ctx, space)
	if err != nil {
		return err
	}
	if greatest > held+ahead.Milliseconds()<<16 {
		return problem(CodeClock, "")
	}
	return nil
}

// greatestHeld is the greatest clock that the store holds, as of some time since
// this hub began.
func (h *Hub) greatestHeld(ctx context.Context, space community.ID) (int64, error) {
	h.mu.Lock()
	held, ok := h.greatest[space]
	h.mu.Unlock()
	if ok {
		return held, nil
	}
	_, err := h.store.Each(ctx, space, func(row shared.Row) error {
		r, err := row.Record()
		for _, g := range r.Groups {
			held = max(held, g.Clock)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	h.mu.Lock()
	h.greatest[space] = held
	h.mu.Unlock()
	return held, nil
}

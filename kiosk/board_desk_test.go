package kiosk

import (
	"context"
	"slices"
	"strings"
	"testing"

	"kettle/internal/community"
)

func (d *smallDesk) claim(by community.Actor, id community.ID) {
	if d.claims == nil {
		d.claims = map[community.ID]bool{}
	}
	d.claims[id] = by.Kind == community.ActorClaimed
}

func (d *smallDesk) AddPost(_ context.Context, by community.Actor, p community.Post) (held bool, err error) {
	if err := d.act(); err != nil {
		return false, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if by.Kind != community.ActorHost && by.ID != p.MemberID || d.member(p.MemberID) == nil {
		return false, community.ErrNotFound
	}
	if slices.ContainsFunc(d.posts, func(o community.Post) bool { return o.ID == p.ID }) {
		return p.Held, nil
	}
	p.MadeAt, p.Seen = d.now(), by.Kind == community.ActorProven
	p.Held = d.holds(by, p.Words)
	if p.Until.IsZero() {
		p.Until = d.now().AddDate(0, 0, community.PostDays)
		if p.Quick {
			p.Until = d.now().Add(community.QuickFor)
		}
	}
	d.posts = append(d.posts, p)
	d.claim(by, p.ID)
	return p.Held, nil
}

func (d *smallDesk) editPost(by community.Actor, id community.ID, change func(*community.Post)) error {
	if err := d.act(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.posts {
		if p := &d.posts[i]; p.ID == id && (by.Kind == community.ActorHost || by.ID == p.MemberID) {
			change(p)
			return nil
		}
	}
	return community.ErrNotFound
}

func (d *smallDesk) ClosePost(_ context.Context, by community.Actor, id community.ID) error {
	return d.editPost(by, id, func(p *community.Post) { p.Closed = true })
}

func (d *smallDesk) ReopenPost(_ context.Context, by community.Actor, id community.ID) error {
	return d.editPost(by, id, func(p *community.Post) { p.Closed = false })
}

func (d *smallDesk) RenewPost(_ context.Context, by community.Actor, id community.ID) error {
	return d.editPost(by, id, func(p *community.Post) { p.Until = d.now().AddDate(0, 0, community.PostDays) })
}

func (d *smallDesk) SeePost(_ context.Context, by community.Actor, id community.ID, mine bool) error {
	return d.editPost(by, id, func(p *community.Post) { p.Seen, p.Closed = true, !mine })
}

func (d *smallDesk) Thank(_ context.Context, by community.Actor, t community.ThankYou) (held bool, err error) {
	if err := d.act(); err != nil {
		return false, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if by.ID != t.FromID || d.member(t.ToID) == nil || t.FromID == t.ToID {
		return false, community.ErrNotFound
	}
	if !slices.ContainsFunc(d.thanks, func(o community.ThankYou) bool { return o.ID == t.ID }) {
		t.SaidAt, t.Seen = d.now(), by.Kind == community.ActorProven
		t.Held = d.holds(by, t.Words)
		d.thanks = append(d.thanks, t)
		d.claim(by, t.ID)
	}
	return t.Held, nil
}

// holds says whether words wait for a host.
func (d *smallDesk) holds(by community.Actor, words string) bool {
	bad := slices.ContainsFunc(d.space.BlockedWords, func(w string) bool { return strings.Contains(words, w) })
	return by.Kind != community.ActorHost && words != "" && (d.space.ApproveWords || bad)
}

func (d *smallDesk) editThanks(id community.ID, change func(*community.ThankYou)) error {
	if err := d.act(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.thanks {
		if d.thanks[i].ID == id {
			change(&d.thanks[i])
			return nil
		}
	}
	return community.ErrNotFound
}

func (d *smallDesk) VoidThanks(_ context.Context, _ community.Actor, id community.ID) error {
	return d.editThanks(id, func(t *community.ThankYou) { t.Void = true })
}

func (d *smallDesk) UnvoidThanks(_ context.Context, _ community.Actor, id community.ID) error {
	return d.editThanks(id, func(t *community.ThankYou) { t.Void = false })
}

func (d *smallDesk) SeeThanks(_ context.Context, _ community.Actor, id community.ID, mine bool) error {
	return d.editThanks(id, func(t *community.ThankYou) { t.Seen, t.Void = true, !mine })
}

func (d *smallDesk) HearThanks(_ context.Context, _ community.Actor, id community.ID, agrees bool) error {
	return d.editThanks(id, func(t *community.ThankYou) { t.Heard, t.ToAgrees = true, agrees })
}

func (d *smallDesk) Mine(_ context.Context, by community.Actor, id community.ID) (m community.Mine, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	called := func(id community.ID) string {
		for i := range d.members {
			if p, ok := d.members[i].Profile(community.Wall); ok && p.ID == id {
				return p.Called
			}
		}
		return ""
	}
	for _, p := range d.posts {
		if p.MemberID == id && p.OpenAt(d.now()) {
			m.Open = append(m.Open, p)
			if d.claims[p.ID] && !p.Seen {
				m.ClaimedPosts = append(m.ClaimedPosts, p)
			}
		}
	}
	for _, t := range d.thanks {
		switch {
		case t.Void:
		case t.FromID == id && d.claims[t.ID] && !t.Seen:
			m.ClaimedThanks = append(m.ClaimedThanks, community.Heard{ThankYou: t, Other: called(t.ToID)})
		case t.ToID == id && !t.Heard:
			m.Received = append(m.Received, community.Heard{ThankYou: t, Other: called(t.FromID)})
		}
	}
	m.ClaimedMeets, m.ClaimedHelp, m.ClaimedCheers = d.mineToo.ClaimedMeets, d.mineToo.ClaimedHelp, d.mineToo.ClaimedCheers
	m.Helped, m.Introduced, m.LearnsNames = d.mineToo.Helped, d.mineToo.Introduced, d.mineToo.LearnsNames
	d.promises(&m, id)
	return m, d.fault
}

// thanksTo goes from home by a name to what somebody is thanked for.
func (k *kit) thanksTo(who, whom string) {
	k.tap(GoThanks)
	k.types(who)
	k.key(KeyEnter)
	k.types(whom)
	k.key(KeyEnter)
}

// settled gives a kiosk whose members said lately that their profiles are right.
func settled(t testing.TB) *kit {
	k := newKit(t)
	for i := range k.desk.members {
		k.desk.members[i].ConfirmedOn = "2026-03-01"
	}
	return k
}

// comesIn checks somebody in by a number, as on another day.
func (k *kit) comesIn(number string) VisitState {
	k.tap(GoHome)
	for i := range k.desk.visits {
		k.desk.visits[i].OutAt = k.clock
	}
	k.types(number)
	k.key(KeyEnter)
	return k.State().Visit
}

const cleverWords = "Rescued the printer"

func (h *smallHosts) ClosePost(ctx context.Context, by community.Actor, id community.ID) error {
	return h.d.ClosePost(ctx, by, id)
}

func (h *smallHosts) ReopenPost(ctx context.Context, by community.Actor, id community.ID) error {
	return h.d.ReopenPost(ctx, by, id)
}

func (h *smallHosts) VoidThanks(ctx context.Context, by community.Actor, id community.ID) error {
	return h.d.VoidThanks(ctx, by, id)
}

func (h *smallHosts) UnvoidThanks(ctx context.Context, by community.Actor, id community.ID) error {
	return h.d.UnvoidThanks(ctx, by, id)
}

// sayings puts up so many asks, and one thank-you.
func (d *smallDesk) sayings(n int) {
	for i := range n {
		d.posts = append(d.posts, community.Post{ID: community.ID{5, byte(i)}, MemberID: d.members[0].ID, Side: community.Ask, Words: "A lift", MadeAt: d.now(), Until: d.now().AddDate(0, 0, 30)})
	}
	d.thanks = append(d.thanks,
		community.ThankYou{ID: community.ID{6}, FromID: d.members[0].ID, ToID: d.members[3].ID, What: "Practical help", SaidAt: d.now(), FromAgrees: true},
		community.ThankYou{ID: community.ID{7}, FromID: d.members[0].ID, ToID: d.members[3].ID, Words: "Between the two of us", SaidAt: d.now(), Held: true})
}

func (h *smallHosts) ApprovePost(_ context.Context, by community.Actor, id community.ID) error {
	return h.d.editPost(by, id, func(p *community.Post) { p.Held = false })
}

func (h *smallHosts) ApproveThanks(_ context.Context, _ community.Actor, id community.ID) error {
	return h.d.editThanks(id, func(t *community.ThankYou) { t.Held = false })
}

package kiosk

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/match"
)

// smallHosts is a HostDesk on the members of a smallDesk.
type smallHosts struct {
	d         *smallDesk
	visitors  []VisitorLine
	proposals []ProposalLine
	decided   []bool
	notices   []community.Notice
	parcels   []community.Parcel
	hosts     []community.Host
	acts      []ActLine
	screens   ScreenList
	digits    string
	ended     []string // links for photos
	gone      error    // the screen that gave the code went back
	admitted  []string
	revoked   []community.ID
	merged    [][2]community.ID
	undone    []community.ID
	sent      func(string)
	cropped   []float64
	pins      []string
	pairs     match.Introductions
	done      []string // of introductions
	care      CareLists
	agenda    agenda
	found     []string                         // hubs
	joins     func(address, code string) error // what comes of joining, nil for yes
	meanwhile func(ctx context.Context)        // while a host is waited for
}

func (h *smallHosts) Roll(context.Context) (*community.Roll, error) {
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	roll := &community.Roll{Space: h.d.space, Members: slices.Clone(h.d.members)}
	for _, p := range h.d.posts {
		if !p.Closed {
			roll.Posts = append(roll.Posts, p)
		}
	}
	for _, t := range h.d.thanks {
		if !t.Void {
			roll.Thanks = append(roll.Thanks, t)
		}
	}
	for _, v := range h.d.visits {
		if v.Open() {
			roll.Open = append(roll.Open, v)
		}
	}
	return roll, h.d.fault
}

func (h *smallHosts) Fresh(context.Context) (bool, error) {
	return h.d.space.Name == "" && len(h.hosts) == 0, nil
}

func (h *smallHosts) InStep(context.Context) ([]string, error) {
	return []string{"All screens in step"}, nil
}

func (h *smallHosts) FindMembers(_ context.Context, words string) ([]community.ID, error) {
	var out []community.ID
	for _, m := range h.d.members {
		if strings.Contains(strings.ToLower(m.Name), strings.ToLower(words)) {
			out = append(out, m.ID)
		}
	}
	return out, nil
}

func (h *smallHosts) SaveMember(_ context.Context, _ community.Actor, base, m community.Member) (community.Member, error) {
	if err := h.d.act(); err != nil {
		return m, err
	}
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	if base.ID.IsZero() {
		m.ID = community.ID{byte(len(h.d.members) + 100)}
		h.d.members = append(h.d.members, m)
		return m, nil
	}
	now := h.d.member(m.ID)
	if now == nil { // paused, or gone
		now = &h.d.members[slices.IndexFunc(h.d.members, func(o community.Member) bool { return o.ID == m.ID })]
	}
	ours, theirs := community.Differ(base.Fields(), m.Fields()), community.Differ(base.Fields(), now.Fields())
	for _, f := range ours {
		if slices.ContainsFunc(theirs, func(o community.Field) bool { return o.Name == f.Name && o.Value != f.Value }) {
			return m, &ConflictError{Now: *now}
		}
	}
	kept := clone(*now)
	if err := community.SetAll(kept.Set, ours); err != nil {
		return m, err
	}
	*now = kept
	return kept, nil
}

func (h *smallHosts) Erase(_ context.Context, _ community.Actor, id community.ID) error {
	if h.d.fault != nil {
		return h.d.fault
	}
	h.d.members = slices.DeleteFunc(h.d.members, func(m community.Member) bool { return m.ID == id })
	return nil
}

func (h *smallHosts) Belongings(context.Context, community.ID) ([]string, error) {
	if h.d.fault != nil {
		return nil, h.d.fault
	}
	return []string{"3 visits", "every card"}, nil
}

func (h *smallHosts) Merge(_ context.Context, _ community.Actor, from, into community.ID) error {
	if h.d.fault != nil {
		return h.d.fault
	}
	h.merged = append(h.merged, [2]community.ID{from, into})
	return nil
}

func (h *smallHosts) Parcels(context.Context, community.ID) ([]community.Parcel, error) {
	if h.d.fault != nil {
		return nil, h.d.fault
	}
	return slices.DeleteFunc(slices.Clone(h.parcels), func(p community.Parcel) bool { return !p.HandedAt.IsZero() }), nil
}

func (h *smallHosts) SaveParcel(_ context.Context, _ community.Actor, p community.Parcel) error {
	if h.d.fault != nil {
		return h.d.fault
	}
	if at := slices.IndexFunc(h.parcels, func(o community.Parcel) bool { return o.ID == p.ID && !p.ID.IsZero() }); at >= 0 {
		h.parcels[at] = p
		return nil
	}
	p.ID = community.ID{byte(len(h.parcels) + 1)}
	h.parcels = append(h.parcels, p)
	return nil
}

func (h *smallHosts) NewPhoto(_ context.Context, _ community.ID, sent func(string)) (string, error) {
	if h.d.fault != nil {
		return "", h.d.fault
	}
	h.sent = sent
	return "HTTP://KIOSK/T/ABC", nil
}

func (h *smallHosts) EndPhoto(url string) { h.ended = append(h.ended, url) }

func (h *smallHosts) Pictures(context.Context) ([]File, error) {
	if h.d.fault != nil {
		return nil, h.d.fault
	}
	return []File{{Path: "/media/stick/ada.jpg", Name: "ada.jpg"}}, nil
}

func (h *smallHosts) TakePicture(_ context.Context, path string) (string, error) {
	if h.d.fault != nil {
		return "", h.d.fault
	}
	return "hash of " + path, nil
}

func (h *smallHosts) Snap(context.Context) (string, error) { return "", community.ErrNotFound }

func (h *smallHosts) Shape(context.Context, string) (int, int, error) { return 400, 300, h.d.fault }

func (h *smallHosts) Crop(_ context.Context, hash string, x, y, w, ht float64, _ int) (string, error) {
	if h.d.fault != nil {
		return "", h.d.fault
	}
	h.cropped = []float64{x, y, w, ht}
	return partOf(hash), nil
}

// partOf is the hash of what is cropped out of a picture.
func partOf(hash string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(hash))) }

func (h *smallHosts) VisitorLines(context.Context) ([]VisitorLine, error) {
	if h.d.fault != nil {
		return nil, h.d.fault
	}
	return slices.Clone(h.visitors), nil
}

func (h *smallHosts) Invite(_ context.Context, _ community.Actor, name, _, day string) (string, error) {
	if h.d.fault != nil {
		return "", h.d.fault
	}
	if day < "2026-03-10" {
		return "", &community.FieldError{Field: "expected_on", Reason: "is a day that is over"}
	}
	h.visitors = append(h.visitors, VisitorLine{ID: community.ID{byte(len(h.visitors) + 1)}, Name: name, Code: "K7M4QX"})
	return "K7M4QX", nil
}

func (h *smallHosts) SignOutVisitor(_ context.Context, _ community.Actor, id community.ID) error {
	if h.d.fault != nil {
		return h.d.fault
	}
	h.visitors = slices.DeleteFunc(h.visitors, func(l VisitorLine) bool { return l.ID == id })
	return nil
}

func (h *smallHosts) Proposals(context.Context) ([]ProposalLine, error) {
	if h.d.fault != nil {
		return nil, h.d.fault
	}
	return slices.Clone(h.proposals), nil
}

func (h *smallHosts) Decide(_ context.Context, _ community.Actor, one ProposalLine, take bool) error {
	if h.d.fault != nil {
		return h.d.fault
	}
	at := slices.Index(h.proposals, one)
	if at < 0 {
		return said("They want something else by now.")
	}
	h.decided = append(h.decided, take)
	h.proposals = slices.Delete(h.proposals, at, at+1)
	return nil
}

func (h *smallHosts) Notices(context.Context) ([]community.Notice, error) {
	if h.d.fault != nil {
		return nil, h.d.fault
	}
	return slices.DeleteFunc(slices.Clone(h.notices), func(n community.Notice) bool { return n.Void }), nil
}

func (h *smallHosts) SaveNotice(_ context.Context, _ community.Actor, n community.Notice) error {
	if h.d.fault != nil {
		return h.d.fault
	}
	if at := slices.IndexFunc(h.notices, func(o community.Notice) bool { return o.ID == n.ID && !n.ID.IsZero() }); at >= 0 {
		h.notices[at] = n
		return nil
	}
	n.ID = community.ID{byte(len(h.notices) + 1)}
	h.notices = append(h.notices, n)
	return nil
}

func (h *smallHosts) Screens(context.Context) (ScreenList, error) { return h.screens, h.d.fault }

func (h *smallHosts) Offer(_ context.Context, name, _ string) (Offer, error) {
	if h.d.fault != nil {
		return Offer{}, h.d.fault
	}
	if name == "Kitchen" {
		return Offer{}, &community.FieldError{Field: "name", Reason: "is another screen's already"}
	}
	return Offer{Code: "9H73ZNCTSZ", Address: "10.0.0.5:8421", QR: "KETTLE:X", Until: h.d.now().Add(10 * time.Minute)}, nil
}

func (h *smallHosts) Asking(context.Context, string) (string, error) { return h.digits, h.gone }

func (h *smallHosts) Admit(_ context.Context, code string) error {
	if err := h.d.act(); err != nil {
		return err
	}
	h.admitted = append(h.admitted, code+" yes")
	return nil
}

func (h *smallHosts) Withdraw(code string) { h.admitted = append(h.admitted, code+" withdrawn") }

func (h *smallHosts) RevokeScreen(_ context.Context, _ community.Actor, id community.ID) error {
	if h.d.fault != nil {
		return h.d.fault
	}
	h.revoked = append(h.revoked, id)
	return nil
}

func (h *smallHosts) SaveSpace(_ context.Context, _ community.Actor, base, s community.Space) error {
	if err := h.d.act(); err != nil {
		return err
	}
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	return community.SetAll(h.d.space.Set, community.Differ(base.Fields(), s.Fields()))
}

func (h *smallHosts) Hosts(context.Context) ([]community.Host, error) {
	if h.hosts == nil {
		return []community.Host{h.d.host}, h.d.fault
	}
	return slices.Clone(h.hosts), h.d.fault
}

func (h *smallHosts) SaveHost(_ context.Context, _ community.Actor, _, o community.Host, pin string) (community.Host, error) {
	if pin != "" && len(pin) < 6 {
		return o, &community.FieldError{Field: "pin", Reason: "needs six characters or more"}
	}
	if err := h.d.act(); err != nil {
		return o, err
	}
	h.pins = append(h.pins, pin)
	if at := slices.IndexFunc(h.hosts, func(k community.Host) bool { return k.ID == o.ID }); at >= 0 {
		o.PINHash = pin
		h.hosts[at] = o
	}
	if o.ID.IsZero() {
		o.ID = community.ID{99}
		h.hosts = append(h.hosts, o)
	}
	return o, nil
}

func (h *smallHosts) Acts(context.Context, community.ID) ([]ActLine, error) { return h.acts, h.d.fault }

func (h *smallHosts) UndoAct(_ context.Context, _ community.Actor, id community.ID) (string, error) {
	if h.d.fault != nil {
		return "", h.d.fault
	}
	h.undone = append(h.undone, id)
	return "", nil
}

// signedIn gives a kiosk at which a host with that role has signed in.
func signedIn(t *testing.T, role string) (*kit, *smallHosts) {
	t.Helper()
	k := newKit(t)
	h := &smallHosts{d: k.desk}
	k.cfg.Hosts = h
	k.desk.host = community.Host{ID: community.ID{77}, Name: "Rosa", Role: role}
	h.hosts = []community.Host{k.desk.host, {ID: community.ID{78}, Name: "Ola", Role: community.RoleOwner}}
	k.tap(GoExit)
	k.types("4711")
	k.key(KeyEnter)
	wantStep(t, k, Host)
	return k, h
}

// does taps a verb of the hosts' part.
func (k *kit) does(verb string, about ...any) {
	k.pass(300 * time.Millisecond)
	t := Tap{Act: Do, Verb: verb}
	for _, a := range about {
		switch v := a.(type) {
		case string:
			t.Name = v
		case community.ID:
			t.ID = v
		case Tap:
			t = v
		}
	}
	k.Tap(t)
	k.settle()
}

func (k *kit) touches(t Tap) {
	k.pass(300 * time.Millisecond)
	k.Tap(t)
	k.settle()
}

func (k *kit) open(name string) {
	for _, l := range k.State().Host.Members.Lines {
		if l.Profile.Name == name {
			k.does(DoOpen, l.Profile.ID)
			return
		}
	}
	panic(name + " is not in the list")
}

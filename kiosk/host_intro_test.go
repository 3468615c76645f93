package kiosk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kettle/internal/community"
	"kettle/internal/match"
	"kettle/internal/ui/uitest"
)

func (h *smallHosts) Introductions(context.Context, int) (match.Introductions, error) {
	if h.d.fault != nil {
		return match.Introductions{}, h.d.fault
	}
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	return h.pairs, h.d.fault
}

// about keeps what was done about two, and takes their pair away.
func (h *smallHosts) about(what string, one, other community.ID, gone bool) error {
	if err := h.d.act(); err != nil {
		return err
	}
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	h.done = append(h.done, fmt.Sprint(what, one[1], other[1]))
	if gone {
		h.pairs.Pairs = slices.DeleteFunc(slices.Clone(h.pairs.Pairs), func(p match.Pair) bool { return p.One.ID == one })
	}
	return nil
}

func (h *smallHosts) Introduce(_ context.Context, _ community.Actor, one, other community.ID, done bool) error {
	return h.about(map[bool]string{true: "done ", false: "not done "}[done], one, other, done)
}

func (h *smallHosts) NotToday(_ context.Context, _ community.Actor, one, other community.ID) error {
	return h.about("later ", one, other, true)
}

func (h *smallHosts) NeverIntroduce(_ context.Context, _ community.Actor, one, other community.ID, never bool) error {
	return h.about(map[bool]string{true: "never ", false: "after all "}[never], one, other, never)
}

// pairsOf are two pairs of the small space's members, and one who waits.
func pairsOf(d *smallDesk) match.Introductions {
	who := func(i int) community.Profile {
		p, _ := d.members[i].Profile(community.Hosts)
		return p
	}
	return match.Introductions{
		Pairs: []match.Pair{
			{One: who(1), Other: who(0), New: true, Why: "Adam is looking for “Clay”. Ada offers “Pottery”.", Opening: "“Ada, Adam is looking for ‘Clay’.”"},
			{One: who(2), Other: who(4), Asked: true, Why: "Bao has not met Öykü yet.", Opening: "“Öykü, this is Bao.”"},
		},
		Waiting: []match.Waiting{{Who: who(3), Days: 12}}, Talked: 4, Said: 6,
	}
}

func TestHostsSeeWhomToIntroduceAndWhy(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	h.pairs = pairsOf(k.desk)
	k.does(DoPage, string(HostIntroductions))
	in := k.State().Host.Introductions
	if len(in.Pairs) != 2 || in.Pairs[0].Names != "Adam and Ada" || !strings.HasPrefix(in.Pairs[0].Kicker, "New since ") || in.Pairs[1].Kicker != "Asked to be introduced" || k.State().Host.Waits != 2 {
		t.Fatalf("%+v", in)
	}
	if in.Text != "Two that would work today. Everybody in them is here and open to it." || in.Foot != "Waiting longest: Cleo (12 days). Followed up: 4 of the last month’s 6 did talk." {
		t.Errorf("%q, %q", in.Text, in.Foot)
	}
}

func TestAnIntroductionIsDonePutOffOrNeverAndUndone(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	h.pairs = pairsOf(k.desk)
	k.does(DoPage, string(HostIntroductions))
	one := k.State().Host.Introductions.Pairs[0].One.ID
	k.does(DoMet, one)
	s := k.State().Host
	if len(s.Introductions.Pairs) != 1 || s.Saved != "Adam and Ada know each other now." || s.Waits != 1 {
		t.Fatalf("%+v", s)
	}
	k.does(DoUndo)
	k.does(DoLater, k.State().Host.Introductions.Pairs[0].One.ID)
	if s := k.State().Host.Introductions; len(s.Pairs) != 0 || !strings.HasPrefix(s.Text, "Nobody to bring together") {
		t.Errorf("%+v", s)
	}
	h.pairs = pairsOf(k.desk)
	k.does(DoPage, string(HostIntroductions))
	k.does(DoNever, one)
	k.does(DoUndo)
	want := []string{"done 2 1", "not done 2 1", "later 3 5", "never 2 1", "after all 2 1"}
	if !slices.Equal(h.done, want) {
		t.Errorf("%q, not %q", h.done, want)
	}
}

// introWindow is the page of introductions of the demo space.
func introWindow(t *testing.T, w, h int) *window {
	win := hostWindow(t, w, h, HostIntroductions)
	d := win.desk
	who := func(i int) community.Profile {
		p, _ := d.members[i].Profile(community.Hosts)
		p.JoinedOn = "2026-11-16"
		return p
	}
	win.cfg.Hosts.(*smallHosts).pairs = match.Introductions{
		Pairs: []match.Pair{
			{One: who(0), Other: who(1), New: true, Why: "Ada is looking for “Someone who knows VAT”. Callum offers “VAT returns”.", Opening: "“Callum, Ada is looking for ‘Someone who knows VAT’. Do you have ten minutes?”"},
			{One: who(2), Other: who(3), Why: "Both like to talk about “Long trains”.", Opening: "“Mateo, have you and Priya talked about “Long trains” yet?”"},
			{One: who(4), Other: who(5), Asked: true, Why: "Yuki is looking for “Photographer for a day and somebody who can hold the lamp while it is on”. Siobhán offers “Photography of people, products and places, with a flash”.", Opening: "“Siobhán, Yuki is looking for ‘Photographer for a day and somebody who can hold the lamp while it is on’. Do you have ten minutes?”"},
		},
		Waiting: []match.Waiting{{Who: who(6), Days: 19}, {Who: who(7), Days: 12}}, Talked: 4, Said: 6,
	}
	win.does(DoPage, string(HostIntroductions))
	return win
}

func TestIntroductionsFitEveryScreen(t *testing.T) {
	for _, size := range sizes {
		checkLayout(t, introWindow(t, size[0], size[1]))
	}
}

func TestIntroductionsLookAsDesigned(t *testing.T) {
	uitest.Golden(t, "host-introductions", introWindow(t, 640, 360).picture())
	uitest.Golden(t, "host-introductions-portrait", introWindow(t, 360, 640).picture())
}

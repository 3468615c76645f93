package kiosk

import (
	"errors"
	"testing"

	"kettle/internal/community"
)

func TestAFirstStartMakesTheSpaceItsOwnerAndTheirCard(t *testing.T) {
	k := newKit(t, func(c *Config) { c.Zone = "Europe/Lisbon" })
	k.desk.space, k.desk.members, k.desk.visits = community.Space{}, nil, nil
	h := &smallHosts{d: k.desk}
	k.cfg.Hosts = h
	k.refresh()
	k.settle()
	wantStep(t, k, First)
	k.does(DoSave)
	if k.State().Form.Entry("name").Wrong == "" {
		t.Fatal("a space without a name")
	}
	k.types("Harbour Commons")
	k.does(DoRole, FirstHours[2])
	k.does(DoSave)
	k.touches(Tap{Act: Focus, Text: "owner"})
	k.types("Ola Nordmann")
	k.key(KeyEnter)
	k.types("123456")
	k.key(KeyEnter)
	k.types("123456")
	k.does(DoSave)
	if k.State().Form.Entry("pin").Wrong == "" || k.desk.calls > 0 { // the screen may join a space yet
		t.Fatalf("a PIN that everybody tries: %q, %d things were kept", k.notice, k.desk.calls)
	}
	k.touches(Tap{Act: Focus, Text: "pin", N: 9})
	k.types("77")
	k.touches(Tap{Act: Focus, Text: "again", N: 9})
	k.types("77")
	k.does(DoSave)
	wantStep(t, k, Host)
	s := k.State().Host
	if s.Page != HostEdit || s.Edit.Profile.Name != "Ola Nordmann" || len(k.desk.members) != 1 {
		t.Errorf("%s, %q, %d members, %q", s.Page, s.Edit.Profile.Name, len(k.desk.members), k.notice)
	}
	if k.desk.space.Zone != "Europe/Lisbon" || k.desk.space.Hours.String() != "Mon-Sun 08:00-20:00" || h.hosts[0].MemberID != k.desk.members[0].ID {
		t.Errorf("%+v, %+v", k.desk.space, h.hosts)
	}
	k.does(DoLock)
	wantStep(t, k, Home)
}

// Whenever the power goes while a space is made, somebody can go on: the first
// start begins anew, or there is an owner with a PIN.
func TestAFirstStartCutShortBeginsAnew(t *testing.T) {
	for saves := range 4 {
		k, h := newScreen(t)
		k.touches(Tap{Act: Focus, Text: "name"})
		k.types("Harbour Commons")
		k.does(DoSave)
		k.touches(Tap{Act: Focus, Text: "owner"})
		k.types("Ola Nordmann")
		k.key(KeyEnter)
		k.types("739104")
		k.key(KeyEnter)
		k.types("739104")
		k.desk.gate = func() {
			if k.desk.calls == saves {
				k.desk.fault = errors.New("the power is gone")
			}
		}
		k.desk.calls = 0
		k.does(DoSave)
		wantStep(t, k, First)
		k.desk.gate, k.desk.fault = nil, nil
		if fresh, err := h.Fresh(t.Context()); err != nil || fresh != (len(h.hosts) == 0) {
			t.Errorf("after %d saves it is fresh: %v, %+v, %v", saves, fresh, h.hosts, err)
		}
		k.does(DoSave)
		wantStep(t, k, Host)
		if len(h.hosts) != 1 || len(h.d.members) != 1 || h.d.space.Name != "Harbour Commons" {
			t.Errorf("after %d saves, again: %+v, %d members, %q", saves, h.hosts, len(h.d.members), h.d.space.Name)
		}
	}
}

// What is wrong in the first start stands at its field, nothing of it is kept, and what was
// typed stays.
func TestWhatIsWrongInTheFirstStartIsSaidAtItsField(t *testing.T) {
	for at, fill := range map[string]map[string]string{
		"name":  {"name": "", "zone": "Europe/London"},
		"zone":  {"name": "Our Space", "zone": "Mars"},
		"owner": {"owner": "", "pin": "739104", "again": "739104"},
		"pin":   {"owner": "Cleo Marsh", "pin": "654321", "again": "654321"},
		"again": {"owner": "Cleo Marsh", "pin": "739104", "again": "739105"},
	} {
		k, _ := newScreen(t)
		if fill["again"] != "" {
			k.fills("name", "Our Space")
			k.does(DoSave)
		}
		for field, text := range fill {
			k.fills(field, text)
		}
		page := k.State().First.Page
		k.does(DoSave)
		s := k.State()
		if s.Form.Entry(at).Wrong == "" || s.Form.Focus != at || s.First.Page != page || k.desk.calls > 0 {
			t.Errorf("%s: page %d, at %q, %d things kept: %+v", at, s.First.Page, s.Form.Focus, k.desk.calls, s.Form.Entries)
		}
		for field, text := range fill {
			if got := s.Form.Entry(field).Text; got != text {
				t.Errorf("%s: %s became %q", at, field, got)
			}
		}
	}
}

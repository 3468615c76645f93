package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestPINOpensOnlyForTheRightOne(t *testing.T) {
	db, _ := fresh(t)
	if err := db.SetPIN(t.Context(), byHost, "Cleo", "274916"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.CheckPIN(t.Context(), "274917"); !errors.Is(err, ErrWrongPIN) {
		t.Errorf("wrong one: %v", err)
	}
	if _, err := db.CheckPIN(t.Context(), "274916"); err != nil {
		t.Errorf("right one: %v", err)
	}
	if in := find(t, db.Dir(), "274916"); len(in) > 0 {
		t.Errorf("the PIN stands in %v", in)
	}
	if err := db.SetPIN(t.Context(), byHost, "cleo", "884213"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.CheckPIN(t.Context(), "274916"); !errors.Is(err, ErrWrongPIN) {
		t.Errorf("the old one after a new one: %v", err)
	}
}

func TestPINsThatEverybodyTriesAreRefused(t *testing.T) {
	db, _ := fresh(t)
	for _, pin := range []string{"", "12345", "123456", "654321", "000000", "111111", "121212", "password"} {
		var field *community.FieldError
		if err := db.SetPIN(t.Context(), byHost, "Cleo", pin); !errors.As(err, &field) {
			t.Errorf("%q: %v", pin, err)
		}
	}
}

func TestFiveWrongPINsLockAndTheLockOutlivesTheProcess(t *testing.T) {
	db, c := fresh(t)
	if err := db.SetPIN(t.Context(), byHost, "Cleo", "274916"); err != nil {
		t.Fatal(err)
	}
	var locked *LockedError
	for i := range 5 {
		_, err := db.CheckPIN(t.Context(), "000001")
		if got := errors.As(err, &locked); got != (i == 4) {
			t.Fatalf("try %d: %v", i+1, err)
		}
	}
	dir := db.Dir()
	db.Close()
	db = open(t, dir, c)
	if _, err := db.CheckPIN(t.Context(), "274916"); !errors.As(err, &locked) {
		t.Errorf("the right one while locked, after a restart: %v", err)
	}
	c.forward(31 * time.Second)
	if _, err := db.CheckPIN(t.Context(), "000001"); !errors.As(err, &locked) || locked.Until.Sub(c.t) != time.Minute {
		t.Errorf("sixth wrong one: %v, until %v", err, locked.Until.Sub(c.t))
	}
	c.forward(-240 * time.Hour)
	if _, err := db.CheckPIN(t.Context(), "274916"); err != nil {
		t.Errorf("with the clock set back by days: %v", err)
	}
}

func TestCardProvesItsMember(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	text, err := db.NewCard(t.Context(), byHost, id)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := db.Scan(t.Context(), " "+text+" "); err != nil || p.ID != id {
		t.Errorf("scan: %v, %v", p.ID, err)
	}
	for _, wrong := range []string{"1001", member(t, db, id).Code, text[:len(text)-1], ""} {
		if _, err := db.Scan(t.Context(), wrong); !errors.Is(err, community.ErrNotFound) {
			t.Errorf("%q proved a member: %v", wrong, err)
		}
	}
	if in := find(t, db.Dir(), text); len(in) > 0 {
		t.Errorf("the card's secret stands in %v", in)
	}
	if n, err := db.RevokeCards(t.Context(), byHost, id); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if _, err := db.Scan(t.Context(), text); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("a revoked card: %v", err)
	}
}

func TestAPINSaysWhichHostActs(t *testing.T) {
	db, _ := fresh(t)
	for name, pin := range map[string]string{"Cleo": "274916"} {
		if err := db.SetPIN(t.Context(), byHost, name, pin); err != nil {
			t.Fatal(err)
		}
	}
	rosa, err := db.SaveHost(t.Context(), byHost, community.Host{Name: "Rosa", Role: community.RoleHost}, "correct horse")
	if err != nil {
		t.Fatal(err)
	}
	for pin, want := range map[string][2]string{"274916": {"Cleo", community.RoleOwner}, "correct horse": {"Rosa", community.RoleHost}} {
		h, err := db.CheckPIN(t.Context(), pin)
		if err != nil || h.Name != want[0] || h.Role != want[1] {
			t.Errorf("%s, %s, %v, want %v", h.Name, h.Role, err, want)
		}
	}
	var field *community.FieldError
	if _, err := db.SaveHost(t.Context(), byHost, community.Host{Name: "Ada"}, "274916"); !errors.As(err, &field) || field.Field != "pin" {
		t.Errorf("two hosts with one PIN: %v", err)
	}
	if _, err := db.SaveHost(t.Context(), byHost, community.Host{Name: "ROSA"}, "884213"); !errors.As(err, &field) || field.Field != "name" {
		t.Errorf("two hosts of one name: %v", err)
	}
	rosa.Revoked = true
	if _, err := db.SaveHost(t.Context(), byHost, rosa, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := db.CheckPIN(t.Context(), "correct horse"); !errors.Is(err, ErrWrongPIN) {
		t.Errorf("a host who may not edit any more: %v", err)
	}
}

func TestTheLastOwnerStaysOne(t *testing.T) {
	db, _ := fresh(t)
	if err := db.SetPIN(t.Context(), byHost, "Cleo", "274916"); err != nil {
		t.Fatal(err)
	}
	hosts, err := db.Hosts(t.Context())
	if err != nil || len(hosts) != 1 {
		t.Fatal(hosts, err)
	}
	var field *community.FieldError
	for _, change := range []func(*community.Host){
		func(h *community.Host) { h.Role = community.RoleManager },
		func(h *community.Host) { h.Revoked = true },
	} {
		h := hosts[0]
		change(&h)
		if _, err := db.SaveHost(t.Context(), byHost, h, ""); !errors.As(err, &field) || field.Field != "role" {
			t.Errorf("%+v: %v", h, err)
		}
	}
}

func TestAHostWhoIsRenamedIsNotReplacedByTheNextOfThatName(t *testing.T) {
	db, _ := fresh(t)
	ctx := t.Context()
	if err := db.SetPIN(ctx, byHost, "Cleo", "274916"); err != nil {
		t.Fatal(err)
	}
	hosts, err := db.Hosts(ctx)
	if err != nil || len(hosts) != 1 {
		t.Fatal(hosts, err)
	}
	hosts[0].Name = "Cleopatra"
	if _, err := db.SaveHost(ctx, byHost, hosts[0], ""); err != nil {
		t.Fatal(err)
	}
	if _, err := db.SaveHost(ctx, byHost, community.Host{Name: "Cleo", Role: community.RoleHost}, "735129"); err != nil {
		t.Fatal(err)
	}
	for _, set := range [][2]string{{"CLEOPATRA", "884213"}, {"cleo", "661947"}} {
		if err := db.SetPIN(ctx, byHost, set[0], set[1]); err != nil {
			t.Fatal(err)
		}
	}
	for pin, want := range map[string][2]string{"884213": {"Cleopatra", community.RoleOwner}, "661947": {"Cleo", community.RoleHost}} {
		h, err := db.CheckPIN(ctx, pin)
		if err != nil || h.Name != want[0] || h.Role != want[1] {
			t.Errorf("%s, %s, %v, want %v", h.Name, h.Role, err, want)
		}
	}
	if hosts, err = db.Hosts(ctx); err != nil || len(hosts) != 2 {
		t.Errorf("%+v, %v", hosts, err)
	}
}

func TestARoleOfALaterProgramMayDoNothing(t *testing.T) {
	db, c := fresh(t)
	ctx := t.Context()
	if err := db.SetPIN(ctx, byHost, "Cleo", "274916"); err != nil {
		t.Fatal(err)
	}
	rosa, err := db.SaveHost(ctx, byHost, community.Host{Name: "Rosa", Role: community.RoleHost}, "735129")
	if err != nil {
		t.Fatal(err)
	}
	takeRemote(t, db, community.KindHost, rosa.ID, []community.Field{{Name: "role", Value: "night porter"}}, 9, c.t.Add(time.Minute))
	hosts, err := db.Hosts(ctx)
	if err != nil || len(hosts) != 2 || hosts[1].Role != "night porter" || hosts[1].Rank() != -1 {
		t.Fatalf("%+v, %v", hosts, err)
	}
	if _, err := db.CheckPIN(ctx, "735129"); !errors.Is(err, ErrWrongPIN) {
		t.Errorf("the PIN opens: %v", err)
	}
	rosa = hosts[1]
	rosa.Name = "Rosa B."
	if _, err := db.SaveHost(ctx, byHost, rosa, ""); err != nil {
		t.Errorf("another name: %v", err)
	}
	var field *community.FieldError
	if _, err := db.SaveHost(ctx, byHost, community.Host{Name: "Jo", Role: "porter"}, "884213"); !errors.As(err, &field) || field.Field != "role" {
		t.Errorf("a new host with a role that nobody knows: %v", err)
	}
}

func TestAHostGoesWithTheMemberTheyAreButForTheLastOwner(t *testing.T) {
	db, _ := fresh(t)
	ctx := t.Context()
	cleo, rosa, old := add(t, db, community.Member{Name: "Cleo Qwertzu"}), add(t, db, community.Member{Name: "Rosa Qwertzu"}), add(t, db, community.Member{Name: "R. Q."})
	for _, h := range []community.Host{{Name: "Cleo Qwertzu", MemberID: cleo}, {Name: "Rosa Qwertzu", Role: community.RoleManager, MemberID: old}} {
		if _, err := db.SaveHost(ctx, byHost, h, map[string]string{"": "274916", community.RoleManager: "735129"}[h.Role]); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.MergeMembers(ctx, byHost, old, rosa); err != nil {
		t.Fatal(err)
	}
	if h, err := db.CheckPIN(ctx, "735129"); err != nil || h.MemberID != rosa {
		t.Errorf("after the merge: %+v, %v", h, err)
	}
	for _, id := range []community.ID{rosa, cleo} {
		if err := db.Erase(ctx, byHost, id); err != nil {
			t.Fatal(err)
		}
	}
	if in := find(t, db.Dir(), "Qwertzu"); len(in) > 0 {
		t.Errorf("the name is left in %q", in)
	}
	hosts, err := db.Hosts(ctx)
	if err != nil || len(hosts) != 1 || hosts[0].Name != "Owner" || !hosts[0].MemberID.IsZero() {
		t.Errorf("%+v, %v", hosts, err)
	}
	if h, err := db.CheckPIN(ctx, "274916"); err != nil || !h.IsOwner() {
		t.Errorf("the owner: %+v, %v", h, err)
	}
	if got := chains(t, db); len(got.Faults) > 0 {
		t.Errorf("the chain: %+v", got)
	}
}

// Whatever a host had typed before they were revoked, on this screen or by a change
// that came from another, nothing of it is kept.
func TestNothingIsKeptOfWhoIsNoHostAnyMore(t *testing.T) {
	db, c := fresh(t)
	ctx := t.Context()
	id := add(t, db, ada())
	if err := db.SetPIN(ctx, byHost, "Cleo", "274916"); err != nil {
		t.Fatal(err)
	}
	rosa, err := db.SaveHost(ctx, byHost, community.Host{Name: "Rosa", Role: community.RoleManager}, "735129")
	if err != nil {
		t.Fatal(err)
	}
	by := community.Actor{Kind: community.ActorHost, ID: rosa.ID}
	acts := func() map[string]error {
		_, event := db.SaveEvent(ctx, by, community.Event{Title: "Soup", What: community.EventSocial, StartsAt: c.t, EndsAt: c.t.Add(time.Hour)})
		_, post := db.AddPost(ctx, by, community.Post{MemberID: id, Words: "A ladder"})
		_, host := db.SaveHost(ctx, by, community.Host{Name: "Jo", Role: community.RoleHost}, "884213")
		return map[string]error{
			"a member": db.EditMember(ctx, by, id, func(m *community.Member) error { return m.Set("headline", "Typed too late") }),
			"a space":  db.EditSpace(ctx, by, func(s *community.Space) error { return s.Set("wifi", "mine") }), "an event": event, "a post": post, "a host": host,
		}
	}
	takeRemote(t, db, community.KindHost, rosa.ID, []community.Field{{Name: "revoked", Value: "yes"}}, 9, c.t.Add(time.Minute))
	for what, err := range acts() {
		var gone RevokedError
		if !errors.As(err, &gone) {
			t.Errorf("%s is kept: %v", what, err)
		}
	}
	c.forward(time.Hour)
	if _, err := db.SaveHost(ctx, byHost, rosa, ""); err != nil {
		t.Fatal(err)
	}
	for what, err := range acts() {
		if err != nil {
			t.Errorf("%s of a host again: %v", what, err)
		}
	}
	c.forward(time.Hour)
	rosa.MemberID = add(t, db, community.Member{Name: "Rosa Marsh"})
	if _, err := db.SaveHost(ctx, byHost, rosa, ""); err != nil {
		t.Fatal(err)
	}
	if err := db.Erase(ctx, byHost, rosa.MemberID); err != nil {
		t.Fatal(err)
	}
	var gone RevokedError
	if err := acts()["a space"]; !errors.As(err, &gone) {
		t.Errorf("of a host who was erased is kept: %v", err)
	}
}

// Two owners who step down at once, each on a screen that still shows the other as
// one, leave an owner; and a name, a PIN or a role that another host took meanwhile
// is judged, and kept, by what is true when it is written.
func TestWhatAnotherKeepsOfTheHostsMeanwhileCounts(t *testing.T) {
	lower := func(h *community.Host) error { h.Role = community.RoleHost; return nil }
	rename := func(h *community.Host) error { h.Name = "Jo"; return nil }
	revoke := func(h *community.Host) error { h.Revoked = true; return nil }
	nothing := func(*community.Host) error { return nil }
	for _, c := range []struct {
		name          string
		mine, his     func(*community.Host) error
		myPIN, hisPIN string
		field         string // of the refusal
	}{
		{name: "both step down", mine: lower, his: lower, field: "role"},
		{name: "one goes, the other steps down", mine: lower, his: revoke, field: "role"},
		{name: "both take a name", mine: rename, his: rename, field: "name"},
		{name: "both take a PIN", mine: nothing, his: nothing, myPIN: "884213", hisPIN: "884213", field: "pin"},
		{name: "a new name and a new role", mine: rename, his: lower},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, _ := fresh(t)
			ctx := t.Context()
			cleo, err := db.SaveHost(ctx, byHost, community.Host{Name: "Cleo", Role: community.RoleOwner}, "274916")
			if err != nil {
				t.Fatal(err)
			}
			rosa, err := db.SaveHost(ctx, byHost, community.Host{Name: "Rosa", Role: community.RoleOwner}, "735129")
			if err != nil {
				t.Fatal(err)
			}
			called := 0
			_, err = db.EditHost(ctx, byHost, cleo.ID, func(h *community.Host) error {
				if called++; called == 1 {
					if _, err := db.EditHost(ctx, byHost, rosa.ID, c.his, c.hisPIN); err != nil {
						t.Fatal(err)
					}
				}
				return c.mine(h)
			}, c.myPIN)
			var field *community.FieldError
			if got := errors.As(err, &field); got != (c.field != "") || got && field.Field != c.field || !got && err != nil {
				t.Errorf("%v, want a refusal of %q", err, c.field)
			}
			hosts, err := db.Hosts(ctx)
			if err != nil || !slices.ContainsFunc(hosts, func(h community.Host) bool { return h.IsOwner() }) {
				t.Errorf("no owner is left: %+v, %v", hosts, err)
			}
			if called != 2 {
				t.Errorf("judged %d times", called)
			}
		})
	}
}

func TestAHostWhoWentMeanwhileIsNotMadeAgain(t *testing.T) {
	db, _ := fresh(t)
	ctx := t.Context()
	if err := db.SetPIN(ctx, byHost, "Cleo", "274916"); err != nil {
		t.Fatal(err)
	}
	rosa, err := db.SaveHost(ctx, byHost, community.Host{Name: "Rosa", Role: community.RoleManager}, "735129")
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.EditHost(ctx, byHost, rosa.ID, func(h *community.Host) error {
		gone := rosa
		gone.Revoked = true
		if _, err := db.SaveHost(ctx, byHost, gone, ""); err != nil {
			t.Fatal(err)
		}
		h.Name = "Rosalind"
		return nil
	}, "")
	if !errors.Is(err, community.ErrNotFound) {
		t.Errorf("kept: %v", err)
	}
	if _, err := db.CheckPIN(ctx, "735129"); !errors.Is(err, ErrWrongPIN) {
		t.Errorf("the PIN opens again: %v", err)
	}
}

package step

import (
	"errors"
	"fmt"
	"testing"

	"kettle/internal/community"
	"kettle/internal/store"
)

// names gives who is in a store.
func names(t *testing.T, db *store.DB) (all string) {
	t.Helper()
	members, err := db.Members(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range members {
		all += members[i].Name + " "
	}
	return all
}

// add puts a member into a store, on the wall or not.
func add(t *testing.T, db *store.DB, name string, onWall bool) community.ID {
	t.Helper()
	id, err := db.AddMember(t.Context(), byHost, community.Member{Name: name, OnWall: community.Consent{Given: onWall}})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// refusedAt has a screen join a hub that is not to keep it, and gives why.
func refusedAt(t *testing.T, hub, k *Keeper, name, role string, merge bool) error {
	t.Helper()
	code, err := hub.Offer(t.Context(), name, role, true)
	if err != nil {
		t.Fatal(err)
	}
	_, why := k.Join(t.Context(), JoinOptions{Address: code.Address, Code: code.Code, Fingerprint: code.Fingerprint, Merge: merge})
	list, err := hub.Screens(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list.Screens {
		if s.Name == name {
			t.Errorf("the hub has %q, which never joined", name)
		}
	}
	return why
}

// A screen of a space stays one of it: without a word nothing is mixed with another.
func TestAScreenOfAnotherSpaceIsNotLetIn(t *testing.T) {
	shared, hub := begin(t, aHub())
	add(t, shared, "Ada", true)
	other, otherHub := begin(t, aHub())
	add(t, other, "Zoe", true)
	kept, kiosk := begin(t, Options{})
	join(t, hub, kiosk, "Desk", community.RoleKiosk)
	for _, role := range []string{community.RoleKiosk, community.RoleReplica} {
		if err := refusedAt(t, otherHub, kiosk, "Lobby", role, false); !errors.Is(err, store.ErrHoldsSpace) || names(t, kept) != "Ada " {
			t.Errorf("%s: %v, with %q", role, err, names(t, kept))
		}
	}
}

func TestAWallBeginsWithNothingAndThrowsNothingAway(t *testing.T) {
	shared, hub := begin(t, aHub())
	add(t, shared, "Ada", true)
	add(t, shared, "Ben", false)
	tries := 0
	joinsAsWall := func(k *Keeper, merge bool) error {
		t.Helper()
		tries++
		return refusedAt(t, hub, k, fmt.Sprint("Lobby ", tries), community.RoleWall, merge)
	}

	own, alone := begin(t, Options{})
	add(t, own, "Zoe", true)
	if err := joinsAsWall(alone, false); !errors.Is(err, store.ErrHoldsSpace) {
		t.Errorf("a store with a space of its own: %v", err)
	}
	if err := joinsAsWall(alone, true); !errors.Is(err, ErrWallHolds) {
		t.Errorf("and one that is to come along: %v", err)
	}
	if s, err := alone.Status(t.Context()); err != nil || s.Role != RoleAlone || names(t, own) != "Zoe " {
		t.Errorf("%+v, %v, with %q", s, err, names(t, own))
	}

	kept, kiosk := begin(t, Options{})
	join(t, hub, kiosk, "Desk", community.RoleKiosk)
	if err := joinsAsWall(kiosk, false); !errors.Is(err, ErrWallHolds) || names(t, kept) != "Ada Ben " {
		t.Errorf("a kiosk: %v, with %q", err, names(t, kept))
	}

	held, wall := begin(t, Options{})
	join(t, hub, wall, "Hall", community.RoleWall)
	if got := names(t, held); got != "Ada " {
		t.Errorf("a wall holds %q", got)
	}
	join(t, hub, wall, "Other hall", community.RoleWall) // what it held is only copies
	eventually(t, "a wall that is paired again holds what it is to hold", func() bool { return names(t, held) == "Ada " })
}

func TestAnErasureIsCountedOfScreensThatAreThere(t *testing.T) {
	shared, hub := begin(t, aHub())
	ada := add(t, shared, "Ada", true)
	for _, name := range []string{"Desk", "Hall"} {
		_, k := begin(t, Options{})
		join(t, hub, k, name, community.RoleKiosk)
	}
	counts := func() (erased, reached int) {
		list, err := hub.Screens(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return list.Erased, list.Reached
	}
	if erased, reached := counts(); erased != 0 || reached != 0 {
		t.Errorf("before any: %d of %d", erased, reached)
	}
	if err := shared.Erase(t.Context(), byHost, ada); err != nil {
		t.Fatal(err)
	}
	eventually(t, "both have done it", func() bool { erased, reached := counts(); return erased == 2 && reached == 2 })
	screens, err := shared.Screens(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := shared.RevokeScreen(t.Context(), byHost, screens[0].ID); err != nil {
		t.Fatal(err)
	}
	eventually(t, "who is revoked is not waited for", func() bool { erased, reached := counts(); return erased == 1 && reached == 1 })
}

package store

import (
	"errors"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestScreensAreRecordsOfTheSpace(t *testing.T) {
	db, _ := fresh(t)
	ctx, host := t.Context(), community.Actor{Kind: community.ActorHost}
	if err := db.AddScreen(ctx, host, community.Screen{Name: " Front  desk ", Role: community.RoleKiosk, Key: "ab12"}); err != nil {
		t.Fatal(err)
	}
	id := community.ScreenID("ab12")
	if err := db.RenameScreen(ctx, host, id, "Desk"); err != nil {
		t.Fatal(err)
	}
	if err := db.RevokeScreen(ctx, host, id); err != nil {
		t.Fatal(err)
	}
	got, err := db.Screens(ctx)
	if err != nil || len(got) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if s := got[0]; s.ID != id || s.Name != "Desk" || s.Role != community.RoleKiosk || s.Key != "ab12" || !s.Revoked || s.PairedAt.IsZero() {
		t.Errorf("the screen is %+v", s)
	}
	if err := db.RevokeScreen(ctx, host, community.ScreenID("other")); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("revoking an unknown screen: %v", err)
	}
	for _, s := range []community.Screen{{Name: "Desk", Role: "kiosk"}, {Name: " ", Role: "kiosk", Key: "cd"}} {
		if err := db.AddScreen(ctx, host, s); err == nil {
			t.Errorf("%+v is let in", s)
		}
	}
}

func TestAWallThatHeardNothingForAMonthShowsNobody(t *testing.T) {
	db, c := fresh(t)
	yes := community.Consent{Given: true}
	ada := add(t, db, community.Member{Name: "Ada", State: community.StateActive, OnWall: yes, OnPhone: yes})
	m, err := db.Member(t.Context(), ada)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []struct {
		role  string
		days  int
		stale bool
	}{{community.RoleWall, 29, false}, {community.RoleWall, 31, true}, {community.RoleKiosk, 400, false}} {
		if err := db.SaveLink(t.Context(), community.Link{Hub: "ab", Role: l.role, MetAt: c.t.AddDate(0, 0, -l.days)}); err != nil {
			t.Fatal(err)
		}
		seen, err := db.Seen(t.Context(), community.Wall)
		if err != nil || seen.Stale != l.stale || (len(seen.Profiles) == 0) != l.stale {
			t.Errorf("a %s after %d days: stale %t, %d people, %v", l.role, l.days, seen.Stale, len(seen.Profiles), err)
		}
		if _, err := db.ProfileByCode(t.Context(), m.Code); errors.Is(err, community.ErrNotFound) != l.stale {
			t.Errorf("a %s after %d days: the phone page: %v", l.role, l.days, err)
		}
	}
}

func TestAWallDoesNotSayHowManyPlacesAreLeft(t *testing.T) {
	db, c := fresh(t)
	at := c.t.AddDate(0, 0, 1)
	if _, err := db.SaveEvent(t.Context(), byHost, community.Event{Title: "Soup", What: community.EventSocial, StartsAt: at, EndsAt: at.Add(time.Hour), Zone: "UTC", Places: 4}); err != nil {
		t.Fatal(err)
	}
	for role, want := range map[string]string{community.RoleKiosk: "4 places left", community.RoleWall: ""} {
		if err := db.SaveLink(t.Context(), community.Link{Hub: "ab", Role: role, MetAt: c.t}); err != nil {
			t.Fatal(err)
		}
		list, err := db.Occasions(t.Context(), c.t, c.t.AddDate(0, 0, 7))
		if err != nil || len(list) != 1 || list[0].RoomWords() != want {
			t.Errorf("a %s: %+v, %v", role, list, err)
		}
	}
}

package main

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
)

// Whoever tries numbers and PINs on a phone does not learn who is a member, who has a
// PIN, and who is locked out.
func TestSigningInOnAPhoneTellsNothingButYes(t *testing.T) {
	db := opened(t, nil)
	p, ctx := pages{db}, t.Context()
	ada := added(t, db, community.Member{Name: "Ada Okafor", Number: "1001"})
	bo := added(t, db, community.Member{Name: "Bo Lind", Number: "1002"})
	cy := added(t, db, community.Member{Name: "Cy Moss", Number: "1003"})
	for _, m := range []community.Member{ada, cy} {
		if err := p.SetPIN(ctx, community.Actor{Kind: community.ActorProven, ID: m.ID}, m.ID, "884213"); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.EditMember(ctx, byHost, cy.ID, func(m *community.Member) error { return m.Set("state", community.StatePaused) }); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		number, pin string
		want        community.ID
	}{
		{"1001", "884213", ada.ID},
		{ada.Code, "884213", ada.ID},
		{"1001", "", community.ID{}},
		{"", "884213", community.ID{}},
		{"9999", "884213", community.ID{}},
		{"1002", "884213", community.ID{}},
		{"1002", "", community.ID{}},
		{"1003", "884213", community.ID{}},
		{"1001", "111213", community.ID{}},
		{"1001", "111213", community.ID{}},
		{"1001", "111213", community.ID{}},
		{"1001", "111213", community.ID{}},
		{"1001", "884213", community.ID{}}, // locked
	} {
		got, err := p.SignIn(ctx, c.number, c.pin)
		if got != c.want || errors.Is(err, community.ErrNotFound) != c.want.IsZero() || err != nil && err.Error() != community.ErrNotFound.Error() {
			t.Errorf("%q with %q: %v, %v", c.number, c.pin, got, err)
		}
	}
	var field *community.FieldError
	if err := p.SetPIN(ctx, byHost, ada.ID, ""); !errors.As(err, &field) {
		t.Errorf("no PIN: %v", err)
	}
	if mark, err := p.PINMark(ctx, bo.ID); err != nil || mark != "" {
		t.Errorf("Bo has a PIN: %q, %v", mark, err)
	}
}

func TestAMembersPageTellsWhatWasChangedOfThemAlone(t *testing.T) {
	db := opened(t, nil)
	p, ctx := pages{db}, t.Context()
	ada, bo := added(t, db, community.Member{Name: "Ada Okafor"}), added(t, db, community.Member{Name: "Bo Lind"})
	mine := community.Actor{Kind: community.ActorProven, ID: ada.ID}
	edit := func(by community.Actor, who community.Member, field, value string) {
		t.Helper()
		if err := db.EditMember(ctx, by, who.ID, func(m *community.Member) error { return m.Set(field, value) }); err != nil {
			t.Fatal(err)
		}
	}
	edit(byHost, ada, "headline", "Writes grants")
	edit(byHost, bo, "headline", "Mends radios")
	if _, err := db.AddPost(ctx, mine, community.Post{MemberID: ada.ID, Side: community.Ask, Words: "A van"}); err != nil {
		t.Fatal(err)
	}
	edit(byHost, ada, "pronouns", "he/him")
	acts, err := db.Acts(ctx, time.Time{}, 1)
	if err != nil || len(acts) != 1 {
		t.Fatalf("%+v, %v", acts, err)
	}
	if _, err := db.UndoAct(ctx, byHost, acts[0].ID); err != nil {
		t.Fatal(err)
	}
	edit(mine, ada, "website", "ada.example")
	edits, err := p.History(ctx, ada.ID)
	var told []string
	for _, e := range edits {
		told = append(told, fmt.Sprint(e.By.Kind, e.Fields))
	}
	want := []string{fmt.Sprint(community.ActorProven, "[website]"), fmt.Sprint(community.ActorHost, "[pronouns]"), fmt.Sprint(community.ActorHost, "[headline]")}
	if err != nil || !slices.Equal(told, want) {
		t.Errorf("%q, %v", told, err)
	}
}

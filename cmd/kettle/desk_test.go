package main

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/store"
)

// opened gives a new store with that clock, of a space whose day is far from UTC's.
func opened(t *testing.T, now func() time.Time) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	err = db.EditSpace(t.Context(), byHost, func(s *community.Space) error { return s.Set("zone", "Asia/Kathmandu") })
	if err != nil {
		t.Fatal(err)
	}
	return db
}

var byHost = community.Actor{Kind: community.ActorHost}

// added gives the member as the store keeps them.
func added(t *testing.T, db *store.DB, m community.Member) community.Member {
	t.Helper()
	id, err := db.AddMember(t.Context(), byHost, m)
	if err != nil {
		t.Fatal(err)
	}
	if m, err = db.Member(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	return m
}

// read gives what people read of an error, "" of one that has no sentence.
func read(err error) string {
	if words := (interface{ Sentence() string })(nil); errors.As(err, &words) {
		return words.Sentence()
	}
	return ""
}

func TestTooManyWrongPINsSayUntilWhenByTheSpacesClock(t *testing.T) {
	now := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	db := opened(t, func() time.Time { return now })
	d, ada := desk{DB: db}, added(t, db, community.Member{Name: "Ada Okafor"})
	if _, err := d.CheckPIN(t.Context(), "274917"); !strings.HasPrefix(read(err), "No host has a PIN yet.") {
		t.Errorf("without a host: %v", err)
	}
	if err := errors.Join(db.SetPIN(t.Context(), byHost, "Cleo", "274916"), db.SetMemberPIN(t.Context(), byHost, ada.ID, "884213")); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		check func(pin string) error
		right string
		want  string
	}{
		"a host":   {func(pin string) error { _, err := d.CheckPIN(t.Context(), pin); return err }, "274916", "Too many wrong PINs. Try again at 17:45:30."},
		"a member": {func(pin string) error { return d.CheckMemberPIN(t.Context(), ada.ID, pin) }, "884213", "Too many wrong PINs. Try again at 17:45:30, or hold up your card."},
	} {
		if err := c.check(c.right); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		for range 5 {
			if err := c.check("111213"); !errors.Is(err, community.ErrNotFound) && read(err) != c.want {
				t.Errorf("%s, wrong: %v", what, err)
			}
		}
		if err := c.check(c.right); read(err) != c.want {
			t.Errorf("%s: %q, want %q", what, read(err), c.want)
		}
	}
}

func TestWhyIsSaidOnlyOfWhoIsOnTheWall(t *testing.T) {
	db := opened(t, nil)
	evening := time.Date(2026, 6, 30, 20, 0, 0, 0, time.UTC) // the next day in Kathmandu
	wall, here := community.Consent{Given: true, At: evening}, community.Consent{Given: true, At: evening.AddDate(0, 1, 0)}
	for _, c := range []struct {
		m    community.Member
		want string
	}{
		{community.Member{Name: "Ada Okafor", OnWall: wall}, "Ada Okafor agreed to be shown on the wall since 1 July 2026. Is that you"},
		{community.Member{Name: "Bo Lind", OnWall: wall, HereNow: here}, "Bo Lind agreed to be shown on the wall since 1 July 2026, and as here now since 31 July 2026. Is that you"},
		{community.Member{Name: "Cleo Marsh", HereNow: here, OnPhone: here}, ""},
		{community.Member{Name: "Dee Moss", OnWall: wall, State: community.StatePaused}, ""},
	} {
		m := added(t, db, c.m)
		got, err := desk{DB: db}.Why(t.Context(), m.ID)
		if !strings.HasPrefix(got, c.want) || (c.want == "") != errors.Is(err, community.ErrNotFound) || c.want == "" && got != "" {
			t.Errorf("%s: %q, %v", c.m.Name, got, err)
		}
	}
}

// Names are learned of those who agreed to the wall, since others see the lobby's
// screen, too; one that is known is not asked again on the same day of the space.
func TestNamesAreLearnedOfWhoIsOnTheWall(t *testing.T) {
	now := time.Date(2026, 6, 30, 20, 0, 0, 0, time.UTC) // the first of July in Kathmandu
	db := opened(t, func() time.Time { return now })
	d, ctx := desk{DB: db}, t.Context()
	learner := added(t, db, community.Member{Name: "Cleo"})
	for i, name := range []string{"Ada", "Bo", "Dee", "Eve", "Fay", "Gus"} {
		m := community.Member{Name: name, Photo: strings.Repeat(string("abcdef"[i]), 64), OnWall: community.Consent{Given: name != "Gus"}}
		added(t, db, m)
	}
	asked := func() (names []string) {
		t.Helper()
		deck, err := d.Deck(ctx, learner.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range deck {
			names = append(names, q.Who.Called)
			if slices.Contains(q.Names, "Gus") || slices.Contains(q.Names, "Cleo") {
				t.Errorf("%s: one of %q", q.Who.Called, q.Names)
			}
		}
		slices.Sort(names)
		return names
	}
	if got := asked(); !slices.Equal(got, []string{"Ada", "Bo", "Dee", "Eve", "Fay"}) {
		t.Fatalf("%q", got)
	}
	deck, err := d.Deck(ctx, learner.ID)
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range deck {
		if err := d.Named(ctx, learner.ID, q.Who.ID, i > 0); err != nil { // the first was wrong
			t.Fatal(err)
		}
	}
	if got := asked(); !slices.Equal(got, []string{deck[0].Who.Called}) {
		t.Errorf("on the same day again %q", got)
	}
	now = now.Add(22 * time.Hour) // the evening of the same day there
	if got := asked(); len(got) != 1 {
		t.Errorf("before midnight %q", got)
	}
	if now = now.Add(2 * time.Hour); len(asked()) != 5 {
		t.Errorf("the day after %q", asked())
	}
}

func TestTwoVisitorsOfOneNameAreToldApartByTheirBadges(t *testing.T) {
	db := opened(t, nil)
	d, ctx, nobody := desk{DB: db}, t.Context(), community.Actor{Kind: community.ActorAnonymous}
	var codes []string
	for _, company := range []string{"Acme", "Marsh"} {
		v, _, err := db.SignIn(ctx, nobody, community.Visitor{Name: "Jo Marsh", Company: company, Sees: community.SeesHost})
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, v.Code)
	}
	if _, err := d.SignOut(ctx, nobody, "Jo Marsh"); !strings.HasPrefix(read(err), "More than one of that name is here.") {
		t.Errorf("by the name: %v", err)
	}
	if v, err := d.SignOut(ctx, nobody, codes[1]); err != nil || v.Company != "Marsh" {
		t.Errorf("by the code: %+v, %v", v, err)
	}
	if v, err := d.SignOut(ctx, nobody, "jo marsh"); err != nil || v.Company != "Acme" {
		t.Errorf("by the name, when there is one left: %+v, %v", v, err)
	}
}

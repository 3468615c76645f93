package main

import (
	"errors"
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

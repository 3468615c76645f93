package store

import (
	"errors"
	"sync"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestAMembersPINIsTheirsAlone(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	bo := ada()
	bo.Number, bo.Name = "1002", "Bo"
	other := add(t, db, bo)
	check := func(who community.ID, pin string, want error) {
		t.Helper()
		if err := db.CheckMemberPIN(t.Context(), who, pin); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", pin, err, want)
		}
	}
	check(id, "274916", ErrWrongMemberPIN)
	for _, pin := range []string{"12345", "123456", "000000", "letmein", "2749160274916"} {
		var field *community.FieldError
		if err := db.SetMemberPIN(t.Context(), byHost, id, pin); !errors.As(err, &field) {
			t.Errorf("%q: %v", pin, err)
		}
	}
	if err := db.SetMemberPIN(t.Context(), byHost, id, "274916"); err != nil {
		t.Fatal(err)
	}
	check(id, "274916", nil)
	check(id, "274917", ErrWrongMemberPIN)
	check(other, "274916", ErrWrongMemberPIN)
	check(community.ID{}, "274916", ErrWrongMemberPIN)
	if _, err := db.CheckPIN(t.Context(), "274916"); err == nil {
		t.Error("a member's PIN opened the hosts' door")
	}
	if in := find(t, db.Dir(), "274916"); len(in) > 0 {
		t.Errorf("the PIN stands in %v", in)
	}
	if n, err := db.RevokeCards(t.Context(), byHost, id); n != 0 || err != nil {
		t.Errorf("revoking cards took %d PINs, %v", n, err)
	}
	check(id, "274916", nil)
	if err := db.SetMemberPIN(t.Context(), byHost, id, "884213"); err != nil {
		t.Fatal(err)
	}
	check(id, "274916", ErrWrongMemberPIN)
	check(id, "884213", nil)
	if err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error { return m.Set("state", "paused") }); err != nil {
		t.Fatal(err)
	}
	check(id, "884213", ErrWrongMemberPIN)
	if err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error { return m.Set("state", "active") }); err != nil {
		t.Fatal(err)
	}
	if err := db.SetMemberPIN(t.Context(), byHost, id, ""); err != nil {
		t.Fatal(err)
	}
	check(id, "884213", ErrWrongMemberPIN)
	if mark, err := db.PINMark(t.Context(), id); mark != "" || err != nil {
		t.Errorf("has a PIN that was taken away: %v", err)
	}
}

func TestWrongMemberPINsLockThatMemberAloneAndOutliveTheProcess(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	bo := ada()
	bo.Number, bo.Name = "1002", "Bo"
	other := add(t, db, bo)
	for _, m := range []community.ID{id, other} {
		if err := db.SetMemberPIN(t.Context(), byHost, m, "274916"); err != nil {
			t.Fatal(err)
		}
	}
	var locked *LockedError
	for i := range 5 {
		if err := db.CheckMemberPIN(t.Context(), id, "000001"); errors.As(err, &locked) != (i == 4) {
			t.Fatalf("try %d: %v", i+1, err)
		}
	}
	if err := db.CheckMemberPIN(t.Context(), other, "274916"); err != nil {
		t.Errorf("another member is locked out: %v", err)
	}
	dir := db.Dir()
	db.Close()
	db = open(t, dir, c)
	if err := db.CheckMemberPIN(t.Context(), id, "274916"); !errors.As(err, &locked) {
		t.Errorf("the right one while locked, after a restart: %v", err)
	}
	c.forward(31 * time.Second)
	if err := db.CheckMemberPIN(t.Context(), id, "000001"); !errors.As(err, &locked) || locked.Until.Sub(c.t) != time.Minute {
		t.Errorf("sixth wrong one: %v", err)
	}
	c.forward(-240 * time.Hour)
	if err := db.CheckMemberPIN(t.Context(), id, "274916"); err != nil {
		t.Errorf("with the clock set back by days: %v", err)
	}
}

func TestTriesAtTheSameTimeDoNotPassTheLock(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	if err := db.SetMemberPIN(t.Context(), byHost, id, "274916"); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	results := make(chan error, 12)
	for range cap(results) {
		all.Go(func() { results <- db.CheckMemberPIN(t.Context(), id, "000001") })
	}
	all.Wait()
	close(results)
	looked := 0
	for err := range results {
		if errors.Is(err, ErrWrongMemberPIN) {
			looked++
		}
	}
	if looked != 4 {
		t.Errorf("%d wrong PINs were said to be wrong before the lock, want 4", looked)
	}
}

func TestAMergedMembersPINIsTheirOnlyOne(t *testing.T) {
	for _, keeps := range []bool{false, true} {
		db, _ := fresh(t)
		ctx := t.Context()
		into, from := add(t, db, ada()), add(t, db, community.Member{Name: "Ada O."})
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(db.SetMemberPIN(ctx, byHost, from, "274916"))
		want := "274916"
		if keeps {
			must(db.SetMemberPIN(ctx, byHost, into, "735129"))
			want = "735129"
		}
		must(db.MergeMembers(ctx, byHost, from, into))
		if err := db.CheckMemberPIN(ctx, into, want); err != nil {
			t.Errorf("had one %v: %v", keeps, err)
		}
		if keeps {
			if err := db.CheckMemberPIN(ctx, into, "274916"); !errors.Is(err, ErrWrongMemberPIN) {
				t.Errorf("the PIN of the one who went: %v", err)
			}
		}
		must(db.SetMemberPIN(ctx, byHost, into, "884213"))
		if err := db.CheckMemberPIN(ctx, into, "884213"); err != nil {
			t.Errorf("a new one: %v", err)
		}
		if err := db.CheckMemberPIN(ctx, into, want); !errors.Is(err, ErrWrongMemberPIN) {
			t.Errorf("the one before after a new one: %v", err)
		}
		must(db.SetMemberPIN(ctx, byHost, into, ""))
		if mark, err := db.PINMark(ctx, into); err != nil || mark != "" {
			t.Errorf("taken away, and has one: %q, %v", mark, err)
		}
	}
}

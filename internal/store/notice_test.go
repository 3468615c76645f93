package store

import (
	"errors"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestNoticesAreListedWhileTheyAreUpOrComeUp(t *testing.T) {
	db, c := fresh(t)
	now := c.t
	keep := func(n community.Notice) community.Notice {
		t.Helper()
		n, err := db.SaveNotice(t.Context(), byHost, n)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	lift := keep(community.Notice{Words: "The lift is out", From: now, Until: now.Add(time.Hour)})
	keep(community.Notice{Words: "Paint in the kitchen", From: now.Add(24 * time.Hour), Until: now.Add(48 * time.Hour)})
	keep(community.Notice{Words: "Yesterday", From: now.Add(-48 * time.Hour), Until: now.Add(-24 * time.Hour)})
	if list, err := db.Notices(t.Context()); err != nil || len(list) != 2 || list[0].Words != "The lift is out" {
		t.Fatal(list, err)
	}
	lift.Void = true
	keep(lift)
	if list, err := db.Notices(t.Context()); err != nil || len(list) != 1 {
		t.Error(list, err)
	}
	var field *community.FieldError
	if _, err := db.SaveNotice(t.Context(), byHost, community.Notice{}); !errors.As(err, &field) {
		t.Errorf("a notice without words: %v", err)
	}
}

func TestParcelsWaitUntilTheyAreHandedOverAndGoWithTheirMember(t *testing.T) {
	db, c := fresh(t)
	ada := add(t, db, community.Member{Name: "Ada Okafor"})
	p, err := db.SaveParcel(t.Context(), byHost, community.Parcel{MemberID: ada, Words: "A box", CameAt: c.t})
	if err != nil {
		t.Fatal(err)
	}
	if list, err := db.Parcels(t.Context(), ada); err != nil || len(list) != 1 || list[0].Words != "A box" {
		t.Fatal(list, err)
	}
	p.HandedAt = c.t.Add(time.Hour)
	if _, err := db.SaveParcel(t.Context(), byHost, p); err != nil {
		t.Fatal(err)
	}
	if list, err := db.Parcels(t.Context(), ada); err != nil || len(list) != 0 {
		t.Fatal(list, err)
	}
	if err := db.Erase(t.Context(), byHost, ada); err != nil {
		t.Fatal(err)
	}
	if in := find(t, db.Dir(), "A box"); len(in) > 0 {
		t.Errorf("the parcel of an erased member stands in %v", in)
	}
	if _, err := db.SaveParcel(t.Context(), byHost, community.Parcel{MemberID: ada, Words: "Another"}); err == nil {
		t.Error("a parcel for an erased member")
	}
}

func TestAParcelGoesThirtyDaysAfterItWasHandedOver(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	waits, err := db.SaveParcel(t.Context(), byHost, community.Parcel{MemberID: id, Words: "a crate", CameAt: c.t})
	if err != nil {
		t.Fatal(err)
	}
	box, err := db.SaveParcel(t.Context(), byHost, community.Parcel{MemberID: id, Words: "a box from Unmistakable", CameAt: c.t})
	if err != nil {
		t.Fatal(err)
	}
	retain(t, db, c, 40)
	box.HandedAt = c.t
	if _, err := db.SaveParcel(t.Context(), byHost, box); err != nil {
		t.Fatal(err)
	}
	left := func() int {
		b, err := db.Belongings(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return len(b.Parcels)
	}
	retain(t, db, c, 30)
	if left() != 2 {
		t.Errorf("after 30 days %d parcels are left", left())
	}
	if r := retain(t, db, c, 1); r.Parcels != 1 || left() != 1 {
		t.Errorf("after 31 days: %+v", r)
	}
	if got, err := db.Parcels(t.Context(), id); err != nil || len(got) != 1 || got[0].ID != waits.ID || len(find(t, db.Dir(), "Unmistakable")) > 0 {
		t.Errorf("waiting are %+v, %v, and the words in %q", got, err, find(t, db.Dir(), "Unmistakable"))
	}
}

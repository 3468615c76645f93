package store

import (
	"errors"
	"testing"

	"kettle/internal/community"
)

func TestANameIsLearnedByOneAndNoActOfTheirs(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	host := newID()
	for box := range 3 {
		if err := db.SaveNaming(t.Context(), community.Naming{LearnerID: host, MemberID: a, Box: box, DueOn: "2026-11-23"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.SaveNaming(t.Context(), community.Naming{LearnerID: b, MemberID: a, Box: 1}); err != nil {
		t.Fatal(err)
	}
	got, err := db.Namings(t.Context(), host)
	if err != nil || len(got) != 1 || got[0].Box != 2 || got[0].MemberID != a {
		t.Errorf("%+v, %v", got, err)
	}
	if err := db.SaveNaming(t.Context(), community.Naming{LearnerID: host, MemberID: newID()}); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("nobody's name: %v", err)
	}
	if err := db.Erase(t.Context(), byHost, a); err != nil {
		t.Fatal(err)
	}
	for _, learner := range []community.ID{host, b} {
		if got, err := db.Namings(t.Context(), learner); err != nil || len(got) != 0 {
			t.Errorf("the name of one who is erased: %+v, %v", got, err)
		}
	}
}

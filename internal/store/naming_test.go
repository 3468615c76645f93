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

// TestWhatAHostLearnedGoesWithThemOnEveryScreen holds also for a screen that hears of it
// only later: on the hub, a record goes with whichever of its owners is erased.
func TestWhatAHostLearnedGoesWithThemOnEveryScreen(t *testing.T) {
	here, c := fresh(t)
	jo, ada := two(t, here)
	if err := here.SetPIN(t.Context(), byHost, "Olu", "735129"); err != nil {
		t.Fatal(err)
	}
	h, err := here.SaveHost(t.Context(), byHost, community.Host{Name: "Jo", Role: community.RoleHost, MemberID: jo}, "735128")
	if err != nil {
		t.Fatal(err)
	}
	there := open(t, t.TempDir(), c)
	carry(t, here, there)
	if err := here.Erase(t.Context(), byHost, jo); err != nil {
		t.Fatal(err)
	}
	if err := there.SaveNaming(t.Context(), community.Naming{LearnerID: h.ID, MemberID: ada, Box: 1}); err != nil {
		t.Fatal(err)
	}
	carry(t, there, here)
	carry(t, here, there)
	for name, db := range map[string]*DB{"here": here, "there": there} {
		if got, err := db.Namings(t.Context(), h.ID); err != nil || len(got) != 0 {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if err := here.SaveNaming(t.Context(), community.Naming{LearnerID: h.ID, MemberID: ada, Box: 1}); !errors.Is(err, community.ErrErased) {
		t.Errorf("a host who is erased learns: %v", err)
	}
}

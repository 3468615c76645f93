package store

import (
	"errors"
	"testing"

	"kettle/internal/community"
)

// details lists those that are kept of all visitors.
func details(t *testing.T, db *DB) (all []string) {
	t.Helper()
	got, err := readVisitors(t.Context(), db.read(), "ORDER BY in_at, id")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range got {
		all = append(all, v.Detail)
	}
	return all
}

func TestOnlyTheLatestStayOfAReturningVisitorIsKeptForNextTime(t *testing.T) {
	db, c := fresh(t)
	namesake := jo(community.ID{})
	namesake.Detail = "other@march.example"
	signIn(t, db, namesake)
	for _, detail := range []string{"jo@marsh.example", " JO@marsh.example", "jo@marsh.example"} {
		c.forward(5 * aDay)
		v := jo(community.ID{})
		v.Name, v.Detail = "JO  Marsh", detail
		got := signIn(t, db, v)
		if _, err := db.SignOut(t.Context(), byAnybody, got.ID); err != nil {
			t.Fatal(err)
		}
	}
	if got := details(t, db); len(got) != 4 || got[0] == "" || got[1]+got[2] != "" || got[3] != "jo@marsh.example" {
		t.Errorf("kept are %q", got)
	}
	if v, err := db.Prove(t.Context(), "Jo Marsh", "jo@marsh.example"); err != nil || !v.InAt.Equal(c.t) {
		t.Errorf("the latest stay: %+v, %v", v, err)
	}
	retain(t, db, c, 31)
	if got := details(t, db); len(got) != 2 {
		t.Errorf("a month later there are stays with %q", got)
	}
}

func TestAVisitorWhoWantsToBeForgottenIs(t *testing.T) {
	db, c := fresh(t)
	first := signIn(t, db, jo(community.ID{}))
	// Another screen remembered them, too, while the two were apart.
	other := first
	other.ID = newID()
	takeRemote(t, db, community.KindVisitor, other.ID, other.Fields(), 9, c.t)
	if got := details(t, db); len(got) != 2 || got[0] == "" || got[1] == "" {
		t.Fatalf("kept are %q: this test cannot see", got)
	}
	for range 2 {
		if err := db.ForgetVisitor(t.Context(), byAnybody, first.ID); err != nil {
			t.Fatal(err)
		}
	}
	if got := details(t, db); len(got) != 2 || got[0]+got[1] != "" {
		t.Errorf("kept are %q", got)
	}
	if _, err := db.Prove(t.Context(), "Jo Marsh", "jo@marsh.example"); !errors.Is(err, ErrNotProven) {
		t.Errorf("proven: %v", err)
	}
	if err := db.ForgetVisitor(t.Context(), byAnybody, newID()); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
}

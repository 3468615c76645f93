package store

import (
	"errors"
	"testing"

	"kettle/internal/community"
)

func TestBelongingsNameTheHostAndTheVisitorsOfAMember(t *testing.T) {
	db, _ := fresh(t)
	id, other := add(t, db, ada()), add(t, db, community.Member{Name: "Jo"})
	for i, m := range []community.ID{id, other} {
		if _, err := db.SaveHost(t.Context(), byHost, community.Host{Name: []string{"Ada", "Jo"}[i], MemberID: m}, []string{"274916", "735129"}[i]); err != nil {
			t.Fatal(err)
		}
		signIn(t, db, jo(m))
	}
	if _, err := db.Invite(t.Context(), byHost, community.Visitor{Name: "Mei", InvitedBy: id}); err != nil {
		t.Fatal(err)
	}
	b, err := db.Belongings(t.Context(), id)
	if err != nil || len(b.Hosts) != 1 || b.Hosts[0].Name != "Ada" || b.Hosts[0].PINHash != "" {
		t.Errorf("hosts: %+v, %v", b.Hosts, err)
	}
	if len(b.Visitors) != 2 || b.Visitors[0].InvitedBy != id || b.Visitors[1].SeesID != id {
		t.Errorf("visitors: %+v", b.Visitors)
	}
}

func TestAParcelStaysThatOfTheMemberForWhomItCame(t *testing.T) {
	db, c := fresh(t)
	id, other := add(t, db, ada()), add(t, db, community.Member{Name: "Jo"})
	p, err := db.SaveParcel(t.Context(), byHost, community.Parcel{MemberID: id, Words: "a box", CameAt: c.t})
	if err != nil {
		t.Fatal(err)
	}
	p.MemberID = other
	var field *community.FieldError
	if _, err := db.SaveParcel(t.Context(), byHost, p); !errors.As(err, &field) || field.Field != "member_id" {
		t.Errorf("moved: %v", err)
	}
	if got, err := db.Parcels(t.Context(), id); err != nil || len(got) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAMembersFileTellsNothingThatOthersSaidInConfidence(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	ctx := t.Context()
	if err := db.AskIntroduction(ctx, provenBy(b), b, a); err != nil {
		t.Fatal(err)
	}
	if err := db.NeverIntroduce(ctx, byHost, a, b, true); err != nil {
		t.Fatal(err)
	}
	for _, nameless := range []bool{true, false} {
		thanks := community.ThankYou{FromID: b, ToID: a, What: "Practical help", Nameless: nameless}
		if _, err := db.Thank(ctx, provenBy(b), thanks); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range []community.Naming{{LearnerID: b, MemberID: a, Box: 1}, {LearnerID: a, MemberID: b, Box: 2}} {
		if err := db.SaveNaming(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	told := func(id community.ID) Belongings {
		t.Helper()
		got, err := db.Belongings(ctx, id)
		if err != nil || len(got.Met) != 1 || len(got.Thanks) != 2 || len(got.History) < 3 {
			t.Fatalf("%+v, %v", got, err)
		}
		return got.Told(id)
	}
	hers := told(a)
	if len(hers.Met) != 0 {
		t.Errorf("she reads that she was asked for: %+v", hers.Met)
	}
	if len(hers.Namings) != 1 || hers.Namings[0].LearnerID != a {
		t.Errorf("names: %+v", hers.Namings)
	}
	from := 0
	for _, y := range hers.Thanks {
		if y.FromID == b {
			from++
		}
		if y.Nameless != y.FromID.IsZero() {
			t.Errorf("a thank-you from %s: %+v", y.FromID, y)
		}
	}
	named := 0
	for _, done := range hers.History {
		for _, about := range done.About {
			if about.Kind == community.KindIntroduction {
				t.Errorf("the history has %+v", about)
			}
			if about.Fields["from_id"][1] == b.String() {
				named++
			}
		}
	}
	if from != 1 || named != 1 {
		t.Errorf("%d thank-yous and %d in the history name who said them", from, named)
	}
	theirs := told(b)
	if len(theirs.Met) != 1 || theirs.Met[0].AskedByID != b || theirs.Met[0].Never || len(theirs.Thanks) != 2 || theirs.Thanks[0].FromID != b || theirs.Thanks[1].FromID != b {
		t.Errorf("who asked and thanked reads %+v", theirs)
	}
	for _, done := range theirs.History {
		for _, about := range done.About {
			if about.Kind == community.KindIntroduction && done.By.ID != b {
				t.Errorf("what a host did is in the file: %+v", about)
			}
		}
	}
}

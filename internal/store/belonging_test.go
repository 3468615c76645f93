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

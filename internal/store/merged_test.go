package store

import (
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// Once one member became another, nothing that is kept names the one who went, but the
// history: what it named would be lost, or tell nobody.
func TestNothingNamesWhoBecameAnother(t *testing.T) {
	db, c := fresh(t)
	ctx := t.Context()
	from, into := two(t, db)
	third := people(t, db, 1)[0]
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, _, err := db.CheckIn(ctx, byHost, from)
	must(err)
	for _, side := range []string{community.Ask, community.Offer, community.News} {
		_, err = db.AddPost(ctx, byHost, community.Post{MemberID: from, Side: side, Words: "A kiln"})
		must(err)
	}
	quick, err := db.AddPost(ctx, byHost, community.Post{MemberID: third, Quick: true, Words: "The printer!"})
	must(err)
	_, err = db.HelpQuick(ctx, byHost, quick, from)
	must(err)
	must(db.Cheer(ctx, byHost, news(t, db, third, "We won"), from, true))
	must(db.Cheer(ctx, byHost, news(t, db, from, "It is a girl"), third, true))
	for _, y := range []community.ThankYou{{FromID: from, ToID: third}, {FromID: third, ToID: from}} {
		y.What = "Practical help"
		_, err = db.Thank(ctx, byHost, y)
		must(err)
	}
	_, err = db.NewCard(ctx, byHost, from)
	must(err)
	must(db.SetMemberPIN(ctx, byHost, from, "582914"))
	_, err = db.SaveParcel(ctx, byHost, community.Parcel{MemberID: from})
	must(err)
	_, err = db.Propose(ctx, proves(from), from, []community.Field{{Name: "headline", Value: "Potter"}})
	must(err)
	must(db.AskIntroduction(ctx, byHost, from, third))
	must(db.SaveNaming(ctx, community.Naming{LearnerID: from, MemberID: third, Box: 1, DueOn: "2026-11-20"}))
	must(db.SaveNaming(ctx, community.Naming{LearnerID: third, MemberID: from, Box: 1, DueOn: "2026-11-20"}))
	e := meal(t, db, nil)
	come(t, db, from, &e, e.StartsAt, time.Time{})
	_, err = db.SaveHost(ctx, byHost, community.Host{Name: "Ada", Role: community.RoleOwner, MemberID: from}, "kettle-73")
	must(err)
	caller := signIn(t, db, jo(from))
	other := jo(third)
	other.Name, other.Detail = "Kit Lund", "kit@lund.example"
	other = signIn(t, db, other)
	expected, err := db.Invite(ctx, proves(from), community.Visitor{Name: "Lu Moss", Sees: community.SeesMember, SeesID: from})
	must(err)
	fetched, err := db.Invite(ctx, proves(from), community.Visitor{Name: "Bo Reed", Sees: community.SeesHost})
	must(err)

	kinds := func(id community.ID) map[community.Kind]int {
		n := map[community.Kind]int{}
		for _, r := range everything(t, db) {
			if r.Kind == community.KindAct || r.Kind == community.KindValues {
				continue
			}
			for _, g := range r.Groups {
				for _, v := range g.Fields {
					if strings.Contains(v, id.String()) {
						n[r.Kind]++
					}
				}
			}
		}
		return n
	}
	before := kinds(from)
	for kind, table := range tables {
		if len(table.owners) > 0 && before[kind] == 0 {
			t.Errorf("no %s names a member here: add one", kind)
		}
	}
	c.forward(time.Minute)
	must(db.MergeMembers(ctx, byHost, from, into))
	if left := kinds(from); len(left) > 0 {
		t.Errorf("who went is still named in %v", left)
	}
	after := kinds(into)
	for kind, n := range before {
		if after[kind] != n {
			t.Errorf("%d of %s named who went, %d who stayed", n, kind, after[kind])
		}
	}
	for _, want := range []struct{ id, sees, by community.ID }{
		{caller.ID, into, community.ID{}}, {other.ID, third, community.ID{}}, {expected.ID, into, into}, {fetched.ID, community.ID{}, into},
	} {
		if v, err := db.Visitor(ctx, want.id); err != nil || v.SeesID != want.sees || v.InvitedBy != want.by {
			t.Errorf("%+v, %v, sees %s invited by %s, want %s and %s", v.Name, err, v.SeesID, v.InvitedBy, want.sees, want.by)
		}
	}
	callers, err := db.Callers(ctx, time.Hour)
	if err != nil || len(callers) != 2 || callers[0].SeesID != into {
		t.Errorf("who is told of a visitor: %+v, %v", callers, err)
	}
}

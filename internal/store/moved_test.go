package store

import (
	"testing"
	"time"

	"kettle/internal/community"
)

// Of the records of which there is one of any two, whoever became one with another
// has those of both, under the IDs that they would have had from the beginning.
func TestWhoBecomesOneWithAnotherKnowsWhomBothKnew(t *testing.T) {
	db, c := fresh(t)
	ctx := t.Context()
	from, into := two(t, db)
	third, fourth := add(t, db, community.Member{Name: "Mei Chen"}), add(t, db, community.Member{Name: "Jo Marsh"})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(db.AskIntroduction(ctx, byHost, from, third))
	must(db.PutOff(ctx, byHost, from, third, "2026-12-24"))
	c.forward(time.Hour)
	must(db.Introduce(ctx, byHost, into, third, true)) // both have one with Mei
	must(db.NeverIntroduce(ctx, byHost, from, fourth, true))
	must(db.Met(ctx, byHost, from, into)) // with oneself in the end
	must(db.SaveNaming(ctx, community.Naming{LearnerID: from, MemberID: third, Box: 3, DueOn: "2026-12-01"}))
	must(db.SaveNaming(ctx, community.Naming{LearnerID: into, MemberID: third, Box: 1, DueOn: "2026-11-20"}))
	must(db.SaveNaming(ctx, community.Naming{LearnerID: fourth, MemberID: from, Box: 2, DueOn: "2026-11-20"}))
	must(db.SaveNaming(ctx, community.Naming{LearnerID: into, MemberID: from, Box: 2, DueOn: "2026-11-20"}))
	news, err := db.AddPost(ctx, byHost, community.Post{MemberID: from, Side: community.News, Words: "It is a girl"})
	must(err)
	theirs, err := db.AddPost(ctx, byHost, community.Post{MemberID: third, Side: community.News, Words: "We opened"})
	must(err)
	quick, err := db.AddPost(ctx, byHost, community.Post{MemberID: third, Quick: true, Words: "The printer!"})
	must(err)
	_, err = db.HelpQuick(ctx, byHost, quick, from)
	must(err)
	event := newID()
	at := c.t.Add(48 * time.Hour).Truncate(time.Second)
	must(db.writing(ctx, byHost, func(w *writer) error {
		for _, one := range []community.Cheer{{MemberID: third, ForID: from, PostID: news}, {MemberID: from, ForID: third, PostID: theirs}, {MemberID: into, ForID: from, PostID: news}} {
			if err := w.create(community.KindCheer, cheerID(one.MemberID.String(), one.PostID.String()), one.Fields(), one.MemberID, one.ForID); err != nil {
				return err
			}
		}
		key := "coming:" + event.String() + "@" + "once" + ":"
		for _, one := range []community.Coming{{MemberID: from, EventID: event, StartsAt: at, Goal: "Write"}, {MemberID: into, EventID: event, StartsAt: at, Void: true}} {
			if err := w.create(community.KindComing, naturalID(key+one.MemberID.String()), one.Fields(), one.MemberID); err != nil {
				return err
			}
		}
		return nil
	}))
	must(db.MergeMembers(ctx, byHost, from, into))

	met := introductions(t, db)
	if len(met) != 2 {
		t.Fatalf("there are %+v", met)
	}
	for _, i := range met {
		one, other := community.InOrder(i.OneID, i.OtherID)
		if i.OneID != one || i.ID != naturalID("introduction:"+one.String()+":"+other.String()) || one != into && other != into {
			t.Errorf("an introduction is %+v", i)
		}
		switch i.Other(into) {
		case third:
			if i.AskedByID != into || i.DoneAt.IsZero() || i.NotBefore != "2026-12-24" {
				t.Errorf("with Mei: %+v", i)
			}
		case fourth:
			if !i.Never {
				t.Errorf("with Jo: %+v", i)
			}
		default:
			t.Errorf("with whom is %+v", i)
		}
	}
	must(db.Met(ctx, byHost, into, third)) // the very record
	if n := len(introductions(t, db)); n != 2 {
		t.Errorf("there are %d after they met", n)
	}
	for learner, want := range map[community.ID]community.Naming{
		into: {MemberID: third, Box: 3, DueOn: "2026-12-01"}, fourth: {MemberID: into, Box: 2, DueOn: "2026-11-20"},
	} {
		got, err := db.Namings(ctx, learner)
		want.LearnerID, want.ID = learner, naturalID("naming:"+learner.String()+":"+want.MemberID.String())
		if err != nil || len(got) != 1 || got[0] != want {
			t.Errorf("names: %+v, want %+v, %v", got, want, err)
		}
	}
	b, err := db.Belongings(ctx, into)
	must(err)
	moved := b.Posts[0].ID
	if len(b.Posts) != 1 || moved == news || len(b.Cheers) != 2 {
		t.Fatalf("posts %+v, cheers %+v", b.Posts, b.Cheers)
	}
	for _, one := range b.Cheers {
		if one.ID != cheerID(one.MemberID.String(), one.PostID.String()) || one.MemberID == into && one.PostID != theirs || one.MemberID == third && one.PostID != moved {
			t.Errorf("a cheer is %+v", one)
		}
	}
	roll, err := db.Roll(ctx)
	must(err)
	for _, p := range roll.Posts {
		if p.ID == quick && p.HelperID != into {
			t.Errorf("on the way is %s", p.HelperID)
		}
	}
	got, err := list(ctx, db.read(), community.KindComing, func(id community.ID) community.Coming { return community.Coming{ID: id} }, "")
	if err != nil || len(got) != 1 || got[0].Void || got[0].Goal != "Write" || got[0].MemberID != into || got[0].ID != naturalID("coming:"+event.String()+"@once:"+into.String()) {
		t.Errorf("comings: %+v, %v", got, err)
	}
}

// Nobody is on the way to themselves, whichever of the two asked and whichever goes.
func TestNobodyHelpsThemselvesOnceTheyAreOne(t *testing.T) {
	db, _ := fresh(t)
	from, into := two(t, db)
	for _, pair := range [][2]community.ID{{from, into}, {into, from}} {
		quick, err := db.AddPost(t.Context(), byHost, community.Post{MemberID: pair[0], Quick: true, Words: "The printer!"})
		if err != nil {
			t.Fatal(err)
		}
		if who, err := db.HelpQuick(t.Context(), byHost, quick, pair[1]); err != nil || who != pair[1] {
			t.Fatal(who, err)
		}
	}
	if err := db.MergeMembers(t.Context(), byHost, from, into); err != nil {
		t.Fatal(err)
	}
	roll, err := db.Roll(t.Context())
	if err != nil || len(roll.Posts) != 2 {
		t.Fatalf("%+v, %v", roll.Posts, err)
	}
	for _, p := range roll.Posts {
		if p.MemberID != into || !p.HelperID.IsZero() {
			t.Errorf("%+v", p)
		}
	}
}

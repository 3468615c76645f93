package store

import (
	"bytes"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestMembersWithEqualNumbersBecomeOne(t *testing.T) {
	db, c := fresh(t)
	ctx, host := t.Context(), community.Actor{Kind: community.ActorHost}
	add := func(m community.Member) community.ID {
		t.Helper()
		id, err := db.AddMember(ctx, host, m)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	hash, err := db.Photos().Put(ctx, bytes.NewReader(picture(t, 40)))
	must(err)
	there := add(community.Member{Name: "Ada Okafor", Number: "a1", Headline: "Potter", Languages: []string{"Igbo"}})
	other := add(community.Member{Name: "Callum Reid", Number: "2"})
	came := add(community.Member{
		Name: "A. Okafor", Number: "A1", Headline: "Weaver", About: "Clay", Photo: hash, Languages: []string{"Scots"}, HappyToHelpWith: []string{"Tea", "Talk"},
	})
	friend := add(community.Member{Name: "C. Reid", Number: "2"})
	alone := add(community.Member{Name: "Mei Chen", Number: "3"})
	noNumber := add(community.Member{Name: "Nobody"})

	_, _, err = db.CheckIn(ctx, host, came)
	must(err)
	c.forward(time.Hour)
	_, err = db.CheckOut(ctx, host, came)
	must(err)
	_, err = db.AddPost(ctx, host, community.Post{MemberID: came, Side: community.Ask, Words: "A kiln"})
	must(err)
	card, err := db.NewCard(ctx, host, came)
	must(err)
	_, err = db.Thank(ctx, host, community.ThankYou{FromID: came, ToID: friend, What: "Help", Words: "Thanks", FromAgrees: true, ToAgrees: true})
	must(err)
	_, err = db.Thank(ctx, host, community.ThankYou{FromID: there, ToID: came, What: "Help", Words: "To myself", FromAgrees: true, ToAgrees: true})
	must(err)

	n, err := db.MergeNumbers(ctx, host, []community.ID{came, friend, alone, noNumber})
	if err != nil || n != 2 {
		t.Fatalf("%d became one, %v", n, err)
	}
	members, err := db.Members(ctx)
	must(err)
	if len(members) != 4 {
		t.Errorf("there are %d members", len(members))
	}
	m, err := db.Member(ctx, there)
	must(err)
	if m.Name != "Ada Okafor" || m.Headline != "Potter" || m.About != "Clay" || m.Photo != hash {
		t.Errorf("who was there is now %+v", m)
	}
	if len(m.Languages) != 1 || m.Languages[0] != "Igbo" || len(m.HappyToHelpWith) != 2 {
		t.Errorf("with the lists %v and %v", m.Languages, m.HappyToHelpWith)
	}
	if f, err := db.OpenPhoto(hash); err != nil {
		t.Errorf("the photo went with the one who came: %v", err)
	} else {
		f.Close()
	}
	visits, err := db.Visits(ctx, time.UnixMilli(0))
	must(err)
	if len(visits) != 1 || visits[0].MemberID != there || visits[0].OutAt.Sub(visits[0].InAt) != time.Hour {
		t.Errorf("the visits are %+v", visits)
	}
	roll, err := db.Roll(ctx)
	must(err)
	if len(roll.Posts) != 1 || roll.Posts[0].MemberID != there || roll.Posts[0].Words != "A kiln" {
		t.Errorf("the posts are %+v", roll.Posts)
	}
	if len(roll.Thanks) != 1 || roll.Thanks[0].FromID != there || roll.Thanks[0].ToID != other {
		t.Errorf("the thank-yous are %+v", roll.Thanks)
	}
	if p, err := db.Scan(ctx, card); err != nil || p.ID != there {
		t.Errorf("the card proves %v, %v", p.ID, err)
	}
	must(db.Erase(ctx, host, there)) // takes along what was moved
	if visits, err = db.Visits(ctx, time.UnixMilli(0)); err != nil || len(visits) != 0 {
		t.Errorf("after the erasure there are %+v, %v", visits, err)
	}
}

func TestMergingNumbersTwiceIsHarmless(t *testing.T) {
	db, _ := fresh(t)
	ctx, host := t.Context(), community.Actor{Kind: community.ActorHost}
	var came []community.ID
	for i, name := range []string{"Ada", "A.", "A. O."} {
		id, err := db.AddMember(ctx, host, community.Member{Name: name, Number: "1"})
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			came = append(came, id)
		}
	}
	for _, want := range []int{2, 0} {
		if n, err := db.MergeNumbers(ctx, host, came); err != nil || n != want {
			t.Errorf("%d became one, %v", n, err)
		}
	}
	if n, err := db.MergeNumbers(ctx, host, nil); err != nil || n != 0 {
		t.Errorf("of nobody %d became one, %v", n, err)
	}
}

// An address that one of two kept to themselves is not public when they are one.
func TestWhatIsPublicIsSaidOfOneAddressAlone(t *testing.T) {
	type reach struct {
		email, phone   string
		public, rings  bool
		state, leftDay string
	}
	for _, one := range []struct{ from, to, want reach }{
		{reach{email: "a@example.org"}, reach{public: true}, reach{email: "a@example.org"}},
		{reach{email: "a@example.org", public: true}, reach{email: "b@example.org"}, reach{email: "b@example.org"}},
		{reach{email: "a@example.org", public: true}, reach{}, reach{email: "a@example.org", public: true}},
		{reach{public: true}, reach{email: "b@example.org"}, reach{email: "b@example.org"}},
		{reach{email: "a@example.org"}, reach{email: "b@example.org", public: true}, reach{email: "b@example.org", public: true}},
		{reach{phone: "1"}, reach{rings: true}, reach{phone: "1"}},
		{reach{phone: "1", rings: true}, reach{phone: "2"}, reach{phone: "2"}},
		{reach{state: community.StateLeft, leftDay: "2026-01-05"}, reach{}, reach{}},
		{reach{}, reach{state: community.StateLeft, leftDay: "2026-01-05"}, reach{state: community.StateLeft, leftDay: "2026-01-05"}},
	} {
		db, _ := fresh(t)
		var ids [2]community.ID
		for i, r := range []reach{one.from, one.to} {
			m := community.Member{Name: "Jo Marsh", Email: r.email, EmailPublic: r.public, Phone: r.phone, PhonePublic: r.rings, State: r.state, LeftOn: r.leftDay}
			ids[i] = add(t, db, m)
		}
		if err := db.MergeMembers(t.Context(), byHost, ids[0], ids[1]); err != nil {
			t.Fatal(err)
		}
		m := member(t, db, ids[1])
		got := reach{m.Email, m.Phone, m.EmailPublic, m.PhonePublic, m.State, m.LeftOn}
		if m.Active() {
			got.state = ""
		}
		if got != one.want {
			t.Errorf("%+v and %+v are %+v, not %+v", one.from, one.to, got, one.want)
		}
	}
}

package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
)

// three gives three members of whom the first has put up a quick ask and good news.
func three(t *testing.T, db *DB) (a, b, c, quick, told community.ID) {
	t.Helper()
	a, b = two(t, db)
	other := ada()
	other.Number, other.Name = "1003", "Mei Lin"
	c = add(t, db, other)
	quick, err := db.AddPost(t.Context(), claimedBy(a), community.Post{MemberID: a, Side: community.Ask, Words: "The printer!", Quick: true})
	if err != nil {
		t.Fatal(err)
	}
	return a, b, c, quick, news(t, db, a, "We won!")
}

func TestWhoIsSaidToBeOnTheWayMaySayThatItIsNotThem(t *testing.T) {
	for _, was := range []bool{true, false} {
		db, clock := fresh(t)
		a, b, c, quick, _ := three(t, db)
		if _, err := db.HelpQuick(t.Context(), claimedBy(b), quick, b); err != nil {
			t.Fatal(err)
		}
		for _, other := range []community.ID{a, c} {
			if m := mine(t, db, claimedBy(other)); len(m.ClaimedHelp) != 0 {
				t.Errorf("%s is asked: %+v", other, m.ClaimedHelp)
			}
			if err := db.SeeHelp(t.Context(), claimedBy(other), quick, was); !errors.Is(err, community.ErrNotFound) {
				t.Errorf("another answers: %v", err)
			}
		}
		m := mine(t, db, claimedBy(b))
		if len(m.ClaimedHelp) != 1 || m.ClaimedHelp[0].ID != quick || m.ClaimedHelp[0].Words != "The printer!" || m.ClaimedHelp[0].Other != "Ada" {
			t.Fatalf("%+v", m.ClaimedHelp)
		}
		clock.forward(time.Minute)
		if err := db.SeeHelp(t.Context(), claimedBy(b), quick, was); err != nil {
			t.Fatal(err)
		}
		if m := mine(t, db, claimedBy(b)); len(m.ClaimedHelp) != 0 {
			t.Errorf("asked again: %+v", m.ClaimedHelp)
		}
		who, err := db.HelpQuick(t.Context(), claimedBy(c), quick, c)
		if want := map[bool]community.ID{true: b, false: c}[was]; err != nil || who != want {
			t.Errorf("after %v, on the way is %s, not %s: %v", was, who, want, err)
		}
		if m := mine(t, db, claimedBy(c)); len(m.ClaimedHelp) != map[bool]int{true: 0, false: 1}[was] {
			t.Errorf("the next one: %+v", m.ClaimedHelp)
		}
	}
}

func TestWhoIsSaidToCheerMaySayThatItIsNotThem(t *testing.T) {
	for _, was := range []bool{true, false} {
		db, _ := fresh(t)
		a, b, c, _, news := three(t, db)
		if err := db.Cheer(t.Context(), claimedBy(b), news, b, true); err != nil {
			t.Fatal(err)
		}
		for _, other := range []community.ID{a, c} {
			if m := mine(t, db, claimedBy(other)); len(m.ClaimedCheers) != 0 {
				t.Errorf("%s is asked: %+v", other, m.ClaimedCheers)
			}
			if err := db.SeeCheer(t.Context(), claimedBy(other), news, b, was); !errors.Is(err, community.ErrNotFound) {
				t.Errorf("another answers: %v", err)
			}
		}
		if m := mine(t, db, claimedBy(b)); len(m.ClaimedCheers) != 1 || m.ClaimedCheers[0].ID != news || m.ClaimedCheers[0].Words != "We won!" || m.ClaimedCheers[0].Other != "Ada" {
			t.Fatalf("%+v", m.ClaimedCheers)
		}
		if err := db.SeeCheer(t.Context(), claimedBy(b), news, b, was); err != nil {
			t.Fatal(err)
		}
		if m := mine(t, db, claimedBy(b)); len(m.ClaimedCheers) != 0 {
			t.Errorf("asked again: %+v", m.ClaimedCheers)
		}
		cheered, err := db.Cheered(t.Context(), b)
		if err != nil || slices.Contains(cheered, news) != was {
			t.Errorf("after %v they cheer for %v, %v", was, cheered, err)
		}
		if was {
			continue
		}
		if err := db.Cheer(t.Context(), claimedBy(b), news, b, true); err != nil {
			t.Fatal(err)
		}
		if m := mine(t, db, claimedBy(b)); len(m.ClaimedCheers) != 1 {
			t.Error("a cheer that was said once more is asked about once more")
		}
	}
}

func TestWhatWasProvenOrIsLongAgoIsNotAskedAbout(t *testing.T) {
	db, clock := fresh(t)
	_, b, c, quick, news := three(t, db)
	if _, err := db.HelpQuick(t.Context(), provenBy(b), quick, b); err != nil {
		t.Fatal(err)
	}
	if err := db.Cheer(t.Context(), byHost, news, b, true); err != nil {
		t.Fatal(err)
	}
	if err := db.Cheer(t.Context(), claimedBy(c), news, c, true); err != nil {
		t.Fatal(err)
	}
	if m := mine(t, db, claimedBy(b)); len(m.ClaimedHelp)+len(m.ClaimedCheers) != 0 {
		t.Errorf("what was proven: %+v, %+v", m.ClaimedHelp, m.ClaimedCheers)
	}
	if m := mine(t, db, claimedBy(c)); len(m.ClaimedCheers) != 1 {
		t.Fatal("nobody is asked: this test cannot see")
	}
	clock.forward(community.Lately + time.Minute)
	if m := mine(t, db, claimedBy(c)); len(m.ClaimedCheers) != 0 {
		t.Errorf("long ago: %+v", m.ClaimedCheers)
	}
}

func TestWordsOfOneWhoIsNotShownAreNotRead(t *testing.T) {
	db, _ := fresh(t)
	a, b, _, quick, news := three(t, db)
	if _, err := db.HelpQuick(t.Context(), claimedBy(b), quick, b); err != nil {
		t.Fatal(err)
	}
	if err := db.Cheer(t.Context(), claimedBy(b), news, b, true); err != nil {
		t.Fatal(err)
	}
	if err := db.EditMember(t.Context(), byHost, a, func(m *community.Member) error { m.OnWall.Given = false; return nil }); err != nil {
		t.Fatal(err)
	}
	m := mine(t, db, claimedBy(b))
	for _, list := range [][]community.OthersPost{m.ClaimedHelp, m.ClaimedCheers} {
		if len(list) != 1 || list[0].Words != "" || list[0].Other != "" {
			t.Errorf("%+v", list)
		}
	}
}

func TestWhatAHostTookDownAMemberDoesNotPutUpAgain(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	up := func(id community.ID) bool {
		t.Helper()
		posts, err := db.OpenPosts(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(posts, func(p community.Post) bool { return p.ID == id })
	}
	for _, one := range []struct {
		closes, reopens community.Actor
		may             bool
	}{
		{claimedBy(a), claimedBy(a), true},
		{claimedBy(a), provenBy(a), true},
		{claimedBy(a), byHost, true},
		{claimedBy(a), claimedBy(b), false},
		{byHost, claimedBy(a), false},
		{byHost, provenBy(a), false},
		{byHost, byHost, true},
	} {
		id := addPost(t, db, claimedBy(a), a, "A ladder")
		if err := db.ClosePost(t.Context(), one.closes, id); err != nil {
			t.Fatal(err)
		}
		err := db.ReopenPost(t.Context(), one.reopens, id)
		if may := err == nil; may != one.may || up(id) != one.may || !may && !errors.Is(err, community.ErrNotFound) {
			t.Errorf("taken down by %v, put up again by %v: %v, up is %v", one.closes.Kind, one.reopens.Kind, err, up(id))
		}
	}
	open := addPost(t, db, claimedBy(a), a, "A chair")
	if err := db.ReopenPost(t.Context(), claimedBy(a), open); err != nil || !up(open) {
		t.Errorf("what was never taken down: %v", err)
	}
}

func TestOnlyAHostBringsAThankYouBack(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	id, err := db.Thank(t.Context(), claimedBy(a), community.ThankYou{FromID: a, ToID: b, What: "Practical help", Words: "For the chair"})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.VoidThanks(t.Context(), byHost, id); err != nil {
		t.Fatal(err)
	}
	for _, by := range []community.Actor{claimedBy(a), provenBy(a), provenBy(b)} {
		if err := db.UnvoidThanks(t.Context(), by, id); !errors.Is(err, community.ErrNotFound) {
			t.Errorf("%v brings it back: %v", by.Kind, err)
		}
	}
	if err := db.UnvoidThanks(t.Context(), byHost, id); err != nil {
		t.Fatal(err)
	}
	if m := mine(t, db, claimedBy(b)); len(m.Received) != 1 {
		t.Errorf("%+v", m.Received)
	}
}

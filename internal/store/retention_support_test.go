package store

import (
	"testing"
	"time"

	"kettle/internal/community"
)

func TestWordsOfMembersGoAYearAfterTheyEnded(t *testing.T) {
	db, c := fresh(t)
	a, b := two(t, db)
	ctx := t.Context()
	post := func(side string) community.ID {
		t.Helper()
		id, err := db.AddPost(ctx, byHost, community.Post{MemberID: a, Side: side, Words: "Unmistakable words"})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	post(community.Ask)
	news, again := post(community.News), post(community.Offer)
	if _, err := db.Thank(ctx, byHost, community.ThankYou{FromID: a, ToID: b, What: "Practical help"}); err != nil {
		t.Fatal(err)
	}
	err := db.writing(ctx, byHost, func(w *writer) error {
		cheer := community.Cheer{MemberID: b, ForID: a, PostID: news, SaidAt: c.t}
		return w.create(community.KindCheer, cheerID(b.String(), news.String()), cheer.Fields(), b, a)
	})
	if err != nil {
		t.Fatal(err)
	}
	kept := func() (posts, cheers, thanks int) {
		t.Helper()
		got, err := db.Belongings(ctx, a)
		if err != nil {
			t.Fatal(err)
		}
		return len(got.Posts), len(got.Cheers), len(got.Thanks)
	}
	retain(t, db, c, 300)
	if p, ch, _ := kept(); p != 3 || ch != 1 {
		t.Errorf("after 300 days: %d posts, %d cheers", p, ch)
	}
	if err := db.RenewPost(ctx, byHost, again); err != nil { // long after it ended
		t.Fatal(err)
	}
	retain(t, db, c, 95)
	if p, ch, y := kept(); p != 2 || ch != 0 || y != 1 {
		t.Errorf("after a year and 30 days: %d posts, %d cheers, %d thank-yous", p, ch, y)
	}
	dry, err := db.Retain(ctx, RetainOptions{Dry: true})
	if err != nil || dry.Posts != 0 {
		t.Errorf("%+v, %v", dry, err)
	}
	retain(t, db, c, 3)
	if p, ch, y := kept(); p != 1 || ch != 0 || y != 1 {
		t.Errorf("three days later: %d posts, %d cheers, %d thank-yous", p, ch, y)
	}
	retain(t, db, c, 400)
	if p, _, y := kept(); p != 0 || y != 1 {
		t.Errorf("long after: %d posts, %d thank-yous", p, y)
	}
}

func TestWhatWasOnlyPutOffIsForgotten(t *testing.T) {
	db, c := fresh(t)
	ctx := t.Context()
	a, b := two(t, db)
	others := []community.ID{b}
	for _, name := range []string{"Mei Chen", "Jo Marsh", "Sam Oduya"} {
		others = append(others, add(t, db, community.Member{Name: name}))
	}
	until := c.t.AddDate(0, 0, 7).Format(time.DateOnly)
	for _, o := range others {
		if err := db.PutOff(ctx, byHost, a, o, until); err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{
		db.AskIntroduction(ctx, byHost, a, others[1]), db.UnaskIntroduction(ctx, byHost, a, others[1]), db.NeverIntroduce(ctx, byHost, a, others[2], true),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if r := retain(t, db, c, 38); r.PutOff != 0 || len(introductions(t, db)) != 4 {
		t.Errorf("too early: %+v", r)
	}
	before := len(introductions(t, db))
	retain(t, db, c, 4)
	left := introductions(t, db)
	if len(left) != before-2 {
		t.Fatalf("%d became %+v", before, left)
	}
	for _, i := range left {
		if o := i.Other(a); o != others[1] && o != others[2] {
			t.Errorf("left is %+v", i)
		}
	}
	// It begins anew, whole, as if nothing had been.
	if err := db.AskIntroduction(ctx, byHost, b, a); err != nil {
		t.Fatal(err)
	}
	if got := introductions(t, db); len(got) != 3 {
		t.Errorf("%+v", got)
	}
}

// A screen that was away puts off two again of whom nobody else has kept anything: what
// it sends is the whole of it.
func TestWhatMayBeGoneElsewhereIsSaidWhole(t *testing.T) {
	db, c := fresh(t)
	ctx := t.Context()
	a, b := two(t, db)
	id, err := db.AddPost(ctx, byHost, community.Post{MemberID: a, Words: "A kiln"})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.PutOff(ctx, byHost, a, b, "2026-11-20"); err != nil {
		t.Fatal(err)
	}
	c.forward(300 * aDay)
	if err := db.Met(ctx, byHost, a, b); err != nil {
		t.Fatal(err)
	}
	if err := db.ReopenPost(ctx, byHost, id); err != nil {
		t.Fatal(err)
	}
	if err := db.RenewPost(ctx, byHost, id); err != nil {
		t.Fatal(err)
	}
	one, other := community.InOrder(a, b)
	for _, r := range []struct {
		touch
		fields int
	}{{touch{community.KindIntroduction, introductions(t, db)[0].ID}, 4}, {touch{community.KindPost, id}, 5}} {
		got, err := readRecords(ctx, db.read(), true, "kind = ? AND id = ?", string(r.kind), r.id[:])
		if err != nil || len(got) != 1 || len(got[0].Groups) != 1 || len(got[0].Groups[0].Fields) != r.fields {
			t.Errorf("the %s is %+v, %v", r.kind, got, err)
		}
	}
	if i := introductions(t, db)[0]; i.OneID != one || i.OtherID != other || i.NotBefore != "2026-11-20" {
		t.Errorf("%+v", i)
	}
}

package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

func claimedBy(id community.ID) community.Actor {
	return community.Actor{Kind: community.ActorClaimed, ID: id}
}

func provenBy(id community.ID) community.Actor {
	return community.Actor{Kind: community.ActorProven, ID: id}
}

func two(t testing.TB, db *DB) (adaID, bao community.ID) {
	t.Helper()
	m := ada()
	m.Number, m.Name = "1002", "Bao Nguyễn"
	return add(t, db, ada()), add(t, db, m)
}

func mine(t testing.TB, db *DB, by community.Actor) community.Mine {
	t.Helper()
	m, err := db.Mine(t.Context(), by, by.ID)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func addPost(t testing.TB, db *DB, by community.Actor, member community.ID, words string) community.ID {
	t.Helper()
	id, err := db.AddPost(t.Context(), by, community.Post{MemberID: member, Side: community.Ask, Words: words})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestOnlyAClaimedPostIsAskedAboutAndOnlyOnce(t *testing.T) {
	db, _ := fresh(t)
	a, _ := two(t, db)
	addPost(t, db, byHost, a, "By a host")
	proven := addPost(t, db, provenBy(a), a, "With a card")
	first := addPost(t, db, claimedBy(a), a, "By a name")
	second := addPost(t, db, claimedBy(a), a, "By the same name")
	m := mine(t, db, claimedBy(a))
	if len(m.Open) != 4 || len(m.ClaimedPosts) != 2 {
		t.Fatalf("%+v", m)
	}
	for _, p := range m.Open {
		if p.Seen != (p.ID == proven) {
			t.Errorf("%q is kept as seen: %v", p.Words, p.Seen)
		}
	}
	if err := db.SeePost(t.Context(), claimedBy(a), first, true); err != nil {
		t.Fatal(err)
	}
	if err := db.SeePost(t.Context(), claimedBy(a), second, false); err != nil {
		t.Fatal(err)
	}
	m = mine(t, db, claimedBy(a))
	if len(m.ClaimedPosts) != 0 || len(m.Open) != 3 {
		t.Errorf("after the answers: %+v", m)
	}
}

func TestAPostIsOneHoweverOftenItIsTried(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	post := community.Post{ID: newID(), MemberID: a, Words: "A lift"}
	said := community.ThankYou{ID: newID(), FromID: a, ToID: b, What: "Practical help"}
	for range 2 {
		if _, err := db.AddPost(t.Context(), claimedBy(a), post); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Thank(t.Context(), claimedBy(a), said); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.ClosePost(t.Context(), claimedBy(a), post.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := db.AddPost(t.Context(), claimedBy(a), post); err != nil {
		t.Fatal(err)
	}
	if m := mine(t, db, claimedBy(a)); len(m.Open) != 0 || len(m.ClaimedThanks) != 1 {
		t.Errorf("%+v", m)
	}
}

func TestAMemberActsForThemselvesAlone(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	post := addPost(t, db, claimedBy(a), a, "A lift")
	said, err := db.Thank(t.Context(), provenBy(a), community.ThankYou{FromID: a, ToID: b})
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	_, addErr := db.AddPost(ctx, provenBy(b), community.Post{MemberID: a, Words: "Not mine"})
	_, thankErr := db.Thank(ctx, provenBy(b), community.ThankYou{FromID: a, ToID: b})
	_, selfErr := db.Thank(ctx, provenBy(a), community.ThankYou{FromID: a, ToID: a})
	for what, err := range map[string]error{
		"add": addErr, "thank": thankErr, "thank oneself": selfErr, "close": db.ClosePost(ctx, provenBy(b), post), "renew": db.RenewPost(ctx, claimedBy(b), post),
		"see": db.SeePost(ctx, provenBy(b), post, false), "take back": db.VoidThanks(ctx, provenBy(b), said),
		"answer for the receiver": db.HearThanks(ctx, provenBy(a), said, true),
	} {
		if !errors.Is(err, community.ErrNotFound) {
			t.Errorf("%s for somebody else: %v", what, err)
		}
	}
	if err := db.ClosePost(ctx, byHost, post); err != nil {
		t.Errorf("a host may: %v", err)
	}
}

func TestAThankYouIsOnTheWallOnlyWithBoth(t *testing.T) {
	for _, ticked := range []bool{false, true} {
		for _, agrees := range []bool{false, true} {
			db, _ := fresh(t)
			a, b := two(t, db)
			id, err := db.Thank(t.Context(), provenBy(a), community.ThankYou{FromID: a, ToID: b, Words: "The printer", FromAgrees: ticked})
			if err != nil {
				t.Fatal(err)
			}
			if got := mine(t, db, claimedBy(b)).Received; len(got) != 1 || got[0].Other != "Ada" || (got[0].Words == "") == ticked {
				t.Errorf("ticked %v: %+v", ticked, got)
			}
			if got := mine(t, db, provenBy(b)).Received; len(got) != 1 || got[0].Words != "The printer" {
				t.Errorf("proven: %+v", got)
			}
			if err := db.HearThanks(t.Context(), claimedBy(b), id, agrees); err != nil {
				t.Fatal(err)
			}
			if got := mine(t, db, claimedBy(b)).Received; len(got) != 0 {
				t.Errorf("heard, and told again: %+v", got)
			}
			seen, err := db.Seen(t.Context(), community.Wall)
			if err != nil {
				t.Fatal(err)
			}
			if (len(seen.Thanks) == 1) != (ticked && agrees) {
				t.Errorf("giver %v, receiver %v: %d on the wall", ticked, agrees, len(seen.Thanks))
			}
		}
	}
}

func TestWhoIsNotShownIsNamedOnlyToWhoHasProvenWhoTheyAre(t *testing.T) {
	db, _ := fresh(t)
	quiet := ada()
	quiet.Number, quiet.Name, quiet.OnWall = "1003", "Cleo Marsh", community.Consent{}
	from, to := add(t, db, quiet), add(t, db, ada())
	if _, err := db.Thank(t.Context(), claimedBy(from), community.ThankYou{FromID: from, ToID: to}); err != nil {
		t.Fatal(err)
	}
	if got := mine(t, db, claimedBy(to)).Received; len(got) != 1 || got[0].Other != "" {
		t.Errorf("claimed: %+v", got)
	}
	if got := mine(t, db, provenBy(to)).Received; len(got) != 1 || got[0].Other != "Cleo" {
		t.Errorf("proven: %+v", got)
	}
	given := mine(t, db, claimedBy(from)).ClaimedThanks
	if len(given) != 1 || given[0].Other != "Ada" {
		t.Fatalf("given: %+v", given)
	}
	if err := db.SeeThanks(t.Context(), claimedBy(from), given[0].ID, false); err != nil {
		t.Fatal(err)
	}
	if got := mine(t, db, provenBy(to)).Received; len(got) != 0 {
		t.Errorf("taken back, and told: %+v", got)
	}
}

func TestAPostIsOldOnceAndRenewed(t *testing.T) {
	db, c := fresh(t)
	a, _ := two(t, db)
	id := addPost(t, db, provenBy(a), a, "A lift")
	old := func() bool {
		m := mine(t, db, provenBy(a))
		_, ok := m.Old(c.now())
		return ok
	}
	c.forward(20 * 24 * time.Hour)
	if old() {
		t.Error("old after 20 days")
	}
	c.forward(time.Hour)
	if !old() {
		t.Error("not old after more than 20 days")
	}
	if err := db.RenewPost(t.Context(), provenBy(a), id); err != nil {
		t.Fatal(err)
	}
	if old() {
		t.Error("renewed, and old")
	}
	c.forward(19 * 24 * time.Hour)
	if old() || len(mine(t, db, provenBy(a)).Open) != 1 {
		t.Error("gone, or old before its time")
	}
}

func TestAHostTakesDownAndPutsBack(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	post := addPost(t, db, claimedBy(a), a, "A lift")
	said, err := db.Thank(t.Context(), provenBy(a), community.ThankYou{FromID: a, ToID: b, FromAgrees: true})
	if err != nil {
		t.Fatal(err)
	}
	host := community.Actor{Kind: community.ActorHost, ID: newID()}
	before := len(acts(t, db))
	if err := errors.Join(db.ClosePost(t.Context(), host, post), db.VoidThanks(t.Context(), host, said)); err != nil {
		t.Fatal(err)
	}
	if m := mine(t, db, provenBy(a)); len(m.Open) != 0 || len(mine(t, db, provenBy(b)).Received) != 0 {
		t.Errorf("still up: %+v", m)
	}
	done := acts(t, db)
	if len(done) != before+2 {
		t.Fatalf("%d acts are in the history, were %d", len(done), before)
	}
	takeBack(t, db, done[0].ID)
	takeBack(t, db, done[1].ID)
	if m := mine(t, db, provenBy(a)); len(m.Open) != 1 || len(mine(t, db, provenBy(b)).Received) != 1 {
		t.Errorf("not back: %+v", m)
	}
}

func TestACheckInLooksThroughNobodyElsesWords(t *testing.T) {
	db, _ := fresh(t)
	for table, where := range map[string]string{
		"posts": "member_id = ? AND closed = 0 AND words <> ''", "thank_yous": "from_id = ? AND void = 0 AND seen = 0",
		"thank_yous ": "to_id = ? AND void = 0 AND heard = 0 AND to_agrees = 0",
	} {
		var a, b, c int
		var plan string
		err := db.write.QueryRow("EXPLAIN QUERY PLAN SELECT * FROM "+table+" WHERE "+where, newID()).Scan(&a, &b, &c, &plan)
		if err != nil || !strings.Contains(plan, "USING INDEX") {
			t.Errorf("%s where %s: %q, %v", table, where, plan, err)
		}
	}
}

func TestAThankYouOfAHostIsNotLookedAtForEver(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	for _, by := range []community.Actor{byHost, provenBy(a), claimedBy(a)} {
		if _, err := db.Thank(t.Context(), by, community.ThankYou{FromID: a, ToID: b, What: string(by.Kind)}); err != nil {
			t.Fatal(err)
		}
	}
	waits, err := readThanks(t.Context(), db.read(), "WHERE from_id = ? AND seen = 0", a)
	if err != nil || len(waits) != 1 || waits[0].What != string(community.ActorClaimed) || len(mine(t, db, claimedBy(a)).ClaimedThanks) != 1 {
		t.Errorf("%+v, %v", waits, err)
	}
}

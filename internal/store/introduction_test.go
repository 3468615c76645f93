package store

import (
	"errors"
	"testing"
	"time"

	"kettle/internal/community"
)

func introductions(t testing.TB, db *DB) []community.Introduction {
	t.Helper()
	r, err := db.Roll(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r.Met
}

func TestTwoMembersHaveOneIntroduction(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	ctx := t.Context()
	for range 2 {
		if err := db.AskIntroduction(ctx, claimedBy(a), a, b); err != nil {
			t.Fatal(err)
		}
		if err := db.AskIntroduction(ctx, claimedBy(b), b, a); err != nil {
			t.Fatal(err)
		}
	}
	got := introductions(t, db)
	if len(got) != 1 || got[0].AskedByID != a || !got[0].Waits() {
		t.Fatalf("%+v", got)
	}
	if err := db.UnaskIntroduction(ctx, claimedBy(b), b, a); err != nil || !introductions(t, db)[0].Waits() {
		t.Errorf("%v: one took back what the other asked", err)
	}
	if err := db.Introduce(ctx, byHost, b, a, true); err != nil || introductions(t, db)[0].Waits() {
		t.Errorf("%v: it still waits", err)
	}
	if err := db.Introduce(ctx, byHost, a, b, false); err != nil || !introductions(t, db)[0].Waits() {
		t.Errorf("%v: it cannot be undone", err)
	}
}

func TestNobodyActsInTheNameOfOthersWhoMeet(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	third := ada()
	third.Number = "1003"
	c := add(t, db, third)
	for name, err := range map[string]error{
		"a third":      db.AskIntroduction(t.Context(), claimedBy(c), a, b),
		"oneself":      db.AskIntroduction(t.Context(), claimedBy(a), a, a),
		"an unknown":   db.AskIntroduction(t.Context(), claimedBy(a), a, newID()),
		"what was met": db.Met(t.Context(), claimedBy(c), a, b),
		"the other":    db.AskIntroduction(t.Context(), proves(b), a, b),
	} {
		if !errors.Is(err, community.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := introductions(t, db); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestWhoeverAsksToMeetSomebodyLearnsNothing(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	if err := db.NeverIntroduce(t.Context(), byHost, a, b, true); err != nil {
		t.Fatal(err)
	}
	if err := db.AskIntroduction(t.Context(), claimedBy(a), a, b); err != nil {
		t.Errorf("%v: the asking tells that a host would rather not", err)
	}
	if got := introductions(t, db); got[0].Waits() {
		t.Errorf("%+v", got)
	}
}

func TestWhoAskedByNameAloneIsAskedWhetherItWasThem(t *testing.T) {
	for _, never := range []bool{false, true} { // which nobody can tell
		for _, was := range []bool{true, false} {
			db, _ := fresh(t)
			a, b := two(t, db)
			if err := db.NeverIntroduce(t.Context(), byHost, a, b, never); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if err := db.AskIntroduction(t.Context(), claimedBy(a), a, b); err != nil {
					t.Fatal(err)
				}
				if m := mine(t, db, claimedBy(b)); len(m.ClaimedMeets) != 0 {
					t.Fatal("the other is told of it")
				}
				m := mine(t, db, claimedBy(a))
				if len(m.ClaimedMeets) != 1 || m.ClaimedMeets[0].OtherID != b || m.ClaimedMeets[0].Other == "" {
					t.Fatalf("%+v", m.ClaimedMeets)
				}
				if err := db.SeeIntroduction(t.Context(), claimedBy(b), a, b, was); !errors.Is(err, community.ErrNotFound) {
					t.Errorf("the other answers: %v", err)
				}
				if err := db.SeeIntroduction(t.Context(), claimedBy(a), a, b, was); err != nil {
					t.Fatal(err)
				}
				if m := mine(t, db, claimedBy(a)); len(m.ClaimedMeets) != 0 {
					t.Error("they are asked twice")
				}
				if got := introductions(t, db)[0]; got.AskedByID.IsZero() == was {
					t.Errorf("it was them: %v, and it is %+v", was, got)
				}
				if was {
					break
				}
			}
		}
	}
	db, _ := fresh(t)
	a, b := two(t, db)
	for by, actor := range map[string]community.Actor{"a host": byHost, "a card": proves(a)} {
		if err := db.AskIntroduction(t.Context(), actor, a, b); err != nil {
			t.Fatal(err)
		}
		if m := mine(t, db, claimedBy(a)); len(m.ClaimedMeets) != 0 {
			t.Errorf("%s asked, and the member is asked whether it was them", by)
		}
		if err := db.UnaskIntroduction(t.Context(), actor, a, b); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTwoAreAskedOnceAWeekAfterWhetherTheyTalked(t *testing.T) {
	db, clock := fresh(t)
	a, b := two(t, db)
	if err := db.Introduce(t.Context(), byHost, a, b, true); err != nil {
		t.Fatal(err)
	}
	if m := mine(t, db, claimedBy(a)); len(m.Introduced) != 0 {
		t.Error("they are asked at once")
	}
	clock.forward(8 * 24 * time.Hour)
	m := mine(t, db, claimedBy(a))
	if len(m.Introduced) != 1 || m.Introduced[0].OtherID != b || m.Introduced[0].Other == "" {
		t.Fatalf("%+v", m.Introduced)
	}
	for _, yes := range []bool{true, false} { // the first word counts
		if err := db.Talked(t.Context(), claimedBy(b), a, b, yes); err != nil {
			t.Fatal(err)
		}
	}
	if got := introductions(t, db)[0]; got.Talked != community.TalkedYes {
		t.Errorf("%+v", got)
	}
	if m := mine(t, db, claimedBy(a)); len(m.Introduced) != 0 {
		t.Error("they are asked twice")
	}
}

func TestAnIntroductionGoesWithEitherOfTheTwo(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	if err := db.AskIntroduction(t.Context(), claimedBy(a), a, b); err != nil {
		t.Fatal(err)
	}
	if err := db.Erase(t.Context(), byHost, b); err != nil {
		t.Fatal(err)
	}
	if got := introductions(t, db); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestAMoodIsGoneWhenItsMemberLeaves(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	ctx := t.Context()
	v, _, err := db.CheckIn(ctx, claimedBy(a), a)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.SetMood(ctx, claimedBy(b), v.ID, community.MoodOpen); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("somebody else's mood: %v", err)
	}
	if err := db.SetMood(ctx, claimedBy(a), v.ID, community.MoodBusy); err != nil {
		t.Fatal(err)
	}
	r, err := db.Roll(ctx)
	if err != nil || r.Open[0].Mood != community.MoodBusy {
		t.Fatalf("%+v, %v", r.Open, err)
	}
	if _, err := db.CheckOut(ctx, claimedBy(a), a); err != nil {
		t.Fatal(err)
	}
	all, err := db.Visits(ctx, time.Time{})
	if err != nil || len(all) != 1 || all[0].Mood != "" {
		t.Errorf("%+v, %v", all, err)
	}
	if err := db.SetMood(ctx, claimedBy(a), v.ID, community.MoodOpen); err != nil {
		t.Fatal(err)
	}
	if all, err = db.Visits(ctx, time.Time{}); err != nil || all[0].Mood != "" {
		t.Errorf("one who is out is %q, %v", all[0].Mood, err)
	}
}

func TestTheFirstWhoSaysSoIsOnTheWay(t *testing.T) {
	db, clock := fresh(t)
	a, b := two(t, db)
	third := ada()
	third.Number = "1003"
	c := add(t, db, third)
	ctx := t.Context()
	id, err := db.AddPost(ctx, claimedBy(a), community.Post{MemberID: a, Side: community.Ask, Words: "The printer!", Quick: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.HelpQuick(ctx, claimedBy(a), id, a); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("one helps oneself: %v", err)
	}
	if _, err := db.HelpQuick(ctx, claimedBy(b), id, c); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("one sends another: %v", err)
	}
	for _, by := range []community.ID{b, c, b} {
		if who, err := db.HelpQuick(ctx, claimedBy(by), id, by); err != nil || who != b {
			t.Errorf("%v is on the way, not %v: %v", who, b, err)
		}
	}
	clock.forward(31 * time.Minute)
	m := mine(t, db, claimedBy(a))
	if len(m.Helped) != 1 || m.Helped[0].HelperID != b || m.Helped[0].Helper == "" || len(m.Open) != 0 {
		t.Errorf("%+v", m)
	}
	led := func() int {
		t.Helper()
		seen, err := db.Seen(ctx, community.Wall)
		if err != nil {
			t.Fatal(err)
		}
		return seen.Asked[b]
	}
	if led() != 1 {
		t.Errorf("somebody was led to them %d times", led())
	}
	if err := db.SortPost(ctx, claimedBy(a), id); err != nil {
		t.Fatal(err)
	}
	if led() != 1 {
		t.Errorf("somebody was led to them %d times, when it was done", led())
	}
	if m := mine(t, db, claimedBy(a)); len(m.Helped) != 0 {
		t.Error("it is asked about when it is done")
	}
	late := addPost(t, db, claimedBy(a), a, "Not quick")
	if _, err := db.HelpQuick(ctx, claimedBy(b), late, b); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("what is not quick: %v", err)
	}
}

func TestBlockedWordsWaitForAHost(t *testing.T) {
	for text, want := range map[string]bool{
		"darn": true, "DARN it": true, "Dárn!": true, "d a r n": true, "darned": false, "A darning needle": false, "oh heck no": false, "what the heck": true, "": false,
	} {
		if got := blocked(text, []string{"Darn", "the heck", " "}); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	db, _ := fresh(t)
	a, b := two(t, db)
	ctx := t.Context()
	if err := db.EditSpace(ctx, byHost, func(s *community.Space) error { return s.Set("blocked_words", "darn") }); err != nil {
		t.Fatal(err)
	}
	held := addPost(t, db, claimedBy(a), a, "A darn printer")
	addPost(t, db, claimedBy(a), a, "A printer")
	addPost(t, db, byHost, a, "The darn printer")
	seenWords := func() (words []string) {
		r, err := db.Roll(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Posts {
			if !r.Posts[i].Held {
				words = append(words, r.Posts[i].Words)
			}
		}
		return words
	}
	if got := seenWords(); len(got) != 2 {
		t.Errorf("%q", got)
	}
	if err := db.ApprovePost(ctx, byHost, held); err != nil {
		t.Fatal(err)
	}
	if got := seenWords(); len(got) != 3 {
		t.Errorf("%q", got)
	}
	if err := db.EditSpace(ctx, byHost, func(s *community.Space) error { return s.Set("approve_words", "yes") }); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"", "You are kind."} {
		id, err := db.Thank(ctx, claimedBy(a), community.ThankYou{FromID: a, ToID: b, What: "Tea", Words: words, FromAgrees: true})
		if err != nil {
			t.Fatal(err)
		}
		got, err := readThanks(ctx, db.read(), "WHERE id = ?", id)
		if err != nil || got[0].Held != (words != "") {
			t.Errorf("%q: %+v, %v", words, got, err)
		}
		if err := db.ApproveThanks(ctx, byHost, id); err != nil {
			t.Error(err)
		}
	}
}

func TestANamelessThankYouNamesNobody(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	id, err := db.Thank(t.Context(), claimedBy(a), community.ThankYou{FromID: a, ToID: b, What: "Tea", Words: "Lovely", FromAgrees: true, Nameless: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range []community.Actor{claimedBy(b), provenBy(b)} {
		m := mine(t, db, by)
		if len(m.Received) != 1 || m.Received[0].Other != "" || !m.Received[0].FromID.IsZero() || m.Received[0].FromAgrees {
			t.Errorf("%+v", m.Received)
		}
	}
	if m := mine(t, db, claimedBy(a)); len(m.ClaimedThanks) != 1 || m.ClaimedThanks[0].ID != id || m.ClaimedThanks[0].Other == "" {
		t.Errorf("its giver is not asked: %+v", m.ClaimedThanks)
	}
}

func TestWhatIsForHostsNobodyElseDoes(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	ctx := t.Context()
	if err := db.EditSpace(ctx, byHost, func(s *community.Space) error { return s.Set("approve_words", "yes") }); err != nil {
		t.Fatal(err)
	}
	post := addPost(t, db, claimedBy(a), a, "A printer")
	thanks, err := db.Thank(ctx, claimedBy(a), community.ThankYou{FromID: a, ToID: b, Words: "Thank you"})
	if err != nil {
		t.Fatal(err)
	}
	e := meal(t, db, nil)
	for _, by := range []community.Actor{claimedBy(a), proves(a), proves(b), {Kind: community.ActorAnonymous}, {}} {
		for name, err := range map[string]error{
			"words that wait":     db.ApprovePost(ctx, by, post),
			"thanks that wait":    db.ApproveThanks(ctx, by, thanks),
			"that two were met":   db.Introduce(ctx, by, a, b, true),
			"that two never meet": db.NeverIntroduce(ctx, by, a, b, true),
			"an event":            db.CancelEvent(ctx, by, e.ID, true),
		} {
			if !errors.Is(err, community.ErrNotFound) {
				t.Errorf("%s, by %s: %v", name, by, err)
			}
		}
	}
	for _, nobody := range []community.Actor{{Kind: community.ActorAnonymous}, {Kind: community.ActorProven}, {}} {
		_, err := db.AddPost(ctx, nobody, community.Post{MemberID: a, Words: "In nobody's name"})
		if !errors.Is(err, community.ErrNotFound) {
			t.Errorf("a post by %q: %v", nobody, err)
		}
	}
	if got := introductions(t, db); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestThanksAreCountedInTheirMonthsUntilTheyAreTakenBack(t *testing.T) {
	db, c := fresh(t)
	a, b := two(t, db)
	var ids []community.ID
	for i := range 4 {
		id, err := db.Thank(t.Context(), byHost, community.ThankYou{FromID: a, ToID: b, SaidAt: monday.AddDate(0, 0, i-2)})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	count := func(from, until int, want int) {
		t.Helper()
		if n, err := db.CountThanks(t.Context(), monday.AddDate(0, 0, from), monday.AddDate(0, 0, until)); err != nil || n != want {
			t.Errorf("from day %d until day %d: %d, %v", from, until, n, err)
		}
	}
	count(-2, 0, 2)
	count(-1, 0, 1)
	count(-2, 9, 3) // one of them is said tomorrow, by a clock that is ahead
	c.forward(25 * time.Hour)
	count(-2, 9, 4)
	if err := db.VoidThanks(t.Context(), byHost, ids[0]); err != nil {
		t.Fatal(err)
	}
	count(-2, 9, 3)
	if err := db.UnvoidThanks(t.Context(), byHost, ids[0]); err != nil {
		t.Fatal(err)
	}
	count(-2, 9, 4)
	if err := db.UnvoidThanks(t.Context(), proves(b), ids[0]); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("its receiver brings it back: %v", err)
	}
}

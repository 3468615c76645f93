package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
)

// news has a member tell some good news.
func news(t testing.TB, db *DB, by community.ID, words string) community.ID {
	t.Helper()
	id, err := db.AddPost(t.Context(), claimedBy(by), community.Post{MemberID: by, Side: community.News, Words: words})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// cheers says how many cheer for the only news that is seen.
func cheers(t testing.TB, db *DB) int {
	t.Helper()
	s, err := db.Seen(t.Context(), community.Wall)
	if err != nil || len(s.News) != 1 {
		t.Fatalf("%d news, %v", len(s.News), err)
	}
	return s.News[0].Cheers
}

func TestACheerCountsOnceAndIsTakenBack(t *testing.T) {
	db, _ := fresh(t)
	a, b := two(t, db)
	post := news(t, db, a, "We won the bid")
	for i, step := range []struct {
		on   bool
		want int
	}{{true, 1}, {true, 1}, {false, 0}, {false, 0}, {true, 1}} {
		if err := db.Cheer(t.Context(), claimedBy(b), post, b, step.on); err != nil {
			t.Fatal(err)
		}
		if got := cheers(t, db); got != step.want {
			t.Errorf("step %d: %d cheers", i, got)
		}
		ids, err := db.Cheered(t.Context(), b)
		if err != nil || slices.Contains(ids, post) != step.on {
			t.Errorf("step %d: %v, %v", i, ids, err)
		}
	}
	if ids, err := db.Cheered(t.Context(), a); err != nil || len(ids) > 0 {
		t.Errorf("%v, %v: the one who is cheered cheers", ids, err)
	}
	var n int
	if err := db.read().QueryRow(`SELECT count(*) FROM cheers`).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d records, %v", n, err)
	}
}

func TestOnlyNewsThatAreUpAreCheered(t *testing.T) {
	db, c := fresh(t)
	a, b := two(t, db)
	post := news(t, db, a, "We won the bid")
	ask, err := db.AddPost(t.Context(), byHost, community.Post{MemberID: a, Words: "A ladder"})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.EditSpace(t.Context(), byHost, func(s *community.Space) error { return s.Set("blocked_words", "darn") }); err != nil {
		t.Fatal(err)
	}
	held := news(t, db, a, "We won the darn bid")
	for name, err := range map[string]error{
		"oneself":         db.Cheer(t.Context(), claimedBy(a), post, a, true),
		"for somebody":    db.Cheer(t.Context(), claimedBy(a), post, b, true),
		"an ask":          db.Cheer(t.Context(), claimedBy(b), ask, b, true),
		"what is held":    db.Cheer(t.Context(), claimedBy(b), held, b, true),
		"nothing":         db.Cheer(t.Context(), claimedBy(b), newID(), b, true),
		"by nobody known": db.Cheer(t.Context(), byHost, post, newID(), true),
	} {
		if !errors.Is(err, community.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := cheers(t, db); got != 0 {
		t.Errorf("%d cheers; what is held is not seen", got)
	}
	c.forward(8 * 24 * time.Hour)
	if err := db.Cheer(t.Context(), claimedBy(b), post, b, true); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("after its time: %v", err)
	}
}

func TestACheerGoesWithEitherOfTheTwo(t *testing.T) {
	for _, who := range []int{0, 1} {
		db, _ := fresh(t)
		a, b := two(t, db)
		post := news(t, db, a, "We won the bid")
		if err := db.Cheer(t.Context(), claimedBy(b), post, b, true); err != nil {
			t.Fatal(err)
		}
		if err := db.Erase(t.Context(), byHost, []community.ID{a, b}[who]); err != nil {
			t.Fatal(err)
		}
		var n int
		if err := db.read().QueryRow(`SELECT count(*) FROM cheers`).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d cheers are left, %v", n, err)
		}
	}
}

func TestNewsStayForAWeek(t *testing.T) {
	db, c := fresh(t)
	a, _ := two(t, db)
	post := news(t, db, a, "We won the bid")
	see := func() int {
		s, err := db.Seen(t.Context(), community.Wall)
		if err != nil {
			t.Fatal(err)
		}
		return len(s.News)
	}
	c.forward(7*24*time.Hour - time.Minute)
	if see() != 1 {
		t.Error("gone before a week is over")
	}
	c.forward(time.Minute)
	if see() != 0 {
		t.Error("up after a week")
	}
	if err := db.RenewPost(t.Context(), claimedBy(a), post); err != nil || see() != 1 {
		t.Errorf("%v: not up again", err)
	}
	c.forward(7 * 24 * time.Hour)
	if see() != 0 {
		t.Error("renewed for more than a week")
	}
}

// News are no ask to be sorted, but what was claimed in a member's name they hear of.
func TestNewsAreNotAskedAboutAsWhatIsSought(t *testing.T) {
	db, _ := fresh(t)
	a, _ := two(t, db)
	news(t, db, a, "We won the bid")
	m, err := db.Mine(t.Context(), claimedBy(a), a)
	if err != nil || len(m.Open) != 0 || len(m.ClaimedPosts) != 1 {
		t.Errorf("%+v, %v", m, err)
	}
}

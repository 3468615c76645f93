package store

import (
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// It is asked for before every talk with the hub, and in a large space nearly
// nothing waits.
func TestWhatWaitsIsFoundWithoutReadingAll(t *testing.T) {
	db, _ := fresh(t)
	for _, q := range []string{
		"SELECT kind, id, erased, unsent, stamps, unknown FROM records WHERE " + strings.NewReplacer("LIMIT ?", "LIMIT 1000", "OFFSET ?", "OFFSET 0").Replace(waiting),
		"SELECT count(*) FROM records WHERE unsent > 0",
	} {
		rows, err := db.read().QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+q)
		if err != nil {
			t.Fatal(err)
		}
		var plan []string
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			plan = append(plan, detail)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		rows.Close()
		if said := strings.Join(plan, "; "); !strings.Contains(said, "records_waiting") || strings.Contains(said, "B-TREE") {
			t.Errorf("%s: %s", q, said)
		}
	}
}

// TestAnAnswerDoesNotWaitSinceItsQuarterBegan holds of what says nothing of when it was
// said: hosts read since when a screen is behind.
func TestAnAnswerDoesNotWaitSinceItsQuarterBegan(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	sent(t, db)
	c.forward(24 * time.Hour)
	q := community.QuestionOf(id, c.t)
	if err := db.Answer(t.Context(), id, q.Name, community.AnswerYes); err != nil {
		t.Fatal(err)
	}
	if n, since, err := db.Waiting(t.Context()); err != nil || n == 0 || since != 0 {
		t.Errorf("%d wait since %s, %v", n, time.UnixMilli(since), err)
	}
	c.forward(time.Minute)
	edit(t, db, byHost, id, "headline", "Mends radios")
	if n, since, err := db.Waiting(t.Context()); err != nil || n == 0 || since != c.t.UnixMilli() {
		t.Errorf("%d wait since %s, %v", n, time.UnixMilli(since).UTC(), err)
	}
}

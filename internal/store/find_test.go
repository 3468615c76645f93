package store

import (
	"fmt"
	"sync"
	"testing"

	"kettle/internal/community"
)

func TestReadingTheWallMakesNoIndex(t *testing.T) {
	db, _ := fresh(t)
	filled(t, db, 20)
	if _, err := db.Seen(t.Context(), community.Wall); err != nil {
		t.Fatal(err)
	}
	if db.cache.index != nil {
		t.Error("an index was made for nobody")
	}
}

// Searches begin all at once, while members are still coming in: no search may
// leave an index behind that lacks one of them.
func TestFirstSearchesWhileMembersComeInLoseNobody(t *testing.T) {
	db, _ := fresh(t)
	filled(t, db, 200)
	const n = 20
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			m := ada()
			m.Number, m.Name = fmt.Sprint(9000+i), fmt.Sprintf("Zebedee Quill%d", i)
			if _, err := db.AddMember(t.Context(), byHost, m); err != nil {
				t.Error(err)
			}
			if _, err := db.Find(t.Context(), "zebedee", 50); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	found, err := db.Find(t.Context(), "zebedee", 50)
	if err != nil || len(found) != n {
		t.Errorf("%d of %d are found, %v", len(found), n, err)
	}
	if db.cache.index == nil {
		t.Error("every search makes its own index")
	}
}

func filled(t *testing.T, db *DB, n int) {
	t.Helper()
	if _, err := db.ImportMembers(t.Context(), rowsOf(manyMembers(n)...), ImportOptions{}); err != nil {
		t.Fatal(err)
	}
}

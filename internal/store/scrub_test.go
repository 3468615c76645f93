package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kettle/internal/community"
)

// reader reads until it is told to stop, so that the log cannot be emptied.
func reader(t *testing.T, db *DB) (stop func()) {
	t.Helper()
	tx, err := db.read().BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := tx.QueryRow(`SELECT count(*) FROM records`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return func() { tx.Rollback() }
}

func logSize(t *testing.T, db *DB) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(db.Dir(), fileName+"-wal"))
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// quickly fails when it takes as long as somebody at a kiosk notices.
func quickly(t *testing.T, what string, do func() error) {
	t.Helper()
	began := time.Now()
	if err := do(); err != nil {
		t.Errorf("%s: %v", what, err)
	}
	if took := time.Since(began); took > 700*time.Millisecond {
		t.Errorf("%s takes %v", what, took)
	}
}

func TestWhatGoesByItselfWaitsForNoReader(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	const mark = "Qwertzuiop-Unmistakable"
	v := community.Visitor{Name: mark, InAt: monday}
	err := db.writing(t.Context(), byHost, func(w *writer) error { return w.create(community.KindVisitor, newID(), v.Fields()) })
	if err != nil {
		t.Fatal(err)
	}
	retain(t, db, c, 30)
	c.forward(6 * aDay)
	stop := reader(t, db)
	defer stop()
	quickly(t, "letting go", func() error {
		r, err := db.Retain(t.Context(), RetainOptions{})
		if r.Visitors != 1 {
			t.Errorf("%+v", r)
		}
		return err
	})
	quickly(t, "a check-in", func() error { _, _, err := db.CheckIn(t.Context(), byClaimed, id); return err })
	if logSize(t, db) == 0 {
		t.Fatal("the log is empty although it is read: this test cannot see")
	}
	stop()
	if _, err := db.Retain(t.Context(), RetainOptions{}); err != nil || logSize(t, db) != 0 || len(find(t, db.Dir(), mark)) > 0 {
		t.Errorf("the log has %d bytes once nobody reads it, %v", logSize(t, db), err)
	}
}

func TestNobodyWaitsForAnErasureButWhoErases(t *testing.T) {
	db, _ := fresh(t)
	id, other := add(t, db, ada()), add(t, db, community.Member{Name: "Jo"})
	stop := reader(t, db)
	defer stop()
	erased := make(chan error, 1)
	go func() { erased <- db.Erase(context.Background(), byHost, id) }()
	for isThere := true; isThere; {
		_, err := db.Member(t.Context(), id)
		isThere = err == nil
	}
	for range 3 {
		quickly(t, "a check-in", func() error { _, _, err := db.CheckIn(t.Context(), byClaimed, other); return err })
		time.Sleep(100 * time.Millisecond)
	}
	select {
	case err := <-erased:
		t.Fatalf("it is called erased while its bytes are left: %v", err)
	default:
	}
	stop()
	if err := <-erased; err != nil || len(find(t, db.Dir(), "Okafor")) > 0 {
		t.Errorf("bytes are left in %v, %v", find(t, db.Dir(), "Okafor"), err)
	}
}

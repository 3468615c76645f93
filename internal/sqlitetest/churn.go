// Package sqlitetest brings files of SQLite into states that tests ask for.
package sqlitetest

import (
	"bytes"
	"database/sql"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
)

// Churn leaves copies of deleted rows in the file at path, which h writes to: rows
// with the text in them are written and deleted, among others that stay, until a
// page whose rows moved to another one has kept copies of them in its unused part.
// Overwriting what is deleted does not reach those.
func Churn(t testing.TB, h *sql.DB, path, text string) {
	t.Helper()
	for seed := range uint64(100) {
		churn(t, h, text, rand.New(rand.NewPCG(seed, 1)))
		if file, err := os.ReadFile(path); err != nil {
			t.Fatal(err)
		} else if bytes.Contains(file, []byte(text)) {
			return
		}
	}
	t.Fatal("no copy of what was deleted is left: this test cannot see")
}

func churn(t testing.TB, h *sql.DB, text string, r *rand.Rand) {
	t.Helper()
	tx, err := h.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	do := func(q string, args ...any) {
		t.Helper()
		if _, err := tx.Exec(q, args...); err != nil {
			t.Fatal(err)
		}
	}
	do(`DROP TABLE IF EXISTS churned`)
	do(`CREATE TABLE churned (id TEXT PRIMARY KEY, text TEXT) STRICT, WITHOUT ROWID`)
	for range 5000 {
		id, deleted := r.IntN(1000), r.IntN(3) == 0
		words := strings.Repeat("stays ", r.IntN(40))
		if id%2 == 0 {
			words = text + words
		}
		if deleted {
			do(`DELETE FROM churned WHERE id = ?`, strconv.Itoa(id))
		} else {
			do(`INSERT OR REPLACE INTO churned VALUES (?, ?)`, strconv.Itoa(id), words)
		}
	}
	do(`DELETE FROM churned WHERE instr(text, ?)`, text)
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	var busy, log, moved int
	if err := h.QueryRow(`PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &log, &moved); err != nil || busy != 0 {
		t.Fatal(busy, err)
	}
}

package shared

import (
	"database/sql"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"kettle/internal/community"
	"kettle/internal/shared/rqlitetest"
)

const benchRecords = 10_000

// profiles makes 10,000 of about 1 KB, as they come from a screen.
func profiles() []community.Record {
	out := make([]community.Record, benchRecords)
	for i := range out {
		out[i] = profile(newID(), i)
	}
	return out
}

// edits changes one field of each.
func edits(of []community.Record) []community.Record {
	out := make([]community.Record, len(of))
	for i, r := range of {
		out[i] = record(r.Kind, r.ID, stamp(), map[string]string{"field03": "another"})
	}
	return out
}

func (b begun) pushAll(records []community.Record) {
	for at := 0; at < len(records); at += 1000 {
		b.push(records[at:min(at+1000, len(records))]...)
	}
}

// bench runs f on a new file each time, then on a new space in a cluster, which
// are filled outside the clock.
func bench(b *testing.B, fill []community.Record, f func(s begun)) {
	run := func(open func(b *testing.B) *Store) func(b *testing.B) {
		return func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s := begin(b, open(b))
				s.pushAll(fill)
				b.StartTimer()
				f(s)
			}
		}
	}
	b.Run("file", run(func(b *testing.B) *Store {
		return openFile(b, filepath.Join(b.TempDir(), "hub.db"), Options{})
	}))
	b.Run("cluster", func(b *testing.B) {
		c := rqlitetest.For(b, 3)
		b.ResetTimer()
		run(func(b *testing.B) *Store { return openCluster(b, c.Addresses(), Options{}) })(b)
	})
}

// BenchmarkMergeNew takes 10,000 new profiles, 1,000 at a time.
func BenchmarkMergeNew(b *testing.B) {
	all := profiles()
	bench(b, nil, func(s begun) { s.pushAll(all) })
}

// BenchmarkMergeAgain takes the same 10,000 profiles a second time.
func BenchmarkMergeAgain(b *testing.B) {
	all := profiles()
	bench(b, all, func(s begun) { s.pushAll(all) })
}

// BenchmarkMergeEdits takes an edit of one field of each of 10,000 profiles.
func BenchmarkMergeEdits(b *testing.B) {
	all := profiles()
	bench(b, all, func(s begun) { s.pushAll(edits(all)) })
}

// BenchmarkMergeOne takes 100 edits of one field, each on its own.
func BenchmarkMergeOne(b *testing.B) {
	all := profiles()
	bench(b, all, func(s begun) {
		for range 100 {
			s.push(edits(all[:1])...)
		}
	})
}

// BenchmarkMergeSpread takes a change of a member that owns 1,000 of 10,000
// records.
func BenchmarkMergeSpread(b *testing.B) {
	all := profiles()
	for i := range all[1:1001] {
		all[i+1].Owners = []community.ID{all[0].ID}
	}
	bench(b, all, func(s begun) {
		rules := Rules{Spread: func(_, _ *community.Record) bool { return true }}
		_, head, err := s.Merge(s.Context(), s.space, s.head.Epoch, edits(all[:1]), rules)
		if err != nil || head.Seq != benchRecords+1001 {
			b.Fatal(head, err)
		}
	})
}

// BenchmarkPage reads 10,000 profiles, 1,000 at a time.
func BenchmarkPage(b *testing.B) {
	bench(b, profiles(), func(s begun) {
		if n := len(s.rows()); n != benchRecords {
			b.Fatal(n)
		}
	})
}

// BenchmarkInsert is the floor: the same 10,000 profiles, their fields as
// columns, in one transaction.
func BenchmarkInsert(b *testing.B) {
	all := profiles()
	names := []string{"about"}
	for _, f := range all[0].Changes() {
		if f.Field != "about" {
			names = append(names, f.Field)
		}
	}
	for b.Loop() {
		b.StopTimer()
		h, err := sql.Open("sqlite3", dsn(filepath.Join(b.TempDir(), "floor.db"), patient))
		if err != nil {
			b.Fatal(err)
		}
		h.SetMaxOpenConns(1)
		if _, err := h.Exec(`CREATE TABLE members (id TEXT NOT NULL PRIMARY KEY, ` + strings.Join(names, " TEXT, ") + ` TEXT) STRICT`); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		tx, err := h.Begin()
		if err != nil {
			b.Fatal(err)
		}
		insert, err := tx.Prepare(`INSERT INTO members VALUES (?` + strings.Repeat(", ?", len(names)) + `)`)
		if err != nil {
			b.Fatal(err)
		}
		for i := range all {
			args := []any{all[i].ID.String()}
			for _, n := range names {
				args = append(args, all[i].Groups[0].Fields[n])
			}
			if _, err := insert.Exec(args...); err != nil {
				b.Fatal(err)
			}
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		h.Close()
		b.StartTimer()
	}
}

// cellTables are the other way to keep records: a row for each field, merged by
// SQL.
const cellTables = `
	CREATE TABLE cells (space TEXT, kind TEXT, id TEXT, field TEXT, clock INTEGER, screen INTEGER, value TEXT, seq INTEGER,
		PRIMARY KEY (space, kind, id, field)) WITHOUT ROWID;
	CREATE INDEX cells_by_seq ON cells (space, seq);
	CREATE TABLE counters (space TEXT PRIMARY KEY, n INTEGER)`

const (
	cellCount = `INSERT INTO counters (space, n) VALUES (?1, ?2) ON CONFLICT (space) DO UPDATE SET n = n + excluded.n`
	cellMerge = `INSERT INTO cells (space, kind, id, field, clock, screen, value, seq)
		SELECT ?1, x.value->>0, x.value->>1, x.value->>2, x.value->>3, x.value->>4, x.value->>5, (SELECT n FROM counters WHERE space = ?1) - x.key
		FROM json_each(?2) x WHERE true
		ON CONFLICT (space, kind, id, field) DO UPDATE SET clock = excluded.clock, screen = excluded.screen, value = excluded.value, seq = excluded.seq
		WHERE (excluded.clock, excluded.screen, excluded.value) > (clock, screen, value)`
)

// BenchmarkCells takes 10,000 new profiles, 1,000 at a time, into a table of
// cells.
func BenchmarkCells(b *testing.B) {
	all := profiles()
	for b.Loop() {
		b.StopTimer()
		h, err := sql.Open("sqlite3", dsn(filepath.Join(b.TempDir(), "cells.db"), patient+"&_txlock=immediate"))
		if err != nil {
			b.Fatal(err)
		}
		h.SetMaxOpenConns(1)
		if _, err := h.Exec(cellTables); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		for at := 0; at < len(all); at += 1000 {
			pushCells(b, h, all[at:at+1000])
		}
		b.StopTimer()
		h.Close()
		b.StartTimer()
	}
}

func pushCells(b *testing.B, h *sql.DB, records []community.Record) {
	var cells [][6]any
	for i := range records {
		r := &records[i]
		for _, g := range r.Groups {
			for field, value := range g.Fields {
				cells = append(cells, [6]any{r.Kind, r.ID, field, g.Clock, g.Screen, value})
			}
		}
	}
	list, err := json.Marshal(cells)
	if err != nil {
		b.Fatal(err)
	}
	tx, err := h.Begin()
	if err != nil {
		b.Fatal(err)
	}
	for _, s := range []statement{{sql: cellCount, args: []any{"s", len(cells)}}, {sql: cellMerge, args: []any{"s", string(list)}}} {
		if _, err := tx.Exec(s.sql, s.args...); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}

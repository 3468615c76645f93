package store

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
)

// manyMembers makes n members as full as those of the demo space.
func manyMembers(n int) []community.Member {
	members := make([]community.Member, n)
	for i := range members {
		m := ada()
		m.Number, m.Name = fmt.Sprint(i+1), fmt.Sprintf("Ada %d Okafor", i)
		m.About = "Writes grants for social enterprises. Learning to throw pots, badly."
		m.Organisation, m.Pronouns, m.SaidLike = "Common Good Grants", "she/her", "AY-da oh-KAH-for"
		m.LookingFor, m.TalkToMeAbout = []string{"Someone who knows VAT", "A lunch walk"}, []string{"Pottery disasters"}
		m.JoinedOn, m.State = "2026-11-16", community.StateActive
		members[i] = m
	}
	return members
}

func BenchmarkImport10000(b *testing.B) {
	rows := rowsOf(manyMembers(10000)...)
	for i := range rows {
		rows[i].Present = append(rows[i].Present, "about", "organisation", "pronouns", "said_like", "looking_for", "talk_to_me_about", "joined_on", "show_on_phone_page", "show_presence")
	}
	b.Run("kettle", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			db, _ := fresh(b)
			b.StartTimer()
			if _, err := db.ImportMembers(b.Context(), rows, ImportOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("floor", func(b *testing.B) { // the same rows into the same tables, nothing else
		for b.Loop() {
			b.StopTimer()
			db, _ := fresh(b)
			b.StartTimer()
			plainInsert(b, db.write, rows)
		}
	})
}

func plainInsert(b *testing.B, h *sql.DB, rows []ImportRow) {
	tx, err := h.Begin()
	if err != nil {
		b.Fatal(err)
	}
	cols := tables[community.KindMember].columns
	q, marks := "INSERT INTO members (id", "?"
	for _, c := range cols {
		q, marks = q+`, "`+c.name+`"`, marks+", ?"
	}
	members, err := tx.Prepare(q + ") VALUES (" + marks + ")")
	if err != nil {
		b.Fatal(err)
	}
	tags, err := tx.Prepare(`INSERT INTO member_tags (member_id, list, tag, rank) VALUES (?, ?, ?, ?)`)
	if err != nil {
		b.Fatal(err)
	}
	for i := range rows {
		m := &rows[i].Member
		id := naturalID("member:" + m.Number)
		args := []any{id}
		for k, f := range m.Fields()[:len(cols)] {
			args = append(args, cols[k].sqlValue(f.Value))
		}
		if _, err := members.Exec(args...); err != nil {
			b.Fatal(err)
		}
		for _, list := range community.Lists {
			for _, tag := range *m.List(list) {
				if _, err := tags.Exec(id, list, tag, "aa"); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkCheckIn(b *testing.B) {
	b.Run("kettle", func(b *testing.B) {
		db, _ := fresh(b)
		ids := importMany(b, db, 1000)
		i := 0
		var took durations
		for b.Loop() {
			began := time.Now()
			id := ids[i%len(ids)]
			if i/len(ids)%2 == 0 {
				if _, _, err := db.CheckIn(b.Context(), byClaimed, id); err != nil {
					b.Fatal(err)
				}
			} else if _, err := db.CheckOut(b.Context(), byClaimed, id); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(began))
			i++
		}
		took.report(b)
	})
	b.Run("floor", func(b *testing.B) { // one row, one commit, the same pragmas
		h, err := sql.Open("sqlite3", dsn(filepath.Join(b.TempDir(), "floor.db"), "&_txlock=immediate"))
		if err != nil {
			b.Fatal(err)
		}
		defer h.Close()
		if _, err := h.Exec(`CREATE TABLE visits (id BLOB PRIMARY KEY, member_id BLOB, in_at INTEGER) STRICT, WITHOUT ROWID`); err != nil {
			b.Fatal(err)
		}
		var took durations
		for b.Loop() {
			began := time.Now()
			if _, err := h.Exec(`INSERT INTO visits VALUES (?, ?, ?)`, newID(), newID(), 1); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(began))
		}
		took.report(b)
	})
}

// durations are those of single acts, for what a mean hides.
type durations []time.Duration

func (d durations) report(b *testing.B) {
	slices.Sort(d)
	b.ReportMetric(float64(d[len(d)/2]), "p50-ns")
	b.ReportMetric(float64(d[len(d)*99/100]), "p99-ns")
}

func importMany(b *testing.B, db *DB, n int) []community.ID {
	if _, err := db.ImportMembers(b.Context(), rowsOf(manyMembers(n)...), ImportOptions{}); err != nil {
		b.Fatal(err)
	}
	members, err := db.Members(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	var ids []community.ID
	for _, m := range members {
		ids = append(ids, m.ID)
	}
	return ids
}

// BenchmarkSeenAfterCheckIn is what a wall of 5,000 members costs when somebody
// checks in.
func BenchmarkSeenAfterCheckIn(b *testing.B) {
	db, _ := fresh(b)
	ids := importMany(b, db, 5000)
	for b.Loop() {
		if _, _, err := db.CheckIn(b.Context(), byClaimed, ids[0]); err != nil {
			b.Fatal(err)
		}
		if _, err := db.Seen(b.Context(), community.Wall); err != nil {
			b.Fatal(err)
		}
		if _, err := db.CheckOut(b.Context(), byClaimed, ids[0]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen5000(b *testing.B) {
	db, c := fresh(b)
	importMany(b, db, 5000)
	dir := db.Dir()
	db.Close()
	for b.Loop() {
		db := open(b, dir, c)
		if _, err := db.Seen(b.Context(), community.Wall); err != nil {
			b.Fatal(err)
		}
		db.Close()
	}
}

// BenchmarkErase10000 erases one of many, down to the last byte, for which the file
// is written anew.
func BenchmarkErase10000(b *testing.B) {
	db, _ := fresh(b)
	ids := importMany(b, db, 10000)
	for i := 0; b.Loop(); i++ {
		if err := db.Erase(b.Context(), byHost, ids[i]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRetain20000 lets go the visits of a busy year at once.
func BenchmarkRetain20000(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		db, c := fresh(b)
		ids := importMany(b, db, 100)
		if _, err := db.Retain(b.Context(), RetainOptions{}); err != nil {
			b.Fatal(err)
		}
		err := db.writing(b.Context(), byClaimed, func(w *writer) error {
			for i := range 20000 {
				v := community.Visit{ID: newID(), MemberID: ids[i%len(ids)], InAt: c.t.Add(-time.Duration(i) * 20 * time.Minute)}
				if err := w.create(community.KindVisit, v.ID, v.Fields(), v.MemberID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		c.forward(6 * 24 * time.Hour)
		b.StartTimer()
		r, err := db.Retain(b.Context(), RetainOptions{})
		if err != nil || r.Visits < 18000 {
			b.Fatal(r, err)
		}
	}
}

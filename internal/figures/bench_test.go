package figures

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // the floor reads the same file

	"kettle/internal/community"
	"kettle/internal/store"
)

// record is one as another screen would send it.
func record(kind community.Kind, n int, at time.Time, fields []community.Field, owners ...community.ID) community.Record {
	r := community.Record{Kind: kind, ID: community.ID{byte(len(kind)), 9, byte(n >> 16), byte(n >> 8), byte(n)}, Owners: owners}
	g := community.Group{Stamp: community.Stamp{Clock: at.UnixMilli() << 16, Screen: 9}, Fields: map[string]string{}}
	for _, f := range fields {
		if f.Value != "" {
			g.Fields[f.Name] = f.Value
		}
	}
	r.Groups = []community.Group{g}
	return r
}

// busySpace has 5,000 members, each of whom came about twelve times in the thirty days
// whose visits are kept, the counts of the eight weeks before, 8,000 thank-yous, 4,000
// asks and a weekly event.
func busySpace(b *testing.B, db *store.DB, now time.Time) {
	var all []community.Record
	put := func(kind community.Kind, at time.Time, fields []community.Field, owners ...community.ID) community.ID {
		all = append(all, record(kind, len(all), at, fields, owners...))
		return all[len(all)-1].ID
	}
	var people []community.ID
	for i := range 5000 {
		m := community.Member{Name: fmt.Sprintf("Member %d", i), State: community.StateActive, JoinedOn: "2024-01-01"}
		people = append(people, put(community.KindMember, now.AddDate(-1, 0, 0), m.Fields()))
	}
	for i := range 60000 {
		v := community.Visit{MemberID: people[i%len(people)], InAt: now.Add(-time.Duration(i) * 30 * 24 * time.Hour / 60000)}
		v.OutAt = v.InAt.Add(time.Hour)
		put(community.KindVisit, v.InAt, v.Fields(), v.MemberID)
	}
	for day := 31; day < 90; day++ {
		for _, what := range []string{community.CountCheckIns, community.CountMembers, community.CountVisitors} {
			c := community.Count{Screen: 9, Day: now.AddDate(0, 0, -day).Format(time.DateOnly), What: what, N: 2000}
			put(community.KindCount, now, c.Fields())
		}
	}
	for i := range 8000 {
		t := community.ThankYou{FromID: people[i%5000], ToID: people[(i*7+1)%5000], SaidAt: now.Add(-time.Duration(i) * 15 * time.Minute)}
		put(community.KindThankYou, t.SaidAt, t.Fields(), t.FromID, t.ToID)
	}
	for i := range 4000 {
		p := community.Post{MemberID: people[i], Side: community.Ask, Words: "The printer", MadeAt: now.Add(-time.Duration(i) * 30 * time.Minute), Quick: i%4 == 0, Sorted: i%3 == 0}
		p.Until = p.MadeAt.AddDate(0, 1, 0)
		put(community.KindPost, p.MadeAt, p.Fields(), p.MemberID)
	}
	e := community.Event{UID: "weekly", Title: "Skill share", What: community.EventLearning, StartsAt: now.AddDate(0, -6, 0), EndsAt: now.AddDate(0, -6, 0).Add(time.Hour), Rule: "FREQ=WEEKLY"}
	put(community.KindEvent, now, e.Fields())
	for len(all) > 0 {
		n := min(len(all), 5000)
		if _, err := db.Carry(b.Context(), all[:n]); err != nil {
			b.Fatal(err)
		}
		all = all[n:]
	}
}

// BenchmarkCanvas is the canvas of a space of 5,000 members, from the file to the last
// sentence. The floor reads the same visits and thank-yous and does nothing with them.
func BenchmarkCanvas(b *testing.B) {
	now := time.Date(2026, 11, 19, 18, 0, 0, 0, time.UTC)
	dir := b.TempDir()
	db, err := store.Open(b.Context(), dir, store.Options{Now: func() time.Time { return now }})
	if err != nil {
		b.Fatal(err)
	}
	busySpace(b, db, now)
	if _, err := db.Roll(b.Context()); err != nil { // a screen has its members at hand
		b.Fatal(err)
	}
	b.Run("kettle", func(b *testing.B) {
		for b.Loop() {
			space, err := db.Space(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			p, err := db.Past(b.Context(), From(&space, now))
			if err != nil {
				b.Fatal(err)
			}
			if c := New(p); c.Elements[0].Head != "4998 of 5000 came in" && len(c.Monday) == 0 {
				b.Fatalf("%+v", c.Elements[0])
			}
		}
	})
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	h, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "kettle.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer h.Close()
	b.Run("floor", func(b *testing.B) {
		for b.Loop() {
			if n := walk(b.Context(), b, h, `SELECT member_id, in_at FROM visits`) + walk(b.Context(), b, h, `SELECT from_id, said_at FROM thank_yous`); n != 68000 {
				b.Fatalf("%d rows", n)
			}
		}
	})
}

func walk(ctx context.Context, b *testing.B, h *sql.DB, q string) (n int) {
	rows, err := h.QueryContext(ctx, q)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	var id sql.RawBytes
	var at int64
	for rows.Next() {
		if err := rows.Scan(&id, &at); err != nil {
			b.Fatal(err)
		}
		n++
	}
	return n
}

package sync

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared"
	"kettle/internal/store"
)

// edit gives every member of which the place in the list divided by 2 leaves rest
// another value of one field, in one transaction, as a host's act on that screen.
func (f *follower) edit(rest int, field, value string) {
	f.Helper()
	var rows []store.ImportRow
	members, err := f.db.Members(context.Background())
	f.must(nil, err)
	for i, m := range members {
		if i%2 != rest {
			continue
		}
		f.must(nil, m.Set(field, fmt.Sprint(value, i)))
		rows = append(rows, store.ImportRow{Line: i + 1, Member: m, Present: []string{field}})
	}
	report, err := f.db.ImportMembers(context.Background(), rows, store.ImportOptions{Overwrite: true})
	f.must(nil, err)
	if report.Changed != len(rows) {
		f.Fatalf("%d of %d were edited", report.Changed, len(rows))
	}
}

// inStep waits until nothing waits at the screens and they hold all that the hub
// has.
func (l *house) inStep(space community.ID, all ...*follower) {
	l.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(2 * time.Millisecond) {
		head, err := l.store.Head(l.Context(), space)
		l.must(head, err)
		behind := slices.ContainsFunc(all, func(f *follower) bool {
			if f.replica.now().Since != head.Seq {
				return true
			}
			waiting, err := f.db.Unsent(l.Context(), 0, 1)
			l.must(nil, err)
			return len(waiting) > 0
		})
		if !behind {
			return
		}
		if time.Now().After(end) {
			l.Fatal("the screens do not get in step")
		}
	}
}

// plainEdit gives each member two values of one field, one after the other, and
// inserts the entries of the history that tell of it, in one transaction.
func plainEdit(b testing.TB, h *sql.DB, turn int, members []community.Record, entries [][]any) {
	once(b, h, func(exec func(q string, args ...any)) {
		for i := range members {
			exec("UPDATE members SET headline = ? WHERE id = ?", fmt.Sprint("first ", turn, " ", i), members[i].ID[:])
			exec("UPDATE members SET headline = ? WHERE id = ?", fmt.Sprint("second ", turn, " ", i), members[i].ID[:])
		}
		for _, entry := range entries {
			exec("INSERT INTO act_values VALUES (?, ?, ?, ?, ?, ?, ?, ?)", entry...)
		}
	})
}

// entries are the rows of the history that a hub has of these edits.
func (l *house) entries(space community.ID) [][]any {
	l.Helper()
	records, err := l.store.Records(l.Context(), space, community.KindValues)
	l.must(records, err)
	var out [][]any
	for i := range records {
		r := &records[i]
		row := []any{r.ID[:]}
		for _, name := range []string{"act_id", "about"} {
			id, _ := community.ParseID(r.Value(name)) // an entry of many records is about none
			row = append(row, id[:])
		}
		for _, name := range []string{"kind", "made", "salt", "changes", "at"} {
			row = append(row, r.Value(name))
		}
		out = append(out, row)
	}
	if len(out) < 2*benchMembers {
		l.Fatalf("the history has %d entries", len(out))
	}
	return out
}

// BenchmarkApart is a hub and two screens, on each of which the same field of
// 10,000 members was edited while it was alone, half of them later here and half
// there: from when the first begins to follow the hub until all three are equal, with
// what lost kept aside; and the part of it in which the second does, too, when the
// hub has the first's. The floor writes 20,000 fields in one transaction to plain
// tables. That leaves out what each of these edits brings besides, its entry of the
// history; so the floor of the figures named history inserts those 20,000 rows, too,
// in the order of their IDs and once for all three stores.
func BenchmarkApart(b *testing.B) {
	members := someMembers(benchMembers)
	onBoth(b, func(b *testing.B, open func() *shared.Store) {
		store := open()
		h := plain(b)
		plainInsert(b, h, members)
		var p, one, history pairs
		for turn := 0; b.Loop(); turn++ {
			l, space := newHouse(b, store)
			l.push(space, members)
			first, second := l.follow(space, l.address), l.follow(space, l.address)
			first.take()
			second.take()
			first.edit(0, "headline", fmt.Sprint("first ", turn, " "))
			for rest := range 2 {
				second.edit(rest, "headline", fmt.Sprint("second ", turn, " "))
			}
			first.edit(1, "headline", fmt.Sprint("first ", turn, " "))
			p.time(&p.floor, func() { plainEdit(b, h, turn, members, nil) })
			p.time(&p.kettle, func() {
				first.run()
				l.inStep(space, first)
				one.time(&one.kettle, func() {
					second.run()
					l.inStep(space, first, second)
				})
			})
			first.same(benchMembers)
			second.same(benchMembers)
			entries := l.entries(space)
			history.time(&history.floor, func() { plainEdit(b, h, -1-turn, members, entries) })
		}
		one.floor, history.kettle = p.floor, p.kettle
		oneHistory := pairs{one.kettle, history.floor}
		p.report(b, 0.5, "")
		one.report(b, 0.5, "-one")
		history.report(b, 0.5, "-history")
		oneHistory.report(b, 0.5, "-one-history")
	})
}

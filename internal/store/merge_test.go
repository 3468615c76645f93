package store

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// takeRemote takes in fields of one record as another screen stamped them.
func takeRemote(t testing.TB, db *DB, kind community.Kind, id community.ID, fields []community.Field, screen int64, at time.Time, owners ...community.ID) {
	t.Helper()
	var changes []community.Change
	for _, f := range fields {
		if f.Value != "" {
			changes = append(changes, community.Change{
				Kind: kind, ID: id, Field: f.Name, Value: f.Value, Owners: owners,
				Stamp: community.Stamp{Clock: at.UnixMilli() << 16, Screen: screen},
			})
		}
	}
	take(t, db, changes...)
}

func take(t testing.TB, db *DB, changes ...community.Change) {
	t.Helper()
	err := db.writing(context.Background(), community.Actor{}, func(w *writer) error {
		for _, c := range changes {
			if err := w.take([]community.Change{c}, false); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// dump gives all values and stamps of the store, without its own numbers.
func dump(t testing.TB, db *DB) map[string]string {
	t.Helper()
	out := map[string]string{}
	rows, err := db.read().Query(`SELECT kind, id, erased, stamps, unknown FROM records`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var kind, text, unknown string
		var id community.ID
		var erased bool
		if err := rows.Scan(&kind, &id, &erased, &text, &unknown); err != nil {
			t.Fatal(err)
		}
		if erased {
			out[kind+id.String()] = "erased"
			continue
		}
		s, err := parseStamps(text)
		if err != nil {
			t.Fatal(err)
		}
		k := known{stamps: s, unknown: unknownFields(t, unknown)}
		kk := community.Kind(kind)
		for _, g := range s {
			names := slices.Clone(g.Names)
			if tab := tables[kk]; tab != nil {
				for i, c := range tab.columns {
					if g.Mask&(1<<i) != 0 {
						names = append(names, c.name)
					}
				}
			}
			for _, n := range names {
				out[kind+id.String()+"."+n] = fmt.Sprint(g.stamp(), " ", valueOf(t, db, &k, kk, id, n))
			}
		}
	}
	return out
}

func unknownFields(t testing.TB, text string) map[string]string {
	if text == "" {
		return nil
	}
	out := map[string]string{}
	for _, m := range regexp.MustCompile(`"([^"]*)":"([^"]*)"`).FindAllStringSubmatch(text, -1) {
		out[m[1]] = m[2]
	}
	return out
}

func valueOf(t testing.TB, db *DB, k *known, kind community.Kind, id community.ID, field string) string {
	t.Helper()
	if tables[kind] == nil {
		return k.unknown[field]
	}
	tx, err := db.read().Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	w := &writer{ctx: context.Background(), db: db, tx: tx}
	v, err := w.value(k, community.Change{Kind: kind, ID: id, Field: field})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// anyChange draws changes of few records, fields and stamps, so that they meet.
func anyChange() *rapid.Generator[community.Change] {
	ids := []community.ID{{1}, {2}}
	return rapid.Custom(func(t *rapid.T) community.Change {
		c := community.Change{
			Kind: rapid.SampledFrom([]community.Kind{community.KindMember, "parcel"}).Draw(t, "kind"),
			ID:   rapid.SampledFrom(ids).Draw(t, "id"),
			Stamp: community.Stamp{
				Clock:  rapid.Int64Range(1, 3).Draw(t, "clock") << 16,
				Screen: rapid.Int64Range(1, 2).Draw(t, "screen"),
			},
			Field: rapid.SampledFrom([]string{"name", "headline", "languages:Igbo", "shoe_size"}).Draw(t, "field"),
			Value: rapid.SampledFrom([]string{"", "aa", "bb", "cc"}).Draw(t, "value"),
		}
		if rapid.IntRange(0, 11).Draw(t, "erase") == 0 {
			c.Erase, c.Field, c.Value = true, "", ""
		}
		return c
	})
}

// The store merges as community.Record does: in any order, any grouping and any
// number of times, the same is left.
func TestAnyOrderOfChangesLeavesTheSame(t *testing.T) {
	db1, _ := fresh(t)
	db2, _ := fresh(t)
	clear := func(db *DB) {
		for _, table := range []string{"records", "owners", "members", "member_tags"} {
			if _, err := db.write.Exec("DELETE FROM " + table); err != nil {
				t.Fatal(err)
			}
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		clear(db1)
		clear(db2)
		changes := rapid.SliceOfN(anyChange(), 1, 20).Draw(rt, "changes")
		again := append(slices.Clone(changes), changes[:len(changes)/2]...)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		r.Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
		take(t, db1, changes...)
		for _, c := range again { // a transaction each
			take(t, db2, c)
		}
		a, b := dump(t, db1), dump(t, db2)
		if !maps.Equal(a, b) {
			rt.Fatalf("in order:\n%v\nshuffled:\n%v", a, b)
		}
		records := map[string]*community.Record{}
		for _, c := range changes {
			key := string(c.Kind) + c.ID.String()
			if records[key] == nil {
				records[key] = &community.Record{}
			}
			one := community.Record{Kind: c.Kind, ID: c.ID, Erased: c.Erase}
			if !c.Erase {
				one.Groups = []community.Group{{Stamp: c.Stamp, Fields: map[string]string{c.Field: c.Value}}}
			}
			records[key].Take(one, 1)
		}
		for key, r := range records {
			if r.Erased != (a[key] == "erased") {
				rt.Fatalf("%s: erased %v in the words, %q in the store", key, r.Erased, a[key])
			}
			for _, c := range r.Changes() {
				if want := fmt.Sprint(c.Stamp, " ", c.Value); !c.Erase && a[key+"."+c.Field] != want {
					rt.Fatalf("%s.%s is %q, want %q", key, c.Field, a[key+"."+c.Field], want)
				}
			}
		}
	})
}

func TestUnknownKindsAndFieldsAreKept(t *testing.T) {
	db, c := fresh(t)
	id := newID()
	takeRemote(t, db, "parcel", id, []community.Field{{Name: "shelf", Value: "B"}}, 9, c.t)
	who := add(t, db, ada())
	takeRemote(t, db, community.KindMember, who, []community.Field{{Name: "shoe_size", Value: "39"}}, 9, c.t.Add(time.Hour))
	var parcel, shoes string
	if err := db.read().QueryRow(`SELECT unknown FROM records WHERE id = ?`, id).Scan(&parcel); err != nil || parcel != `{"shelf":"B"}` {
		t.Errorf("parcel: %q, %v", parcel, err)
	}
	if err := db.EditMember(t.Context(), byHost, who, func(m *community.Member) error { return m.Set("headline", "x") }); err != nil {
		t.Fatal(err)
	}
	if err := db.read().QueryRow(`SELECT unknown FROM records WHERE id = ?`, who).Scan(&shoes); err != nil || shoes != `{"shoe_size":"39"}` {
		t.Errorf("shoes: %q, %v", shoes, err)
	}
}

func TestAnEditMadeOnSightOfAValueBeatsIt(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	takeRemote(t, db, community.KindMember, id, []community.Field{{Name: "headline", Value: "from a fast clock"}}, 9, c.t.Add(240*time.Hour))
	if m := member(t, db, id); m.Headline != "from a fast clock" {
		t.Fatal(m.Headline)
	}
	if err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error { return m.Set("headline", "edited here") }); err != nil {
		t.Fatal(err)
	}
	if m := member(t, db, id); m.Headline != "edited here" {
		t.Errorf("the edit lost: %q", m.Headline)
	}
}

func TestChangesAreNumberedAndUnsentOnesMarked(t *testing.T) {
	db, c := fresh(t)
	mine := add(t, db, ada())
	theirs := newID()
	takeRemote(t, db, community.KindMember, theirs, []community.Field{{Name: "name", Value: "Jo"}}, 9, c.t)
	seqOf := func(id community.ID) (seq int64, unsent bool) {
		if err := db.read().QueryRow(`SELECT seq, unsent FROM records WHERE id = ?`, id).Scan(&seq, &unsent); err != nil {
			t.Fatal(err)
		}
		return seq, unsent
	}
	s1, u1 := seqOf(mine)
	s2, u2 := seqOf(theirs)
	if s2 <= s1 || !u1 || u2 {
		t.Errorf("mine %d unsent %v, theirs %d unsent %v", s1, u1, s2, u2)
	}
	if _, _, err := db.CheckIn(t.Context(), byClaimed, mine); err != nil {
		t.Fatal(err)
	}
	if s3, _ := seqOf(mine); s3 != s1 {
		t.Error("a check-in moved the member's own record")
	}
}

// Every write goes through writer.take: no other file of the package writes to
// the records or the typed tables.
func TestThereIsOneWayIn(t *testing.T) {
	write := regexp.MustCompile(`(?i)(INSERT( OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)`)
	allowed := map[string]string{
		"records": "writer.go erase.go backup.go outbox.go link.go restamp.go identity.go carry.go", "owners": "writer.go erase.go",
		"member_tags": "typed.go erase.go", "overwritten": "overwritten.go retention.go", "retention": "doubt.go identity.go", "acts": "restamp.go", "link": "link.go identity.go backup.go",
		"noted": "link.go backup.go", "file": "db.go transaction.go backup.go restamp.go identity.go scrub.go",
		"pin_tries": "host.go", "member_pin_tries": "pin.go erase.go", "messages": "message.go", "SET": "*", "wrong": "*",
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		text, err := os.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range write.FindAllStringSubmatch(string(text), -1) {
			if files := allowed[m[3]]; files != "*" && !strings.Contains(files, e.Name()) {
				t.Errorf("%s writes to %s past the one way in", e.Name(), m[3])
			}
		}
	}
}

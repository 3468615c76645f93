package shared

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

func testSpaces(p place) {
	s := p.open(p, Options{})
	b := begin(p, s)
	if b.head.Epoch == 0 || b.head.Seq != 0 {
		p.Errorf("a new space stands at %+v", b.head)
	}
	again, err := s.Begin(p.Context(), b.space)
	if err != nil || again != b.head {
		p.Errorf("begun again: %+v, %v", again, err)
	}
	other := begin(p, s)
	if other.head.Epoch == b.head.Epoch {
		p.Error("two spaces have one epoch")
	}
	all, err := s.Spaces(p.Context())
	if err != nil || !slices.Contains(all, b.space) || !slices.Contains(all, other.space) {
		p.Errorf("the spaces are %v, %v", all, err)
	}
	if _, err := s.Head(p.Context(), newID()); !errors.Is(err, community.ErrNotFound) {
		p.Errorf("the head of a space that is not there: %v", err)
	}
	next, err := s.NewEpoch(p.Context(), b.space, b.head.Epoch)
	if err != nil || next.Epoch == b.head.Epoch || next.Epoch == 0 {
		p.Errorf("a new epoch: %+v, %v", next, err)
	}
	if same, err := s.NewEpoch(p.Context(), b.space, b.head.Epoch); err != nil || same != next {
		p.Errorf("a new epoch after one that is over: %+v, %v", same, err)
	}
	if h, err := s.Head(p.Context(), other.space); err != nil || h != other.head {
		p.Errorf("the other space went along: %+v, %v", h, err)
	}
}

func testMerge(p place) {
	s := p.open(p, Options{})
	b := begin(p, s)
	id := newID()
	early, late := stamp(), community.Stamp{Clock: 1<<62 + 3, Screen: 1<<62 + 5} // more than a float64 tells apart
	first := record("member", id, late, map[string]string{"name": "Ada \x00 \"'\\ \u2028 日本"})

	v, head, err := s.Merge(p.Context(), b.space, b.head.Epoch, []community.Record{first}, Rules{})
	if err != nil || !v[0].Won || v[0].Why != "" || head != (Merged{Head{b.head.Epoch, 1}, 1}) {
		p.Fatalf("the first: %+v, %+v, %v", v, head, err)
	}
	v, head, err = s.Merge(p.Context(), b.space, b.head.Epoch, []community.Record{first}, Rules{})
	if err != nil || v[0].Won || v[0].Lost != nil || v[0].Why != "" || head != (Merged{Head{b.head.Epoch, 1}, 0}) {
		p.Errorf("the first again: %+v, %+v, %v", v, head, err)
	}
	v = b.push(record("member", id, early, map[string]string{"name": "Bob", "phone": "1"}))
	if !v[0].Won || !slices.Equal(v[0].Lost, []string{"name"}) || v[0].Why != WhyLater {
		p.Errorf("an earlier one: %+v", v)
	}
	all, err := s.Records(p.Context(), b.space, "member")
	if err != nil || len(all) != 1 {
		p.Fatalf("the members are %+v, %v", all, err)
	}
	c, _ := all[0].Cell("name")
	if c.Stamp != late || c.Value != first.Value("name") || all[0].Value("phone") != "1" {
		p.Errorf("the record is %+v", all[0])
	}
	if none, err := s.Records(p.Context(), b.space, "visit"); err != nil || len(none) != 0 {
		p.Errorf("the visits are %+v, %v", none, err)
	}

	if _, h, err := s.Merge(p.Context(), b.space, 5, []community.Record{first}, Rules{}); !errors.Is(err, ErrEpoch) || h.Epoch != b.head.Epoch {
		p.Errorf("into another epoch: %+v, %v", h, err)
	}
	if _, _, err := s.Merge(p.Context(), newID(), 5, []community.Record{first}, Rules{}); !errors.Is(err, community.ErrNotFound) {
		p.Errorf("into another space: %v", err)
	}
	for _, bad := range []community.Record{{Kind: "member"}, {ID: id}, {Kind: "x'41'", ID: id}, {Kind: "a\x00", ID: id}, {Kind: "a", ID: id, Owners: make([]community.ID, 1)}} {
		if _, _, err := s.Merge(p.Context(), b.space, b.head.Epoch, []community.Record{first, bad}, Rules{}); !errors.Is(err, ErrMalformed) {
			p.Errorf("%+v: %v", bad, err)
		}
	}
	if _, h, err := s.Merge(p.Context(), b.space, b.head.Epoch, nil, Rules{}); err != nil || h.Seq != 2 {
		p.Errorf("nothing: %+v, %v", h, err)
	}
}

func testNumbers(p place) {
	b := begin(p, p.open(p, Options{}))
	one, two, three := newID(), newID(), newID()
	b.push(member(one, "1"), member(two, "2"))
	b.push(member(three, "3"), member(one, "1 again"), member(one, "and again"), record("member", two, stamp(), nil))
	var order []community.ID
	for i, r := range b.rows() {
		order = append(order, r.ID)
		record, err := r.Record()
		if err != nil || record.Groups[0].Seq != r.Seq || len(record.Groups) != 1 {
			p.Errorf("row %d has number %d, its record is %+v, %v", i, r.Seq, record, err)
		}
	}
	if !slices.Equal(order, []community.ID{two, three, one}) {
		p.Errorf("the order is %v, not %v", order, []community.ID{two, three, one})
	}
	if h, err := b.Head(p.Context(), b.space); err != nil || h.Seq != 4 {
		p.Errorf("four changes led to %+v, %v", h, err)
	}
	v := b.push(record("member", one, stamp(), map[string]string{"phone": "1"}))
	rows := b.rows()
	last, err := rows[len(rows)-1].Record()
	if err != nil || !v[0].Won || len(last.Groups) != 2 || last.Groups[0].Seq != 4 || last.Groups[1].Seq != 5 {
		p.Errorf("groups of two changes: %+v, %v", last, err)
	}
}

func testErase(p place) {
	b := begin(p, p.open(p, Options{}))
	ada, bob, visit, thanks, card := newID(), newID(), newID(), newID(), newID()
	b.push(
		member(ada, "Ada"), member(bob, "Bob"),
		record("visit", visit, stamp(), map[string]string{"at": "1"}, ada),
		record("thank_you", thanks, stamp(), map[string]string{"words": "yes"}, ada, bob),
		record("card", card, stamp(), map[string]string{"code": "1"}, bob),
	)
	if v := b.push(erasure("member", ada)); !v[0].Won {
		p.Errorf("the erasure: %+v", v)
	}
	here, marked := b.named()
	if !sameIDs(here, []community.ID{bob, card}) || !sameIDs(marked, []community.ID{ada}) {
		p.Errorf("left are %v, marked %v", here, marked)
	}
	v := b.push(member(ada, "Ada"), record("visit", visit, stamp(), map[string]string{"at": "2"}, ada), erasure("member", ada))
	if v[0].Won || v[0].Why != WhyErased || v[1].Won || v[1].Why != WhyErased || v[2].Won || v[2].Why != "" {
		p.Errorf("who comes back is told %+v", v)
	}

	// In one batch, in both orders; a mark of its own is kept.
	cleo, post := newID(), newID()
	late := record("post", post, stamp(), map[string]string{"words": "x"}, cleo)
	v = b.push(late, erasure("member", cleo), late, erasure("card", card))
	if v[0].Won || v[0].Why != WhyErased || !v[1].Won || v[2].Why != WhyErased || !v[3].Won {
		p.Errorf("erased in one batch: %+v", v)
	}
	b.push(erasure("member", bob))
	here, marked = b.named()
	if len(here) != 0 || !sameIDs(marked, []community.ID{ada, bob, cleo, card}) {
		p.Errorf("left are %v, marked %v", here, marked)
	}
	for _, table := range []string{"owners", "records"} {
		var n int64
		err := b.one(p.Context(), true, statement{sql: `SELECT count(*) FROM ` + table + ` WHERE space = ?`, args: []any{b.space.String()}}, &n)
		if want := map[string]int64{"records": 4}[table]; err != nil || n != want {
			p.Errorf("%s has %d rows, %v", table, n, err)
		}
	}
}

// testOwners holds that a record with several owners leaves nothing of them.
func testOwners(p place) {
	b := begin(p, p.open(p, Options{}))
	ada, bob, thanks, answer := newID(), newID(), newID(), newID()
	b.push(member(ada, "Ada"), record("thank_you", thanks, stamp(), map[string]string{"words": "yes"}, ada, bob),
		record("note", answer, stamp(), map[string]string{"words": "no"}, thanks))
	b.push(erasure("member", ada))
	owners := func() (out []string) {
		err := b.engine.query(p.Context(), true, statement{sql: `SELECT owner FROM owners WHERE space = ?`, args: []any{b.space.String()}},
			func(scan func(...any) error) error {
				var owner string
				err := scan(&owner)
				out = append(out, owner)
				return err
			})
		if err != nil {
			p.Fatal(err)
		}
		return out
	}
	if got := owners(); !slices.Equal(got, []string{thanks.String()}) {
		p.Errorf("owners are %v, only %v is one", got, thanks)
	}
	b.push(erasure("thank_you", thanks))
	if got := owners(); len(got) != 0 {
		p.Errorf("owners are %v", got)
	}
}

func testRules(p place) {
	s := p.open(p, Options{})
	b := begin(p, s)
	ada, visit, post := newID(), newID(), newID()
	b.push(member(ada, "Ada"), record("visit", visit, stamp(), map[string]string{"at": "1"}, ada), record("post", post, stamp(), map[string]string{"words": "x"}, ada))
	var was, came string
	rules := Rules{
		Admit: func(old, next *community.Record) string {
			was, came = old.Value("name"), next.Value("name")
			if came == "Mallory" {
				return "role"
			}
			return ""
		},
		Spread: func(old, now *community.Record) bool { return old.Value("consent") != now.Value("consent") },
	}
	merge := func(records ...community.Record) []Verdict {
		v, _, err := s.Merge(p.Context(), b.space, b.head.Epoch, records, rules)
		if err != nil {
			p.Fatal(err)
		}
		return v
	}
	if v := merge(member(ada, "Mallory")); v[0].Won || v[0].Why != "role" || was != "Ada" {
		p.Errorf("what may not be: %+v, was %q", v, was)
	}
	before := b.rows()
	merge(member(ada, "Ada L"))
	if after := b.rows(); after[0].Seq != before[1].Seq || after[2].ID != ada {
		p.Errorf("a change that does not spread made %+v", after)
	}
	merge(record("member", ada, stamp(), map[string]string{"consent": "yes"}))
	after := b.rows()
	if after[0].ID != ada || after[0].Seq != 5 || !sameIDs([]community.ID{after[1].ID, after[2].ID}, []community.ID{visit, post}) {
		p.Errorf("a change that spreads made %+v", after)
	}
	for _, r := range after[1:] {
		record, err := r.Record()
		if err != nil || record.Groups[0].Seq > 3 {
			p.Errorf("a group was numbered anew: %+v, %v", record, err)
		}
	}
	if h, err := s.Head(p.Context(), b.space); err != nil || h.Seq != 7 || after[1].Seq == after[2].Seq {
		p.Errorf("the head is %+v, %v", h, err)
	}
}

// testLaw pushes the same records in any order, grouping and number and expects
// what taking them one by one leads to.
func testLaw(p place) {
	s := p.open(p, Options{})
	rapid.Check(p.T, func(t *rapid.T) {
		var known []community.ID
		for range 4 {
			known = append(known, newID())
		}
		one := rapid.Custom(func(t *rapid.T) community.Record {
			at := rapid.IntRange(0, 3).Draw(t, "id")
			kind, owners := community.Kind("member"), []community.ID(nil)
			if at >= 2 {
				kind, owners = "visit", known[:at-1] // the third has one owner, the last two
			}
			if rapid.IntRange(0, 9).Draw(t, "erased") == 0 {
				return erasure(kind, known[at])
			}
			r := community.Record{Kind: kind, ID: known[at], Owners: owners}
			for range rapid.IntRange(0, 2).Draw(t, "groups") {
				r.Groups = append(r.Groups, community.Group{
					Stamp:  community.Stamp{Clock: rapid.Int64Range(1, 4).Draw(t, "clock"), Screen: rapid.Int64Range(1, 2).Draw(t, "screen")},
					Fields: rapid.MapOfN(rapid.SampledFrom([]string{"a", "b", "c"}), rapid.SampledFrom([]string{"x", "y"}), 0, 3).Draw(t, "fields"),
				})
			}
			return r
		})
		records := rapid.SliceOfN(one, 1, 12).Draw(t, "records")
		want := lawful(records)
		for way := range 2 {
			b := begin(p, s)
			again := append(slices.Clone(records), rapid.SliceOfN(rapid.SampledFrom(records), 0, 4).Draw(t, "again")...)
			sent := rapid.Permutation(again).Draw(t, "order")
			for len(sent) > 0 {
				n := rapid.IntRange(1, len(sent)).Draw(t, "batch")
				b.push(sent[:n]...)
				sent = sent[n:]
			}
			if got := b.said(); !slices.Equal(got, want) {
				t.Fatalf("way %d led to\n%q, not to\n%q", way, got, want)
			}
		}
	})
}

// lawful says what any order of the records should lead to.
func lawful(records []community.Record) (out []string) {
	all := map[name]*community.Record{}
	marks := map[community.ID]bool{}
	for _, r := range records {
		n := name{r.Kind, r.ID}
		if all[n] == nil {
			all[n] = &community.Record{}
		}
		all[n].Take(r, 1)
		if len(r.Owners) > 0 {
			all[n].Owners = r.Owners
		}
		if r.Erased {
			marks[r.ID] = true
		}
	}
	for _, r := range all {
		owned := slices.ContainsFunc(r.Owners, func(o community.ID) bool { return marks[o] })
		if r.Erased || len(r.Groups) > 0 && !owned {
			out = append(out, saying(*r))
		}
	}
	return slices.Sorted(slices.Values(out))
}

func TestFieldsOfRecordsAreNeverShared(t *testing.T) {
	b := begin(t, openFile(t, t.TempDir()+"/hub.db", Options{}))
	fields := map[string]string{"name": "Ada"}
	sent := record("member", newID(), stamp(), fields)
	b.push(sent, record("member", sent.ID, stamp(), map[string]string{"name": "Bob"}))
	if !maps.Equal(fields, map[string]string{"name": "Ada"}) || sent.Groups[0].Seq != 0 {
		t.Errorf("what was pushed was changed: %+v", sent)
	}
}

package shared

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

func testPage(p place) {
	s := p.open(p, Options{})
	b := begin(p, s)
	rows, head, err := s.Page(p.Context(), b.space, 0, 10, 1<<20)
	if err != nil || len(rows) != 0 || head != b.head {
		p.Errorf("an empty page: %v, %+v, %v", rows, head, err)
	}
	if _, _, err := s.Page(p.Context(), newID(), 0, 10, 1<<20); !errors.Is(err, community.ErrNotFound) {
		p.Errorf("a page of another space: %v", err)
	}
	var batch []community.Record
	for i := range 10 {
		batch = append(batch, profile(newID(), i))
	}
	b.push(batch...)
	gone := newID()
	b.push(erasure("member", gone))
	four := 0
	for _, r := range b.rows()[:4] {
		four += len(r.Doc)
	}
	for _, c := range []struct{ limit, bytes, want int }{
		{100, 1 << 20, 11}, {3, 1 << 20, 3}, {100, four + 500, 4}, {100, four, 4}, {100, four - 1, 3}, {100, 1, 1}, {1, 1, 1},
	} {
		rows, head, err := s.Page(p.Context(), b.space, 0, c.limit, c.bytes)
		if err != nil || len(rows) != c.want || head.Seq != 11 {
			p.Errorf("%+v: %d rows, %+v, %v", c, len(rows), head, err)
		}
	}
	rows, _, err = s.Page(p.Context(), b.space, 9, 10, 1<<20)
	if err != nil || len(rows) != 2 || rows[0].Seq != 10 || rows[1].ID != gone || !rows[1].Erased || len(rows[1].Doc) != 0 {
		p.Errorf("the last page: %+v, %v", rows, err)
	}
	if rows, head, err := s.Page(p.Context(), b.space, 11, 10, 1<<20); err != nil || len(rows) != 0 || head.Seq != 11 {
		p.Errorf("after the last page: %+v, %+v, %v", rows, head, err)
	}
}

// testCrowd has four push at once, on two stores if there may be two, while one
// reads on: nobody's change is lost, and the reader misses none.
func testCrowd(p place) {
	stores := []*Store{p.open(p, Options{}), nil}
	stores[1] = stores[0]
	if p.several {
		stores[1] = p.open(p, Options{})
	}
	b := begin(p, stores[0])
	var known []community.ID
	for range 20 {
		known = append(known, newID())
	}
	const pushes = 40
	var wg sync.WaitGroup
	for n := range 4 {
		wg.Go(func() {
			mine := begun{Store: stores[n%2], TB: p, space: b.space, head: b.head}
			for i := range pushes {
				id := known[rand.IntN(len(known))]
				mine.pushOr(record("member", id, stamp(), map[string]string{fmt.Sprintf("f%d_%d", n, i): "x"}),
					record("visit", newID(), stamp(), map[string]string{"at": "1"}, id))
			}
		})
	}
	stop := make(chan struct{})
	reader := begun{Store: stores[1], TB: p, space: b.space}
	followed := map[name]Row{}
	var follow sync.WaitGroup
	follow.Go(func() {
		after := int64(0)
		for done := false; ; {
			rows, head, err := reader.Page(p.Context(), b.space, after, 7, 1<<20)
			if err != nil {
				p.Error(err)
				return
			}
			for _, r := range rows {
				if r.Seq <= after || r.Seq > head.Seq {
					p.Errorf("row %d comes after %d, the head is %d", r.Seq, after, head.Seq)
				}
				after = r.Seq
				followed[name{r.Kind, r.ID}] = r
			}
			if done && len(rows) == 0 {
				return
			}
			select {
			case <-stop:
				done = true
			default:
			}
		}
	})
	wg.Wait()
	close(stop)
	follow.Wait()

	all := b.rows()
	seqs, fields := map[int64]bool{}, 0
	for _, r := range all {
		if seqs[r.Seq] {
			p.Errorf("number %d was given twice", r.Seq)
		}
		seqs[r.Seq] = true
		if f := followed[name{r.Kind, r.ID}]; f.Seq != r.Seq || f.Doc != r.Doc {
			p.Errorf("who followed has %s at %d, it is at %d", r.ID, f.Seq, r.Seq)
		}
		record, err := r.Record()
		if err != nil {
			p.Fatal(err)
		}
		if r.Kind == "member" {
			fields += len(record.Changes())
		}
	}
	if fields != 4*pushes || len(followed) != len(all) {
		p.Errorf("%d of %d changes are there, %d of %d rows were followed", fields, 4*pushes, len(followed), len(all))
	}
	if h, err := b.Head(p.Context(), b.space); err != nil || h.Seq != 2*4*pushes {
		p.Errorf("%d changes led to %+v, %v", 2*4*pushes, h, err)
	}
}

// pushOr merges from another goroutine than the test's.
func (b begun) pushOr(records ...community.Record) {
	if _, _, err := b.Merge(b.Context(), b.space, b.head.Epoch, records, Rules{}); err != nil {
		b.Error(err)
	}
}

func TestEachSeesManyPages(t *testing.T) {
	b := begin(t, openFile(t, t.TempDir()+"/hub.db", Options{}))
	for range 3 {
		var batch []community.Record
		for range 900 {
			batch = append(batch, member(newID(), "x"))
		}
		b.push(batch...)
	}
	if n := len(b.rows()); n != 2700 {
		t.Errorf("%d rows", n)
	}
	boom := errors.New("boom")
	if _, err := b.Each(t.Context(), b.space, func(Row) error { return boom }); !errors.Is(err, boom) {
		t.Errorf("an error on the way: %v", err)
	}
}

func TestWithoutGroupsARowIsWhatItsRecordIs(t *testing.T) {
	text := rapid.StringMatching(`[a-z:"\\ü<{}\n]{0,8}`)
	rapid.Check(t, func(t *rapid.T) {
		r := community.Record{Kind: "member", ID: newID(), Owners: []community.ID{newID()}}
		for seq := range rapid.IntRange(0, 5).Draw(t, "groups") {
			r.Groups = append(r.Groups, community.Group{
				Stamp: community.Stamp{Clock: rapid.Int64Min(0).Draw(t, "clock"), Screen: 3}, Seq: int64(seq),
				Actor: text.Draw(t, "actor"), Fields: rapid.MapOf(text, text).Draw(t, "fields"),
			})
		}
		held := rapid.MapOf(rapid.Int64Range(0, 4), rapid.Bool()).Draw(t, "held")
		doc, err := encode(&r)
		if err != nil {
			t.Fatal(err)
		}
		row := Row{Kind: r.Kind, ID: r.ID, Doc: doc}
		got, err := row.Without(func(seq int64) bool { return held[seq] })
		if err != nil {
			t.Fatal(err)
		}
		r.Groups = slices.DeleteFunc(r.Groups, func(g community.Group) bool { return held[g.Seq] })
		want := ""
		if len(r.Groups) > 0 {
			if want, err = encode(&r); err != nil {
				t.Fatal(err)
			}
		}
		if got != want {
			t.Fatalf("without %v it is\n%s, not\n%s", held, got, want)
		}
	})
}

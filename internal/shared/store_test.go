package shared

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"kettle/internal/community"
)

// place is where a suite's stores are kept: a file, or a cluster.
type place struct {
	*testing.T
	open    func(t testing.TB, o Options) *Store // of the same tables each time
	several bool                                 // stores may be open at a time
}

// testStore runs what both engines promise.
func testStore(t *testing.T, prepare func(t *testing.T) place) {
	for name, f := range map[string]func(p place){
		"spaces":    testSpaces,
		"merge":     testMerge,
		"numbers":   testNumbers,
		"page":      testPage,
		"erase":     testErase,
		"owners":    testOwners,
		"kept":      testKept,
		"rules":     testRules,
		"law":       testLaw,
		"crowd":     testCrowd,
		"contacts":  testContacts,
		"sightings": testSightings,
		"photos":    testPhotos,
		"prune":     testPrune,
		"watch":     testWatch,
		"hubs":      testHubs,
	} {
		t.Run(name, func(t *testing.T) { f(prepare(t)) })
	}
}

func TestFile(t *testing.T) {
	testStore(t, func(t *testing.T) place {
		path := filepath.Join(t.TempDir(), "hub.db")
		return place{T: t, open: func(t testing.TB, o Options) *Store { return openFile(t, path, o) }}
	})
}

func openFile(t testing.TB, path string, o Options) *Store {
	t.Helper()
	s, err := OpenFile(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// begun is a store with a new space in it.
type begun struct {
	*Store
	testing.TB
	space community.ID
	head  Head
}

func begin(t testing.TB, s *Store) begun {
	t.Helper()
	b := begun{Store: s, TB: t, space: newID()}
	var err error
	if b.head, err = s.Begin(t.Context(), b.space); err != nil {
		t.Fatal(err)
	}
	return b
}

// push merges by no rules.
func (b begun) push(records ...community.Record) []Verdict {
	b.Helper()
	v, _, err := b.Merge(b.Context(), b.space, b.head.Epoch, records, Rules{})
	if err != nil {
		b.Fatal(err)
	}
	return v
}

// rows gives all that is kept.
func (b begun) rows() []Row {
	b.Helper()
	var out []Row
	if _, err := b.Each(b.Context(), b.space, func(r Row) error { out = append(out, r); return nil }); err != nil {
		b.Fatal(err)
	}
	return out
}

// said gives what is kept as it should be the same everywhere: each record with
// its changes, without numbers.
func (b begun) said() []string {
	b.Helper()
	var out []string
	for _, row := range b.rows() {
		r, err := row.Record()
		if err != nil {
			b.Fatal(err)
		}
		if r.Kind != row.Kind || r.ID != row.ID || r.Erased != row.Erased {
			b.Fatalf("row %+v holds %+v", row, r)
		}
		out = append(out, saying(r))
	}
	slices.Sort(out)
	return out
}

func saying(r community.Record) string {
	if r.Erased {
		r.Owners = nil
	}
	changes, err := json.Marshal(r.Changes())
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf("%s %s %v %s", r.Kind, r.ID, r.Erased, changes)
}

// named gives the IDs of what is kept, of marks and of the rest.
func (b begun) named() (here, marked []community.ID) {
	b.Helper()
	for _, r := range b.rows() {
		if r.Erased {
			marked = append(marked, r.ID)
		} else {
			here = append(here, r.ID)
		}
	}
	return here, marked
}

func newID() community.ID { return community.ID(uuid.Must(uuid.NewV7())) }

var clock atomic.Int64

// stamp gives stamps that grow.
func stamp() community.Stamp { return community.Stamp{Clock: clock.Add(1) << 16, Screen: 7} }

// record makes one with a group.
func record(kind community.Kind, id community.ID, s community.Stamp, fields map[string]string, owners ...community.ID) community.Record {
	return community.Record{Kind: kind, ID: id, Owners: owners, Groups: []community.Group{{Stamp: s, Actor: "host", Fields: fields}}}
}

func member(id community.ID, text string) community.Record {
	return record(community.KindMember, id, stamp(), map[string]string{"name": text})
}

func erasure(kind community.Kind, id community.ID) community.Record {
	return community.Record{Kind: kind, ID: id, Erased: true}
}

// profile makes a record of about 1 KB with 14 fields in one group.
func profile(id community.ID, n int) community.Record {
	fields := map[string]string{"about": fmt.Sprintf("%0700d", n)}
	for i := range 13 {
		fields[fmt.Sprintf("field%02d", i)] = fmt.Sprintf("value %d of %d", i, n)
	}
	return record(community.KindMember, id, stamp(), fields)
}

// ticker is a clock of the test's own.
type ticker struct{ ms atomic.Int64 }

func newTicker() *ticker {
	c := &ticker{}
	c.ms.Store(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC).UnixMilli())
	return c
}

func (c *ticker) now() time.Time            { return time.UnixMilli(c.ms.Load()).UTC() }
func (c *ticker) advance(d time.Duration)   { c.ms.Add(d.Milliseconds()) }
func ids(of ...community.ID) []community.ID { return slices.SortedFunc(slices.Values(of), compareIDs) }
func compareIDs(a, b community.ID) int      { return cmp.Compare(a.String(), b.String()) }
func sameIDs(a, b []community.ID) bool      { return slices.Equal(ids(a...), ids(b...)) }
func keysOf[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

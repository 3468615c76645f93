package shared

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared/rqlitetest"
)

func openCluster(t testing.TB, addresses []string, o Options) *Store {
	t.Helper()
	s, err := OpenCluster(context.Background(), addresses, o)
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

func TestCluster(t *testing.T) {
	c := rqlitetest.For(t, 3)
	testStore(t, func(t *testing.T) place {
		return place{T: t, several: true, open: func(t testing.TB, o Options) *Store { return openCluster(t, c.Addresses(), o) }}
	})
}

func TestHubsThatBeginTogetherMakeTheTablesOnce(t *testing.T) {
	c := rqlitetest.For(t, 3)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			s, err := OpenCluster(t.Context(), c.Addresses(), Options{})
			if err != nil {
				t.Error(err)
				return
			}
			s.Close()
		})
	}
	wg.Wait()
}

// TestAcknowledgedMergesOutliveTheLeader pushes from two hubs while the node
// that leads is killed, three times, and started again.
func TestAcknowledgedMergesOutliveTheLeader(t *testing.T) {
	c := rqlitetest.For(t, 3)
	b := begin(t, openCluster(t, c.Addresses(), Options{}))
	stores := []*Store{b.Store, openCluster(t, c.Addresses(), Options{})}
	ctx, stop := context.WithCancel(t.Context())
	var mu sync.Mutex
	kept := map[community.ID]string{}
	var last time.Time
	var gap time.Duration
	var pushing sync.WaitGroup
	for n := range 4 {
		pushing.Go(func() {
			for ctx.Err() == nil {
				r := profile(newID(), 1)
				v, _, err := stores[n%2].Merge(t.Context(), b.space, b.head.Epoch, []community.Record{r}, Rules{})
				if err != nil {
					t.Error(err)
					return
				}
				if len(v[0].Lost) > 0 || v[0].Why != "" {
					t.Errorf("a merge that was tried again said %+v", v[0])
				}
				mu.Lock()
				if now := time.Now(); !last.IsZero() {
					gap = max(gap, now.Sub(last))
				}
				last, kept[r.ID] = time.Now(), saying(r)
				mu.Unlock()
			}
		})
	}
	for range 3 {
		time.Sleep(time.Second)
		leader, err := c.Leader(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		c.Kill(leader)
		time.Sleep(4 * time.Second)
		if err := c.Restart(t.Context(), leader); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(time.Second)
	stop()
	pushing.Wait()

	there := map[community.ID]string{}
	seqs := map[int64]bool{}
	for _, row := range b.rows() {
		r, err := row.Record()
		if err != nil {
			t.Fatal(err)
		}
		there[r.ID], seqs[row.Seq] = saying(r), true
	}
	lost := 0
	for id, want := range kept {
		if there[id] != want {
			lost++
		}
	}
	t.Logf("%d merges were acknowledged, %d are lost; the longest gap was %v", len(kept), lost, gap.Round(10*time.Millisecond))
	if lost > 0 || len(seqs) != len(there) || len(kept) < 100 {
		t.Errorf("%d of %d are lost, %d numbers for %d rows", lost, len(kept), len(seqs), len(there))
	}
}

// TestErasedRecordLeavesNoByteInTheCluster looks into all files of all nodes,
// after an erasure and as many merges as overwrite what was free in their logs.
func TestErasedRecordLeavesNoByteInTheCluster(t *testing.T) {
	dir := t.TempDir()
	c := rqlitetest.In(t, dir, 3)
	b := begin(t, openCluster(t, c.Addresses(), Options{}))
	id := pushMarked(b)
	if len(find(t, dir, mark)) < 3 {
		t.Fatal("the mark is not on three nodes even before: this test cannot see")
	}
	b.push(erasure("member", id))
	for _, in := range find(t, dir, mark) {
		if filepath.Base(in) != "raft.db" { // which has free pages yet
			t.Errorf("right after the erasure it is in %s", in)
		}
	}
	var in []string
	for i := range 60 {
		for range 50 {
			b.push(profile(newID(), i))
		}
		if in = find(t, dir, mark); len(in) == 0 {
			t.Logf("gone after %d merges", 50*(i+1))
			return
		}
	}
	t.Errorf("after 3,000 merges the erased member is left in %v", in)
}

// node is a node that answers as told.
func node(t *testing.T, f http.HandlerFunc) string {
	s := httptest.NewServer(f)
	t.Cleanup(s.Close)
	return strings.TrimPrefix(s.URL, "http://")
}

func TestAnyNodeThatAnswersWillDo(t *testing.T) {
	var asked atomic.Int64
	answers := []string{`{"error":"not leader"}`, `{"results":[]}`, `not JSON`, `{"results":[{"values":[["9223372036854775807"]]},{}]}`}
	var nodes []string
	for _, text := range answers {
		nodes = append(nodes, node(t, func(w http.ResponseWriter, _ *http.Request) {
			asked.Add(1)
			w.Write([]byte(text))
		}))
	}
	nodes = append(nodes, node(t, func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		http.Error(w, "leader not found", http.StatusServiceUnavailable)
	}), "127.0.0.1:1", node(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		var sent [][]any
		if err := json.NewDecoder(r.Body).Decode(&sent); err != nil || len(sent) != 1 || sent[0][1] != "it" {
			t.Errorf("sent was %v, %v", sent, err)
		}
		w.Write([]byte(`{"results":[{"values":[[9223372036854775807, "a", null, 1, "AAE="]]}]}`))
	}))
	c := &cluster{nodes: nodes, client: http.DefaultClient}
	var n int64
	var text, none string
	var yes bool
	var b blob
	err := c.query(t.Context(), false, statement{sql: "?", args: []any{"it"}}, func(scan func(...any) error) error {
		return scan(&n, &text, &none, &yes, &b)
	})
	if err != nil || n != 1<<63-1 || text != "a" || none != "" || !yes || string(b) != "\x00\x01" {
		t.Errorf("read %d %q %q %v %q, %v", n, text, none, yes, b, err)
	}
	if asked.Load() != int64(len(nodes)-1) {
		t.Errorf("%d nodes were asked", asked.Load())
	}
}

func TestClusterThatNeverAnswersIsBusy(t *testing.T) {
	c := &cluster{nodes: []string{"127.0.0.1:1"}, client: http.DefaultClient}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := c.write(ctx, statement{sql: "x"}); !errors.Is(err, ErrBusy) {
		t.Errorf("%v", err)
	}
}

func TestWhatTheClusterRefusesIsNotTriedAgain(t *testing.T) {
	for text, want := range map[string]error{
		`{"results":[{},{"error":"CHECK constraint failed: moved"}]}`: errMoved,
		`{"results":[{},{"error":"no such table: x"}]}`:               nil,
		``: errRefused,
	} {
		asked := 0
		c := &cluster{client: http.DefaultClient, nodes: []string{node(t, func(w http.ResponseWriter, _ *http.Request) {
			if asked++; text == "" {
				w.WriteHeader(http.StatusUnauthorized)
			}
			w.Write([]byte(text))
		})}}
		_, err := c.write(t.Context(), statement{sql: "x"})
		if err == nil || asked != 1 || want != nil && !errors.Is(err, want) || errors.Is(err, ErrBusy) {
			t.Errorf("%s: %v, asked %d times", text, err, asked)
		}
	}
}

func TestTextThatRqliteTakesForBytesIsRefused(t *testing.T) {
	for _, text := range []string{"x'41'", " X'4", "x'"} {
		if _, err := request([]statement{{sql: "?", args: []any{text}}}); !errors.Is(err, ErrMalformed) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// FuzzAnswer holds that no answer of a node makes a reader panic.
func FuzzAnswer(f *testing.F) {
	for _, s := range []string{
		`{"results":[{"values":[[1,"a",null,1,"AAE="]]}]}`, `{"error":"x"}`, `{"results":[{"error":"CHECK constraint failed: moved"}]}`,
		`{"results":[null]}`, `{"results":[{"values":[null,[1e99,{},[],true,1.5]]}]}`, `[]`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		a, err := readAnswer(text)
		if err != nil || a.check(1) != nil {
			return
		}
		for _, row := range a.Results[0].Values {
			var n int64
			var s string
			var raw []byte
			var yes bool
			var b blob
			_ = scanValues(row, []any{&n, &s, &raw, &yes, &b})
		}
	})
}

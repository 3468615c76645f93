package sync

import (
	"database/sql"
	"io"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared"
	"kettle/internal/shared/rqlitetest"
	"kettle/internal/store"
)

// The benchmarks run a real hub, real stores and real TLS on the loopback, all
// in this process. Each measures its floor in the same turn, so that both meet
// the same neighbours, and reports the medians of both.

// benchMembers is how many members a large space has.
const benchMembers = 10_000

// house is a hub and the screens that are paired with it.
type house struct {
	testing.TB
	key     Key
	store   *shared.Store
	hub     *Hub
	address string
}

// newHouse serves a hub on the loopback before that store, with a new space in it.
func newHouse(b testing.TB, s *shared.Store) (*house, community.ID) {
	b.Helper()
	l := &house{TB: b, key: newKey(b), store: s, hub: NewHub(s, HubOptions{})}
	space := community.ScreenID(newKey(b).Fingerprint()) // a new one
	l.must(s.Begin(b.Context(), space))
	l.address = serve(b, ServerOptions{Key: l.key, Admit: l.hub.Admit})
	return l, space
}

func (l *house) must(_ any, err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

// screenRecord is the record of a screen that was paired just now.
func screenRecord(role string, key Key) community.Record {
	screen := community.Screen{Name: key.Fingerprint()[:8], Role: role, Key: key.Fingerprint(), PairedAt: time.Now()}
	fields := map[string]string{}
	for _, f := range screen.Fields() {
		fields[f.Name] = f.Value
	}
	return community.Record{
		Kind: community.KindScreen, ID: community.ScreenID(screen.Key),
		Groups: []community.Group{{Stamp: community.Stamp{Clock: time.Now().UnixMilli() << 16, Screen: 1}, Fields: fields}},
	}
}

// push has the hub take records, as from a screen.
func (l *house) push(space community.ID, records []community.Record) {
	l.Helper()
	head, err := l.store.Head(l.Context(), space)
	l.must(head, err)
	own := l.hub.Own(space, "bench")
	for some := range slices.Chunk(records, maxRecords) {
		l.must(own.Push(l.Context(), Push{Epoch: head.Epoch, Life: l.store.Life(), Records: some}))
	}
}

// follower is a screen of a house, with a store of its own.
type follower struct {
	*house
	db      *store.DB
	replica *Replica
}

// follow makes and pairs a screen that reaches the hub at that address.
func (l *house) follow(space community.ID, address string) *follower {
	l.Helper()
	key := newKey(l)
	l.push(space, []community.Record{screenRecord(community.RoleKiosk, key)})
	db, err := store.Open(l.Context(), l.TempDir(), store.Options{})
	l.must(db, err)
	l.Cleanup(func() { db.Close() })
	f := &follower{house: l, db: db}
	l.must(nil, db.Join(l.Context(), space, community.Link{Hub: l.key.Fingerprint(), Role: community.RoleKiosk, Addresses: []string{address}}, false))
	c, err := Dial(DialOptions{Addresses: []string{address}, Space: space, Key: key, Hub: l.key.Fingerprint()})
	l.must(c, err)
	l.Cleanup(c.CloseIdleConnections)
	f.replica, err = NewReplica(l.Context(), db, ReplicaOptions{Dial: func(community.Link) Peer { return c }})
	l.must(f.replica, err)
	return f
}

// take takes in all that the hub has.
func (f *follower) take() {
	f.Helper()
	f.must(nil, f.replica.Meet(f.Context()))
	for {
		more, err := f.replica.Pull(f.Context(), 0)
		f.must(nil, err)
		if !more {
			return
		}
	}
}

// same fails the benchmark unless the screen holds what the hub has.
func (f *follower) same(records int) {
	f.Helper()
	mine, err := f.db.Digest(f.Context())
	f.must(nil, err)
	theirs, err := f.replica.peer.Digest(f.Context())
	f.must(nil, err)
	n, err := f.db.Count(f.Context())
	f.must(nil, err)
	if mine != theirs || n < records {
		f.Fatalf("the screen holds %d records, and they are not those of the hub", n)
	}
}

// someMembers are n members of about 1 KB each, all in fields that a store has
// columns or lists for.
func someMembers(n int) []community.Record {
	out := someRecords(n)
	for i := range out {
		fields := out[i].Groups[0].Fields
		fields["number"] = fields["member_id"]
		fields["looking_for:"+fields["talk_to_me_about"]] = "aa"
		for _, name := range []string{"show_on_wall", "show_on_phone_page", "show_presence"} {
			fields[name] = `{"given":true,"recorded":"form"}`
		}
		for _, name := range []string{"member_id", "consents", "talk_to_me_about", "photo"} {
			delete(fields, name)
		}
		fields["state"] = community.StateActive
		out[i].Groups[0].Clock = (time.Now().Add(-time.Hour).UnixMilli() + int64(i)) << 16
	}
	return out
}

// plain is a database with the tables that anybody would make for members, and for
// the history of what was changed of them.
func plain(b testing.TB) *sql.DB {
	h, err := sql.Open("sqlite3", "file:"+filepath.Join(b.TempDir(), "floor.db")+"?_journal_mode=WAL&_synchronous=FULL&_foreign_keys=on&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { h.Close() })
	h.SetMaxOpenConns(1)
	for _, q := range []string{
		"CREATE TABLE members (id BLOB PRIMARY KEY, " + strings.Join(community.MemberFields[:], " TEXT NOT NULL, ") + " TEXT NOT NULL) STRICT, WITHOUT ROWID",
		"CREATE TABLE act_values (id BLOB PRIMARY KEY, act_id BLOB, about BLOB, kind TEXT, made TEXT, salt TEXT, changes TEXT, at TEXT) STRICT, WITHOUT ROWID",
		"CREATE TABLE member_tags (member_id BLOB, list TEXT, tag TEXT, rank TEXT, PRIMARY KEY (member_id, list, tag)) STRICT, WITHOUT ROWID",
	} {
		if _, err := h.Exec(q); err != nil {
			b.Fatal(err)
		}
	}
	return h
}

// once runs f in one transaction with statements that are prepared for it.
func once(b testing.TB, h *sql.DB, f func(exec func(q string, args ...any))) {
	b.Helper()
	tx, err := h.Begin()
	if err != nil {
		b.Fatal(err)
	}
	prepared := map[string]*sql.Stmt{}
	f(func(q string, args ...any) {
		s := prepared[q]
		if s == nil {
			if s, err = tx.Prepare(q); err != nil {
				b.Fatal(err)
			}
			prepared[q] = s
		}
		if _, err := s.Exec(args...); err != nil {
			b.Fatal(err)
		}
	})
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}

// plainInsert puts the members' columns and lists into the plain tables.
func plainInsert(b testing.TB, h *sql.DB, members []community.Record) {
	insert := "INSERT INTO members VALUES (?" + strings.Repeat(", ?", len(community.MemberFields)) + ")"
	once(b, h, func(exec func(q string, args ...any)) {
		for i := range members {
			m := &members[i]
			args := []any{m.ID[:]}
			for _, name := range community.MemberFields {
				args = append(args, m.Groups[0].Fields[name])
			}
			exec(insert, args...)
			for field, rank := range m.Groups[0].Fields {
				if list, tag, ok := strings.Cut(field, ":"); ok {
					exec("INSERT INTO member_tags VALUES (?, ?, ?, ?)", m.ID[:], list, tag, rank)
				}
			}
		}
	})
}

// pairs are durations of the same turns.
type pairs struct{ kettle, floor []time.Duration }

func (p *pairs) time(at *[]time.Duration, f func()) {
	began := time.Now()
	f()
	*at = append(*at, time.Since(began))
}

// report gives the value below which that share of each lies.
func (p *pairs) report(b *testing.B, share float64, name string) {
	slices.Sort(p.kettle)
	slices.Sort(p.floor)
	b.ReportMetric(float64(at(p.kettle, share)), "kettle"+name+"-ns")
	b.ReportMetric(float64(at(p.floor, share)), "floor"+name+"-ns")
}

func at(sorted []time.Duration, share float64) time.Duration {
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}

// onBoth runs a benchmark before a file, then before a cluster where the
// environment names an rqlited.
func onBoth(b *testing.B, f func(b *testing.B, open func() *shared.Store)) {
	b.Run("file", func(b *testing.B) {
		f(b, func() *shared.Store {
			s, err := shared.OpenFile(b.Context(), filepath.Join(b.TempDir(), "hub.db"), shared.Options{})
			return opened(b, s, err)
		})
	})
	b.Run("cluster", func(b *testing.B) {
		c := rqlitetest.For(b, 3)
		f(b, func() *shared.Store {
			s, err := shared.OpenCluster(b.Context(), c.Addresses(), shared.Options{})
			return opened(b, s, err)
		})
	})
}

func opened(b testing.TB, s *shared.Store, err error) *shared.Store {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	return s
}

// BenchmarkNewScreen is a new screen that takes on 10,000 members from a hub, by
// TLS on the loopback. The floor is a bulk insert of the same rows, columns and
// lists, into plain tables in one transaction, as durably.
func BenchmarkNewScreen(b *testing.B) {
	members := someMembers(benchMembers)
	onBoth(b, func(b *testing.B, open func() *shared.Store) {
		l, space := newHouse(b, open())
		l.push(space, members)
		var p pairs
		for b.Loop() {
			h, f := plain(b), l.follow(space, l.address)
			p.time(&p.floor, func() { plainInsert(b, h, members) })
			p.time(&p.kettle, f.take)
			f.same(benchMembers)
		}
		p.report(b, 0.5, "")
	})
}

// BenchmarkNewScreenBytes counts what goes over the wire for 10,000 members of
// 1 KB, in both directions and with all that TLS adds.
func BenchmarkNewScreenBytes(b *testing.B) {
	members := someMembers(benchMembers)
	raw := 0
	for i := range members {
		for field, value := range members[i].Groups[0].Fields {
			raw += len(field) + len(value) + len(`"":"",`)
		}
	}
	s, err := shared.OpenFile(b.Context(), filepath.Join(b.TempDir(), "hub.db"), shared.Options{})
	l, space := newHouse(b, opened(b, s, err))
	l.push(space, members)
	var bytes int64
	for b.Loop() {
		var n atomic.Int64
		f := l.follow(space, counting(b, l.address, &n))
		f.take()
		f.same(benchMembers)
		bytes = n.Load()
	}
	b.ReportMetric(float64(bytes), "wire-bytes")
	b.ReportMetric(float64(raw), "plain-bytes")
}

// counting gives an address that leads to another and counts what goes through.
func counting(b testing.TB, to string, n *atomic.Int64) string {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { ln.Close() })
	pass := func(dst, src net.Conn) {
		_, _ = io.Copy(io.MultiWriter(dst, counter{n}), src) // until one of them closes
		dst.Close()
		src.Close()
	}
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			up, err := net.Dial("tcp", to)
			if err != nil {
				conn.Close()
				continue
			}
			go pass(up, conn)
			go pass(conn, up)
		}
	}()
	return ln.Addr().String()
}

// counter counts what is written to it.
type counter struct{ n *atomic.Int64 }

func (c counter) Write(b []byte) (int, error) {
	c.n.Add(int64(len(b)))
	return len(b), nil
}

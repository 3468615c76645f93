package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

var (
	byHost    = community.Actor{Kind: community.ActorHost}
	byClaimed = community.Actor{Kind: community.ActorClaimed}
)

// monday is a working day, ten in the morning.
var monday = time.Date(2026, 11, 16, 10, 0, 0, 0, time.UTC)

// clock is a time that a test sets.
type clock struct{ t time.Time }

func (c *clock) now() time.Time          { return c.t }
func (c *clock) forward(d time.Duration) { c.t = c.t.Add(d) }

func open(t testing.TB, dir string, c *clock) *DB {
	t.Helper()
	db, err := Open(context.Background(), dir, Options{Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func fresh(t testing.TB) (*DB, *clock) {
	c := &clock{t: monday}
	return open(t, t.TempDir(), c), c
}

// ada is a member who agreed to everything.
func ada() community.Member {
	yes := community.Consent{Given: true, Recorded: "signed form"}
	return community.Member{
		Number: "1001", Name: "Ada Okafor", Headline: "Writes grants", Languages: []string{"English", "Igbo"},
		HappyToHelpWith: []string{"Reading a grant draft"}, OnWall: yes, OnPhone: yes, HereNow: yes,
	}
}

func add(t testing.TB, db *DB, m community.Member) community.ID {
	t.Helper()
	id, err := db.AddMember(t.Context(), byHost, m)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func member(t testing.TB, db *DB, id community.ID) community.Member {
	t.Helper()
	m, err := db.Member(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMemberComesBackAsKept(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	dir := db.Dir()
	want := member(t, db, id)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	got := member(t, open(t, dir, c), id)
	if got.Name != "Ada Okafor" || !community.IsCode(got.Code) || got.State != community.StateActive || !got.OnWall.Given {
		t.Errorf("got %+v", got)
	}
	if diff := diff(want.Fields(), got.Fields()); len(diff) > 0 {
		t.Errorf("after opening again these differ: %v", diff)
	}
}

func TestEditChangesOnlyWhatItChanges(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error {
		m.HappyToHelpWith = []string{"VAT", "Reading a grant draft"}
		return m.Set("headline", "Mends radios")
	})
	if err != nil {
		t.Fatal(err)
	}
	m := member(t, db, id)
	if m.Headline != "Mends radios" || len(m.HappyToHelpWith) != 2 || m.HappyToHelpWith[0] != "VAT" || m.Name != "Ada Okafor" {
		t.Errorf("got %+v", m)
	}
	var moved int
	row := db.read().QueryRow(`SELECT json_array_length(stamps) FROM records WHERE id = ?`, id)
	if err := row.Scan(&moved); err != nil || moved != 2 {
		t.Errorf("the record has %d groups of stamps (%v), want the first and the edit", moved, err)
	}
}

func TestEditThatIsRefusedLeavesNothing(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error {
		m.Headline = "half done"
		return m.Set("joined_on", "soon")
	})
	var field *community.FieldError
	if !errors.As(err, &field) || field.Field != "joined_on" {
		t.Errorf("got %v", err)
	}
	if err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error { m.Name = ""; return nil }); err == nil {
		t.Error("a member without a name was kept")
	}
	if m := member(t, db, id); m.Headline != "Writes grants" || m.Name == "" {
		t.Errorf("got %+v", m)
	}
}

func TestMemberIsNamedByNumberCodeOrID(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	m := member(t, db, id)
	for _, name := range []string{"1001", m.Code, id.String(), " 1001 "} {
		if got, err := db.NamedMember(t.Context(), name); err != nil || got.ID != id {
			t.Errorf("%q: %v, %v", name, got.ID, err)
		}
	}
	if _, err := db.NamedMember(t.Context(), "1002"); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("unknown number: %v", err)
	}
	add(t, db, ada())
	if _, err := db.NamedMember(t.Context(), "1001"); err == nil || errors.Is(err, community.ErrNotFound) {
		t.Errorf("a number given twice: %v", err)
	}
}

func TestOneProcessOwnsTheFile(t *testing.T) {
	db, _ := fresh(t)
	if _, err := Open(t.Context(), db.Dir(), Options{}); !errors.Is(err, ErrOwned) {
		t.Errorf("got %v, want ErrOwned", err)
	}
	db.Close()
	again, err := Open(t.Context(), db.Dir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}

func TestDataAreClosedToOthers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "data")
	db := open(t, dir, &clock{t: monday})
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(db.Dir(), fileName): 0o600} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", filepath.Base(path), got, want)
		}
	}
}

// A file counts the steps that were done, so that two of one number would be done or
// left out by chance.
func TestEachStepOfTheSchemaHasANumberOfItsOwn(t *testing.T) {
	names, err := fs.Glob(schema, "schema/*.sql")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for i, name := range names {
		if !strings.HasPrefix(name, fmt.Sprintf("schema/%04d_", i+1)) {
			t.Errorf("step %d is %s", i+1, name)
		}
	}
}

func TestNewerFileIsRefused(t *testing.T) {
	db, _ := fresh(t)
	if _, err := db.write.Exec(`PRAGMA user_version = 999`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := Open(t.Context(), db.Dir(), Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("got %v, want ErrNewer", err)
	}
}

func TestReadingHandleCannotWrite(t *testing.T) {
	db, _ := fresh(t)
	if _, err := db.read().Exec(`DELETE FROM members`); err == nil {
		t.Error("the reading handle wrote")
	}
}

func TestWatchersWakeAfterTheCommit(t *testing.T) {
	db, _ := fresh(t)
	signal, stop := db.Watch()
	defer stop()
	id := add(t, db, ada())
	add(t, db, ada())
	select {
	case <-signal:
	default:
		t.Fatal("no signal after a commit")
	}
	if _, err := db.Member(t.Context(), id); err != nil {
		t.Error("signalled before the state could be read:", err)
	}
	select {
	case <-signal:
		t.Error("two commits before the first read gave two signals")
	default:
	}
	if err := db.EditMember(t.Context(), byHost, id, func(*community.Member) error { return nil }); err != nil {
		t.Fatal(err)
	}
	select {
	case <-signal:
		t.Error("an edit that changed nothing woke somebody")
	default:
	}
}

func TestSpaceKeepsItsWords(t *testing.T) {
	db, _ := fresh(t)
	err := db.EditSpace(t.Context(), byHost, func(s *community.Space) error {
		return errors.Join(s.Set("name", "Harbour Commons"), s.Set("zone", "Europe/London"), s.Set("hours", "Mon-Fri 08:00-18:00"))
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := db.Space(t.Context())
	if err != nil || s.Name != "Harbour Commons" || s.Zone != "Europe/London" || s.Hours.String() != "Mon-Fri 08:00-18:00" {
		t.Errorf("got %+v, %v", s, err)
	}
}

func TestFullDiskLosesNothingAndRecovers(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	var pages int
	if err := db.write.QueryRow(`PRAGMA page_count`).Scan(&pages); err != nil {
		t.Fatal(err)
	}
	setMax := func(n int) {
		if err := db.write.QueryRow(`PRAGMA max_page_count = ` + strconv.Itoa(n)).Scan(&n); err != nil {
			t.Fatal(err)
		}
	}
	setMax(pages)
	var refused bool
	for range 500 {
		if _, err := db.AddMember(t.Context(), byHost, ada()); err != nil {
			refused = true
			break
		}
	}
	if !refused {
		t.Fatal("the disk never filled")
	}
	if m := member(t, db, id); m.Name != "Ada Okafor" {
		t.Errorf("after a full disk: %+v", m)
	}
	setMax(1 << 30)
	if _, _, err := db.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

// The files were written by the programs that had these schemas.
func TestFilesOfOlderSchemasAreReadAndGoOn(t *testing.T) {
	for _, old := range []struct {
		schema                  string
		members, events, unsent int
	}{
		{"schema1.sql", 2, 6, 14}, // space, 6 events, 2 members and one erased, 2 visits, post, thank-you
		{"schema3.sql", 2, 0, 10}, // space, host, card, 2 members and one erased, 2 visits, post, thank-you
		// space, host, 2 members and one erased, 2 visits, post, thank-you, introduction,
		// event, coming, visitor, and the history
		{"schema12.sql", 2, 1, 37},
	} {
		t.Run(old.schema, func(t *testing.T) {
			db := openDump(t, "testdata/"+old.schema)
			r, err := db.Roll(t.Context())
			if err != nil || r.Space.Name != "Harbour Commons" || len(r.Members) != old.members || len(r.Posts) != 1 || len(r.Thanks) != 1 {
				t.Fatalf("read as %+v, %v", r, err)
			}
			events, err := db.Calendar(t.Context())
			if err != nil || len(events) != old.events {
				t.Errorf("%d events, %v", len(events), err)
			}
			n := 0
			for {
				records, err := db.Unsent(t.Context(), 0, 5)
				if err != nil {
					t.Fatal(err)
				}
				if len(records) == 0 {
					break
				}
				n += len(records)
				if err := db.Sent(t.Context(), records, nil, hubLink); err != nil {
					t.Fatal(err)
				}
			}
			if n != old.unsent {
				t.Errorf("%d records to send", n)
			}
			if _, err := db.AddMember(t.Context(), byHost, community.Member{Name: "Somebody new", Notes: "of now"}); err != nil {
				t.Errorf("it does not go on: %v", err)
			}
			other, _ := fresh(t)
			if _, err := db.write.Exec(`UPDATE records SET unsent = 2`); err != nil {
				t.Fatal(err)
			}
			if handOver(t, db, other); !sameDigest(t, db, other) {
				t.Error("another store that took it in differs")
			}
		})
	}
}

// openDump opens a store that was dumped as SQL.
func openDump(t *testing.T, name string) *DB {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	old, err := sql.Open("sqlite3", filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := old.Exec(string(text)); err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	return open(t, dir, &clock{t: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)})
}

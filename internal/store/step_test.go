package store

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
)

var hubLink = community.Link{Hub: "ab", Name: "Lobby", Role: community.RoleKiosk, Epoch: 7}

// handOver takes what waits at one store into another, as a hub between them
// would, and marks it as sent.
func handOver(t testing.TB, from, to *DB) int {
	t.Helper()
	n := 0
	for {
		records, err := from.Unsent(t.Context(), 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		if len(records) == 0 {
			return n
		}
		if err := to.TakeIn(t.Context(), records, hubLink, true); err != nil {
			t.Fatal(err)
		}
		if err := from.Sent(t.Context(), records, nil, hubLink); err != nil {
			t.Fatal(err)
		}
		n += len(records)
	}
}

// withoutActs leaves out the history that goes along with what hosts do.
func withoutActs(records []community.Record) []community.Record {
	return slices.DeleteFunc(slices.Clone(records), func(r community.Record) bool {
		return r.Kind == community.KindAct || r.Kind == community.KindValues
	})
}

func sameDigest(t testing.TB, a, b *DB) bool {
	t.Helper()
	x, err := a.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	y, err := b.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return x == y
}

func TestTwoStoresThatTookInTheSameSayTheSameDigest(t *testing.T) {
	a, _ := fresh(t)
	b, _ := fresh(t)
	id := add(t, a, ada())
	if _, _, err := a.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Fatal(err)
	}
	takeRemote(t, a, "parcel", newID(), []community.Field{{Name: "shelf", Value: "B"}}, 9, monday)
	takeRemote(t, a, community.KindVisit, newID(), []community.Field{{Name: "in_at", Value: "half past ten"}, {Name: "void", Value: "perhaps"}}, 9, monday)
	takeRemote(t, a, community.KindMember, newID(), []community.Field{{Name: "name", Value: "Jo"}, {Name: "shoe_size", Value: "39"}}, 9, monday)
	if _, err := a.write.Exec(`UPDATE records SET unsent = 2`); err != nil {
		t.Fatal(err)
	}
	if sameDigest(t, a, b) {
		t.Fatal("an empty store has the digest of a full one")
	}
	if n := handOver(t, a, b); n != 5+2 || !sameDigest(t, a, b) {
		t.Fatalf("%d records later the digests differ", n)
	}
	if m := member(t, b, id); m.Name != "Ada Okafor" || len(m.Languages) != 2 || m.Languages[1] != "Igbo" {
		t.Errorf("came as %+v", m)
	}
	if err := b.EditMember(t.Context(), byHost, id, func(m *community.Member) error { return m.Set("headline", "x") }); err != nil {
		t.Fatal(err)
	}
	if sameDigest(t, a, b) {
		t.Error("an edit does not show in the digest")
	}
	if n := handOver(t, b, a); n != 1+2 || !sameDigest(t, a, b) {
		t.Errorf("the edit was %d records", n)
	}
}

func TestOnlyWhatIsStillAsItWasSentIsMarkedAsSent(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	sent, err := db.Unsent(t.Context(), 0, 10)
	if err != nil || len(withoutActs(sent)) != 1 {
		t.Fatal(sent, err)
	}
	c.forward(time.Second)
	edit := func(headline string) {
		if err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error { return m.Set("headline", headline) }); err != nil {
			t.Fatal(err)
		}
	}
	edit("edited while it was on its way")
	if err := db.Sent(t.Context(), sent, nil, hubLink); err != nil {
		t.Fatal(err)
	}
	waiting, err := db.Unsent(t.Context(), 0, 10)
	left := withoutActs(waiting)
	if err != nil || len(left) != 1 || len(left[0].Groups) != 1 || left[0].Value("headline") != "edited while it was on its way" || left[0].Value("name") != "" {
		t.Fatalf("left to send: %+v, %v", left, err)
	}
	if err := db.Sent(t.Context(), waiting, map[community.ID][]string{id: {"headline"}}, hubLink); err != nil {
		t.Fatal(err)
	}
	if n, _, err := db.Waiting(t.Context()); n != 0 || err != nil {
		t.Errorf("%d wait, %v", n, err)
	}
	lost, err := db.Overwritten(t.Context(), id)
	if err != nil || len(lost) != 1 || lost[0].Value != "edited while it was on its way" || lost[0].Actor != byHost {
		t.Errorf("kept aside: %+v, %v", lost, err)
	}
}

func TestAnEditThatALaterOneFromElsewhereReplacesIsKeptAside(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	takeRemote(t, db, community.KindMember, id, []community.Field{{Name: "headline", Value: "theirs"}}, 9, c.t.Add(time.Second))
	lost, err := db.Overwritten(t.Context(), id)
	if err != nil || len(lost) != 1 || lost[0].Field != "headline" || lost[0].Value != "Writes grants" {
		t.Fatalf("kept aside: %+v, %v", lost, err)
	}
	c.forward(31 * 24 * time.Hour)
	if lost, _ := db.Overwritten(t.Context(), id); len(lost) != 0 {
		t.Error("it is kept for more than 30 days")
	}
}

// TestOnlyMembersValuesAreKeptAside holds that nothing is kept that nobody can look at:
// such as the name of a host who is erased, or counts of answers as they were.
func TestOnlyMembersValuesAreKeptAside(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	e := meal(t, db, nil)
	if err := db.SetPIN(t.Context(), byHost, "Olu", "735129"); err != nil {
		t.Fatal(err)
	}
	hosts, err := db.Hosts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	post := addPost(t, db, byHost, id, "A lift")
	for kind, r := range map[community.Kind]struct {
		id    community.ID
		field string
	}{community.KindEvent: {e.ID, "title"}, community.KindHost: {hosts[0].ID, "name"}, community.KindPost: {post, "words"}} {
		takeRemote(t, db, kind, r.id, []community.Field{{Name: r.field, Value: "theirs"}}, 9, c.t.Add(time.Second))
	}
	waiting, err := db.Unsent(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Sent(t.Context(), waiting, map[community.ID][]string{e.ID: {"place"}}, hubLink); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := db.read().QueryRowContext(t.Context(), `SELECT count(*) FROM overwritten`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d values are kept, %v", n, err)
	}
}

func TestARestoredStoreSendsEverythingUnderANewNumber(t *testing.T) {
	a, _ := fresh(t)
	id := add(t, a, ada())
	handOver(t, a, a)
	if err := a.SaveLink(t.Context(), community.Link{Hub: "ab", Role: "kiosk", Epoch: 3, Since: 40, After: 50, MeetingCount: 4, MeetingWord: "w"}); err != nil {
		t.Fatal(err)
	}
	file := t.TempDir() + "/b.zip"
	if err := a.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	was := a.Screen()
	if _, err := a.Restore(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	waiting, err := a.Unsent(t.Context(), 0, 10)
	records := withoutActs(waiting)
	if err != nil || len(records) != 1 || records[0].ID != id || records[0].Value("name") != "Ada Okafor" || a.Screen() == was {
		t.Errorf("to send: %+v, %v", records, err)
	}
	if l, err := a.Link(t.Context()); err != nil || l.Epoch != 0 || l.Since != 0 || l.MeetingCount != 0 || l.Hub != "ab" {
		t.Errorf("pairing: %+v, %v", l, err)
	}
}

func TestAWrongClockIsSetRightByTheHubs(t *testing.T) {
	for name, wrong := range map[string]time.Duration{"1970": -time.Duration(monday.Unix()) * time.Second, "ten years ahead": 10 * 365 * 24 * time.Hour, "three hours back": -3 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			c := &clock{t: monday.Add(wrong)}
			db := open(t, t.TempDir(), c)
			id := add(t, db, ada())
			c.forward(time.Minute)
			visit, _, err := db.CheckIn(t.Context(), byClaimed, id)
			if err != nil {
				t.Fatal(err)
			}
			c.forward(time.Minute)
			if err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error { return m.Set("headline", "second") }); err != nil {
				t.Fatal(err)
			}
			takeRemote(t, db, community.KindMember, id, []community.Field{{Name: "about", Value: "theirs"}}, 9, monday.Add(-time.Hour))
			if err := db.SetClock(t.Context(), -wrong, monday.Add(-2*time.Hour)); err != nil {
				t.Fatal(err)
			}
			if list := acts(t, db); len(list) != 2 || !list[0].At.Equal(monday.Add(2*time.Minute)) || !list[1].At.Equal(monday) {
				t.Errorf("the acts are of %v and %v", list[0].At, list[1].At)
			}
			if got := chains(t, db); len(got.Faults) > 0 {
				t.Errorf("the chain: %v", got.Faults)
			}
			now := monday.Add(2 * time.Minute)
			if !db.Now().Equal(now) {
				t.Errorf("the store counts %v", db.Now())
			}
			waiting, err := db.Unsent(t.Context(), 0, 10)
			records := withoutActs(waiting)
			if err != nil || len(records) != 2 {
				t.Fatal(records, err)
			}
			at := func(r *community.Record, field string) time.Time { c, _ := r.Cell(field); return c.Stamp.Time() }
			for i := range records {
				r := &records[i]
				switch r.Kind {
				case community.KindVisit:
					if got := at(r, "in_at"); !got.Equal(monday.Add(time.Minute)) {
						t.Errorf("the check-in is stamped %v", got)
					}
				case community.KindMember:
					if first, second := at(r, "name"), at(r, "headline"); !first.Equal(monday) || !second.Equal(now) {
						t.Errorf("stamped %v and %v", first, second)
					}
				}
			}
			got, err := readVisits(t.Context(), db.read(), "WHERE id = ?", visit.ID)
			if err != nil || len(got) != 1 || !got[0].InAt.Equal(monday.Add(time.Minute)) {
				t.Errorf("the visit begins %+v, %v", got, err)
			}
			if err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error { return m.Set("headline", "third") }); err != nil {
				t.Fatal(err)
			}
			records, _ = db.Unsent(t.Context(), 0, 10)
			for i := range records {
				if c, ok := records[i].Cell("headline"); ok && (c.Value != "third" || !c.Stamp.Time().Equal(now)) {
					t.Errorf("an edit after that is %+v", c)
				}
			}
		})
	}
}

func TestWhatAHubDoesNotSendAnewGoes(t *testing.T) {
	db, _ := fresh(t)
	kept, dropped := add(t, db, ada()), community.ID{}
	m := ada()
	m.Number, m.Name = "1002", "Bo Dropped"
	hash, err := db.Photos().Put(t.Context(), bytes.NewReader(picture(t, 7)))
	if err != nil {
		t.Fatal(err)
	}
	m.Photo = hash
	dropped = add(t, db, m)
	handOver(t, db, db)
	m.Number, m.Name, m.Photo = "1003", "Cy Unsent", ""
	unsent := add(t, db, m)
	link := hubLink
	link.Sweep = true
	again := []community.Record{{Kind: community.KindMember, ID: kept, Groups: []community.Group{{Stamp: community.Stamp{Clock: 1, Screen: 9}, Fields: map[string]string{"about": "old"}}}}}
	if err := db.TakeIn(t.Context(), again, link, false); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Member(t.Context(), dropped); err != nil {
		t.Fatal("gone before the last page", err)
	}
	if err := db.TakeIn(t.Context(), nil, link, true); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Member(t.Context(), dropped); !errors.Is(err, community.ErrNotFound) {
		t.Error("it is still here", err)
	}
	if in := find(t, db.Dir(), "Bo Dropped"); len(in) > 0 {
		t.Errorf("bytes of it are left in %v", in)
	}
	if _, err := db.OpenPhoto(hash); !errors.Is(err, community.ErrNotFound) {
		t.Error("the photo is still here", err)
	}
	member(t, db, kept)
	member(t, db, unsent)
	if l, err := db.Link(t.Context()); err != nil || l.Sweep {
		t.Errorf("the sweep is not over: %+v, %v", l, err)
	}
}

func TestJoiningWithASpaceOfItsOwnWantsToBeSaid(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	if err := db.EditSpace(t.Context(), byHost, func(s *community.Space) error { s.Name = "Harbour Commons"; return nil }); err != nil {
		t.Fatal(err)
	}
	space := newID()
	if err := db.Join(t.Context(), space, hubLink, false); !errors.Is(err, ErrHoldsSpace) {
		t.Fatalf("joined: %v", err)
	}
	if err := db.Join(t.Context(), space, hubLink, true); err != nil {
		t.Fatal(err)
	}
	s, err := db.Space(t.Context())
	if err != nil || s.ID != space || s.Name != "" || db.SpaceID() != space {
		t.Errorf("the space is %+v, %v", s, err)
	}
	waiting, err := db.Unsent(t.Context(), 0, 10)
	records := withoutActs(waiting)
	if err != nil || len(records) != 1 || records[0].ID != id {
		t.Errorf("to send: %+v, %v", records, err)
	}
}

func TestAWipedStoreHoldsNothing(t *testing.T) {
	db, _ := fresh(t)
	m := ada()
	m.Name = "Wiped-Unmistakable"
	var err error
	if m.Photo, err = db.Photos().Put(t.Context(), bytes.NewReader(picture(t, 3))); err != nil {
		t.Fatal(err)
	}
	add(t, db, m)
	grey(t, db, 10) // nobody's yet
	if err := db.SaveLink(t.Context(), hubLink); err != nil {
		t.Fatal(err)
	}
	space := db.SpaceID()
	if err := db.Wipe(t.Context()); err != nil {
		t.Fatal(err)
	}
	if in := find(t, db.Dir(), "Unmistakable"); len(in) > 0 {
		t.Errorf("bytes are left in %v", in)
	}
	if _, err := db.Link(t.Context()); !errors.Is(err, community.ErrNotFound) || db.SpaceID() == space {
		t.Errorf("still paired: %v", err)
	}
	if hashes, err := db.Photos().List(); err != nil || len(hashes) != 0 {
		t.Errorf("photos are left: %v, %v", hashes, err)
	}
	add(t, db, ada()) // and it works on
}

func TestAPhotoFromAnotherScreenIsKeptUnderItsHash(t *testing.T) {
	a, _ := fresh(t)
	b, _ := fresh(t)
	m := ada()
	var err error
	if m.Photo, err = a.Photos().Put(t.Context(), bytes.NewReader(picture(t, 80))); err != nil {
		t.Fatal(err)
	}
	add(t, a, m)
	handOver(t, a, b)
	here, missing, err := b.PhotosShown(t.Context())
	if err != nil || len(here) != 0 || len(missing) != 1 || missing[0] != m.Photo {
		t.Fatal(here, missing, err)
	}
	changed, stop := b.Watch()
	defer stop()
	f, err := a.OpenPhoto(m.Photo)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := b.TakePhoto(t.Context(), m.Photo, io.Reader(f)); err != nil {
		t.Fatal(err)
	}
	select {
	case <-changed:
	default:
		t.Error("nobody is told that a photo came")
	}
	if here, missing, err := b.PhotosShown(t.Context()); err != nil || len(here) != 1 || len(missing) != 0 {
		t.Error(here, missing, err)
	}
}

func TestAWallEndsNoVisits(t *testing.T) {
	for role, want := range map[string]int{community.RoleWall: 0, community.RoleKiosk: 1} {
		db, c := fresh(t)
		if _, _, err := db.CheckIn(t.Context(), byClaimed, add(t, db, ada())); err != nil {
			t.Fatal(err)
		}
		link := hubLink
		link.Role = role
		if err := db.SaveLink(t.Context(), link); err != nil {
			t.Fatal(err)
		}
		c.forward(48 * time.Hour)
		if n, err := db.CloseVisits(t.Context()); err != nil || n != want {
			t.Errorf("a %s ended %d visits, %v", role, n, err)
		}
	}
}

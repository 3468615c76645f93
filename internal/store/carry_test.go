package store

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"testing"
	"time"

	"kettle/internal/community"
)

// everything gives all records of a store.
func everything(t testing.TB, db *DB) []community.Record {
	t.Helper()
	var out []community.Record
	err := db.Each(t.Context(), func(page []community.Record) error { out = append(out, page...); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func carry(t testing.TB, from, to *DB) int {
	t.Helper()
	n, err := to.Carry(t.Context(), everything(t, from))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// sent marks all that waits as sent.
func sent(t testing.TB, db *DB) {
	t.Helper()
	records, err := db.Unsent(t.Context(), 0, 10000)
	if err == nil {
		err = db.Sent(t.Context(), records, nil, hubLink)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func waits(t testing.TB, db *DB) []community.Record {
	t.Helper()
	records, err := db.Unsent(t.Context(), 0, 10000)
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func TestEachRecordIsHandedOverOnceAndWhole(t *testing.T) {
	db, _ := fresh(t)
	for range 1203 {
		takeRemote(t, db, "parcel", newID(), []community.Field{{Name: "shelf", Value: "B"}}, 9, monday)
	}
	gone := add(t, db, community.Member{Name: "Jo"})
	if err := db.Erase(t.Context(), byHost, gone); err != nil {
		t.Fatal(err)
	}
	seen := map[community.ID]community.Record{}
	all := everything(t, db)
	for _, r := range all {
		seen[r.ID] = r
	}
	n, err := db.Count(t.Context())
	if len(withoutActs(all)) != 1204 || len(seen) != len(all) || n != len(all) || err != nil {
		t.Errorf("%d records, %d of them once, counted as %d, %v", len(all), len(seen), n, err)
	}
	if !seen[gone].Erased || all[len(all)-1].Value("shelf") != "B" {
		t.Error("a record is not handed over as it is")
	}
}

func TestWhatIsCarriedInWaitsToBeSentOn(t *testing.T) {
	a, _ := fresh(t)
	b, _ := fresh(t)
	id := add(t, a, ada())
	if _, _, err := a.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Fatal(err)
	}
	if n := carry(t, a, b); n != 4 || !sameDigest(t, a, b) { // an act and its values come along
		t.Fatalf("%d records came, and the digests differ", n)
	}
	got := withoutActs(waits(t, b))
	if len(got) != 2 || got[0].Value("name")+got[1].Value("name") != "Ada Okafor" {
		t.Fatalf("waiting: %+v", got)
	}
	sent(t, b)
	if got := waits(t, b); len(got) != 0 {
		t.Errorf("sent, and still waiting: %+v", got)
	}
	// One field changes; the whole record goes on, since nobody knows what the
	// hub has of it.
	if err := a.EditMember(t.Context(), byHost, id, func(m *community.Member) error { return m.Set("headline", "new") }); err != nil {
		t.Fatal(err)
	}
	if n := carry(t, a, b); n != 1+2 {
		t.Errorf("%d records came of one edit with its act and values", n)
	}
	if got := withoutActs(waits(t, b)); len(got) != 1 || got[0].Value("headline") != "new" || got[0].Value("name") != "Ada Okafor" {
		t.Errorf("waiting: %+v", got)
	}
	if !sameDigest(t, a, b) {
		t.Error("the digests differ")
	}
}

func TestWhatIsKnownAndCarriedInWakesNobody(t *testing.T) {
	a, _ := fresh(t)
	b, c := fresh(t)
	id := add(t, a, ada())
	carry(t, a, b)
	sent(t, b)
	c.forward(time.Hour)
	if err := b.EditMember(t.Context(), byHost, id, func(m *community.Member) error { return m.Set("headline", "later") }); err != nil {
		t.Fatal(err)
	}
	sent(t, b)
	gone := add(t, b, community.Member{Name: "Jo"})
	carry(t, b, a)
	if err := b.Erase(t.Context(), byHost, gone); err != nil {
		t.Fatal(err)
	}
	sent(t, b)
	signal, stop := b.Watch()
	defer stop()
	seq := b.file.seq
	for range 2 { // it has what b knows, older, and what b erased
		if n := carry(t, a, b); n != 0 {
			t.Errorf("%d records count as new", n)
		}
	}
	if n, _, err := b.Waiting(t.Context()); n != 0 || err != nil {
		t.Errorf("%d records wait that won nothing, %v", n, err)
	}
	if b.file.seq != seq {
		t.Error("the seq moved though nothing changed")
	}
	select {
	case <-signal:
		t.Error("the watchers are woken")
	default:
	}
	if m := member(t, b, id); m.Headline != "later" {
		t.Errorf("an older value came back: %q", m.Headline)
	}
	if _, err := b.Member(t.Context(), gone); !errors.Is(err, community.ErrNotFound) {
		t.Error("who was erased is back")
	}
}

func TestAnErasureThatIsCarriedInTakesAllThatIsTheirs(t *testing.T) {
	a, _ := fresh(t)
	b, _ := fresh(t)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	hash, err := b.Photos().Put(t.Context(), &picture)
	if err != nil {
		t.Fatal(err)
	}
	m := ada()
	m.Photo = hash
	id := add(t, a, m)
	carry(t, a, b)
	if _, _, err := b.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Fatal(err)
	}
	if err := a.Erase(t.Context(), byHost, id); err != nil {
		t.Fatal(err)
	}
	sent(t, b)
	carry(t, a, b)
	if got := withoutActs(waits(t, b)); len(got) != 1 || !got[0].Erased || got[0].ID != id {
		t.Errorf("waiting: %+v", got)
	}
	carry(t, b, a)
	if !sameDigest(t, a, b) {
		t.Error("the digests differ")
	}
	if _, err := b.OpenPhoto(hash); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("the photo of who was erased: %v", err)
	}
}

func TestAScreenStaysWhatItIsWhoeverCarriesSomethingElseIn(t *testing.T) {
	db, _ := fresh(t)
	id := community.ScreenID("ab")
	screen := func(at int64, fields map[string]string) {
		t.Helper()
		r := community.Record{Kind: community.KindScreen, ID: id, Groups: []community.Group{{Stamp: community.Stamp{Clock: at << 16, Screen: 5}, Fields: fields}}}
		if _, err := db.Carry(t.Context(), []community.Record{r}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.ScreenOf(t.Context(), "ab"); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("a screen that is not there: %v", err)
	}
	screen(1, map[string]string{"name": "Lobby", "role": community.RoleWall, "key": "ab"})
	screen(2, map[string]string{"name": "Attic", "role": community.RoleKiosk, "key": "cd", "revoked": "yes"})
	screen(3, map[string]string{"revoked": ""})
	if _, err := db.Carry(t.Context(), []community.Record{{Kind: community.KindScreen, ID: id, Erased: true}}); err != nil {
		t.Fatal(err)
	}
	s, err := db.ScreenOf(t.Context(), "ab")
	if err != nil || s.Role != community.RoleWall || s.Name != "Attic" || !s.Revoked || s.ID != id {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestAPageThatCannotBeTakenInLeavesNothing(t *testing.T) {
	a, _ := fresh(t)
	b, _ := fresh(t)
	add(t, a, ada())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Carry(ctx, everything(t, a)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if n, err := b.Count(t.Context()); n != 0 || err != nil {
		t.Errorf("%d records, %v", n, err)
	}
}

package store

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kettle/internal/community"
)

func proposes(t *testing.T, db *DB, id community.ID, fields ...community.Field) community.ID {
	t.Helper()
	p, err := db.Propose(t.Context(), community.Actor{Kind: community.ActorProven, ID: id}, id, fields)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func proposed(t *testing.T, db *DB) []community.Proposal {
	t.Helper()
	all, err := db.Proposals(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// grey keeps a small picture of that shade.
func grey(t *testing.T, db *DB, shade uint8) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 16, 16))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	hash, err := db.Photos().Put(t.Context(), &b)
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

func isKept(db *DB, hash string) bool {
	f, err := db.Photos().Open(hash, 0)
	if err == nil {
		f.Close()
	}
	return err == nil
}

func TestAProposalWaitsForAHost(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	p := proposes(t, db, id, community.Field{Name: "headline", Value: "Mends radios"}, community.Field{Name: "looking_for:A goalie", Value: "aa"})
	if m := member(t, db, id); m.Headline != "Writes grants" || len(m.LookingFor) != 0 {
		t.Fatalf("changed before a host looked: %+v", m)
	}
	// Meanwhile a host edits another field, which must stand.
	if err := db.EditMember(t.Context(), byHost, id, func(m *community.Member) error { return m.Set("about", "New words") }); err != nil {
		t.Fatal(err)
	}
	if err := db.DecideProposal(t.Context(), byHost, p, true); err != nil {
		t.Fatal(err)
	}
	if m := member(t, db, id); m.Headline != "Mends radios" || len(m.LookingFor) != 1 || m.About != "New words" || m.Name != "Ada Okafor" {
		t.Errorf("%+v", m)
	}
	if left := proposed(t, db); len(left) != 0 {
		t.Errorf("still waits: %+v", left)
	}
	if err := db.DecideProposal(t.Context(), byHost, p, false); !errors.Is(err, ErrDecided) {
		t.Errorf("decided twice: %v", err)
	}
	if err := db.DecideProposal(t.Context(), byHost, id, true); !errors.Is(err, community.ErrNotFound) || errors.Is(err, ErrDecided) {
		t.Errorf("of no proposal: %v", err)
	}
}

func TestARefusedProposalChangesNothingAndIsForgotten(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	hash := grey(t, db, 90)
	p := proposes(t, db, id, community.Field{Name: "headline", Value: "Sells snake oil"}, community.Field{Name: "photo", Value: hash})
	if !isKept(db, hash) {
		t.Fatal("the photo is gone before a host looked")
	}
	if err := db.DecideProposal(t.Context(), byHost, p, false); err != nil {
		t.Fatal(err)
	}
	if m := member(t, db, id); m.Headline != "Writes grants" || m.Photo != "" {
		t.Errorf("%+v", m)
	}
	if isKept(db, hash) {
		t.Error("the photo that was refused is still kept")
	}
	got, err := readProposals(t.Context(), db.read(), "")
	if err != nil || len(got) != 1 || got[0].Wanted != "" {
		t.Errorf("what was refused is still written: %+v, %v", got, err)
	}
}

func TestANewerProposalJoinsTheOneThatWaits(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	first := proposes(t, db, id, community.Field{Name: "headline", Value: "One"}, community.Field{Name: "pronouns", Value: "she/her"})
	c.forward(1e9)
	second := proposes(t, db, id, community.Field{Name: "headline", Value: "Two"}, community.Field{Name: "said_like", Value: "AH-da"})
	if first != second || len(proposed(t, db)) != 1 {
		t.Fatalf("%d proposals wait", len(proposed(t, db)))
	}
	if err := db.DecideProposal(t.Context(), byHost, first, true); err != nil {
		t.Fatal(err)
	}
	if m := member(t, db, id); m.Headline != "Two" || m.Pronouns != "she/her" || m.SaidLike != "AH-da" {
		t.Errorf("%+v", m)
	}
}

func TestOnlyOnesOwnFieldsMayBeProposed(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	for _, f := range []community.Field{{Name: "state", Value: "left"}, {Name: "email", Value: "a@b.example"}, {Name: "notes", Value: "x"}, {Name: "name", Value: ""}, {Name: "code", Value: "ABCDEFGH"}} {
		if _, err := db.Propose(t.Context(), byClaimed, id, []community.Field{f}); err == nil {
			t.Errorf("%+v was proposed", f)
		}
	}
	if len(proposed(t, db)) != 0 {
		t.Error("something was kept")
	}
}

func TestHowToReachSomebodyIsProposedOnlyByThemselves(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	claimed := community.Actor{Kind: community.ActorClaimed, ID: id}
	for _, name := range community.SessionFields {
		if _, err := db.Propose(t.Context(), claimed, id, []community.Field{{Name: name, Value: ""}}); err == nil {
			t.Errorf("%s was proposed by somebody who only gave a name", name)
		}
	}
	proven := community.Actor{Kind: community.ActorProven, ID: id}
	if _, err := db.Propose(t.Context(), proven, id, []community.Field{{Name: "email", Value: "a@b.example"}}); err == nil {
		t.Error("an address for the hosts alone was proposed")
	}
	p := proposes(t, db, id, community.Field{Name: "email", Value: "a@b.example"}, community.Field{Name: "email_public", Value: "yes"})
	if err := db.DecideProposal(t.Context(), byHost, p, true); err != nil {
		t.Fatal(err)
	}
	if m := member(t, db, id); !m.EmailPublic || m.Email != "a@b.example" {
		t.Errorf("%+v", m)
	}
}

func TestErasingAMemberTakesTheirProposalsAndPhotosAlong(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	hash := grey(t, db, 120)
	proposes(t, db, id, community.Field{Name: "headline", Value: "Zymurgist extraordinaire"}, community.Field{Name: "photo", Value: hash})
	if err := db.SetMemberPIN(t.Context(), byHost, id, "274916"); err != nil {
		t.Fatal(err)
	}
	_ = db.CheckMemberPIN(t.Context(), id, "274917")
	if err := db.Erase(t.Context(), byHost, id); err != nil {
		t.Fatal(err)
	}
	if isKept(db, hash) || len(proposed(t, db)) != 0 {
		t.Error("the proposal or its photo is left")
	}
	if in := find(t, db.Dir(), "Zymurgist"); len(in) > 0 {
		t.Errorf("what was proposed stands in %v", in)
	}
	var n int
	if err := db.read().QueryRow(`SELECT count(*) FROM member_pin_tries`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d rows of tries, %v", n, err)
	}
}

func TestAPhotoWaitsInAFormForAsLongAsASession(t *testing.T) {
	db, _ := fresh(t)
	hash := grey(t, db, 77)
	came := func(ago time.Duration) {
		t.Helper()
		err := filepath.WalkDir(filepath.Join(db.Dir(), "photos"), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			return os.Chtimes(path, time.Time{}, time.Now().Add(-ago))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	came(12*time.Hour + 10*time.Minute)
	if n, err := db.SweepPhotos(t.Context(), PhotoWaits); n != 0 || err != nil || !isKept(db, hash) {
		t.Errorf("%d photos of a session were swept, %v", n, err)
	}
	came(14 * time.Hour)
	if n, err := db.SweepPhotos(t.Context(), PhotoWaits); n != 1 || err != nil || isKept(db, hash) {
		t.Errorf("%d photos of yesterday were swept, %v", n, err)
	}
}

func TestAPhotoThatAProposalWantsIsNotSwept(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	wanted, stray := grey(t, db, 50), grey(t, db, 200)
	proposes(t, db, id, community.Field{Name: "photo", Value: wanted})
	if err := db.DropPhoto(t.Context(), wanted); err != nil || !isKept(db, wanted) {
		t.Errorf("a photo that is wanted was dropped: %v", err)
	}
	used, err := db.PhotosUsed(t.Context())
	if err != nil || !used[wanted] || used[stray] {
		t.Errorf("used: %v, %v", used, err)
	}
	if n, err := db.SweepPhotos(t.Context(), PhotoWaits); n != 0 || err != nil || !isKept(db, stray) {
		t.Errorf("%d photos of this minute were swept, %v", n, err)
	}
}

func TestAPhotoThatWasProposedGoesHoweverItsMemberGoes(t *testing.T) {
	for way, goes := range map[string]func(db *DB, c *clock, id community.ID) error{
		"by a host": func(db *DB, _ *clock, id community.ID) error { return db.Erase(t.Context(), byHost, id) },
		"with the end of the time": func(db *DB, c *clock, id community.ID) error {
			edit(t, db, byHost, id, "state", "left")
			retain(t, db, c, community.LeftDays+1)
			return nil
		},
		"by the hub": func(db *DB, _ *clock, id community.ID) error {
			return db.TakeIn(t.Context(), []community.Record{{Kind: community.KindMember, ID: id, Erased: true}}, community.Link{Hub: "ab"}, true)
		},
		"from a wall": func(db *DB, _ *clock, id community.ID) error {
			return db.TakeIn(t.Context(), []community.Record{{Kind: community.KindMember, ID: id, Gone: true}}, community.Link{Hub: "ab"}, true)
		},
		"carried": func(db *DB, _ *clock, id community.ID) error {
			_, err := db.Carry(t.Context(), []community.Record{{Kind: community.KindMember, ID: id, Erased: true}})
			return err
		},
		"noted": func(db *DB, _ *clock, id community.ID) error {
			return errors.Join(db.noteErased([]community.ID{id}), db.eraseAgain(t.Context()))
		},
		"merged": func(db *DB, _ *clock, id community.ID) error {
			into := add(t, db, community.Member{Name: "A. Okafor"})
			if err := db.MergeMembers(t.Context(), byHost, id, into); err != nil {
				return err
			}
			return db.Erase(t.Context(), byHost, into)
		},
	} {
		db, c := fresh(t)
		m := ada()
		m.Photo = grey(t, db, 40)
		id, wanted := add(t, db, m), grey(t, db, 120)
		proposes(t, db, id, community.Field{Name: "photo", Value: wanted})
		if err := goes(db, c, id); err != nil {
			t.Errorf("%s: %v", way, err)
		}
		if isKept(db, wanted) || isKept(db, m.Photo) {
			t.Errorf("%s: the photo is left %v, the one that was proposed %v", way, isKept(db, m.Photo), isKept(db, wanted))
		}
	}
}

func TestAPhotoThatANewerProposalReplacesGoes(t *testing.T) {
	db, _ := fresh(t)
	id, first, second := add(t, db, ada()), grey(t, db, 40), grey(t, db, 120)
	for _, hash := range []string{first, second} {
		proposes(t, db, id, community.Field{Name: "photo", Value: hash})
	}
	if isKept(db, first) || !isKept(db, second) {
		t.Errorf("the first is kept %v, the second %v", isKept(db, first), isKept(db, second))
	}
}

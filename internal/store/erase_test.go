package store

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/sqlitetest"
)

// picture makes a small picture with a colour of its own.
func picture(t testing.TB, shade uint8) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	img.Set(1, 1, color.White)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// find says in which files below dir the text stands.
func find(t testing.TB, dir, text string) (in []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Base(path) == lockName {
			return err
		}
		b, err := os.ReadFile(path)
		if bytes.Contains(b, []byte(text)) {
			in = append(in, filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestErasedMemberLeavesNoByte(t *testing.T) {
	db, _ := fresh(t)
	hash, err := db.Photos().Put(t.Context(), bytes.NewReader(picture(t, 90)))
	if err != nil {
		t.Fatal(err)
	}
	const mark = "Zyxwvutsr-Unmistakable"
	m := ada()
	m.Name, m.About, m.Email, m.Photo = mark+" Okafor", "about "+mark, "z@example.org", hash
	m.HappyToHelpWith = []string{mark + " help"}
	id := add(t, db, m)
	friend := ada()
	friend.Number = "1002"
	other := add(t, db, friend)
	if _, _, err := db.CheckIn(t.Context(), byClaimed, id); err != nil {
		t.Fatal(err)
	}
	if _, err := db.AddPost(t.Context(), byHost, community.Post{MemberID: id, Words: mark + " wanted"}); err != nil {
		t.Fatal(err)
	}
	for _, thanks := range []community.ThankYou{{FromID: id, ToID: other, Words: mark + " 1"}, {FromID: other, ToID: id, Words: mark + " 2"}} {
		if _, err := db.Thank(t.Context(), byHost, thanks); err != nil {
			t.Fatal(err)
		}
	}
	card, err := db.NewCard(t.Context(), byHost, id)
	if err != nil {
		t.Fatal(err)
	}
	if len(find(t, db.Dir(), mark)) == 0 {
		t.Fatal("the mark is nowhere even before: this test cannot see")
	}

	if err := db.Erase(t.Context(), byHost, id); err != nil {
		t.Fatal(err)
	}
	if in := find(t, db.Dir(), mark); len(in) > 0 {
		t.Errorf("bytes of the erased member are left in %v", in)
	}
	if _, err := db.Photos().Open(hash, 160); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("the photo: %v", err)
	}
	if _, err := db.Scan(t.Context(), card); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("the card: %v", err)
	}
	r, err := db.Roll(t.Context())
	if err != nil || len(r.Members) != 1 || len(r.Open)+len(r.Posts)+len(r.Thanks) != 0 {
		t.Errorf("left: %+v, %v", r, err)
	}
}

func TestPagesKeepNoCopyOfWhatWasErased(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	for what, forget := range map[string]func() error{
		"an erasure":  func() error { return db.Erase(t.Context(), byHost, id) },
		"what is old": func() error { _, err := db.Retain(t.Context(), RetainOptions{}); return err },
		"a new start": func() error {
			err := db.Close()
			db = open(t, db.Dir(), c)
			return err
		},
	} {
		mark := "Churned by " + what
		sqlitetest.Churn(t, db.write, filepath.Join(db.Dir(), fileName), mark)
		db.file.copies = true
		if _, err := db.write.Exec(`UPDATE file SET copies = 1`); err != nil { // as when a crash followed
			t.Fatal(err)
		}
		if err := forget(); err != nil {
			t.Fatal(what, err)
		}
		if in := find(t, db.Dir(), mark); len(in) > 0 {
			t.Errorf("after %s copies are left in %v", what, in)
		}
	}
	if db.file.copies {
		t.Error("the file is written anew again and again")
	}
}

func TestErasedMemberCannotComeBack(t *testing.T) {
	db, c := fresh(t)
	id := add(t, db, ada())
	if err := db.Erase(t.Context(), byHost, id); err != nil {
		t.Fatal(err)
	}
	later := c.t.Add(1000 * time.Hour)
	takeRemote(t, db, community.KindMember, id, []community.Field{{Name: "name", Value: "Ada"}}, 9, later)
	takeRemote(t, db, community.KindPost, newID(), []community.Field{{Name: "words", Value: "Late"}}, 9, later, id)
	r, err := db.Roll(t.Context())
	if err != nil || len(r.Members) != 0 || len(r.Posts) != 0 {
		t.Errorf("came back: %+v, %v", r, err)
	}
	if err := db.Erase(t.Context(), byHost, id); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("erasing again: %v", err)
	}
}

func TestPhotoThatAnotherMemberShowsStays(t *testing.T) {
	db, _ := fresh(t)
	hash, err := db.Photos().Put(t.Context(), bytes.NewReader(picture(t, 40)))
	if err != nil {
		t.Fatal(err)
	}
	a, b := ada(), ada()
	a.Photo, b.Photo = hash, hash
	ida, idb := add(t, db, a), add(t, db, b)
	exists := func() bool {
		f, err := db.Photos().Open(hash, 160)
		if err == nil {
			f.Close()
		}
		return err == nil
	}
	if err := db.Erase(t.Context(), byHost, ida); err != nil || !exists() {
		t.Fatal("the shared photo went with the first", err)
	}
	if err := db.Erase(t.Context(), byHost, idb); err != nil || exists() {
		t.Fatal("the photo stayed after the last", err)
	}
}

func TestTheFileOfWhoWasErasedIsWrittenByOneAtATime(t *testing.T) {
	db, _ := fresh(t)
	id := add(t, db, ada())
	if err := db.Erase(t.Context(), byHost, id); err != nil {
		t.Fatal(err)
	}
	db.mu.Lock() // as somebody who erases somebody else
	done := make(chan error, 1)
	go func() { done <- db.noteAllErased(context.Background()) }()
	select {
	case err := <-done:
		t.Errorf("it was written meanwhile: %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	db.mu.Unlock()
	if t.Failed() {
		return
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/packs"
	"kettle/internal/store"
)

func TestSticksAreFoundAmongTheMounts(t *testing.T) {
	got := sticksIn(strings.NewReader(`/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /media tmpfs rw 0 0
/dev/sdb1 /media/rosa/MY\040STICK vfat rw,nosuid 0 0
/dev/sdc1 /media/rosa/LOCKED vfat ro,nosuid 0 0
/dev/sdd1 /run/media/rosa/KEY exfat rw 0 0
/dev/sde1 /mediatheque ext4 rw 0 0
broken
`), usualSticks())
	if want := []string{"/media/rosa/MY STICK", "/run/media/rosa/KEY"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// atStick gives the hosts' desk of a new store, with a folder as its only stick.
func atStick(t *testing.T) (h hosts, dir string) {
	t.Helper()
	db, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	dir = filepath.Join(t.TempDir(), "stick")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return hosts{DB: db, sticks: []string{dir}}, dir
}

func put(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func packOf(t *testing.T, templates ...community.Template) string {
	t.Helper()
	var b strings.Builder
	if err := packs.Write(&b, packs.Pack{Name: "Elsewhere", Templates: templates}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTemplatesAreTakenInFromAStick(t *testing.T) {
	h, dir := atStick(t)
	soup := packs.Own().Templates[0]
	soup.Name, soup.Guidance = "Soup", "Boil it\u202e."
	lunch := packs.Own().Templates[1] // which there is one of that name already
	lunch.Guidance = "Ours."
	path := put(t, filepath.Join(dir, "from elsewhere", "practices.JSON"), packOf(t, soup, lunch))
	put(t, filepath.Join(dir, "ada.jpg"), "a picture")
	put(t, filepath.Join(dir, ".trash", "old.json"), packOf(t, soup))
	files, err := h.PackFiles(t.Context())
	if err != nil || len(files) != 1 || files[0].Path != path || files[0].Name != "practices.JSON" {
		t.Fatalf("%+v, %v", files, err)
	}
	by := community.Actor{Kind: community.ActorHost}
	for range 2 { // a second time is harmless
		if words, err := h.TakeTemplates(t.Context(), by, path); err != nil || words != "2 templates are taken in." {
			t.Fatalf("%q, %v", words, err)
		}
	}
	all, err := h.Templates(t.Context())
	if err != nil || len(all) != len(packs.Own().Templates)+1 || all[0].Name != "Soup" || all[0].Guidance != "Boil it." || all[1].Guidance != "Ours." {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestAFileThatIsNoPackIsRefusedInASentence(t *testing.T) {
	h, dir := atStick(t)
	var many []community.Template
	for i := range packs.MaxTemplates {
		one := packs.Own().Templates[0]
		one.Name = strings.Repeat("x", i+1)
		many = append(many, one)
	}
	by := community.Actor{Kind: community.ActorHost}
	if _, err := h.TakeTemplates(t.Context(), by, put(t, filepath.Join(dir, "many.json"), packOf(t, many...))); err != nil {
		t.Fatal(err)
	}
	before, err := h.Templates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Replace(packOf(t, packs.Own().Templates[0]), packs.Own().Templates[0].Name, strings.Repeat("A", 50_000), 1)
	for name, text := range map[string]string{
		"empty.json": "", "a picture.json": "\xff\xd8\xff\xe0", "members.json": `[{"name": "Ada"}]`, "later.json": `{"kettle_pack": 9, "templates": [{}]}`,
		"deep.json": strings.Repeat(`{"templates":[`, 20_000), "huge.json": strings.Repeat(" ", 10<<20) + packOf(t, packs.Own().Templates[0]),
		"long.json": long, "more.json": packOf(t, packs.Own().Templates[1]),
	} {
		_, err := h.TakeTemplates(t.Context(), by, put(t, filepath.Join(dir, name), text))
		var words interface{ Sentence() string }
		if !errors.As(err, &words) || !strings.HasPrefix(words.Sentence(), "That can’t be taken in: ") || !strings.HasSuffix(words.Sentence(), ".") || len(words.Sentence()) > 200 {
			t.Errorf("%s: %.300v", name, err)
		}
	}
	outside := put(t, filepath.Join(filepath.Dir(dir), "outside.json"), packOf(t, packs.Own().Templates[1]))
	link := filepath.Join(dir, "link.json")
	if err := os.Symlink(outside, link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{outside, link, filepath.Join(dir, "..", "outside.json"), dir + "ier/x.json", filepath.Join(dir, "none.json"), put(t, filepath.Join(dir, "pack.txt"), packOf(t, packs.Own().Templates[1]))} {
		if words, err := h.TakeTemplates(t.Context(), by, path); err == nil {
			t.Errorf("%s: %s", path, words)
		}
	}
	if after, err := h.Templates(t.Context()); err != nil || !slices.Equal(after, before) {
		t.Errorf("something was taken in: %+v, %v", after, err)
	}
}

func TestWithoutAStickAHostIsToldWhatToDo(t *testing.T) {
	h, _ := atStick(t)
	for _, names := range [][]string{nil, {"Advice surgery"}} {
		_, err := h.GiveTemplates(t.Context(), names...)
		var words interface{ Sentence() string }
		if !errors.As(err, &words) || !strings.HasPrefix(words.Sentence(), "Put a stick into this machine") {
			t.Fatalf("%v: %v", names, err)
		}
	}
	if _, err := h.GiveTemplates(t.Context(), "Disco"); err == nil || errors.Is(err, errNoStick) {
		t.Errorf("one that there is not: %v", err)
	}
	for words, want := range map[string]string{
		"practices Harbour Commons": "practices-harbour-commons.json", "practices Łódź: dom / ../../etc": "practices-lodz-dom-etc.json",
		"practices مساحة": "practices-", "practices " + strings.Repeat("x", 200): "practices-" + strings.Repeat("x", 70) + ".json",
	} {
		if got := fileName(words); !strings.HasPrefix(got, want) {
			t.Errorf("%q: %q", words, got)
		}
	}
}

func TestTheNewestPicturesOfAStickComeFirst(t *testing.T) {
	h, dir := atStick(t)
	h.sticks = append(h.sticks, filepath.Join(t.TempDir(), "no stick"))
	day := time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC)
	var want []string
	for i := range mostFiles + 5 { // the last made are the newest
		name := fmt.Sprintf("DCIM/%d/IMG_%04d.JPG", i%3, i)
		if err := os.Chtimes(put(t, filepath.Join(dir, name), "x"), day, day.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
		want = append(want, filepath.Base(name))
	}
	slices.Reverse(want)
	for _, not := range []string{"notes.txt", "IMG.JPG/inside.txt", ".Trash/IMG_9999.JPG"} {
		put(t, filepath.Join(dir, not), "x")
	}
	files, err := h.Pictures(t.Context())
	var got []string
	for _, f := range files {
		got = append(got, f.Name)
	}
	if err != nil || !slices.Equal(got, want[:mostFiles]) {
		t.Errorf("%d files, %q, %v", len(got), got, err)
	}
}

package importer

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"kettle/assets"
)

func photos(t *testing.T, folder fs.FS) *Photos {
	t.Helper()
	p, err := OpenPhotos(folder)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPhotoIsFoundByItsName(t *testing.T) {
	folder := fstest.MapFS{}
	for _, name := range []string{"ada.jpg", "Bo Berg.PNG", "j.smith.jpeg", "Jose\u0301.webp", "notes.txt", "cy.gif", "cy.png", ".hidden.png", "dir/inner.png"} {
		folder[name] = &fstest.MapFile{Data: []byte("x")}
	}
	p := photos(t, folder)
	for name, want := range map[string]string{
		"ada.jpg":                 "ada.jpg",
		" Ada.JPG ":               "ada.jpg",
		"ada.png":                 "ada.jpg",
		"ada":                     "ada.jpg",
		"bo berg.png":             "Bo Berg.PNG",
		"j.smith":                 "j.smith.jpeg",
		"José.webp":               "Jose\u0301.webp",
		"cy.png":                  "cy.png",
		"cy.bmp":                  "cy.gif",
		`C:\Users\me\ada.jpg`:     "ada.jpg",
		"photos/2024/ada.jpg":     "ada.jpg",
		"../../elsewhere/ada.jpg": "ada.jpg",
	} {
		if got, err := p.Find(name); err != nil || got != want {
			t.Errorf("Find(%q) = %q, %v; want %q", name, got, err, want)
		}
	}
	for name, says := range map[string]string{
		"dora.png":              `there is no picture "dora.png"`,
		"hidden":                "there is no picture",
		"notes":                 "there is no picture",
		"inner.png":             "there is no picture",
		"dir":                   "is not a file",
		"..":                    "is not the name",
		"":                      "is not the name",
		"ada.jpg/":              "is not the name",
		"https://x.org/ada.jpg": "is an address, not a file",
	} {
		if got, err := p.Find(name); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("Find(%q) = %q, %v; want %q", name, got, err, says)
		}
	}
}

func TestLinkOutOfTheFolderIsRefused(t *testing.T) {
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "secret.png")
	if err := os.WriteFile(outside, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "inside.png"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"out.png": outside, "in.png": "inside.png"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	p := photos(t, root.FS())
	if got, err := p.Find("out.png"); err == nil || !strings.Contains(err.Error(), "leads out of the folder") {
		t.Errorf("Find(out.png) = %q, %v", got, err)
	}
	if got, err := p.Find("in.png"); err != nil || got != "in.png" {
		t.Errorf("Find(in.png) = %q, %v", got, err)
	}
}

func TestMissingFolderIsAnError(t *testing.T) {
	if _, err := OpenPhotos(os.DirFS(filepath.Join(t.TempDir(), "none"))); err == nil {
		t.Error("no error")
	}
}

func TestDemoPhotosAreAllThere(t *testing.T) {
	folder, err := fs.Sub(assets.Demo, "demo/portraits")
	if err != nil {
		t.Fatal(err)
	}
	demo, err := assets.Demo.Open("demo/members.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer demo.Close()
	res, err := Read(demo, Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, found := photos(t, folder), 0
	for _, r := range res.Rows {
		if r.Photo == "" {
			continue
		}
		if _, err := p.Find(r.Photo); err != nil {
			t.Errorf("line %d: %v", r.Line, err)
		}
		found++
	}
	if found != 45 {
		t.Errorf("%d photos", found)
	}
}

package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// pictures are the endings of file names that may be photos, and those that are
// taken for one another when a list names the wrong one. HEIC is among them, so
// that whoever opens the picture can say what is wrong with it.
var pictures = []string{".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".heic", ".heif", ".avif", ".bmp", ".tif", ".tiff"}

// Photos finds the pictures in one folder by the names that a list gives them.
type Photos struct {
	folder fs.FS
	names  map[string]string // whole names, folded, to the name as it is
	stems  map[string]string // names without their ending, the same
}

// OpenPhotos reads the folder once. Give it the FS of an os.Root to be sure that
// no link leads out of the folder: Find then refuses those that do.
func OpenPhotos(folder fs.FS) (*Photos, error) {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, fmt.Errorf("read the folder of photos: %w", err)
	}
	p := &Photos{folder: folder, names: map[string]string{}, stems: map[string]string{}}
	for _, e := range entries { // sorted by name, the first of several wins
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		keep(p.names, foldName(e.Name()), e.Name())
		if stem, ok := stem(e.Name()); ok {
			keep(p.stems, foldName(stem), e.Name())
		}
	}
	return p, nil
}

func keep(m map[string]string, key, name string) {
	if _, taken := m[key]; !taken {
		m[key] = name
	}
}

// Find gives the name in the folder of the picture that a list calls name.
// Upper and lower case do not matter, nor how accents are stored, nor a wrong or
// missing ending when a picture has the same name but for that. Folders before
// the name are passed over, since a list is often made on another machine; what
// is found is always in this folder itself. The error is a reason for people.
func (p *Photos) Find(name string) (string, error) {
	name = strings.TrimSpace(name)
	if scheme, _, ok := strings.Cut(name, "://"); ok && !strings.ContainsAny(scheme, `/\`) {
		return "", fmt.Errorf("%q is an address, not a file; save the picture into the folder of photos and name the file", name)
	}
	base := name[strings.LastIndexAny(name, `/\`)+1:]
	if base == "" || base == "." || base == ".." {
		return "", fmt.Errorf("%q is not the name of a picture", name)
	}
	found, ok := "", false
	if _, err := fs.Stat(p.folder, base); err == nil {
		found, ok = base, true
	}
	for _, try := range []func() (string, bool){
		func() (string, bool) { f, ok := p.names[foldName(base)]; return f, ok },
		func() (string, bool) { f, ok := p.stems[foldName(base)]; return f, ok },
		func() (string, bool) {
			s, isPicture := stem(base)
			f, ok := p.stems[foldName(s)]
			return f, ok && isPicture
		},
	} {
		if ok {
			break
		}
		found, ok = try()
	}
	if !ok {
		return "", fmt.Errorf("there is no picture %q in the folder of photos", base)
	}
	info, err := fs.Stat(p.folder, found)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("the picture %q is gone from the folder of photos", found)
	case err != nil:
		return "", fmt.Errorf("the picture %q cannot be opened, or leads out of the folder of photos", found)
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("%q is not a file", found)
	}
	return found, nil
}

// stem is a picture's name without its ending; ok is false for other files.
func stem(name string) (s string, ok bool) {
	ext := path.Ext(name)
	if !slices.Contains(pictures, strings.ToLower(ext)) {
		return "", false
	}
	return name[:len(name)-len(ext)], true
}

// foldName makes names the same that differ only in case or in how accents are
// stored: macOS takes them apart.
func foldName(s string) string { return strings.ToLower(norm.NFC.String(s)) }

package photo

import (
	"bytes"
	"errors"
	"image"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kettle/internal/community"
)

func open(t *testing.T) *Dir {
	t.Helper()
	d, err := Open(filepath.Join(t.TempDir(), "photos"), 2)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func put(t *testing.T, d *Dir, data []byte) string {
	t.Helper()
	hash, err := d.Put(t.Context(), bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

// longer gives the longer side of what is opened for a side.
func longer(t *testing.T, d *Dir, hash string, side int) int {
	t.Helper()
	img, err := d.Image(t.Context(), hash, side)
	if err != nil {
		t.Fatal(err)
	}
	return max(img.Bounds().Dx(), img.Bounds().Dy())
}

func files(t *testing.T, d *Dir) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(d.path, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, e.Name())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestPutMakesAllSizesOnce(t *testing.T) {
	d := open(t)
	hash := put(t, d, asJPEG(t, scene(1800, 90)))
	want := []string{hash + "-160.jpg", hash + "-320.jpg", hash + "-640.jpg", hash + ".jpg"}
	if got := files(t, d); !slices.Equal(got, want) {
		t.Errorf("files are %v", got)
	}
	if name := d.name(hash, 320); !strings.HasSuffix(name, "photos/"+hash[:2]+"/"+hash+"-320.jpg") {
		t.Errorf("320 is %s", name)
	}
	for side, want := range map[int]int{1: 160, 160: 160, 161: 320, 640: 640, 641: 1600, 1600: 1600, 4000: 1600, 0: 1600, -1: 1600} {
		if got := longer(t, d, hash, side); got != want {
			t.Errorf("side %d opens %d pixels, want %d", side, got, want)
		}
	}
}

func TestSmallPhotoIsNotEnlarged(t *testing.T) {
	d := open(t)
	hash := put(t, d, asPNG(t, scene(300, 200)))
	if got := files(t, d); len(got) != 2 {
		t.Errorf("files are %v, want the photo and 160", got)
	}
	for side, want := range map[int]int{100: 160, 320: 300, 640: 300, 1600: 300} {
		if got := longer(t, d, hash, side); got != want {
			t.Errorf("side %d opens %d pixels, want %d", side, got, want)
		}
	}
}

func TestPutTwiceIsOnePhoto(t *testing.T) {
	d := open(t)
	data := asPNG(t, scene(700, 70))
	hash := put(t, d, data)
	before := files(t, d)
	if again := put(t, d, data); again != hash {
		t.Errorf("the second time it is %s, not %s", again, hash)
	}
	if got := files(t, d); !slices.Equal(got, before) {
		t.Errorf("files are %v, were %v", got, before)
	}
}

func TestPutByManyAtOnceIsHarmless(t *testing.T) {
	d := open(t)
	data := asPNG(t, scene(400, 30))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			hash, err := d.Put(t.Context(), bytes.NewReader(data))
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := d.Image(t.Context(), hash, 320); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if hashes, err := d.List(); err != nil || len(hashes) != 1 {
		t.Errorf("list is %v, %v", hashes, err)
	}
}

func TestOnlyTheOwnerMayRead(t *testing.T) {
	d := open(t)
	hash := put(t, d, asPNG(t, scene(700, 10)))
	for name, want := range map[string]fs.FileMode{
		d.path: 0o700, filepath.Dir(d.name(hash, 0)): 0o700, d.name(hash, 0): 0o600, d.name(hash, 640): 0o600,
	} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
}

func TestHashNamesTheBytes(t *testing.T) {
	d := open(t)
	hash := put(t, d, asPNG(t, scene(200, 200)))
	f, err := d.Open(hash, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil || hashOf(data) != hash {
		t.Errorf("the bytes of %s have hash %s: %v", hash, hashOf(data), err)
	}
}

func TestUnknownPhotoIsNotFound(t *testing.T) {
	d := open(t)
	for _, hash := range []string{strings.Repeat("a", 64), "", "..", "../../etc/passwd", strings.Repeat("A", 64)} {
		if _, err := d.Open(hash, 320); !errors.Is(err, community.ErrNotFound) {
			t.Errorf("open %q: %v", hash, err)
		}
		if _, err := d.Image(t.Context(), hash, 0); !errors.Is(err, community.ErrNotFound) {
			t.Errorf("image %q: %v", hash, err)
		}
	}
	if err := d.Remove("../../x"); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("remove outside: %v", err)
	}
}

func TestMissingAndDamagedSizesAreMadeAgain(t *testing.T) {
	d := open(t)
	hash := put(t, d, asPNG(t, scene(900, 90)))
	if err := os.Remove(d.name(hash, 320)); err != nil {
		t.Fatal(err)
	}
	if got := longer(t, d, hash, 320); got != 320 {
		t.Errorf("the missing size opens as %d", got)
	}
	for _, junk := range []string{"", "not a jpeg", "\xff\xd8\xff\xe0\x00\x10JFIF"} {
		if err := os.WriteFile(d.name(hash, 160), []byte(junk), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := longer(t, d, hash, 160); got != 160 {
			t.Errorf("the damaged size opens as %d", got)
		}
	}
}

func TestOpenGivesNoSizeThatAPowerCutTore(t *testing.T) {
	d := open(t)
	hash := put(t, d, asJPEG(t, scene(900, 90)))
	whole, err := os.ReadFile(d.name(hash, 320))
	if err != nil {
		t.Fatal(err)
	}
	for name, torn := range map[string][]byte{
		"empty": {}, "a byte": whole[:1], "its head": whole[:2], "half": whole[:len(whole)/2],
		"half, then zeros": append(bytes.Clone(whole[:len(whole)/2]), make([]byte, len(whole)-len(whole)/2)...),
		"zeros":            make([]byte, len(whole)),
	} {
		if err := os.WriteFile(d.name(hash, 320), torn, 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := d.Open(hash, 320)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(f)
		f.Close()
		if err != nil || !bytes.Equal(got, whole) {
			t.Errorf("%s: %d bytes are opened of %d, %v", name, len(got), len(whole), err)
		}
	}
}

func TestSizesOfAPhotoKeptAsItIsAreOfItsShape(t *testing.T) {
	d := open(t)
	for _, c := range []struct{ w, h, side, wantW, wantH int }{
		{1281, 1003, 640, 640, 501}, {1600, 1249, 640, 640, 500}, {1003, 1281, 320, 251, 320}, {1600, 1, 160, 160, 1}, {641, 640, 640, 640, 639},
	} {
		hash := put(t, d, asJPEG(t, scene(c.w, c.h)))
		img, err := d.Image(t.Context(), hash, c.side)
		if err != nil {
			t.Fatal(err)
		}
		if got := img.Bounds().Size(); got != image.Pt(c.wantW, c.wantH) {
			t.Errorf("%d by %d at %d is %v", c.w, c.h, c.side, got)
		}
	}
}

func TestCheckNamesDamagedPhotos(t *testing.T) {
	d := open(t)
	good, bad := put(t, d, asPNG(t, scene(700, 50))), put(t, d, asPNG(t, scene(50, 700)))
	data, err := os.ReadFile(d.name(bad, 0))
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(d.name(bad, 0), data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.name(good, 160), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := d.Check(t.Context())
	if err != nil || !slices.Equal(got, []string{bad}) {
		t.Errorf("check gives %v, %v; want %s", got, err, bad)
	}
	if _, err := os.Stat(d.name(good, 160)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the damaged size is still there: %v", err)
	}
	if again := put(t, d, asPNG(t, scene(50, 700))); again != bad {
		t.Fatalf("put gave %s", again)
	}
	if got, err := d.Check(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("after putting it again check gives %v, %v", got, err)
	}
}

func TestRemoveTakesAllSizes(t *testing.T) {
	d := open(t)
	hash := put(t, d, asPNG(t, scene(900, 90)))
	other := put(t, d, asPNG(t, scene(100, 100)))
	for range 2 {
		if err := d.Remove(hash); err != nil {
			t.Fatal(err)
		}
	}
	if got := files(t, d); !slices.Equal(got, []string{other + ".jpg"}) {
		t.Errorf("left are %v", got)
	}
	if _, err := d.Open(hash, 160); !errors.Is(err, community.ErrNotFound) {
		t.Errorf("open: %v", err)
	}
}

func TestPruneLeavesWhatIsWantedOrNew(t *testing.T) {
	d := open(t)
	long, cut := time.Now().Add(-time.Hour), time.Now().Add(-time.Minute)
	age := func(hash string) string {
		for _, s := range []int{0, 640, 320, 160} {
			if err := os.Chtimes(d.name(hash, s), long, long); err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Fatal(err)
			}
		}
		return hash
	}
	wanted := age(put(t, d, asPNG(t, scene(200, 100))))
	unwanted := age(put(t, d, asPNG(t, scene(200, 110))))
	fresh := put(t, d, asPNG(t, scene(200, 120)))
	again := age(put(t, d, asPNG(t, scene(200, 130))))
	put(t, d, asPNG(t, scene(200, 130))) // put again: somebody is about to refer to it
	stray := filepath.Join(d.path, "ab", strings.Repeat("ab", 32)+"-320.jpg")
	half := filepath.Join(filepath.Dir(d.name(wanted, 0)), "."+wanted+".jpg1234")
	for _, name := range []string{stray, half} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, nil, 0o600), os.Chtimes(name, long, long)); err != nil {
			t.Fatal(err)
		}
	}

	n, err := d.Prune(func(hash string) bool { return hash == wanted }, cut)
	if err != nil || n != 1 {
		t.Errorf("pruned %d, %v", n, err)
	}
	left, err := d.List()
	want := []string{wanted, fresh, again}
	slices.Sort(want)
	if err != nil || !slices.Equal(left, want) {
		t.Errorf("left %v, %v; %s should be gone", left, err, unwanted)
	}
	if got := len(files(t, d)); got != 6 {
		t.Errorf("%d files are left, want 3 photos and their 160: %v", got, files(t, d))
	}
}

func TestTakeKeepsAnothersPhotoByteForByte(t *testing.T) {
	from, to := open(t), open(t)
	hash := put(t, from, asPNG(t, scene(700, 40)))
	data, err := os.ReadFile(from.name(hash, 0))
	if err != nil {
		t.Fatal(err)
	}
	if err := to.Take(t.Context(), hash, bytes.NewReader(data)); err != nil {
		t.Fatal(err)
	}
	if got := longer(t, to, hash, 320); got != 320 {
		t.Errorf("320 opens as %d", got)
	}
	for name, other := range map[string][]byte{
		"changed": append(data[:len(data):len(data)], 0), "not a jpeg": asPNG(t, scene(9, 9)),
		"too large": asJPEG(t, scene(1601, 2)), "not upright": withEXIF(data, exif(6)),
		"with its place": withEXIF(data, exif(1)), "with more behind it": append(bytes.Clone(data), "secret"...),
	} {
		h := hashOf(other)
		if name == "changed" {
			h = hash
		}
		var refused *RefusedError
		if err := to.Take(t.Context(), h, bytes.NewReader(other)); !errors.As(err, &refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if hashes, err := to.List(); err != nil || !slices.Equal(hashes, []string{hash}) {
		t.Errorf("kept %v, %v", hashes, err)
	}
}

package qr

import (
	"image"
	"image/color"
	"strings"
	"sync"
	"testing"
)

// finder says whether the large square that marks a corner begins at x, y.
func finder(c *Code, x, y int) bool {
	for dy := range 7 {
		for dx := range 7 {
			edge := dx == 0 || dy == 0 || dx == 6 || dy == 6
			heart := dx >= 2 && dx <= 4 && dy >= 2 && dy <= 4
			if c.Dark(x+dx, y+dy) != (edge || heart) {
				return false
			}
		}
	}
	return true
}

func TestACodeHasItsThreeCornersAndNoBorder(t *testing.T) {
	for _, level := range []Level{M, Q} {
		c, err := New("HTTP://192.168.1.20:8420/M/ABCDEFGH", level)
		if err != nil {
			t.Fatal(err)
		}
		n := c.Size()
		if !finder(c, 0, 0) || !finder(c, n-7, 0) || !finder(c, 0, n-7) {
			t.Errorf("level %d: a corner is missing", level)
		}
		if (n-17)%4 != 0 {
			t.Errorf("level %d: %d modules a side is no size of a code", level, n)
		}
	}
}

func TestAnAddressInUpperCaseIsSmaller(t *testing.T) {
	upper, err := New("HTTP://192.168.1.20:8420/M/ABCDEFGH", M)
	if err != nil {
		t.Fatal(err)
	}
	lower, err := New("http://192.168.1.20:8420/m/abcdefgh", M)
	if err != nil {
		t.Fatal(err)
	}
	if upper.Size() != 25 || lower.Size() <= upper.Size() {
		t.Errorf("upper case has %d modules, lower %d; 25 and more expected", upper.Size(), lower.Size())
	}
}

func TestOutsideOfTheCodeIsWhite(t *testing.T) {
	c, err := New("A", M)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []image.Point{{-1, 0}, {0, -1}, {c.Size(), 0}, {0, c.Size()}} {
		if c.Dark(at.X, at.Y) {
			t.Errorf("the module at %v is dark", at)
		}
	}
}

func TestTextThatFitsNoCodeIsAnError(t *testing.T) {
	for _, text := range []string{"", strings.Repeat("é", 4000), strings.Repeat("A", 10_000)} {
		if c, err := New(text, Q); err == nil {
			t.Errorf("%d characters made a code of %d modules", len(text), c.Size())
		}
	}
}

func TestTheCacheKeepsCodesAndLevelsApart(t *testing.T) {
	var cache Cache
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 2 * maxKept {
				if _, err := cache.Code(strings.Repeat("A", i%300+1), M); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	a, _ := cache.Code("SAME TEXT OF SOME LENGTH", M)
	b, _ := cache.Code("SAME TEXT OF SOME LENGTH", M)
	q, _ := cache.Code("SAME TEXT OF SOME LENGTH", Q)
	if a == nil || a != b {
		t.Error("the same text was made twice")
	}
	if q == a {
		t.Error("two levels share one code")
	}
	if len(cache.kept) > maxKept {
		t.Errorf("%d codes are kept, at most %d wanted", len(cache.kept), maxKept)
	}
}

func TestThePictureHasAQuietZoneAndWholeModules(t *testing.T) {
	c, err := New("KETTLE", Q)
	if err != nil {
		t.Fatal(err)
	}
	const module = 3
	img := c.Image(module)
	if want := (c.Size() + 2*Quiet) * module; img.Bounds().Dx() != want || img.Bounds().Dy() != want {
		t.Fatalf("the picture is %v, %d a side wanted", img.Bounds(), want)
	}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			dark := img.At(x, y) == color.Color(color.Black)
			if dark != c.Dark(x/module-Quiet, y/module-Quiet) {
				t.Fatalf("pixel %d,%d does not show its module", x, y)
			}
		}
	}
	if got := c.Image(0).Bounds().Dx(); got != c.Size()+2*Quiet {
		t.Errorf("a module of no pixels gives a picture of %d", got)
	}
}

func TestTheTerminalShowsTwoRowsInOne(t *testing.T) {
	c, err := New("KETTLE", M)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(c.Text(), "\n"), "\n")
	if want := (c.Size() + 2*Quiet + 1) / 2; len(lines) != want {
		t.Fatalf("%d lines, %d wanted", len(lines), want)
	}
	strip := strings.NewReplacer("\x1b[38;5;16;48;5;231m", "", "\x1b[0m", "")
	for row, line := range lines {
		for x, r := range []rune(strip.Replace(line)) {
			upper, lower := c.Dark(x-Quiet, 2*row-Quiet), c.Dark(x-Quiet, 2*row+1-Quiet)
			if upper != (r == '█' || r == '▀') || lower != (r == '█' || r == '▄') {
				t.Fatalf("line %d, character %d is %q", row, x, r)
			}
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New("HTTP://192.168.1.20:8420/M/ABCDEFGH", M); err != nil {
			b.Fatal(err)
		}
	}
}

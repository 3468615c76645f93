// Package uitest renders what package ui composes to pictures, without a
// display, and compares them with golden ones.
package uitest

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	_ "fyne.io/fyne/v2/test" // the in-memory app

	"kettle/internal/ui"
)

// App gives Fyne's in-memory app Kettle's look. All tests of a package share one
// app: a new app or theme makes Fyne read every font again.
//
// What draws is left out under the race detector. It draws on the test's own
// goroutine, where there is nothing to detect, and would take nine times as long.
func App(t testing.TB) {
	t.Helper()
	if raced {
		t.Skip("draws on one goroutine: `make test` runs it without the race detector")
	}
	if s := fyne.CurrentApp().Settings(); s.Theme() != ui.Theme() {
		s.SetTheme(ui.Theme())
	}
}

// Render draws an object on paper with the software driver.
func Render(o fyne.CanvasObject, w, h int) image.Image {
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(o)
	c.Resize(fyne.NewSize(float32(w), float32(h)))
	return c.Capture()
}

// Save writes a picture, folders included.
func Save(t testing.TB, path string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path) //nolint:gosec // a path of the test's own
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// Golden compares a picture with testdata/NAME.png. What differs is written to
// testdata/failed/NAME.png, to be looked at and, if it is right, moved. A few
// pixels may differ, and every pixel by a little, as fonts are drawn a little
// differently on other machines.
func Golden(t testing.TB, name string, img image.Image) {
	t.Helper()
	failed := filepath.Join("testdata", "failed", name+".png")
	f, err := os.Open(filepath.Join("testdata", name+".png")) //nolint:gosec // a path of the test's own
	if err != nil {
		Save(t, failed, img)
		t.Errorf("no golden picture yet: look at %s", failed)
		return
	}
	defer func() { _ = f.Close() }()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if share := Differs(want, img); share > 0.002 {
		Save(t, failed, img)
		t.Errorf("%.2f %% of the picture differs from testdata/%s.png: look at %s", share*100, name, failed)
	}
}

// Differs gives the share of pixels that are clearly not the same; 1 for
// pictures of different sizes.
func Differs(a, b image.Image) float64 {
	size := a.Bounds().Size()
	if size != b.Bounds().Size() {
		return 1
	}
	n := 0
	for y := range size.Y {
		for x := range size.X {
			p, q := a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y), b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y)
			if distance(p, q) > 48 {
				n++
			}
		}
	}
	return float64(n) / float64(size.X*size.Y)
}

func distance(a, b color.Color) int {
	p, q := color.NRGBAModel.Convert(a).(color.NRGBA), color.NRGBAModel.Convert(b).(color.NRGBA) //nolint:forcetypeassert // the model gives nothing else
	d := func(a, b uint8) int { return max(int(a), int(b)) - min(int(a), int(b)) }
	return d(p.R, q.R) + d(p.G, q.G) + d(p.B, q.B)
}

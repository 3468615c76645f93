package ui

import (
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"

	"kettle/internal/qr"
)

const address = "HTTP://192.168.1.20:8420/M/7KQ2MX9A"

func TestModulesAreWholePixelsWithTheirQuietZone(t *testing.T) {
	app(t)
	for _, size := range []fyne.Size{{Width: 1920, Height: 1080}, {Width: 3840, Height: 2160}, {Width: 1366, Height: 768}} {
		p := NewPage(size, nil)
		p.QR(101.3, 57.7, 215, address)
		card, code := p.objects[0].(*canvas.Rectangle), p.objects[1].(*canvas.Image)
		b, err := qr.New(address, qr.M)
		if err != nil {
			t.Fatal(err)
		}
		n := b.Size()
		px := code.Image.Bounds().Dx()
		if px%n != 0 || code.Size() != fyne.NewSize(float32(px), float32(px)) {
			t.Errorf("%d modules in %d pixels, drawn at %v", n, px, code.Size())
		}
		left := code.Position().X - card.Position().X
		right := card.Position().X + card.Size().Width - code.Position().X - code.Size().Width
		if zone := float32(4 * px / n); left < zone-1 || right < zone-1 {
			t.Errorf("%v and %v pixels of white beside the code, want %v", left, right, zone)
		}
	}
}

func TestContentThatNoCodeHoldsLeavesTheCardEmpty(t *testing.T) {
	app(t)
	p := NewPage(fyne.NewSize(1920, 1080), nil)
	p.QR(0, 0, 215, strings.Repeat("X", 9000))
	p.QR(0, 0, 10, address)
	for _, o := range p.objects {
		if _, ok := o.(*canvas.Image); ok {
			t.Error("something was drawn")
		}
	}
}

func TestAScannerReadsTheCode(t *testing.T) {
	scanner, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Skip("zbarimg is not installed")
	}
	app(t)
	p := NewPage(fyne.NewSize(1920, 1080), nil)
	p.Fill(Paper)
	p.QR(100, 100, 215, address)
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(p.Object())
	c.Resize(fyne.NewSize(800, 600))
	path := filepath.Join(t.TempDir(), "code.png")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, c.Capture()); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), scanner, "-q", "--raw", path).Output()
	if got := strings.TrimSpace(string(out)); err != nil || got != address {
		t.Errorf("read %q, %v", got, err)
	}
}

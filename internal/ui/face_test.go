package ui

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
)

func app(t testing.TB) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(Theme())
}

func TestOneFontHasEveryLetterOfAText(t *testing.T) {
	for _, tt := range []struct {
		text, font string
		face       Face
	}{
		{"Siobhán Ní Bhriain", "Fraunces-SemiBold.ttf", Display},
		{"Nguyễn Văn Bảo", "Fraunces-SemiBold.ttf", Display},
		{"Łukasz", "Fraunces-SemiBold.ttf", Display},
		{"Ольга Ковальчук", "NotoSerif-Bold.ttf", Display},
		{"Ελένη Παπαδοπούλου", "NotoSerif-Bold.ttf", Display},
		{"Ольга · Ελένη", "Inter-Regular.otf", Body},
		{"Ask me: “VAT”…", "Inter-SemiBold.otf", Bold},
		{"陈美玲", "sans-serif", Display},
	} {
		segs := loadedFaces().segments(tt.text, tt.face)
		if len(segs) != 1 || segs[0].source == nil || segs[0].source.Name() != tt.font {
			t.Errorf("%s is drawn in %+v, want %s alone", tt.text, segs, tt.font)
		}
	}
}

func TestEmojiStandAloneAndUnknownSymbolsAreLeftOut(t *testing.T) {
	segs := loadedFaces().segments("Tea ☕ and \U000F1234cake", Body)
	var got []string
	for _, s := range segs {
		got = append(got, s.text)
	}
	if strings.Join(got, "|") != "Tea |☕| and |cake" {
		t.Errorf("got %q", got)
	}
	if s := loadedFaces().segments("\U000F1234\u200d", Body); len(s) != 0 {
		t.Errorf("what no font has must not become a box: %+v", s)
	}
}

// A text of letters that only the system has keeps the baseline of its line:
// its first font is the tall one, which has the marker.
func TestAMarkedTextHasTheBaselineOfTheTallFont(t *testing.T) {
	app(t)
	for _, face := range []Face{Body, Bold, Display} {
		seg := segment{"A", loadedFaces().others[face], true}
		_, lead, base := measure(seg, face, 100)
		if lead <= 5 || lead > 60 {
			t.Errorf("the marker is %v wide", lead)
		}
		if base < 129 || base > 131 {
			t.Errorf("the baseline is at %v, want 130", base)
		}
	}
	blank := canvas.NewText(string(marker), color.Black)
	blank.FontSource, blank.TextSize = loadedFaces().others[Body], 60
	if n := ink(t, blank); n != 0 {
		t.Errorf("the marker is to be seen: %d dark pixels", n)
	}
}

// Fyne cuts what stands out of the line box, so the box must hold the tallest
// accents and the deepest descenders of the embedded fonts.
func TestNoAccentOrDescenderIsCut(t *testing.T) {
	app(t)
	for face, text := range map[Face]string{Display: "ẪỆgjpqyđ", Bold: "ẪỆÅgjpqy", Body: "ẪỆÅgjpqy"} {
		src := loadedFaces().faces[face][0].resource
		whole := canvas.NewText(text, color.Black)
		whole.FontSource, whole.TextSize = src, 80
		wide := canvas.NewText(text, color.Black)
		wide.FontSource, wide.TextSize = boxed("wide "+src.Name(), src.Content(), box{2, 2}), 80
		if a, b := ink(t, whole), ink(t, wide); a != b {
			t.Errorf("face %d: %d dark pixels, %d in a box of twice the height", face, a, b)
		}
	}
}

func TestABrokenFontIsGivenBackUnchanged(t *testing.T) {
	for _, data := range []string{"", "x", strings.Repeat("\xff", 40), "OTTO\x00\x09aaaaaaaaaaaaaaaaaa"} {
		if got := boxed("broken", []byte(data), tallBox).Content(); string(got) != data {
			t.Errorf("%q became %q", data, got)
		}
	}
}

func FuzzBoxedNeverPanics(f *testing.F) {
	f.Add([]byte("OTTO\x00\x01\x00\x00\x00\x00\x00\x00head0000\x00\x00\x00\x00\x00\x00\x00\x20"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got := boxed("x", data, plainBox).Content(); len(got) != len(data) {
			t.Errorf("%d bytes became %d", len(data), len(got))
		}
	})
}

// ink counts the dark pixels of a text drawn alone.
func ink(t *testing.T, text *canvas.Text) (n int) {
	t.Helper()
	c := software.NewCanvas()
	c.SetPadded(false)
	text.Resize(text.MinSize())
	c.SetContent(text)
	c.Resize(text.MinSize().Max(fyne.NewSize(10, 10)))
	img := c.Capture()
	eachPixel(img, func(c color.NRGBA) {
		if int(c.R)+int(c.G)+int(c.B) < 300 {
			n++
		}
	})
	return n
}

func eachPixel(img image.Image, do func(color.NRGBA)) {
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			do(color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)) //nolint:forcetypeassert // the model gives nothing else
		}
	}
}

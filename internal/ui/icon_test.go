package ui

import (
	"image/color"
	"strings"
	"testing"

	"kettle/assets"
)

func TestEveryIconIsDrawnInItsColourAndExactSize(t *testing.T) {
	app(t)
	files, err := assets.Icons.ReadDir("icons")
	if err != nil {
		t.Fatal(err)
	}
	s := NewPictures(nil, nil)
	n := 0
	for _, f := range files {
		name, ok := strings.CutSuffix(f.Name(), ".svg")
		if !ok {
			continue
		}
		n++
		for _, px := range []int{24, 37, 96} {
			img := s.icon(name, px, Terra)
			if img == nil || img.Bounds().Dx() != px || img.Bounds().Dy() != px {
				t.Errorf("%s at %d: %v", name, px, img)
				continue
			}
			dark := 0
			eachPixel(img, func(c color.NRGBA) {
				if c.A > 200 {
					dark++
					if c.R < Terra.R-6 || c.R > Terra.R+6 {
						t.Errorf("%s has a pixel of %v", name, c)
					}
				}
			})
			if dark < px/2 {
				t.Errorf("%s at %d has only %d full pixels", name, px, dark)
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d icons", n)
	}
	if once := s.icon("check", 24, Ink); once != s.icon("check", 24, Ink) {
		t.Error("an icon was drawn twice")
	}
}

func TestAnUnknownIconDrawsNothing(t *testing.T) {
	if _, err := drawIcon("no-such-icon", 24, "#000000"); err == nil {
		t.Error("no error")
	}
}

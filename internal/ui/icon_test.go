package ui

import (
	"image/color"
	"regexp"
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

// The toolkit's reader of SVG draws something else, or nothing, where one letter stands
// for several arcs, or nothing stands between the flags of one.
func TestTheArcsOfIconsAreWrittenApart(t *testing.T) {
	files, err := assets.Icons.ReadDir("icons")
	if err != nil {
		t.Fatal(err)
	}
	arcs, numbers := regexp.MustCompile(`[aA][^a-zA-Z"]*`), regexp.MustCompile(`[+-]?(\d+\.\d*|\.\d+|\d+)`)
	n := 0
	for _, f := range files {
		svg, err := assets.Icons.ReadFile("icons/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range regexp.MustCompile(` d="([^"]+)"`).FindAllStringSubmatch(string(svg), -1) {
			for _, arc := range arcs.FindAllString(path[1], -1) {
				n++
				if len(numbers.FindAllString(arc, -1)) != 7 {
					t.Errorf("%s: %q", f.Name(), arc)
				}
			}
		}
	}
	if n < 50 {
		t.Errorf("only %d arcs", n)
	}
}

func TestAnUnknownIconDrawsNothing(t *testing.T) {
	if _, err := drawIcon("no-such-icon", 24, "#000000"); err == nil {
		t.Error("no error")
	}
}

package ui

import (
	"fmt"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/font/sfnt"

	"kettle/assets"
)

// Face is one of the three voices of the design.
type Face int

// Display is for names, headings and the clock; Body and Bold for the rest.
const (
	Body    Face = iota // Inter Regular
	Bold                // Inter SemiBold
	Display             // Fraunces SemiBold
)

// A face has the line metrics of its font, in parts of its size, which place
// its first baseline; a text in another font keeps to them.
type metric struct{ ascent, descent, leading float32 }

func (f Face) metric() metric {
	if f == Display {
		return metric{0.978, 0.255, 1.16}
	}
	return metric{0.969, 0.242, 1.32}
}

// knownRunes is how far the tables of the embedded fonts are looked up in
// advance. None of them has a letter beyond it.
const knownRunes = 0x3000

// typeface is one embedded font: what it covers, and the resource that Fyne
// draws it from.
type typeface struct {
	has      [knownRunes / 8]byte
	glyphs   []sfnt.GlyphIndex // by rune; only while the fonts are being loaded
	resource fyne.Resource
}

func (t *typeface) covers(r rune) bool {
	return r >= 0 && r < knownRunes && t.has[r/8]&(1<<(r%8)) != 0
}

// typefaces are all fonts. Nothing in it changes once it is loaded.
type typefaces struct {
	faces     [3][]*typeface // by Face, best first
	others    [3]fyne.Resource
	pictorial []*sfnt.Font // what draws emoji and symbols
	theme     [2]fyne.Resource
}

var loadedFaces = sync.OnceValue(loadFaces)

func loadFaces() *typefaces {
	load := func(file string) *typeface {
		data, err := assets.Fonts.ReadFile("fonts/" + file)
		if err != nil {
			panic(fmt.Sprintf("embedded font %s: %v", file, err))
		}
		f, err := sfnt.Parse(data)
		if err != nil {
			panic(fmt.Sprintf("embedded font %s: %v", file, err))
		}
		t := &typeface{resource: boxed(file, data, plainBox)}
		var buf sfnt.Buffer
		t.glyphs = make([]sfnt.GlyphIndex, knownRunes)
		for r := rune(0); r < knownRunes; r++ {
			if g, err := f.GlyphIndex(&buf, r); err == nil && g != 0 {
				t.has[r/8] |= 1 << (r % 8)
				t.glyphs[r] = g
			}
		}
		return t
	}
	regular, semi := load("Inter-Regular.otf"), load("Inter-SemiBold.otf")
	fraunces, serif := load("Fraunces-SemiBold.ttf"), load("NotoSerif-Bold.ttf")
	tall := func(name string, t *typeface) fyne.Resource {
		data := boxed(name, t.resource.Content(), tallBox).Content()
		return fyne.NewStaticResource(name, marked(data, t))
	}
	all := &typefaces{
		faces: [3][]*typeface{Body: {regular}, Bold: {semi}, Display: {fraunces, serif}},
		// Fyne asks the system for missing letters in the family that the
		// resource is named after. One family for all faces, because each font
		// of Han letters takes 20 MB.
		others: [3]fyne.Resource{
			Body: tall("sans-serif", regular), Bold: tall("sans-serif", semi), Display: tall("sans-serif", fraunces),
		},
		theme: [2]fyne.Resource{tall("Kettle", regular), tall("Kettle SemiBold", semi)},
	}
	for _, list := range all.faces {
		for _, t := range list {
			t.glyphs = nil
		}
	}
	for _, r := range []fyne.Resource{theme.DefaultEmojiFont(), theme.DefaultSymbolFont()} {
		if r == nil {
			continue
		}
		if f, err := sfnt.Parse(r.Content()); err == nil {
			all.pictorial = append(all.pictorial, f)
		}
	}
	return all
}

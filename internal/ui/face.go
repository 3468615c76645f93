package ui

import (
	"encoding/binary"
	"fmt"
	"sync"
	"unicode"

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

// Lines of an embedded face get room for stacked accents; lines that need a
// font of the system get room for the tallest scripts. Fyne cuts whatever
// stands out of the line box of the first font.
var (
	plainBox = box{ascent: 1.15, descent: 0.40}
	tallBox  = box{ascent: 1.30, descent: 0.80}
)

type box struct{ ascent, descent float64 }

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

// boxed gives the font with another line box: ascent and descent, in parts of
// its size, are written into its hhea and OS/2 tables. Glyphs stay as they are.
// A font without these tables is given back unchanged.
func boxed(name string, data []byte, b box) fyne.Resource {
	data = append([]byte(nil), data...)
	table := func(tag string) []byte {
		if len(data) < 12 {
			return nil
		}
		for i := 0; i < int(binary.BigEndian.Uint16(data[4:])); i++ {
			rec := 12 + 16*i
			if rec+16 > len(data) {
				return nil
			}
			at, n := binary.BigEndian.Uint32(data[rec+8:]), binary.BigEndian.Uint32(data[rec+12:])
			if string(data[rec:rec+4]) == tag && uint64(at)+uint64(n) <= uint64(len(data)) {
				return data[at : at+n]
			}
		}
		return nil
	}
	head, hhea, os2 := table("head"), table("hhea"), table("OS/2")
	if len(head) >= 20 && len(hhea) >= 10 {
		em := float64(binary.BigEndian.Uint16(head[18:]))
		up, down := int16(b.ascent*em), int16(-b.descent*em)
		put := func(at []byte, v int16) { binary.BigEndian.PutUint16(at, uint16(v)) } //nolint:gosec // two's complement is the format
		put(hhea[4:], up)
		put(hhea[6:], down)
		put(hhea[8:], 0)
		if len(os2) >= 74 {
			put(os2[68:], up)
			put(os2[70:], down)
			put(os2[72:], 0)
		}
	}
	return fyne.NewStaticResource(name, data)
}

// marker is a rune that only the tall fonts have: a blank. Fyne sets a text as
// deep as the tallest font that draws part of it, so a text that begins with the
// marker has its baseline where the tall font has it, whatever draws the rest.
const marker = '\ue000'

// marked gives the font with a new table of runes (cmap, format 12): those of t
// and the marker.
func marked(data []byte, t *typeface) []byte {
	var groups []byte
	n := 0
	add := func(r rune, g sfnt.GlyphIndex) {
		for _, v := range [...]uint32{uint32(r), uint32(r), uint32(g)} { //nolint:gosec // runes are not negative
			groups = binary.BigEndian.AppendUint32(groups, v)
		}
		n++
	}
	for r, g := range t.glyphs {
		if g != 0 {
			add(rune(r), g)
		}
	}
	add(marker, t.glyphs[' '])
	var cmap []byte
	for _, v := range [...]uint16{0, 1, 3, 10, 0, 12, 12, 0} { // one table: Windows, full Unicode, at 12
		cmap = binary.BigEndian.AppendUint16(cmap, v)
	}
	for _, v := range [...]uint32{uint32(16 + len(groups)), 0, uint32(n)} { //nolint:gosec // a few thousand
		cmap = binary.BigEndian.AppendUint32(cmap, v)
	}
	cmap = append(cmap, groups...)
	for i := 0; i < int(binary.BigEndian.Uint16(data[4:])); i++ {
		rec := data[12+16*i:][:16]
		if string(rec[:4]) != "cmap" {
			continue
		}
		for len(data)%4 != 0 {
			data = append(data, 0)
		}
		rec = data[12+16*i:][:16]
		binary.BigEndian.PutUint32(rec[8:], uint32(len(data)))  //nolint:gosec // a font is some 100 KB
		binary.BigEndian.PutUint32(rec[12:], uint32(len(cmap))) //nolint:gosec // the same
		data = append(data, cmap...)
		break
	}
	return data
}

// A segment is a part of a line that one resource draws; a nil source is the
// theme's, with its emoji and symbols.
type segment struct {
	text   string
	source fyne.Resource
	marked bool // a marker is drawn before the text
}

// drawn is the text as it is given to Fyne.
func (s segment) drawn() string {
	if s.marked {
		return string(marker) + s.text
	}
	return s.text
}

// segments parts a line by the fonts it needs: as a rule one segment, in one
// font that has every letter. Emoji and symbols stand alone, since their fonts
// have no spaces; those that no font has are left out, and so are controls.
func (t *typefaces) segments(s string, face Face) []segment {
	if f := t.one(s, face); f != nil {
		return []segment{{s, f.resource, false}}
	}
	var out []segment
	runes := []rune(s)
	for i := 0; i < len(runes); {
		j := i
		if t.isPictorial(runes[i], face) {
			for j < len(runes) && (t.isPictorial(runes[j], face) || isJoiner(runes[j])) {
				j++
			}
			if kept := t.drawable(runes[i:j]); kept != "" {
				out = append(out, segment{kept, nil, true})
			}
		} else {
			for j < len(runes) && !t.isPictorial(runes[j], face) {
				j++
			}
			text := string(runes[i:j])
			if f := t.one(text, face); f != nil {
				out = append(out, segment{text, f.resource, false})
			} else {
				out = append(out, segment{text, t.others[face], true})
			}
		}
		i = j
	}
	return out
}

// one gives the best font that has every letter of s, nil for none.
func (t *typefaces) one(s string, face Face) *typeface {
next:
	for _, f := range t.faces[face] {
		for _, r := range s {
			if !f.covers(r) {
				continue next
			}
		}
		return f
	}
	return nil
}

func (t *typefaces) isPictorial(r rune, face Face) bool {
	for _, f := range t.faces[face] {
		if f.covers(r) {
			return false
		}
	}
	return unicode.IsSymbol(r) || unicode.Is(unicode.Co, r) || unicode.Is(unicode.Cn, r) || isJoiner(r)
}

// isJoiner says whether r only changes how its neighbours are drawn.
func isJoiner(r rune) bool {
	return r == 0x200d || r >= 0xfe00 && r <= 0xfe0f || r == 0x20e3 || r >= 0xe0020 && r <= 0xe007f
}

func (t *typefaces) drawable(runes []rune) string {
	var buf sfnt.Buffer
	var kept []rune
	real := false
	for _, r := range runes {
		for _, f := range t.pictorial {
			if g, err := f.GlyphIndex(&buf, r); err == nil && g != 0 {
				kept = append(kept, r)
				real = real || !isJoiner(r)
				break
			}
		}
	}
	if !real {
		return ""
	}
	return string(kept)
}

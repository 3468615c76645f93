package ui

import (
	"encoding/binary"

	"fyne.io/fyne/v2"
	"golang.org/x/image/font/sfnt"
)

// Lines of an embedded face get room for stacked accents; lines that need a
// font of the system get room for the tallest scripts. Fyne cuts whatever
// stands out of the line box of the first font.
var (
	plainBox = box{ascent: 1.15, descent: 0.40}
	tallBox  = box{ascent: 1.30, descent: 0.80}
)

type box struct{ ascent, descent float64 }

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

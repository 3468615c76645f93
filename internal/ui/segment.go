package ui

import (
	"unicode"

	"fyne.io/fyne/v2"
	"golang.org/x/image/font/sfnt"
)

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

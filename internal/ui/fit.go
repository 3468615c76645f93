package ui

import (
	"image/color"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// Style says how a text is set. Sizes are in units.
type Style struct {
	Face    Face
	Size    float32
	Color   color.Color
	Align   fyne.TextAlign
	Lines   int     // at most this many lines; 0 is one
	Min     float32 // the smallest size when one line is too long; 0 is no shrinking
	Wrap    bool    // use the lines before shrinking
	Leading float32 // from baseline to baseline, in parts of the size; 0 is the face's own
}

// A ruler measures a line of text, in the same measure as its size.
type ruler interface {
	width(s string, face Face, size float32) float32
}

// fitting is a text made to fit: its lines, and the size they are set in.
type fitting struct {
	size  float32
	lines []string
}

// fit makes s fit a width. One line at the full size is best; then one that is
// smaller, down to least; then as many as lines allows, at the greatest size
// that needs no ellipsis and parts no word; at last an ellipsis, at the least size.
// With wrapFirst more lines come before a smaller size. A line break in s is kept. The
// lines of a heading are about as long as one another, and no text ends with a word
// alone on its line.
func fit(m ruler, s string, face Face, size, least float32, lines int, wrapFirst bool, w float32) fitting {
	s = strings.TrimSpace(s)
	if s == "" || w <= 0 {
		return fitting{size: size}
	}
	if least <= 0 || least > size {
		least = size
	}
	lines = max(lines, 1)
	if !strings.Contains(s, "\n") {
		if full := m.width(s, face, size); full <= w {
			return fitting{size, []string{s}}
		} else if try := shrunk(size, w/full); lines == 1 || try >= least && !wrapFirst {
			for try = max(try, least); try >= least; try-- {
				if m.width(s, face, try) <= w {
					return fitting{try, []string{s}}
				}
			}
		}
	}
	for try := size; lines > 1 || strings.Contains(s, "\n"); try -= step(size) {
		try = max(try, least)
		got, whole := wrap(m, s, face, try, lines, w)
		whole = whole && (try == least || widest(m, s, face, try) <= w)
		switch {
		case whole && face == Display:
			got = even(m, s, face, try, got, w)
		case whole && !strings.Contains(s, "\n"):
			join(m, s, face, try, got, w)
		}
		if whole || try == least {
			return fitting{try, got}
		}
	}
	return fitting{least, []string{ellipsis(m, s, face, least, w)}}
}

func step(size float32) float32 { return max(float32(int(size/24)), 1) }

// shrunk is the size in whole pixels that a width calls for, or a little below.
func shrunk(size, share float32) float32 { return float32(int(size * share)) }

// wrap breaks s into at most that many lines; whole is false when an ellipsis
// was needed.
func wrap(m ruler, s string, face Face, size float32, lines int, w float32) (out []string, whole bool) {
	parts := strings.Split(s, "\n")
	for i, part := range parts {
		rest := strings.TrimSpace(part)
		for first := true; first || rest != ""; first = false {
			if len(out) == lines-1 && (i < len(parts)-1 || m.width(rest, face, size) > w) {
				if i < len(parts)-1 {
					rest += " …"
				}
				return append(out, ellipsis(m, rest, face, size, w)), false
			}
			var line string
			line, rest = breakLine(m, rest, face, size, w)
			out = append(out, line)
		}
	}
	return out, true
}

// even breaks s anew into as many lines, in the narrowest column that takes no more
// of them and parts no word.
func even(m ruler, s string, face Face, size float32, lines []string, w float32) []string {
	if len(lines) < 2 || strings.Contains(s, "\n") {
		return lines
	}
	narrow := widest(m, s, face, size)
	for wide := w; wide-narrow > 1; {
		mid := (narrow + wide) / 2
		if got, whole := wrap(m, s, face, size, len(lines), mid); whole {
			lines, wide = got, mid
		} else {
			narrow = mid
		}
	}
	return lines
}

// join gives the last word of s, where it is alone on its line, the word before it,
// too, if the line above has others.
func join(m ruler, s string, face Face, size float32, lines []string, w float32) {
	last := len(lines) - 1
	if last < 1 || nextBreak(lines[last]) < len(lines[last]) {
		return
	}
	above, words, at := lines[last-1], 0, 0
	for next := 0; next < len(above); words++ {
		at, next = next, next+nextBreak(above[next:])
	}
	two := s[strings.LastIndex(s[:len(s)-len(lines[last])], above[at:]):]
	if words > 3 && m.width(two, face, size) <= w {
		lines[last-1], lines[last] = strings.TrimRight(above[:at], " "), two
	}
}

// widest is the width of the longest stretch of s that has no place for a break.
func widest(m ruler, s string, face Face, size float32) (w float32) {
	for at, next := 0, 0; at < len(s); at = next {
		next = at + nextBreak(s[at:])
		for part := range strings.SplitSeq(s[at:next], "\n") {
			w = max(w, m.width(strings.TrimRight(part, " "), face, size))
		}
	}
	return w
}

// breakLine takes as much of s as fits the width, broken where a reader expects
// it; a word that is longer than a line is broken anywhere.
func breakLine(m ruler, s string, face Face, size, w float32) (line, rest string) {
	if m.width(s, face, size) <= w {
		return s, ""
	}
	var best int
	for at, next := 0, 0; at < len(s); at = next {
		next = at + nextBreak(s[at:])
		if m.width(strings.TrimRight(s[:next], " "), face, size) > w {
			break
		}
		best = next
	}
	if best == 0 {
		best = longest(s, func(head string) bool { return m.width(head, face, size) <= w })
		if best == 0 {
			_, best = utf8.DecodeRuneInString(s)
			for best < len(s) && !startsCluster(s[best:]) {
				_, n := utf8.DecodeRuneInString(s[best:])
				best += n
			}
		}
	}
	return strings.TrimRight(s[:best], " "), strings.TrimLeft(s[best:], " ")
}

// nextBreak gives the length of s up to its first place for a line break, the
// space or hyphen before it included.
func nextBreak(s string) int {
	var last rune
	for i, r := range s {
		switch {
		case i == 0:
		case last == ' ' && r != ' ':
			return i
		case (last == '-' || last == '/' || last == '–' || last == '\u200b') && unicode.IsLetter(r) && i > 2:
			return i
		case isWide(last) && isWide(r):
			return i
		}
		last = r
	}
	return len(s)
}

// isWide says whether r belongs to a script that breaks between any two
// letters.
func isWide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// ellipsis gives s if it fits, else the longest beginning of it that fits with
// an ellipsis after it.
func ellipsis(m ruler, s string, face Face, size, w float32) string {
	s = strings.ReplaceAll(s, "\n", " ")
	if m.width(s, face, size) <= w {
		return s
	}
	cut := func(head string) string { return strings.TrimRight(head, " .,;:·-–(„“\"'") + "…" }
	n := longest(s, func(head string) bool { return m.width(cut(head), face, size) <= w })
	if n == 0 {
		return ""
	}
	return cut(s[:n])
}

// longest gives the length of the longest beginning of s that is no more than
// ok, cut where no letter is parted from its marks; 0 for none.
func longest(s string, ok func(head string) bool) int {
	var ends []int
	for i := range s {
		if i > 0 && startsCluster(s[i:]) {
			ends = append(ends, i)
		}
	}
	ends = append(ends, len(s))
	lo, hi := 0, len(ends) // ends[:lo] are ok
	for lo < hi {
		if mid := (lo + hi) / 2; ok(s[:ends[mid]]) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return 0
	}
	return ends[lo-1]
}

// startsCluster says whether s may be cut from what is before it.
func startsCluster(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsMark(r) && !isJoiner(r) && r != 0x200c && (r < 0x1f3fb || r > 0x1f3ff)
}

package community

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits on what one field may hold, in characters.
const (
	maxLine  = 200  // names, headlines, tags
	maxWords = 2000 // about, descriptions
	maxTags  = 24   // elements of one list
	maxKind  = 80   // a kind of help, in the space's list and in a thank-you
)

// CleanLine makes text fit for one line: control and direction-changing
// characters are dropped, and joiners with nothing to join; runs of white space
// become one space.
func CleanLine(s string) string {
	if isClean(s) {
		return s
	}
	return strings.Trim(strings.Join(strings.Fields(visible(s)), " "), "\u200c\u200d ")
}

// isClean says of most texts, at little cost, that they are fine as they are.
func isClean(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}

// CleanWords does the same for a paragraph and keeps single line breaks.
func CleanWords(s string) string {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), "\n")
	kept := lines[:0]
	for _, l := range lines {
		l = CleanLine(l)
		if l == "" && (len(kept) == 0 || kept[len(kept)-1] == "") {
			continue
		}
		kept = append(kept, l)
	}
	return strings.TrimSpace(strings.Join(kept, "\n"))
}

// visible drops what a screen cannot or must not show: controls, the
// bidirectional overrides with which a name could hide another, unassigned
// specials. Joiners stay, since Persian and Indic names need them.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u200c', r == '\u200d':
			return r
		case r == '\t', r == '\n', r == '\r':
			return ' '
		case r == utf8.RuneError, unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Cs, r):
			return -1
		}
		return r
	}, s)
}

// setClean sets a text to a value, cleaned, unless it is too long.
func setClean(at *string, field, value string, limit int) error {
	clean := CleanLine
	if limit > maxLine {
		clean = CleanWords
	}
	value = clean(value)
	if n := utf8.RuneCountInString(value); n > limit {
		are := "is"
		if strings.HasSuffix(field, "s") && !strings.HasSuffix(field, "ss") {
			are = "are"
		}
		return fieldErr(field, "%s %d characters long, %d fit", are, n, limit)
	}
	*at = value
	return nil
}

// ParseYes reads yes and no as people write them; ok is false for anything
// else. Empty text is no.
func ParseYes(s string) (yes, ok bool) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "yes", "y", "true", "1", "on", "ja", "oui", "sí", "si", "tak", "x":
		return true, true
	case "", "no", "n", "false", "0", "off", "nein", "non", "nie":
		return false, true
	}
	return false, false
}

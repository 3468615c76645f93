package community

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// quotes are the marks that people put around what somebody says, and closers what may
// stand after the end of a sentence.
const (
	quotes  = "\"“”„«»"
	closers = quotes + "'’›)]」』）】"
)

// asking are the marks that ask; people who write Greek ask with what looks like a
// semicolon. stops are the full stops.
const (
	asking = "?؟？⁇⁈⁉;\u037e፧"
	stops  = ".。．｡।॥۔։።"
)

// Quoted is a text in quotation marks, without those that it brought around all of it.
func Quoted(s string) string {
	if bare := strings.Trim(s, quotes+" "); !strings.ContainsAny(bare, quotes) {
		s = bare
	}
	return "“" + s + "”"
}

// End ends a sentence with its mark, "." or "?", which is not said twice where the
// sentence ends with a quotation that has one of its own: after any other mark there is
// no full stop, after a mark that asks no question mark, and a full stop gives way to one.
func End(s, mark string) string {
	bare := strings.TrimRight(s, closers)
	marks := bare[len(strings.TrimRightFunc(bare, ends)):]
	switch {
	case s == "", strings.ContainsAny(marks, asking), mark == "." && marks != "":
		return s
	case utf8.RuneCountInString(marks) == 1 && strings.Contains(stops, marks):
		return strings.TrimSuffix(bare, marks) + s[len(bare):] + mark
	}
	return s + mark
}

// ends says whether a mark ends a sentence, in whichever script.
func ends(r rune) bool {
	return r == '…' || unicode.Is(unicode.Sentence_Terminal, r) || strings.ContainsRune(asking, r)
}

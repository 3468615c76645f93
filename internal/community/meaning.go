package community

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// dull are words that say nothing of what somebody needs or can do. Two texts
// that share only these have nothing in common.
var dull = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`
		a about advice all an and any anybody anyone are around as at bad be beginner basic best big business but by can
		chat company day do draft english expert first for friend from get good great group hand have help her here his
		hour how i idea in into introduction is it know like listening local long looking lunch make maker me meet member
		minute more my need new not of off on one or other our out pair partner people person place please project real
		really second see share sharing short show small some somebody someone something space start supplier support talk
		that the their them there they thing this thursday time to tip tool try two up use using volunteer walk want we
		week what when where who why with work working worry year yes you your eye friday monday tuesday wednesday saturday
		sunday
		der die das ein eine und mit für von zu hilfe jemand le la les un une et de des du pour avec aide el los las con para
		ayuda alguien ktoś pomoc oraz dla`) {
		m[w] = true
	}
	return m
}()

// Meaningful gives the words of a text that say something, folded so that case
// and a plural s make no difference. Two-letter words count only in capitals,
// such as UX.
func Meaningful(s string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	}) {
		n := utf8.RuneCountInString(w)
		folded := strings.ToLower(w)
		if n > 3 && !strings.HasSuffix(folded, "ss") {
			folded = strings.TrimSuffix(folded, "s")
		}
		if dull[folded] || dull[strings.ToLower(w)] || n < 2 || n == 2 && w != strings.ToUpper(w) || strings.Trim(w, "0123456789") == "" {
			continue
		}
		words = append(words, folded)
	}
	return words
}

// Shared counts the meaningful words that two texts have in common.
func Shared(a, b []string) int {
	n := 0
	for i, w := range a {
		if slices.Contains(b, w) && !slices.Contains(a[:i], w) {
			n++
		}
	}
	return n
}

package wall

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kettle/internal/community"
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

// meaningful gives the words of a text that say something, folded so that case
// and a plural s make no difference. Two-letter words count only in capitals,
// such as UX.
func meaningful(s string) []string {
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

// shared counts the meaningful words that two texts have in common.
func shared(a, b []string) int {
	n := 0
	for i, w := range a {
		if contains(b, w) && !contains(a[:i], w) {
			n++
		}
	}
	return n
}

func contains(words []string, w string) bool {
	for _, o := range words {
		if o == w {
			return true
		}
	}
	return false
}

// A helper is somebody who is here and says of themselves that they are happy to
// help with what somebody needs.
type helper struct {
	who  community.Profile
	with string // in the helper's own words
}

// helperFor finds who is here and offers what one of the needs asks for, by
// meaningful words that both texts share: the more the better, the day's order
// between equals. It is a guess by words and says no more than what the helper
// wrote; ok is false when there is nobody.
func helperFor(seen *community.Seen, needs []string, of community.ID) (best helper, ok bool) {
	most, rank := 0, uint64(0)
	for i := range seen.Profiles {
		p := &seen.Profiles[i]
		if !p.Here || p.ID == of {
			continue
		}
		for _, with := range p.HappyToHelpWith {
			offered := meaningful(with)
			for _, need := range needs {
				n := shared(offered, meaningful(need))
				if r := p.ID.Mixed(need); n > most || n > 0 && n == most && p.ID != best.who.ID && r < rank {
					best, most, rank = helper{*p, with}, n, r
				}
			}
		}
	}
	return best, most > 0
}

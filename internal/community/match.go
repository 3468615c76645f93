package community

import "unicode"

// Match is a member found by what somebody typed. Profile holds no more than
// may be shown to whoever typed it: a member who did not agree to be on the wall
// has only a name there.
type Match struct {
	Profile Profile
	Exact   bool // the full name, the number or the code was typed
}

// Weight is how much of a name was typed, in letters, once it is folded: a sign that
// is a syllable tells as much as three. From three on, SearchThree shows whom the
// words may mean.
func Weight(folded string) (n int) {
	for _, r := range folded {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana):
			n += 3
		case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r):
			n++
		}
	}
	return n
}

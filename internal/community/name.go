package community

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// vietnameseFamily are the family names that nine in ten Vietnamese people
// bear. Written first, so the name to call somebody by is the last.
var vietnameseFamily = []string{
	"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ",
	"Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
}

// CallName works out what to call somebody: the first word of the name, the
// last of a Vietnamese or Korean one that begins with the family's, the whole of
// a name of one word or in a script that does not part words.
func CallName(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	first, last := words[0], words[len(words)-1]
	vietnamese := slices.Contains(vietnameseFamily, first) && (len(words) > 2 || !slices.Contains(vietnameseFamily, last))
	if vietnamese || oneHangul(first) && !oneHangul(last) {
		return last
	}
	return first
}

// oneHangul says whether a word is one Korean syllable, as most family names are and
// hardly any given one.
func oneHangul(word string) bool {
	letters := []rune(word)
	return len(letters) == 1 && unicode.Is(unicode.Hangul, letters[0])
}

// Call is what to call the member: as they wish, or as their name tells.
func (m *Member) Call() string {
	if m.Called != "" {
		return m.Called
	}
	return CallName(m.Name)
}

// ShortName is a name for strangers: what to call somebody, with the initial of
// another part of the name where there is one. "Tomasz Wiśniewski" is "Tomasz W.".
func ShortName(name, called string) string {
	if called == "" {
		called = CallName(name)
	}
	words := strings.Fields(name)
	if len(words) < 2 {
		return called
	}
	other := words[len(words)-1]
	if other == called {
		other = words[0]
	}
	for _, r := range other {
		if unicode.IsLetter(r) && !strings.Contains(called, other) {
			return called + " " + string(unicode.ToTitle(r)) + "."
		}
	}
	return called
}

// Initials gives one or two letters that stand for a name without a photo, as
// large as its script has them at the beginning of a name.
func Initials(name string) string {
	name = strings.NewReplacer("'", "", "’", "").Replace(name) // within a word, or before it
	words := strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	})
	if len(words) == 0 {
		return ""
	}
	first := []rune(words[0])
	if unicode.In(first[0], unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || len(words) == 1 {
		return string(unicode.ToTitle(first[0]))
	}
	last := []rune(words[len(words)-1])
	if unicode.Is(unicode.Arabic, first[0]) { // two joined letters would read as a word
		return string(first[0])
	}
	return string([]rune{unicode.ToTitle(first[0]), unicode.ToTitle(last[0])})
}

// CompareNames orders names as a list of people expects when no collation is at
// hand: without regard to case, then by the text itself.
func CompareNames(a, b string) int {
	return cmp.Or(cmp.Compare(strings.ToLower(a), strings.ToLower(b)), cmp.Compare(a, b))
}

package search

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
)

// Fold gives the plain form of a name: lower-case Latin letters and digits,
// words parted by one space, whatever the script. "Nguyễn Văn Bảo" becomes
// "nguyen van bao", "陈美玲" "chen mei ling". Marks and punctuation go; hyphens
// part words and apostrophes do not. Text without letters or digits is "".
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, word := range split(s) {
		runes := []rune(word)
		for i := range runes {
			if i == 0 || syllabic(runes[i]) {
				gap(&b)
			}
			roman(&b, runes, i, nil)
		}
	}
	return strings.TrimSuffix(b.String(), " ")
}

// gap ends a word, if there is one to end.
func gap(b *strings.Builder) {
	if s := b.String(); s != "" && s[len(s)-1] != ' ' {
		b.WriteByte(' ')
	}
}

// split cuts text into words of letters and digits. Apostrophes, joiners and
// middle dots are dropped without parting a word, everything else parts it.
func split(s string) []string {
	return strings.FieldsFunc(strings.Map(join, s), func(r rune) bool { return !inWord(r) })
}

// join drops what stands inside a word without being part of it.
func join(r rune) rune {
	switch r {
	case '\'', '’', '‘', '`', '´', 'ʼ', 'ʻ', 'ʹ', 'ʾ', 'ʿ', '′', '＇', '·', '״', '׳', '\u00ad', 'ـ':
		return -1
	}
	if r > unicode.MaxASCII && unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

func inWord(r rune) bool {
	if r <= unicode.MaxASCII {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r)
}

// syllabic says whether a letter is a syllable or a word by itself, so that a
// part of a name begins with any of them.
func syllabic(r rune) bool { return r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hangul) }

// sparse says whether a word is in a script that leaves vowels out.
func sparse(word string) bool {
	return strings.ContainsFunc(word, func(r rune) bool { return r >= 0x0590 && unicode.In(r, unvowelled...) })
}

// unvowelled are the scripts whose spelling leaves vowels out, or whose plain
// spelling is no guide to them.
var unvowelled = []*unicode.RangeTable{
	unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Devanagari, unicode.Bengali,
	unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada,
	unicode.Malayalam, unicode.Sinhala, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// native writes the letter r in its own script, folded: Latin as plain ASCII,
// others in lower case, without accents and with the letters made one that
// people type for one another.
func native(b *strings.Builder, r rune) {
	switch {
	case r <= unicode.MaxASCII || unicode.Is(unicode.Latin, r) || unicode.IsNumber(r):
		plain(b, r)
		return
	case r >= 0x0300 && r <= 0x036f, r >= 0x064b && r <= 0x065f, r == 0x0670, r >= 0x0591 && r <= 0x05c7:
		return // accents, Arabic and Hebrew vowel points
	case r >= 'ァ' && r <= 'ヶ':
		r -= 'ァ' - 'ぁ'
	}
	r = unicode.ToLower(r)
	if same, ok := nativeSame[r]; ok {
		r = same
	}
	if r != 0 {
		b.WriteRune(r)
	}
}

// nativeSame are letters that stand for one another in typed names; zero is
// left out.
var nativeSame = map[rune]rune{
	'ά': 'α', 'έ': 'ε', 'ή': 'η', 'ί': 'ι', 'ϊ': 'ι', 'ΐ': 'ι', 'ό': 'ο', 'ύ': 'υ', 'ϋ': 'υ', 'ΰ': 'υ', 'ώ': 'ω', 'ς': 'σ',
	'ё': 'е',
	'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ى': 'ي', 'ی': 'ي', 'ئ': 'ي', 'ؤ': 'و', 'ة': 'ه', 'ک': 'ك', 'ء': 0,
	'ך': 'כ', 'ם': 'מ', 'ן': 'נ', 'ף': 'פ', 'ץ': 'צ',
}

// roman writes letter i of a word in plain Latin letters: as the map of some
// way says, else as Unidecode does, with the vowel that Indic consonants carry
// unless another follows.
func roman(b *strings.Builder, word []rune, i int, letters map[rune]string) {
	r := word[i]
	if r <= unicode.MaxASCII {
		plain(b, r)
		return
	}
	if letters != nil {
		if r == '\u0308' && letters['ü'] != "" { // a diaeresis typed as its own mark
			if s := b.String(); s != "" && strings.IndexByte("aou", s[len(s)-1]) >= 0 {
				b.WriteByte('e')
			}
			return
		}
		if s, ok := letters[unicode.ToLower(r)]; ok {
			b.WriteString(s)
			return
		}
	}
	plain(b, r)
	if r >= 0x0900 && r < 0x0d80 && indic(r, 0x15, 0x39) && i+1 < len(word) && !indic(word[i+1], 0x3c, 0x4d) {
		b.WriteByte('a')
	}
}

// indic says whether r is at one of those places of its block. The blocks of
// the scripts of India have the same order (ISCII, 1991).
func indic(r, from, to rune) bool { return r >= 0x0900 && r < 0x0d80 && r&0x7f >= from && r&0x7f <= to }

func plain(b *strings.Builder, r rune) {
	if r <= unicode.MaxASCII {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			b.WriteByte(byte(r))
		}
		return
	}
	for _, c := range unidecode.Unidecode(string(r)) {
		if c <= unicode.MaxASCII {
			plain(b, c)
		}
	}
}

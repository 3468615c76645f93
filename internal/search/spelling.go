package search

import (
	"slices"
	"strings"
	"unicode"
)

// way is a way of writing names in plain letters that differs from Unidecode's:
// for some letters, and then for some of the letters that come out.
type way struct {
	letters map[rune]string
	after   *strings.Replacer // may be nil
}

// ways are those that people use, each for one script.
var ways = []way{
	{letters: germanic},
	{letters: map[rune]string{'ю': "yu", 'я': "ya", 'ё': "yo", 'й': "y", 'є': "ye", 'э': "e", 'ґ': "g"}},                          // Russian passports
	{letters: map[rune]string{'ю': "yu", 'я': "ya", 'ё': "e", 'й': "y", 'є': "ye", 'э': "e", 'х': "h", 'ґ': "g"}, after: shorter}, // as it sounds
	{letters: map[rune]string{'г': "h", 'и': "y", 'ю': "iu", 'я': "ia", 'й': "i", 'є': "ie", 'ґ': "g"}},                           // Ukrainian passports
	{letters: map[rune]string{'г': "h", 'и': "y", 'ю': "yu", 'я': "ya", 'й': "y", 'є': "ye", 'ґ': "g"}, after: shorter},           // as it sounds
	{letters: map[rune]string{'η': "i", 'ή': "i", 'χ': "ch"}, after: hellenic},                                                    // Greek passports
	{letters: map[rune]string{'η': "i", 'ή': "i", 'χ': "h", 'φ': "f", 'υ': "y", 'ύ': "y"}, after: hellenic},                       // as it sounds
	{letters: map[rune]string{'ו': "w", 'פ': "f", 'ף': "f"}},                                                                      // Hebrew vav as a vowel
	{letters: chinese},
	{letters: korean},
}

var (
	germanic = map[rune]string{'ä': "ae", 'ö': "oe", 'ü': "ue", 'ø': "oe", 'å': "aa"}

	// chinese are characters that names read otherwise.
	chinese = map[rune]string{
		'曾': "zeng", '叶': "ye", '葉': "ye", '沈': "shen", '薛': "xue", '万': "wan", '萬': "wan", '覃': "qin", '单': "shan", '單': "shan",
		'解': "xie", '仇': "qiu", '区': "ou", '區': "ou", '查': "zha", '朴': "piao", '翟': "zhai", '娜': "na", '宁': "ning", '寧': "ning",
	}

	// korean are family names as their bearers write them.
	korean = map[rune]string{
		'김': "kim", '이': "lee", '박': "park", '최': "choi", '정': "jung", '강': "kang", '조': "cho", '윤': "yoon",
		'장': "jang", '임': "lim", '신': "shin", '권': "kwon", '안': "ahn", '류': "ryu", '유': "yoo", '노': "noh",
		'고': "ko", '손': "son", '배': "bae", '백': "baek", '허': "heo", '심': "shim", '우': "woo", '구': "koo",
	}

	shorter  = strings.NewReplacer("iya", "ia", "yya", "ia", "iy", "y", "yy", "y")                         // Yulia, Maria, Dmitry
	hellenic = strings.NewReplacer("oy", "ou", "ay", "av", "au", "av", "ey", "ev", "eu", "ev", "gg", "ng") // two letters, one sound
	indian   = strings.NewReplacer("aa", "a", "ii", "i", "uu", "u", "tt", "t", "dd", "d", "nn", "n")       // as newspapers write
	umlauts  = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")                                        // so that "muller" finds Mueller
)

// spellings gives the ways in which a word without spaces or punctuation is
// written, folded, the one in its own script first, each once. Never empty
// strings.
func spellings(word string) []string {
	var b strings.Builder
	b.Grow(len(word))
	latin := true
	for _, r := range word {
		native(&b, r)
		latin = latin && (r <= unicode.MaxASCII || unicode.Is(unicode.Latin, r) || r == '\u0308')
	}
	out := add(nil, b.String())
	if ascii(word) {
		return out
	}
	runes := []rune(word)
	out = add(out, romanised(runes, nil))
	for i, w := range ways {
		if !slices.ContainsFunc(runes, func(r rune) bool {
			_, ok := w.letters[unicode.ToLower(r)]
			return ok || i == 0 && r == '\u0308' && latin
		}) {
			continue
		}
		s := romanised(runes, w.letters)
		if w.after != nil {
			s = w.after.Replace(s)
		}
		out = add(out, s)
	}
	if slices.ContainsFunc(runes, func(r rune) bool { return indic(r, 0, 0x7f) }) {
		for _, s := range slices.Clone(out) {
			out = add(out, indian.Replace(s))
		}
	}
	return out
}

func romanised(word []rune, letters map[rune]string) string {
	var b strings.Builder
	for i := range word {
		roman(&b, word, i, letters)
	}
	return b.String()
}

func add(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] > unicode.MaxASCII {
			return false
		}
	}
	return true
}

// skeleton gives the consonants of a folded Latin word: without vowels, y, w
// and a last h, doubled letters once, and one letter for those that transcribe
// the same sound. "muhammad" and "mohamed" are both "mhmd". A word in another
// script has none.
func skeleton(word string) string {
	if !ascii(word) {
		return ""
	}
	out := make([]byte, 0, len(word))
	var before byte // the letter before in the word
	for i := range len(word) {
		c := word[i]
		var put byte
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y', 'w':
		case 'c', 'q', 'g':
			put = 'k'
		case 'z':
			put = 's'
		case 'h':
			if before == 0 || strings.IndexByte("ckgstdp", before) < 0 {
				put = 'h'
			} else if before == 'p' {
				out[len(out)-1] = 'f'
			}
		default:
			put = c
		}
		if put != 0 && (len(out) == 0 || out[len(out)-1] != put) {
			out = append(out, put)
		}
		before = c
	}
	if n := len(out); n > 1 && out[n-1] == 'h' && before == 'h' {
		out = out[:n-1]
	}
	return string(out)
}

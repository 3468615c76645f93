package search

import (
	"cmp"
	"slices"
	"sort"
	"unicode/utf8"
)

// post says that the entry at a place has a word, with the grade of the term.
type post struct {
	at    int32
	grade uint8
}

// pair is a post with its word, on its way into a lexicon.
type pair struct {
	text string
	post
}

// lexicon holds words in order, each once, and who has them. It never changes.
type lexicon struct {
	words []string
	masks []uint64 // the letters of each word
	heads []uint64 // those of its first headLen letters
	first []uint16 // its first two bytes
	start []int32  // posts of words[i] are posts[start[i]:start[i+1]], by place
	posts []post
}

// headLen is how many letters of a word its head has.
const headLen = 6

// with gives the lexicon with the places of its entries changed by moved, where
// -1 drops an entry, and pairs added. It sorts pairs.
func (l *lexicon) with(moved []int32, pairs []pair) *lexicon {
	byWord := func(a, b pair) int { return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.at, b.at)) }
	slices.SortFunc(pairs, byWord)
	n := &lexicon{
		words: make([]string, 0, len(l.words)+len(pairs)/2),
		masks: make([]uint64, 0, len(l.words)+len(pairs)/2),
		heads: make([]uint64, 0, len(l.words)+len(pairs)/2),
		first: make([]uint16, 0, len(l.words)+len(pairs)/2),
		start: make([]int32, 0, len(l.words)+len(pairs)/2+1),
		posts: make([]post, 0, len(l.posts)+len(pairs)),
	}
	i := 0
	old := func() { // who still has word i
		for _, p := range l.of(i) {
			if at := moved[p.at]; at >= 0 {
				n.posts = append(n.posts, post{at, p.grade})
			}
		}
		i++
	}
	add := func(word string, mask, head uint64, from int) {
		n.words = append(n.words, word)
		n.masks = append(n.masks, mask)
		n.heads = append(n.heads, head)
		n.first = append(n.first, firstTwo(word))
		n.start = append(n.start, int32(from))
	}
	keep := func(until int) {
		for i < until {
			word, mask, head, from := l.words[i], l.masks[i], l.heads[i], len(n.posts)
			if old(); len(n.posts) > from {
				add(word, mask, head, from)
			}
		}
	}
	for len(pairs) > 0 {
		word := pairs[0].text
		keep(i + sort.SearchStrings(l.words[i:], word))
		from := len(n.posts)
		if i < len(l.words) && l.words[i] == word {
			old()
		}
		for len(pairs) > 0 && pairs[0].text == word {
			n.posts = append(n.posts, pairs[0].post)
			pairs = pairs[1:]
		}
		slices.SortFunc(n.posts[from:], func(a, b post) int { return cmp.Compare(a.at, b.at) })
		add(word, letters(word, len(word)), letters(word, headLen), from)
	}
	keep(len(l.words))
	n.start = append(n.start, int32(len(n.posts)))
	return n
}

// of gives who has word i.
func (l *lexicon) of(i int) []post { return l.posts[l.start[i]:l.start[i+1]] }

// from gives the place of the first word that is text or comes after it.
func (l *lexicon) from(text string) int { return sort.SearchStrings(l.words, text) }

// letters is the set of a word's first n letters, those beyond a to z and the
// digits sharing what is left of the bits.
func letters(word string, n int) uint64 {
	var set uint64
	for _, r := range word {
		if n--; n < 0 {
			break
		}
		switch {
		case 'a' <= r && r <= 'z':
			set |= 1 << (r - 'a')
		case '0' <= r && r <= '9':
			set |= 1 << (26 + r - '0')
		default:
			set |= 1 << (36 + uint32(r)%28)
		}
	}
	return set
}

// firstTwo gives the first two bytes of a word, the first in the upper half.
func firstTwo(word string) uint16 {
	switch len(word) {
	case 0:
		return 0
	case 1:
		return uint16(word[0]) << 8
	}
	return uint16(word[0])<<8 | uint16(word[1])
}

// mayBegin says whether words that begin with these bytes can be one typo apart:
// then one of the first two letters stays the first or the second. Of letters
// beyond ASCII it says yes.
func mayBegin(typed, word uint16) bool {
	a, b, c, d := typed>>8, typed&0xff, word>>8, word&0xff
	return a == c || a == d || b == c || b == d || (typed|word)&0x8080 != 0
}

// typo says how a typed word is near another.
type typo int

const (
	farOff    typo = iota
	wholeTypo      // the same but for one letter put in, left out, changed or swapped with its neighbour
	begunTypo      // the same as the beginning of it but for that
)

// typoOf says how the typed word is near the word. A word that the typed one
// begins, rightly or with a letter too many at the end, counts as well.
func typoOf(typed, word string) typo {
	i := 0
	for i < len(typed) && i < len(word) && typed[i] == word[i] {
		i++
	}
	for i > 0 && (i < len(typed) && !utf8.RuneStart(typed[i]) || i < len(word) && !utf8.RuneStart(word[i])) {
		i--
	}
	typed, word = typed[i:], word[i:]
	_, a := utf8.DecodeRuneInString(typed)
	_, b := utf8.DecodeRuneInString(word)
	if a == 0 { // nothing left to type
		return same("", word[b:])
	}
	got := same(typed[a:], word) // put in
	if b > 0 {
		got = closer(got, same(typed[a:], word[b:])) // changed
		got = closer(got, same(typed, word[b:]))     // left out
	}
	_, c := utf8.DecodeRuneInString(typed[a:])
	_, d := utf8.DecodeRuneInString(word[b:])
	if c > 0 && d > 0 && typed[:a] == word[b:b+d] && typed[a:a+c] == word[:b] { // swapped
		got = closer(got, same(typed[a+c:], word[b+d:]))
	}
	return got
}

func same(typed, word string) typo {
	switch {
	case typed == word:
		return wholeTypo
	case len(typed) < len(word) && word[:len(typed)] == typed:
		return begunTypo
	}
	return farOff
}

func closer(a, b typo) typo {
	if a == wholeTypo || b == farOff {
		return a
	}
	return b
}

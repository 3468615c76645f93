package search

import (
	"cmp"
	"slices"
	"strings"

	"kettle/internal/community"
)

// How well a word of a name answers to what was typed; less is better.
const (
	gradeFirst = 0 // the first word of the name, or what the member is called
	gradeOther = 1 // another word of the name
	gradeSaid  = 2 // a word of how the name is said
	gradeDense = 4 // added for the consonants of a script that writes its vowels
)

// term is a folded word and how well finding it answers.
type term struct {
	text  string
	grade uint8
}

// entry is all that the index keeps of one member. It never changes.
type entry struct {
	id     community.ID
	name   string
	called string
	said   string
	number string
	code   string
	hidden bool // found exactly or not at all

	order   string       // the folded name, by which entries are sorted
	orders  [][][]string // ways to take the name apart: its parts, each with its spellings
	bare    [][]string   // the same by consonants alone, for names that are written without vowels
	terms   []term       // words that a typed word may begin; none when hidden
	bones   []term       // consonants of those words; none when hidden
	anagram []string     // what an exactly typed name, number or code is looked up by
}

// maxParts bounds the parts of a name of which every order is tried.
const maxParts = 128

// keysOf says whether an entry made of m would be the same.
func (e *entry) keysOf(m *community.Member) bool {
	return e.name == m.Name && e.called == m.Called && e.said == m.SaidLike &&
		e.number == m.Number && e.code == m.Code && e.hidden == !m.OnWall.Given
}

func newEntry(m *community.Member) *entry {
	e := &entry{
		id: m.ID, name: m.Name, called: m.Called, said: m.SaidLike, number: m.Number, code: m.Code,
		hidden: !m.OnWall.Given, order: Fold(m.Name),
	}
	e.takeApart()
	for _, parts := range e.orders {
		for _, s := range whole(parts) {
			e.anagram = add(e.anagram, anagram(s))
		}
	}
	for _, key := range []string{m.Number, m.Code} {
		if s := squash(key); s != "" {
			e.anagram = add(e.anagram, keyMark+s)
		}
	}
	if e.hidden {
		return e
	}
	for i, word := range strings.Fields(m.Name) {
		e.addWord(word, uint8(min(i, gradeOther)))
	}
	for _, word := range strings.Fields(m.Called) {
		e.addWord(word, gradeFirst)
	}
	for _, word := range strings.Fields(m.SaidLike) {
		e.addWord(word, gradeSaid)
	}
	e.terms, e.bones = best(e.terms), best(e.bones)
	for _, s := range whole(e.bare) {
		e.anagram = add(e.anagram, bareMark+anagram(s))
	}
	return e
}

// keyMark and bareMark begin the look-up keys of numbers and codes, and of
// names by consonants.
const (
	keyMark  = "#"
	bareMark = "~"
)

// takeApart fills orders and bare. A name in one word of Chinese or Korean is
// taken apart after the family name.
func (e *entry) takeApart() {
	var words, bare [][]string
	gaps := false
	for _, word := range strings.Fields(e.name) {
		joined := strings.Join(split(word), "")
		spelt := spellings(joined)
		if len(spelt) == 0 {
			continue
		}
		words = append(words, spelt)
		gaps = gaps || sparse(joined)
		if s := skeletons(spelt); len(s) > 0 {
			bare = append(bare, s)
		}
	}
	if len(words) == 0 || len(words) > maxParts {
		return
	}
	e.orders = [][][]string{words}
	if gaps && !e.hidden && len(bare) == len(words) {
		e.bare = bare
	}
	if runes := []rune(words[0][0]); len(words) == 1 && len(runes) > 1 && all(runes, syllabic) {
		at := 1
		if len(runes) > 3 {
			at = 2
		}
		e.orders = append(e.orders, [][]string{spellings(string(runes[:at])), spellings(string(runes[at:]))})
	}
}

func all(runes []rune, is func(rune) bool) bool {
	return !slices.ContainsFunc(runes, func(r rune) bool { return !is(r) })
}

func skeletons(spelt []string) (out []string) {
	for _, s := range spelt {
		out = add(out, skeleton(s))
	}
	return out
}

// addWord adds a word of a name: as a whole, by its parts around hyphens and
// apostrophes, and from any of its ideographs on.
func (e *entry) addWord(word string, grade uint8) {
	parts := split(word)
	joined := strings.Join(parts, "")
	e.addTerm(joined, grade)
	if loose := strings.FieldsFunc(word, func(r rune) bool { return !inWord(r) || join(r) < 0 }); len(loose) > 1 {
		for i, p := range loose {
			e.addTerm(p, max(grade, uint8(min(i, gradeOther))))
		}
	}
	runes := []rune(joined)
	for i := 1; i < len(runes) && i < 12; i++ {
		if syllabic(runes[i]) {
			e.addTerm(string(runes[i:]), max(grade, gradeOther))
		}
	}
	if len(runes) > 4 && strings.HasPrefix(joined, "ال") { // the Arabic article
		e.addTerm(string(runes[2:]), max(grade, gradeOther))
	}
}

func (e *entry) addTerm(word string, grade uint8) {
	dense := uint8(gradeDense)
	if sparse(word) {
		dense = 0
	}
	for _, s := range spellings(word) {
		e.terms = append(e.terms, term{s, grade})
		if loose := umlauts.Replace(s); loose != s {
			e.terms = append(e.terms, term{loose, grade})
		}
		if bone := skeleton(s); len(bone) > 0 {
			e.bones = append(e.bones, term{bone, grade | dense})
		}
	}
}

// best sorts the terms by text and keeps the best grade of each.
func best(terms []term) []term {
	slices.SortFunc(terms, func(a, b term) int {
		return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.grade, b.grade))
	})
	return slices.CompactFunc(terms, func(a, b term) bool { return a.text == b.text })
}

// squash joins the words of a text as typed, each letter in its own script.
func squash(s string) string {
	var b strings.Builder
	for _, word := range split(s) {
		for _, r := range word {
			native(&b, r)
		}
	}
	return b.String()
}

// whole gives the texts that the parts make with their spellings, in one order:
// every combination while they are few, else those that spell all parts the
// same way.
func whole(parts [][]string) []string {
	if len(parts) == 0 {
		return nil
	}
	combinations, most := 1, 1
	for _, p := range parts {
		combinations = min(combinations*len(p), 1000)
		most = max(most, len(p))
	}
	if combinations <= 32 {
		out := []string{""}
		for _, p := range parts {
			var next []string
			for _, o := range out {
				for _, s := range p {
					next = append(next, o+s)
				}
			}
			out = next
		}
		return out
	}
	out := make([]string, most)
	for _, p := range parts {
		for i := range out {
			out[i] += p[min(i, len(p)-1)]
		}
	}
	return out
}

// anagram gives the letters in order: texts of the same letters have the same.
func anagram(s string) string {
	if ascii(s) {
		b := []byte(s)
		slices.Sort(b)
		return string(b)
	}
	runes := []rune(s)
	slices.Sort(runes)
	return string(runes)
}

// spells says whether the text is the parts in some order, each spelt in one of
// its ways. The budget bounds the work for names made to confuse.
func spells(parts [][]string, text string) bool {
	budget := 1000
	var used [maxParts]bool
	var walk func(left int, rest string) bool
	walk = func(left int, rest string) bool {
		if budget--; budget < 0 {
			return false
		}
		if left == 0 {
			return rest == ""
		}
		for i, p := range parts {
			if used[i] {
				continue
			}
			used[i] = true
			for _, s := range p {
				if strings.HasPrefix(rest, s) && walk(left-1, rest[len(s):]) {
					return true
				}
			}
			used[i] = false
		}
		return false
	}
	return len(parts) <= maxParts && walk(len(parts), text)
}

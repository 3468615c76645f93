package search

import (
	"slices"
	"strings"

	"kettle/internal/community"
)

// Match is a member who was found.
type Match struct {
	ID    community.ID
	Exact bool // the full name, the number or the code was typed
	Near  bool // found only by allowing for a typo, or by the consonants
}

// What is looked at of a query. A longer one is nobody's name.
const (
	maxQuery  = 2048 // bytes; a longer query finds nothing
	maxDirect = 12   // words; a query of more is found exactly or not at all
	maxNear   = 6    // words; a query of more is given no near matches
)

// Find gives the members that answer to the query, the best first, at most
// limit: exact ones, then those whose first word it begins, then other words,
// then the way the name is said; equals by name, then by ID. Near matches are
// given only when there is no other.
//
// The mode is one of the Search constants of package community, empty for open.
// In SearchThree nothing but an exact match shows before the third letter; an
// ideograph, a syllable of Korean or a kana counts as three. In SearchFullName
// nothing but an exact match shows, and for names written without vowels one by
// all their consonants. Members who are not on the wall are found exactly only,
// in every mode.
func (x *Index) Find(query, mode string, limit int) []Match {
	if limit < 1 || len(query) > maxQuery || len(x.entries) == 0 {
		return nil
	}
	words := split(query)
	if len(words) == 0 {
		return nil
	}
	typed := make([][]string, len(words))
	for i, w := range words {
		if typed[i] = spellings(w); len(typed[i]) == 0 {
			return nil // a mark without a letter
		}
	}
	exact := x.exact(typed, limit)
	found := make([]Match, 0, min(limit, 64))
	for _, at := range exact {
		found = append(found, Match{ID: x.entries[at].id, Exact: true})
	}
	switch {
	case mode == community.SearchFullName && len(found) == 0:
		return x.byAllConsonants(typed, limit)
	case mode == community.SearchFullName, mode == community.SearchThree && community.Weight(strings.Join(words, "")) < 3,
		len(found) == limit, len(words) > maxDirect:
		return found
	}

	s := x.borrow()
	defer x.scratch.Put(s)
	for i, spelt := range typed {
		x.direct(s, spelt)
		s.combine(i == 0)
	}
	s.drop(exact)
	if len(found) > 0 || s.any() || len(words) > maxNear {
		return x.ranked(s, found, limit, false)
	}
	bones := 0
	for _, spelt := range typed {
		bones += len(skeleton(spelt[0]))
	}
	for i, spelt := range typed {
		x.direct(s, spelt)
		x.near(s, spelt, bones > 1)
		s.combine(i == 0)
		if !s.any() {
			return found
		}
	}
	return x.ranked(s, found, limit, true)
}

// exact gives the places of those who have the words, in any order, as the full
// name, or the words together as the number or the code.
func (x *Index) exact(typed [][]string, limit int) []int32 {
	own := make([][]string, len(typed))
	for i, spelt := range typed {
		own[i] = spelt
		if !ascii(spelt[0]) {
			own[i] = spelt[:1] // a name in another script is exact in that script only
		}
	}
	var places []int32
	for _, text := range whole(own) {
		for _, p := range x.posts(keyMark + text) {
			places = append(places, p.at)
		}
		fits := 0 // places are in the order of names, so the first are enough
		for _, p := range x.posts(anagram(text)) {
			e := x.entries[p.at]
			if slices.ContainsFunc(e.orders, func(parts [][]string) bool { return spells(parts, text) }) {
				places = append(places, p.at)
				if fits++; fits == limit {
					break
				}
			}
		}
	}
	slices.Sort(places)
	places = slices.Compact(places)
	return places[:min(len(places), limit)]
}

// byAllConsonants finds names written without vowels by all of their
// consonants.
func (x *Index) byAllConsonants(typed [][]string, limit int) (found []Match) {
	var b strings.Builder
	for _, spelt := range typed {
		b.WriteString(skeleton(spelt[0]))
	}
	for _, p := range x.posts(bareMark + anagram(b.String())) {
		if e := x.entries[p.at]; len(found) < limit && spells(e.bare, b.String()) {
			found = append(found, Match{ID: e.id, Near: true})
		}
	}
	return found
}

// posts gives who has the key.
func (x *Index) posts(key string) []post {
	if i := x.keys.from(key); i < len(x.keys.words) && x.keys.words[i] == key {
		return x.keys.of(i)
	}
	return nil
}

// direct notes who has a word that the typed one begins.
func (x *Index) direct(s *scratch, spelt []string) {
	for _, text := range spelt {
		for i := x.terms.from(text); i < len(x.terms.words) && strings.HasPrefix(x.terms.words[i], text); i++ {
			for _, p := range x.terms.of(i) {
				s.note(p.at, uint16(p.grade))
			}
		}
	}
}

package search

import (
	"strings"
	"unicode/utf8"
)

// What a near match of one word costs beside its grade. A typo is counted in
// the upper byte as well: a query may have one.
const (
	costTypo           = 16 | oneTypoCount // the whole word but for one letter
	costConsonants     = 18                // all consonants of the word
	costBegunTypo      = 24 | oneTypoCount // the beginning of the word but for one letter
	costBegunConsonant = 26                // the first consonants of a word without vowels
	oneTypoCount       = 1 << 8
	typoLimit          = 2 << 8
)

// near notes who has a word that the typed one is close to.
func (x *Index) near(s *scratch, spelt []string, byConsonants bool) {
	for _, text := range spelt {
		x.typos(s, text)
		if bone := skeleton(text); bone != "" && byConsonants {
			x.consonants(s, bone)
		}
	}
}

// typos notes who has a word of four letters or more that is one typo away. Of
// three typed letters only a whole word of four is near.
func (x *Index) typos(s *scratch, typed string) {
	n := utf8.RuneCountInString(typed)
	if n < 3 {
		return
	}
	mask, has := letters(typed, n), x.terms.masks
	if n < headLen {
		has = x.terms.heads // one letter more than typed is all that counts
	}
	first := firstTwo(typed)
	for i, set := range has {
		if lost := mask &^ set; lost&(lost-1) != 0 || !mayBegin(first, x.terms.first[i]) {
			continue // two letters are not in the word
		}
		word := x.terms.words[i]
		if len(word) < 4 || len(word) < len(typed)-utf8.UTFMax {
			continue
		}
		cost := uint16(costTypo)
		switch typoOf(typed, word) {
		case farOff:
			continue
		case begunTypo:
			cost = costBegunTypo
		}
		if n < 4 && cost != costTypo || utf8.RuneCountInString(word) < 4 {
			continue
		}
		for _, p := range x.terms.of(i) {
			s.note(p.at, cost+uint16(p.grade))
		}
	}
}

// consonants notes who has a word of the same consonants, two at least; or, of
// a script that leaves vowels out, a word that begins with them.
func (x *Index) consonants(s *scratch, bone string) {
	for i := x.bones.from(bone); i < len(x.bones.words) && strings.HasPrefix(x.bones.words[i], bone); i++ {
		all := len(x.bones.words[i]) == len(bone)
		for _, p := range x.bones.of(i) {
			grade := uint16(p.grade)
			switch sparse := grade&gradeDense == 0; {
			case all && (sparse || len(bone) > 2):
				s.note(p.at, costConsonants+grade&^gradeDense)
			case sparse:
				s.note(p.at, costBegunConsonant+grade&^gradeDense)
			}
		}
	}
}

// scratch is what one Find counts on, kept for the next.
type scratch struct {
	word  []uint16 // what the word at hand costs each entry; none for no match
	total []uint16 // what the words so far cost each entry; none when one did not match
}

const none = 1<<16 - 1

func (x *Index) borrow() *scratch {
	s, ok := x.scratch.Get().(*scratch)
	if !ok {
		s = &scratch{word: make([]uint16, len(x.entries)), total: make([]uint16, len(x.entries))}
		for i := range s.word {
			s.word[i] = none
		}
	}
	return s
}

// note keeps the least cost of the word at hand for the entry.
func (s *scratch) note(at int32, cost uint16) {
	if cost < s.word[at] {
		s.word[at] = cost
	}
}

// combine adds the word at hand to the total and makes ready for the next.
func (s *scratch) combine(first bool) {
	for i, cost := range s.word {
		s.word[i] = none
		switch {
		case first:
			s.total[i] = cost
		case cost == none || s.total[i] == none:
			s.total[i] = none
		case s.total[i]+cost >= typoLimit:
			s.total[i] = none
		default:
			s.total[i] += cost
		}
	}
}

// drop forgets the entries at the places.
func (s *scratch) drop(places []int32) {
	for _, at := range places {
		s.total[at] = none
	}
}

// any says whether an entry matched all words so far.
func (s *scratch) any() bool {
	for _, cost := range s.total {
		if cost != none {
			return true
		}
	}
	return false
}

// ranked adds to found whom the totals say, the least cost first, up to limit.
func (x *Index) ranked(s *scratch, found []Match, limit int, near bool) []Match {
	var count [256]int
	for _, cost := range s.total {
		if cost != none {
			count[cost&0xff]++
		}
	}
	for cost, n := range count {
		if n == 0 {
			continue
		}
		for at, c := range s.total {
			if n == 0 || len(found) == limit {
				break
			}
			if c == none || int(c&0xff) != cost {
				continue
			}
			n--
			found = append(found, Match{ID: x.entries[at].id, Near: near})
		}
		if len(found) == limit {
			break
		}
	}
	return found
}

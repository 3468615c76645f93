package search

import (
	"bytes"
	"cmp"
	"slices"
	"sync"

	"kettle/internal/community"
)

// Index finds members. It never changes once made, so that any number of
// goroutines may read it; With makes the next one. The zero Index is empty and
// ready.
type Index struct {
	entries []*entry // by name
	terms   lexicon  // words to begin
	bones   lexicon  // words by their consonants
	keys    lexicon  // whole names, numbers and codes

	scratch sync.Pool // of *scratch
}

// New makes an index of the members. Those who are not active are left out. Of
// two with the same ID the last counts.
func New(members []community.Member) *Index { return new(Index).With(members, nil) }

// With gives an index in which the changed members are as given, new ones among
// them, and the removed are not. A member who is no longer active is removed. It
// keeps the folded words of all others, and is x itself when nothing that the
// index looks at changed.
func (x *Index) With(changed []community.Member, removed []community.ID) *Index {
	next := make(map[community.ID]*community.Member, len(changed)+len(removed))
	for i := range changed {
		next[changed[i].ID] = nil
		if changed[i].Active() {
			next[changed[i].ID] = &changed[i]
		}
	}
	for _, id := range removed {
		next[id] = nil
	}
	moved := make([]int32, len(x.entries)) // for now 0 for kept, -1 for gone
	gone := 0
	for i, e := range x.entries {
		m, touched := next[e.id]
		switch {
		case !touched:
		case m != nil && e.keysOf(m):
			delete(next, e.id)
		default:
			moved[i] = -1
			gone++
		}
	}
	var added []*entry
	for _, m := range next {
		if m != nil {
			added = append(added, newEntry(m))
		}
	}
	if gone == 0 && len(added) == 0 {
		return x
	}
	slices.SortFunc(added, byName)

	n := &Index{entries: make([]*entry, 0, len(x.entries)-gone+len(added))}
	var terms, bones, keys []pair
	take := func(e *entry) {
		at := int32(len(n.entries))
		n.entries = append(n.entries, e)
		for _, t := range e.terms {
			terms = append(terms, pair{t.text, post{at, t.grade}})
		}
		for _, t := range e.bones {
			bones = append(bones, pair{t.text, post{at, t.grade}})
		}
		for _, key := range e.anagram {
			keys = append(keys, pair{key, post{at: at}})
		}
	}
	i := 0
	keep := func(until int) {
		for ; i < until; i++ {
			if moved[i] == 0 {
				moved[i] = int32(len(n.entries))
				n.entries = append(n.entries, x.entries[i])
			}
		}
	}
	for _, e := range added {
		at, _ := slices.BinarySearchFunc(x.entries, e, byName)
		keep(at)
		take(e)
	}
	keep(len(x.entries))
	n.terms = *x.terms.with(moved, terms)
	n.bones = *x.bones.with(moved, bones)
	n.keys = *x.keys.with(moved, keys)
	return n
}

// Len is how many members can be found.
func (x *Index) Len() int { return len(x.entries) }

func byName(a, b *entry) int {
	if c := cmp.Compare(a.order, b.order); c != 0 {
		return c
	}
	if c := community.CompareNames(a.name, b.name); c != 0 {
		return c
	}
	return bytes.Compare(a.id[:], b.id[:])
}

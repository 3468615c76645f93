package match

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Entry is one text by which somebody may be found, and how much it counts.
type Entry struct {
	Words  string
	Weight float64 // 1 for what somebody offers, less for what only hints at it
}

// Hit is an entry that fits.
type Hit struct {
	Entry int     // its place in the index
	Fit   float64 // greater is better; no probability
}

// Index finds texts by others. It is safe for use by many at once.
type Index struct {
	lexicon *Lexicon
	weights []float64
	by      map[string][]int // stems, beginnings of stems, and meanings
	lengths []int            // how many words each entry has
}

// How alike two words are.
const (
	sameWord    = 1.0
	sameMeaning = 0.9
	sameStart   = 0.6 // "photo" and "photographer"

	wholePhrase = 1.5 // of several words, by which little else can be meant
)

// leastStart is how many letters a word must have to be the beginning of another,
// and leastFit what a fit must be to be told.
const (
	leastStart = 5
	leastFit   = 0.9
	leastShare = 0.6  // of the best fit
	leastRare  = 0.75 // what a word counts that everybody has
)

// Index gives an index of the entries.
func (l *Lexicon) Index(entries []Entry) *Index {
	x := &Index{lexicon: l, by: map[string][]int{}, weights: make([]float64, len(entries)), lengths: make([]int, len(entries))}
	for i, e := range entries {
		t := l.Read(e.Words)
		x.weights[i], x.lengths[i] = e.Weight, len(t)
		for _, w := range t {
			x.put(w.stem, i)
			if w.meaning != 0 {
				x.put(meaningKey(w.meaning), i)
			}
			for n := leastStart; n < len(w.stem); n++ {
				x.put("^"+w.stem[:n], i)
			}
		}
	}
	return x
}

func (x *Index) put(key string, entry int) {
	if at := x.by[key]; len(at) == 0 || at[len(at)-1] != entry {
		x.by[key] = append(at, entry)
	}
}

func meaningKey(n int) string { return "=" + string(rune(n)) }

// Find gives the entries that fit what somebody needs, the best first, in their
// order where they fit alike.
func (x *Index) Find(need string) []Hit {
	fits := map[int]float64{}
	words := x.lexicon.Read(need)
	best := map[int]float64{} // how alike the entry's nearest word is to one that is needed
	for _, w := range words {
		clear(best)
		like := func(key string, much float64) {
			for _, e := range x.by[key] {
				best[e] = max(best[e], much)
			}
		}
		like(w.stem, sameWord)
		if w.meaning != 0 {
			like(meaningKey(w.meaning), sameMeaning)
		}
		if len(w.stem) >= leastStart && !strings.Contains(w.stem, " ") {
			like("^"+w.stem, sameStart)
			for n := leastStart; n < len(w.stem); n++ {
				like(w.stem[:n], sameStart)
			}
		}
		rare := x.rarity(len(best))
		if strings.Contains(w.stem, " ") {
			rare *= wholePhrase
		}
		for e, much := range best {
			fits[e] += much * rare
		}
	}
	var hits []Hit
	for e, fit := range fits {
		// Of two texts with the same word, the one that says little else is nearer.
		fit *= x.weights[e] * (1 + 1/float64(1+x.lengths[e]))
		if fit >= leastFit {
			hits = append(hits, Hit{e, fit})
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Fit, a.Fit), a.Entry-b.Entry) })
	far := func(h Hit) bool { return h.Fit < leastShare*hits[0].Fit }
	if at := slices.IndexFunc(hits, far); at > 0 {
		hits = hits[:at]
	}
	return hits
}

// rarity is how much a word says that so many entries have: 1 for one of them, less
// the more there are.
func (x *Index) rarity(n int) float64 {
	all := float64(len(x.weights))
	if n == 0 || all < 2 {
		return 1
	}
	return max(leastRare, math.Log(1+all/float64(n))/math.Log(1+all))
}

package match

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// question is one ask with the offers that would answer it.
type question struct {
	words string
	right []int
}

// labelled reads the asks and offers that were written and labelled by hand.
func labelled(t testing.TB) (offers []string, asks []question) {
	t.Helper()
	lines := func(name string) []string {
		b, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(strings.TrimSpace(string(b)), "\n")
	}
	for i, line := range lines("offers.tsv") {
		n, words, ok := strings.Cut(line, "\t")
		if !ok || n != strconv.Itoa(i+1) {
			t.Fatalf("offer %d is %q", i+1, line)
		}
		offers = append(offers, words)
	}
	for _, line := range lines("asks.tsv") {
		words, right, _ := strings.Cut(line, "\t")
		q := question{words: words}
		for n := range strings.SplitSeq(right, ",") {
			if n == "" {
				continue
			}
			at, err := strconv.Atoi(n)
			if err != nil || at < 1 || at > len(offers) {
				t.Fatalf("%q is answered by %q", words, n)
			}
			q.right = append(q.right, at-1)
		}
		asks = append(asks, q)
	}
	return offers, asks
}

// score says how well asks are answered: of the first three offers given, which
// share is right, which share of the right ones is among all that are given, and
// how many asks that nobody can answer are answered nevertheless.
type score struct {
	precision, recall float64
	shown, wrong      int // asks for which something is given; asks without an answer that get one
}

// both is the harmonic mean of precision and recall.
func (s score) both() float64 { return 2 * s.precision * s.recall / (s.precision + s.recall) }

func measure(asks []question, answer func(words string) []int) score {
	var s score
	var given, rightGiven, found, all int
	for _, q := range asks {
		got := answer(q.words)
		if len(got) > 0 {
			s.shown++
		}
		if len(q.right) == 0 && len(got) > 0 {
			s.wrong++
		}
		for _, o := range got[:min(3, len(got))] {
			given++
			if slices.Contains(q.right, o) {
				rightGiven++
			}
		}
		for _, o := range q.right {
			all++
			if slices.Contains(got, o) {
				found++
			}
		}
	}
	s.precision, s.recall = float64(rightGiven)/float64(max(given, 1)), float64(found)/float64(max(all, 1))
	return s
}

// plain is what a search for equal words finds, those first that share most.
func plain(offers []string) func(string) []int {
	words := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" ,.?'’-", r) })
	}
	return func(need string) []int {
		n := map[int]int{}
		var out []int
		for i, o := range offers {
			for _, w := range words(o) {
				if len(w) > 3 && slices.Contains(words(need), w) {
					n[i]++
				}
			}
			if n[i] > 0 {
				out = append(out, i)
			}
		}
		slices.SortStableFunc(out, func(a, b int) int { return n[b] - n[a] })
		return out
	}
}

func indexOf(offers []string) *Index {
	var entries []Entry
	for _, o := range offers {
		entries = append(entries, Entry{Words: o, Weight: 1})
	}
	return NewLexicon(nil).Index(entries)
}

func finder(x *Index) func(string) []int {
	return func(need string) []int {
		var out []int
		for _, h := range x.Find(need) {
			out = append(out, h.Entry)
		}
		return out
	}
}

func TestMatchingIsBetterThanEqualWordsOnLabelledAsks(t *testing.T) {
	offers, asks := labelled(t)
	if len(offers)+len(asks) < 200 {
		t.Fatalf("%d asks and offers are too few", len(offers)+len(asks))
	}
	find, words := finder(indexOf(offers)), plain(offers)
	for _, half := range []struct {
		name string
		n    int
	}{{"looked at while it was made", 0}, {"held out", 1}} {
		var some []question
		for i, q := range asks {
			if i%2 == half.n {
				some = append(some, q)
			}
		}
		got, floor := measure(some, find), measure(some, words)
		t.Logf("%s, %d asks: precision at 3 %.2f, recall %.2f, answered without an answer %d; equal words: %.2f, %.2f, %d",
			half.name, len(some), got.precision, got.recall, got.wrong, floor.precision, floor.recall, floor.wrong)
		if got.both() < floor.both()+0.1 || got.wrong > floor.wrong {
			t.Errorf("%s: it is no better than equal words", half.name)
		}
	}
	if testing.Verbose() {
		for _, q := range asks {
			got := find(q.words)
			for _, o := range q.right {
				if !slices.Contains(got, o) {
					t.Logf("%q does not find %q", q.words, offers[o])
				}
			}
			for _, o := range got[:min(3, len(got))] {
				if !slices.Contains(q.right, o) {
					t.Logf("%q finds %q", q.words, offers[o])
				}
			}
		}
	}
}

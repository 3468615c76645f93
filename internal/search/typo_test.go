package search

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// distance is the number of typos between two words (Damerau and Levenshtein,
// each letter touched once), the slow way.
func distance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			if i == 0 || j == 0 {
				d[i][j] = i + j
				continue
			}
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

func TestTyposAreFoundAsTheSlowWayFindsThem(t *testing.T) {
	letter := rapid.RuneFrom([]rune("abcdeéж"))
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOfN(letter, 3, 9).Draw(t, "word")
		a := slices.Clone(b[:rapid.IntRange(2, len(b)).Draw(t, "so far")])
		for range rapid.IntRange(0, 2).Draw(t, "typos") {
			i := rapid.IntRange(0, len(a)-1).Draw(t, "at")
			switch rapid.IntRange(0, 3).Draw(t, "typo") {
			case 0:
				a = slices.Insert(a, i, letter.Draw(t, "letter"))
			case 1:
				a[i] = letter.Draw(t, "letter")
			case 2:
				j := max(i-1, 0)
				a[i], a[j] = a[j], a[i]
			default:
				if len(a) > 2 {
					a = slices.Delete(a, i, i+1)
				}
			}
		}
		typed, word := string(a), string(b)
		whole := distance(a, b) <= 1
		begun := whole || slices.ContainsFunc([]int{len(a) - 1, len(a), len(a) + 1}, func(n int) bool {
			return n >= 0 && n <= len(b) && distance(a, b[:n]) <= 1
		})
		got := typoOf(typed, word)
		if (got == wholeTypo) != whole || (got != farOff) != begun {
			t.Fatalf("%q for %q: %d, whole %t, begun %t", typed, word, got, whole, begun)
		}
		lost := letters(typed, len(typed)) &^ letters(word, len(word))
		if begun && (!mayBegin(firstTwo(typed), firstTwo(word)) || lost&(lost-1) != 0) {
			t.Fatalf("%q for %q is passed over", typed, word)
		}
	})
}

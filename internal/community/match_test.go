package community_test

import (
	"testing"

	"kettle/internal/community"
)

func TestAWordOfAnyScriptWeighsWhatItTells(t *testing.T) {
	for word, want := range map[string]int{
		"": 0, "ad": 2, "a o": 2, "ada": 3, "o'c-": 2, "1002": 4, // marks between letters tell nothing
		"王": 3, "王伟": 6, "김": 3, "さ": 3, "カ": 3, // a syllable a sign
		"रवि": 3, "محم": 3, "דנ": 2, "лю": 2,
	} {
		if got := community.Weight(word); got != want {
			t.Errorf("%q weighs %d, want %d", word, got, want)
		}
	}
}

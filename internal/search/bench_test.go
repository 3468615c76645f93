package search

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"kettle/internal/community"
)

// crowd makes n members with invented names: some share a first name, nearly
// all family names differ, one in twenty is written in another script, one in
// ten is not on the wall.
func crowd(n int) []community.Member {
	r := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("an bel cor da el far gu ha il jo ka lu mo ni or pe qui ra so ta ul va we xi ya zo ber din fen gal")
	word := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(syllables[r.IntN(len(syllables))])
		}
		return strings.ToUpper(b.String()[:1]) + b.String()[1:]
	}
	var first []string
	for range 600 {
		first = append(first, word(2))
	}
	others := []string{"Łukasz", "Müller", "محمد الأمين", "陈美玲", "Ольга", "Nguyễn Văn", "O'Neil", "अंजलि"}
	members := make([]community.Member, n)
	for i := range members {
		name := first[r.IntN(len(first))] + " " + word(3+r.IntN(2))
		if i%20 == 0 {
			name = others[i/20%len(others)] + " " + word(3)
		}
		members[i] = member(fmt.Sprint(10000+i), name)
		members[i].OnWall.Given = i%10 != 9
		members[i].Code = fmt.Sprintf("ABC%05d", i)
		if i%3 == 0 {
			members[i].SaidLike = word(1) + "-" + word(2)
		}
	}
	members[0].Name = "Adaeze Okonkwo-Featherstone"
	return members
}

// BenchmarkFind looks among 10,000 members. "floor" is the least any search of
// all names does: strings.Contains over the folded names.
func BenchmarkFind(b *testing.B) {
	members := crowd(10_000)
	x := New(members)
	keys := make([]string, len(members))
	for i, m := range members {
		keys[i] = Fold(m.Name)
	}
	b.Run("floor", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			n := 0
			for _, k := range keys {
				if strings.Contains(k, "okonkwo") {
					n++
				}
			}
			if n != 1 {
				b.Fatal(n)
			}
		}
	})
	for _, c := range []struct{ name, query string }{
		{"one_letter", "d"},
		{"three_letters", "bel"},
		{"two_beginnings", "be ka"},
		{"full_name", "okonkwo featherstone adaeze"},
		{"number", "10123"},
		{"typo", "okonkow"},
		{"short_typo", "elax"},
		{"two_words_one_typo", "adaeze okonkow"},
		{"consonants", "al amin mohamed"},
		{"no_match", "xqzwvx"},
		{"no_match_six_words", "xqzwvx elanora kalunipe tamora zoberdin falgubel"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			found := 0
			for b.Loop() {
				found = len(x.Find(c.query, community.SearchOpen, 50))
			}
			b.ReportMetric(float64(found), "found")
		})
	}
}

func BenchmarkNew(b *testing.B) {
	members := crowd(10_000)
	b.ReportAllocs()
	for b.Loop() {
		New(members)
	}
}

// BenchmarkWith changes one name of 10,000.
func BenchmarkWith(b *testing.B) {
	members := crowd(10_000)
	x := New(members)
	m := members[5000]
	m.Name += " Jr"
	b.ReportAllocs()
	for b.Loop() {
		x.With([]community.Member{m}, nil)
	}
}

// BenchmarkWithNothingChanged is what a check-in costs: members as they were.
func BenchmarkWithNothingChanged(b *testing.B) {
	members := crowd(10_000)
	x := New(members)
	b.ReportAllocs()
	for b.Loop() {
		if x.With(members[:1], nil) != x {
			b.Fatal("made anew")
		}
	}
}

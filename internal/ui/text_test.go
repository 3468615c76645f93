package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"
)

// Words that fill a place stay in it, whatever they are, unless even the smallest
// letters are too large.
func TestWordsFillTheirPlaceAndNoMore(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme())
	rapid.Check(t, func(t *rapid.T) {
		scale := rapid.SampledFrom([]float32{360, 768, 1080, 2160}).Draw(t, "height")
		p := NewPage(fyne.NewSize(scale*16/9, scale), nil)
		s := rapid.StringMatching(`([A-Za-zÀ-ž]{1,12} ){1,20}`).Draw(t, "words")
		w, h := float32(rapid.IntRange(200, 1500).Draw(t, "width")), float32(rapid.IntRange(40, 700).Draw(t, "height of the place"))
		st := p.Filling(w, h, s, Style{Face: Display, Size: 60, Min: 22, Leading: 1.2})
		if st.Size > 60 || st.Size < 22 {
			t.Fatalf("set in %v", st.Size)
		}
		if got := p.TextHeight(w, s, st); got > h+1 {
			t.Fatalf("%v high in a place of %v", got, h)
		}
		if len(strings.Fields(strings.Join(p.fit(s, st, w).lines, " "))) != len(strings.Fields(s)) && st.Size > 22 {
			t.Fatalf("a word of %q is parted", s)
		}
		larger := st
		larger.Size++
		larger.Min, larger.Lines = larger.Size, 99
		if st.Size < 59 && p.TextHeight(w, s, larger) <= h-1 && widest(&p.pics.texts, s, Display, p.points(larger.Size)) <= w*p.U {
			t.Fatalf("set in %v, %v would do", st.Size, larger.Size)
		}
	})
}

package ui

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// evenRuler measures every letter as half as wide as it is high.
type evenRuler struct{}

func (evenRuler) width(s string, _ Face, size float32) float32 {
	return float32(utf8.RuneCountInString(s)) * size / 2
}

func TestATextThatFitsStaysAsItIs(t *testing.T) {
	f := fit(evenRuler{}, "Ada Okafor", Display, 20, 10, 2, false, 100)
	if f.size != 20 || len(f.lines) != 1 || f.lines[0] != "Ada Okafor" {
		t.Errorf("got %+v", f)
	}
}

func TestALongNameShrinksThenWrapsThenEndsInAnEllipsis(t *testing.T) {
	const name = "Bartholomew Featherstonehaugh-Cholmondeley" // 42 letters
	const wrapped = "Bartholomew Featherstonehaugh-|Cholmondeley"
	for _, tt := range []struct {
		width, size float32
		lines       string
	}{
		{420, 20, name},
		{336, 16, name},
		{210, 10, name},
		{205, 13, wrapped},
		{150, 10, wrapped},
		{149, 10, "Bartholomew|Featherstonehaugh-Cholmondel…"},
		{100, 10, "Bartholomew|Featherstonehaugh-C…"},
		{60, 10, "Bartholomew|Featherston…"},
	} {
		f := fit(evenRuler{}, name, Display, 20, 10, 2, false, tt.width)
		if got := strings.Join(f.lines, "|"); got != tt.lines || f.size != tt.size {
			t.Errorf("in %v: %q at %v, want %q at %v", tt.width, got, f.size, tt.lines, tt.size)
		}
	}
}

func TestWrapFirstKeepsTheSizeAsLongAsLinesAreLeft(t *testing.T) {
	f := fit(evenRuler{}, "Sat with me when it was a hard day.", Display, 20, 10, 3, true, 180)
	if f.size != 20 || len(f.lines) != 2 {
		t.Errorf("got %+v, want two lines at 20", f)
	}
}

func TestLineBreaksOfTheTextAreKept(t *testing.T) {
	f := fit(evenRuler{}, "One.\nTwo.", Body, 10, 0, 3, false, 500)
	if strings.Join(f.lines, "|") != "One.|Two." {
		t.Errorf("got %q", f.lines)
	}
	f = fit(evenRuler{}, "One.\nTwo.\nThree.", Body, 10, 0, 2, false, 500)
	if len(f.lines) != 2 || !strings.HasSuffix(f.lines[1], "…") {
		t.Errorf("lines beyond the last must show as an ellipsis: %q", f.lines)
	}
}

func TestNoWordIsLeftAlone(t *testing.T) {
	const s = "Our clinic app passed its review, after eleven long months."
	if f := fit(evenRuler{}, s, Display, 20, 20, 3, true, 270); strings.Join(f.lines, "|") != "Our clinic app passed|its review, after|eleven long months." {
		t.Errorf("a heading: %q", f.lines)
	}
	if f := fit(evenRuler{}, s, Body, 20, 20, 3, true, 270); strings.Join(f.lines, "|") != "Our clinic app passed its|review, after eleven|long months." {
		t.Errorf("words below it: %q", f.lines)
	}
	for in, want := range map[string]string{
		"Bring a bowl and a big story":    "Bring a bowl and a|big story",
		"Immeasurable wonderful things":   "Immeasurable wonderful|things", // of two words none is to spare
		"All of it is kept, and\nnothing": "All of it is kept, and|nothing",
		"我们的汤和故事都在你们这里了吗我们的汤和故事都":         "我们的汤和故事都在你们这里了吗我们的汤和故|事都",
	} {
		if f := fit(evenRuler{}, in, Body, 20, 20, 3, true, 220); strings.Join(f.lines, "|") != want {
			t.Errorf("%q: %q", in, f.lines)
		}
	}
}

func TestAWordIsSetSmallerRatherThanParted(t *testing.T) {
	f := fit(evenRuler{}, "Eleni Papadopoulou", Display, 20, 10, 2, true, 90)
	if f.size != 15 || strings.Join(f.lines, "|") != "Eleni|Papadopoulou" {
		t.Errorf("%q at %v", f.lines, f.size)
	}
	if f := fit(evenRuler{}, "Papadopoulou", Body, 20, 20, 2, true, 90); strings.Join(f.lines, "|") != "Papadopou|lou" {
		t.Errorf("one that cannot be smaller: %q", f.lines)
	}
}

func TestHanTextBreaksBetweenLetters(t *testing.T) {
	f := fit(evenRuler{}, "陈美玲在港口社区画画", Body, 10, 0, 2, false, 25)
	if len(f.lines) != 2 || f.lines[0] != "陈美玲在港" {
		t.Errorf("got %q", f.lines)
	}
}

func TestNoLetterIsPartedFromItsMarks(t *testing.T) {
	s := strings.Repeat("e\u0301", 20)
	for w := float32(5); w < 120; w += 5 {
		for _, line := range fit(evenRuler{}, s, Body, 10, 0, 2, false, w).lines {
			if strings.HasPrefix(line, "\u0301") || strings.HasSuffix(strings.TrimSuffix(line, "…"), "e") && line != s {
				t.Errorf("in %v: %q", w, line)
			}
		}
	}
}

// The law of fitting: nothing is wider than its place, nothing is larger or
// smaller than allowed, no more lines than allowed, and no letter is lost
// without an ellipsis.
func TestFittedTextKeepsToItsPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[A-Za-zÀ-ž陈美玲'-]{1,14}`), 1, 12).Draw(t, "words")
		s := strings.Join(words, rapid.SampledFrom([]string{" ", "  ", "\n"}).Draw(t, "between"))
		size := float32(rapid.IntRange(8, 60).Draw(t, "size"))
		least := float32(rapid.IntRange(0, int(size)).Draw(t, "least"))
		lines := rapid.IntRange(0, 4).Draw(t, "lines")
		wrapFirst := rapid.Bool().Draw(t, "wrap first")
		w := float32(rapid.IntRange(60, 900).Draw(t, "width"))
		face := rapid.SampledFrom([]Face{Body, Display}).Draw(t, "face")
		f := fit(evenRuler{}, s, face, size, least, lines, wrapFirst, w)
		if f.size > size || f.size < min(max(least, 0), size) {
			t.Fatalf("size %v is not in %v–%v", f.size, least, size)
		}
		if len(f.lines) > max(lines, 1) {
			t.Fatalf("%d lines, %d are allowed", len(f.lines), lines)
		}
		all := ""
		for _, line := range f.lines {
			if got := (evenRuler{}).width(line, Body, f.size); got > w {
				t.Fatalf("%q is %v wide, %v is there", line, got, w)
			}
			all += line
		}
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if !strings.HasSuffix(all, "…") && bare(all) != bare(s) {
			t.Fatalf("lost letters: %q of %q", all, s)
		}
	})
}

func FuzzFitEndsAndIsValidText(f *testing.F) {
	f.Add("Nguyễn Văn Bảo", 20, 2, 100)
	f.Add("محمد الأمين 🏳️‍🌈 \n\n x", 9, 3, 7)
	f.Fuzz(func(t *testing.T, s string, size, lines, width int) {
		if !utf8.ValidString(s) || size < 1 || size > 200 || lines > 20 || len(s) > 300 {
			t.Skip()
		}
		for _, line := range fit(evenRuler{}, s, Body, float32(size), 1, lines, false, float32(width)).lines {
			if !utf8.ValidString(line) {
				t.Errorf("%q is no text", line)
			}
		}
	})
}

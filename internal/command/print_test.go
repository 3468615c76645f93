package command

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// aName is a name in some script, with marks, wide letters and joined pictures; a mark is
// over a letter of its own.
var aName = rapid.Map(rapid.StringOfN(rapid.RuneFrom([]rune("aé Łn\u0303山田김민수نन्दिนี\u0e35שУ👩\u200d👧🏽ﾏ😀-")), 0, 40, -1), func(s string) string { return "a" + s })

// Every row begins a column where the header does, counted as a terminal counts, and no
// line of a terminal is wider than it where the last column can be cut.
func TestColumnsBeginAtOnePlaceInEveryScript(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var out bytes.Buffer
		c := &call{Env: &Env{Stdout: &out, OutTerminal: rapid.Bool().Draw(t, "terminal"), Width: rapid.IntRange(0, 200).Draw(t, "width")}}
		var rows, kept [][]string
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			r := []string{aName.Draw(t, "name"), aName.Draw(t, "other"), "|" + aName.Draw(t, "last")}
			rows = append(rows, r)
			kept = append(kept, []string{community.CleanLine(r[0]), community.CleanLine(r[1]), community.CleanLine(r[2])})
		}
		if err := c.table([]string{"NAME", "OTHER", "|LAST"}, rows); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		if len(lines) != len(rows)+1 {
			t.Fatalf("%d lines of %d rows:\n%s", len(lines), len(rows), out.String())
		}
		place := -1
		for i, line := range lines {
			before, _, found := strings.Cut(line, "|")
			at := columns.StringWidth(before)
			if place < 0 {
				place = at
			}
			if !found || at != place || strings.TrimRight(line, " ") != line {
				t.Fatalf("line %d has its last column at %d, not %d:\n%s", i, at, place, out.String())
			}
			if i > 0 && !strings.HasPrefix(line, kept[i-1][0]) {
				t.Fatalf("line %d does not begin with %q:\n%s", i, kept[i-1][0], out.String())
			}
			if c.OutTerminal && c.Width >= place+12 && columns.StringWidth(line) > c.Width {
				t.Fatalf("line %d takes %d of %d columns:\n%s", i, columns.StringWidth(line), c.Width, out.String())
			}
		}
	})
}

// What is cut is no wider than it may be, begins as the whole does, and breaks no letter;
// what has room stays whole.
func TestWhatIsCutBeginsAsTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, n := aName.Draw(t, "text"), rapid.IntRange(2, 60).Draw(t, "columns")
		got := cut(s, n)
		body, isCut := strings.CutSuffix(got, "…")
		switch {
		case columns.StringWidth(got) > n:
			t.Fatalf("%q takes %d of %d columns", got, columns.StringWidth(got), n)
		case columns.StringWidth(s) <= n && got != s:
			t.Fatalf("%q has room in %d columns and is %q", s, n, got)
		case columns.StringWidth(s) > n && (!isCut || !strings.HasPrefix(s, body)):
			t.Fatalf("%q is %q", s, got)
		case !utf8.ValidString(got):
			t.Fatalf("%q is cut in a letter: %q", s, got)
		}
	})
}

package importer

import (
	"bytes"
	"encoding/csv"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// rows gives all rows of a text; each begins with its line.
func rows(text string, comma byte) (cells [][]string, lines []int) {
	s := splitter{text: text, line: 1, comma: comma}
	for {
		rec, ok := s.next()
		if !ok {
			return cells, lines
		}
		cells, lines = append(cells, rec.cells), append(lines, rec.line)
	}
}

func TestCellsAreReadAsMeant(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       [][]string
		lines      []int
	}{
		{"plain", "a,b\nc,d", [][]string{{"a", "b"}, {"c", "d"}}, []int{1, 2}},
		{"three kinds of line ends", "a\rb\r\nc\n\nd", [][]string{{"a"}, {"b"}, {"c"}, {""}, {"d"}}, []int{1, 2, 3, 4, 5}},
		{"line breaks in quotes count", "\"a\r\nb\rc\",d\ne", [][]string{{"a\r\nb\rc", "d"}, {"e"}}, []int{1, 4}},
		{"comma and quotes in quotes", `"a,""b""",c`, [][]string{{`a,"b"`, "c"}}, []int{1}},
		{"quotes within text", `6" pipe,5'3",say "hi"`, [][]string{{`6" pipe`, `5'3"`, `say "hi"`}}, []int{1}},
		{"word in quotes begins a cell", "\"Ada\" Okafor,x\n\"Bo\",y", [][]string{{`"Ada" Okafor`, "x"}, {"Bo", "y"}}, []int{1, 2}},
		{"and a quoted cell follows", `"Ada" Okafor,"x, y"`, [][]string{{`"Ada" Okafor`, "x, y"}}, []int{1}},
		{"quotes not doubled in quotes", `"she said "hi" to me, twice",x`, [][]string{{`she said "hi" to me, twice`, "x"}}, []int{1}},
		{"quote never closed", "\"a,b\nc,d\ne,f", [][]string{{`"a`, "b"}, {"c", "d"}, {"e", "f"}}, []int{1, 2, 3}},
		{"quote never closed, quoted cells below", "\"a,b\n\"c\",d\n", [][]string{{`"a`, "b"}, {"c", "d"}}, []int{1, 2}},
		{"spaces around quotes", `a, "b, c" ,d`, [][]string{{"a", "b, c", "d"}}, []int{1}},
		{"empty cells", `,"",`, [][]string{{"", "", ""}}, []int{1}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			cells, lines := rows(tc.text, ',')
			if diff := cmp.Diff(tc.want, cells); diff != "" {
				t.Errorf("cells (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tc.lines, lines); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

// What csv.Writer writes, whatever is in the cells, is what csv.Reader and the
// splitter read.
func TestWellFormedFilesReadAsByTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 5).Draw(t, "width")
		cell := rapid.StringOf(rapid.RuneFrom([]rune("ab,;\t\" '\n\r=é")))
		want := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 6).Draw(t, "rows")
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma = rapid.SampledFrom([]rune{',', ';', '\t'}).Draw(t, "comma")
		w.UseCRLF = rapid.Bool().Draw(t, "crlf")
		if err := w.WriteAll(want); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		got, _ := rows(text, byte(w.Comma))
		if w.UseCRLF { // the writer writes breaks inside of cells as CR LF and drops lone CRs
			for _, r := range want {
				for i := range r {
					r[i] = strings.ReplaceAll(strings.ReplaceAll(r[i], "\r", ""), "\n", "\r\n")
				}
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q\nread as %q\nwant    %q", text, got, want)
		}
	})
}

// A file made to be slow takes a time like its length; a search from each quote
// to the end of the file would take hours here.
func TestStrayQuotesCostNoMoreThanTheirLength(t *testing.T) {
	for _, piece := range []string{",\"b\n", "\"a\"b, ", "\"\"\"z,", "z,\"\"\"z\n", "\"x\"\",", " \"", "\""} {
		text := strings.Repeat(piece, 100_000)
		cells, _ := rows(text, ',')
		if len(cells) == 0 {
			t.Errorf("%q gave no rows", piece)
		}
	}
	cells, lines := rows(strings.Repeat("a,\"b\n", 100_000), ',')
	if len(cells) != 100_000 || lines[99_999] != 100_000 || cells[99_999][1] != "\"b" {
		t.Errorf("%d rows, the last %q in line %d", len(cells), cells[len(cells)-1], lines[len(lines)-1])
	}
}

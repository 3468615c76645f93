package importer

import "strings"

// splitter parts a text into rows and cells. It is not encoding/csv, for three
// reasons that real files have:
//
//   - A lone CR ends a line, too, and line numbers count what an editor counts.
//   - A quote that opens nothing is text. encoding/csv either refuses the whole
//     file for it, or with LazyQuotes takes `"Ada" Okafor` for the start of a
//     quoted cell and swallows the rows that follow.
//   - A quote that is never closed costs one cell, not the rest of the file.
//
// What csv.Writer writes is read back as it was.
type splitter struct {
	text  string
	pos   int
	line  int // of pos, from 1
	comma byte
	width int // of the row before, most often that of all
}

// record is one row: its cells, and the line in which it begins.
type record struct {
	line  int
	cells []string
}

// empty says whether no cell holds more than white space.
func (r record) empty() bool {
	for _, c := range r.cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// head gives the cells of the first row that is not empty, nil if there is none.
func (s *splitter) head() []string {
	for {
		rec, ok := s.next()
		if !ok {
			return nil
		}
		if !rec.empty() {
			return rec.cells
		}
	}
}

// next gives the next row; ok is false at the end.
func (s *splitter) next() (rec record, ok bool) {
	if s.pos >= len(s.text) {
		return record{}, false
	}
	rec.line, rec.cells = s.line, make([]string, 0, s.width)
	for {
		rec.cells = append(rec.cells, s.cell())
		if s.pos < len(s.text) && s.text[s.pos] == s.comma {
			s.pos++
			continue
		}
		s.endLine()
		s.width = len(rec.cells)
		return rec, true
	}
}

// cell reads one cell and stops at what ends it: a comma, a line's end, or the
// end of the text.
func (s *splitter) cell() string {
	if value, end, ok := s.quoted(); ok {
		s.line += lineEnds(s.text[s.pos:end])
		s.pos = end
		return value
	}
	from := s.pos
	for s.pos < len(s.text) && !s.stop(s.text[s.pos]) {
		s.pos++
	}
	return s.text[from:s.pos]
}

// stop says whether c ends a cell that is not quoted.
func (s *splitter) stop(c byte) bool { return c == s.comma || c == '\n' || c == '\r' }

// endLine steps over one line's end: CR LF, LF or CR.
func (s *splitter) endLine() {
	if s.pos >= len(s.text) {
		return
	}
	if s.text[s.pos] == '\r' && s.pos+1 < len(s.text) && s.text[s.pos+1] == '\n' {
		s.pos++
	}
	s.pos++
	s.line++
}

// strayBytes bounds how far a cell with a quote in the wrong place is searched
// for its end, so that no file takes more than a time like its length.
const strayBytes = 512

// quoted reads a quoted cell that begins at pos, spaces before its first and
// after its last quote allowed. It ends at a quote that is not doubled and has a
// comma, a line's end or the text's end behind it. A quote with something else
// behind it is text of the cell as long as the cell ends in the same line, within
// strayBytes, and no other cell opens before that; otherwise the cell was never a
// quoted one.
func (s *splitter) quoted() (value string, end int, ok bool) {
	i := s.pos
	for i < len(s.text) && s.text[i] == ' ' {
		i++
	}
	if i >= len(s.text) || s.text[i] != '"' {
		return "", 0, false
	}
	i++
	from, doubled, stray, broken := i, false, false, false
	for i < len(s.text) {
		c := s.text[i]
		if stray && (c == '\n' || c == '\r' || i-s.pos > strayBytes) {
			return "", 0, false
		}
		if c != '"' {
			broken = broken || c == '\n' || c == '\r'
			i++
			continue
		}
		if i+1 < len(s.text) && s.text[i+1] == '"' {
			doubled = true
			i += 2
			continue
		}
		after := i + 1
		for after < len(s.text) && s.text[after] == ' ' {
			after++
		}
		if after == len(s.text) || s.stop(s.text[after]) {
			value = s.text[from:i]
			if doubled {
				value = strings.ReplaceAll(value, `""`, `"`)
			}
			return value, after, true
		}
		if broken || i > from && s.text[i-1] == s.comma {
			return "", 0, false
		}
		stray = true
		i++
	}
	return "", 0, false
}

// lineEnds counts the line ends in s, CR LF as one.
func lineEnds(s string) int {
	return strings.Count(s, "\n") + strings.Count(s, "\r") - strings.Count(s, "\r\n")
}

// Package importer reads members from CSV files, whichever system or
// spreadsheet wrote them, and writes them again.
//
// Read takes the whole file or names every cell that does not fit; it decides
// nothing about what is already known of a member, which is the caller's part.
// The package knows no store and opens no files.
package importer

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"kettle/internal/community"
)

// Limits on what one file may hold.
const (
	MaxBytes   = 64 << 20
	MaxRows    = 200_000
	MaxColumns = 500
)

// Options say how to read a file. The zero Options reads it by itself.
type Options struct {
	File string // what messages call the file: "members.csv"

	// Map leads from a header as the file has it (case, spaces and accents do
	// not matter) to the field that it means: one of community.MemberFields, a
	// list's name, "first_name", "last_name", or "" to leave the column out. It
	// beats what the header would mean by itself.
	Map map[string]string

	// Dates is the order of numbers in dates such as 03/04/2026: "dmy", "mdy",
	// or "" when nobody said. Without it such a date is a problem.
	Dates string

	// Consent names the consents, such as "show_on_wall", that the space holds
	// already for everybody in the file. A column of the file beats it.
	Consent []string

	// Recorded is how consents were recorded; empty means by this import.
	Recorded string

	// SignedOn is the day on the papers on which they were given, as an ISO date; ""
	// for none.
	SignedOn string

	Now time.Time // when consents are recorded; zero means the real time
}

// Row is one member of the file.
type Row struct {
	Line    int              // the line of the file in which the row begins
	Member  community.Member // only the fields in Present mean anything
	Present []string         // the fields that the file speaks of, "photo" for the file name below
	Photo   string           // the photo's file name as in the file; "" for none
}

// Problem is one thing that keeps a row, or with Line 0 the file, from coming
// in.
type Problem struct {
	File   string
	Line   int    // 0 when it is the whole file
	Column string // the header as in the file; "" when it is the whole row
	Reason string // a clause or sentence without its full stop
}

// Error is a sentence: members.csv, line 5, column "Joined": reason.
func (p Problem) Error() string {
	s := p.File
	if p.Line > 0 {
		s += fmt.Sprintf(", line %d", p.Line)
	}
	if p.Column != "" {
		s += fmt.Sprintf(", column \"%s\"", p.Column)
	}
	return s + ": " + p.Reason + "."
}

// Result is what a file holds.
type Result struct {
	Rows       []Row     // the good rows, in the file's order
	Problems   []Problem // of all other rows, in the file's order
	Ignored    []string  // headers of the columns left out, as written
	HasConsent bool      // the file or the options say who agreed to what
	Encoding   string    // how the file's letters were read: "UTF-8", "Windows-1252" …

	headers map[string]string // by field
}

// Header is the header of the column that fills a field, or the field's own
// name when none does.
func (r *Result) Header(field string) string { return cmp.Or(r.headers[field], field) }

// Read reads all members of a CSV file. Bad rows are problems of the result;
// the error is for a file that cannot be read as members at all, and is then a
// Problem unless reading itself failed.
func Read(r io.Reader, o Options) (*Result, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", o.File, err)
	}
	fail := func(reason string) (*Result, error) { return nil, Problem{File: o.File, Reason: reason} }
	if len(raw) > MaxBytes {
		return fail("it is larger than 64 MiB, which is too much for a list of members")
	}
	switch o.Dates {
	case "", "dmy", "mdy":
	default:
		return fail(fmt.Sprintf("the order of dates %q is neither dmy nor mdy", o.Dates))
	}
	for _, c := range o.Consent {
		if !isConsent(c) {
			return fail(fmt.Sprintf("there is no consent %q", c))
		}
	}
	text, encoding, err := decode(raw)
	if err != nil {
		return fail(err.Error())
	}
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	s, head, columns, err := begin(text, o.Map)
	if err != nil {
		return fail(err.Error())
	}
	res := &Result{Encoding: encoding, headers: map[string]string{}}
	for _, c := range columns {
		res.headers[c.field] = c.header
	}
	in := newIntake(o, columns)
	in.parted = parted(s, columns)
	for {
		rec, ok := s.next()
		if !ok {
			break
		}
		if rec.empty() {
			continue
		}
		if in.rows++; in.rows > MaxRows {
			return fail(fmt.Sprintf("it has more than %d rows, which is too much for a list of members", MaxRows))
		}
		in.add(res, rec)
	}
	if in.rows == 0 {
		return fail("it has a line of headers and no members below it")
	}
	res.Ignored = in.ignored(head)
	res.HasConsent = in.hasConsent()
	return res, nil
}

// parted says whether a list of the file is parted at semicolons. Then all are, and
// "Chess, badly" is one thing.
func parted(s splitter, columns []column) bool {
	var m community.Member
	for {
		rec, ok := s.next()
		if !ok {
			return false
		}
		for i, c := range columns {
			if i < len(rec.cells) && m.List(c.field) != nil && strings.Contains(rec.cells[i], ";") {
				return true
			}
		}
	}
}

// begin finds out how the columns are parted, reads the line of headers and
// says what its columns mean. The splitter stands behind that line.
func begin(text string, chosen map[string]string) (s splitter, head []string, columns []column, err error) {
	if strings.Trim(text, ",;\t\r\n \"\x00\u00a0") == "" {
		return s, nil, nil, errors.New("it is empty")
	}
	if comma, rest, ok := sepLine(text); ok { // Excel's own hint
		s = splitter{text: rest, line: 2, comma: comma}
		head = s.head()
	} else {
		best := -1
		for _, comma := range []byte{',', ';', '\t'} {
			try := splitter{text: text, line: 1, comma: comma}
			cells := try.head()
			if score := known(cells)*1000 + len(cells); score > best {
				best, s, head = score, try, cells
			}
		}
	}
	if len(head) == 0 { // nothing below Excel's hint
		return s, nil, nil, errors.New("it is empty")
	}
	if len(head) > MaxColumns {
		return s, nil, nil, fmt.Errorf("its first line has %d cells, which is too much for a list of members", len(head))
	}
	columns, err = understand(head, chosen)
	return s, head, columns, err
}

// sepLine reads the first line "sep=;" with which Excel names the separator.
func sepLine(text string) (comma byte, rest string, ok bool) {
	end := strings.IndexAny(text, "\r\n")
	if end < 0 {
		end = len(text)
	}
	line := strings.Trim(text[:end], `"`)
	if len(line) != 5 || !strings.EqualFold(line[:4], "sep=") || !strings.Contains(",;\t|", line[4:]) {
		return 0, "", false
	}
	return line[4], strings.TrimPrefix(strings.TrimPrefix(text[end:], "\r"), "\n"), true
}

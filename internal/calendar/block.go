package calendar

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/emersion/go-ical"
	"golang.org/x/text/encoding/charmap"
)

// block is a component of a calendar, such as an event, with those of its
// properties that matter here.
type block struct {
	name  string
	line  int // where it begins
	props []property
	subs  []*block
	open  bool // the file ended before it did
}

// property is one line of a component. Bad is set for one that has no shape.
type property struct {
	ical.Prop
	bad error
}

// value is the upper-case text of the first property of that name.
func (b *block) value(name string) string {
	if p := b.first(name); p != nil {
		return strings.ToUpper(strings.TrimSpace(p.Value))
	}
	return ""
}

// first is the first property of that name, nil if there is none.
func (b *block) first(name string) *property {
	for i := range b.props {
		if b.props[i].Name == name {
			return &b.props[i]
		}
	}
	return nil
}

// wanted are the properties that are looked at. All others are passed over
// unread: what is wrong with an attachment keeps no event from coming in.
var wanted = map[string]bool{
	"METHOD": true, "UID": true, "SUMMARY": true, "DESCRIPTION": true, "LOCATION": true, "CATEGORIES": true,
	"ORGANIZER": true, "DTSTART": true, "DTEND": true, "DURATION": true, "RRULE": true, "EXRULE": true,
	"RDATE": true, "EXDATE": true, "RECURRENCE-ID": true, "SEQUENCE": true, "STATUS": true, "CLASS": true,
	"LAST-MODIFIED": true, "DTSTAMP": true, "X-MICROSOFT-CDO-ALLDAYEVENT": true,
	"TZID": true, "X-LIC-LOCATION": true, "TZOFFSETFROM": true, "TZOFFSETTO": true,
}

// deepest is how far components are followed into each other; deeper ones are
// passed over.
const deepest = 4

// blocks parts a file into its calendars. The error says in words that it is
// none. Each line is read by itself, so that a broken one costs no more than its
// event.
func blocks(raw []byte) ([]*block, error) {
	var calendars []*block
	var stack []*block
	var lines propReader
	below := 0 // components deeper than we follow
	seen := false
	for number, line := range unfold(raw) {
		name, rest, _ := strings.Cut(line, ":")
		name, _, _ = strings.Cut(name, ";")
		name = strings.ToUpper(strings.TrimSpace(name))
		kind := strings.ToUpper(strings.TrimSpace(rest))
		if !seen {
			if name != "BEGIN" || kind != "VCALENDAR" {
				return nil, errors.New("this is not a calendar; one in the iCalendar form begins with BEGIN:VCALENDAR, and its name ends in .ics")
			}
			seen = true
		}
		switch {
		case name == "BEGIN" && len(stack) == deepest:
			below++
		case name == "BEGIN":
			b := &block{name: kind, line: number, open: true}
			if len(stack) == 0 {
				calendars = append(calendars, b)
			} else {
				parent := stack[len(stack)-1]
				parent.subs = append(parent.subs, b)
			}
			stack = append(stack, b)
		case name == "END" && below > 0:
			below--
		case name == "END":
			for i := len(stack) - 1; i >= 0; i-- {
				if stack[i].name == kind {
					stack[i].open = false
					stack = stack[:i]
					break
				}
			}
		case below == 0 && len(stack) > 0 && wanted[name]:
			b := stack[len(stack)-1]
			b.props = append(b.props, lines.read(name, line))
		}
	}
	if !seen {
		return nil, errors.New("it is empty")
	}
	return calendars, nil
}

// propReader reads single lines with one buffer.
type propReader struct{ buf *bufio.Reader }

// read reads one line "NAME;PARAM=value:value". The library takes whole
// calendars, so it gets one around the line; it panics on some lines that have a
// parameter without an end, which is then a bad property like others.
func (r *propReader) read(name, line string) (p property) {
	p = property{Prop: ical.Prop{Name: name}, bad: fmt.Errorf("has a line that cannot be read: %s", short(line))}
	defer func() {
		_ = recover() // p says what is wrong
	}()
	if r.buf == nil {
		r.buf = bufio.NewReader(nil)
	}
	r.buf.Reset(strings.NewReader("BEGIN:VCALENDAR\n" + line + "\nEND:VCALENDAR\n"))
	c, err := ical.NewDecoder(r.buf).Decode()
	if err != nil || len(c.Props[name]) != 1 {
		return p
	}
	return property{Prop: c.Props[name][0]}
}

// short cuts a text for a message.
func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// unfold gives the lines of a file, by the number of the line in which each
// begins: RFC 5545, 3.1, a line that begins with a space or tab goes on the one
// before. Folding may part a character, so letters are read after it.
func unfold(raw []byte) func(yield func(int, string) bool) {
	raw = plain(raw)
	return func(yield func(int, string) bool) {
		var line []byte
		at, number := 0, 0
		for len(raw) > 0 {
			end := bytes.IndexAny(raw, "\r\n")
			if end < 0 {
				end = len(raw)
			}
			next := raw[:end]
			raw = raw[end:]
			if len(raw) > 1 && raw[0] == '\r' && raw[1] == '\n' {
				raw = raw[1:]
			}
			if len(raw) > 0 {
				raw = raw[1:]
			}
			number++
			switch {
			case len(next) > 0 && (next[0] == ' ' || next[0] == '\t') && at > 0:
				line = append(line, next[1:]...)
				continue
			case len(line) > 0 && !yield(at, letters(line)):
				return
			}
			line, at = append(line[:0], next...), number
		}
		if len(line) > 0 {
			yield(at, letters(line))
		}
	}
}

// plain takes a byte order mark away and makes UTF-8 of UTF-16.
func plain(raw []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return bytes.TrimLeft(raw[3:], "\r\n ")
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		return bytes.TrimLeft(raw, "\r\n ")
	}
	units := make([]uint16, len(raw)/2-1)
	for i := range units {
		units[i] = order.Uint16(raw[2+2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}

// letters reads a line as UTF-8, or else as Windows-1252.
func letters(line []byte) string {
	if utf8.Valid(line) {
		return string(line)
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(line)
	if err != nil {
		return strings.ToValidUTF8(string(line), "")
	}
	return string(out)
}

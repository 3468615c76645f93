package shared

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kettle/internal/community"
)

// A document is a record as JSON, the same as encoding/json would write but for
// characters that it escapes without need. Thousands are read and written at a
// time, so those that this package wrote itself are read without reflection, and
// their strings without a copy.

// encode gives the record as it stands in its row.
func encode(r *community.Record) string {
	b := make([]byte, 0, 256+size(r))
	b = append(b, `{"kind":`...)
	b = appendText(b, string(r.Kind))
	b = append(b, `,"id":`...)
	b = appendText(b, r.ID.String())
	for i, o := range r.Owners {
		b = append(b, between(i, `,"owners":[`)...)
		b = appendText(b, o.String())
	}
	if len(r.Owners) > 0 {
		b = append(b, ']')
	}
	for i := range r.Groups {
		b = append(b, between(i, `,"groups":[`)...)
		b = appendGroup(b, &r.Groups[i])
	}
	if len(r.Groups) > 0 {
		b = append(b, ']')
	}
	return string(append(b, '}'))
}

// size is about how long the fields will be.
func size(r *community.Record) (n int) {
	for _, g := range r.Groups {
		for field, value := range g.Fields {
			n += len(field) + len(value) + 8
		}
	}
	return n
}

// between is what stands before the item of that number.
func between(i int, first string) string {
	if i > 0 {
		return ","
	}
	return first
}

func appendGroup(b []byte, g *community.Group) []byte {
	b = append(b, `{"clock":`...)
	b = strconv.AppendInt(b, g.Clock, 10)
	b = append(b, `,"screen":`...)
	b = strconv.AppendInt(b, g.Screen, 10)
	b = append(b, `,"seq":`...)
	b = strconv.AppendInt(b, g.Seq, 10)
	if g.Actor != "" {
		b = append(b, `,"actor":`...)
		b = appendText(b, g.Actor)
	}
	b = append(b, `,"fields":{`...)
	for i, field := range slices.Sorted(maps.Keys(g.Fields)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, field)
		b = append(b, ':')
		b = appendText(b, g.Fields[field])
	}
	return append(b, `}}`...)
}

// appendText writes a JSON string.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return appendOdd(b, s)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// appendOdd writes a JSON string of any text.
func appendOdd(b []byte, s string) []byte {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, func(c rune) bool { return c < ' ' || c == '"' || c == '\\' }) {
		b = append(b, '"')
		b = append(b, s...)
		return append(b, '"')
	}
	text, err := json.Marshal(s)
	if err != nil {
		panic(fmt.Sprintf("a text is not JSON: %v", err)) // every string is
	}
	return append(b, text...)
}

// decode reads a document.
func decode(doc string, r *community.Record) error {
	d := decoder{rest: doc}
	if out, ok := d.record(); ok {
		*r = out
		return nil
	}
	return json.Unmarshal([]byte(doc), r)
}

// decoder reads what encode writes, and nothing else.
type decoder struct {
	rest string
	bad  bool // it is something else
}

// skip takes a literal off, if it is there.
func (d *decoder) skip(literal string) bool {
	rest, ok := strings.CutPrefix(d.rest, literal)
	d.rest = rest
	return ok
}

func (d *decoder) must(literal string) {
	if !d.skip(literal) {
		d.bad = true
	}
}

// text takes a string off that has no escapes.
func (d *decoder) text() string {
	d.must(`"`)
	i := strings.IndexByte(d.rest, '"')
	if i < 0 {
		d.bad = true
		return ""
	}
	s := d.rest[:i]
	for j := range len(s) {
		if s[j] == '\\' || s[j] < ' ' {
			d.bad = true
		}
	}
	if !utf8.ValidString(s) {
		d.bad = true
	}
	d.rest = d.rest[i+1:]
	return s
}

func (d *decoder) id() (id community.ID) {
	id, err := community.ParseID(d.text())
	if err != nil {
		d.bad = true
	}
	return id
}

func (d *decoder) number() int64 {
	end := 0
	for end < len(d.rest) && (d.rest[end] == '-' || d.rest[end] >= '0' && d.rest[end] <= '9') {
		end++
	}
	n, err := strconv.ParseInt(d.rest[:end], 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != d.rest[:end] {
		d.bad = true
	}
	d.rest = d.rest[end:]
	return n
}

func (d *decoder) record() (r community.Record, ok bool) {
	d.must(`{"kind":`)
	r.Kind = community.Kind(d.text())
	d.must(`,"id":`)
	r.ID = d.id()
	if d.skip(`,"owners":[`) {
		for more := true; more && !d.bad; more = d.skip(`,`) {
			r.Owners = append(r.Owners, d.id())
		}
		d.must(`]`)
	}
	if d.skip(`,"groups":[`) {
		for more := true; more && !d.bad; more = d.skip(`,`) {
			r.Groups = append(r.Groups, d.group())
		}
		d.must(`]`)
	}
	d.must(`}`)
	return r, !d.bad && d.rest == ""
}

func (d *decoder) group() (g community.Group) {
	d.must(`{"clock":`)
	g.Clock = d.number()
	d.must(`,"screen":`)
	g.Screen = d.number()
	d.must(`,"seq":`)
	g.Seq = d.number()
	if d.skip(`,"actor":`) {
		g.Actor = d.text()
	}
	d.must(`,"fields":{`)
	g.Fields = make(map[string]string, min(strings.Count(d.rest, `":"`), 16))
	if !d.skip(`}`) {
		for more := true; more && !d.bad; more = d.skip(`,`) {
			field := d.text()
			d.must(`:`)
			g.Fields[field] = d.text()
		}
		d.must(`}`)
	}
	d.must(`}`)
	return g
}

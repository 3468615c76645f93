package store

import (
	"fmt"
	"math/bits"
	"slices"

	"github.com/bytedance/sonic"

	"kettle/internal/community"
)

// stamps says when each field of one record last changed. Fields that changed
// together share a group, so a fresh record has one.
type stamps []group

// group is one stamp and the fields that carry it: those with a column as bits
// of Mask, the others (list elements, fields of later programs) by name.
type group struct {
	Clock  int64    `json:"c"`
	Screen int64    `json:"s"`
	Seq    int64    `json:"n"`           // number of the change in this file
	Wall   int64    `json:"w,omitempty"` // the machine's own clock, ms, where it was not Clock's; until a hub has it
	Offset int64    `json:"o,omitempty"` // what this program then added to it, ms
	Unsent bool     `json:"u,omitempty"` // made here and not acknowledged by a hub
	Fixed  bool     `json:"x,omitempty"` // Clock is no time at which something was done, and never moves
	Actor  string   `json:"a,omitempty"`
	Mask   uint64   `json:"m,omitempty"`
	Names  []string `json:"f,omitempty"`
}

func parseStamps(text string) (stamps, error) {
	if text == "" {
		return nil, nil
	}
	var s stamps
	if err := sonic.ConfigStd.UnmarshalFromString(text, &s); err != nil {
		return nil, fmt.Errorf("read stamps: %w", err)
	}
	return s, nil
}

func (s stamps) text() (string, error) {
	text, err := sonic.ConfigStd.MarshalToString(s)
	if err != nil {
		return "", fmt.Errorf("write stamps: %w", err)
	}
	return text, nil
}

// unsent is what a record with these stamps has in the column of that name.
func (s stamps) unsent() int {
	if slices.ContainsFunc(s, func(g group) bool { return g.Unsent }) {
		return sentPart
	}
	return sentAll
}

// of gives the group of a field: by the place of its column, negative for none,
// or by its name. It is nil for a field that was never set.
func (s stamps) of(place int, name string) *group {
	for i := range s {
		if place >= 0 && s[i].Mask&(1<<place) != 0 || slices.Contains(s[i].Names, name) {
			return &s[i]
		}
	}
	return nil
}

// by gives who wrote a field of a record of that kind last; ok is false for one that
// was never set, or where nobody can tell.
func (s stamps) by(kind community.Kind, field string) (a community.Actor, ok bool) {
	g := s.of(tables[kind].place(field), field)
	if g == nil {
		return a, false
	}
	a, err := community.ParseActor(g.Actor)
	return a, err == nil
}

func (g *group) stamp() community.Stamp { return community.Stamp{Clock: g.Clock, Screen: g.Screen} }

// without takes a field out of its group, and drops groups that are left
// without fields.
func (s stamps) without(place int, name string) stamps {
	for i := range s {
		if place >= 0 {
			s[i].Mask &^= 1 << place
		}
		if at := slices.Index(s[i].Names, name); at >= 0 {
			s[i].Names = slices.Delete(s[i].Names, at, at+1)
		}
	}
	return slices.DeleteFunc(s, func(g group) bool { return bits.OnesCount64(g.Mask) == 0 && len(g.Names) == 0 })
}

// fields names all fields that have a stamp, those with a column as t has them.
func (s stamps) fields(t *table) []string {
	var out []string
	for i := range s {
		out = append(out, s[i].Names...)
		for place := 0; t != nil && place < len(t.columns); place++ {
			if s[i].Mask&(1<<place) != 0 {
				out = append(out, t.columns[place].name)
			}
		}
	}
	return out
}

package community

import (
	"cmp"
	"maps"
	"slices"
)

// Record is what is known of one record: the newest value of each of its
// fields, those of one stamp together. Records travel between screens and are
// what a hub keeps; on the way they may hold only the fields that changed. The
// zero Record knows nothing. Taking records in any order, in any parts and any
// number of times leads to the same Record.
type Record struct {
	Kind   Kind    `json:"kind"`
	ID     ID      `json:"id"`
	Owners []ID    `json:"owners,omitempty"` // whose erasure takes this record along; never change
	Erased bool    `json:"erased,omitempty"` // for ever; nothing else is left
	Groups []Group `json:"groups,omitempty"`
}

// Group is the fields of a record that carry one stamp.
type Group struct {
	Stamp
	Seq    int64             `json:"seq,omitempty"` // number of the change in the file that sends it
	Actor  string            `json:"actor,omitempty"`
	Fields map[string]string `json:"fields"`
}

// Cell gives the newest value of a field; ok is false for one never set.
func (r *Record) Cell(field string) (c Cell, ok bool) {
	for i := range r.Groups {
		if v, ok := r.Groups[i].Fields[field]; ok {
			actor, _ := ParseActor(r.Groups[i].Actor) // an actor that cannot be read is nobody
			return Cell{Value: v, Stamp: r.Groups[i].Stamp, Actor: actor}, true
		}
	}
	return Cell{}, false
}

// Value gives the newest value of a field, "" for one never set.
func (r *Record) Value(field string) string {
	c, _ := r.Cell(field)
	return c.Value
}

// Take merges another record of the same kind and ID into r, numbers what won
// with seq, and names the fields of other that lost to a different value. It
// says whether r is now another.
func (r *Record) Take(other Record, seq int64) (won bool, lost []string) {
	if r.Kind == "" {
		r.Kind, r.ID, r.Owners = other.Kind, other.ID, other.Owners
	}
	switch {
	case r.Erased:
		for _, g := range other.Groups {
			lost = slices.AppendSeq(lost, maps.Keys(g.Fields))
		}
		return false, lost
	case other.Erased:
		r.Erased, r.Groups = true, nil
		return true, nil
	}
	for _, g := range other.Groups {
		taken := Group{Stamp: g.Stamp, Seq: seq, Actor: g.Actor, Fields: map[string]string{}}
		for field, value := range g.Fields {
			old, ok := r.Cell(field)
			switch c := (Cell{Value: value, Stamp: g.Stamp}); {
			case !ok || c.Beats(old):
				taken.Fields[field] = value
			case old.Stamp != g.Stamp || old.Value != value:
				lost = append(lost, field)
			}
		}
		if len(taken.Fields) > 0 {
			r.put(taken)
			won = true
		}
	}
	return won, lost
}

// put takes the group's fields out of all others and adds it.
func (r *Record) put(g Group) {
	kept := make([]Group, 0, len(r.Groups)+1)
	for _, old := range r.Groups {
		left := old.Fields
		for field := range g.Fields {
			if _, ok := left[field]; ok {
				left = maps.Clone(left)
				delete(left, field)
			}
		}
		if old.Fields = left; len(left) > 0 {
			kept = append(kept, old)
		}
	}
	r.Groups = append(kept, g)
}

// Changes gives what the record says as single changes, in the order of their
// stamps.
func (r *Record) Changes() []Change {
	if r.Erased {
		return []Change{{Kind: r.Kind, ID: r.ID, Owners: r.Owners, Erase: true}}
	}
	var out []Change
	for _, g := range r.Groups {
		actor, _ := ParseActor(g.Actor) // an actor that cannot be read is nobody
		for field, value := range g.Fields {
			out = append(out, Change{
				Kind: r.Kind, ID: r.ID, Owners: r.Owners, Field: field, Value: value, Stamp: g.Stamp, Actor: actor,
			})
		}
	}
	slices.SortFunc(out, func(a, b Change) int {
		return cmp.Or(a.Stamp.Compare(b.Stamp), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Value, b.Value))
	})
	return out
}

package community

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
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
	Gone   bool    `json:"gone,omitempty"`   // on its way to a wall: not to be held until it comes again
	Whole  bool    `json:"whole,omitempty"`  // on its way to a wall: what is not in it is not to be held
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

// Sums are the digest of a set of records: of each, what Sum gives added up in
// the place that its name has. Two sets with equal sums are equal.
type Sums [256]uint64

// Add counts one more record.
func (s *Sums) Add(r *Record) {
	at, sum := r.Sum()
	s[at] += sum
}

// Text is one short text for all sums: 32 digits in hex.
func (s *Sums) Text() string {
	h := sha256.New()
	for _, n := range s {
		_ = binary.Write(h, binary.BigEndian, n) // a hash takes all
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Sum gives a number for all that the record says, in whatever groups and order
// it says it, and the place of its name among 256. Actors and seqs do not count.
func (r *Record) Sum() (at byte, sum uint64) {
	var b []byte
	name := func() {
		b = append(append(append(b[:0], r.Kind...), 0), r.ID[:]...)
	}
	name()
	hash := sha256.Sum256(b)
	at = hash[31]
	if r.Erased {
		b = append(b, "erased"...)
		hash = sha256.Sum256(b)
		return at, binary.BigEndian.Uint64(hash[:])
	}
	for _, g := range r.Groups {
		for field, value := range g.Fields {
			name()
			b = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(b, uint64(g.Clock)), uint64(g.Screen))
			b = append(append(append(b, field...), 0), value...)
			hash = sha256.Sum256(b)
			sum += binary.BigEndian.Uint64(hash[:])
		}
	}
	return at, sum
}

package store

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kettle/internal/community"
)

// MergeNumbers makes members who came along with a store that joined a space one
// with those who were there before and have the same number, and says how many.
// What the one who came along has, such as visits and thank-yous, becomes that
// of the other as new records; fields that the other lacks are filled; then the
// one who came along is erased. It is one transaction.
func (db *DB) MergeNumbers(ctx context.Context, actor community.Actor, brought []community.ID) (int, error) {
	var pictures []string
	n := 0
	err := db.writing(ctx, actor, func(w *writer) error {
		members, err := readMembers(ctx, w.tx, "", nil)
		if err != nil {
			return err
		}
		into := map[community.ID]community.ID{}
		for _, p := range sameNumber(members, brought) {
			into[p.from.ID] = p.to.ID
			pictures = append(pictures, p.from.Photo)
			if err := w.fill(p.to, p.from); err != nil {
				return err
			}
		}
		n = len(into)
		if err := w.moveOwned(into); err != nil {
			return err
		}
		for from := range into {
			if err := w.take([]community.Change{{Kind: community.KindMember, ID: from, Erase: true, Actor: actor}}, true); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("merge members with equal numbers: %w", err)
	}
	for _, hash := range pictures {
		if err := db.dropPhoto(ctx, hash); err != nil {
			return n, err
		}
	}
	return n, nil
}

// pair is a member who came along and the one who was there.
type pair struct{ from, to *community.Member }

// sameNumber says with whom of the others each member who came along becomes
// one: with the one of the least ID where several have the number.
func sameNumber(members []community.Member, brought []community.ID) []pair {
	others := map[string]*community.Member{}
	for i := range members {
		m := &members[i]
		if m.Number == "" || slices.Contains(brought, m.ID) {
			continue
		}
		key := strings.ToLower(m.Number)
		if o := others[key]; o == nil || bytes.Compare(m.ID[:], o.ID[:]) < 0 {
			others[key] = m
		}
	}
	var out []pair
	for i := range members {
		m := &members[i]
		if o := others[strings.ToLower(m.Number)]; o != nil && slices.Contains(brought, m.ID) {
			out = append(out, pair{m, o})
		}
	}
	return out
}

// fill gives a member the values of another that it lacks; of a list that it
// has nothing in, the whole list.
func (w *writer) fill(to, from *community.Member) error {
	has := map[string]bool{}
	for _, f := range to.Fields() {
		list, _, _ := strings.Cut(f.Name, ":")
		has[list] = has[list] || f.Value != ""
	}
	var lacks []community.Field
	for _, f := range from.Fields() {
		if list, _, _ := strings.Cut(f.Name, ":"); !has[list] && f.Value != "" {
			lacks = append(lacks, f)
			if err := to.Set(f.Name, f.Value); err != nil { // for the next who becomes one with it
				return err
			}
		}
	}
	return w.put(community.KindMember, to.ID, lacks)
}

// moveOwned copies what members own to those they become, as new records.
func (w *writer) moveOwned(into map[community.ID]community.ID) error {
	seen := map[touch]bool{}
	for from := range into {
		owned, err := w.owned(from)
		if err != nil {
			return err
		}
		for _, o := range owned {
			if !seen[o] {
				seen[o] = true
				if err := w.moveOne(o, into); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (w *writer) moveOne(o touch, into map[community.ID]community.ID) error {
	t := tables[o.kind]
	if t == nil {
		return nil // of a later program, which alone knows what names an owner in it
	}
	got, err := readRecords(w.ctx, w.tx, true, "kind = ? AND id = ?", string(o.kind), o.id[:])
	if err != nil || len(got) == 0 {
		return err
	}
	r := &got[0]
	values := map[string]string{}
	for _, g := range r.Groups {
		maps.Copy(values, g.Fields)
	}
	var owners []community.ID
	for _, field := range t.owners {
		id, err := community.ParseID(values[field])
		if err != nil {
			continue // there is none
		}
		if to, ok := into[id]; ok {
			id = to
		}
		if slices.Contains(owners, id) {
			return nil // such as a thank-you from somebody to themselves
		}
		owners = append(owners, id)
		values[field] = id.String()
	}
	var fields []community.Field
	for _, name := range slices.Sorted(maps.Keys(values)) {
		fields = append(fields, community.Field{Name: name, Value: values[name]})
	}
	return w.create(o.kind, newID(), fields, owners...)
}

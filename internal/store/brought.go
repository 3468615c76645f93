package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
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
	n := 0
	err := db.writing(ctx, actor, func(w *writer) error {
		members, err := readMembers(ctx, w.tx, "")
		if err != nil {
			return err
		}
		pairs := sameNumber(members, brought)
		n = len(pairs)
		return w.merge(pairs)
	})
	if err != nil {
		return 0, fmt.Errorf("merge members with equal numbers: %w", err)
	}
	return n, nil
}

// MergeMembers makes one member of two: what from has becomes that of into as
// new records, fields that into lacks are filled, and from is erased, for ever.
// Both are looked at in the transaction; community.ErrNotFound for one who is not
// there.
func (db *DB) MergeMembers(ctx context.Context, actor community.Actor, from, into community.ID) error {
	if from == into {
		return errors.New("merge members: they are one already")
	}
	err := db.writing(ctx, actor, func(w *writer) error {
		var both [2]community.Member
		for i, id := range []community.ID{from, into} {
			var err error
			if both[i], err = readMember(ctx, w.tx, id); err != nil {
				return err
			}
		}
		return w.merge([]pair{{&both[0], &both[1]}})
	})
	if err != nil {
		return fmt.Errorf("merge members: %w", err)
	}
	return nil
}

// merge makes one member of each pair.
func (w *writer) merge(pairs []pair) error {
	w.acting.what = actMerge
	into := map[community.ID]community.ID{}
	for _, p := range pairs {
		into[p.from.ID] = p.to.ID
		if err := w.fill(p.to, p.from); err != nil {
			return err
		}
	}
	m := &moving{writer: w, into: into, posts: map[community.ID]community.ID{}}
	if err := errors.Join(m.moveOwned(), m.moveHelpers(), w.moveHosts(into), w.moveVisitors(into)); err != nil {
		return err
	}
	for _, p := range pairs {
		if err := w.take([]community.Change{{Kind: community.KindMember, ID: p.from.ID, Erase: true, Actor: w.actor}}, true); err != nil {
			return err
		}
	}
	return nil
}

// pair is a member who goes and the one who stays.
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

// goesWith are the fields that say something of another: whether an address is public
// is said of that address alone.
var goesWith = map[string]string{"email_public": "email", "phone_public": "phone", "left_on": "state"}

// fill gives a member the values of another that it lacks; of a list that it
// has nothing in, the whole list.
func (w *writer) fill(to, from *community.Member) error {
	has, gives := map[string]bool{"state": true}, map[string]bool{}
	for _, f := range to.Fields() {
		list, _, _ := strings.Cut(f.Name, ":")
		has[list] = has[list] || f.Value != ""
	}
	for _, f := range from.Fields() {
		gives[f.Name] = f.Value != ""
	}
	var lacks []community.Field
	for _, f := range from.Fields() {
		list, _, _ := strings.Cut(f.Name, ":")
		of := cmp.Or(goesWith[list], f.Name)
		if !has[cmp.Or(goesWith[list], list)] && gives[of] {
			lacks = append(lacks, f)
			if err := to.Set(f.Name, f.Value); err != nil { // for the next who becomes one with it
				return err
			}
		}
	}
	return w.put(community.KindMember, to.ID, lacks)
}

// moveOwned copies what members own to those they become, as new records: posts
// before the cheers for them.
func (m *moving) moveOwned() error {
	seen := map[touch]bool{}
	var posts, rest []touch
	for from := range m.into {
		owned, err := m.owned(from)
		if err != nil {
			return err
		}
		for _, o := range owned {
			switch {
			case seen[o]:
			case o.kind == community.KindPost:
				posts = append(posts, o)
			default:
				rest = append(rest, o)
			}
			seen[o] = true
		}
	}
	for _, o := range slices.Concat(posts, rest) {
		if err := m.moveOne(o); err != nil {
			return err
		}
	}
	return nil
}

// moveHosts makes hosts who are a member who goes the one whom that becomes.
func (w *writer) moveHosts(into map[community.ID]community.ID) error {
	hosts, err := readHosts(w.ctx, w.tx, "WHERE member_id IS NOT NULL")
	if err != nil {
		return err
	}
	for _, h := range hosts {
		to, ok := into[h.MemberID]
		if !ok {
			continue
		}
		if err := w.put(community.KindHost, h.ID, []community.Field{{Name: "member_id", Value: to.String()}}); err != nil {
			return err
		}
	}
	return nil
}

// moveVisitors has visitors who came to see a member who goes, or were invited by them,
// come to see the one whom that becomes, who is told of them from then on.
func (w *writer) moveVisitors(into map[community.ID]community.ID) error {
	visitors, err := readVisitors(w.ctx, w.tx, "WHERE coalesce(sees_id, invited_by) IS NOT NULL")
	if err != nil {
		return err
	}
	for _, v := range visitors {
		before := v.Fields()
		v.SeesID, v.InvitedBy = cmp.Or(into[v.SeesID], v.SeesID), cmp.Or(into[v.InvitedBy], v.InvitedBy)
		if err := w.put(community.KindVisitor, v.ID, diff(before, v.Fields())); err != nil {
			return err
		}
	}
	return nil
}

func (m *moving) moveOne(o touch) error {
	t := tables[o.kind]
	if t == nil || len(t.owners) == 0 {
		// Of a later program, which alone knows what names an owner in it; or the
		// history of the one who goes.
		return nil
	}
	values, err := m.valuesOf(o.kind, o.id)
	if err != nil || len(values) == 0 {
		return err
	}
	var owners []community.ID
	var who community.ID // of those who go
	for _, field := range t.owners {
		id, err := community.ParseID(values[field])
		if err != nil {
			continue // there is none
		}
		if to, ok := m.into[id]; ok {
			who, id = id, to
		}
		if slices.Contains(owners, id) {
			return nil // such as a thank-you from somebody to themselves
		}
		owners = append(owners, id)
		values[field] = id.String()
	}
	m.name(o.kind, values)
	if o.kind == community.KindIntroduction && len(owners) == 2 {
		owners[0], owners[1] = community.InOrder(owners[0], owners[1])
		values["one_id"], values["other_id"] = owners[0].String(), owners[1].String()
	}
	if id := pairID(o.kind, values, o.id, who); !id.IsZero() {
		return m.movePair(o.kind, id, values, owners)
	}
	id, err := m.movedID(o.kind, values)
	if err != nil || id.IsZero() {
		return err
	}
	if o.kind == community.KindPost {
		m.posts[o.id] = id
	}
	return m.create(o.kind, id, sorted(values), owners...)
}

// movedID is the ID under which a record with these values goes on, zero when it
// does not. A PIN has that of its new member, so that there is one and the next
// takes its place; whoever has or had one keeps it so.
func (w *writer) movedID(kind community.Kind, values map[string]string) (community.ID, error) {
	if kind != community.KindCard {
		return newID(), nil
	}
	if !strings.HasPrefix(values["hash"], pinPrefix) {
		if values["hash"] == "" { // a PIN that was taken away
			return community.ID{}, nil
		}
		return newID(), nil
	}
	to, err := community.ParseID(values["member_id"])
	if err != nil {
		return community.ID{}, fmt.Errorf("read whose PIN it is: %w", err)
	}
	old, err := w.load(kind, pinID(to))
	if err != nil || old.known {
		return community.ID{}, err
	}
	return pinID(to), nil
}

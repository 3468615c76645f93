package store

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

// put makes changes of this screen to one record: the fields given, owned by
// owners, stamped now.
func (w *writer) put(kind community.Kind, id community.ID, fields []community.Field, owners ...community.ID) error {
	return w.putAt(w.db.clock.Tick(), kind, id, fields, owners...)
}

// putFixed is put with a stamp that says nothing of when it was done: that of a
// time which all such changes share. The greater value of a field then wins.
func (w *writer) putFixed(at time.Time, kind community.Kind, id community.ID, fields []community.Field, owners ...community.ID) error {
	w.fixed = true
	defer func() { w.fixed = false }()
	return w.putAt(at.UnixMilli()<<16, kind, id, fields, owners...)
}

func (w *writer) putAt(clock int64, kind community.Kind, id community.ID, fields []community.Field, owners ...community.ID) error {
	stamp := community.Stamp{Clock: clock, Screen: w.db.file.screen}
	changes := make([]community.Change, 0, len(fields))
	for _, f := range fields {
		changes = append(changes, community.Change{
			Kind: kind, ID: id, Field: f.Name, Value: f.Value, Owners: owners, Stamp: stamp, Actor: w.actor,
		})
	}
	return w.take(changes, true)
}

// create puts a new record: all its fields that have a value.
func (w *writer) create(kind community.Kind, id community.ID, fields []community.Field, owners ...community.ID) error {
	set := slices.DeleteFunc(slices.Clone(fields), func(f community.Field) bool { return f.Value == "" })
	return w.put(kind, id, set, owners...)
}

// diff gives the fields of next that differ from those of old, those gone as
// empty.
func diff(old, next []community.Field) []community.Field {
	had := make(map[string]string, len(old))
	for _, f := range old {
		had[f.Name] = f.Value
	}
	var out []community.Field
	for _, f := range next {
		if f.Value != had[f.Name] {
			out = append(out, f)
		}
		delete(had, f.Name)
	}
	for _, f := range old {
		if v, gone := had[f.Name]; gone && v != "" {
			out = append(out, community.Field{Name: f.Name})
		}
	}
	return out
}

// anew adds to the fields that changed all others that have a value, for a record that
// may be too old to be kept elsewhere: a part of it would be nothing there.
func anew(changed, all []community.Field) []community.Field {
	for _, f := range all {
		if f.Value != "" && !slices.ContainsFunc(changed, func(c community.Field) bool { return c.Name == f.Name }) {
			changed = append(changed, f)
		}
	}
	return changed
}

// take is the one way in. It merges changes to ONE record, made here (local) or
// elsewhere, and writes the winners. Changes to an erased record, or to one
// whose owner is erased, win nothing; made here, they give ErrErased.
func (w *writer) take(changes []community.Change, local bool) error {
	if len(changes) == 0 {
		return nil
	}
	first := &changes[0]
	old, err := w.load(first.Kind, first.ID)
	if err != nil {
		return err
	}
	gone := old.erased
	for _, o := range first.Owners {
		if gone {
			break
		}
		if gone, err = w.isErased(o); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(changes, func(c community.Change) bool { return c.Erase }) {
		if old.erased {
			return nil
		}
		if local {
			w.rememberErased(first.Kind, first.ID)
			if err := w.eraseHosts(first.Kind, first.ID); err != nil {
				return err
			}
		}
		return w.erase(first.Kind, first.ID, local)
	}
	if !gone && !local && !old.known {
		if old, err := w.tooOld(first.Kind, changes); err != nil || old {
			return err
		}
	}
	if gone {
		if local {
			return fmt.Errorf("change %s %s: %w", first.Kind, first.ID, community.ErrErased)
		}
		return nil
	}
	won, err := w.winners(&old, changes, local)
	if err != nil || len(won) == 0 {
		return err
	}
	if local {
		if err := w.remember(&old, won); err != nil {
			return err
		}
	}
	if err := w.writeTyped(first.Kind, first.ID, won); err != nil {
		return err
	}
	for _, o := range first.Owners {
		if !old.known {
			if err := w.exec(`INSERT OR IGNORE INTO owners (owner_id, kind, id) VALUES (?, ?, ?)`, o, string(first.Kind), first.ID); err != nil {
				return err
			}
		}
	}
	return w.writeRecord(first.Kind, first.ID, &old, won, local)
}

// What the column unsent of records says.
const (
	sentAll   = 0
	sentPart  = 1 // the groups marked as unsent wait to be sent
	sendWhole = 2 // all of it waits: a hub was restored, or is another
)

// known is what records holds of one record.
type known struct {
	known, erased bool
	unsent        int
	stamps        stamps
	unknown       map[string]string
}

func (w *writer) load(kind community.Kind, id community.ID) (known, error) {
	if k, ok := w.ahead.of(touch{kind, id}); ok {
		return k, nil
	}
	var k known
	var text, unknown string
	err := w.tx.QueryRowContext(w.ctx, `SELECT erased, unsent, stamps, unknown FROM records WHERE kind = ? AND id = ?`, string(kind), id).
		Scan(&k.erased, &k.unsent, &text, &unknown)
	if errors.Is(err, sql.ErrNoRows) {
		return k, nil
	}
	if err == nil {
		err = k.parse(text, unknown)
	}
	if err != nil {
		return k, fmt.Errorf("read %s %s: %w", kind, id, err)
	}
	return k, nil
}

// parse reads the stamps and the unknown fields of a record that is there.
func (k *known) parse(stamps, unknown string) (err error) {
	k.known = true
	if k.stamps, err = parseStamps(stamps); err == nil && unknown != "" {
		err = json.Unmarshal([]byte(unknown), &k.unknown)
	}
	return err
}

// isErased says whether somebody who may own records, a member or a host, is erased.
func (w *writer) isErased(owner community.ID) (bool, error) {
	if erased, ok := w.ahead.marked(owner); ok {
		return erased, nil
	}
	var one int
	err := w.tx.QueryRowContext(w.ctx, `SELECT 1 FROM records WHERE kind IN ('member', 'host') AND id = ? AND erased = 1`, owner).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// winners keeps the changes that beat what is known. The value that is there is
// read only when two stamps are equal, which takes a cloned disk.
func (w *writer) winners(old *known, changes []community.Change, local bool) ([]community.Change, error) {
	t := tables[changes[0].Kind]
	won := make([]community.Change, 0, len(changes))
	for _, c := range changes {
		cell := community.Cell{Value: c.Value, Stamp: c.Stamp, Actor: c.Actor}
		g := old.stamps.of(t.place(c.Field), c.Field)
		if g != nil && g.stamp() == c.Stamp {
			value, err := w.value(old, c)
			if err != nil {
				return nil, err
			}
			if !cell.Beats(community.Cell{Value: value, Stamp: g.stamp()}) {
				continue
			}
		} else if g != nil && !cell.Beats(community.Cell{Stamp: g.stamp()}) {
			continue
		}
		if g != nil && g.Unsent && !local {
			if err := w.keepOverwritten(old, c, g); err != nil {
				return nil, err
			}
		}
		won = append(won, c)
	}
	if local { // put names no field twice
		return won, nil
	}
	// Two changes of one field in one call: the greater is written last.
	slices.SortStableFunc(won, func(a, b community.Change) int {
		return cmp.Or(strings.Compare(a.Field, b.Field), a.Stamp.Compare(b.Stamp), strings.Compare(a.Value, b.Value))
	})
	return won, nil
}

// writeRecord numbers the winners and keeps their stamps.
func (w *writer) writeRecord(kind community.Kind, id community.ID, old *known, won []community.Change, local bool) error {
	t := tables[kind]
	s := old.stamps
	for _, c := range won {
		place := t.place(c.Field)
		s = s.without(place, c.Field)
		delete(old.unknown, c.Field)
		if place >= 0 && !t.columns[place].fits(c.Value) {
			place = -1
		}
		g := group{Clock: c.Stamp.Clock, Screen: c.Stamp.Screen, Seq: w.seq, Unsent: local, Actor: c.Actor.String()}
		g.Fixed = local && w.fixed
		if local && !w.fixed && c.Stamp.Clock>>16 != w.raw {
			g.Wall, g.Offset = w.raw, w.wall-w.raw
		}
		at := slices.IndexFunc(s, func(o group) bool { return o.stamp() == g.stamp() && o.Seq == g.Seq && o.Actor == g.Actor })
		if at < 0 {
			s, at = append(s, g), len(s)
		}
		if place >= 0 {
			s[at].Mask |= 1 << place
		} else {
			s[at].Names = append(s[at].Names, c.Field)
			if !t.isTag(c.Field) {
				if old.unknown == nil {
					old.unknown = map[string]string{}
				}
				old.unknown[c.Field] = c.Value
			}
		}
		w.clock = max(w.clock, c.Stamp.Clock)
	}
	text, err := s.text()
	if err != nil {
		return err
	}
	unknown := ""
	if len(old.unknown) > 0 {
		b, err := json.Marshal(old.unknown)
		if err != nil {
			return fmt.Errorf("write unknown fields: %w", err)
		}
		unknown = string(b)
	}
	w.touched = append(w.touched, touch{kind, id})
	w.tallied = w.tallied || kind == community.KindTally
	if kind == community.KindSpace {
		w.kept = nil
	}
	return w.exec(`INSERT INTO records (kind, id, space_id, seq, unsent, stamps, unknown) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, unsent = excluded.unsent, stamps = excluded.stamps, unknown = excluded.unknown`,
		string(kind), id, w.db.file.space, w.seq, max(s.unsent(), old.unsent&sendWhole), text, unknown)
}

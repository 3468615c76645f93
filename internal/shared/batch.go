package shared

import (
	"context"
	"fmt"
	"slices"

	"kettle/internal/community"
)

// name is what tells records of a space apart.
type name struct {
	kind community.Kind
	id   community.ID
}

// entry is one record while it is merged.
type entry struct {
	name
	record  community.Record
	seq     int64  // the new one, 0 if nothing changed
	known   bool   // there is a row
	renewed bool   // its owned records are to be numbered anew
	gone    bool   // erased in this batch with an owner
	doc     string // as read
	by      []int  // of the batch, what was said of it
}

// batch is one attempt to merge.
type batch struct {
	space    string
	head     Head // as read
	next     int64
	first    int64               // number of its changes; 0 until they are written, and for none
	kept     community.KeptSince // before this batch
	entries  map[name]*entry
	order    []*entry // as first named
	marks    map[community.ID]bool
	erased   []*entry // in this batch
	spread   []name
	verdicts []Verdict
}

// readBatch reads the head of the space and all it has of the records.
func (s *Store) readBatch(ctx context.Context, space community.ID, records []community.Record) (*batch, error) {
	b := &batch{
		space:    space.String(),
		entries:  make(map[name]*entry, len(records)),
		marks:    map[community.ID]bool{},
		verdicts: make([]Verdict, len(records)),
	}
	var keys, owners []string
	for i := range records {
		r := &records[i]
		n := name{r.Kind, r.ID}
		if b.entries[n] == nil {
			e := &entry{name: n}
			b.entries[n] = e
			b.order = append(b.order, e)
			keys = append(keys, n.id.String()+string(n.kind))
		}
		b.entries[n].by = append(b.entries[n].by, i)
		for _, o := range r.Owners {
			owners = append(owners, o.String())
		}
	}
	slices.Sort(owners)
	found := false
	err := s.engine.query(ctx, false, statement{
		sql: `SELECT -1, epoch, seq, '' FROM spaces WHERE space = ?1
			UNION ALL SELECT k.key, r.erased, r.seq, r.doc FROM json_each(?2) k CROSS JOIN records r
				ON r.space = ?1 AND r.kind = substr(k.value, 37) AND r.id = substr(k.value, 1, 36)
			UNION ALL SELECT -2, 0, 0, r.id FROM json_each(?3) o CROSS JOIN records r
				ON r.space = ?1 AND r.id = o.value AND r.erased = 1
			UNION ALL SELECT -3, 0, 0, doc FROM records WHERE space = ?1 AND kind = 'space' AND id = ?1 AND erased = 0`,
		args: []any{b.space, texts(keys), texts(slices.Compact(owners))},
	}, func(scan func(dest ...any) error) error {
		var at, n, seq int64
		var text string
		err := scan(&at, &n, &seq, &text)
		if err != nil {
			return err
		}
		switch {
		case at == -1:
			found, b.head, b.next = true, Head{Epoch: n, Seq: seq}, seq
		case at == -2:
			id, err := community.ParseID(text)
			b.marks[id] = true
			return err
		case at == -3:
			b.kept, err = keptIn(text, s.now())
			return err
		case at < 0 || at >= int64(len(b.order)):
			return fmt.Errorf("row %d was not asked for", at)
		default:
			e := b.order[at]
			e.known, e.doc, e.record.Erased = true, text, n != 0
		}
		return nil
	})
	if err == nil && !found {
		err = community.ErrNotFound
	}
	if err == nil {
		err = b.parse()
	}
	return b, err
}

// parse reads the records out of their rows.
func (b *batch) parse() error {
	for _, e := range b.order {
		switch {
		case !e.known:
		case e.record.Erased:
			e.record.Kind, e.record.ID = e.kind, e.id
		default:
			if err := decode(e.doc, &e.record); err != nil {
				return fmt.Errorf("read %s %s: %w", e.kind, e.id, err)
			}
		}
	}
	return nil
}

// merge takes the records in their order and numbers what changes.
func (b *batch) merge(records []community.Record, r Rules) {
	for i := range records {
		next := &records[i]
		b.verdicts[i] = b.take(b.entries[name{next.Kind, next.ID}], next, r)
	}
	b.cascade()
}

func (b *batch) take(e *entry, next *community.Record, r Rules) Verdict {
	if !next.Erased && (e.record.Erased || slices.ContainsFunc(next.Owners, func(o community.ID) bool { return b.marks[o] })) {
		return Verdict{Why: WhyErased}
	}
	if r.Admit != nil {
		if why := r.Admit(&e.record, next); why != "" {
			return Verdict{Why: why}
		}
	}
	seq := e.seq
	if seq == 0 {
		seq = b.next + 1
	}
	old := e.record
	won, lost := e.record.Take(*next, seq)
	if !b.kept.Holds(&e.record) && (len(old.Groups) == 0 || !b.kept.Holds(&old)) {
		e.record = old
		return Verdict{Why: WhyOld}
	}
	v := Verdict{Won: won, Lost: lost}
	if len(lost) > 0 {
		v.Why = WhyLater
	}
	if !won {
		e.record = old // of a new record without a field there is nothing to keep
		return v
	}
	e.seq, b.next = seq, max(b.next, seq)
	switch {
	case e.record.Erased:
		b.marks[e.id] = true
		b.erased = append(b.erased, e)
	case r.Spread != nil && r.Spread(&old, &e.record):
		e.renewed = true
	}
	return v
}

// cascade takes back what this batch erases after it was taken.
func (b *batch) cascade() {
	if len(b.erased) == 0 {
		return
	}
	for _, e := range b.order {
		if e.seq == 0 || e.record.Erased || !slices.ContainsFunc(e.record.Owners, func(o community.ID) bool { return b.marks[o] }) {
			continue
		}
		e.gone = true
		for _, i := range e.by {
			b.verdicts[i] = Verdict{Why: WhyErased}
		}
	}
}

// readSpread finds what is numbered anew since its owner changed. If the space
// moved on meanwhile, the write will fail and all begins again.
func (s *Store) readSpread(ctx context.Context, b *batch) error {
	var owners []community.ID
	for _, e := range b.order {
		if e.renewed && e.seq != 0 && !e.record.Erased && !e.gone {
			owners = append(owners, e.id)
		}
	}
	if len(owners) == 0 {
		return nil
	}
	seen := map[name]bool{} // by several owners
	return s.engine.query(ctx, false, statement{
		sql: `SELECT o.kind, o.id FROM json_each(?2) x CROSS JOIN owners o ON o.space = ?1 AND o.owner = x.value
			CROSS JOIN records r ON r.space = o.space AND r.kind = o.kind AND r.id = o.id AND r.erased = 0`,
		args: []any{b.space, texts(owners)},
	}, func(scan func(dest ...any) error) error {
		var kind, text string
		if err := scan(&kind, &text); err != nil {
			return err
		}
		id, err := community.ParseID(text)
		n := name{community.Kind(kind), id}
		if e := b.entries[n]; !seen[n] && (e == nil || e.seq == 0) {
			seen[n] = true
			b.spread = append(b.spread, n)
			b.next++
		}
		return err
	})
}

package shared

import (
	"context"
	"fmt"
	"slices"

	"github.com/bytedance/sonic"

	"kettle/internal/community"
)

// Row is a record as it is kept.
type Row struct {
	Kind   community.Kind
	ID     community.ID
	Seq    int64 // of its last change
	Erased bool
	Doc    string // the community.Record as JSON, empty when erased
}

// Record reads the row's record.
func (r *Row) Record() (community.Record, error) {
	out := community.Record{Kind: r.Kind, ID: r.ID, Erased: r.Erased}
	if r.Erased {
		return out, nil
	}
	if err := decode(r.Doc, &out); err != nil {
		return out, fmt.Errorf("read %s %s: %w", r.Kind, r.ID, err)
	}
	return out, nil
}

// part is a record of which the fields are left as they are written.
type part struct {
	Kind   community.Kind `json:"kind"`
	ID     community.ID   `json:"id"`
	Owners []community.ID `json:"owners,omitempty"`
	Groups []partGroup    `json:"groups"`
}

type partGroup struct {
	community.Stamp
	Seq    int64                  `json:"seq,omitempty"`
	Actor  string                 `json:"actor,omitempty"`
	Fields sonic.NoCopyRawMessage `json:"fields"`
}

// Without gives the row's document without the groups of those numbers; it is empty
// when none is left. Nothing is read of the fields, so that it takes half the time
// that the record would.
func (r *Row) Without(held func(seq int64) bool) (string, error) {
	var p part
	if err := decode(r.Doc, &p); err != nil {
		return "", fmt.Errorf("read %s %s: %w", r.Kind, r.ID, err)
	}
	all := len(p.Groups)
	p.Groups = slices.DeleteFunc(p.Groups, func(g partGroup) bool { return held(g.Seq) })
	switch len(p.Groups) {
	case 0:
		return "", nil
	case all:
		return r.Doc, nil
	}
	return encode(&p)
}

// Page gives the records of the space whose last change comes after that number,
// in its order: at most so many, and no more than fit into so many bytes, but
// one at least. The head is that of the same moment: when the page is empty or
// ends with the head's seq, it was the last. It returns community.ErrNotFound for
// a space that is not kept here.
func (s *Store) Page(ctx context.Context, space community.ID, after int64, limit, bytes int) ([]Row, Head, error) {
	var rows []Row
	var head Head
	err := s.engine.query(ctx, false, statement{
		sql: `SELECT s.epoch, s.seq, r.kind, r.id, r.seq, r.erased, r.doc FROM spaces s LEFT JOIN records r
			ON r.space = s.space AND r.seq > ?2 AND r.seq <= (
				SELECT coalesce(max(seq) FILTER (WHERE total <= ?4), min(seq)) FROM (
					SELECT seq, sum(octet_length(doc)) OVER (ORDER BY seq) AS total
					FROM records WHERE space = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3))
			WHERE s.space = ?1 ORDER BY r.seq`,
		args: []any{space.String(), after, limit, bytes},
	}, func(scan func(dest ...any) error) error {
		var r Row
		var kind, id string
		if err := scan(&head.Epoch, &head.Seq, &kind, &id, &r.Seq, &r.Erased, &r.Doc); err != nil || kind == "" {
			return err
		}
		var err error
		r.Kind = community.Kind(kind)
		r.ID, err = community.ParseID(id)
		rows = append(rows, r)
		return err
	})
	if err == nil && head.Epoch == 0 {
		err = community.ErrNotFound
	}
	if err != nil {
		return nil, Head{}, fmt.Errorf("page of space %s: %w", space, err)
	}
	return rows, head, nil
}

// Each calls f for every record of the space, in the order of their last
// changes, and gives the head of when it began. It reads page by page: if the
// head is still the same afterwards, f saw one state of the space; if not, some
// records may have come twice, first as they were and then as they are.
func (s *Store) Each(ctx context.Context, space community.ID, f func(Row) error) (Head, error) {
	var first Head
	for after := int64(0); ; {
		rows, head, err := s.Page(ctx, space, after, 1000, 4<<20)
		if err != nil {
			return Head{}, err
		}
		if after == 0 {
			first = head
		}
		for _, r := range rows {
			if err := f(r); err != nil {
				return Head{}, err
			}
			after = r.Seq
		}
		if len(rows) == 0 || after >= head.Seq {
			return first, nil
		}
	}
}

// Record gives one record, after all that was acknowledged; community.ErrNotFound
// for one that is not kept here.
func (s *Store) Record(ctx context.Context, space community.ID, kind community.Kind, id community.ID) (community.Record, error) {
	r := Row{Kind: kind, ID: id}
	err := s.one(ctx, true, statement{
		sql:  `SELECT erased, doc FROM records WHERE space = ? AND kind = ? AND id = ?`,
		args: []any{space.String(), string(kind), id.String()},
	}, &r.Erased, &r.Doc)
	if err != nil {
		return community.Record{}, fmt.Errorf("record %s %s: %w", kind, id, err)
	}
	return r.Record()
}

// Records gives all records of a kind, in the order of their IDs, with the bare
// marks of those that were erased.
func (s *Store) Records(ctx context.Context, space community.ID, kind community.Kind) ([]community.Record, error) {
	var out []community.Record
	err := s.engine.query(ctx, false, statement{
		sql:  `SELECT id, erased, doc FROM records WHERE space = ? AND kind = ? ORDER BY id`,
		args: []any{space.String(), string(kind)},
	}, func(scan func(dest ...any) error) error {
		r := Row{Kind: kind}
		var id string
		if err := scan(&id, &r.Erased, &r.Doc); err != nil {
			return err
		}
		var err error
		if r.ID, err = community.ParseID(id); err != nil {
			return err
		}
		record, err := r.Record()
		out = append(out, record)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("records of kind %s in space %s: %w", kind, space, err)
	}
	return out, nil
}

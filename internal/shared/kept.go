package shared

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"kettle/internal/community"
)

// dropAtOnce is how many records that are too old go in one transaction.
const dropAtOnce = 500

// KeptSince says since when the space keeps records, as its own record has it.
func (s *Store) KeptSince(ctx context.Context, space community.ID) (community.KeptSince, error) {
	r, err := s.Record(ctx, space, community.KindSpace, space)
	if errors.Is(err, community.ErrNotFound) {
		return community.KeptSince{}, nil
	}
	if err != nil {
		return community.KeptSince{}, err
	}
	return community.ParseKeptSince(r.Value(community.FieldKeptSince))
}

// keptIn reads the document of the space's record. What cannot be read keeps all.
func keptIn(doc string, now time.Time) (community.KeptSince, error) {
	var r community.Record
	if err := decode(doc, &r); err != nil {
		return community.KeptSince{}, fmt.Errorf("read the space: %w", err)
	}
	kept, err := community.ParseKeptSince(r.Value(community.FieldKeptSince))
	if err != nil {
		return community.KeptSince{}, nil //nolint:nilerr // a later program's
	}
	return kept.At(now), nil
}

// keptSince says since when records are kept from this batch on, and whether that
// was said anew. What cannot be read keeps all.
func (b *batch) keptSince() (kept community.KeptSince, moved bool) {
	for _, e := range b.order {
		if e.kind != community.KindSpace || e.seq == 0 {
			continue
		}
		var old community.Record
		if e.doc != "" {
			_ = decode(e.doc, &old) // it was read before
		}
		text := e.record.Value(community.FieldKeptSince)
		if k, err := community.ParseKeptSince(text); err == nil && text != old.Value(community.FieldKeptSince) {
			kept, moved = k, true
		}
	}
	return kept, moved
}

// dropOld takes the records that are too old out of the store, and says how many.
// Nobody has to be told: each screen does the same, and digests leave them out.
// What is left after a failure goes the next time.
func (s *Store) dropOld(ctx context.Context, space community.ID, kept community.KeptSince) (int, error) {
	var old []string
	_, err := s.Each(ctx, space, func(row Row) error {
		r, err := row.Record()
		if err == nil && !kept.Holds(&r) {
			old = append(old, r.ID.String()+string(r.Kind))
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	for some := range slices.Chunk(old, dropAtOnce) {
		named := `(kind, id) IN (SELECT substr(value, 37), substr(value, 1, 36) FROM json_each(?2))`
		args := []any{space.String(), texts(some)}
		_, err := s.engine.write(ctx,
			statement{sql: `DELETE FROM owners WHERE space = ?1 AND ` + named, args: args},
			statement{sql: `DELETE FROM records WHERE space = ?1 AND erased = 0 AND ` + named, args: args},
		)
		if err != nil {
			return 0, fmt.Errorf("let go what is too old: %w", err)
		}
	}
	return len(old), nil
}

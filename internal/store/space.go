package store

import (
	"context"
	"fmt"

	"kettle/internal/community"
)

func readSpace(ctx context.Context, q query, id community.ID) (community.Space, error) {
	s := community.Space{ID: id, SearchMode: community.SearchOpen}
	err := readAll(ctx, q, community.KindSpace, "", nil, func(community.ID) record { return &s })
	return s, err
}

// EditSpace changes the space's own words; as EditMember.
func (db *DB) EditSpace(ctx context.Context, actor community.Actor, change func(*community.Space) error) error {
	return db.writing(ctx, actor, func(w *writer) error {
		s, err := readSpace(ctx, w.tx, db.file.space)
		if err != nil {
			return err
		}
		old := s.Fields()
		if err := change(&s); err != nil {
			return err
		}
		if err := w.put(community.KindSpace, s.ID, diff(old, s.Fields())); err != nil {
			return fmt.Errorf("edit the space: %w", err)
		}
		return nil
	})
}

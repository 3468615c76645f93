package store

import (
	"context"
	"fmt"

	"kettle/internal/community"
)

// Namings lists how well somebody who learns names, a host or a member, knows each.
func (db *DB) Namings(ctx context.Context, learner community.ID) ([]community.Naming, error) {
	return readNamings(ctx, db.read(), "WHERE learner_id = ? ORDER BY id", learner)
}

// SaveNaming keeps how well a learner knows a member's name. There is one of any two.
// It is the learner's own, and no act that hosts read of.
func (db *DB) SaveNaming(ctx context.Context, n community.Naming) error {
	n.ID = naturalID("naming:" + n.LearnerID.String() + ":" + n.MemberID.String())
	err := db.writing(ctx, community.Actor{Kind: community.ActorAnonymous}, func(w *writer) error {
		if err := w.needMember(n.MemberID); err != nil {
			return err
		}
		old, err := readNamings(ctx, w.tx, "WHERE id = ?", n.ID)
		if err != nil {
			return err
		}
		return w.put(community.KindNaming, n.ID, diff(append(old, community.Naming{})[0].Fields(), n.Fields()), n.LearnerID, n.MemberID)
	})
	if err != nil {
		return fmt.Errorf("keep how well a name is known: %w", err)
	}
	return nil
}

func readNamings(ctx context.Context, q query, where string, args ...any) ([]community.Naming, error) {
	return list(ctx, q, community.KindNaming, func(id community.ID) community.Naming { return community.Naming{ID: id} }, where, args...)
}

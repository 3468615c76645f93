package store

import (
	"context"
	"fmt"

	"kettle/internal/community"
)

// Notices lists the notices that are up or come up later, the first to begin
// first.
func (db *DB) Notices(ctx context.Context) ([]community.Notice, error) {
	return readNotices(ctx, db.read(), `WHERE void = 0 AND until > ? ORDER BY "from", id`, db.now().UnixMilli())
}

func readNotices(ctx context.Context, q query, where string, args ...any) ([]community.Notice, error) {
	return list(ctx, q, community.KindNotice, func(id community.ID) community.Notice { return community.Notice{ID: id} }, where, args...)
}

// SaveNotice keeps a notice, under a new ID if it has none.
func (db *DB) SaveNotice(ctx context.Context, actor community.Actor, n community.Notice) (community.Notice, error) {
	if n.Words == "" {
		return n, &community.FieldError{Field: "words", Reason: "are missing"}
	}
	if n.ID.IsZero() {
		n.ID = newID()
	}
	err := db.writing(ctx, actor, func(w *writer) error {
		old, err := readNotices(ctx, w.tx, "WHERE id = ?", n.ID)
		if err != nil {
			return err
		}
		return w.put(community.KindNotice, n.ID, diff(append(old, community.Notice{})[0].Fields(), n.Fields()))
	})
	if err != nil {
		return n, fmt.Errorf("keep a notice: %w", err)
	}
	return n, nil
}

// Parcels lists what waits for a member, the first to come first.
func (db *DB) Parcels(ctx context.Context, member community.ID) ([]community.Parcel, error) {
	return readParcels(ctx, db.read(), "WHERE member_id = ? AND handed_at IS NULL ORDER BY came_at, id", member)
}

func readParcels(ctx context.Context, q query, where string, args ...any) ([]community.Parcel, error) {
	return list(ctx, q, community.KindParcel, func(id community.ID) community.Parcel { return community.Parcel{ID: id} }, where, args...)
}

// SaveParcel keeps a parcel, under a new ID if it has none. It stays the parcel of
// the member for whom it came.
func (db *DB) SaveParcel(ctx context.Context, actor community.Actor, p community.Parcel) (community.Parcel, error) {
	if p.ID.IsZero() {
		p.ID = newID()
	}
	err := db.writing(ctx, actor, func(w *writer) error {
		if err := w.needMember(p.MemberID); err != nil {
			return err
		}
		old, err := readParcels(ctx, w.tx, "WHERE id = ?", p.ID)
		if err != nil {
			return err
		}
		if len(old) == 0 {
			return w.create(community.KindParcel, p.ID, p.Fields(), p.MemberID)
		}
		if old[0].MemberID != p.MemberID {
			return &community.FieldError{Field: "member_id", Reason: "cannot be changed: it came for somebody else"}
		}
		return w.put(community.KindParcel, p.ID, diff(old[0].Fields(), p.Fields()), p.MemberID)
	})
	if err != nil {
		return p, fmt.Errorf("keep a parcel: %w", err)
	}
	return p, nil
}

package store

import (
	"context"
	"fmt"
	"time"

	"kettle/internal/community"
)

// Cheer keeps that a member cheers for another's good news, or with on unset that
// they do no more. There is one cheer of each member and post, so saying the same
// again is harmless. A member cheers in their own name alone, for what is up and may
// be seen, and not for themselves: all else is community.ErrNotFound.
func (db *DB) Cheer(ctx context.Context, actor community.Actor, post, member community.ID, on bool) error {
	id := cheerID(member.String(), post.String())
	err := db.writing(ctx, actor, func(w *writer) error {
		if err := w.mayActFor(member); err != nil {
			return err
		}
		if err := w.needMember(member); err != nil {
			return err
		}
		got, err := readCheers(ctx, w.tx, "WHERE id = ?", id)
		if err != nil {
			return err
		}
		if !on {
			if len(got) == 0 || got[0].Void {
				return nil
			}
			return w.put(community.KindCheer, id, []community.Field{{Name: "void", Value: "yes"}})
		}
		news, err := readPosts(ctx, w.tx, "WHERE id = ?", post)
		if err != nil {
			return err
		}
		if len(news) == 0 || news[0].Side != community.News || news[0].Held || !news[0].OpenAt(db.now()) || news[0].MemberID == member {
			return fmt.Errorf("news %s: %w", post, community.ErrNotFound)
		}
		if len(got) > 0 {
			if !got[0].Void {
				return nil
			}
			return w.put(community.KindCheer, id, []community.Field{{Name: "void"}, {Name: "seen"}})
		}
		c := community.Cheer{MemberID: member, ForID: news[0].MemberID, PostID: post, SaidAt: db.now().UTC().Truncate(time.Millisecond)}
		return w.create(community.KindCheer, id, c.Fields(), c.MemberID, c.ForID)
	})
	if err != nil {
		return fmt.Errorf("cheer: %w", err)
	}
	return nil
}

// SeeCheer keeps what a member says of a cheer for news in their name: that it was
// theirs, or that it was not, and then it never was.
func (db *DB) SeeCheer(ctx context.Context, actor community.Actor, post, member community.ID, mine bool) error {
	return editOne(ctx, db, actor, community.KindCheer, cheerID(member.String(), post.String()), readCheers, func(w *writer, c *community.Cheer) error {
		c.Seen, c.Void = true, c.Void || !mine
		return w.mayActFor(c.MemberID)
	})
}

// Cheered gives the news for which a member cheers, of those that are up.
func (db *DB) Cheered(ctx context.Context, member community.ID) ([]community.ID, error) {
	r, err := db.Roll(ctx)
	if err != nil {
		return nil, err
	}
	var ids []community.ID
	for i := range r.Cheers {
		if c := &r.Cheers[i]; c.MemberID == member && !c.Void {
			ids = append(ids, c.PostID)
		}
	}
	return ids, nil
}

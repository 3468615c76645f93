package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"kettle/internal/community"
)

// AddPost puts up an ask, an offer or news and returns its ID. That makes it one post
// however often it is tried; a zero ID is a new one. MadeAt and Until are set when
// they are zero: now, and community.PostDays later, community.NewsDays for news, or
// community.QuickFor for a quick ask. It is held where the space wants hosts to look at it first. A member speaks for themselves
// alone: in another's name it is community.ErrNotFound.
func (db *DB) AddPost(ctx context.Context, actor community.Actor, p community.Post) (community.ID, error) {
	if p.ID.IsZero() {
		p.ID = newID()
	}
	if p.MadeAt.IsZero() {
		p.MadeAt = db.now().UTC()
	}
	switch {
	case !p.Until.IsZero():
	case p.Quick:
		p.Until = p.MadeAt.Add(community.QuickFor)
	default:
		p.Until = p.MadeAt.AddDate(0, 0, p.Days())
	}
	if p.Words == "" {
		return community.ID{}, &community.FieldError{Field: "words", Reason: "are missing"}
	}
	p.Side = cmp.Or(p.Side, community.Ask)
	p.Seen = actor.Kind == community.ActorProven
	err := db.writing(ctx, actor, func(w *writer) error {
		if err := w.mayActFor(p.MemberID); err != nil {
			return err
		}
		if err := w.needMember(p.MemberID); err != nil {
			return err
		}
		if old, err := w.load(community.KindPost, p.ID); err != nil || old.known {
			return err
		}
		var err error
		if p.Held, err = w.holds(p.Words); err != nil {
			return err
		}
		return w.create(community.KindPost, p.ID, p.Fields(), p.MemberID)
	})
	if err != nil {
		return community.ID{}, fmt.Errorf("add a post: %w", err)
	}
	return p.ID, nil
}

// ClosePost takes a post down; closing twice is harmless.
func (db *DB) ClosePost(ctx context.Context, actor community.Actor, id community.ID) error {
	return db.editPost(ctx, actor, id, func(p *community.Post) { p.Closed = true })
}

// SortPost takes a post down since what it was about is done; doing so twice is
// harmless.
func (db *DB) SortPost(ctx context.Context, actor community.Actor, id community.ID) error {
	return db.editPost(ctx, actor, id, func(p *community.Post) { p.Closed, p.Sorted = true, true })
}

// ApprovePost lets a post be seen that was held; only hosts do.
func (db *DB) ApprovePost(ctx context.Context, actor community.Actor, id community.ID) error {
	return editOne(ctx, db, actor, community.KindPost, id, readPosts, func(w *writer, p *community.Post) error {
		p.Held = false
		return w.needHost()
	})
}

// ReopenPost puts a post up again that was taken down. What somebody else than its
// member took down, only hosts put up again.
func (db *DB) ReopenPost(ctx context.Context, actor community.Actor, id community.ID) error {
	return db.upAgain(ctx, actor, id, func(w *writer, p *community.Post) error {
		old, err := w.load(community.KindPost, id)
		if err != nil {
			return err
		}
		closed := p.Closed
		p.Closed, p.Sorted = false, false
		if by, _ := old.stamps.by(community.KindPost, "closed"); closed && by.ID != p.MemberID {
			return w.needHost()
		}
		return nil
	})
}

// RenewPost lets a post stay up from now for as long as a new one.
func (db *DB) RenewPost(ctx context.Context, actor community.Actor, id community.ID) error {
	now := db.now().UTC().Truncate(time.Millisecond)
	return db.upAgain(ctx, actor, id, func(_ *writer, p *community.Post) error {
		p.Until = now.AddDate(0, 0, p.Days())
		return nil
	})
}

// SeePost keeps what a member says of a post in their name: that it is theirs, or
// that it is not, which takes it down.
func (db *DB) SeePost(ctx context.Context, actor community.Actor, id community.ID, mine bool) error {
	return db.editPost(ctx, actor, id, func(p *community.Post) { p.Seen, p.Closed = true, p.Closed || !mine })
}

// HelpQuick keeps that a member is on the way to whoever asked for quick help, and
// says who is: the first who said so. Nobody helps themselves.
func (db *DB) HelpQuick(ctx context.Context, actor community.Actor, id, helper community.ID) (community.ID, error) {
	var who community.ID
	err := db.writing(ctx, actor, func(w *writer) error {
		if err := w.mayActFor(helper); err != nil {
			return err
		}
		if err := w.needMember(helper); err != nil {
			return err
		}
		got, err := readPosts(ctx, w.tx, "WHERE id = ?", id)
		if err != nil {
			return err
		}
		if len(got) == 0 || !got[0].Quick || !got[0].OpenAt(db.now()) || got[0].MemberID == helper {
			return fmt.Errorf("quick ask %s: %w", id, community.ErrNotFound)
		}
		if who = got[0].HelperID; !who.IsZero() {
			return nil
		}
		who = helper
		return w.put(community.KindPost, id, []community.Field{{Name: "helper_id", Value: helper.String()}, {Name: "helper_seen"}})
	})
	if err != nil {
		return who, fmt.Errorf("help with a quick ask: %w", err)
	}
	return who, nil
}

// SeeHelp keeps what a member says of being on the way to a quick ask in their name:
// that it is them, or that it is not, and then another may go.
func (db *DB) SeeHelp(ctx context.Context, actor community.Actor, id community.ID, mine bool) error {
	return editOne(ctx, db, actor, community.KindPost, id, readPosts, func(w *writer, p *community.Post) error {
		if err := w.mayActFor(p.HelperID); err != nil {
			return err
		}
		if p.HelperSeen = mine; !mine {
			p.HelperID = community.ID{}
		}
		return nil
	})
}

func (db *DB) editPost(ctx context.Context, actor community.Actor, id community.ID, change func(*community.Post)) error {
	return editOne(ctx, db, actor, community.KindPost, id, readPosts, func(w *writer, p *community.Post) error {
		if err := w.mayActFor(p.MemberID); err != nil {
			return err
		}
		change(p)
		return nil
	})
}

// upAgain is editPost for what puts a post up once more. It says all of it anew: where
// it ended long ago it may be gone elsewhere.
func (db *DB) upAgain(ctx context.Context, actor community.Actor, id community.ID, change func(*writer, *community.Post) error) error {
	return db.writing(ctx, actor, func(w *writer) error {
		got, err := readPosts(ctx, w.tx, "WHERE id = ?", id)
		if err != nil {
			return err
		}
		if len(got) == 0 {
			return fmt.Errorf("post %s: %w", id, community.ErrNotFound)
		}
		p := &got[0]
		if err := w.mayActFor(p.MemberID); err != nil {
			return err
		}
		before, ended := p.Fields(), p.Until.Before(db.now())
		if err := change(w, p); err != nil {
			return err
		}
		fields := diff(before, p.Fields())
		if ended {
			fields = anew(fields, p.Fields())
		}
		return w.put(community.KindPost, id, fields, p.MemberID)
	})
}

func readPosts(ctx context.Context, q query, where string, args ...any) ([]community.Post, error) {
	return list(ctx, q, community.KindPost, func(id community.ID) community.Post { return community.Post{ID: id} }, where, args...)
}

// mayActFor is community.ErrNotFound unless one of these members acts, or a host or
// what acts for them.
func (w *writer) mayActFor(members ...community.ID) error {
	if !slices.Contains(members, w.actor.ID) || w.actor.Kind != community.ActorClaimed && w.actor.Kind != community.ActorProven {
		return w.needHost()
	}
	return nil
}

// needHost is community.ErrNotFound unless a host acts, or what acts for them.
func (w *writer) needHost() error {
	switch w.actor.Kind {
	case community.ActorHost, community.ActorImport, community.ActorAutomatic:
		return nil
	}
	return fmt.Errorf("act for somebody else: %w", community.ErrNotFound)
}

// needMember is community.ErrNotFound unless there is such a member.
func (w *writer) needMember(id community.ID) error {
	var n int
	if err := w.tx.QueryRowContext(w.ctx, `SELECT count(*) FROM members WHERE id = ?`, id).Scan(&n); err != nil {
		return fmt.Errorf("look for member %s: %w", id, err)
	}
	if n == 0 {
		return fmt.Errorf("member %s: %w", id, community.ErrNotFound)
	}
	return nil
}

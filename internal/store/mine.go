package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"kettle/internal/community"
)

// Mine gives what the kiosk may bring up with a member who says who they are, each
// list with the oldest first. Who has not proven it reads no words of a thank-you
// that its giver did not want on the wall, and no name of somebody who is not shown.
func (db *DB) Mine(ctx context.Context, by community.Actor, member community.ID) (community.Mine, error) {
	tx, err := db.read().BeginTx(ctx, nil)
	if err != nil {
		return community.Mine{}, fmt.Errorf("read what is %s's: %w", member, err)
	}
	defer tx.Rollback()
	q := mineQuery{ctx, tx, db.read().space, by.Kind == community.ActorProven && by.ID == member}
	m, err := q.read(member, db.now().UnixMilli())
	if err == nil {
		err = q.comings(&m, member, db.now())
	}
	if err != nil {
		return community.Mine{}, fmt.Errorf("read what is %s's: %w", member, err)
	}
	return m, nil
}

type mineQuery struct {
	ctx    context.Context
	tx     *sql.Tx
	space  community.ID
	proven bool
}

func (q *mineQuery) read(member community.ID, now int64) (m community.Mine, err error) {
	if m.Open, err = readPosts(q.ctx, q.tx, "WHERE member_id = ? AND closed = 0 AND words <> '' AND until > ? ORDER BY made_at, id", member, now); err != nil {
		return m, err
	}
	for i := range m.Open {
		if m.Open[i].Seen {
			continue
		}
		claimed, err := q.claimed(community.KindPost, m.Open[i].ID, "words")
		if err != nil {
			return m, err
		}
		if claimed {
			m.ClaimedPosts = append(m.ClaimedPosts, m.Open[i])
		}
	}
	given, err := readThanks(q.ctx, q.tx, "WHERE from_id = ? AND void = 0 AND seen = 0 ORDER BY said_at, id", member)
	if err != nil {
		return m, err
	}
	for i := range given {
		claimed, err := q.claimed(community.KindThankYou, given[i].ID, "from_id")
		if err != nil {
			return m, err
		}
		if !claimed {
			continue
		}
		h, err := q.heard(given[i], given[i].ToID)
		if err != nil {
			return m, err
		}
		m.ClaimedThanks = append(m.ClaimedThanks, h)
	}
	received, err := readThanks(q.ctx, q.tx, "WHERE to_id = ? AND void = 0 AND heard = 0 AND to_agrees = 0 ORDER BY said_at, id", member)
	if err != nil {
		return m, err
	}
	for i := range received {
		h, err := q.heard(received[i], received[i].FromID)
		if err != nil {
			return m, err
		}
		m.Received = append(m.Received, h)
	}
	if m.ClaimedMeets, err = q.claimedMeets(member); err != nil {
		return m, err
	}
	if err := q.claimedOthers(&m, member, now); err != nil {
		return m, err
	}
	if err := q.helped(&m, member, now); err != nil {
		return m, err
	}
	err = q.tx.QueryRowContext(q.ctx, `SELECT learn_names FROM members WHERE id = ?`, member).Scan(&m.LearnsNames)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return m, fmt.Errorf("read whether a member learns names: %w", err)
	}
	return m, q.introduced(&m, member, now)
}

// helped reads the quick asks of the last day to which somebody came and of which
// nobody has said yet that they are done.
func (q *mineQuery) helped(m *community.Mine, member community.ID, now int64) error {
	quick, err := readPosts(q.ctx, q.tx, "WHERE member_id = ? AND closed = 0 AND quick = 1 AND helper_id IS NOT NULL AND until > ? ORDER BY made_at, id",
		member, now-(24*time.Hour).Milliseconds())
	if err != nil {
		return err
	}
	for i := range quick {
		called, err := q.called(quick[i].HelperID, community.Wall)
		if err != nil {
			return err
		}
		if called != "" {
			m.Helped = append(m.Helped, community.Helped{Post: quick[i], Helper: called})
		}
	}
	m.Open = slices.DeleteFunc(m.Open, func(p community.Post) bool { return p.Quick || p.Side == community.News })
	return nil
}

// claimedMeets reads whom a member would like to meet, if only a name said so.
func (q *mineQuery) claimedMeets(member community.ID) (all []community.Introduced, err error) {
	asked, err := readIntroductions(q.ctx, q.tx, "WHERE (one_id = ? OR other_id = ?) AND asked_by_id = ? AND seen = 0 ORDER BY asked_at, id", member, member, member)
	if err != nil {
		return nil, err
	}
	for i := range asked {
		claimed, err := q.claimed(community.KindIntroduction, asked[i].ID, "asked_by_id")
		if err != nil {
			return nil, err
		}
		if !claimed || asked[i].Acquainted() {
			continue
		}
		to := community.Introduced{Introduction: asked[i], OtherID: asked[i].Other(member)}
		if to.Other, err = q.called(to.OtherID, community.Wall); err != nil {
			return nil, err
		}
		all = append(all, to)
	}
	return all, nil
}

// introduced reads whom a member was introduced to a while ago.
func (q *mineQuery) introduced(m *community.Mine, member community.ID, now int64) error {
	all, err := readIntroductions(q.ctx, q.tx, "WHERE (one_id = ? OR other_id = ?) AND done_at IS NOT NULL AND talked = '' ORDER BY done_at, id", member, member)
	if err != nil {
		return err
	}
	for i := range all {
		if !all[i].FollowAt(time.UnixMilli(now)) {
			continue
		}
		other := all[i].Other(member)
		called, err := q.called(other, community.Wall)
		if err != nil {
			return err
		}
		if called != "" {
			m.Introduced = append(m.Introduced, community.Introduced{Introduction: all[i], OtherID: other, Other: called})
		}
	}
	return nil
}

// called gives what to call a member, "" for one whom the audience may not see.
func (q *mineQuery) called(member community.ID, a community.Audience) (string, error) {
	m, err := readMember(q.ctx, q.tx, member)
	if errors.Is(err, community.ErrNotFound) {
		return "", nil
	}
	p, _ := m.Profile(a)
	return p.Called, err
}

// heard gives a thank-you as the listener may hear of it.
func (q *mineQuery) heard(t community.ThankYou, other community.ID) (community.Heard, error) {
	h := community.Heard{ThankYou: t}
	if !q.proven && !t.FromAgrees {
		h.Words = ""
	}
	if t.Nameless && other == t.FromID {
		h.FromID = community.ID{}
		return h, nil
	}
	audience := community.Wall
	if q.proven {
		audience = community.Hosts
	}
	var err error
	h.Other, err = q.called(other, audience)
	return h, err
}

// claimedOthers reads to which quick asks a member is on the way, and for which news
// they cheer, if only a name said so lately.
func (q *mineQuery) claimedOthers(m *community.Mine, member community.ID, now int64) error {
	lately := now - community.Lately.Milliseconds()
	posts, err := readPosts(q.ctx, q.tx, "WHERE helper_id = ? AND helper_seen = 0 AND made_at >= ? ORDER BY made_at, id", member, lately)
	if err != nil {
		return err
	}
	for i := range posts {
		if err := q.othersPost(&m.ClaimedHelp, community.KindPost, posts[i].ID, posts[i].ID, "helper_id"); err != nil {
			return err
		}
	}
	cheers, err := readCheers(q.ctx, q.tx, "WHERE member_id = ? AND void = 0 AND seen = 0 AND said_at >= ? ORDER BY said_at, id", member, lately)
	if err != nil {
		return err
	}
	for i := range cheers {
		if err := q.othersPost(&m.ClaimedCheers, community.KindCheer, cheers[i].ID, cheers[i].PostID, "void", "said_at"); err != nil {
			return err
		}
	}
	return nil
}

// othersPost adds a post to the list if what somebody said of it was only claimed.
func (q *mineQuery) othersPost(to *[]community.OthersPost, kind community.Kind, id, post community.ID, fields ...string) error {
	claimed, err := q.claimed(kind, id, fields...)
	if err != nil || !claimed {
		return err
	}
	posts, err := readPosts(q.ctx, q.tx, "WHERE id = ?", post)
	if err != nil || len(posts) == 0 {
		return err
	}
	p := community.OthersPost{Post: posts[0]}
	if p.Other, err = q.called(p.MemberID, community.Wall); p.Other == "" || p.Held {
		p.Words = ""
	}
	*to = append(*to, p)
	return err
}

// claimed says whether a record was made by somebody who claimed to be its member,
// by who wrote the first of these fields that was ever written.
func (q *mineQuery) claimed(kind community.Kind, id community.ID, fields ...string) (bool, error) {
	var text string
	err := q.tx.QueryRowContext(q.ctx, `SELECT stamps FROM records WHERE kind = ? AND id = ?`, string(kind), id).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read who made %s %s: %w", kind, id, err)
	}
	s, err := parseStamps(text)
	if err != nil {
		return false, err
	}
	for _, field := range fields {
		if by, ok := s.by(kind, field); ok {
			return by.Kind == community.ActorClaimed, nil
		}
	}
	return false, nil
}

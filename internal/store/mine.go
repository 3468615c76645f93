package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

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
	q := mineQuery{ctx, tx, by.Kind == community.ActorProven && by.ID == member}
	m, err := q.read(member, db.now().UnixMilli())
	if err != nil {
		return community.Mine{}, fmt.Errorf("read what is %s's: %w", member, err)
	}
	return m, nil
}

type mineQuery struct {
	ctx    context.Context
	tx     *sql.Tx
	proven bool
}

func (q *mineQuery) read(member community.ID, now int64) (m community.Mine, err error) {
	if m.Open, err = readPosts(q.ctx, q.tx, "WHERE member_id = ? AND closed = 0 AND words <> '' AND until > ? ORDER BY made_at, id", member, now); err != nil {
		return m, err
	}
	for i := range m.Open {
		claimed, err := q.claimed(community.KindPost, m.Open[i].ID, "words")
		if err != nil {
			return m, err
		}
		if claimed && !m.Open[i].Seen {
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
	return m, nil
}

// heard gives a thank-you as the listener may hear of it.
func (q *mineQuery) heard(t community.ThankYou, other community.ID) (community.Heard, error) {
	h := community.Heard{ThankYou: t}
	got, err := readMembers(q.ctx, q.tx, "WHERE id = ?", []any{other})
	if err != nil {
		return h, err
	}
	if len(got) > 0 {
		audience := community.Wall
		if q.proven {
			audience = community.Hosts
		}
		if p, ok := got[0].Profile(audience); ok {
			h.Other = p.Called
		}
	}
	if !q.proven && !t.FromAgrees {
		h.Words = ""
	}
	return h, nil
}

// claimed says whether a record was made by somebody who claimed to be its member,
// by who wrote a field that is written once.
func (q *mineQuery) claimed(kind community.Kind, id community.ID, field string) (bool, error) {
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
	g := s.of(tables[kind].place(field), field)
	if g == nil {
		return false, nil
	}
	by, err := community.ParseActor(g.Actor)
	return err == nil && by.Kind == community.ActorClaimed, nil
}

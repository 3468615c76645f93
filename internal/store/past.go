package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"kettle/internal/calendar"
	"kettle/internal/community"
)

// Past gives what happened from a time on, at one moment, for the hosts' figures.
// Introductions and tallies are all there, whenever they were.
func (db *DB) Past(ctx context.Context, from time.Time) (*community.Past, error) {
	roll, err := db.Roll(ctx) // which has the members at hand
	if err != nil {
		return nil, err
	}
	tx, err := db.read().BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("begin to read: %w", err)
	}
	defer tx.Rollback()
	p := &community.Past{Space: roll.Space, Members: roll.Members, At: db.now(), From: from}
	if p.Kept, err = readKeptSince(ctx, tx); err != nil {
		return nil, err
	}
	since := from.UnixMilli()
	if p.Stays, err = readStays(ctx, tx, since); err != nil {
		return nil, err
	}
	if p.Visitors, err = readVisitors(ctx, tx, "WHERE in_at >= ? AND void = 0 ORDER BY in_at, id", since); err != nil {
		return nil, err
	}
	if p.Thanks, err = readThanks(ctx, tx, "WHERE said_at >= ? AND void = 0 ORDER BY said_at, id", since); err != nil {
		return nil, err
	}
	if p.Posts, err = readPosts(ctx, tx, "WHERE made_at >= ? ORDER BY made_at, id", since); err != nil {
		return nil, err
	}
	if p.Introductions, err = readIntroductions(ctx, tx, "ORDER BY id"); err != nil {
		return nil, err
	}
	if p.Counts, err = readCounts(ctx, tx, "WHERE day >= ? ORDER BY day, what, screen", p.Space.Day(from)); err != nil {
		return nil, err
	}
	if p.Tallies, err = readTallies(ctx, tx); err != nil {
		return nil, err
	}
	if p.Comings, err = readComings(ctx, tx, "WHERE starts_at >= ? AND void = 0 ORDER BY starts_at, id", since); err != nil {
		return nil, err
	}
	events, err := readEvents(ctx, tx)
	if err != nil {
		return nil, err
	}
	p.Occasions = calendar.Occasions(events, from, p.At, p.Space.Location())
	return p, nil
}

// readStays reads only what figures need of visits, which are many.
func readStays(ctx context.Context, q query, since int64) ([]community.Stay, error) {
	rows, err := q.QueryContext(ctx, `SELECT member_id, in_at FROM visits WHERE in_at >= ? AND void = 0 AND member_id IS NOT NULL`, since)
	if err != nil {
		return nil, fmt.Errorf("read visits: %w", err)
	}
	defer rows.Close()
	var stays []community.Stay
	var id sql.RawBytes
	var at int64
	for rows.Next() {
		if err := rows.Scan(&id, &at); err != nil {
			return nil, fmt.Errorf("read visits: %w", err)
		}
		s := community.Stay{InAt: time.UnixMilli(at)}
		copy(s.MemberID[:], id)
		stays = append(stays, s)
	}
	return stays, rows.Err()
}

func readCounts(ctx context.Context, q query, where string, args ...any) ([]community.Count, error) {
	return list(ctx, q, community.KindCount, func(id community.ID) community.Count { return community.Count{ID: id} }, where, args...)
}

func readTallies(ctx context.Context, q query) ([]community.Tally, error) {
	return list(ctx, q, community.KindTally, func(id community.ID) community.Tally { return community.Tally{ID: id} }, "ORDER BY month, question, screen")
}

// CountThanks says how many thank-yous were said from one time until another, or now,
// those taken back left out.
func (db *DB) CountThanks(ctx context.Context, since, until time.Time) (n int, err error) {
	err = db.read().QueryRowContext(ctx, `SELECT count(*) FROM thank_yous WHERE said_at >= ? AND said_at < ? AND said_at <= ? AND void = 0`,
		since.UnixMilli(), until.UnixMilli(), db.now().UnixMilli()).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count thank-yous: %w", err)
	}
	return n, nil
}

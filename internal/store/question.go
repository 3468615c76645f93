package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"kettle/internal/community"
)

// KeepPrompted keeps that something was brought up in a visit, so that nothing else
// is. Keeping it twice is harmless.
func (db *DB) KeepPrompted(ctx context.Context, visit community.ID) error {
	err := db.editVisit(ctx, community.Actor{Kind: community.ActorAutomatic}, visit, func(_ *writer, v *community.Visit) error { v.Prompted = true; return nil })
	if err != nil {
		return fmt.Errorf("keep that somebody had a prompt: %w", err)
	}
	return nil
}

// QuestionFor gives what its member may be asked at the end of a visit, by
// community.MayAsk; community.ErrNotFound for nothing. While the clock may be wrong,
// nobody is asked anything: the quarter is not known then.
func (db *DB) QuestionFor(ctx context.Context, visit community.ID) (community.Question, error) {
	none := community.Question{}
	tx, err := db.read().BeginTx(ctx, nil)
	if err != nil {
		return none, fmt.Errorf("begin to read: %w", err)
	}
	defer tx.Rollback()
	visits, err := readVisits(ctx, tx, `WHERE void = 0 AND member_id = (SELECT member_id FROM visits WHERE id = ?1)
		AND out_at = (SELECT out_at FROM visits WHERE id = ?1)`, visit)
	if err != nil {
		return none, err
	}
	if len(visits) == 0 {
		return none, fmt.Errorf("question after visit %s: %w", visit, community.ErrNotFound)
	}
	space, m, err := db.askable(ctx, tx, visits[0].MemberID)
	if err != nil {
		return none, err
	}
	now := db.now()
	for i := range visits {
		if !community.MayAsk(&space, &m, &visits[i], now) {
			return none, fmt.Errorf("question after visit %s: %w", visit, community.ErrNotFound)
		}
	}
	return community.QuestionOf(m.ID, space.Local(now)), nil
}

// askable reads who may be asked, while the clock can be believed.
func (db *DB) askable(ctx context.Context, q query, id community.ID) (community.Space, community.Member, error) {
	doubted, err := db.clockDoubted(ctx, q)
	if err != nil {
		return community.Space{}, community.Member{}, err
	}
	space, err := readSpace(ctx, q, db.read().space)
	if err != nil {
		return space, community.Member{}, err
	}
	if doubted {
		return space, community.Member{}, fmt.Errorf("ask %s while the clock may be wrong: %w", id, community.ErrNotFound)
	}
	m, err := readMember(ctx, q, id)
	return space, m, err
}

// Answer counts what a member answered to the question of their quarter, and keeps
// that they were asked. It is all one transaction, whose stamps are those of the month and of the quarter, and none of it
// is in the history: nothing of what is kept joins an answer to a person. Who was
// asked in this quarter already is not counted again, and somebody whose question is
// another is community.ErrNotFound.
//
// Of the counts as they were before nothing is to be left beside the order of
// check-outs, so the write-ahead log is emptied, at once or as soon as nobody reads.
func (db *DB) Answer(ctx context.Context, member community.ID, question, answer string) error {
	var count community.Tally
	if !count.Count(answer) {
		return &community.FieldError{Field: "answer", Reason: "is none of: yes, no, skip"}
	}
	err := db.writing(ctx, community.Actor{Kind: community.ActorAnonymous}, func(w *writer) error {
		space, m, err := db.askable(ctx, w.tx, member)
		if err != nil {
			return err
		}
		now := space.Local(time.UnixMilli(w.wall))
		switch quarter := community.Quarter(now); {
		case space.NoQuestion || community.QuestionOf(m.ID, now).Name != question:
			return community.ErrNotFound
		case m.AskedIn >= quarter:
			return nil
		default:
			asked := []community.Field{{Name: "asked_in", Value: quarter}}
			if err := w.putFixed(community.QuarterStart(now), community.KindMember, m.ID, asked); err != nil {
				return err
			}
		}
		return w.tally(question, answer, now)
	})
	if err != nil {
		return fmt.Errorf("count an answer: %w", err)
	}
	return nil
}

// tally counts one answer in this screen's record of the month of now.
func (w *writer) tally(question, answer string, now time.Time) error {
	t := community.Tally{Screen: w.db.file.screen, Question: question, Month: community.Month(now)}
	t.ID = naturalID("tally:" + strconv.FormatInt(t.Screen, 10) + ":" + question + ":" + t.Month)
	if err := readAll(w.ctx, w.tx, community.KindTally, "WHERE id = ?", []any{t.ID}, func(community.ID) record { return &t }); err != nil {
		return err
	}
	t.Count(answer)
	return w.putFixed(community.MonthStart(now), community.KindTally, t.ID, t.Fields())
}

// Tallies gives how often each answer was given, by month.
func (db *DB) Tallies(ctx context.Context) ([]community.Tally, error) {
	return readTallies(ctx, db.read())
}

// clockDoubted says whether the time of now is not to be believed: it is before this
// program was made, Retain doubts it, or it is far from when Retain, or a hub, was
// last sure of it.
func (db *DB) clockDoubted(ctx context.Context, q query) (bool, error) {
	now := db.now()
	if now.Before(born) {
		return true, nil
	}
	var looked, doubted int64
	err := q.QueryRowContext(ctx, `SELECT looked_at, doubt_at FROM retention`).Scan(&looked, &doubted)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("read when the clock was last looked at: %w", err)
	}
	var met sql.NullInt64
	err = q.QueryRowContext(ctx, `SELECT met_at FROM link`).Scan(&met)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("read when the hub was last met: %w", err)
	}
	sure := max(looked, met.Int64)
	ahead := now.UnixMilli() - sure
	return doubted > met.Int64 || sure != 0 && (ahead > mostAhead.Milliseconds() || ahead < -mostBehind.Milliseconds()), nil
}

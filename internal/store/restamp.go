package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"kettle/internal/community"
)

// tolerance is how far a machine's clock may be from the hub's and still count
// as right.
const tolerance = 2 * time.Second

// trusted is what is added to the machine's clock for an offset.
func trusted(offset time.Duration) time.Duration {
	if offset.Abs() <= tolerance {
		return 0
	}
	return offset
}

// born is when this program was made: nothing was done with it before.
var born = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// SetClock tells the store what a hub's clock is ahead of the machine's, and a
// time by the hub's clock at which nothing waited to be sent; zero for none. The
// store counts with the hub's clock from now on. What no hub has yet was done
// after that time and before now: where a stamp says otherwise, the machine's clock was wrong,
// and the stamps and the times at which it happened move. The order in which
// things were done stays.
func (db *DB) SetClock(ctx context.Context, offset time.Duration, clear time.Time) error {
	offset = trusted(offset)
	db.mu.Lock()
	defer db.mu.Unlock()
	old := db.offset.Swap(int64(offset))
	from := born
	if clear.After(born) {
		from = clear
	}
	err := db.restamp(ctx, offset, from.Add(-tolerance).UnixMilli(), (offset-time.Duration(old)).Abs() > tolerance)
	if err != nil {
		db.offset.Store(old)
		return fmt.Errorf("stamp anew what is not sent: %w", err)
	}
	return nil
}

// provisional is one stamp that no hub has yet.
type provisional struct {
	touch
	at  *known
	own *group
}

// restamp runs with db.mu held. from is the earliest that anything can have been
// done, in ms.
func (db *DB) restamp(ctx context.Context, offset time.Duration, from int64, needed bool) error {
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	w := &writer{
		ctx: context.WithoutCancel(ctx), db: db, tx: tx, wall: db.now().UnixMilli(), raw: db.raw().UnixMilli(),
		seq: db.file.seq + 1,
	}
	mine, _, err := w.provisionals("unsent > 0")
	if err != nil {
		return err
	}
	until := w.wall + tolerance.Milliseconds()
	from = min(from, until) // a hub's clock may be wrong, too
	if !needed && !slices.ContainsFunc(mine, func(p provisional) bool {
		return p.own.Clock>>16 < from || p.own.Clock>>16 > until
	}) {
		return nil
	}
	mine, last, err := w.provisionals("erased = 0")
	if err != nil {
		return err
	}
	slices.SortFunc(mine, func(a, b provisional) int { return cmp.Compare(a.own.Clock, b.own.Clock) })
	for _, p := range mine {
		raw := cmp.Or(p.own.Wall, p.own.Clock>>16)
		at := madeAt(raw, p.own.Offset, offset.Milliseconds(), from, until)
		if err := w.shift(&p, at-(raw+p.own.Offset)); err != nil {
			return err
		}
		// It never goes back but out of the future: a hub may have it already, or what
		// it replaced, which is just before it.
		last = max(last+1, at<<16)
		if p.own.Clock>>16 <= until {
			last = max(last, p.own.Clock)
		}
		p.own.Clock, p.own.Wall, p.own.Offset = last, raw, at-raw
	}
	for _, p := range mine {
		text, err := p.at.stamps.text()
		if err != nil {
			return err
		}
		if err := w.exec(`UPDATE records SET stamps = ? WHERE kind = ? AND id = ?`, text, string(p.kind), p.id); err != nil {
			return err
		}
		w.touched = append(w.touched, p.touch)
	}
	if err := w.seal(mine); err != nil {
		return err
	}
	if err := w.exec(`UPDATE file SET seq = ?, clock = ?`, w.seq, last); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	db.file.seq = w.seq
	db.clock.Reset(last)
	db.cache.forget(w.touched)
	db.watches.signal()
	return nil
}

// madeAt works out when something was done that the machine's clock gave as raw
// and the program as raw + then: between from and until. The clock may have been
// set since, so that no single difference is right for all; of those that lead
// to the past the least is believed, so that no stamp that a hub may have taken
// goes back.
func madeAt(raw, then, offset, from, until int64) int64 {
	best := int64(-1)
	for _, at := range [...]int64{raw + offset, raw + then, raw} {
		if at <= until {
			best = max(best, at)
		}
	}
	if best < 0 {
		return until
	}
	return max(best, from)
}

// provisionals finds every stamp of this screen that no hub has, and the
// greatest of all others, among the records for which the condition holds.
func (w *writer) provisionals(cond string) (mine []provisional, last int64, err error) {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT kind, id, unsent, stamps FROM records WHERE `+cond)
	if err != nil {
		return nil, 0, fmt.Errorf("read stamps: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var kind, text string
		k, t := &known{}, touch{}
		if err := rows.Scan(&kind, &t.id, &k.unsent, &text); err != nil {
			return nil, 0, fmt.Errorf("read stamps: %w", err)
		}
		t.kind = community.Kind(kind)
		if k.stamps, err = parseStamps(text); err != nil {
			return nil, 0, err
		}
		for i := range k.stamps {
			switch g := &k.stamps[i]; {
			case g.Fixed && g.Clock>>16 <= w.wall: // one of the future no hub would take
			case g.Unsent:
				mine = append(mine, provisional{t, k, g})
			default:
				last = max(last, g.Clock)
			}
		}
	}
	return mine, last, rows.Err()
}

// shift moves the times at which something was done.
func (w *writer) shift(p *provisional, by int64) error {
	t := tables[p.kind]
	if t == nil || by == 0 || p.own.Actor == string(community.ActorAutomatic) {
		return nil
	}
	for _, name := range t.made {
		if p.own.Mask&(1<<t.place(name)) == 0 {
			continue
		}
		if err := w.exec("UPDATE "+t.name+" SET "+name+" = "+name+" + ? WHERE id = ?", by, p.id); err != nil {
			return err
		}
	}
	return nil
}

// seal writes the chain of this screen's acts anew from the first on whose time
// may have moved. No hub has these entries, so nobody saw them as they were.
func (w *writer) seal(moved []provisional) error {
	changed := map[community.ID]bool{}
	for _, p := range moved {
		changed[p.id] = changed[p.id] || p.kind == community.KindAct
	}
	acts, err := readActs(w.ctx, w.tx, "WHERE screen = ? ORDER BY CAST(number AS INTEGER)", strconv.FormatInt(w.db.file.screen, 10))
	if err != nil {
		return err
	}
	for i := range acts {
		if !changed[acts[i].ID] {
			continue
		}
		a := acts[i]
		if i > 0 && acts[i-1].Number+1 == a.Number {
			a.Before = acts[i-1].Hash
		}
		a.Hash = a.Seal()
		acts[i] = a
		if err := w.exec(`UPDATE acts SET before = ?, hash = ? WHERE id = ?`, a.Before, a.Hash, a.ID); err != nil {
			return err
		}
	}
	return nil
}

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"kettle/internal/community"
)

// Link gives what this store knows of its hub; community.ErrNotFound when it is
// not paired with one.
func (db *DB) Link(ctx context.Context) (community.Link, error) {
	var l community.Link
	var addresses string
	var offset, met, clear int64
	err := db.read().QueryRowContext(ctx, `SELECT hub, addresses, name, role, epoch, since, after, sweep,
		known, life, meeting_count, meeting_word, offset_ms, met_at, clear_at FROM link`).
		Scan(&l.Hub, &addresses, &l.Name, &l.Role, &l.Epoch, &l.Since, &l.After, &l.Sweep,
			&l.Known, &l.Life, &l.MeetingCount, &l.MeetingWord, &offset, &met, &clear)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return l, fmt.Errorf("pairing: %w", community.ErrNotFound)
	case err == nil:
		err = json.Unmarshal([]byte(addresses), &l.Addresses)
	}
	if err != nil {
		return l, fmt.Errorf("read the pairing: %w", err)
	}
	l.Offset = time.Duration(offset) * time.Millisecond
	l.MetAt, l.ClearAt = timeOf(met), timeOf(clear)
	return l, nil
}

// timeOf gives a time of Unix milliseconds, the zero Time for 0; millis goes the
// other way.
func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// SaveLink keeps what this store knows of its hub.
func (db *DB) SaveLink(ctx context.Context, l community.Link) error {
	return db.writing(ctx, community.Actor{}, func(w *writer) error { return w.saveLink(l) })
}

func (w *writer) saveLink(l community.Link) error {
	addresses, err := json.Marshal(l.Addresses)
	if err != nil {
		return fmt.Errorf("write the pairing: %w", err)
	}
	w.noted = true
	return w.exec(`INSERT OR REPLACE INTO link (one, hub, addresses, name, role, epoch, since, after, sweep,
		known, life, meeting_count, meeting_word, offset_ms, met_at, clear_at)
		VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		l.Hub, string(addresses), l.Name, l.Role, l.Epoch, l.Since, l.After, l.Sweep,
		l.Known, l.Life, l.MeetingCount, l.MeetingWord, l.Offset.Milliseconds(), millis(l.MetAt), millis(l.ClearAt))
}

// TakeIn takes in what a hub sent and keeps, in the same transaction, how far
// that is. While link.Sweep is set, what came is noted; with done set as well,
// all that was not noted and waits for nothing is dropped, and the sweep is over.
func (db *DB) TakeIn(ctx context.Context, records []community.Record, link community.Link, done bool) error {
	err := db.writing(ctx, community.Actor{}, func(w *writer) error {
		if err := w.readAhead(records); err != nil {
			return err
		}
		if err := w.readMarks(records); err != nil {
			return err
		}
		for i := range records {
			if err := w.takeRecord(&records[i], link.Sweep); err != nil {
				return err
			}
		}
		if link.Sweep && done {
			if err := w.sweep(); err != nil {
				return err
			}
			link.Sweep = false
		}
		return w.saveLink(link)
	})
	if err != nil {
		return fmt.Errorf("take in %d records: %w", len(records), err)
	}
	return nil
}

// takeRecord takes in one record.
func (w *writer) takeRecord(r *community.Record, sweep bool) error {
	if r.Gone {
		old, err := w.load(r.Kind, r.ID)
		if err != nil || !old.known || old.erased {
			return err
		}
		return w.drop(r.Kind, r.ID)
	}
	if sweep {
		if err := w.exec(`INSERT OR IGNORE INTO noted (kind, id) VALUES (?, ?)`, string(r.Kind), r.ID); err != nil {
			return err
		}
	}
	if r.Whole {
		if err := w.keepOnly(r); err != nil {
			return err
		}
	}
	return w.take(changesOf(r), false)
}

// changesOf gives what a record says as single changes, those of a group in the
// order of their fields.
func changesOf(r *community.Record) []community.Change {
	if r.Erased || len(r.Groups) != 1 {
		return r.Changes()
	}
	g := &r.Groups[0]
	actor, _ := community.ParseActor(g.Actor) // an actor that cannot be read is nobody
	names := slices.AppendSeq(make([]string, 0, len(g.Fields)), maps.Keys(g.Fields))
	slices.Sort(names)
	out := make([]community.Change, len(names))
	for i, name := range names {
		out[i] = community.Change{
			Kind: r.Kind, ID: r.ID, Owners: r.Owners, Field: name, Value: g.Fields[name], Stamp: g.Stamp, Actor: actor,
		}
	}
	return out
}

// keepOnly drops the fields of a record that are not in r.
func (w *writer) keepOnly(r *community.Record) error {
	old, err := w.load(r.Kind, r.ID)
	if err != nil || !old.known || old.erased {
		return err
	}
	t := tables[r.Kind]
	var dropped []community.Change
	for _, field := range old.stamps.fields(t) {
		if _, ok := r.Cell(field); !ok {
			dropped = append(dropped, community.Change{Kind: r.Kind, ID: r.ID, Field: field})
			old.stamps = old.stamps.without(t.place(field), field)
			delete(old.unknown, field)
		}
	}
	if len(dropped) == 0 {
		return nil
	}
	w.erased = true
	if err := w.writeTyped(r.Kind, r.ID, dropped); err != nil {
		return err
	}
	return w.writeRecord(r.Kind, r.ID, &old, nil, false)
}

// sweep drops what was not noted and does not wait to be sent.
func (w *writer) sweep() error {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT kind, id FROM records WHERE unsent = 0 AND (kind, id) NOT IN (SELECT kind, id FROM noted)`)
	if err != nil {
		return fmt.Errorf("look for what is no more: %w", err)
	}
	defer rows.Close()
	var gone []touch
	for rows.Next() {
		var kind string
		var t touch
		if err := rows.Scan(&kind, &t.id); err != nil {
			return fmt.Errorf("look for what is no more: %w", err)
		}
		t.kind = community.Kind(kind)
		gone = append(gone, t)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, t := range gone {
		if err := w.drop(t.kind, t.id); err != nil {
			return err
		}
	}
	return w.exec(`DELETE FROM noted`)
}

// SendAll marks everything as waiting to be sent: the hub is another than
// before, or lost what it had.
func (db *DB) SendAll(ctx context.Context, link community.Link) error {
	return db.writing(ctx, community.Actor{}, func(w *writer) error {
		if err := w.exec(`UPDATE records SET unsent = 2`); err != nil {
			return err
		}
		if err := w.exec(`DELETE FROM noted`); err != nil {
			return err
		}
		return w.saveLink(link)
	})
}

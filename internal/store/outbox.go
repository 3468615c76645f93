package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"kettle/internal/community"
)

// What waits to be sent is a set of records, marked in the column unsent, and
// never what lies behind some number.
const waiting = "unsent > 0 ORDER BY erased DESC, seq LIMIT ? OFFSET ?"

// Unsent gives at most limit records with what of them no hub has acknowledged,
// those erased first, then the oldest first, without the first so many.
func (db *DB) Unsent(ctx context.Context, after, limit int) ([]community.Record, error) {
	tx, err := db.read().BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read what waits: %w", err)
	}
	defer tx.Rollback()
	return readRecords(ctx, tx, false, waiting, limit, after)
}

// Waiting says how many records wait to be sent, and the time of the first
// change that does, as stamped; 0 for none. The history that goes along with a
// change counts only where nothing else waits.
func (db *DB) Waiting(ctx context.Context) (n int, since int64, err error) {
	err = db.read().QueryRowContext(ctx, `SELECT max(count(*) FILTER (WHERE kind NOT IN ('act', 'act_values')), min(count(*), 1))
		FROM records WHERE unsent > 0`).Scan(&n)
	if err != nil || n == 0 {
		return n, 0, err
	}
	rows, err := db.read().QueryContext(ctx, `SELECT unsent, stamps FROM records WHERE `+waiting, 50, 0) // the erased have no time
	if err != nil {
		return n, 0, fmt.Errorf("read what waits: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var unsent int
		var text string
		if err := rows.Scan(&unsent, &text); err != nil {
			return n, 0, fmt.Errorf("read what waits: %w", err)
		}
		all, err := parseStamps(text)
		if err != nil {
			return n, 0, err
		}
		for i := range all {
			if g := &all[i]; !g.Fixed && (g.Unsent || unsent == sendWhole) && (since == 0 || g.Clock>>16 < since) {
				since = g.Clock >> 16
			}
		}
	}
	return n, since, rows.Err()
}

// Sent marks what a hub has acknowledged. What changed again since it was read
// still waits. lost are those fields of records that the hub has a later value
// of: ours are kept aside. The link is kept in the same transaction.
func (db *DB) Sent(ctx context.Context, records []community.Record, lost map[community.ID][]string, link community.Link) error {
	return db.writing(ctx, community.Actor{}, func(w *writer) error {
		if err := w.readAhead(records); err != nil {
			return err
		}
		for i := range records {
			r := &records[i]
			if err := w.sent(r); err != nil {
				return err
			}
			for _, field := range lost[r.ID] {
				c, ok := r.Cell(field)
				if !ok || r.Kind != community.KindMember || c.Stamp.Screen != db.file.screen || c.Actor.Kind == community.ActorAutomatic {
					continue
				}
				err := w.addOverwritten(community.Change{Kind: r.Kind, ID: r.ID, Field: field, Value: c.Value}, c.Stamp, c.Actor.String())
				if err != nil {
					return err
				}
			}
		}
		return w.saveLink(link)
	})
}

func (w *writer) sent(r *community.Record) error {
	old, err := w.load(r.Kind, r.ID)
	if err != nil || !old.known {
		return err
	}
	if old.erased != r.Erased {
		return nil // erased since
	}
	for i := range old.stamps {
		g := &old.stamps[i]
		if slices.ContainsFunc(r.Groups, func(sent community.Group) bool { return sent.Stamp == g.stamp() }) {
			g.Unsent, g.Wall, g.Offset = false, 0, 0
		}
	}
	text, err := old.stamps.text()
	if err != nil {
		return err
	}
	return w.exec(`UPDATE records SET unsent = ?, stamps = ? WHERE kind = ? AND id = ?`, old.stamps.unsent(), text, string(r.Kind), r.ID)
}

// fields are the values of one record by name.
type fields map[string]string

// Set keeps the value.
func (f fields) Set(field, value string) error {
	f[field] = value
	return nil
}

// readRecords reads the records for which the condition, with its order and
// limit, holds: with all their fields, or with those that wait to be sent.
func readRecords(ctx context.Context, q query, all bool, cond string, args ...any) ([]community.Record, error) {
	rows, err := q.QueryContext(ctx, `SELECT kind, id, erased, unsent, stamps, unknown FROM records WHERE `+cond, args...)
	if err != nil {
		return nil, fmt.Errorf("read records: %w", err)
	}
	defer rows.Close()
	var out []community.Record
	var raws []known
	kinds := map[community.Kind]*wanted{}
	for rows.Next() {
		var r community.Record
		var k known
		var kind, text, unknown string
		if err := rows.Scan(&kind, &r.ID, &r.Erased, &k.unsent, &text, &unknown); err != nil {
			return nil, fmt.Errorf("read records: %w", err)
		}
		if k.stamps, err = parseStamps(text); err != nil {
			return nil, err
		}
		if unknown != "" {
			if err := json.Unmarshal([]byte(unknown), &k.unknown); err != nil {
				return nil, fmt.Errorf("read unknown fields: %w", err)
			}
		}
		r.Kind = community.Kind(kind)
		if kinds[r.Kind] == nil {
			kinds[r.Kind] = &wanted{values: map[community.ID]fields{}}
		}
		kinds[r.Kind].want(&k, all)
		out, raws = append(out, r), append(raws, k)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read records: %w", err)
	}
	among := "IN (SELECT id FROM (SELECT kind, id FROM records WHERE " + cond + ") WHERE kind = ?)"
	for kind, values := range kinds {
		if err := values.read(ctx, q, tables[kind], among, append(slices.Clone(args), string(kind))); err != nil {
			return nil, err
		}
	}
	owners, err := readOwners(ctx, q, "(kind, id) IN (SELECT kind, id FROM records WHERE "+cond+")", args)
	if err != nil {
		return nil, err
	}
	for i := range out {
		r := &out[i]
		r.Owners = owners[touch{r.Kind, r.ID}]
		r.Groups = raws[i].groups(tables[r.Kind], kinds[r.Kind].values[r.ID], all || raws[i].unsent == sendWhole)
	}
	return out, nil
}

// wanted is which values of the records of one kind are to be read.
type wanted struct {
	mask   uint64 // the columns that any record needs
	names  bool   // and fields without one
	values map[community.ID]fields
}

// want adds what one record needs.
func (v *wanted) want(k *known, all bool) {
	for i := range k.stamps {
		if g := &k.stamps[i]; all || k.unsent == sendWhole || g.Unsent {
			v.mask |= g.Mask
			v.names = v.names || len(g.Names) > 0
		}
	}
}

// read reads what the typed tables hold of it, as values.
func (v *wanted) read(ctx context.Context, q query, t *table, among string, args []any) error {
	if t == nil {
		return nil
	}
	some := &table{name: t.name}
	for i, c := range t.columns {
		if v.mask&(1<<i) != 0 {
			some.columns = append(some.columns, c)
		}
	}
	err := some.rows(ctx, q, "WHERE id "+among, args, func(id community.ID) record {
		v.values[id] = make(fields, len(some.columns))
		return v.values[id]
	})
	if err != nil || !t.tags || !v.names {
		return err
	}
	rows, err := q.QueryContext(ctx, "SELECT member_id, list, tag, rank FROM member_tags WHERE member_id "+among, args...)
	if err != nil {
		return fmt.Errorf("read member_tags: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id community.ID
		var list, tag, rank string
		if err := rows.Scan(&id, &list, &tag, &rank); err != nil {
			return fmt.Errorf("read member_tags: %w", err)
		}
		v.values[id][list+":"+tag] = rank
	}
	return rows.Err()
}

func readOwners(ctx context.Context, q query, cond string, args []any) (map[touch][]community.ID, error) {
	rows, err := q.QueryContext(ctx, "SELECT kind, id, owner_id FROM owners WHERE "+cond+" ORDER BY owner_id", args...)
	if err != nil {
		return nil, fmt.Errorf("read owners: %w", err)
	}
	defer rows.Close()
	out := map[touch][]community.ID{}
	for rows.Next() {
		var kind string
		var t touch
		var owner community.ID
		if err := rows.Scan(&kind, &t.id, &owner); err != nil {
			return nil, fmt.Errorf("read owners: %w", err)
		}
		t.kind = community.Kind(kind)
		out[t] = append(out[t], owner)
	}
	return out, rows.Err()
}

// groups gives the fields of a record by their stamps: all, or those unsent.
func (k *known) groups(t *table, values fields, all bool) []community.Group {
	var out []community.Group
	for i := range k.stamps {
		g := &k.stamps[i]
		if !all && !g.Unsent {
			continue
		}
		names := stamps{*g}.fields(t)
		f := make(map[string]string, len(names))
		for _, name := range names {
			if v, ok := k.unknown[name]; ok {
				f[name] = v
			} else {
				f[name] = values[name]
			}
		}
		out = append(out, community.Group{Stamp: g.stamp(), Actor: g.Actor, Fields: f})
	}
	return out
}

// Digest gives the sums of all records of this file, but for those that are too
// old to be kept.
func (db *DB) Digest(ctx context.Context) (community.Sums, error) {
	var sums community.Sums
	tx, err := db.read().BeginTx(ctx, nil)
	if err != nil {
		return sums, fmt.Errorf("digest: %w", err)
	}
	defer tx.Rollback()
	kept, err := readKeptSince(ctx, tx)
	if err != nil {
		return sums, err
	}
	var last touch
	for {
		page, err := readRecords(ctx, tx, true, "(kind, id) > (?, ?) ORDER BY kind, id LIMIT 1000", string(last.kind), last.id[:])
		if err != nil {
			return sums, err
		}
		for i := range page {
			if kept.Holds(&page[i]) {
				sums.Add(&page[i])
			}
			last = touch{page[i].Kind, page[i].ID}
		}
		if len(page) < 1000 {
			return sums, nil
		}
	}
}

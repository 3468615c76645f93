package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kettle/internal/community"
)

// value reads what the field of c holds now.
func (w *writer) value(old *known, c community.Change) (string, error) {
	t := tables[c.Kind]
	if value, ok := old.unknown[c.Field]; ok {
		return value, nil
	}
	if i := t.place(c.Field); i >= 0 {
		one := &table{name: t.name, columns: t.columns[i : i+1]}
		got := &holder{}
		err := one.rows(w.ctx, w.tx, "WHERE id = ?", []any{c.ID}, func(community.ID) record { return got })
		return got.value, err
	}
	if !t.isTag(c.Field) {
		return "", nil
	}
	list, tag, _ := strings.Cut(c.Field, ":")
	var rank string
	err := w.tx.QueryRowContext(w.ctx, `SELECT rank FROM member_tags WHERE member_id = ? AND list = ? AND tag = ?`, c.ID, list, tag).Scan(&rank)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read a tag: %w", err)
	}
	return rank, nil
}

// holder is a record of one value.
type holder struct{ value string }

// Set keeps the value.
func (h *holder) Set(_, value string) error { h.value = value; return nil }

// writeTyped puts the winners into the kind's own table.
func (w *writer) writeTyped(kind community.Kind, id community.ID, won []community.Change) error {
	t := tables[kind]
	if t == nil {
		return nil
	}
	var places []byte
	var tags []any
	args := append(make([]any, 0, len(won)+1), id)
	for i, c := range won {
		if i+1 < len(won) && won[i+1].Field == c.Field {
			continue // the greater of the two follows
		}
		if at := t.place(c.Field); at >= 0 {
			places = append(places, byte(at))
			args = append(args, t.columns[at].sqlValue(c.Value))
		} else if t.isTag(c.Field) {
			list, tag, _ := strings.Cut(c.Field, ":")
			if c.Value != "" {
				tags = append(tags, id, list, tag, c.Value)
			} else if err := w.exec(`DELETE FROM member_tags WHERE member_id = ? AND list = ? AND tag = ?`, id, list, tag); err != nil {
				return err
			}
		}
	}
	if err := w.exec(w.upsert(t, places), args...); err != nil {
		return err
	}
	const most = 16 // tags in one statement, so that there are few different ones
	for some := range slices.Chunk(tags, 4*most) {
		marks := strings.Repeat(", (?, ?, ?, ?)", len(some)/4)[2:]
		if err := w.exec(`INSERT INTO member_tags (member_id, list, tag, rank) VALUES `+marks+`
			ON CONFLICT (member_id, list, tag) DO UPDATE SET rank = excluded.rank`, some...); err != nil {
			return err
		}
	}
	return nil
}

// upsert gives the statement that sets the columns at these places.
func (w *writer) upsert(t *table, places []byte) string {
	key := upsertion{t, string(places)}
	if q, ok := w.upserts[key]; ok {
		return q
	}
	q := "INSERT INTO " + t.name + " (id) VALUES (?) ON CONFLICT (id) DO NOTHING"
	if len(places) > 0 {
		var names, sets []string
		for _, at := range places {
			quoted := `"` + t.columns[at].name + `"`
			names, sets = append(names, quoted), append(sets, quoted+" = excluded."+quoted)
		}
		q = "INSERT INTO " + t.name + " (id, " + strings.Join(names, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(names)) +
			") ON CONFLICT (id) DO UPDATE SET " + strings.Join(sets, ", ")
	}
	if w.upserts == nil {
		w.upserts = map[upsertion]string{}
	}
	w.upserts[key] = q
	return q
}

// upsertion names a statement that upsert gave.
type upsertion struct {
	*table
	places string
}

package store

import (
	"database/sql"
	"errors"
	"fmt"
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
	var names, marks, sets []string
	args := []any{id}
	for i, c := range won {
		if i+1 < len(won) && won[i+1].Field == c.Field {
			continue // the greater of the two follows
		}
		if at := t.place(c.Field); at >= 0 {
			quoted := `"` + c.Field + `"`
			names, marks = append(names, quoted), append(marks, "?")
			sets = append(sets, quoted+"=excluded."+quoted)
			args = append(args, t.columns[at].sqlValue(c.Value))
		} else if t.isTag(c.Field) {
			if err := w.writeTag(id, c); err != nil {
				return err
			}
		}
	}
	q := "INSERT INTO " + t.name + " (id) VALUES (?) ON CONFLICT (id) DO NOTHING"
	if len(names) > 0 {
		q = "INSERT INTO " + t.name + " (id, " + strings.Join(names, ", ") + ") VALUES (?, " + strings.Join(marks, ", ") +
			") ON CONFLICT (id) DO UPDATE SET " + strings.Join(sets, ", ")
	}
	return w.exec(q, args...)
}

func (w *writer) writeTag(id community.ID, c community.Change) error {
	list, tag, _ := strings.Cut(c.Field, ":")
	if c.Value == "" {
		return w.exec(`DELETE FROM member_tags WHERE member_id = ? AND list = ? AND tag = ?`, id, list, tag)
	}
	return w.exec(`INSERT INTO member_tags (member_id, list, tag, rank) VALUES (?, ?, ?, ?)
		ON CONFLICT (member_id, list, tag) DO UPDATE SET rank = excluded.rank`, id, list, tag, c.Value)
}

package shared

import (
	"encoding/json"
	"fmt"

	"kettle/internal/community"
)

// statements are the transaction that makes the batch lasting. The first fails
// with errMoved unless the space is where it was read.
func (b *batch) statements() ([]statement, error) {
	out := []statement{{
		sql: `INSERT INTO spaces (space, epoch, seq) VALUES (?1, ?2,
				CASE WHEN EXISTS (SELECT 1 FROM spaces WHERE space = ?1 AND epoch = ?2 AND seq = ?3) THEN ?4 ELSE -1 END)
			ON CONFLICT (space) DO UPDATE SET seq = excluded.seq`,
		args: []any{b.space, b.head.Epoch, b.head.Seq, b.next},
	}}
	docs := statement{
		sql:  `INSERT INTO records (space, kind, id, seq, erased, doc) VALUES`,
		row:  `(?, ?, ?, ?, 0, ?)`,
		tail: ` ON CONFLICT (space, kind, id) DO UPDATE SET seq = excluded.seq, doc = excluded.doc`,
	}
	owners := statement{
		sql:  `INSERT INTO owners (space, owner, kind, id) VALUES`,
		row:  `(?, ?, ?, ?)`,
		tail: ` ON CONFLICT DO NOTHING`,
	}
	for _, e := range b.order {
		if e.seq == 0 || e.record.Erased || e.gone {
			continue
		}
		id := e.id.String()
		doc, err := encode(&e.record)
		if err != nil {
			return nil, err
		}
		docs.rows = append(docs.rows, []any{b.space, string(e.kind), id, e.seq, doc})
		if e.known {
			continue
		}
		for _, o := range e.record.Owners {
			owners.rows = append(owners.rows, []any{b.space, o.String(), string(e.kind), id})
		}
	}
	for _, s := range []statement{docs, owners} {
		if len(s.rows) > 0 {
			out = append(out, s)
		}
	}
	if len(b.spread) > 0 {
		out = append(out, b.renumber())
	}
	if len(b.erased) > 0 {
		out = append(out, b.erase()...)
	}
	return out, nil
}

// renumber gives the records that follow an owner the last numbers. All of them
// are there, or the guard has failed.
func (b *batch) renumber() statement {
	out := statement{
		sql:  `INSERT INTO records (space, kind, id, seq, erased, doc) VALUES`,
		row:  `(?, ?, ?, ?, 0, '')`,
		tail: ` ON CONFLICT (space, kind, id) DO UPDATE SET seq = excluded.seq`,
	}
	for i, n := range b.spread {
		out.rows = append(out.rows, []any{b.space, string(n.kind), n.id.String(), b.next - int64(i)})
	}
	return out
}

// erase writes the marks and deletes what goes with them. The owners that a
// record names stand in its row, which is read before it is emptied.
func (b *batch) erase() []statement {
	var ids []community.ID
	marks := statement{
		sql:  `INSERT INTO records (space, kind, id, seq, erased, doc) VALUES`,
		row:  `(?, ?, ?, ?, 1, '')`,
		tail: ` ON CONFLICT (space, kind, id) DO UPDATE SET seq = excluded.seq, erased = 1, doc = ''`,
	}
	keys := make([]string, len(b.erased))
	for i, e := range b.erased {
		ids = append(ids, e.id)
		keys[i] = e.id.String() + string(e.kind)
		marks.rows = append(marks.rows, []any{b.space, string(e.kind), e.id.String(), e.seq})
	}
	owned := `SELECT o.kind, o.id FROM json_each(?2) x CROSS JOIN owners o ON o.space = ?1 AND o.owner = x.value`
	return []statement{
		{
			sql: `DELETE FROM owners WHERE space = ?1 AND (owner, kind, id) IN (
				SELECT w.value, r.kind, r.id FROM (` + owned + `
					UNION SELECT substr(value, 37), substr(value, 1, 36) FROM json_each(?3)) n
				CROSS JOIN records r ON r.space = ?1 AND r.kind = n.kind AND r.id = n.id AND r.erased = 0
				CROSS JOIN json_each(r.doc, '$.owners') w
				WHERE w.value NOT IN (SELECT value FROM json_each(?2)))`,
			args: []any{b.space, texts(ids), texts(keys)},
		},
		{
			sql:  `DELETE FROM records WHERE space = ?1 AND erased = 0 AND (kind, id) IN (` + owned + `)`,
			args: []any{b.space, texts(ids)},
		},
		{
			sql:  `DELETE FROM owners WHERE space = ?1 AND owner IN (SELECT value FROM json_each(?2))`,
			args: []any{b.space, texts(ids)},
		},
		marks,
	}
}

// texts gives a list for json_each.
func texts[T community.ID | string](list []T) string {
	if len(list) == 0 {
		return "[]"
	}
	b, err := json.Marshal(list)
	if err != nil {
		panic(fmt.Sprintf("a list is not JSON: %v", err)) // it is made of strings
	}
	return string(b)
}

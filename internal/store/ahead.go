package store

import (
	"encoding/hex"
	"encoding/json"
	"fmt"

	"kettle/internal/community"
)

// ahead is what was read of many records at once, before they are changed one by
// one in the same transaction. What it says of a record is taken out of it when it
// is asked for, and all of it is thrown away when anything is erased.
type ahead struct {
	known map[touch]known       // the zero known for a record that is not there
	marks map[community.ID]bool // whether an owner is erased
}

// readAhead reads what is known of the records.
func (w *writer) readAhead(records []community.Record) error {
	a := &ahead{known: make(map[touch]known, len(records))}
	names := make([]string, 0, len(records))
	for i := range records {
		r := &records[i]
		t := touch{r.Kind, r.ID}
		if _, again := a.known[t]; again {
			continue
		}
		a.known[t] = known{}
		names = append(names, hex.EncodeToString(r.ID[:])+string(r.Kind))
	}
	if err := w.readKnown(a, names); err != nil {
		return err
	}
	w.ahead = a
	return nil
}

// readKnown reads the records of these names, which are an ID in hex and a kind.
func (w *writer) readKnown(a *ahead, names []string) error {
	list, err := json.Marshal(names)
	if err != nil {
		return fmt.Errorf("name records: %w", err)
	}
	rows, err := w.tx.QueryContext(w.ctx, `SELECT r.kind, r.id, r.erased, r.unsent, r.stamps, r.unknown FROM json_each(?) n
		CROSS JOIN records r ON r.kind = substr(n.value, 33) AND r.id = unhex(substr(n.value, 1, 32))`, string(list))
	if err != nil {
		return fmt.Errorf("read records: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var t touch
		var k known
		var kind, stamps, unknown string
		if err := rows.Scan(&kind, &t.id, &k.erased, &k.unsent, &stamps, &unknown); err != nil {
			return fmt.Errorf("read records: %w", err)
		}
		t.kind = community.Kind(kind)
		if err := k.parse(stamps, unknown); err != nil {
			return fmt.Errorf("read %s %s: %w", kind, t.id, err)
		}
		a.known[t] = k
	}
	return rows.Err()
}

// readMarks reads, after readAhead, who of the records' owners is erased.
func (w *writer) readMarks(records []community.Record) error {
	marks := map[community.ID]bool{}
	var owners []string
	for i := range records {
		for _, o := range records[i].Owners {
			if _, again := marks[o]; !again {
				marks[o] = false
				owners = append(owners, hex.EncodeToString(o[:]))
			}
		}
	}
	w.ahead.marks = marks
	if len(owners) == 0 {
		return nil
	}
	list, err := json.Marshal(owners)
	if err != nil {
		return fmt.Errorf("name owners: %w", err)
	}
	rows, err := w.tx.QueryContext(w.ctx, `SELECT r.id FROM json_each(?) o
		CROSS JOIN records r ON r.kind IN ('member', 'host') AND r.id = unhex(o.value) AND r.erased = 1`, string(list))
	if err != nil {
		return fmt.Errorf("look for who is erased: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id community.ID
		if err := rows.Scan(&id); err != nil {
			return fmt.Errorf("look for who is erased: %w", err)
		}
		marks[id] = true
	}
	return rows.Err()
}

// of takes out what is known of a record; ok is false when it was not read ahead.
func (a *ahead) of(t touch) (k known, ok bool) {
	if a == nil {
		return known{}, false
	}
	k, ok = a.known[t]
	delete(a.known, t)
	return k, ok
}

// marked says whether an owner is erased; ok is false when it was not read ahead.
func (a *ahead) marked(id community.ID) (erased, ok bool) {
	if a == nil {
		return false, false
	}
	erased, ok = a.marks[id]
	return erased, ok
}

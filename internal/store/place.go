package store

import (
	"fmt"
	"strings"

	"kettle/internal/community"
)

// rowKey is what the ID of a new member is made of, so that one file makes the
// same members on every screen.
func rowKey(m *community.Member) string {
	switch {
	case m.Number != "":
		return "member:" + strings.ToLower(m.Number)
	case m.Email != "":
		return "member-email:" + strings.ToLower(m.Email)
	}
	return "member-name:" + strings.ToLower(m.Name)
}

// places are the IDs for the rows of one key: several people may have one name.
type places struct {
	ids  []community.ID // in the order of the rows
	more int            // the number of the place after these
}

// place gives the ID of the next row of this key. Rows and people are told apart
// by their order alone. Where there are no more rows than people who are here, the
// file has let go those who were erased, too; otherwise these keep their places,
// so that nobody is given what is said of them.
func (im *importing) place(key string) community.ID {
	p := im.places[key]
	if p == nil {
		p = im.readPlaces(key)
		im.places[key] = p
	}
	for {
		var id community.ID
		if len(p.ids) > 0 {
			id, p.ids = p.ids[0], p.ids[1:]
		} else {
			id, _ = im.placeID(key, p.more)
			p.more++
		}
		if !im.taken[id] {
			return id
		}
	}
}

func (im *importing) readPlaces(key string) *places {
	var all, here []community.ID
	n := 1
	for ; ; n++ {
		id, was := im.placeID(key, n)
		if !was {
			break
		}
		all = append(all, id)
		if im.byID[id] != nil && !im.taken[id] {
			here = append(here, id)
		}
	}
	if len(here) > 0 && im.rows[key] <= len(here) {
		all = here
	}
	return &places{all, n}
}

// placeID is the ID that the place of this number now has. was says whether
// anybody ever had it. Who was erased by nobody's wish left it to the next.
func (im *importing) placeID(key string, n int) (id community.ID, was bool) {
	if n > 1 { // two people of one name in one file
		key = fmt.Sprintf("%s#%d", key, n)
	}
	id = naturalID(key)
	for again := 2; ; again++ {
		left, may := im.mayAgain[id]
		if !may {
			break
		}
		was = true
		id = naturalID(fmt.Sprintf("%s@%d", key, again))
		im.again[id] = left
	}
	return id, was || im.byID[id] != nil || im.erased[id]
}

// readErased reads who was erased, and of whom it was nobody's wish: they left
// long ago, or an import that had made them was taken back.
func (im *importing) readErased() (err error) {
	if im.mayAgain, err = im.takenBack(); err != nil {
		return err
	}
	marks, err := im.ids(`SELECT id FROM records WHERE kind = ? AND erased = 0`, community.KindLeft)
	if err != nil {
		return err
	}
	if im.erased, err = im.ids(`SELECT id FROM records WHERE kind = ? AND erased = 1`, community.KindMember); err != nil {
		return err
	}
	for id := range im.erased {
		if marks[leftID(id)] {
			im.mayAgain[id] = true
		}
	}
	return nil
}

func (w *writer) ids(q string, kind community.Kind) (map[community.ID]bool, error) {
	rows, err := w.tx.QueryContext(w.ctx, q, string(kind))
	if err != nil {
		return nil, fmt.Errorf("list records: %w", err)
	}
	defer rows.Close()
	out := map[community.ID]bool{}
	for rows.Next() {
		var id community.ID
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("list records: %w", err)
		}
		out[id] = true
	}
	return out, rows.Err()
}

// leftID is the ID of the mark which says that a member left long enough ago, and
// was not erased by anybody's wish.
func leftID(member community.ID) community.ID { return naturalID("left:" + member.String()) }

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"kettle/internal/community"
)

// Erase takes a member away for ever: the record, everything that is theirs
// (visits, posts, thank-yous to and from, cards), the host that they are and the
// photo, down to the bytes in the file. What stays is the bare ID, so that no other screen and no
// backup can bring them back. It returns community.ErrNotFound for an unknown member;
// erasing twice is harmless.
func (db *DB) Erase(ctx context.Context, actor community.Actor, member community.ID) error {
	if _, err := db.Member(ctx, member); err != nil {
		return err
	}
	err := db.writing(ctx, actor, func(w *writer) error {
		return w.take([]community.Change{{Kind: community.KindMember, ID: member, Erase: true, Actor: actor}}, true)
	})
	if err != nil {
		return fmt.Errorf("erase member %s: %w", member, err)
	}
	return nil
}

// dropPhoto removes a kept picture that no member shows or proposes any more.
func (db *DB) dropPhoto(ctx context.Context, hash string) error {
	if hash == "" {
		return nil
	}
	var n int
	if err := db.read().QueryRowContext(ctx, `SELECT (SELECT count(*) FROM members WHERE photo = ?1)
		+ (SELECT count(*) FROM proposals WHERE outcome = '' AND instr(wanted, ?1))`, hash).Scan(&n); err != nil {
		return fmt.Errorf("ask who shows a photo: %w", err)
	}
	if n > 0 {
		return nil
	}
	return db.photos.Remove(hash)
}

// erase empties one record for ever and drops those that it owns. They need no
// mark of their own: whoever brings one back names its owner.
func (w *writer) erase(kind community.Kind, id community.ID, local bool) error {
	if kind == community.KindMember {
		w.forgotten = append(w.forgotten, id)
	}
	if err := w.drop(kind, id); err != nil {
		return err
	}
	unsent := sentAll
	if local {
		unsent = sentPart
	}
	return w.exec(`INSERT INTO records (kind, id, space_id, seq, erased, unsent) VALUES (?, ?, ?, ?, 1, ?)`,
		string(kind), id, w.db.file.space, w.seq, unsent)
}

// eraseHosts erases the hosts that a member is who is being erased: they have the
// member's name. Somebody has to be able to put things right, so the last owner
// stays, with that word for a name.
func (w *writer) eraseHosts(kind community.Kind, member community.ID) error {
	if kind != community.KindMember {
		return nil
	}
	hosts, err := readHosts(w.ctx, w.tx, "")
	if err != nil {
		return err
	}
	for _, h := range hosts {
		if h.MemberID != member {
			continue
		}
		if err := w.eraseValues(h.ID); err != nil {
			return err
		}
		if h.IsOwner() && !slices.ContainsFunc(hosts, func(o community.Host) bool { return o.IsOwner() && o.MemberID != member }) {
			fields := []community.Field{{Name: "name", Value: "Owner"}, {Name: "member_id"}}
			if err := w.put(community.KindHost, h.ID, fields); err != nil {
				return err
			}
			w.acting.leaveOut(touch{community.KindHost, h.ID})
			continue
		}
		if err := w.take([]community.Change{{Kind: community.KindHost, ID: h.ID, Erase: true, Actor: w.actor}}, true); err != nil {
			return err
		}
	}
	return nil
}

// eraseValues erases what the history keeps of the values of a record.
func (w *writer) eraseValues(about community.ID) error {
	all, err := readValues(w.ctx, w.tx, "WHERE about = ?", about)
	if err != nil {
		return err
	}
	for i := range all {
		if err := w.erase(community.KindValues, all[i].ID, true); err != nil {
			return err
		}
	}
	return nil
}

// drop takes one record, and those that it owns, out of the file as if it had
// never been here.
func (w *writer) drop(kind community.Kind, id community.ID) error {
	w.erased, w.ahead = true, nil
	w.touched = append(w.touched, touch{kind, id})
	if err := w.notePictures(kind, id); err != nil {
		return err
	}
	if t := tables[kind]; t != nil {
		if err := w.exec("DELETE FROM "+t.name+" WHERE id = ?", id); err != nil {
			return err
		}
		if t.tags {
			for _, table := range [...]string{"member_tags", "member_pin_tries"} {
				if err := w.exec("DELETE FROM "+table+" WHERE member_id = ?", id); err != nil {
					return err
				}
			}
		}
	}
	for _, table := range [...]string{"records", "owners", "overwritten"} {
		if err := w.exec("DELETE FROM "+table+" WHERE kind = ? AND id = ?", string(kind), id); err != nil {
			return err
		}
	}
	owned, err := w.owned(id)
	if err != nil {
		return err
	}
	for _, o := range owned {
		if err := w.drop(o.kind, o.id); err != nil {
			return err
		}
	}
	return w.exec(`DELETE FROM owners WHERE owner_id = ?`, id)
}

// notePictures notes the photo that goes with a record, if any.
func (w *writer) notePictures(kind community.Kind, id community.ID) error {
	each := map[community.Kind]string{community.KindMember: "photo", community.KindProposal: "wanted"}[kind]
	if each == "" {
		return nil
	}
	var value string
	err := w.tx.QueryRowContext(w.ctx, "SELECT "+each+" FROM "+tables[kind].name+" WHERE id = ?", id).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for a photo: %w", err)
	}
	if kind == community.KindProposal {
		value = photoIn(&community.Proposal{Wanted: value})
	}
	w.pictures = append(w.pictures, value)
	return nil
}

// owned lists the records that go with another, such as a member.
func (w *writer) owned(owner community.ID) ([]touch, error) {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT kind, id FROM owners WHERE owner_id = ?`, owner)
	if err != nil {
		return nil, fmt.Errorf("list what a member owns: %w", err)
	}
	defer rows.Close()
	var out []touch
	for rows.Next() {
		var t touch
		var kind string
		if err := rows.Scan(&kind, &t.id); err != nil {
			return nil, fmt.Errorf("list what a member owns: %w", err)
		}
		t.kind = community.Kind(kind)
		out = append(out, t)
	}
	return out, rows.Err()
}

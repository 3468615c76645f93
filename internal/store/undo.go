package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"kettle/internal/community"
)

// What callers of UndoAct ask for with errors.Is.
var (
	ErrTooLate = errors.New("it is too long ago to be taken back: that goes for 30 days")
	ErrNoUndo  = errors.New("an erasure cannot be taken back")
	ErrNoOwner = errors.New("there would be no owner left")
)

// Put is one field that UndoAct put back, or a whole record that an act made and
// that is gone again; Field is "" then.
type Put struct {
	Kind  community.Kind
	ID    community.ID
	Field string
}

// Left is a field, or a whole record, that UndoAct left as it is, and why: a
// clause for people.
type Left struct {
	Put
	Why string
}

// Undone is what UndoAct did.
type Undone struct {
	Already bool // it was taken back before, and nothing is done now
	Back    []Put
	Left    []Left
}

// UndoAct takes an act back: each field of each record becomes what it was
// before, and what the act made goes, in one transaction that is an act itself.
// What somebody changed since is left as it is, and so is a member who was made
// and to whom anything has happened since. Taking back twice is harmless, and
// taking back can be taken back. It returns community.ErrNotFound for an act that
// is not there, ErrTooLate after 30 days, and ErrNoUndo for an erasure, a merge of
// members, what changed nothing, and what is all erased since.
func (db *DB) UndoAct(ctx context.Context, actor community.Actor, id community.ID) (Undone, error) {
	u := &undoing{}
	err := db.writing(ctx, actor, func(w *writer) error {
		u.writer = w
		return u.run(id)
	})
	if err != nil {
		return Undone{}, fmt.Errorf("take back act %s: %w", id, err)
	}
	return u.did, nil
}

// undoing is one act being taken back.
type undoing struct {
	*writer
	act community.Act
	did Undone
}

func (u *undoing) run(id community.ID) error {
	acts, err := readActs(u.ctx, u.tx, "WHERE id = ?", id)
	if err != nil {
		return err
	}
	if len(acts) == 0 {
		return community.ErrNotFound
	}
	u.act = acts[0]
	switch {
	case !canUndo(u.act.What):
		return ErrNoUndo
	case u.db.now().Sub(u.act.At) > keepFor:
		return ErrTooLate
	}
	if u.did.Already, err = isUndone(u.ctx, u.tx, id); err != nil || u.did.Already {
		return err
	}
	u.acting.what, u.acting.undoes = actUndo, id
	all, err := readValues(u.ctx, u.tx, "WHERE act_id = ? ORDER BY id DESC", id)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return ErrNoUndo
	}
	// What was made comes last, when all else of the act is as it was.
	for _, made := range []bool{false, true} {
		for i := range all {
			if all[i].Made != made {
				continue
			}
			if err := u.values(&all[i]); err != nil {
				return err
			}
		}
	}
	return u.needOwner()
}

// canUndo says whether acts of that word can be taken back at all.
func canUndo(what string) bool { return what != actErase && what != actMerge && what != actRoll }

// needOwner is ErrNoOwner when hosts were changed and none of them is an owner
// any more, so that nobody could put it right.
func (u *undoing) needOwner() error {
	if !slices.ContainsFunc(u.did.Back, func(p Put) bool { return p.Kind == community.KindHost }) {
		return nil
	}
	hosts, err := readHosts(u.ctx, u.tx, "")
	if err == nil && !slices.ContainsFunc(hosts, func(h community.Host) bool { return h.IsOwner() }) {
		err = ErrNoOwner
	}
	return err
}

// values takes back what one Values says.
func (u *undoing) values(v *community.Values) error {
	many, err := listedIn(v)
	if err != nil {
		return err
	}
	for _, id := range many {
		if !v.Made {
			u.leave(v.Kind, id, "", "it was erased, for ever")
			continue
		}
		if err := u.unmake(v.Kind, id, nil); err != nil {
			return err
		}
	}
	if v.About.IsZero() {
		return nil
	}
	changes, err := changesIn(v)
	if err != nil {
		return err
	}
	if v.Made {
		return u.unmake(v.Kind, v.About, changes)
	}
	return u.putBack(v.Kind, v.About, changes)
}

func (u *undoing) leave(kind community.Kind, id community.ID, field, why string) {
	u.did.Left = append(u.did.Left, Left{Put{kind, id, field}, why})
}

// putBack gives the fields of a record the values that they had, where nobody
// changed them since.
func (u *undoing) putBack(kind community.Kind, id community.ID, changes map[string][2]string) error {
	old, err := u.load(kind, id)
	if err != nil {
		return err
	}
	if !old.known || old.erased {
		u.leave(kind, id, "", "it is gone")
		return nil
	}
	var back []community.Field
	for _, field := range slices.Sorted(maps.Keys(changes)) {
		before, after := changes[field][0], changes[field][1]
		now, err := u.value(&old, community.Change{Kind: kind, ID: id, Field: field})
		if err != nil {
			return err
		}
		why := u.whyNot(kind, field, before, after, now)
		if why == "" && u.gives(kind, id, &old, field, before, now) {
			why = "they took it back themselves"
		}
		if why != "" {
			u.leave(kind, id, field, why)
			continue
		}
		if now == before && !isSecret(kind, field) {
			continue
		}
		if field == "photo" {
			u.pictures = append(u.pictures, now)
		}
		back = append(back, community.Field{Name: field, Value: before})
		u.did.Back = append(u.did.Back, Put{kind, id, field})
	}
	return u.put(kind, id, back)
}

// whyNot says why a field cannot be put back, "" if it can.
func (u *undoing) whyNot(kind community.Kind, field, before, after, now string) string {
	switch {
	case isSecret(kind, field):
		return "what it was before is not kept"
	case now == before:
		return ""
	case now != after:
		return "somebody changed it since"
	case kind == community.KindScreen && field != "name":
		return "what a screen is, and that it was revoked, stays"
	case field == "photo" && before != "":
		f, err := u.db.photos.Open(before, 0)
		if err != nil {
			return "the photo is not kept any more"
		}
		f.Close() //nolint:errcheck // it was only read
	}
	return ""
}

// gives says whether that would give a consent again that a member took back
// themselves.
func (u *undoing) gives(kind community.Kind, id community.ID, old *known, field, before, now string) bool {
	was, is := community.Member{ID: id}, community.Member{ID: id}
	if kind != community.KindMember || u.actor.ID == id || was.Set(field, before) != nil || is.Set(field, now) != nil {
		return false
	}
	given, _ := agrees(&was, field)
	return given && old.tookBack(&is, field)
}

// agrees says whether a member agrees to what a consent is about, or to show others an
// address; ok is false for a field of another sort.
func agrees(m *community.Member, field string) (yes, ok bool) {
	switch said := m.Consents()[field]; {
	case said != nil:
		return said.Given, true
	case field == "email_public":
		return m.EmailPublic, true
	case field == "phone_public":
		return m.PhonePublic, true
	}
	return false, false
}

// tookBack says whether a member took back themselves what they had agreed to: only
// they agree to it again, or a host to whom they say so.
func (k *known) tookBack(m *community.Member, field string) bool {
	yes, ok := agrees(m, field)
	by, _ := k.stamps.by(community.KindMember, field)
	return ok && !yes && by.ID == m.ID && (by.Kind == community.ActorProven || by.Kind == community.ActorClaimed)
}

// unmade is what a record becomes that is to be no more, for those that have a
// word for it; others are erased.
var unmade = map[community.Kind]community.Field{
	community.KindPost:     {Name: "closed", Value: "yes"},
	community.KindThankYou: {Name: "void", Value: "yes"},
	community.KindCheer:    {Name: "void", Value: "yes"},
	community.KindEvent:    {Name: "cancelled", Value: "yes"},
	community.KindNotice:   {Name: "void", Value: "yes"},
	community.KindVisitor:  {Name: "void", Value: "yes"},
	community.KindCard:     {Name: "revoked", Value: "yes"},
	community.KindHost:     {Name: "revoked", Value: "yes"},
}

// unmake takes away a record that the act made. changes are the values that it
// was made with, nil where they are not known.
func (u *undoing) unmake(kind community.Kind, id community.ID, changes map[string][2]string) error {
	old, err := u.load(kind, id)
	if err != nil {
		return err
	}
	if !old.known || old.erased {
		return nil // it is gone already
	}
	if kind == community.KindScreen {
		u.leave(kind, id, "", "a screen is let go with kettled screen revoke")
		return nil
	}
	if f, ok := unmade[kind]; ok {
		now, err := u.value(&old, community.Change{Kind: kind, ID: id, Field: f.Name})
		if err != nil || now == f.Value {
			return err
		}
		u.did.Back = append(u.did.Back, Put{kind, id, ""})
		return u.put(kind, id, []community.Field{f})
	}
	if kind == community.KindIntroduction { // there is one of any two, for ever: it goes back to saying nothing
		for _, whose := range tables[kind].owners {
			delete(changes, whose)
		}
		return u.putBack(kind, id, changes)
	}
	why, err := u.sinceMade(kind, id, &old, changes)
	if err != nil {
		return err
	}
	if why != "" {
		u.leave(kind, id, "", why)
		return nil
	}
	u.did.Back = append(u.did.Back, Put{kind, id, ""})
	return u.take([]community.Change{{Kind: kind, ID: id, Erase: true, Actor: u.actor}}, true)
}

// sinceMade says what has happened to a record since the act made it, "" for
// nothing that was not taken back.
func (u *undoing) sinceMade(kind community.Kind, id community.ID, old *known, changes map[string][2]string) (string, error) {
	owned, err := u.owned(id)
	if err != nil {
		return "", err
	}
	for _, o := range owned {
		if o.kind != community.KindValues {
			return "something is theirs by now, such as a visit", nil
		}
	}
	later, err := readValues(u.ctx, u.tx, `WHERE about = ? AND act_id <> ? ORDER BY at, id`, id, u.act.ID)
	if err != nil {
		return "", err
	}
	made := map[string]string{} // what fields were that an act changed since
	for i := range later {
		fields, err := changesIn(&later[i])
		if err != nil {
			return "", err
		}
		for field, f := range fields {
			if _, ok := made[field]; !ok {
				made[field] = f[0]
			}
		}
	}
	for field, f := range changes {
		made[field] = f[1]
	}
	t := tables[kind]
	for _, field := range old.stamps.fields(t) {
		was, known := made[field]
		now, err := u.value(old, community.Change{Kind: kind, ID: id, Field: field})
		if err != nil {
			return "", err
		}
		byOther := old.stamps.of(t.place(field), field).Actor != u.act.By.String()
		if known && now != was || !known && (byOther || changes != nil && now != "") {
			return "somebody changed it since", nil
		}
	}
	return "", nil
}

// takenBack names the members whom an import made and who went when it was taken
// back. Nobody asked for them to stay away: a file may bring them again, under
// new IDs. Of none of them is it true that they left.
func (w *writer) takenBack() (map[community.ID]bool, error) {
	lists, err := readValues(w.ctx, w.tx, "WHERE about IS NULL AND kind = 'member' AND made = 0")
	if err != nil {
		return nil, err
	}
	out := map[community.ID]bool{}
	for i := range lists {
		ids, err := listedIn(&lists[i])
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			out[id] = false
		}
	}
	return out, nil
}

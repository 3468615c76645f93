package store

import (
	"cmp"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kettle/internal/community"
)

// What acts are called, where the records that changed do not say it.
const (
	actAdd     = "add"
	actConsent = "consent"
	actEdit    = "edit"
	actErase   = "erase"
	actImport  = "import"
	actLeft    = "left"
	actMerge   = "merge"
	actPause   = "pause"
	actRoll    = "roll" // the fire roll was shown or printed; nothing changed
	actUndo    = "undo"
)

// madeAtOnce is how many records of an import one Values lists.
const madeAtOnce = 1000

// secret is what Values hold instead of what nobody is to read there.
const secret = "changed"

// secrets are the fields that no history keeps.
var secrets = map[community.Kind][]string{
	community.KindHost:    {"pin_hash"},
	community.KindCard:    {"hash"},
	community.KindVisitor: {"name", "company", "detail"},
}

func isSecret(kind community.Kind, field string) bool { return slices.Contains(secrets[kind], field) }

// acting collects what a transaction changes, for the history of acts.
type acting struct {
	what    string // "" for what the changes say themselves
	undoes  community.ID
	changed map[touch]*changed
	order   []*changed
	made    map[community.Kind][]community.ID // by an import
	erased  map[touch]bool
}

// changed is one record that a transaction changes.
type changed struct {
	touch
	owners []community.ID
	made   bool
	fields map[string]*[2]string // before and after
}

// historical says whether the history tells of changes to the record by who acts
// now: by a host, an import, somebody proven, or a member of themselves.
func (w *writer) historical(kind community.Kind, id community.ID, owners []community.ID) bool {
	switch kind {
	case community.KindVisit, community.KindComing, community.KindAct, community.KindValues, community.KindCount:
		return false
	}
	if tables[kind] == nil {
		return false
	}
	switch w.actor.Kind {
	case community.ActorHost, community.ActorImport, community.ActorProven:
		return true
	case community.ActorClaimed:
		who := w.actor.ID
		return !who.IsZero() && (kind == community.KindMember && id == who || kind == community.KindProposal && slices.Contains(owners, who))
	}
	return false
}

// remember notes what a change made here replaces, before it is written.
func (w *writer) remember(old *known, won []community.Change) error {
	first := &won[0]
	if !w.historical(first.Kind, first.ID, first.Owners) {
		return nil
	}
	a := &w.acting
	t := touch{first.Kind, first.ID}
	c := a.changed[t]
	if c == nil {
		made := !old.known && first.Kind != community.KindSpace
		if made && w.actor.Kind == community.ActorImport {
			if a.made == nil {
				a.made = map[community.Kind][]community.ID{}
			}
			a.made[t.kind] = append(a.made[t.kind], t.id)
			return nil
		}
		c = &changed{touch: t, made: made, owners: first.Owners, fields: map[string]*[2]string{}}
		if a.changed == nil {
			a.changed = map[touch]*changed{}
		}
		a.changed[t] = c
		a.order = append(a.order, c)
	}
	for _, change := range won {
		if f := c.fields[change.Field]; f != nil {
			f[1] = change.Value
			continue
		}
		before := ""
		if old.known {
			var err error
			if before, err = w.value(old, change); err != nil {
				return err
			}
		}
		c.fields[change.Field] = &[2]string{before, change.Value}
	}
	return nil
}

// leaveOut keeps what was changed of a record out of the history.
func (a *acting) leaveOut(t touch) {
	delete(a.changed, t)
	a.order = slices.DeleteFunc(a.order, func(c *changed) bool { return c.touch == t })
}

// rememberErased notes that somebody erased a record.
func (w *writer) rememberErased(kind community.Kind, id community.ID) {
	if !w.historical(kind, id, nil) {
		return
	}
	if w.acting.erased == nil {
		w.acting.erased = map[touch]bool{}
	}
	w.acting.erased[touch{kind, id}] = true
}

// writeAct writes the entry of the chain for what was collected, and its Values.
// An act that changed nothing leaves none, but for a look at the fire roll.
func (w *writer) writeAct(actor community.Actor) error {
	all, err := w.allValues()
	if err != nil || len(all) == 0 && len(w.acting.erased) == 0 && w.acting.what != actRoll {
		return err
	}
	w.actor = actor
	act := community.Act{
		ID: newID(), Screen: w.db.file.screen, Number: 1, At: time.UnixMilli(w.wall).UTC(), By: actor,
		What: w.whatActed(), Undoes: w.acting.undoes,
	}
	err = w.tx.QueryRowContext(w.ctx, `SELECT CAST(number AS INTEGER), hash FROM acts
		WHERE screen = ? ORDER BY CAST(number AS INTEGER) DESC LIMIT 1`, strconv.FormatInt(act.Screen, 10)).Scan(&act.Number, &act.Before)
	switch {
	case errors.Is(err, sql.ErrNoRows):
	case err != nil:
		return fmt.Errorf("read the last act: %w", err)
	default:
		act.Number++
	}
	var sums strings.Builder
	for _, v := range all {
		v.values.ActID, v.values.At = act.ID, act.At
		sums.WriteString(v.values.Sum())
		if err := w.create(community.KindValues, v.values.ID, v.values.Fields(), v.owners...); err != nil {
			return err
		}
	}
	act.Sums, act.Digest = sums.String(), community.SumsDigest(sums.String())
	const most = community.MostSums * community.SumLength
	for rest := act.Sums[min(most, len(act.Sums)):]; rest != ""; {
		n := min(most, len(rest))
		v := community.Values{ID: newID(), ActID: act.ID, Kind: community.KindAct, Changes: rest[:n], At: act.At}
		if err := w.create(community.KindValues, v.ID, v.Fields()); err != nil {
			return err
		}
		rest = rest[n:]
	}
	act.Sums = act.Sums[:min(most, len(act.Sums))]
	act.Hash = act.Seal()
	return w.create(community.KindAct, act.ID, act.Fields())
}

// owning are Values with whom they go.
type owning struct {
	values community.Values
	owners []community.ID
}

// allValues makes the Values of what was collected. What is of somebody who is
// erased by the same act is left out.
func (w *writer) allValues() ([]owning, error) {
	var all []owning
	for _, c := range w.acting.order {
		owners, err := w.ownersOf(c)
		if err != nil {
			return nil, err
		}
		gone := w.acting.erased[c.touch] || slices.ContainsFunc(owners, func(o community.ID) bool {
			return w.acting.erased[touch{community.KindMember, o}]
		})
		text, err := c.text()
		if err != nil {
			return nil, err
		}
		if gone || text == "" {
			continue
		}
		all = append(all, owning{community.Values{ID: newID(), Kind: c.kind, About: c.id, Made: c.made, Salt: newSalt(), Changes: text}, owners})
	}
	lists := func(ids []community.ID, kind community.Kind, made bool) error {
		for some := range slices.Chunk(ids, madeAtOnce) {
			text, err := json.Marshal(some)
			if err != nil {
				return fmt.Errorf("list records: %w", err)
			}
			all = append(all, owning{community.Values{ID: newID(), Kind: kind, Made: made, Salt: newSalt(), Changes: string(text)}, nil})
		}
		return nil
	}
	for kind, ids := range w.acting.made {
		if err := lists(ids, kind, true); err != nil {
			return nil, err
		}
	}
	if w.acting.what != actUndo {
		return all, nil
	}
	taken := map[community.Kind][]community.ID{}
	for t := range w.acting.erased {
		taken[t.kind] = append(taken[t.kind], t.id)
	}
	for kind, ids := range taken {
		if err := lists(ids, kind, false); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func newSalt() string {
	var b [16]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// ownersOf names the members whose erasure takes along what was changed of a
// record.
func (w *writer) ownersOf(c *changed) ([]community.ID, error) {
	if c.kind == community.KindMember {
		return []community.ID{c.id}, nil
	}
	if len(c.owners) > 0 || len(tables[c.kind].owners) == 0 {
		return c.owners, nil
	}
	owners, err := readOwners(w.ctx, w.tx, "kind = ? AND id = ?", []any{string(c.kind), c.id})
	return owners[c.touch], err
}

// text writes what changed, "" for nothing.
func (c *changed) text() (string, error) {
	out := map[string][2]string{}
	for field, f := range c.fields {
		if f[0] == f[1] {
			continue
		}
		out[field] = *f
		if isSecret(c.kind, field) {
			hide := func(v string) string {
				if v == "" {
					return ""
				}
				return secret
			}
			out[field] = [2]string{hide(f[0]), hide(f[1])}
		}
	}
	if len(out) == 0 {
		return "", nil
	}
	text, err := json.Marshal(out)
	if err != nil {
		return "", fmt.Errorf("write what was changed: %w", err)
	}
	return string(text), nil
}

// whatActed is a word for what was collected.
func (w *writer) whatActed() string {
	a := &w.acting
	switch {
	case a.what != "":
		return a.what
	case w.actor.Kind == community.ActorImport:
		return actImport
	case len(a.erased) > 0:
		return actErase
	}
	words := map[string]bool{}
	for _, c := range a.order {
		if word := c.word(); word != "" {
			words[word] = true
		}
	}
	if len(words) != 1 {
		return actEdit
	}
	for word := range words {
		return word
	}
	return actEdit
}

// word is what was done to one record, "" for nothing.
func (c *changed) word() string {
	if c.kind != community.KindMember {
		return string(c.kind)
	}
	if c.made {
		return actAdd
	}
	consents := (&community.Member{}).Consents()
	word := ""
	for field, f := range c.fields {
		if f[0] == f[1] {
			continue
		}
		switch {
		case field == "state" && f[1] == community.StateLeft:
			return actLeft
		case field == "state" && f[1] == community.StatePaused:
			return actPause
		case consents[field] != nil:
			word = cmp.Or(word, actConsent)
		default:
			word = actEdit
		}
	}
	return word
}

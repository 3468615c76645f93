package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

// Done is an act as hosts read it.
type Done struct {
	community.Act
	Who    string // "Jo", "Ada Okafor", "an import"; "a host" for the command line
	About  []About
	Many   int  // records that an import made, which About does not name
	Undone bool // somebody took it back
}

// Known says whether what the act changed is known still: not after 30 days, and not
// once it is all erased.
func (d *Done) Known() bool { return len(d.About)+d.Many > 0 }

// May says whether the act can be taken back at that time.
func (d *Done) May(now time.Time) bool {
	return !d.Undone && canUndo(d.What) && d.Known() && now.Sub(d.At) <= keepFor
}

// About is one record that an act changed.
type About struct {
	Kind   community.Kind
	ID     community.ID
	Name   string // "" where it has none, or is gone
	Made   bool
	Fields map[string][2]string // before and after
}

// Acts lists what was done to the space at or after since, the newest first, at
// most limit; 0 is no limit. Names are those of now.
func (db *DB) Acts(ctx context.Context, since time.Time, limit int) ([]Done, error) {
	if limit <= 0 {
		limit = -1
	}
	return db.done(ctx, community.ID{}, "WHERE at >= ? ORDER BY at DESC, id DESC LIMIT ?", since.UnixMilli(), limit)
}

// ActsOf lists what was done at or after since to one member's record and to all
// that is theirs, the newest first, at most limit, 0 for no limit, as far as the
// values before and after are kept. What an act did to others, too, is left out.
func (db *DB) ActsOf(ctx context.Context, member community.ID, since time.Time, limit int) ([]Done, error) {
	if limit <= 0 {
		limit = -1
	}
	return db.done(ctx, member, `WHERE at >= ?3 AND id IN (
			SELECT act_id FROM act_values WHERE about = ?1 OR about IN (SELECT id FROM hosts WHERE member_id = ?1)
			UNION SELECT v.act_id FROM owners o JOIN act_values v ON v.id = o.id WHERE o.owner_id = ?1 AND o.kind = 'act_values'
			UNION SELECT act_id FROM act_values WHERE about IS NULL AND kind = 'member' AND instr(changes, ?2) > 0)
		ORDER BY at DESC, id DESC LIMIT ?4`, member, member.String(), since.UnixMilli(), limit)
}

// valuesOf reads the values of an act; with a member only those that are theirs.
func valuesOf(ctx context.Context, q query, act, member community.ID) ([]community.Values, error) {
	if member.IsZero() {
		return readValues(ctx, q, "WHERE act_id = ? ORDER BY id", act)
	}
	return readValues(ctx, q, `WHERE act_id = ?1 AND (about = ?2 OR about IN (SELECT id FROM hosts WHERE member_id = ?2)
			OR EXISTS (SELECT 1 FROM owners o WHERE o.owner_id = ?2 AND o.kind = 'act_values' AND o.id = act_values.id)
			OR about IS NULL AND kind = 'member' AND instr(changes, ?3) > 0)
		ORDER BY id`, act, member, member.String())
}

// Act gives one act; community.ErrNotFound for one that is not there.
func (db *DB) Act(ctx context.Context, id community.ID) (Done, error) {
	list, err := db.done(ctx, community.ID{}, "WHERE id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("act %s: %w", id, community.ErrNotFound)
	}
	if err != nil {
		return Done{}, err
	}
	return list[0], nil
}

// done reads acts for which the condition holds with what people ask of them; with
// a member only what they did to what is theirs.
func (db *DB) done(ctx context.Context, member community.ID, where string, args ...any) ([]Done, error) {
	tx, err := db.read().BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read the history: %w", err)
	}
	defer tx.Rollback()
	acts, err := readActs(ctx, tx, where, args...)
	if err != nil {
		return nil, err
	}
	list := make([]Done, len(acts))
	for i := range acts {
		d := &list[i]
		d.Act = acts[i]
		if d.Undone, err = isUndone(ctx, tx, d.ID); err != nil {
			return nil, err
		}
		if err := d.readAbout(ctx, tx, member); err != nil {
			return nil, err
		}
	}
	names, err := readNames(ctx, tx, namedIn(list))
	if err != nil {
		return nil, err
	}
	for i := range list {
		d := &list[i]
		d.Who = names.who(d.By)
		for k := range d.About {
			a := &d.About[k]
			a.Name = names.of(a.Kind, a.ID, a.Fields)
		}
	}
	return list, nil
}

// readAbout reads what an act changed, without names; with a member only of what is
// theirs.
func (d *Done) readAbout(ctx context.Context, q query, member community.ID) error {
	values, err := valuesOf(ctx, q, d.ID, member)
	if err != nil {
		return err
	}
	for k := range values {
		v := &values[k]
		many, err := listedIn(v)
		if err != nil {
			return err
		}
		if !member.IsZero() { // the list of an import has others, too
			many = many[:min(len(many), 1)]
		}
		d.Many += len(many)
		fields, err := changesIn(v)
		if err != nil {
			return err
		}
		if !v.About.IsZero() {
			d.About = append(d.About, About{Kind: v.Kind, ID: v.About, Made: v.Made, Fields: fields})
		}
	}
	return nil
}

// isUndone says whether an act was taken back, and that was not taken back in
// its turn.
func isUndone(ctx context.Context, q query, act community.ID) (bool, error) {
	by, err := readActs(ctx, q, "WHERE undoes = ?", act)
	if err != nil {
		return false, err
	}
	for i := range by {
		again, err := isUndone(ctx, q, by[i].ID)
		if err != nil || !again {
			return err == nil, err
		}
	}
	return false, nil
}

// names are those of hosts, members and what else has one.
type names map[touch]string

// named are the columns that hold names.
var named = map[community.Kind]string{
	community.KindMember: "name", community.KindHost: "name", community.KindScreen: "name", community.KindEvent: "title",
	community.KindNotice: "words", community.KindSpace: "name", community.KindVisitor: "name",
}

// namedIn lists the records that acts may be told with, by kind.
func namedIn(list []Done) map[community.Kind][]any {
	seen := map[touch]bool{}
	out := map[community.Kind][]any{}
	add := func(kind community.Kind, id community.ID) {
		if t := (touch{kind, id}); named[kind] != "" && !id.IsZero() && !seen[t] {
			seen[t] = true
			out[kind] = append(out[kind], id)
		}
	}
	for i := range list {
		add(community.KindHost, list[i].By.ID)
		add(community.KindMember, list[i].By.ID)
		for _, a := range list[i].About {
			add(a.Kind, a.ID)
			for _, f := range a.Fields {
				if member, err := community.ParseID(f[1]); err == nil {
					add(community.KindMember, member)
				}
			}
		}
	}
	return out
}

// readNames reads the names of records.
func readNames(ctx context.Context, q query, of map[community.Kind][]any) (names, error) {
	out := names{}
	for kind, ids := range of {
		for some := range slices.Chunk(ids, 500) {
			marks := strings.Repeat(", ?", len(some))[2:]
			if err := out.read(ctx, q, kind, "SELECT id, "+named[kind]+" FROM "+tables[kind].name+" WHERE id IN ("+marks+")", some); err != nil {
				return nil, fmt.Errorf("read names: %w", err)
			}
		}
	}
	return out, nil
}

func (n names) read(ctx context.Context, q query, kind community.Kind, text string, args []any) error {
	rows, err := q.QueryContext(ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id community.ID
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		n[touch{kind, id}] = name
	}
	return rows.Err()
}

// who names an actor for people.
func (n names) who(a community.Actor) string {
	for _, kind := range []community.Kind{community.KindHost, community.KindMember} {
		if name := n[touch{kind, a.ID}]; name != "" && !a.ID.IsZero() {
			return name
		}
	}
	switch {
	case a.Kind == community.ActorImport:
		return "an import"
	case a.Kind == community.ActorHost && a.ID.IsZero():
		return "a host"
	case a.Kind == community.ActorHost:
		return "a host who is gone"
	}
	return "a member who is gone"
}

// of names a record: by its own name, or that of the member whose it is.
func (n names) of(kind community.Kind, id community.ID, fields map[string][2]string) string {
	if name := n[touch{kind, id}]; name != "" {
		return name
	}
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		if member, err := community.ParseID(fields[field][1]); err == nil && n[touch{community.KindMember, member}] != "" {
			return n[touch{community.KindMember, member}]
		}
	}
	return ""
}

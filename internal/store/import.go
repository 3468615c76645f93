package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kettle/internal/community"
)

// ImportRow is one member of a file. Only the fields named in Present are in
// the file; a member who is here already keeps the others.
type ImportRow struct {
	Line    int
	Member  community.Member
	Present []string
}

// ImportOptions say how to take in a file.
type ImportOptions struct {
	DryRun    bool // report only
	Overwrite bool // take the file's values even where a screen has a newer edit, but for what a member took back themselves
}

// ImportMembers takes in the rows of a file in one transaction. A row is the
// member with its number or, without one, its e-mail address; failing both, the
// name it had in an earlier import. Fields that somebody has edited since, on a
// screen or at the command line, are kept and listed in the report. A member
// who was erased stays so, and the row counts as refused. So does who left long ago and
// was erased for it, unless the file says of the row that it is no such one: then it is a
// new member. A file without states says nothing of who left, as it does not while they
// are still here.
func (db *DB) ImportMembers(ctx context.Context, rows []ImportRow, o ImportOptions) (Report, error) {
	im := &importing{options: o}
	err := db.writing(ctx, community.Actor{Kind: community.ActorImport}, func(w *writer) error {
		im.writer = w
		return im.run(ctx, rows)
	})
	if err != nil {
		return Report{}, fmt.Errorf("import members: %w", err)
	}
	return im.report, nil
}

// importing is one import under way.
type importing struct {
	*writer
	options  ImportOptions
	report   Report
	byID     map[community.ID]*community.Member
	byNumber map[string]*community.Member
	byEmail  map[string]*community.Member
	taken    map[community.ID]bool // by an earlier row
	erased   map[community.ID]bool
	mayAgain map[community.ID]bool // erased, but by nobody's wish; true for who left
	again    map[community.ID]bool // new IDs of these; the same
	rows     map[string]int        // in the file, by key
	places   map[string]*places    // by key
}

func (im *importing) run(ctx context.Context, rows []ImportRow) error {
	members, err := readMembers(im.ctx, im.tx, "")
	if err != nil {
		return err
	}
	im.byID, im.byNumber = map[community.ID]*community.Member{}, map[string]*community.Member{}
	im.byEmail, im.taken = map[string]*community.Member{}, map[community.ID]bool{}
	if err := im.readErased(); err != nil {
		return err
	}
	im.again, im.rows, im.places = map[community.ID]bool{}, map[string]int{}, map[string]*places{}
	for i := range rows {
		im.rows[rowKey(&rows[i].Member)]++
	}
	for i := range members {
		m := &members[i]
		im.byID[m.ID] = m
		im.byNumber[strings.ToLower(m.Number)] = m
		im.byEmail[strings.ToLower(m.Email)] = m
	}
	for i := range rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := im.row(&rows[i]); err != nil {
			return fmt.Errorf("line %d: %w", rows[i].Line, err)
		}
	}
	return nil
}

// find gives the member that the row is of, or the ID for a new one.
func (im *importing) find(m *community.Member) (*community.Member, community.ID) {
	if old := im.byNumber[strings.ToLower(m.Number)]; old != nil && m.Number != "" {
		return old, old.ID
	}
	if old := im.byEmail[strings.ToLower(m.Email)]; old != nil && m.Number == "" && m.Email != "" {
		return old, old.ID
	}
	id := im.place(rowKey(m))
	return im.byID[id], id
}

func (im *importing) row(r *ImportRow) error {
	old, id := im.find(&r.Member)
	im.taken[id] = true
	if old == nil {
		return im.add(id, r)
	}
	next := *old
	for _, field := range r.Present {
		copyField(&next, &r.Member, field)
	}
	if err := im.settleState(old, &next); err != nil {
		return err
	}
	changed, err := im.withoutEdited(old, r, diff(old.Fields(), next.Fields()))
	if err != nil {
		return err
	}
	is := func(name string) func(community.Field) bool {
		return func(f community.Field) bool { return f.Name == name }
	}
	if next.State != old.State && !slices.ContainsFunc(changed, is("state")) { // then nobody left, or is back, by this file
		changed = slices.DeleteFunc(changed, is("left_on"))
	}
	if len(changed) == 0 {
		im.report.Same++
		return nil
	}
	im.report.Changed++
	if im.options.DryRun {
		return nil
	}
	if slices.ContainsFunc(changed, func(f community.Field) bool { return f.Name == "photo" }) {
		im.pictures = append(im.pictures, old.Photo)
	}
	return im.put(community.KindMember, old.ID, changed)
}

func (im *importing) add(id community.ID, r *ImportRow) error {
	m := r.Member
	m.ID, m.Code, m.State = id, cmp.Or(m.Code, newCode()), cmp.Or(m.State, community.StateActive)
	err := im.settleState(&community.Member{}, &m)
	if err != nil {
		return err
	}
	why := "erased"
	left, again := im.again[id]
	switch {
	case im.erased[id], again && m.State == community.StateLeft:
		err = community.ErrErased
	case left && !slices.Contains(r.Present, "state"):
		err, why = community.ErrErased, "left"
	case !im.options.DryRun:
		err = im.create(community.KindMember, id, m.Fields())
	}
	if errors.Is(err, community.ErrErased) {
		im.report.Refused++
		im.report.Kept = append(im.report.Kept, Kept{Line: r.Line, Name: r.Member.Name, Field: why})
		return nil
	}
	im.report.Added++
	return err
}

// withoutEdited leaves out the changes of fields whose newest value was not imported,
// unless the file's are wanted all the same, and reports them. What a member
// agreed to and took back themselves no file gives again.
func (im *importing) withoutEdited(old *community.Member, r *ImportRow, changed []community.Field) ([]community.Field, error) {
	if len(changed) == 0 {
		return nil, nil
	}
	k, err := im.load(community.KindMember, old.ID)
	if err != nil {
		return nil, err
	}
	t := tables[community.KindMember]
	var out []community.Field
	for _, f := range changed {
		g := k.stamps.of(t.place(f.Name), f.Name)
		own := k.tookBack(old, f.Name)
		if !own && (im.options.Overwrite || g == nil || g.Actor == string(community.ActorImport)) {
			out = append(out, f)
			continue
		}
		name, _, _ := strings.Cut(f.Name, ":")
		kept := Kept{Line: r.Line, Name: old.Name, Field: name, Own: own}
		if !slices.Contains(im.report.Kept, kept) {
			im.report.Kept = append(im.report.Kept, kept)
		}
	}
	return out, nil
}

// copyField takes one field of src over to dst. A consent that says the same as
// before keeps its old record of when and how.
func copyField(dst, src *community.Member, field string) {
	if from := src.List(field); from != nil {
		*dst.List(field) = *from
		return
	}
	if to, ok := dst.Consents()[field]; ok {
		if from := src.Consents()[field]; from.Given != to.Given {
			*to = *from
		}
		return
	}
	for _, f := range src.Fields() {
		if f.Name == field {
			_ = dst.Set(field, f.Value) // a value that was set before
		}
	}
}

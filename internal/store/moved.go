package store

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"kettle/internal/community"
)

// moving is one merge of members under way.
type moving struct {
	*writer
	into  map[community.ID]community.ID // whom each who goes becomes
	posts map[community.ID]community.ID // as what each post of theirs goes on
}

// references are the columns that name a member, or a post, and are no owner's.
var references = map[community.Kind][]string{
	community.KindIntroduction: {"asked_by_id"},
	community.KindPost:         {"helper_id"},
	community.KindCheer:        {"post_id"},
}

// name has the values of a record name those who stay.
func (m *moving) name(kind community.Kind, values map[string]string) {
	for _, field := range references[kind] {
		id, err := community.ParseID(values[field])
		if err != nil {
			continue // there is none
		}
		id = cmp.Or(m.into[id], m.posts[id], id)
		if kind == community.KindPost && id.String() == values["member_id"] {
			id = community.ID{} // nobody helps themselves
		}
		values[field] = id.String()
	}
}

// moveHelpers has the quick asks of others name whom their helper became.
func (m *moving) moveHelpers() error {
	for from := range m.into {
		posts, err := readPosts(m.ctx, m.tx, "WHERE helper_id = ?", from)
		if err != nil {
			return err
		}
		for i := range posts {
			p := &posts[i]
			if _, goes := m.into[p.MemberID]; goes {
				continue // it goes on as another
			}
			values := map[string]string{"member_id": p.MemberID.String(), "helper_id": from.String()}
			m.name(community.KindPost, values)
			if err := m.put(community.KindPost, p.ID, []community.Field{{Name: "helper_id", Value: values["helper_id"]}}, p.MemberID); err != nil {
				return err
			}
		}
	}
	return nil
}

// pairID is the ID of a record of which there is one of any two, for those that it
// names now; the zero ID for other kinds. old is the ID that it had, and who whose it
// was.
func pairID(kind community.Kind, values map[string]string, old, who community.ID) community.ID {
	switch kind {
	case community.KindIntroduction:
		return naturalID("introduction:" + values["one_id"] + ":" + values["other_id"])
	case community.KindCheer:
		return cheerID(values["member_id"], values["post_id"])
	case community.KindNaming:
		return naturalID("naming:" + values["learner_id"] + ":" + values["member_id"])
	case community.KindComing:
		// An event that takes place once has no time in the ID.
		ms, err := strconv.ParseInt(values["starts_at"], 10, 64)
		if err != nil {
			break
		}
		for _, at := range [...]string{"once", strconv.FormatInt(ms/1000, 10)} {
			key := "coming:" + values["event_id"] + "@" + at + ":"
			if naturalID(key+who.String()) == old {
				return naturalID(key + values["member_id"])
			}
		}
		return newID()
	}
	return community.ID{}
}

// cheerID is the same on every screen for a member and a post.
func cheerID(member, post string) community.ID { return naturalID("cheer:" + post + ":" + member) }

// movePair keeps a record under the ID of the two that it names now. Where there is
// one already, both become one.
func (m *moving) movePair(kind community.Kind, id community.ID, values map[string]string, owners []community.ID) error {
	has, err := m.valuesOf(kind, id)
	if err != nil {
		return err
	}
	if len(has) == 0 {
		return m.create(kind, id, sorted(values), owners...)
	}
	both := joined(kind, has, values)
	return m.put(kind, id, diff(sorted(has), sorted(both)), owners...)
}

// valuesOf reads a record as it stands; nothing for one that is not there.
func (m *moving) valuesOf(kind community.Kind, id community.ID) (map[string]string, error) {
	got, err := readRecords(m.ctx, m.tx, true, "kind = ? AND id = ?", string(kind), id[:])
	if err != nil || len(got) == 0 {
		return nil, err
	}
	values := map[string]string{}
	for _, g := range got[0].Groups {
		maps.Copy(values, g.Fields)
	}
	return values, nil
}

// sorted gives values as fields, by name.
func sorted(values map[string]string) []community.Field {
	fields := make([]community.Field, 0, len(values))
	for _, name := range slices.Sorted(maps.Keys(values)) {
		fields = append(fields, community.Field{Name: name, Value: values[name]})
	}
	return fields
}

// joined makes one of two records of the same pair: what was done is done, what a
// host would rather not stays so, the better known of two names is known, and whoever
// comes keeps what they wrote with either coming.
func joined(kind community.Kind, has, more map[string]string) map[string]string {
	both := maps.Clone(has)
	take := func(fields ...string) {
		for _, f := range fields {
			both[f] = more[f]
		}
	}
	switch kind {
	case community.KindIntroduction:
		for _, f := range [...]string{"done_at", "met_at"} { // whichever was first; both are written with as many digits
			if both[f] == "" || more[f] != "" && more[f] < both[f] {
				take(f)
			}
		}
		both["never"] = cmp.Or(has["never"], more["never"])
		both["not_before"] = max(has["not_before"], more["not_before"])
		if has["asked_by_id"] == "" {
			take("asked_by_id", "asked_at")
		}
		if has["talked"] == "" {
			take("talked", "talked_at")
		}
	case community.KindComing:
		if has["void"] != "" && more["void"] == "" {
			both, more = maps.Clone(more), has
		}
		for _, f := range [...]string{"goal", "went", "asked"} {
			both[f] = cmp.Or(both[f], more[f])
		}
	case community.KindCheer:
		if more["void"] == "" {
			both["void"] = ""
		}
	case community.KindNaming:
		if more["box"] > has["box"] { // one digit
			take("box", "due_on")
		}
	}
	return both
}

package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"kettle/internal/community"
)

func readAll(ctx context.Context, q query, kind community.Kind, where string, args []any, each func(community.ID) record) error {
	return tables[kind].rows(ctx, q, where, args, each)
}

// list reads the records of one kind for which the condition, with its order and
// limit, holds. of gives an empty one of that ID.
func list[T any, P interface {
	*T
	record
}](ctx context.Context, q query, kind community.Kind, of func(id community.ID) T, where string, args ...any,
) ([]T, error) {
	var all []T
	err := readAll(ctx, q, kind, where, args, func(id community.ID) record {
		all = append(all, of(id))
		return P(&all[len(all)-1])
	})
	return all, err
}

// editOne changes one record and keeps the fields that differ then.
// community.ErrNotFound says that there is none. change is told who acts by the
// writer; when it fails, nothing is kept.
func editOne[T any, P interface {
	*T
	Fields() []community.Field
}](ctx context.Context, db *DB, actor community.Actor, kind community.Kind, id community.ID,
	read func(ctx context.Context, q query, where string, args ...any) ([]T, error), change func(w *writer, r P) error,
) error {
	return db.writing(ctx, actor, func(w *writer) error {
		got, err := read(ctx, w.tx, "WHERE id = ?", id)
		if err != nil {
			return err
		}
		if len(got) == 0 {
			return fmt.Errorf("%s %s: %w", strings.ReplaceAll(string(kind), "_", "-"), id, community.ErrNotFound)
		}
		r := P(&got[0])
		old := r.Fields()
		if err := change(w, r); err != nil {
			return err
		}
		return w.put(kind, id, diff(old, r.Fields()))
	})
}

// readMember reads one member, or gives community.ErrNotFound.
func readMember(ctx context.Context, q query, id community.ID) (community.Member, error) {
	got, err := readMembers(ctx, q, "WHERE id = ?", id)
	if err == nil && len(got) == 0 {
		err = fmt.Errorf("member %s: %w", id, community.ErrNotFound)
	}
	if err != nil {
		return community.Member{}, err
	}
	return got[0], nil
}

// readMembers reads the members for which the condition holds, with their
// lists, by name.
func readMembers(ctx context.Context, q query, where string, args ...any) ([]community.Member, error) {
	place := map[community.ID]int{}
	var members []community.Member
	err := readAll(ctx, q, community.KindMember, where, args, func(id community.ID) record {
		place[id] = len(members)
		members = append(members, community.Member{ID: id})
		return &members[len(members)-1]
	})
	if err != nil {
		return nil, err
	}
	tagWhere := ""
	if where != "" {
		tagWhere = "WHERE member_id IN (SELECT id FROM members " + where + ")"
	}
	rows, err := q.QueryContext(ctx, "SELECT member_id, list, tag FROM member_tags "+tagWhere+" ORDER BY member_id, list, rank, tag", args...)
	if err != nil {
		return nil, fmt.Errorf("read member_tags: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id community.ID
		var list, tag string
		if err := rows.Scan(&id, &list, &tag); err != nil {
			return nil, fmt.Errorf("read member_tags: %w", err)
		}
		at, ok := place[id]
		if !ok {
			continue
		}
		if l := members[at].List(list); l != nil {
			*l = append(*l, tag)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read member_tags: %w", err)
	}
	sortMembers(members)
	return members, nil
}

func sortMembers(members []community.Member) {
	slices.SortFunc(members, func(a, b community.Member) int {
		return cmp.Or(community.CompareNames(a.Name, b.Name), slices.Compare(a.ID[:], b.ID[:]))
	})
}

func readVisits(ctx context.Context, q query, where string, args ...any) ([]community.Visit, error) {
	return list(ctx, q, community.KindVisit, func(id community.ID) community.Visit { return community.Visit{ID: id} }, where, args...)
}

func readEvents(ctx context.Context, q query) ([]community.Event, error) {
	return list(ctx, q, community.KindEvent, func(id community.ID) community.Event { return community.Event{ID: id} }, "ORDER BY starts_at, id")
}

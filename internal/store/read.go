package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"kettle/internal/community"
)

func readAll(ctx context.Context, q query, kind community.Kind, where string, args []any, each func(community.ID) record) error {
	return tables[kind].rows(ctx, q, where, args, each)
}

// readMembers reads the members for which the condition holds, with their
// lists, by name.
func readMembers(ctx context.Context, q query, where string, args []any) ([]community.Member, error) {
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
	var visits []community.Visit
	err := readAll(ctx, q, community.KindVisit, where, args, func(id community.ID) record {
		visits = append(visits, community.Visit{ID: id})
		return &visits[len(visits)-1]
	})
	return visits, err
}

func readEvents(ctx context.Context, q query) ([]community.Event, error) {
	var events []community.Event
	err := readAll(ctx, q, community.KindEvent, "ORDER BY starts_at, id", nil, func(id community.ID) record {
		events = append(events, community.Event{ID: id})
		return &events[len(events)-1]
	})
	return events, err
}

package main

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"time"

	"kettle/internal/command"
	"kettle/internal/community"
	"kettle/internal/feed"
	"kettle/internal/match"
	"kettle/internal/search"
	"kettle/internal/step"
	"kettle/internal/store"
	"kettle/kiosk"
)

// hosts is the store as the kiosk's hosts want it.
type hosts struct {
	*store.DB
	step    *step.Keeper
	phone   *phone
	camera  camera
	finder  *match.Finder
	printer string       // ipp://…, "" for none
	feed    *feed.Reader // nil for none
	sticks  []string     // the folders in which sticks are mounted
}

// FindMembers gives the members whose name, number or organisation has the words.
func (h hosts) FindMembers(ctx context.Context, words string) ([]community.ID, error) {
	roll, err := h.Roll(ctx)
	if err != nil {
		return nil, err
	}
	want := strings.Fields(search.Fold(words))
	var first, then []community.ID
	for i := range roll.Members {
		m := &roll.Members[i]
		name := search.Fold(m.Name)
		all := " " + name + " " + search.Fold(m.Number) + " " + search.Fold(m.Organisation)
		has := true
		for _, w := range want {
			has = has && strings.Contains(all, " "+w)
		}
		switch {
		case !has:
		case len(want) > 0 && strings.Contains(" "+name, " "+want[0]):
			first = append(first, m.ID)
		default:
			then = append(then, m.ID)
		}
	}
	return append(first, then...), nil
}

// SaveMember keeps what differs between base and m.
func (h hosts) SaveMember(ctx context.Context, by community.Actor, base, m community.Member) (community.Member, error) {
	if base.ID.IsZero() {
		id, err := h.AddMember(ctx, by, m)
		if err != nil {
			return m, err
		}
		return h.Member(ctx, id)
	}
	ours := community.Differ(base.Fields(), m.Fields())
	err := h.EditMember(ctx, by, base.ID, func(now *community.Member) error {
		theirs := community.Differ(base.Fields(), now.Fields())
		for _, f := range ours {
			same := func(o community.Field) bool { return o.Name == f.Name && o.Value != f.Value }
			if slices.ContainsFunc(theirs, same) {
				return &kiosk.ConflictError{Now: *now}
			}
		}
		return community.SetAll(now.Set, ours)
	})
	if err != nil {
		return m, err
	}
	return h.Member(ctx, base.ID)
}

// Belongings says in words what goes with a member.
func (h hosts) Belongings(ctx context.Context, member community.ID) ([]string, error) {
	return command.Belongings(ctx, h.DB, member)
}

// SaveParcel keeps one.
func (h hosts) SaveParcel(ctx context.Context, by community.Actor, p community.Parcel) error {
	_, err := h.DB.SaveParcel(ctx, by, p)
	return err
}

// SaveNotice keeps one.
func (h hosts) SaveNotice(ctx context.Context, by community.Actor, n community.Notice) error {
	_, err := h.DB.SaveNotice(ctx, by, n)
	return err
}

// SaveSpace keeps what differs between base and s.
func (h hosts) SaveSpace(ctx context.Context, by community.Actor, base, s community.Space) error {
	return h.EditSpace(ctx, by, func(now *community.Space) error {
		return community.SetAll(now.Set, community.Differ(base.Fields(), s.Fields()))
	})
}

// SaveHost keeps what differs between base and next of one who still is a host.
func (h hosts) SaveHost(ctx context.Context, by community.Actor, base, next community.Host, pin string) (community.Host, error) {
	if next.ID.IsZero() {
		return h.DB.SaveHost(ctx, by, next, pin)
	}
	kept, err := h.EditHost(ctx, by, next.ID, func(now *community.Host) error {
		return community.SetAll(now.Set, community.Differ(base.Fields(), next.Fields()))
	}, pin)
	if errors.Is(err, community.ErrNotFound) {
		return next, said{community.ErrNotFound, next.Name + " is no host any more: somebody else changed that a moment ago."}
	}
	return kept, err
}

// Merge makes one of two records of one person.
func (h hosts) Merge(ctx context.Context, by community.Actor, from, into community.ID) error {
	return h.MergeMembers(ctx, by, from, into)
}

// Fresh says whether nobody has made this space yet.
func (h hosts) Fresh(ctx context.Context) (bool, error) {
	space, err := h.Space(ctx)
	if err != nil || space.Name != "" {
		return false, err
	}
	list, err := h.Hosts(ctx)
	if err != nil || len(list) > 0 {
		return false, err
	}
	_, err = h.Link(ctx)
	if errors.Is(err, community.ErrNotFound) {
		return true, nil
	}
	return false, err
}

// zone is the machine's time zone, "UTC" where it does not say.
func zone() string {
	if name := time.Local.String(); name != "Local" && name != "" {
		return name
	}
	to, err := os.Readlink("/etc/localtime")
	if _, name, ok := strings.Cut(to, "/zoneinfo/"); err == nil && ok {
		if _, err := time.LoadLocation(name); err == nil {
			return name
		}
	}
	return "UTC"
}

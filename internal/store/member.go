package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"kettle/internal/community"
	"kettle/internal/search"
)

// Members gives every member, in whatever state, by name. It is shared: do not
// write to it.
func (db *DB) Members(ctx context.Context) ([]community.Member, error) {
	r, err := db.Roll(ctx)
	if err != nil {
		return nil, err
	}
	return r.Members, nil
}

// Member gives one member by ID, or community.ErrNotFound.
func (db *DB) Member(ctx context.Context, id community.ID) (community.Member, error) {
	c := &db.cache
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, err := db.roll(ctx); err != nil {
		return community.Member{}, err
	}
	m, ok := c.byID[id]
	if !ok {
		return community.Member{}, fmt.Errorf("member %s: %w", id, community.ErrNotFound)
	}
	return *m, nil
}

// NamedMember gives the member with that number, code or ID, in this order. It
// is community.ErrNotFound when there is none, and an error in words when a
// number is given to several.
func (db *DB) NamedMember(ctx context.Context, name string) (community.Member, error) {
	members, err := db.Members(ctx)
	if err != nil {
		return community.Member{}, err
	}
	name = strings.TrimSpace(name)
	same := func(get func(*community.Member) string) (found []community.Member) {
		for i := range members {
			if v := get(&members[i]); v != "" && strings.EqualFold(v, name) {
				found = append(found, members[i])
			}
		}
		return found
	}
	for _, get := range []func(*community.Member) string{
		func(m *community.Member) string { return m.Number },
		func(m *community.Member) string { return m.Code },
		func(m *community.Member) string { return m.ID.String() },
	} {
		switch found := same(get); len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			return community.Member{}, fmt.Errorf("%d members have the number %s: name one by code or ID", len(found), name)
		}
	}
	return community.Member{}, fmt.Errorf("member %q: %w", name, community.ErrNotFound)
}

// AddMember keeps a new member under a new ID, which it returns, with a code
// for the phone page.
func (db *DB) AddMember(ctx context.Context, actor community.Actor, m community.Member) (community.ID, error) {
	if err := m.Validate(); err != nil {
		return community.ID{}, err
	}
	m.ID = newID()
	m.Code = cmp.Or(m.Code, newCode())
	m.State = cmp.Or(m.State, community.StateActive)
	err := db.writing(ctx, actor, func(w *writer) error {
		if err := w.settleState(&community.Member{}, &m); err != nil {
			return err
		}
		return w.create(community.KindMember, m.ID, m.Fields())
	})
	if err != nil {
		return community.ID{}, fmt.Errorf("add a member: %w", err)
	}
	return m.ID, nil
}

// EditMember changes the fields of a member that change turns into others, and
// only those, so that an edit of another field elsewhere is kept, too. Whoever
// becomes one who left does so today, by the space's day. What change returns is
// returned.
func (db *DB) EditMember(ctx context.Context, actor community.Actor, id community.ID, change func(*community.Member) error) error {
	return db.writing(ctx, actor, func(w *writer) error {
		old, err := readMember(ctx, w.tx, id)
		if err != nil {
			return err
		}
		m := old
		if err := change(&m); err != nil {
			return err
		}
		if err := m.Validate(); err != nil {
			return err
		}
		if err := w.settleState(&old, &m); err != nil {
			return err
		}
		if m.Photo != old.Photo {
			w.pictures = append(w.pictures, old.Photo)
		}
		return w.put(community.KindMember, id, diff(old.Fields(), m.Fields()))
	})
}

// ProfileByCode gives what a phone may see of the member whose code it is, or
// community.ErrNotFound, as on a wall that shows nobody.
func (db *DB) ProfileByCode(ctx context.Context, code string) (community.Profile, error) {
	members, err := db.Members(ctx)
	if err != nil {
		return community.Profile{}, err
	}
	_, stale, err := db.asWall(ctx)
	if err != nil {
		return community.Profile{}, err
	}
	for i := range members {
		if !stale && strings.EqualFold(members[i].Code, code) && code != "" {
			if p, ok := members[i].Profile(community.Phone); ok {
				return p, nil
			}
		}
	}
	return community.Profile{}, community.ErrNotFound
}

// Find gives the members that somebody at the kiosk may find with these words.
func (db *DB) Find(ctx context.Context, words string, limit int) ([]community.Match, error) {
	r, index, byID, err := db.indexed(ctx)
	if err != nil {
		return nil, err
	}
	now := db.now()
	var here map[community.ID]bool
	if r.Space.OpenAt(now) {
		here = r.HereAt(now)
	}
	var out []community.Match
	for _, f := range index.Find(words, r.Space.SearchMode, limit) {
		p, ok := byID[f.ID].Profile(community.Self)
		if !ok {
			continue
		}
		out = append(out, community.Match{Profile: p.WithPresence(here[f.ID]), Exact: f.Exact})
	}
	return out, nil
}

// indexed gives the roll with an index of its members. That is made at the first
// search, since a wall never searches and is to be seen early; whoever reads the
// roll meanwhile does not wait for it.
func (db *DB) indexed(ctx context.Context) (*community.Roll, *search.Index, map[community.ID]*community.Member, error) {
	c := &db.cache
	c.mu.Lock()
	r, err := db.roll(ctx)
	index, byID, generation := c.index, c.byID, c.generation
	c.mu.Unlock()
	if err != nil || index != nil {
		return r, index, byID, err
	}
	c.indexing.Lock()
	defer c.indexing.Unlock()
	c.mu.Lock()
	index, same := c.index, c.generation == generation
	c.mu.Unlock()
	if index != nil && same { // made while this search waited
		return r, index, byID, nil
	}
	index = search.New(r.Members)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.generation == generation {
		c.index = index
	}
	return r, index, byID, nil
}

// newCode makes the 8 letters and digits of a member's phone page.
func newCode() string { return codeOf(8) }

// codeOf makes a code of so many letters and digits.
func codeOf(length int) string {
	const letters = community.CodeLetters
	code := make([]byte, 0, length)
	var b [1]byte
	for len(code) < cap(code) {
		rand.Read(b[:])
		if int(b[0]) < 256/len(letters)*len(letters) { // every letter equally likely
			code = append(code, letters[int(b[0])%len(letters)])
		}
	}
	return string(code)
}

package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"kettle/internal/calendar"
	"kettle/internal/community"
	"kettle/internal/search"
)

// cache keeps what Roll and Find read, so that a check-in does not read 10,000
// members again. A commit names the records that changed; the next read fetches
// just those.
type cache struct {
	indexing sync.Mutex // held while an index is made, before mu

	mu         sync.Mutex // above all that follows
	stale      map[community.Kind]map[community.ID]bool
	loaded     bool
	space      community.Space
	members    []community.Member                 // by name; replaced, never written to
	byID       map[community.ID]*community.Member // of members
	index      *search.Index                      // of members; nil until somebody searches
	generation int                                // counts the lists of members
	open       []community.Visit
	visitors   []community.Visitor // who are in
	posts      []community.Post
	thanks     []community.ThankYou
	cheers     []community.Cheer
	met        []community.Introduction
	events     []community.Event
	notices    []community.Notice
	week       []community.Occasion
	comings    []community.Coming // those taken back left out
	day        string             // for which week was made
}

// forget marks records as changed.
func (c *cache) forget(touched []touch) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stale == nil {
		c.stale = map[community.Kind]map[community.ID]bool{}
	}
	for _, t := range touched {
		if c.stale[t.kind] == nil {
			c.stale[t.kind] = map[community.ID]bool{}
		}
		c.stale[t.kind][t.id] = true
	}
}

// Roll gives all that a host knows, as of the last commit. It is shared: do not
// write to it.
func (db *DB) Roll(ctx context.Context) (*community.Roll, error) {
	c := &db.cache
	c.mu.Lock()
	defer c.mu.Unlock()
	return db.roll(ctx)
}

// Seen gives what the audience may see, now.
func (db *DB) Seen(ctx context.Context, a community.Audience) (*community.Seen, error) {
	r, err := db.Roll(ctx)
	if err != nil {
		return nil, err
	}
	seen := r.Seen(a, db.now())
	wall, stale, err := db.asWall(ctx)
	if err != nil {
		return nil, err
	}
	if wall {
		seen.Occasions = withoutPlaces(seen.Occasions)
	}
	if stale {
		return &community.Seen{Space: seen.Space, At: seen.At, Occasions: seen.Occasions, Stale: true}, nil
	}
	return seen, nil
}

// asWall says whether these data are a wall's, and whether it has not heard of its hub
// for so long that it shows nobody.
func (db *DB) asWall(ctx context.Context) (wall, stale bool, err error) {
	link, err := db.Link(ctx)
	switch {
	case errors.Is(err, community.ErrNotFound):
		return false, false, nil
	case err != nil:
		return false, false, err
	case link.Role != community.RoleWall:
		return false, false, nil
	}
	return true, !link.MetAt.IsZero() && db.now().Sub(link.MetAt) > community.StaleAfter, nil
}

// withoutPlaces gives the occasions as a wall knows them, which is told of nobody
// that they come: it cannot say how many places are left.
func withoutPlaces(all []community.Occasion) []community.Occasion {
	all = slices.Clone(all)
	for i := range all {
		all[i].Coming = -1
	}
	return all
}

// Space gives the space's own words.
func (db *DB) Space(ctx context.Context) (community.Space, error) {
	r, err := db.Roll(ctx)
	if err != nil {
		return community.Space{}, err
	}
	return r.Space, nil
}

// roll brings the cache up to date; the caller holds its lock.
func (db *DB) roll(ctx context.Context) (*community.Roll, error) {
	c := &db.cache
	read := db.read()
	tx, err := read.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("begin to read: %w", err)
	}
	defer tx.Rollback()
	now := db.now()
	if err := c.refresh(ctx, tx, read.space, now); err != nil {
		c.loaded = false // half refreshed: read everything next time
		return nil, err
	}
	if day := c.space.Day(now); day != c.day || c.week == nil {
		local := c.space.Local(now)
		start := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, local.Location())
		c.week = calendar.Occasions(c.events, start, start.AddDate(0, 0, 7), local.Location())
		if c.week = community.Counted(c.week, c.comings); c.week == nil {
			c.week = []community.Occasion{}
		}
		c.day = day
	}
	return &community.Roll{
		Space: c.space, Members: c.members, Open: c.open, Visitors: c.visitors, Posts: c.posts, Thanks: c.thanks, Cheers: c.cheers, Met: c.met, Occasions: c.week, Notices: c.notices,
	}, nil
}

func (c *cache) refresh(ctx context.Context, q query, space community.ID, now time.Time) error {
	all := !c.loaded
	dirty := func(k community.Kind) bool { return all || len(c.stale[k]) > 0 }
	if dirty(community.KindSpace) {
		s, err := readSpace(ctx, q, space)
		if err != nil {
			return err
		}
		c.space, c.day = s, ""
	}
	if dirty(community.KindMember) {
		if err := c.refreshMembers(ctx, q, all); err != nil {
			return err
		}
	}
	if dirty(community.KindVisit) {
		open, err := readVisits(ctx, q, openVisits)
		if err != nil {
			return err
		}
		c.open = open
	}
	if dirty(community.KindVisitor) {
		in, err := readVisitors(ctx, q, visitorsIn)
		if err != nil {
			return err
		}
		c.visitors = in
	}
	if dirty(community.KindPost) {
		posts, err := readPosts(ctx, q, "WHERE closed = 0 OR helper_id IS NOT NULL AND made_at >= ? ORDER BY made_at DESC, id", now.Add(-community.Lately).UnixMilli())
		if err != nil {
			return err
		}
		c.posts = posts
	}
	if dirty(community.KindThankYou) {
		thanks, err := readThanks(ctx, q, "WHERE void = 0 ORDER BY said_at DESC, id LIMIT 1000")
		if err != nil {
			return err
		}
		c.thanks = thanks
	}
	if dirty(community.KindCheer) {
		cheers, err := readCheers(ctx, q, "WHERE void = 0 ORDER BY id")
		if err != nil {
			return err
		}
		c.cheers = cheers
	}
	if dirty(community.KindIntroduction) {
		met, err := readIntroductions(ctx, q, "ORDER BY id")
		if err != nil {
			return err
		}
		c.met = met
	}
	if dirty(community.KindEvent) {
		events, err := readEvents(ctx, q)
		if err != nil {
			return err
		}
		c.events, c.day = events, ""
	}
	if dirty(community.KindComing) {
		comings, err := readComings(ctx, q, "WHERE void = 0 ORDER BY starts_at, id")
		if err != nil {
			return err
		}
		c.comings, c.day = comings, ""
	}
	if dirty(community.KindNotice) {
		notices, err := readNotices(ctx, q, `WHERE void = 0 ORDER BY "from", id`)
		if err != nil {
			return err
		}
		c.notices = notices
	}
	c.loaded, c.stale = true, nil
	return nil
}

// manyChanged is how many members may have changed before it is quicker to read all.
const manyChanged = 200

// refreshMembers reads all members, or those that changed, and keeps the list
// in order and the search index, if there is one, in step.
func (c *cache) refreshMembers(ctx context.Context, q query, all bool) error {
	stale := c.stale[community.KindMember]
	if all || len(stale) > manyChanged {
		members, err := readMembers(ctx, q, "")
		if err != nil {
			return err
		}
		c.keepMembers(members, nil)
		return nil
	}
	var changed []community.Member
	var removed []community.ID
	for id := range stale {
		m, err := readMember(ctx, q, id)
		switch {
		case errors.Is(err, community.ErrNotFound):
			removed = append(removed, id)
		case err != nil:
			return err
		default:
			changed = append(changed, m)
		}
	}
	members := make([]community.Member, 0, len(c.members)+len(changed))
	for _, m := range c.members {
		if !stale[m.ID] {
			members = append(members, m)
		}
	}
	members = append(members, changed...)
	sortMembers(members)
	index := c.index
	if index != nil {
		index = index.With(changed, removed)
	}
	c.keepMembers(members, index)
	return nil
}

// keepMembers puts other members in the place of those known, with their index.
func (c *cache) keepMembers(members []community.Member, index *search.Index) {
	c.members, c.index = members, index
	c.byID = make(map[community.ID]*community.Member, len(members))
	for i := range members {
		c.byID[members[i].ID] = &members[i]
	}
	c.generation++
}

func readCheers(ctx context.Context, q query, where string, args ...any) ([]community.Cheer, error) {
	return list(ctx, q, community.KindCheer, func(id community.ID) community.Cheer { return community.Cheer{ID: id} }, where, args...)
}

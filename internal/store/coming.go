package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"kettle/internal/calendar"
	"kettle/internal/community"
)

// NoPlaceError says why somebody cannot come to an occasion.
type NoPlaceError struct{ why string }

// Error is a clause.
func (e *NoPlaceError) Error() string { return e.why }

// Sentence is what people read.
func (e *NoPlaceError) Sentence() string { return e.why }

// Come keeps that a member comes to one occasion of an event: of that event or
// series, the one that was to be at that time. At an advice surgery slot says when
// their turn begins. Saying so twice is harmless; another slot is a change of mind.
// It is a *NoPlaceError where there is no place, and community.ErrNotFound for an
// occasion that is not, and in another's name.
func (db *DB) Come(ctx context.Context, actor community.Actor, member, event community.ID, of, slot time.Time) (c community.Coming, err error) {
	err = db.writing(ctx, actor, func(w *writer) error {
		if err := w.mayActFor(member); err != nil {
			return err
		}
		who, err := readMember(ctx, w.tx, member)
		if err != nil {
			return err
		}
		if !who.Active() {
			return fmt.Errorf("member %s: %w", member, community.ErrNotFound)
		}
		o, off, err := readOccasion(ctx, w.tx, w.db.file.space, event, of)
		if err != nil {
			return err
		}
		now := db.now().UTC().Truncate(time.Millisecond)
		switch {
		case off:
			return &NoPlaceError{"“" + o.Title + "” is cancelled."}
		case o.Over(now):
			return &NoPlaceError{"“" + o.Title + "” is over."}
		}
		all, err := readComings(ctx, w.tx, "WHERE event_id = ?", o.SeriesID)
		if err != nil {
			return err
		}
		old := community.Coming{ID: comingID(&o, member)}
		rest := slices.DeleteFunc(slices.Clone(all), func(k community.Coming) bool {
			mine := k.MemberID == member && o.Has(&k)
			if mine && (old.MemberID.IsZero() || old.Void) {
				old = k
			}
			return mine
		})
		c = old
		if !c.Void && !c.MemberID.IsZero() && (slot.IsZero() || slot.Equal(c.SlotAt)) && o.Placed(all)[c.ID] {
			return nil
		}
		if err := place(&o, rest, slot); err != nil {
			return err
		}
		c.MemberID, c.EventID, c.StartsAt, c.SlotAt, c.SaidAt = member, o.SeriesID, o.Of, slot.UTC(), now
		if slot.IsZero() {
			c.SlotAt = time.Time{}
		}
		c.Void, c.Seen = false, actor.Kind != community.ActorClaimed
		c.Hear(&o)
		return w.put(community.KindComing, c.ID, diff(old.Fields(), c.Fields()), member)
	})
	if err != nil {
		return community.Coming{}, fmt.Errorf("keep that %s comes: %w", member, err)
	}
	return c, nil
}

// place says whether there is a place at an occasion beside those who come.
func place(o *community.Occasion, all []community.Coming, slot time.Time) error {
	placed := o.Placed(all)
	turns := o.Turns()
	if room := o.Room(); room > 0 && len(placed) >= room {
		if len(turns) > 0 {
			return &NoPlaceError{"Every turn of “" + o.Title + "” is taken. Tell a host, they may find you another day."}
		}
		return &NoPlaceError{"“" + o.Title + "” is full. Tell a host: somebody may give a place back."}
	}
	switch {
	case len(turns) == 0 && slot.IsZero():
		return nil
	case len(turns) == 0:
		return &community.FieldError{Field: "slot", Reason: "is for advice surgeries only"}
	case slot.IsZero():
		return &community.FieldError{Field: "slot", Reason: "is missing: an advice surgery is by turns"}
	case !slices.ContainsFunc(turns, slot.Equal):
		return &community.FieldError{Field: "slot", Reason: "is not when a turn begins"}
	}
	for _, c := range all {
		if placed[c.ID] && c.SlotAt.Equal(slot) {
			return &NoPlaceError{"That turn was just taken. Please choose another."}
		}
	}
	return nil
}

// comingID is the same on every screen for a member and an occasion.
func comingID(o *community.Occasion, member community.ID) community.ID {
	at := "once"
	if !o.Once {
		at = strconv.FormatInt(o.Of.Unix(), 10)
	}
	return naturalID("coming:" + o.SeriesID.String() + "@" + at + ":" + member.String())
}

// StayAway takes a coming back; twice is harmless.
func (db *DB) StayAway(ctx context.Context, actor community.Actor, coming community.ID) error {
	return db.editComing(ctx, actor, coming, func(_ *writer, c *community.Coming) error { c.Void, c.Seen = true, true; return nil })
}

// SeeComing keeps what a member says of a coming when they hear of it, because it was
// said in their name or the occasion was moved: that it stands, or that it does not.
func (db *DB) SeeComing(ctx context.Context, actor community.Actor, coming community.ID, mine bool) error {
	return db.editComing(ctx, actor, coming, func(w *writer, c *community.Coming) error {
		c.Seen, c.Void = true, c.Void || !mine
		o, _, err := readOccasion(w.ctx, w.tx, w.db.file.space, c.EventID, c.StartsAt)
		if errors.Is(err, community.ErrNotFound) {
			return nil // it is in no calendar any more
		}
		c.Hear(&o)
		return err
	})
}

// AwaitPlace keeps that a member who has no place at an occasion waits for one: once they
// have it, they hear of it as of something that they do not know yet.
func (db *DB) AwaitPlace(ctx context.Context, actor community.Actor, coming community.ID) error {
	return db.editComing(ctx, actor, coming, func(_ *writer, c *community.Coming) error {
		c.Seen, c.KnewAt, c.KnewPlace = true, time.Time{}, ""
		return nil
	})
}

// SetGoal keeps what a member of an accountability group set themselves.
func (db *DB) SetGoal(ctx context.Context, actor community.Actor, coming community.ID, goal string) error {
	return db.editComing(ctx, actor, coming, func(_ *writer, c *community.Coming) error { return c.Set("goal", goal) })
}

// SetWent keeps how it went, "" for who would rather not say. They are not asked again.
func (db *DB) SetWent(ctx context.Context, actor community.Actor, coming community.ID, went string) error {
	return db.editComing(ctx, actor, coming, func(_ *writer, c *community.Coming) error {
		c.Asked = true
		if went == "" {
			return nil
		}
		return c.Set("went", went)
	})
}

// AskedComing keeps that a member was asked afterwards, and is not asked again.
func (db *DB) AskedComing(ctx context.Context, actor community.Actor, coming community.ID) error {
	return db.editComing(ctx, actor, coming, func(_ *writer, c *community.Coming) error { c.Asked = true; return nil })
}

func (db *DB) editComing(ctx context.Context, actor community.Actor, id community.ID, change func(*writer, *community.Coming) error) error {
	return editOne(ctx, db, actor, community.KindComing, id, readComings, func(w *writer, c *community.Coming) error {
		if err := w.mayActFor(c.MemberID); err != nil {
			return err
		}
		return change(w, c)
	})
}

func readComings(ctx context.Context, q query, where string, args ...any) ([]community.Coming, error) {
	return list(ctx, q, community.KindComing, func(id community.ID) community.Coming { return community.Coming{ID: id} }, where, args...)
}

// readForms reads all forms of an event: its series, and the occasions of it that
// were changed.
func readForms(ctx context.Context, q query, event community.ID) ([]community.Event, error) {
	const forms = "WHERE id = ?1 OR uid <> '' AND uid = (SELECT uid FROM events WHERE id = ?1) ORDER BY id"
	return list(ctx, q, community.KindEvent, func(id community.ID) community.Event { return community.Event{ID: id} }, forms, event)
}

// readOccasion finds one occasion of an event, without who comes.
func readOccasion(ctx context.Context, q query, space, event community.ID, of time.Time) (o community.Occasion, off bool, err error) {
	forms, err := readForms(ctx, q, event)
	if err != nil {
		return o, false, err
	}
	s, err := readSpace(ctx, q, space)
	if err != nil {
		return o, false, err
	}
	return calendar.Find(forms, event, of, s.Location())
}

// Gathering gives one occasion as a member may know it, or for the zero ID anybody.
// What the people of an accountability group set themselves is told to one of it
// alone, who has proven who they are.
func (db *DB) Gathering(ctx context.Context, by community.Actor, member, event community.ID, of time.Time) (g community.Gathering, err error) {
	tx, err := db.read().BeginTx(ctx, nil)
	if err != nil {
		return g, fmt.Errorf("read who comes: %w", err)
	}
	defer tx.Rollback()
	off := false
	if g.Occasion, off, err = readOccasion(ctx, tx, db.read().space, event, of); err != nil {
		return g, err
	}
	all, err := readComings(ctx, tx, "WHERE event_id = ? AND void = 0", g.SeriesID)
	if err != nil {
		return g, err
	}
	placed := g.Placed(all)
	g.Coming = len(placed)
	taken, mine := map[int64]bool{}, false
	for _, c := range all {
		if placed[c.ID] {
			taken[c.SlotAt.UnixMilli()] = true
		}
		if c.MemberID != member || member.IsZero() {
			continue
		}
		mine = true
		if g.Has(&c) {
			g.Mine = community.Promise{Coming: c, Occasion: g.Occasion, Placed: placed[c.ID], Off: off}
		}
	}
	for _, at := range g.Occasion.Turns() {
		g.Turns = append(g.Turns, community.Turn{At: at, Free: !taken[at.UnixMilli()]})
	}
	if !mine || by.Kind != community.ActorProven || by.ID != member || g.What != community.EventAccountability {
		g.Mine.Goal, g.Mine.Went = "", ""
		return g, nil
	}
	g.Goals, err = readGoals(ctx, tx, all)
	return g, err
}

// readGoals gives what the people of a group set themselves last, the newest first.
func readGoals(ctx context.Context, q query, all []community.Coming) (goals []community.Goal, err error) {
	last := map[community.ID]community.Coming{}
	for _, c := range all {
		if old, ok := last[c.MemberID]; c.Goal != "" && (!ok || c.StartsAt.After(old.StartsAt)) {
			last[c.MemberID] = c
		}
	}
	for id, c := range last {
		who, err := readMember(ctx, q, id)
		switch {
		case errors.Is(err, community.ErrNotFound): // yet to be heard of
		case err != nil:
			return nil, err
		case who.Active():
			goals = append(goals, community.Goal{Called: who.Call(), Goal: c.Goal, Went: c.Went, At: c.StartsAt})
		}
	}
	slices.SortFunc(goals, func(a, b community.Goal) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Called, b.Called))
	})
	return goals, nil
}

// Comings lists who said that they come to an occasion, for hosts: those with a
// place first, by when they said so. What a group set itself is left out.
func (db *DB) Comings(ctx context.Context, event community.ID, of time.Time) ([]community.Promise, error) {
	o, off, err := readOccasion(ctx, db.read(), db.read().space, event, of)
	if err != nil {
		return nil, err
	}
	all, err := readComings(ctx, db.read(), "WHERE event_id = ? AND void = 0 ORDER BY said_at, id", o.SeriesID)
	if err != nil {
		return nil, err
	}
	placed := o.Placed(all)
	o.Coming = len(placed)
	var out []community.Promise
	for _, c := range all {
		if c.Goal, c.Went = "", ""; o.Has(&c) {
			out = append(out, community.Promise{Coming: c, Occasion: o, Placed: placed[c.ID], Off: off})
		}
	}
	slices.SortStableFunc(out, func(a, b community.Promise) int {
		switch {
		case a.Placed == b.Placed:
			return 0
		case a.Placed:
			return -1
		}
		return 1
	})
	return out, nil
}

// promise gives a coming with its occasion. One that is in no calendar any more is
// off.
func (q *mineQuery) promise(c community.Coming) (community.Promise, error) {
	p := community.Promise{Coming: c}
	var err error
	p.Occasion, p.Off, err = readOccasion(q.ctx, q.tx, q.space, c.EventID, c.StartsAt)
	if errors.Is(err, community.ErrNotFound) {
		forms, err := readForms(q.ctx, q.tx, c.EventID)
		if err != nil {
			return p, err
		}
		p.Off, p.Occasion = true, community.Occasion{Title: "An event", SeriesID: c.EventID, StartsAt: c.StartsAt, EndsAt: c.StartsAt, Of: c.StartsAt}
		for _, e := range forms {
			if e.ID == c.EventID {
				p.Occasion.Title, p.Occasion.What = e.Title, e.What
			}
		}
		return p, nil
	}
	if err != nil {
		return p, err
	}
	all, err := readComings(q.ctx, q.tx, "WHERE event_id = ? AND void = 0", c.EventID)
	if err != nil {
		return p, err
	}
	placed := p.Occasion.Placed(all)
	p.Placed, p.Occasion.Coming = placed[c.ID], len(placed)
	if p.Claimed, err = q.claimed(community.KindComing, c.ID, "said_at"); err != nil {
		return p, err
	}
	p.Claimed = p.Claimed && !c.Seen
	return p, nil
}

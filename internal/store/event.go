package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"kettle/internal/calendar"
	"kettle/internal/community"
)

// Report says what an import did.
type Report struct {
	Added   int    `json:"added"`
	Changed int    `json:"changed"`
	Same    int    `json:"same"`
	Refused int    `json:"refused"`
	Kept    []Kept `json:"kept"`
}

// Kept is a value of a file that was not taken, since somebody has changed the
// field on a screen.
type Kept struct {
	Line  int    `json:"line"`
	Name  string `json:"name"`
	Field string `json:"field"` // "erased" and "left" for a row that was refused, and why
	Own   bool   `json:"own"`   // what the member had agreed to and took back themselves
}

// ImportEvents takes in calendar entries; the same UID (and occasion) is the
// same event, so a later file updates it, unless a subscribed calendar has it. An
// occasion that the file does not name and that a host changed, or called off, stays
// as it is. With dry set nothing is written.
func (db *DB) ImportEvents(ctx context.Context, events []community.Event, dry bool) (Report, error) {
	var r Report
	actor := community.Actor{Kind: community.ActorImport}
	err := db.writing(ctx, actor, func(w *writer) error {
		old, err := readEvents(ctx, w.tx)
		if err != nil {
			return err
		}
		have := make(map[community.ID]*community.Event, len(old))
		for i := range old {
			have[old[i].ID] = &old[i]
		}
		for i := range events {
			events[i].ID = eventID(&events[i])
		}
		all := slices.Clone(events)
		for _, e := range restored(old, events) {
			own, err := w.hosts(community.KindEvent, e.ID)
			if err != nil {
				return err
			}
			if !own { // what a host called off stays so, whatever a later file says of the others
				all = append(all, e)
			}
		}
		for _, e := range all {
			var before []community.Field
			known := have[e.ID]
			if known != nil {
				before = known.Fields()
				e.Places = known.Places // which no calendar knows of
			}
			changed := diff(before, e.Fields())
			switch {
			case known == nil:
				r.Added++
			case len(changed) == 0, known.Source != "", sequence(known) > sequence(&e): // an older file
				r.Same++
				continue
			default:
				r.Changed++
			}
			if dry {
				continue
			}
			if err := w.put(community.KindEvent, e.ID, changed); err != nil {
				return err
			}
			if known != nil {
				if err := w.moveComings(known, &e); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return Report{}, fmt.Errorf("import events: %w", err)
	}
	return r, nil
}

// eventID is the same for the same entry of the same calendar.
func eventID(e *community.Event) community.ID {
	key := "event:" + e.UID
	if !e.RecurrenceAt.IsZero() {
		key += "@" + strconv.FormatInt(e.RecurrenceAt.Unix(), 10)
	}
	return naturalID(key)
}

// hosts says whether any of a record is as a host said.
func (w *writer) hosts(kind community.Kind, id community.ID) (bool, error) {
	k, err := w.load(kind, id)
	return slices.ContainsFunc(k.stamps, func(g group) bool {
		by, err := community.ParseActor(g.Actor)
		return err == nil && by.Kind == community.ActorHost
	}), err
}

func sequence(e *community.Event) int {
	n, err := strconv.Atoi(e.Sequence)
	if err != nil {
		return 0
	}
	return n
}

// restored gives the occasions that were changed once and that a file's series
// no longer changes, back in the form that the series gives them.
func restored(old, file []community.Event) []community.Event {
	series := map[string]*community.Event{}
	inFile := map[community.ID]bool{}
	for i := range file {
		inFile[file[i].ID] = true
		if file[i].RecurrenceAt.IsZero() {
			series[file[i].UID] = &file[i]
		}
	}
	var out []community.Event
	for _, o := range old {
		s := series[o.UID]
		if s == nil || o.RecurrenceAt.IsZero() || inFile[o.ID] {
			continue
		}
		e := *s
		e.ID, e.RecurrenceAt, e.StartsAt = o.ID, o.RecurrenceAt, o.RecurrenceAt
		e.EndsAt = e.StartsAt.Add(s.EndsAt.Sub(s.StartsAt))
		e.Rule, e.Extra, e.Except = "", "", ""
		out = append(out, e)
	}
	return out
}

// Occasions lists when events take place between two times, in order, with how many
// come; on a wall, which is not told, with -1.
func (db *DB) Occasions(ctx context.Context, from, to time.Time) ([]community.Occasion, error) {
	events, err := readEvents(ctx, db.read())
	if err != nil {
		return nil, err
	}
	s, err := db.Space(ctx)
	if err != nil {
		return nil, err
	}
	comings, err := readComings(ctx, db.read(), "WHERE void = 0")
	if err != nil {
		return nil, err
	}
	list := community.Counted(calendar.Occasions(events, from, to, s.Location()), comings)
	wall, _, err := db.asWall(ctx)
	if err != nil {
		return nil, err
	}
	if wall {
		list = withoutPlaces(list)
	}
	return list, nil
}

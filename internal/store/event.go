package store

import (
	"context"
	"fmt"
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
	Field string `json:"field"`
}

// ImportEvents takes in calendar entries; the same UID (and occasion) is the
// same event, so a later file updates it. With dry set nothing is written.
func (db *DB) ImportEvents(ctx context.Context, events []community.Event, dry bool) (Report, error) {
	var r Report
	actor := community.Actor{Kind: community.ActorImport}
	err := db.writing(ctx, actor, func(w *writer) error {
		old, err := readEvents(ctx, w.tx)
		if err != nil {
			return err
		}
		have := make(map[community.ID][]community.Field, len(old))
		for i := range old {
			have[old[i].ID] = old[i].Fields()
		}
		for i := range events {
			e := &events[i]
			key := "event:" + e.UID
			if !e.RecurrenceAt.IsZero() {
				key += "@" + strconv.FormatInt(e.RecurrenceAt.Unix(), 10)
			}
			e.ID = naturalID(key)
			before, known := have[e.ID]
			changed := diff(before, e.Fields())
			switch {
			case !known:
				r.Added++
			case len(changed) > 0:
				r.Changed++
			default:
				r.Same++
			}
			if dry {
				continue
			}
			if err := w.put(community.KindEvent, e.ID, changed); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Report{}, fmt.Errorf("import events: %w", err)
	}
	return r, nil
}

// Occasions lists when events take place between two times, in order.
func (db *DB) Occasions(ctx context.Context, from, to time.Time) ([]community.Occasion, error) {
	events, err := readEvents(ctx, db.read())
	if err != nil {
		return nil, err
	}
	s, err := db.Space(ctx)
	if err != nil {
		return nil, err
	}
	return calendar.Occasions(events, from, to, s.Location()), nil
}

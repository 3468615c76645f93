package store

import (
	"context"
	"fmt"
	"time"

	"kettle/internal/calendar"
	"kettle/internal/community"
)

// stillComes is how far ahead is looked for a time at which an event still takes
// place.
const stillComes = 400 * 24 * time.Hour

// ReadCalendar takes in what a subscribed calendar says now. Events that are not in
// it any more and are still to come are called off. Those that came from a file or
// another calendar, or were made here, are never changed by it, even if they have the
// same name; but what came from a calendar that nobody subscribes to any more, such as
// this one at another address, becomes its own.
func (db *DB) ReadCalendar(ctx context.Context, source string, events []community.Event) error {
	err := db.writing(ctx, community.Actor{Kind: community.ActorAutomatic}, func(w *writer) error {
		all, err := readEvents(ctx, w.tx)
		if err != nil {
			return err
		}
		have := make(map[community.ID]*community.Event, len(all))
		var own []community.Event
		for i := range all {
			have[all[i].ID] = &all[i]
			if all[i].Source == source {
				own = append(own, all[i])
			}
		}
		space, err := readSpace(ctx, w.tx, db.file.space)
		if err != nil {
			return err
		}
		others := map[string]bool{"": true}
		for _, address := range space.Calendars {
			others[community.CalendarSource(address)] = true
		}
		now := make([]community.Event, len(events))
		copy(now, events)
		in := map[community.ID]bool{}
		for i := range now {
			now[i].ID, now[i].Source = eventID(&now[i]), source
		}
		for _, e := range append(now, restored(own, now)...) {
			known := have[e.ID]
			in[e.ID] = true
			var before []community.Field
			if known != nil {
				if known.Source != source && others[known.Source] {
					continue
				}
				e.Places, before = known.Places, known.Fields()
			}
			if err := w.put(community.KindEvent, e.ID, diff(before, e.Fields())); err != nil {
				return err
			}
			if known != nil {
				if err := w.moveComings(known, &e); err != nil {
					return err
				}
			}
		}
		at := time.UnixMilli(w.wall)
		for i := range own {
			e := &own[i]
			if in[e.ID] || e.Cancelled || len(calendar.Occasions(own[i:i+1], at, at.Add(stillComes), space.Location())) == 0 {
				continue
			}
			if err := w.put(community.KindEvent, e.ID, []community.Field{{Name: "cancelled", Value: "yes"}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read a calendar: %w", err)
	}
	return nil
}

// Sources names the subscribed calendars of which something is still on.
func (db *DB) Sources(ctx context.Context) (sources []string, err error) {
	all, err := readEvents(ctx, db.read())
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for i := range all {
		if s := all[i].Source; s != "" && !all[i].Cancelled && !seen[s] {
			seen[s] = true
			sources = append(sources, s)
		}
	}
	return sources, nil
}

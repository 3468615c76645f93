package command

import (
	"fmt"
	"time"

	"kettle/internal/community"
)

// eventCmd are the commands on events.
type eventCmd struct {
	List   eventListCmd   `cmd:"" help:"List what is on, in order."`
	Add    eventAddCmd    `cmd:"" help:"Make an event, once or again and again."`
	Cancel eventCancelCmd `cmd:"" help:"Call an event off, or one of a series."`
	Come   eventComeCmd   `cmd:"" help:"Say that a member comes, or does not."`
	Who    eventWhoCmd    `cmd:"" help:"List who comes to an event."`
}

type eventListCmd struct {
	From string `placeholder:"DATE" default:"today" help:"First day: 2026-03-31, today or tomorrow."`
	Days int    `default:"7" help:"How many days."`
	JSON bool   `name:"json" help:"Print a JSON array."`
}

// maxDays is how far the calendar is unrolled at most.
const maxDays = 1100

// Run lists what is on.
func (l *eventListCmd) Run(c *call) error {
	if l.Days < 1 || l.Days > maxDays {
		return misuse("--days is from 1 to %d", maxDays)
	}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	from, err := day(&space, c.now(), l.From)
	if err != nil {
		return err
	}
	list, err := c.db.Occasions(c.ctx, from, from.AddDate(0, 0, l.Days))
	if err != nil {
		return err
	}
	for i := range list {
		o := &list[i]
		o.StartsAt, o.EndsAt, o.Of = space.Local(o.StartsAt), space.Local(o.EndsAt), space.Local(o.Of)
	}
	none := fmt.Sprintf("Nothing is on for %s from %s. Bring in a calendar with kettled import events.ics, or make an event with kettled event add", count(l.Days, "day"), space.Day(from))
	return listed(c, l.JSON, list, none, []string{"WHEN", "WHAT", "TITLE", "ROOM", "PLACE"}, func(o *community.Occasion) []string {
		return []string{when(&space, o), o.What, o.Title, dash(o.RoomWords(), "-"), o.Place}
	})
}

// when is the time of an occasion for people.
func when(s *community.Space, o *community.Occasion) string {
	from, to := s.Local(o.StartsAt), s.Local(o.EndsAt)
	day := from.Format("Mon 2006-01-02")
	if o.AllDay {
		if last := to.Add(-time.Second); last.Format(time.DateOnly) > from.Format(time.DateOnly) {
			return day + " to " + last.Format("Mon 2006-01-02")
		}
		return day + " all day"
	}
	if !to.After(from) {
		return day + from.Format(" 15:04")
	}
	end := "15:04"
	if to.Format(time.DateOnly) != from.Format(time.DateOnly) {
		end = "Mon 15:04"
	}
	return day + from.Format(" 15:04–") + to.Format(end)
}

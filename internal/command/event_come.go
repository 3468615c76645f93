package command

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"kettle/internal/calendar"
	"kettle/internal/community"
	"kettle/internal/store"
)

// maxAhead is how many days ahead an event is looked for by its name.
const maxAhead = 400

// occasion gives one time of an event that is named by its ID or its title: that which
// begins on a day, or the next, or the one that goes on.
func (c *call) occasion(space *community.Space, name, on string) (community.Occasion, error) {
	from := c.now()
	days := maxAhead
	if on != "" {
		var err error
		if from, err = day(space, c.now(), on); err != nil {
			return community.Occasion{}, err
		}
		days = 1
	}
	list, err := c.db.Occasions(c.ctx, from, from.AddDate(0, 0, days))
	if err != nil {
		return community.Occasion{}, err
	}
	id, badID := community.ParseID(name)
	for _, o := range list {
		if on != "" && o.StartsAt.Before(from) { // it goes on since the day before
			continue
		}
		if badID == nil && (o.SeriesID == id || o.EventID == id) || badID != nil && strings.EqualFold(o.Title, strings.TrimSpace(name)) {
			return o, nil
		}
	}
	if on != "" {
		return community.Occasion{}, refuse("There is no %q on that day: kettled event list --from %s --days 1 shows what is on", cut(name, 60), space.Day(from))
	}
	return community.Occasion{}, refuse("There is no event %q to come: kettled event list shows what is on", cut(name, 60))
}

type eventCancelCmd struct {
	Event string `arg:"" help:"ID or title."`
	On    string `xor:"which" placeholder:"DATE" help:"Of a series, the one of that day."`
	All   bool   `xor:"which" help:"All of a series."`
	Back  bool   `help:"Call it on again: by its ID, with --on as it was to be."`
}

// Run calls an event off; twice is harmless.
func (x *eventCancelCmd) Run(c *call) error {
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	if x.Back {
		return x.back(c, &space)
	}
	o, err := c.occasion(&space, x.Event, x.On)
	if err != nil {
		return err
	}
	if !o.Once && x.On == "" && !x.All {
		return misuse("%s comes again and again: say which with --on DATE, or --all", o.Title)
	}
	if err := c.callOff(&o, o.Once || x.All, true); err != nil {
		return err
	}
	told := ""
	if o.Coming > 0 {
		told = " " + count(o.Coming, "member") + " will be told at the next check-in."
	}
	which := " on " + when(&space, &o)
	if x.All {
		which = ", all of it,"
	}
	return c.say("%s%s is called off.%s", o.Title, which, told)
}

// callOff calls an occasion off or on again, or with whole all of its event.
func (c *call) callOff(o *community.Occasion, whole, off bool) error {
	if whole {
		return c.db.CancelEvent(c.ctx, host(), o.SeriesID, off)
	}
	return c.db.CancelOccasion(c.ctx, host(), o.SeriesID, o.Of, off)
}

// back calls an event on again.
func (x *eventCancelCmd) back(c *call, space *community.Space) error {
	id, err := community.ParseID(x.Event)
	if err != nil {
		return misuse("--back needs the ID of the event")
	}
	e, err := c.db.Event(c.ctx, id)
	if errors.Is(err, community.ErrNotFound) {
		return refuse("There is no event with the ID %q", cut(x.Event, 60))
	}
	if err != nil {
		return err
	}
	if x.On == "" {
		if !e.Cancelled {
			return c.say("%s is on already: one of a series is called on again with --on DATE.", e.Title)
		}
		if err := c.db.CancelEvent(c.ctx, host(), id, false); err != nil {
			return err
		}
		return c.say("%s is on again.", e.Title)
	}
	from, err := day(space, c.now(), x.On)
	if err != nil {
		return err
	}
	all := e.Cancelled
	e.Cancelled = false
	for _, o := range calendar.Occasions([]community.Event{e}, from, from.AddDate(0, 0, 1), space.Location()) {
		if o.StartsAt.Before(from) { // it goes on since the day before
			continue
		}
		if all && !o.Once {
			return refuse("All of %s is called off: call it on again without --on first", e.Title)
		}
		if err := c.callOff(&o, o.Once, false); err != nil {
			return err
		}
		return c.say("%s is on again.", e.Title)
	}
	return refuse("%s was not to be on that day", e.Title)
}

type eventComeCmd struct {
	Event  string `arg:"" help:"ID or title."`
	Member string `arg:"" help:"Number, code or ID."`
	On     string `placeholder:"DATE" help:"Of a series, the one of that day. Default: the next."`
	Turn   string `placeholder:"TIME" help:"At an advice surgery: when their turn begins, 13:20."`
	Away   bool   `help:"They do not come after all."`
	JSON   bool   `name:"json" help:"Print it as a JSON object."`
}

// Run says that a member comes; twice is harmless.
func (k *eventComeCmd) Run(c *call) error {
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	m, err := c.one(k.Member)
	if err != nil {
		return err
	}
	o, err := c.occasion(&space, k.Event, k.On)
	if err != nil {
		return err
	}
	if k.Away {
		g, err := c.db.Gathering(c.ctx, host(), m.ID, o.SeriesID, o.Of)
		if err == nil && !g.Mine.MemberID.IsZero() {
			err = c.db.StayAway(c.ctx, host(), g.Mine.ID)
		}
		if err != nil {
			return err
		}
		if k.JSON {
			return c.asJSON(comer{MemberID: m.ID, Number: m.Number, Name: m.Name})
		}
		return c.say("%s does not come to %s on %s.", m.Name, o.Title, when(&space, &o))
	}
	slot := time.Time{}
	if k.Turn != "" {
		if slot, err = day(&space, c.now(), space.Day(o.StartsAt)+" "+k.Turn); err != nil {
			return misuse("--turn is a time such as 13:20")
		}
	}
	coming, err := c.db.Come(c.ctx, host(), m.ID, o.SeriesID, o.Of, slot)
	var full *store.NoPlaceError
	var wrong *community.FieldError
	switch {
	case errors.As(err, &full):
		return refuse("%s", strings.TrimSuffix(full.Sentence(), "."))
	case errors.As(err, &wrong) && wrong.Field == "slot":
		var free []string
		if g, err := c.db.Gathering(c.ctx, host(), m.ID, o.SeriesID, o.Of); err == nil {
			for _, t := range g.Turns {
				if t.Free {
					free = append(free, space.Local(t.At).Format("15:04"))
				}
			}
		}
		if len(free) == 0 {
			return refuse("%s has no turns", o.Title)
		}
		return refuse("Say which turn with --turn: %s", strings.Join(free, ", "))
	case errors.Is(err, community.ErrNotFound):
		return refuse("%s is no active member", m.Name)
	case err != nil:
		return err
	case k.JSON:
		return c.asJSON(comer{m.ID, m.Number, m.Name, true, utc(coming.SlotAt), utc(coming.SaidAt)})
	}
	return c.say("%s comes to %s on %s.", m.Name, o.Title, when(&space, &o))
}

type eventWhoCmd struct {
	Event string `arg:"" help:"ID or title."`
	On    string `placeholder:"DATE" help:"Of a series, the one of that day. Default: the next."`
	JSON  bool   `name:"json" help:"Print a JSON array."`
}

// comer is somebody who comes, as programs read it.
type comer struct {
	MemberID community.ID `json:"member_id"`
	Number   string       `json:"number"`
	Name     string       `json:"name"`
	Place    bool         `json:"place"` // they have one
	SlotAt   *time.Time   `json:"slot_at"`
	SaidAt   *time.Time   `json:"said_at"`
}

// Run lists who comes.
func (l *eventWhoCmd) Run(c *call) error {
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	o, err := c.occasion(&space, l.Event, l.On)
	if err != nil {
		return err
	}
	all, err := c.db.Comings(c.ctx, o.SeriesID, o.Of)
	if err != nil {
		return err
	}
	members, err := c.byID()
	if err != nil {
		return err
	}
	list := []comer{}
	for _, p := range all {
		if m := members[p.MemberID]; m != nil {
			list = append(list, comer{m.ID, m.Number, m.Name, p.Placed, utc(p.SlotAt), utc(p.SaidAt)})
		}
	}
	none := fmt.Sprintf("Nobody has said yet that they come to %s on %s.", o.Title, when(&space, &o))
	return listed(c, l.JSON, list, none, []string{"PLACE", "TURN", "NUMBER", "NAME"}, func(k *comer) []string {
		turn, place := "", "yes"
		if k.SlotAt != nil {
			turn = space.Local(*k.SlotAt).Format("15:04")
		}
		if !k.Place {
			place = "no"
		}
		return []string{place, turn, k.Number, k.Name}
	})
}

package command

import (
	"errors"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

type eventAddCmd struct {
	Title    string `arg:"" optional:"" help:"What it is called."`
	Template string `placeholder:"NAME" help:"Begin with a template, as kettled pack list shows them."`
	At       string `placeholder:"TIME" help:"When it begins: \"2026-03-31 13:00\" or \"tomorrow 13:00\". Of a template, the next time that fits."`
	Minutes  int    `placeholder:"N" help:"How long it is. Default: 60."`
	What     string `placeholder:"KIND" help:"Social, Mentoring, Accountability group, Advice surgery, Learning or Other."`
	Place    string `placeholder:"WORDS" help:"Where."`
	With     string `placeholder:"WORDS" help:"Who runs it."`
	About    string `placeholder:"WORDS" help:"What people should know."`
	Places   int    `placeholder:"N" help:"How many can come; an advice surgery has a turn every 20 minutes."`
	Repeat   string `placeholder:"HOW" enum:"none,week,second-week,month," default:"" help:"none, week, second-week, or month: on the first Friday, if it begins on one."`
	Until    string `placeholder:"DATE" help:"Last day of a series."`
	JSON     bool   `name:"json" help:"Print the event as a JSON object."`
}

// madeEvent is an event as programs read it.
type madeEvent struct {
	ID       community.ID `json:"id"`
	Title    string       `json:"title"`
	What     string       `json:"what"`
	StartsAt time.Time    `json:"starts_at"`
	EndsAt   time.Time    `json:"ends_at"`
	Rule     string       `json:"rule"`
	Places   int          `json:"places"`
}

// Run makes an event.
func (a *eventAddCmd) Run(c *call) error {
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	e, repeat, err := a.event(c, &space)
	if err != nil {
		return err
	}
	start := e.StartsAt.In(space.Location())
	if a.Repeat != "" {
		repeat.Every = map[string]string{"week": community.RepeatWeek, "second-week": community.RepeatSecond, "month": community.RepeatMonth}[a.Repeat]
	}
	if a.Until != "" {
		repeat.Until = a.Until
	}
	if repeat.Every == community.RepeatNever && repeat.Until != "" {
		return misuse("--until is for a series: say how it repeats with --repeat")
	}
	if e.Rule, err = repeat.Rule(start); err != nil {
		return err
	}
	if e.Rule == "" && !e.EndsAt.After(c.now()) {
		return misuse("%s would be over already: --at is a time to come", e.Title)
	}
	if e, err = c.db.SaveEvent(c.ctx, host(), e); err != nil {
		return err
	}
	if a.JSON {
		return c.asJSON(madeEvent{e.ID, e.Title, e.What, start, e.EndsAt.In(space.Location()), e.Rule, e.Places})
	}
	return c.say("%s is in the programme: %s, %s (event %s).", e.Title, start.Format("Mon 2006-01-02 15:04"), strings.ToLower(repeat.Words(start)[:1])+repeat.Words(start)[1:], e.ID)
}

// event puts together what was asked for.
func (a *eventAddCmd) event(c *call, space *community.Space) (e community.Event, repeat community.Repeat, err error) {
	zone := space.Location()
	if a.Template != "" {
		t, err := c.template(a.Template)
		if err != nil {
			return e, repeat, err
		}
		if e, err = t.Event(c.now(), zone); err != nil {
			return e, repeat, err
		}
		repeat.Every = t.Repeat
	} else if a.At == "" || a.Title == "" {
		return e, repeat, misuse("Say what it is called, and when it begins with --at, or take a template with --template")
	}
	length := e.EndsAt.Sub(e.StartsAt)
	if length == 0 {
		length = time.Hour
	}
	if a.Minutes != 0 {
		length = time.Duration(a.Minutes) * time.Minute
	}
	if a.At != "" {
		if e.StartsAt, err = day(space, c.now(), a.At); err != nil || !strings.Contains(a.At, ":") {
			return e, repeat, misuse("--at is a day and a time such as \"2026-03-31 13:00\", not %q", cut(a.At, 60))
		}
	}
	e.Zone, e.EndsAt = zone.String(), e.StartsAt.Add(length)
	if a.What == "" && e.What == "" {
		a.What = community.EventOther
	}
	if a.What != "" {
		at := slices.IndexFunc(community.EventKinds[:], func(k string) bool { return strings.EqualFold(k, a.What) })
		if at < 0 {
			return e, repeat, misuse("--what is one of: %s", strings.Join(community.EventKinds[:], ", "))
		}
		e.What = community.EventKinds[at]
	}
	for field, value := range map[string]string{"title": a.Title, "place": a.Place, "with": a.With, "about": a.About} {
		if value != "" {
			err = errors.Join(err, e.Set(field, value))
		}
	}
	if a.Places != 0 {
		if e.Places = a.Places; a.Places < 0 || a.Places > 10_000 {
			return e, repeat, misuse("--places is from 1 to 10000")
		}
	}
	return e, repeat, err
}

// template gives one of the space's templates, by its name.
func (c *call) template(name string) (community.Template, error) {
	p, err := c.pack()
	if err != nil {
		return community.Template{}, err
	}
	for _, t := range p.Templates {
		if strings.EqualFold(t.Name, strings.TrimSpace(name)) {
			return t, nil
		}
	}
	return community.Template{}, refuse("There is no template %q: kettled pack list shows them", cut(name, 60))
}

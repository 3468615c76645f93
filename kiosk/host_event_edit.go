package kiosk

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"kettle/internal/community"
)

// tapEventEdit does what a touch of the form of an event asks for.
func (m *Model) tapEventEdit(t Tap) {
	p := &m.host.programme
	edit := p.edit
	if p.code {
		p.code = t.Verb != DoCancel
		return
	}
	if edit.base.Source != "" && t.Verb != DoCancel && t.Verb != DoCode && t.Verb != DoSave && (t.Verb != DoStep || t.Name != "places") {
		return
	}
	switch t.Verb {
	case DoCancel:
		m.leaveEdit(func() { m.hostPage(HostEvents) })
	case DoRole:
		if slices.Contains(community.EventKinds[:], t.Name) {
			edit.e.What, m.form.touched = t.Name, true
		}
	case DoStep:
		m.form.touched = true
		m.stepEvent(t.Name, t.N)
	case DoRepeat:
		if edit.which != whichOne {
			edit.repeat.Every, edit.foreign, m.form.touched = t.Name, false, true
		}
	case DoWhich:
		m.whichOfSeries(t.Name)
	case DoCode:
		p.code = !edit.base.ID.IsZero()
	case DoOff:
		m.askOff()
	case DoSave:
		m.saveEvent()
	}
}

// stepEvent moves a time, or the number of places, on. Nothing is moved to where it would
// be over, but a series may have begun long ago.
func (m *Model) stepEvent(what string, n int) {
	e := &m.host.programme.edit.e
	length := e.EndsAt.Sub(e.StartsAt)
	start := e.StartsAt.In(m.clockOf(e))
	switch what {
	case "day":
		start = time.Date(start.Year(), start.Month(), start.Day()+n, start.Hour(), start.Minute(), 0, 0, start.Location())
	case "from":
		if next := start.Add(time.Duration(n) * time.Minute); next.Day() == start.Day() && !e.AllDay {
			start = next
		}
	case "length":
		if next := length + time.Duration(n)*time.Minute; next >= 15*time.Minute && (next <= 12*time.Hour || next < length) && !e.AllDay {
			length = next
		}
	case "places":
		e.Places = min(max(e.Places+n, 0), 999)
	}
	ends, now := start.UTC().Add(length), m.ownTime(e, m.cfg.Now())
	if ends.After(now) || !e.EndsAt.After(now) {
		e.StartsAt, e.EndsAt = start.UTC(), ends
	}
}

// was gives what is being changed as it was: one of a series, or all of it.
func (edit *eventEdit) was() *community.Event {
	if edit.which == whichOne {
		return &edit.one
	}
	return &edit.base
}

// whichOfSeries says whether one of a series is changed, or all. What was not touched is
// as it is there; when it takes place is begun anew.
func (m *Model) whichOfSeries(which string) {
	edit := m.host.programme.edit
	if edit.which == "" || which == edit.which || which != whichOne && which != whichAll {
		return
	}
	before := edit.was()
	edit.which = which
	now := edit.was()
	m.form.follow("title", before.Title, now.Title)
	m.form.follow("place", before.Place, now.Place)
	m.form.follow("with", before.With, now.With)
	m.form.follow("about", before.About, now.About)
	what, places := edit.e.What, edit.e.Places
	edit.e = *now
	if what != before.What {
		edit.e.What = what
	}
	if places != before.Places {
		edit.e.Places = places
	}
	m.repeatOf()
}

// saveEvent keeps what was filled in.
func (m *Model) saveEvent() {
	edit := m.host.programme.edit
	next := *edit.was()
	if edit.base.ID.IsZero() {
		next = edit.e
	}
	for _, name := range []string{"title", "place", "with", "about"} {
		text := m.form.text(name)
		if text == "" && name == "title" {
			m.form.wrong("title", "is missing")
			return
		}
		if err := next.Set(name, text); err != nil {
			m.failed("keep an event", err)
			return
		}
	}
	next.What, next.Places, next.StartsAt, next.EndsAt = edit.e.What, edit.e.Places, edit.e.StartsAt, edit.e.EndsAt
	if edit.base.Source != "" {
		next = edit.base
		next.Places = edit.e.Places
	} else if edit.which != whichOne && !edit.foreign {
		edit.repeat.Until = m.form.text("until")
		rule, err := edit.repeat.Rule(next.StartsAt.In(m.clockOf(&next)))
		if err != nil {
			m.failed("keep an event", err)
			return
		}
		next.Rule = rule
	}
	words := "It’s in the programme."
	if !edit.base.ID.IsZero() {
		words = "Saved."
	}
	which, o, id := edit.which, edit.o, edit.base.ID
	changed := community.Differ(edit.was().Fields(), next.Fields())
	m.act("keep an event", func(ctx context.Context, by community.Actor) (err error) {
		var wrong error
		change := func(e *community.Event) { wrong = community.SetAll(e.Set, changed) }
		switch {
		case id.IsZero():
			_, err = m.cfg.Hosts.SaveEvent(ctx, by, next)
		case which == whichOne:
			_, err = m.cfg.Hosts.ChangeOccasion(ctx, by, o.SeriesID, o.Of, change)
		default:
			err = m.cfg.Hosts.EditEvent(ctx, by, id, change)
		}
		return errors.Join(err, wrong)
	}, func() {
		m.hostPage(HostEvents)
		m.tell(words)
	})
}

// askOff asks before an event is called off.
func (m *Model) askOff() {
	h := m.host
	edit := h.programme.edit
	o := edit.o
	if edit.base.ID.IsZero() {
		return
	}
	one := edit.which == whichOne
	text := "Those who said they come are told at their next check-in."
	if len(edit.comers) == 0 && edit.which != whichAll { // who comes to the others is not read
		text = "Nobody has said yet that they come."
	}
	put := func(ctx context.Context, by community.Actor, off bool) error {
		if one {
			return m.cfg.Hosts.CancelOccasion(ctx, by, o.SeriesID, o.Of, off)
		}
		return m.cfg.Hosts.CancelEvent(ctx, by, o.SeriesID, off)
	}
	title := "Call off " + community.Quoted(edit.was().Title) + "?"
	if one {
		title = "Call off " + community.Quoted(edit.was().Title) + " on " + h.roll.Space.Local(o.StartsAt).Format("Monday 2 January") + "?"
	} else if edit.which == whichAll {
		title = "Call off all of " + community.Quoted(edit.was().Title) + ", for good?"
	}
	h.asked = &question{title: title, text: text, yes: "Call it off", no: "Keep it", do: func() {
		m.act("call an event off", func(ctx context.Context, by community.Actor) error { return put(ctx, by, true) }, func() {
			m.hostPage(HostEvents)
			m.did("It is called off.", func(ctx context.Context, by community.Actor) error { return put(ctx, by, false) }, "It’s on again.")
		})
	}}
}

func (m *Model) eventEditState() *EventEditState {
	edit := m.host.programme.edit
	e := &edit.e
	start, end := e.StartsAt.In(m.clockOf(e)), e.EndsAt.In(m.clockOf(e))
	s := &EventEditState{
		New: edit.base.ID.IsZero(), Source: edit.base.Source, Kinds: community.EventKinds[:], What: e.What,
		Day: start.Format("Mon 2 January 2006"), From: start.Format("15:04"), To: end.Format("15:04"),
		Places: "Any number", Which: edit.which, Comers: edit.comers, Guidance: edit.guidance,
	}
	if e.AllDay {
		s.From, s.To = "All day", ""
	}
	if e.Places > 0 {
		s.Places = strconv.Itoa(e.Places)
	}
	if turns := (&community.Occasion{What: e.What, StartsAt: e.StartsAt, EndsAt: e.EndsAt, AllDay: e.AllDay}).Turns(); len(turns) > 0 {
		s.Places = countWords(len(turns), "turn", "turns")
	}
	switch {
	case edit.which == whichOne || edit.base.Source != "":
	case edit.foreign:
		s.Rule = "It repeats by a rule of its calendar. Choose another to replace it."
		fallthrough
	default:
		for _, every := range []string{community.RepeatNever, community.RepeatWeek, community.RepeatSecond, community.RepeatMonth} {
			s.Repeats = append(s.Repeats, [2]string{every, community.Repeat{Every: every}.Words(start)})
		}
		if s.Repeat = edit.repeat.Every; edit.foreign {
			s.Repeat = "-"
		}
	}
	return s
}

// sourceHost is where a subscribed calendar is.
func sourceHost(source string) string {
	host, _, _ := strings.Cut(source, "#")
	return host
}

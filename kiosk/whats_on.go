package kiosk

import (
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

// whatsOn are the occasions of the week that are not over, those of a page, each day
// named once on it.
func (m *Model) whatsOn(s *EventState, local time.Time) {
	shown, at, of := pageOf(m.coming(local), &m.event.page, eventsPerPage)
	s.Lines, s.Page, s.Pages = eventLines(shown, local), at, of
	last := ""
	for i := range s.Lines {
		if l := &s.Lines[i]; l.Day == last {
			l.Day = ""
		} else {
			last = l.Day
		}
	}
}

// coming are the occasions of the week that are not over.
func (m *Model) coming(now time.Time) []community.Occasion {
	return slices.DeleteFunc(slices.Clone(m.seen.Occasions), func(o community.Occasion) bool { return o.Over(now) })
}

// eventLines are occasions in words; now is in the space's zone.
func eventLines(all []community.Occasion, now time.Time) (out []EventLine) {
	for i := range all {
		o := &all[i]
		at := o.StartsAt.In(now.Location())
		line := EventLine{ID: o.SeriesID, Of: occasionKey(o.Of), Day: onDay(at, now), Clock: at.Format("15:04"), What: o.What, Title: o.Title, About: o.About}
		switch {
		case o.AllDay:
			line.Clock = "All day"
		case at.Before(now):
			line.Clock = "Now"
		}
		if line.Day == at.Format("Monday 2 January") {
			line.Day = at.Format("Mon 2 Jan")
		}
		parts := []string{placeWords(o), o.RoomWords()}
		line.Under = strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
		out = append(out, line)
	}
	return out
}

// occasionWords is an event of another day in one line.
func occasionWords(o *community.Occasion, now time.Time) string {
	at := o.StartsAt.In(now.Location())
	day := at.Format("Monday")
	if at.Format(time.DateOnly) == now.AddDate(0, 0, 1).Format(time.DateOnly) {
		day = "Tomorrow"
	}
	if o.AllDay {
		return day + ", " + o.Title
	}
	return day + " " + at.Format("15:04") + ", " + o.Title
}

// placeWords says where an event is and with whom.
func placeWords(o *community.Occasion) string {
	switch {
	case o.Place != "" && o.With != "":
		return o.Place + " · with " + o.With
	case o.With != "":
		return "With " + o.With
	}
	return o.Place
}

// dayOf names the day of a time in the middle of a sentence.
func dayOf(at, now time.Time) string {
	switch at.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return "today"
	case now.AddDate(0, 0, 1).Format(time.DateOnly):
		return "tomorrow"
	}
	return at.Format("Monday 2 January")
}

// onDay is under which day a list has what begins then, and what has begun is there
// today.
func onDay(at, now time.Time) string {
	if at.Before(now) {
		return "Today"
	}
	return upperFirst(dayOf(at, now))
}

// whenWords says when an occasion is: "Today, 13:00 to 14:00". Of one that began on
// another day it says until when.
func whenWords(o *community.Occasion, now time.Time) string {
	if at := o.StartsAt.In(now.Location()); !at.Before(now) || at.Format(time.DateOnly) == now.Format(time.DateOnly) || o.Over(now) {
		return upperFirst(o.When(now.Location(), func(at time.Time) string { return dayOf(at, now) }))
	}
	end := o.EndsAt.In(now.Location())
	if o.AllDay {
		return "Until the end of " + dayOf(end.Add(-time.Hour), now)
	}
	return "Until " + dayOf(end, now) + ", " + end.Format("15:04")
}

func upperFirstOrNone(s string) string {
	if s == "" {
		return ""
	}
	return upperFirst(s)
}

// soonWords is a day and a time in the middle of a sentence: "today at 13:00".
func soonWords(o *community.Occasion, now time.Time) string {
	at := o.StartsAt.In(now.Location())
	day := dayOf(at, now)
	if day != "today" && day != "tomorrow" {
		day = "on " + day
	}
	if o.AllDay {
		return day
	}
	return day + " at " + at.Format("15:04")
}

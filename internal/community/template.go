package community

import (
	"slices"
	"strings"
	"time"
)

// Template is a practice that has done communities good, from which an event is
// made in a moment.
type Template struct {
	Name     string `json:"name"`
	What     string `json:"what"`     // one of EventKinds
	About    string `json:"about"`    // what members read
	Guidance string `json:"guidance"` // what hosts read: one paragraph
	Day      string `json:"day"`      // "Friday"; of a month the first
	At       string `json:"at"`       // "12:30", on the space's clocks
	Minutes  int    `json:"minutes"`
	Places   int    `json:"places,omitempty"`
	Repeat   string `json:"repeat,omitempty"` // one of the Repeat constants
}

var weekdays = [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

// Check cleans the words of a template, and says what is wrong with it, as a
// *FieldError.
func (t *Template) Check() error {
	for _, f := range []struct {
		name  string
		value *string
		most  int
	}{{"name", &t.Name, 80}, {"about", &t.About, 600}, {"guidance", &t.Guidance, 1200}} {
		if err := setClean(f.value, f.name, *f.value, f.most); err != nil {
			return err
		}
		if *f.value == "" {
			return fieldErr(f.name, "is missing")
		}
	}
	if !slices.Contains(EventKinds[:], t.What) {
		return fieldErr("what", "%q is none of: %s", clip(t.What), strings.Join(EventKinds[:], ", "))
	}
	if !slices.Contains(weekdays[:], t.Day) {
		return fieldErr("day", "%q is no day of the week", clip(t.Day))
	}
	if at, err := time.Parse("15:04", t.At); err != nil || at.Format("15:04") != t.At {
		return fieldErr("at", "%q is no time such as 12:30", clip(t.At))
	}
	switch {
	case t.Minutes < 10 || t.Minutes > 12*60:
		return fieldErr("minutes", "are from 10 to 720")
	case t.Places < 0 || t.Places > 10_000:
		return fieldErr("places", "are from 0 to 10000")
	}
	_, err := Repeat{Every: t.Repeat}.Rule(time.Unix(0, 0))
	return err
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// Event makes an event of the template, in a space with that zone: the first time is
// the first that fits after now.
func (t *Template) Event(now time.Time, zone *time.Location) (Event, error) {
	if err := t.Check(); err != nil {
		return Event{}, err
	}
	clock, err := time.Parse("15:04", t.At)
	if err != nil {
		return Event{}, fieldErr("at", "%q is no time such as 12:30", clip(t.At))
	}
	now = now.In(zone)
	start := time.Date(now.Year(), now.Month(), now.Day(), clock.Hour(), clock.Minute(), 0, 0, zone)
	for !start.After(now) || start.Weekday().String() != t.Day || t.Repeat == RepeatMonth && start.Day() > 7 {
		start = time.Date(start.Year(), start.Month(), start.Day()+1, clock.Hour(), clock.Minute(), 0, 0, zone)
	}
	e := Event{
		Title: t.Name, What: t.What, About: t.About, StartsAt: start.UTC(), EndsAt: start.Add(time.Duration(t.Minutes) * time.Minute).UTC(),
		Zone: zone.String(), Places: t.Places,
	}
	e.Rule, err = Repeat{Every: t.Repeat}.Rule(start)
	return e, err
}

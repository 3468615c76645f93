package wall

import (
	"cmp"
	"time"

	"kettle/internal/community"
)

// Today is what is on and who is here.
type Today struct {
	Events []Happening
	Quiet  string // instead of events
	Here   []Card // some of those who are here
	Count  string // "23 members"
	More   string // "and 11 more"
}

// Happening is one event.
type Happening struct {
	Day    string // "" for today
	Time   string // "11:00", "All day"
	What   string // its kind
	Ground string // the kind that its colour stands for
	Title  string
	Under  string // with whom and where
}

// upcoming are the occasions that are not over, in order.
func upcoming(seen *community.Seen, now time.Time) []community.Occasion {
	var o []community.Occasion
	for _, e := range seen.Occasions {
		if !e.Over(now) {
			o = append(o, e)
		}
	}
	return o
}

func (c Config) today(s *State, seen *community.Seen, step Step, now time.Time, shape Shape) {
	name := cmp.Or(seen.Space.Name, "this space")
	s.Title, s.Under = "Today at "+name, "Come along: every event is a way to get a hand or give one"
	day := &Today{}
	next := upcoming(seen, now)
	for _, o := range next[:min(len(next), shape.events())] {
		day.Events = append(day.Events, happening(seen, &o, now))
	}
	switch {
	case len(day.Events) == 0:
		s.Under = date(now)
		day.Quiet = "Nothing is planned this week. A good week for a long lunch."
	case day.Events[0].Day != "":
		s.Title = "Coming up at " + name
	}
	var here []community.Profile
	for i := range seen.Profiles {
		if seen.Profiles[i].Here {
			here = append(here, seen.Profiles[i])
		}
	}
	order := Order(here, now.Format(time.DateOnly))
	for _, id := range PeopleOn(order, step.Page*shape.faces(), shape.faces()) {
		p, _ := profile(seen, id)
		day.Here = append(day.Here, Card{Who: p, Here: true})
	}
	day.Count = "Nobody has checked in yet. Be the first?"
	if len(here) > 0 {
		day.Count = count(len(here), "member", "members")
	}
	if more := len(here) - len(day.Here); more > 0 {
		day.More = "and " + thousands(more) + " more"
	}
	s.Today = day
	s.Line = []Piece{{Text: "There is always somebody to have a cup with."}}
	if all := append(anniversaries(seen, now), newcomers(seen, now)...); len(all) > 0 {
		s.Line = all[step.Turn%int64(len(all))]
	}
}

func happening(seen *community.Seen, o *community.Occasion, now time.Time) Happening {
	starts := seen.Space.Local(o.StartsAt)
	h := Happening{Time: clock(starts), What: o.What, Title: o.Title}
	with := ""
	if o.With != "" {
		with = "with " + o.With
	}
	h.Under = joinDots(with, o.Place)
	if h.Under == "" {
		h.Under = firstSentence(o.About)
	}
	h.Under = joinDots(h.Under, o.RoomWords())
	switch o.What {
	case community.EventOther:
		h.What = ""
	case community.EventAccountability:
		h.What = "Accountability"
	}
	h.Ground = o.What
	switch {
	case daysApart(now, starts) > 0:
		h.Day = dayName(now, starts)
	case starts.Before(now) && !o.AllDay:
		h.Time = "Now"
	}
	if o.AllDay {
		h.Time = "All day"
	}
	return h
}

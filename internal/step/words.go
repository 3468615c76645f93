package step

import (
	"fmt"
	"strconv"
	"time"

	"kettle/internal/community"
	"kettle/internal/shared"
)

// State is how a screen stands, in one word for programs.
type State string

// The states of a screen.
const (
	StateInStep  State = "in step"
	StateBehind  State = "behind"
	StateAway    State = "away" // not heard of, and it did not say that it would be
	StateOff     State = "off"  // switched off on purpose
	StateNever   State = "never seen"
	StateRevoked State = "revoked"
)

// When a screen counts as away, and a clock as wrong. A screen that is there asks
// every 25 seconds.
const (
	awayAfter  = time.Minute
	clockWrong = 2 * time.Minute
)

// Sight is what a hub knows of a screen at some time.
type Sight struct {
	Now     time.Time
	Revoked bool
	Contact shared.Contact
	Seq     int64            // of the last change of the space
	Space   *community.Space // for its clocks and hours
}

// State says how the screen stands.
func (s *Sight) State() State {
	c := &s.Contact
	switch {
	case s.Revoked:
		return StateRevoked
	case c.SeenAt.IsZero():
		return StateNever
	case c.Bye:
		return StateOff
	case s.Now.Sub(c.SeenAt) > awayAfter:
		return StateAway
	case c.Waiting > 0 || c.Since < s.Seq:
		return StateBehind
	}
	return StateInStep
}

// Words says how the screen stands.
func (s *Sight) Words() string {
	c := &s.Contact
	words := ""
	switch s.State() {
	case StateRevoked:
		return "revoked"
	case StateNever:
		return "never seen"
	case StateOff:
		words = "off on purpose" + s.until()
	case StateAway:
		words = "last seen " + s.when(c.SeenAt)
	case StateInStep:
		words = "in step"
	case StateBehind:
		if c.Waiting == 0 {
			words = "behind, catching up"
		}
	}
	if c.Waiting > 0 {
		if words != "" {
			words += ", "
		}
		words += changes(c.Waiting) + " waiting"
		if !c.WaitingSince.IsZero() {
			words += " since " + s.when(c.WaitingSince)
		}
	}
	if c.Offset.Abs() > clockWrong {
		words += ", its clock is " + long(c.Offset.Abs()) + " wrong"
	}
	return words
}

// until says when the space opens again, or since when the screen is off while
// the space is open.
func (s *Sight) until() string {
	if !s.Space.OpenAt(s.Now) {
		if at, ok := s.Space.OpensNext(s.Now); ok {
			return " until " + s.when(at)
		}
	}
	return " since " + s.when(s.Contact.SeenAt)
}

// when is a time as people say it: 10:02, yesterday, Monday 8:00, 3 March.
func (s *Sight) when(t time.Time) string {
	at, now := s.Space.Local(t), s.Space.Local(s.Now)
	days := daysBetween(now, at)
	switch {
	case days == 0:
		return at.Format("15:04")
	case days == -1:
		return "yesterday"
	case days == 1:
		return "tomorrow " + at.Format("15:04")
	case days > 1 && days < 7:
		return at.Format("Monday 15:04")
	case days < 0 && days > -7:
		return at.Format("Monday")
	case at.Year() == now.Year():
		return at.Format("2 January")
	}
	return at.Format("2 January 2006")
}

// daysBetween counts midnights from one time to another of the same zone.
func daysBetween(from, to time.Time) int {
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(day(to).Sub(day(from)).Hours() / 24)
}

func changes(n int64) string {
	if n == 1 {
		return "1 change"
	}
	return strconv.FormatInt(n, 10) + " changes"
}

// long is a duration of two minutes or more as people say it.
func long(d time.Duration) string {
	for _, unit := range []struct {
		name string
		of   time.Duration
	}{{"days", 24 * time.Hour}, {"hours", time.Hour}} {
		if d >= 2*unit.of {
			return fmt.Sprintf("%d %s", d.Round(unit.of)/unit.of, unit.name)
		}
	}
	return fmt.Sprintf("%d minutes", d.Round(time.Minute)/time.Minute)
}

package community

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// The kinds of events.
const (
	EventSocial         = "Social"
	EventMentoring      = "Mentoring"
	EventAccountability = "Accountability group"
	EventSurgery        = "Advice surgery"
	EventLearning       = "Learning"
	EventOther          = "Other"
)

// EventKinds are those kinds.
var EventKinds = [...]string{EventSocial, EventMentoring, EventAccountability, EventSurgery, EventLearning, EventOther}

// Event is one entry of a calendar (RFC 5545): a single occasion, a series by
// its rule, or, with RecurrenceAt set, the changed form of one occasion of the
// series with the same UID.
type Event struct {
	ID           ID
	UID          string    // the calendar's own name for it
	RecurrenceAt time.Time // which occasion of the series this replaces; zero for none
	Title        string
	What         string // one of the Event constants
	Place        string
	About        string
	With         string // who runs it, as the calendar says
	StartsAt     time.Time
	EndsAt       time.Time
	AllDay       bool   // StartsAt and EndsAt are then midnights UTC of dates, EndsAt the day after the last
	Zone         string // IANA name in which the rule counts
	Rule         string // RRULE without its name, or ""
	Extra        string // RDATE, UTC, "20260105T110000Z" separated by spaces
	Except       string // EXDATE, the same
	Sequence     string // SEQUENCE
	Cancelled    bool
	Places       int    // how many can come; 0 for any number
	Source       string // CalendarSource of the calendar that it was read from; "" for a file, or made here
}

// Fields gives the event as named text values.
func (e *Event) Fields() []Field {
	return []Field{
		{"uid", e.UID},
		{"recurrence_at", timeValue(e.RecurrenceAt)},
		{"title", e.Title},
		{"what", e.What},
		{"place", e.Place},
		{"about", e.About},
		{"with", e.With},
		{"starts_at", timeValue(e.StartsAt)},
		{"ends_at", timeValue(e.EndsAt)},
		{"all_day", yesValue(e.AllDay)},
		{"zone", e.Zone},
		{"rule", e.Rule},
		{"extra", e.Extra},
		{"except", e.Except},
		{"sequence", e.Sequence},
		{"cancelled", yesValue(e.Cancelled)},
		{"places", daysValue(e.Places)},
		{"source", e.Source},
	}
}

// Set reads one named value; errors as Member.Set.
func (e *Event) Set(field, value string) (err error) {
	switch field {
	case "uid":
		e.UID = strings.TrimSpace(value)
	case "recurrence_at":
		err = setTime(&e.RecurrenceAt, field, value)
	case "title":
		err = setClean(&e.Title, field, value, maxLine)
	case "what":
		err = setClean(&e.What, field, value, 40)
	case "place":
		err = setClean(&e.Place, field, value, maxLine)
	case "about":
		err = setClean(&e.About, field, value, maxWords)
	case "with":
		err = setClean(&e.With, field, value, maxLine)
	case "starts_at":
		err = setTime(&e.StartsAt, field, value)
	case "ends_at":
		err = setTime(&e.EndsAt, field, value)
	case "all_day":
		e.AllDay = value != ""
	case "zone":
		e.Zone = value
	case "rule":
		e.Rule = value
	case "extra":
		e.Extra = value
	case "except":
		e.Except = value
	case "sequence":
		e.Sequence = value
	case "cancelled":
		e.Cancelled = value != ""
	case "places":
		n := int64(e.Places)
		if err = setNumber(&n, field, value); n < 0 || n > 10_000 {
			return fieldErr(field, "%q is not a number of places", value)
		}
		e.Places = int(n)
	case "source":
		e.Source = value
	default:
		return ErrNotFound
	}
	return err
}

// CalendarSource names a subscribed calendar by the address it is read from: its host,
// and what tells it from others there. The address itself may be a secret, which
// walls are not to hold.
func CalendarSource(address string) string {
	host := "calendar"
	if u, err := url.Parse(strings.TrimSpace(address)); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	sum := sha256.Sum256([]byte(strings.TrimSpace(address)))
	return host + "#" + hex.EncodeToString(sum[:4])
}

// Occasion is one time at which an event takes place.
type Occasion struct {
	EventID  ID        `json:"id"`
	Title    string    `json:"title"`
	What     string    `json:"what"`
	Place    string    `json:"place"`
	About    string    `json:"about"`
	With     string    `json:"with"`
	StartsAt time.Time `json:"starts_at"` // local midnight of the space for an all-day one
	EndsAt   time.Time `json:"ends_at"`   // local midnight after the last day for an all-day one
	AllDay   bool      `json:"all_day"`
	SeriesID ID        `json:"series_id"` // the event of which it is one occasion; EventID but for one that was changed
	Of       time.Time `json:"of"`        // when it was to be by its series
	Once     bool      `json:"once"`      // there is one occasion only, whenever it is
	Places   int       `json:"places"`    // how many can come; 0 for any number
	Coming   int       `json:"coming"`    // how many come and have a place; -1 on a wall, which is not told
}

// Left is how many places are left of those that there are.
func (o *Occasion) Left() int { return max(o.Room()-o.Coming, 0) }

// RoomWords say whether there is a place: "3 places left", "5 going", or nothing.
func (o *Occasion) RoomWords() string {
	switch left := o.Left(); {
	case o.Coming < 0, o.Room() == 0 && o.Coming == 0:
		return ""
	case o.Room() == 0:
		return strconv.Itoa(o.Coming) + " going"
	case left == 0:
		return "full"
	case left == 1:
		return "1 place left"
	default:
		return strconv.Itoa(left) + " places left"
	}
}

// When says when an occasion is, in a zone and with its days named by day: "Thursday 4
// June, 13:00 to 14:00".
func (o *Occasion) When(zone *time.Location, day func(time.Time) string) string {
	at, end := o.StartsAt.In(zone), o.EndsAt.In(zone)
	last := end
	if o.AllDay {
		last = end.Add(-time.Hour) // it ends as the next day begins
	}
	oneDay := !end.After(at) || last.Format(time.DateOnly) == at.Format(time.DateOnly)
	switch {
	case o.AllDay && oneDay:
		return day(at) + ", all day"
	case o.AllDay:
		return day(at) + " to " + day(last)
	case !end.After(at):
		return day(at) + ", " + at.Format("15:04")
	case oneDay:
		return day(at) + ", " + at.Format("15:04") + " to " + end.Format("15:04")
	}
	return day(at) + ", " + at.Format("15:04") + " to " + day(end) + ", " + end.Format("15:04")
}

// Over says whether the occasion is over; one without a length is an hour long.
func (o *Occasion) Over(t time.Time) bool {
	ends := o.EndsAt
	if !ends.After(o.StartsAt) {
		ends = o.StartsAt.Add(time.Hour)
	}
	return !ends.After(t)
}

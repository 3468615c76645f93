package web

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kettle/internal/calendar"
	"kettle/internal/community"
)

// Events is what the pages of events need of the store. Who comes is never part of
// them, but for whether oneself does.
type Events interface {
	// Calendar lists all events.
	Calendar(ctx context.Context) ([]community.Event, error)
	// Occasions lists when events take place between two times, with how many come.
	Occasions(ctx context.Context, from, to time.Time) ([]community.Occasion, error)
	// Gathering gives one occasion as a member may know it.
	Gathering(ctx context.Context, by community.Actor, member, event community.ID, of time.Time) (community.Gathering, error)
	// Come keeps that a member comes, StayAway takes that back.
	Come(ctx context.Context, by community.Actor, member, event community.ID, of, slot time.Time) (community.Coming, error)
	StayAway(ctx context.Context, by community.Actor, coming community.ID) error
}

// What the page of an event shows of its coming occasions, what a list of events
// does, and the calendar of the space of what is over.
const (
	eventDays     = 366
	mostOccasions = 5
	listDays      = 28
	mostListed    = 8
	calendarPast  = 30 * 24 * time.Hour
)

// eventView is one event with its coming occasions.
type eventView struct {
	ID    string
	Path  string
	What  string
	Title string
	Size  string
	With  string
	Place string
	About string
	Times []eventTime
}

// eventTime is one occasion of it.
type eventTime struct {
	Of    string
	When  string
	Room  string
	Comes bool
	Waits bool // they said that they come, and others were faster
	Full  bool
	Turns []eventTurn
}

// eventTurn is a free turn of an advice surgery.
type eventTurn struct{ At, Clock string }

// eventPage is the page of one event.
type eventPage struct {
	Space   string
	Event   eventView
	Form    comingForm
	SignIn  bool // one can sign in, and has not
	Said    string
	Trouble bool
}

// eventID reads the ID in an event's address: 32 hex digits.
func eventID(code string) (id community.ID, err error) {
	if n, err := hex.Decode(id[:], []byte(strings.ToLower(code))); err != nil || n != len(id) || len(code) != 32 {
		return community.ID{}, community.ErrNotFound
	}
	return id, nil
}

// eventPath is the address of an event's page.
func eventPath(id community.ID) string { return "/E/" + strings.ToUpper(hex.EncodeToString(id[:])) }

// event answers what is about events, for anybody or for somebody who is signed in.
func (h *handler) event(r *http.Request, to route) (answer, error) {
	ctx := r.Context()
	if to.kind == "event" {
		id, err := eventID(to.code)
		if err != nil {
			return answer{}, err
		}
		s, in, err := h.signedIn(r)
		if err != nil {
			return answer{}, err
		}
		if !in {
			return h.showEvent(ctx, id, nil, "", false)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		return h.showEvent(ctx, id, s, s.draft.takeSaid(), false)
	}
	all, err := h.events.Calendar(ctx)
	if err != nil {
		return answer{}, fmt.Errorf("calendar: %w", err)
	}
	if to.kind == "calendar" {
		return h.calendar(h.current(all), "calendar.ics")
	}
	id, err := eventID(to.code)
	if err != nil {
		return answer{}, err
	}
	forms := formsOf(all, id)
	if len(forms) == 0 {
		return answer{}, community.ErrNotFound
	}
	return h.calendar(forms, "event.ics")
}

// showEvent shows the page of an event that takes place yet. The caller holds the lock
// of the session, which is nil for anybody.
func (h *handler) showEvent(ctx context.Context, id community.ID, s *session, said string, trouble bool) (answer, error) {
	space, err := h.src.Space(ctx)
	if err != nil {
		return answer{}, fmt.Errorf("space: %w", err)
	}
	v := eventPage{Space: community.CleanLine(space.Name), SignIn: h.doors != nil && s == nil, Said: said, Trouble: trouble}
	var by community.Actor
	if s != nil {
		by, v.Form = s.by, comingForm{Action: "/me/coming", Token: s.token}
	}
	list, err := h.coming(ctx, &space, by, eventDays, func(o *community.Occasion) bool { return o.SeriesID == id }, mostOccasions)
	if err != nil {
		return answer{}, err
	}
	if len(list) == 0 {
		return answer{}, fmt.Errorf("event %s is over: %w", id, community.ErrNotFound)
	}
	v.Event = list[0]
	status := http.StatusOK
	if trouble {
		status = http.StatusUnprocessableEntity
	}
	draw := h.look.draw
	if s != nil {
		draw = h.look.form
	}
	return draw(status, "event.html", joinNonEmpty(" · ", v.Event.Title, v.Space), v)
}

// formsOf gives an event with the occasions of it that were changed.
func formsOf(all []community.Event, id community.ID) (forms []community.Event) {
	uid := ""
	for i := range all {
		if all[i].ID == id && all[i].RecurrenceAt.IsZero() {
			uid = all[i].UID
		}
	}
	for i := range all {
		if uid != "" && all[i].UID == uid {
			forms = append(forms, all[i])
		}
	}
	return forms
}

// current leaves out what took place once and long ago.
func (h *handler) current(all []community.Event) (out []community.Event) {
	for i := range all {
		e := &all[i]
		if e.Rule != "" || e.Extra != "" || !e.RecurrenceAt.IsZero() || e.EndsAt.After(h.now().Add(-calendarPast)) {
			out = append(out, *e)
		}
	}
	return out
}

func (h *handler) calendar(events []community.Event, name string) (answer, error) {
	var b bytes.Buffer
	if err := calendar.Write(&b, events, h.now()); err != nil {
		return answer{}, err
	}
	return answer{
		status: http.StatusOK, kind: "text/calendar; charset=utf-8", body: b.Bytes(),
		header: map[string]string{"Content-Disposition": `inline; filename="` + name + `"`},
	}, nil
}

// whatsOn lists what is on in the next weeks, each event once.
func (h *handler) whatsOn(ctx context.Context, space *community.Space, by community.Actor) ([]eventView, error) {
	return h.coming(ctx, space, by, listDays, func(*community.Occasion) bool { return true }, 1)
}

// coming lists events that take place in the next days, the soonest first, each with
// so many of its occasions. by is a member who is told whether they come, or nobody.
func (h *handler) coming(ctx context.Context, space *community.Space, by community.Actor, days int, want func(*community.Occasion) bool, most int) ([]eventView, error) {
	now := h.now()
	list, err := h.events.Occasions(ctx, now, now.AddDate(0, 0, days))
	if err != nil {
		return nil, fmt.Errorf("occasions: %w", err)
	}
	var views []eventView
	for i := range list {
		o := &list[i]
		if o.Over(now) || !want(o) {
			continue
		}
		id := o.SeriesID.String()
		at := slices.IndexFunc(views, func(v eventView) bool { return v.ID == id })
		if at < 0 {
			if len(views) == mostListed {
				continue
			}
			at = len(views)
			views = append(views, viewEvent(o))
		}
		if len(views[at].Times) == most {
			continue
		}
		t, err := h.viewTime(ctx, space, by, o)
		if err != nil {
			return nil, err
		}
		views[at].Times = append(views[at].Times, t)
	}
	return views, nil
}

func viewEvent(o *community.Occasion) eventView {
	v := eventView{
		ID: o.SeriesID.String(), Path: eventPath(o.SeriesID), What: o.What, Title: community.CleanLine(o.Title),
		With: community.CleanLine(o.With), Place: community.CleanLine(o.Place), About: community.CleanWords(o.About),
	}
	v.Size = nameSize(v.Title)
	if v.What == community.EventOther {
		v.What = ""
	}
	return v
}

func (h *handler) viewTime(ctx context.Context, space *community.Space, by community.Actor, o *community.Occasion) (eventTime, error) {
	t := eventTime{Of: strconv.FormatInt(o.Of.Unix(), 10), When: occasionWords(space, o), Room: o.RoomWords(), Full: o.Room() > 0 && o.Left() == 0}
	if by.ID.IsZero() {
		return t, nil
	}
	g, err := h.events.Gathering(ctx, by, by.ID, o.SeriesID, o.Of)
	if err != nil {
		return t, fmt.Errorf("who comes: %w", err)
	}
	t.Comes = g.Comes()
	t.Waits = !t.Comes && !g.Mine.MemberID.IsZero()
	for _, turn := range g.Turns {
		if turn.Free {
			t.Turns = append(t.Turns, eventTurn{strconv.FormatInt(turn.At.Unix(), 10), space.Local(turn.At).Format("15:04")})
		}
	}
	return t, nil
}

// occasionWords is when an occasion is, for people.
func occasionWords(space *community.Space, o *community.Occasion) string {
	return o.When(space.Location(), func(day time.Time) string { return day.Format("Monday 2 January") })
}

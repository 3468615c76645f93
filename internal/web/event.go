package web

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"kettle/internal/calendar"
	"kettle/internal/community"
)

// Events is what the pages of events need of the store. Who comes is never part of
// them, but for oneself when signed in.
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

// What the page of an event shows of its coming occasions, and the calendar of the
// space of what is over.
const (
	eventDays     = 120
	mostOccasions = 5
	calendarPast  = 30 * 24 * time.Hour
)

// eventView is the page of an event.
type eventView struct {
	Space   string
	What    string
	Title   string
	Size    string
	With    string
	Place   string
	About   string
	Path    string
	Times   []eventTime
	Signed  bool // somebody is signed in
	SignIn  bool // one can sign in
	Token   string
	Said    string
	Trouble bool
}

// eventTime is one occasion of it.
type eventTime struct {
	Of    string
	When  string
	Room  string
	Comes bool
	Full  bool
	Turns []eventTurn
}

// eventTurn is a free turn of an advice surgery.
type eventTurn struct{ At, Clock string }

// eventID reads the ID in an event's address: 32 hex digits.
func eventID(code string) (id community.ID, err error) {
	if n, err := hex.Decode(id[:], []byte(strings.ToLower(code))); err != nil || n != len(id) || len(code) != 32 {
		return community.ID{}, community.ErrNotFound
	}
	return id, nil
}

// event answers what is about events.
func (h *handler) event(w http.ResponseWriter, r *http.Request, to route) (answer, error) {
	ctx := r.Context()
	space, err := h.src.Space(ctx)
	if err != nil {
		return answer{}, fmt.Errorf("space: %w", err)
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
	switch {
	case len(forms) == 0:
		return answer{}, community.ErrNotFound
	case to.kind == "event calendar":
		return h.calendar(forms, "event.ics")
	}
	var s *session
	if h.sessions != nil {
		if got, in := h.sessions.of(r); in {
			s = got
		}
	}
	said, trouble := "", false
	if r.Method == http.MethodPost {
		if s == nil {
			return h.signInPage(ctx, http.StatusForbidden, "You were away for a while. Please sign in again.")
		}
		if h.origin.Check(r) != nil {
			return h.look.foreign, nil
		}
		f, a, err := h.read(w, r, false)
		if err != nil || f == nil {
			return a, err
		}
		if !s.fits(f) {
			return h.look.foreign, nil
		}
		if said, trouble, err = h.sendComing(ctx, s, id, f); err != nil {
			return answer{}, err
		}
	}
	v, err := h.viewEvent(ctx, &space, id, s)
	if err != nil {
		return answer{}, err
	}
	v.Said, v.Trouble = said, trouble
	title := joinNonEmpty(" · ", v.Title, space.Name)
	if s == nil {
		return h.look.draw(http.StatusOK, "event.html", title, v)
	}
	return h.look.form(http.StatusOK, "event.html", title, v)
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

// viewEvent is the page of an event that takes place yet.
func (h *handler) viewEvent(ctx context.Context, space *community.Space, id community.ID, s *session) (eventView, error) {
	now := h.now()
	list, err := h.events.Occasions(ctx, now, now.AddDate(0, 0, eventDays))
	if err != nil {
		return eventView{}, fmt.Errorf("occasions: %w", err)
	}
	v := eventView{Space: space.Name, Path: "/E/" + strings.ToUpper(hex.EncodeToString(id[:])), SignIn: h.doors != nil, Signed: s != nil}
	for i := range list {
		o := &list[i]
		if o.SeriesID != id || o.Over(now) || len(v.Times) == mostOccasions {
			continue
		}
		if v.Title == "" {
			v.What, v.Title, v.With, v.Place, v.About = o.What, o.Title, o.With, o.Place, o.About
			v.Size = nameSize(o.Title)
			if v.What == community.EventOther {
				v.What = ""
			}
		}
		t := eventTime{Of: strconv.FormatInt(o.Of.Unix(), 10), When: occasionWords(space, o), Room: o.RoomWords(), Full: o.Room() > 0 && o.Left() == 0}
		if s != nil {
			g, err := h.events.Gathering(ctx, s.by, s.by.ID, id, o.Of)
			if err != nil {
				return v, fmt.Errorf("who comes: %w", err)
			}
			t.Comes = g.Comes()
			for _, turn := range g.Turns {
				if turn.Free {
					t.Turns = append(t.Turns, eventTurn{strconv.FormatInt(turn.At.Unix(), 10), space.Local(turn.At).Format("15:04")})
				}
			}
		}
		v.Times = append(v.Times, t)
	}
	if len(v.Times) == 0 {
		return v, fmt.Errorf("event %s is over: %w", id, community.ErrNotFound)
	}
	if s != nil {
		v.Token = s.token
	}
	return v, nil
}

// occasionWords is when an occasion is, for people.
func occasionWords(space *community.Space, o *community.Occasion) string {
	at, end := space.Local(o.StartsAt), space.Local(o.EndsAt)
	day := at.Format("Monday 2 January")
	switch {
	case o.AllDay && end.Sub(at) > 25*time.Hour:
		return day + " to " + end.Add(-time.Hour).Format("Monday 2 January")
	case o.AllDay:
		return day
	case at.Format(time.DateOnly) == end.Format(time.DateOnly):
		return day + ", " + at.Format("15:04") + "–" + end.Format("15:04")
	}
	return day + ", " + at.Format("15:04") + " to " + end.Format("Monday 15:04")
}

// sendComing takes in that somebody who is signed in comes, or does not.
func (h *handler) sendComing(ctx context.Context, s *session, id community.ID, f *form) (said string, trouble bool, err error) {
	unix := func(field string) (time.Time, bool) {
		n, err := strconv.ParseInt(f.values.Get(field), 10, 64)
		return time.Unix(n, 0).UTC(), err == nil
	}
	of, ok := unix("of")
	if !ok {
		return "", false, community.ErrNotFound
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.values.Get("do") == "away" {
		g, err := h.events.Gathering(ctx, s.by, s.by.ID, id, of)
		if err == nil && !g.Mine.MemberID.IsZero() {
			err = h.events.StayAway(ctx, s.by, g.Mine.ID)
		}
		if err != nil {
			return "", false, fmt.Errorf("stay away: %w", err)
		}
		return "Thanks for saying so. Your place is free again.", false, nil
	}
	slot, ok := unix("slot")
	if !ok {
		slot = time.Time{}
	}
	_, err = h.events.Come(ctx, s.by, s.by.ID, id, of, slot)
	var why interface{ Sentence() string }
	var wrong *community.FieldError
	switch {
	case errors.As(err, &why):
		return why.Sentence(), true, nil
	case errors.As(err, &wrong):
		return "Please choose one of the turns.", true, nil
	case err != nil:
		return "", false, fmt.Errorf("come: %w", err)
	}
	return "See you there.", false, nil
}

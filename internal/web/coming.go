package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"kettle/internal/community"
)

// comingForm is where the forms of events go; the zero one is for a page without.
type comingForm struct{ Action, Token string }

// timesView is the occasions of an event, each with what a member may do.
type timesView struct {
	Event eventView
	Form  comingForm
}

// Times is the part of a page that shows the occasions.
func (f comingForm) Times(e eventView) timesView { return timesView{e, f} }

// comingPage is what is on, behind a link that works once.
type comingPage struct {
	Space  string
	Back   string
	Events []eventView
	Form   comingForm
	Bad    string
}

// come takes in that a member comes, or does not.
func (h *handler) come(ctx context.Context, by community.Actor, f *form) (did, error) {
	unix := func(field string) (time.Time, error) {
		n, err := strconv.ParseInt(f.values.Get(field), 10, 64)
		return time.Unix(n, 0).UTC(), err
	}
	id, badID := community.ParseID(f.values.Get("event"))
	of, badTime := unix("of")
	if badID != nil || badTime != nil {
		return did{}, community.ErrNotFound
	}
	if f.values.Get("do") == "away" {
		g, err := h.events.Gathering(ctx, by, by.ID, id, of)
		if err == nil && !g.Mine.MemberID.IsZero() {
			err = h.events.StayAway(ctx, by, g.Mine.ID)
		}
		if err != nil {
			return did{}, fmt.Errorf("stay away: %w", err)
		}
		return did{said: "Thanks for saying so. Your place is free again."}, nil
	}
	slot, err := unix("slot")
	if err != nil {
		slot = time.Time{}
	}
	_, err = h.events.Come(ctx, by, by.ID, id, of, slot)
	var why interface{ Sentence() string }
	var wrong *community.FieldError
	switch {
	case errors.As(err, &why):
		return did{bad: posting{bad: why.Sentence()}}, nil
	case errors.As(err, &wrong):
		return did{bad: posting{bad: "Please choose one of the turns."}}, nil
	case err != nil:
		return did{}, fmt.Errorf("come: %w", err)
	}
	return did{said: "See you there."}, nil
}

// sendComing is come for somebody who is signed in, on the page of the event.
func (h *handler) sendComing(ctx context.Context, s *session, f *form) (answer, error) {
	d, err := h.come(ctx, s.by, f)
	if err != nil {
		return answer{}, err
	}
	id, err := community.ParseID(f.values.Get("event"))
	if err != nil {
		return answer{}, err
	}
	if d.said == "" {
		return h.showEvent(ctx, id, s, d.bad.bad, true)
	}
	s.draft.said = d.said
	return seeOther(eventPath(id)), nil
}

// showComing shows what is on behind a ticket; bad is what was wrong with what was sent.
func (h *handler) showComing(ctx context.Context, p ownPage, bad posting, _ string) (answer, error) {
	space, err := h.src.Space(ctx)
	if err != nil {
		return answer{}, fmt.Errorf("space: %w", err)
	}
	v := comingPage{Space: community.CleanLine(space.Name), Back: p.action, Form: comingForm{Action: p.action + "/coming"}, Bad: bad.bad}
	if v.Events, err = h.whatsOn(ctx, &space, p.by); err != nil {
		return answer{}, err
	}
	status := http.StatusOK
	if v.Bad != "" {
		status = http.StatusUnprocessableEntity
	}
	return h.look.form(status, "coming.html", joinNonEmpty(" · ", "What’s on", v.Space), v)
}

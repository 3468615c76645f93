package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"kettle/internal/community"
)

// own answers what has a form: the pages of tickets and of sessions.
func (h *handler) own(w http.ResponseWriter, r *http.Request, to route) (answer, error) {
	sends := r.Method == http.MethodPost
	if !sends {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			return answer{}, community.ErrNotFound
		}
	}
	if !h.limit.allow(r.RemoteAddr) {
		return h.look.busy, nil
	}
	if err := h.origin.Check(r); err != nil {
		return h.look.foreign, nil
	}
	if to.session() && to.kind != "ticket in" {
		return h.me(w, r, to)
	}
	t, ok := h.tickets.find(to.code)
	if !ok {
		return h.look.ended, nil
	}
	switch {
	case to.kind == "ticket board" && h.board != nil:
		return h.ticketAct(w, r, t, h.act, h.showBoard)
	case to.kind == "ticket coming" && h.events != nil:
		return h.ticketAct(w, r, t, h.come, h.showComing)
	case sends && to.kind == "ticket":
		return h.sendTicket(w, r, t)
	case sends && to.kind == "ticket in":
		return h.ticketIn(r.Context(), t)
	case !sends && to.kind == "ticket":
		return h.openTicket(r.Context(), t)
	case !sends && to.kind == "ticket photo":
		return h.ticketPhoto(r.Context(), t)
	}
	return h.look.ended, nil
}

// active reads the member of a page. One who is not a member any more is
// community.ErrNotFound.
func (h *handler) active(ctx context.Context, id community.ID) (community.Member, error) {
	m, err := h.members.Member(ctx, id)
	if err == nil && !m.Active() {
		err = fmt.Errorf("member: %w", community.ErrNotFound)
	}
	return m, err
}

// memberOf reads the member of a ticket. For a photo that need not be an active
// one: a host may be about to make them one.
func (h *handler) memberOf(ctx context.Context, t *ticket) (community.Member, error) {
	switch {
	case t.purpose != ForPhoto:
		return h.active(ctx, t.actor.ID)
	case t.actor.ID.IsZero():
		return community.Member{}, nil
	}
	return h.members.Member(ctx, t.actor.ID)
}

// openTicket shows the page that a ticket is for.
func (h *handler) openTicket(ctx context.Context, t *ticket) (answer, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.used {
		return h.look.ended, nil
	}
	m, err := h.memberOf(ctx, t)
	if errors.Is(err, community.ErrNotFound) {
		return h.look.ended, nil
	}
	if err != nil {
		return answer{}, fmt.Errorf("member: %w", err)
	}
	if t.purpose == ForPhoto {
		return h.photoPage(ctx, t, &m, "")
	}
	return h.showOwn(ctx, h.pageOf(t), &m, nil, notes{})
}

// photoView is the page that sends a photo.
type photoView struct {
	Space, Action, Name string
	Bad                 string
}

func (h *handler) photoPage(ctx context.Context, t *ticket, m *community.Member, bad string) (answer, error) {
	space, err := h.src.Space(ctx)
	if err != nil {
		return answer{}, fmt.Errorf("space: %w", err)
	}
	status := http.StatusOK
	if bad != "" {
		status = http.StatusUnprocessableEntity
	}
	return h.look.form(status, "send_photo.html", strings.TrimSuffix("A photo of "+called(m), " of "), photoView{
		Space: community.CleanLine(space.Name), Action: "/T/" + t.word, Name: called(m), Bad: bad,
	})
}

// called is what to call a member.
func called(m *community.Member) string {
	return community.CleanLine(m.Call())
}

// ticketPhoto gives the photo that the profile's page shows: the one that was
// sent, else the member's.
func (h *handler) ticketPhoto(ctx context.Context, t *ticket) (answer, error) {
	t.mu.Lock()
	hash, used := t.draft.photo, t.used
	t.mu.Unlock()
	if used || t.purpose != ForProfile {
		return h.look.ended, nil
	}
	return h.ownPhoto(ctx, t.actor.ID, hash)
}

func (h *handler) ownPhoto(ctx context.Context, member community.ID, hash string) (answer, error) {
	if hash == "" {
		m, err := h.active(ctx, member)
		if err != nil {
			return answer{}, err
		}
		hash = m.Photo
	}
	photo, err := h.openPhoto(ctx, hash, pagePhotoSide)
	if err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusOK, kind: "image/jpeg", photo: photo}, nil
}

// roomWithin is how long a phone waits to send its picture.
const roomWithin = 10 * time.Second

// read reads a form; with pictures there may be one in it, when there is room for
// one more. A form that is no form of ours, and a picture for which there is no
// room, have an answer.
func (h *handler) read(w http.ResponseWriter, r *http.Request, pictures bool) (*form, answer, error) {
	var room func() error
	if pictures {
		has := false
		room = func() error {
			if has {
				return nil
			}
			allowLonger(w)
			wait := time.NewTimer(roomWithin)
			defer wait.Stop()
			select {
			case h.uploads <- struct{}{}:
				has = true
				return nil
			case <-wait.C:
				return errNoRoom
			case <-r.Context().Done():
				return r.Context().Err()
			}
		}
		defer func() {
			if has {
				<-h.uploads
			}
		}()
	}
	f, err := readForm(w, r, room)
	switch {
	case errors.Is(err, errBadForm):
		return nil, h.look.odd, nil
	case errors.Is(err, errNoRoom):
		return nil, h.look.busy, nil
	}
	return f, answer{}, err
}

// ticketAct is a page behind a ticket other than the profile's: show shows it, with
// what was wrong, and act does one thing that is sent from it, which uses the ticket up.
func (h *handler) ticketAct(w http.ResponseWriter, r *http.Request, t *ticket,
	act func(context.Context, community.Actor, *form) (did, error), show func(context.Context, ownPage, posting, string) (answer, error),
) (answer, error) {
	var f *form
	if r.Method == http.MethodPost {
		var a answer
		var err error
		if f, a, err = h.read(w, r, false); err != nil || f == nil {
			return a, err
		}
	}
	ctx := r.Context()
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.purpose != ForProfile, t.used && f == nil:
		return h.look.ended, nil
	case t.used:
		return h.look.used, nil
	}
	m, err := h.active(ctx, t.actor.ID)
	if errors.Is(err, community.ErrNotFound) {
		return h.look.ended, nil
	}
	if err != nil {
		return answer{}, fmt.Errorf("member: %w", err)
	}
	if f == nil {
		return show(ctx, h.pageOf(t), posting{}, "")
	}
	d, err := act(ctx, t.actor, f)
	if err != nil {
		return answer{}, err
	}
	if d.said == "" {
		return show(ctx, h.pageOf(t), d.bad, "")
	}
	t.used = true
	t.draft = draft{}
	h.tickets.came(Came{Word: t.word, Member: m.ID, Purpose: t.purpose, Waits: d.held})
	return h.thanks(notice{Title: "Thank you, " + called(&m) + ".", Words: []string{d.said}})
}

// sendTicket takes in what was sent with a ticket.
func (h *handler) sendTicket(w http.ResponseWriter, r *http.Request, t *ticket) (answer, error) {
	f, a, err := h.read(w, r, true)
	if err != nil || f == nil {
		return a, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.used {
		return h.look.used, nil
	}
	ctx := r.Context()
	m, err := h.memberOf(ctx, t)
	if errors.Is(err, community.ErrNotFound) {
		return h.look.ended, nil
	}
	if err != nil {
		return answer{}, fmt.Errorf("member: %w", err)
	}
	if t.purpose == ForPhoto {
		return h.sendPhoto(ctx, t, &m, f)
	}
	saved, a, err := h.sendOwn(ctx, h.pageOf(t), &m, f)
	if err != nil || !saved.done {
		return a, err
	}
	t.used = true
	t.draft = draft{}
	h.tickets.came(Came{Word: t.word, Member: m.ID, Purpose: t.purpose, Photo: saved.photo, Waits: saved.waits})
	return h.thanks(saved.words(called(&saved.member)))
}

// sendPhoto takes in the one photo of a ticket for one.
func (h *handler) sendPhoto(ctx context.Context, t *ticket, m *community.Member, f *form) (answer, error) {
	if f.photo == nil {
		bad := f.reason
		if bad == "" {
			bad = "No picture came along. Please take or choose one first."
		}
		return h.photoPage(ctx, t, m, bad)
	}
	hash, err := h.members.KeepPhoto(ctx, f.photo)
	if bad := refusedWords(err); bad != "" {
		return h.photoPage(ctx, t, m, bad)
	}
	if err != nil {
		return answer{}, fmt.Errorf("keep a photo: %w", err)
	}
	t.used = true
	h.tickets.came(Came{Word: t.word, Member: m.ID, Purpose: t.purpose, Photo: hash})
	return h.thanks(notice{
		Title: strings.Replace("Thank you, "+called(m)+".", ", .", ".", 1),
		Words: []string{"The photo is there. Look at the kiosk: it is put in its frame now."},
	})
}

func (h *handler) thanks(n notice) (answer, error) {
	return h.look.notice(http.StatusOK, n)
}

package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"

	"kettle/internal/community"
)

// Doors let members sign in.
type Doors interface {
	// SignIn gives the active member of that number or code whose PIN it is. It is
	// community.ErrNotFound for all that does not fit, after the same time: whoever
	// tries does not learn who is a member, has a PIN or is locked out.
	SignIn(ctx context.Context, number, pin string) (community.ID, error)
	// SetPIN gives a member another PIN; a *community.FieldError for one that is
	// too easy.
	SetPIN(ctx context.Context, actor community.Actor, member community.ID, pin string) error
	// PINMark tells a member's PIN from any other that they had or have; "" for none.
	PINMark(ctx context.Context, member community.ID) (string, error)
}

// signInAgain is for whoever sends something and is not signed in any more.
const signInAgain = "You were away for a while. Please sign in again."

// me answers the pages that one signs in to.
func (h *handler) me(w http.ResponseWriter, r *http.Request, to route) (answer, error) {
	ctx := r.Context()
	s, in := h.sessions.of(r)
	sends := r.Method == http.MethodPost
	switch {
	case sends && to.kind == "me/in":
		return h.signIn(w, r)
	case h.board == nil && (to.kind == "me/board" || to.kind == "me/help"), h.events == nil && to.kind == "me/coming":
		return answer{}, community.ErrNotFound
	case !sends && (to.kind == "me/help" || to.kind == "me/coming"):
		return seeOther("/"), nil
	case !in && sends:
		return h.signInPage(ctx, http.StatusForbidden, "", signInAgain)
	case !in && (to.kind == "me" || to.kind == "me/board" || to.kind == "me/in"):
		return h.signInPage(ctx, http.StatusOK, cmp.Or(r.URL.Query().Get("then"), r.URL.Path), "")
	case !sends && (to.kind == "me/in" || to.kind == "me/out" || to.kind == "me/pin"):
		return seeOther(onward(r.URL.Query().Get("then"))), nil
	case !in:
		return answer{}, community.ErrNotFound
	case sends:
		return h.sendMe(w, r, to, s)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	m, a, err := h.whose(ctx, s)
	if err != nil || a.status != 0 {
		return a, err
	}
	if to.kind == "me.jpg" {
		return h.ownPhoto(ctx, m.ID, s.draft.photo)
	}
	said := s.draft.takeSaid()
	if to.kind == "me/board" {
		return h.showBoard(ctx, pageOfSession(s), posting{}, said)
	}
	return h.showOwn(ctx, pageOfSession(s), &m, nil, notes{said: said})
}

// signedIn gives the session of a member who is signed in; in is false for anybody else.
func (h *handler) signedIn(r *http.Request) (s *session, in bool, err error) {
	if h.sessions == nil {
		return nil, false, nil
	}
	if s, in = h.sessions.of(r); !in {
		return nil, false, nil
	}
	_, err = h.still(r.Context(), s)
	switch {
	case errors.Is(err, community.ErrNotFound), errors.Is(err, errOtherPIN):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("member: %w", err)
	}
	return s, true, nil
}

// errOtherPIN says that a session is of the time before a member's PIN was changed.
var errOtherPIN = errors.New("the PIN was changed")

// still gives the member of a session that holds: community.ErrNotFound for one who is
// none any more, errOtherPIN once their PIN is another than at the sign-in. Somebody who
// knew the one before is out then, whoever changed it and wherever.
func (h *handler) still(ctx context.Context, s *session) (community.Member, error) {
	m, err := h.active(ctx, s.by.ID)
	if err != nil {
		return m, err
	}
	mark, err := h.doors.PINMark(ctx, m.ID)
	if err == nil && mark != s.pin {
		err = errOtherPIN
	}
	return m, err
}

// whose reads the member of a session. Where it holds no more there is an answer, and
// it ends.
func (h *handler) whose(ctx context.Context, s *session) (community.Member, answer, error) {
	m, err := h.still(ctx, s)
	var why string
	switch {
	case err == nil:
		return m, answer{}, nil
	case errors.Is(err, community.ErrNotFound):
		why = "This membership isn’t running any more. Please ask a host."
	case errors.Is(err, errOtherPIN):
		why = "Your PIN was changed. Please sign in with the new one."
	default:
		return m, answer{}, fmt.Errorf("member: %w", err)
	}
	h.sessions.end(s)
	a, err := h.signInPage(ctx, http.StatusForbidden, "", why)
	return m, a, err
}

func pageOfSession(s *session) ownPage {
	return ownPage{by: s.by, draft: &s.draft, action: "/me", session: s}
}

// sendMe takes in what somebody who is signed in sent. What came slowly counts only
// if they still are when all of it is there.
func (h *handler) sendMe(w http.ResponseWriter, r *http.Request, to route, s *session) (answer, error) {
	f, a, err := h.read(w, r, to.kind == "me")
	if err != nil || f == nil {
		return a, err
	}
	if !s.fits(f) {
		return h.look.foreign, nil
	}
	ctx := r.Context()
	s.mu.Lock()
	defer s.mu.Unlock()
	if now, in := h.sessions.of(r); !in || now != s {
		return h.signInPage(ctx, http.StatusForbidden, "", signInAgain)
	}
	m, a, err := h.whose(ctx, s)
	if err != nil || a.status != 0 {
		return a, err
	}
	switch to.kind {
	case "me/out":
		h.sessions.end(s)
		a := seeOther("/me")
		a.header["Set-Cookie"] = cookie("", -1).String()
		return a, nil
	case "me/board":
		return h.sendBoard(ctx, s, f)
	case "me/help":
		return h.sendHelp(ctx, s, f)
	case "me/coming":
		return h.sendComing(ctx, s, f)
	case "me/pin":
		return h.setPIN(ctx, s, &m, f)
	case "me":
		k, a, err := h.sendOwn(ctx, pageOfSession(s), &m, f)
		if err != nil || !k.done {
			return a, err
		}
		h.tickets.came(Came{Member: m.ID, Purpose: ForProfile, Photo: k.photo, Waits: k.waits})
		n := k.words(called(&k.member))
		s.draft = draft{said: n.Title + " " + n.Words[0]}
		return seeOther("/me"), nil
	}
	return answer{}, community.ErrNotFound
}

func (h *handler) setPIN(ctx context.Context, s *session, m *community.Member, f *form) (answer, error) {
	pin := f.values.Get("pin")
	bad := ""
	if pin != f.values.Get("again") {
		bad = "The two PINs are not the same: nothing was changed."
	} else if err := h.doors.SetPIN(ctx, s.by, m.ID, pin); err != nil {
		if field := (*community.FieldError)(nil); !errors.As(err, &field) {
			return answer{}, fmt.Errorf("set a PIN: %w", err)
		}
		bad = fieldSentence(err)
	}
	if bad != "" {
		return h.showOwn(ctx, pageOfSession(s), m, nil, notes{said: "The PIN is as it was.", trouble: true, pin: bad})
	}
	h.sessions.end(s)
	s.draft.said = "Your PIN is kept. Whoever was signed in as you on another phone is not any more."
	return h.welcome(ctx, m.ID, "/me", s.draft)
}

// signIn begins a session for a number and a PIN that fit.
func (h *handler) signIn(w http.ResponseWriter, r *http.Request) (answer, error) {
	if !h.tries.allow(r.RemoteAddr) {
		return h.look.busy, nil
	}
	f, a, err := h.read(w, r, false)
	if err != nil || f == nil {
		return a, err
	}
	id, err := h.doors.SignIn(r.Context(), community.CleanLine(f.values.Get("number")), f.values.Get("pin"))
	if errors.Is(err, community.ErrNotFound) {
		return h.signInPage(r.Context(), http.StatusForbidden, f.values.Get("then"),
			"That number and PIN do not fit together. After five wrong PINs there is a pause, so take your time, or ask a host.")
	}
	if err != nil {
		return answer{}, fmt.Errorf("sign in: %w", err)
	}
	return h.welcome(r.Context(), id, onward(f.values.Get("then")), draft{})
}

// onward is where somebody who has signed in goes on: to the page of ours that they
// came from, else to their own.
func onward(then string) string {
	switch routeOf(then).kind {
	case "space", "event", "me/board":
		return then
	}
	return "/me"
}

// ticketIn begins a session with a ticket, which is used up by it. Only a ticket
// that was given to somebody who had proven who they are does.
func (h *handler) ticketIn(ctx context.Context, t *ticket) (answer, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.used:
		return h.look.used, nil
	case t.purpose != ForProfile, t.actor.Kind != community.ActorProven:
		return h.look.ended, nil
	}
	if _, err := h.active(ctx, t.actor.ID); errors.Is(err, community.ErrNotFound) {
		return h.look.ended, nil
	} else if err != nil {
		return answer{}, fmt.Errorf("member: %w", err)
	}
	t.used = true
	h.tickets.came(Came{Word: t.word, Member: t.actor.ID, Purpose: t.purpose, SignedIn: true})
	return h.welcome(ctx, t.actor.ID, "/me", draft{})
}

// welcome begins a session with what its member had begun to write.
func (h *handler) welcome(ctx context.Context, id community.ID, then string, d draft) (answer, error) {
	pin, err := h.doors.PINMark(ctx, id)
	if err != nil {
		return answer{}, fmt.Errorf("member: %w", err)
	}
	a := seeOther(then)
	a.header["Set-Cookie"] = h.sessions.begin(id, pin, d).String()
	return a, nil
}

// signInView is the page to sign in at.
type signInView struct{ Space, Then, Bad string }

func (h *handler) signInPage(ctx context.Context, status int, then, bad string) (answer, error) {
	space, err := h.src.Space(ctx)
	if err != nil {
		return answer{}, fmt.Errorf("space: %w", err)
	}
	return h.look.form(status, "sign_in.html", joinNonEmpty(" · ", "Sign in", community.CleanLine(space.Name)),
		signInView{community.CleanLine(space.Name), onward(then), bad})
}

// seeOther leads on to a page with GET.
func seeOther(at string) answer {
	return answer{status: http.StatusSeeOther, kind: "text/plain; charset=utf-8", form: true, header: map[string]string{"Location": at}}
}

package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"kettle/internal/community"
)

// boardView is the page on which a member asks for a hand and offers one.
type boardView struct {
	Space  string
	Action string // where the forms go
	Back   string // the profile's page
	Token  string
	Said   string
	Bad    string // what is wrong
	Forms  []sideView
	Mine   []ownPost
	Once   bool // the link works once
}

// sideView is the form of an ask or of an offer: both are the same size.
type sideView struct {
	Side, Title, Hint, Send string
	Words, Bad              string
	Choices                 []choice
}

// choice is one of several.
type choice struct {
	Value, Label string
	On           bool
}

// ownPost is one's own post as the page shows it.
type ownPost struct {
	ID, Side, Words, Until string
	Held, Offer            bool
}

var sides = [...]sideView{
	{Side: community.Ask, Title: "Ask for a hand", Hint: "Small and concrete: “Ten minutes with somebody who knows VAT”.", Send: "Put my ask up"},
	{Side: community.Offer, Title: "Offer a hand", Hint: "Small and concrete: “I can read one grant draft this week”.", Send: "Put my offer up"},
}

var howLong = [...]choice{
	{Value: forMonth, Label: "For a month"}, {Value: forWeek, Label: "For a week"}, {Value: forNow, Label: "Right now, for 30 minutes"},
}

// sideWords say which side a post is on.
func sideWords(p *community.Post) string {
	switch {
	case p.Quick:
		return "Needs a hand now"
	case p.Side == community.Offer:
		return "Offers"
	case p.Side == community.News:
		return "News"
	}
	return "Asks"
}

// until says until when a post is up: for what is over today the time, else the day.
func until(p *community.Post, space *community.Space, now time.Time) string {
	at := space.Local(p.Until)
	if p.Until.Sub(now) < 12*time.Hour {
		return "until " + at.Format("15:04")
	}
	return "until " + at.Format("2 January")
}

// showBoard shows the page; bad is what was wrong with what was sent.
func (h *handler) showBoard(ctx context.Context, p ownPage, bad posting, said string) (answer, error) {
	space, err := h.src.Space(ctx)
	if err != nil {
		return answer{}, fmt.Errorf("space: %w", err)
	}
	open, err := h.board.OpenPosts(ctx, p.by.ID)
	if err != nil {
		return answer{}, fmt.Errorf("one's own posts: %w", err)
	}
	v := boardView{Space: community.CleanLine(space.Name), Action: p.action + "/board", Back: p.action, Said: said, Once: p.session == nil}
	if p.session != nil {
		v.Token = p.session.token
	}
	for _, side := range sides {
		side.Choices = append([]choice(nil), howLong[:]...)
		on := 0
		if side.Side == bad.side {
			side.Words, side.Bad = bad.words, bad.bad
			for i := range side.Choices {
				if side.Choices[i].Value == bad.long {
					on = i
				}
			}
		}
		side.Choices[on].On = true
		v.Forms = append(v.Forms, side)
	}
	switch {
	case bad.bad != "" && bad.side == "":
		v.Bad = bad.bad
	case bad.bad != "":
		v.Bad = "It is not up yet: have a look at what is marked."
	}
	for i := range open {
		one := &open[i]
		v.Mine = append(v.Mine, ownPost{one.ID.String(), sideWords(one), one.Words, until(one, &space, h.now()), one.Held, one.Side == community.Offer})
	}
	status := http.StatusOK
	if bad.bad != "" {
		status = http.StatusUnprocessableEntity
	}
	return h.look.form(status, "board.html", joinNonEmpty(" · ", "Asks and offers", v.Space), v)
}

// ticketBoard is the page behind a ticket; one thing that is sent from it uses the
// ticket up.
func (h *handler) ticketBoard(w http.ResponseWriter, r *http.Request, t *ticket) (answer, error) {
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
		return h.showBoard(ctx, h.pageOf(t), posting{}, "")
	}
	d, err := h.act(ctx, t.actor, f)
	if err != nil {
		return answer{}, err
	}
	if d.said == "" {
		return h.showBoard(ctx, h.pageOf(t), d.bad, "")
	}
	t.used = true
	t.draft = draft{}
	h.tickets.came(Came{Word: t.word, Member: m.ID, Purpose: t.purpose, Waits: d.held})
	return h.thanks(notice{Title: "Thank you, " + called(&m) + ".", Words: []string{d.said}})
}

// sendBoard takes in what somebody who is signed in sent from the board, or from the
// page of the space.
func (h *handler) sendBoard(ctx context.Context, s *session, to route, f *form) (answer, error) {
	if to.kind == "me/help" {
		said, err := h.help(ctx, s.by, f)
		if err != nil {
			return answer{}, err
		}
		s.draft.said = said
		return seeOther("/"), nil
	}
	d, err := h.act(ctx, s.by, f)
	if err != nil {
		return answer{}, err
	}
	if d.said == "" {
		return h.showBoard(ctx, pageOfSession(s), d.bad, "")
	}
	s.draft.said = d.said
	return seeOther("/me/board"), nil
}

// memberBoard is what the page of the space shows to somebody who is signed in.
type memberBoard struct {
	Said  string
	Token string
	Quick []boardPost
	Posts []boardPost
}

// boardPost is a post of anybody as the page shows it.
type boardPost struct {
	ID, Side, Words string
	Name, NameLang  string
	Link            string // to the profile
	Until           string
	Offer           bool
	Helper          string // who is on the way
	Mine            bool
}

// ownSpace is the page of the space for somebody who is signed in. ok is false for
// anybody else.
func (h *handler) ownSpace(r *http.Request) (a answer, ok bool, err error) {
	if h.doors == nil || h.board == nil {
		return answer{}, false, nil
	}
	s, in := h.sessions.of(r)
	if !in {
		return answer{}, false, nil
	}
	ctx := r.Context()
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := h.active(ctx, s.by.ID); errors.Is(err, community.ErrNotFound) {
		return answer{}, false, nil
	} else if err != nil {
		return answer{}, false, fmt.Errorf("member: %w", err)
	}
	space, err := h.src.Space(ctx)
	if err != nil {
		return answer{}, false, fmt.Errorf("space: %w", err)
	}
	posts, quick, err := h.open(ctx)
	if err != nil {
		return answer{}, false, err
	}
	b := &memberBoard{Said: s.draft.said, Token: s.token}
	s.draft.said = ""
	view := func(list []community.SeenPost) (out []boardPost) {
		for i := range list {
			p := &list[i]
			name, helper := community.CleanLine(p.By.Name), community.CleanLine(p.Helper)
			if helper == "" && !p.HelperID.IsZero() {
				helper = "Somebody"
			}
			out = append(out, boardPost{
				ID: p.ID.String(), Side: sideWords(&p.Post), Words: p.Words, Name: name, NameLang: langOf(name, p.By.Languages), Link: "/M/" + p.By.Code,
				Until: until(&p.Post, &space, h.now()), Offer: p.Side == community.Offer, Helper: helper, Mine: p.MemberID == s.by.ID,
			})
		}
		return out
	}
	b.Quick, b.Posts = view(quick), view(posts)
	v := viewSpace(&space, h.now())
	v.Board, v.Calendar = b, h.events != nil
	a, err = h.look.form(http.StatusOK, "space.html", v.Name, v)
	return a, true, err
}

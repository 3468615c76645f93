package web

import (
	"context"
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
	Bad    string   // what is wrong
	Quick  []string // words of an ask for right now: one tap each
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
	Helped                 bool   // somebody is on the way
	Helper                 string // who, "" for somebody who is not shown
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
	helpers, err := h.helpers(ctx)
	if err != nil {
		return answer{}, err
	}
	v := boardView{
		Space: community.CleanLine(space.Name), Action: p.action + "/board", Back: p.action, Said: said, Once: p.session == nil,
		Quick: community.QuickWords[:],
	}
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
		v.Mine = append(v.Mine, ownPost{
			ID: one.ID.String(), Side: sideWords(one), Words: one.Words, Until: until(one, &space, h.now()), Held: one.Held, Offer: one.Side == community.Offer,
			Helped: !one.HelperID.IsZero(), Helper: helpers[one.HelperID],
		})
	}
	status := http.StatusOK
	if bad.bad != "" {
		status = http.StatusUnprocessableEntity
	}
	return h.look.form(status, "board.html", joinNonEmpty(" · ", "Asks and offers", v.Space), v)
}

// sendHelp takes in that somebody who is signed in is on the way, from the page of the
// space.
func (h *handler) sendHelp(ctx context.Context, s *session, f *form) (answer, error) {
	said, err := h.help(ctx, s.by, f)
	if err != nil {
		return answer{}, err
	}
	s.draft.said = said
	return seeOther("/"), nil
}

// sendBoard takes in what somebody who is signed in sent from the board.
func (h *handler) sendBoard(ctx context.Context, s *session, f *form) (answer, error) {
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
	ID, Words      string
	Name, NameLang string
	Link           string // to the profile
	Until          string
	Offer          bool
	Helped         bool // somebody is on the way; who that is, would tell who is here
	Helps          bool // and it is who reads this
	Mine           bool
}

// space is the page of the space, with more for somebody who is signed in.
func (h *handler) space(r *http.Request) (answer, error) {
	ctx := r.Context()
	space, err := h.src.Space(ctx)
	if err != nil {
		return answer{}, fmt.Errorf("space: %w", err)
	}
	s, in, err := h.signedIn(r)
	if err != nil {
		return answer{}, err
	}
	v := viewSpace(&space, h.now())
	v.SignIn = h.doors != nil && !in
	var by community.Actor
	if in {
		by = s.by
	}
	if h.events != nil {
		if v.Events, err = h.whatsOn(ctx, &space, by); err != nil {
			return answer{}, err
		}
	}
	if !in || h.board == nil {
		return h.look.draw(http.StatusOK, "space.html", v.Name, v)
	}
	if v.Board, err = h.viewBoard(ctx, &space, s); err != nil {
		return answer{}, err
	}
	return h.look.form(http.StatusOK, "space.html", v.Name, v)
}

func (h *handler) viewBoard(ctx context.Context, space *community.Space, s *session) (*memberBoard, error) {
	posts, quick, err := h.open(ctx)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	view := func(list []community.SeenPost) (out []boardPost) {
		for i := range list {
			p := &list[i]
			name := community.CleanLine(p.By.Name)
			out = append(out, boardPost{
				ID: p.ID.String(), Words: p.Words, Name: name, NameLang: langOf(name, p.By.Languages), Link: "/M/" + p.By.Code,
				Until: until(&p.Post, space, h.now()), Offer: p.Side == community.Offer, Helped: !p.HelperID.IsZero(), Helps: p.HelperID == s.by.ID, Mine: p.MemberID == s.by.ID,
			})
		}
		return out
	}
	return &memberBoard{Said: s.draft.takeSaid(), Token: s.token, Quick: view(quick), Posts: view(posts)}, nil
}

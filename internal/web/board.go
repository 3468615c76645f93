package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"kettle/internal/community"
)

// Board is what the pages about asks and offers need of the store. Whoever acts
// changes what is their own alone: the store sees to that.
type Board interface {
	// Seen gives what may be seen of the space, and by whom.
	Seen(ctx context.Context, a community.Audience) (*community.Seen, error)
	// OpenPosts gives what one member has put up and is not over, the newest first.
	OpenPosts(ctx context.Context, member community.ID) ([]community.Post, error)
	AddPost(ctx context.Context, actor community.Actor, p community.Post) (community.ID, error)
	SortPost(ctx context.Context, actor community.Actor, id community.ID) error
	ClosePost(ctx context.Context, actor community.Actor, id community.ID) error
	// HelpQuick keeps that the helper is on the way, and says who is.
	HelpQuick(ctx context.Context, actor community.Actor, id, helper community.ID) (community.ID, error)
	Thank(ctx context.Context, actor community.Actor, t community.ThankYou) (community.ID, error)
}

const (
	maxOwnPosts = 10  // of one member that are up at a time, from phones
	maxOnBoard  = 100 // shown
	maxWords    = 140 // of a post, in letters
)

// How long a post may stay up, as the form says it.
const (
	forMonth = "month"
	forWeek  = "week"
	forNow   = "now" // for community.QuickFor
)

// posting is what the form of an ask or an offer came to.
type posting struct {
	side, words, long string
	bad               string // what is wrong, in words
}

// postOf reads an ask or an offer from a form.
func postOf(f *form, side string) posting {
	p := posting{side: side, words: community.CleanLine(f.values.Get("words")), long: f.values.Get("for")}
	switch {
	case p.words == "":
		p.bad = "What is it? A few words are enough."
	case utf8.RuneCountInString(p.words) > maxWords:
		p.bad = fmt.Sprintf("That is longer than %d letters. Shorter is easier to answer.", maxWords)
	case !slices.Contains([]string{forMonth, forWeek, forNow}, p.long):
		p.bad = "For how long? Please choose."
	}
	return p
}

// post is it as the store keeps it.
func (p *posting) post(member community.ID, now time.Time) community.Post {
	now = now.UTC().Truncate(time.Millisecond)
	post := community.Post{MemberID: member, Side: p.side, Words: p.words, MadeAt: now}
	switch p.long {
	case forNow:
		post.Until, post.Quick = now.Add(community.QuickFor), p.side == community.Ask
	case forWeek:
		post.Until = now.AddDate(0, 0, 7)
	default:
		post.Until = now.AddDate(0, 0, community.PostDays)
	}
	return post
}

// did is what became of what was sent from the board.
type did struct {
	said string  // to people; "" while something is wrong
	held bool    // a host has to look first
	bad  posting // with what is wrong
}

// act does what a form of the board asks for.
func (h *handler) act(ctx context.Context, by community.Actor, f *form) (did, error) {
	switch do := f.values.Get("do"); do {
	case community.Ask, community.Offer:
		return h.putUp(ctx, by, postOf(f, do))
	case "sorted", "down", "thanks":
		id, err := community.ParseID(f.values.Get("id"))
		if err == nil {
			err = h.takeDown(ctx, by, do, id)
		}
		switch {
		case errors.Is(err, community.ErrNotFound), errors.Is(err, community.ErrBadID), errors.Is(err, community.ErrErased):
			return did{said: "That is not up any more."}, nil
		case err != nil:
			return did{}, fmt.Errorf("take a post down: %w", err)
		}
		return did{said: map[string]string{
			"sorted": "Good to hear. It is off the wall.", "down": "It is taken down.", "thanks": "Your thank-you is kept. They hear of it at their next check-in.",
		}[do]}, nil
	}
	return did{bad: posting{bad: "Nothing was sent. Please try again."}}, nil
}

// takeDown takes a post down; with thanks to whoever came, if that is a quick ask of
// the member that is still up.
func (h *handler) takeDown(ctx context.Context, by community.Actor, do string, id community.ID) error {
	if do == "down" {
		return h.board.ClosePost(ctx, by, id)
	}
	if do == "thanks" {
		if err := h.thankHelper(ctx, by, id); err != nil {
			return err
		}
	}
	return h.board.SortPost(ctx, by, id)
}

func (h *handler) thankHelper(ctx context.Context, by community.Actor, id community.ID) error {
	space, err := h.src.Space(ctx)
	if err != nil {
		return err
	}
	open, err := h.board.OpenPosts(ctx, by.ID)
	if err != nil {
		return err
	}
	helpers, err := h.helpers(ctx)
	if err != nil {
		return err
	}
	for i := range open {
		if helper := helpers[open[i].HelperID]; open[i].ID == id && helper != "" {
			_, err := h.board.Thank(ctx, by, (&community.Helped{Post: open[i], Helper: helper}).Thanks(&space))
			return err
		}
	}
	return community.ErrNotFound
}

// helpers gives what to call those who may be named to somebody to whom they come.
func (h *handler) helpers(ctx context.Context) (map[community.ID]string, error) {
	seen, err := h.board.Seen(ctx, community.Wall)
	if err != nil {
		return nil, fmt.Errorf("who may be named: %w", err)
	}
	called := make(map[community.ID]string, len(seen.Profiles))
	for i := range seen.Profiles {
		called[seen.Profiles[i].ID] = seen.Profiles[i].Called
	}
	return called, nil
}

// putUp keeps an ask or an offer.
func (h *handler) putUp(ctx context.Context, by community.Actor, p posting) (did, error) {
	if p.bad != "" {
		return did{bad: p}, nil
	}
	open, err := h.board.OpenPosts(ctx, by.ID)
	if err != nil {
		return did{}, err
	}
	next := p.post(by.ID, h.now())
	again := slices.IndexFunc(open, func(o community.Post) bool {
		return o.Side == next.Side && o.Words == next.Words && o.Quick == next.Quick
	})
	switch {
	case again >= 0: // sent twice
	case len(open) >= maxOwnPosts:
		p.bad = fmt.Sprintf("%d of yours are up already. Take one down first.", len(open))
		return did{bad: p}, nil
	default:
		id, err := h.board.AddPost(ctx, by, next)
		if field := (*community.FieldError)(nil); errors.As(err, &field) {
			p.bad = fieldSentence(err)
			return did{bad: p}, nil
		}
		if err != nil {
			return did{}, fmt.Errorf("put a post up: %w", err)
		}
		if open, err = h.board.OpenPosts(ctx, by.ID); err != nil {
			return did{}, err
		}
		again = slices.IndexFunc(open, func(o community.Post) bool { return o.ID == id })
	}
	switch {
	case again >= 0 && open[again].Held:
		return did{said: "It is kept. A host has a look at it first, then everybody sees it.", held: true}, nil
	case p.long == forNow && p.side == community.Ask:
		return did{said: "It is on every screen here for half an hour. Somebody may be on the way already."}, nil
	case p.side == community.Ask:
		return did{said: "Your ask is up. Asking makes others feel valued."}, nil
	}
	return did{said: "Your offer is up. Offering makes others feel supported."}, nil
}

// help keeps that a member is on the way to somebody who needs a hand now, and says
// so to them.
func (h *handler) help(ctx context.Context, by community.Actor, f *form) (string, error) {
	const over = "That is sorted already, or over. Thank you all the same."
	_, quick, err := h.open(ctx)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(quick, func(p community.SeenPost) bool { return p.ID.String() == f.values.Get("id") })
	if i < 0 {
		return over, nil
	}
	who, err := h.board.HelpQuick(ctx, by, quick[i].ID, by.ID)
	switch {
	case errors.Is(err, community.ErrNotFound):
		return over, nil
	case err != nil:
		return "", fmt.Errorf("be on the way: %w", err)
	case who != by.ID:
		return "Somebody is on the way already. Thank you all the same.", nil
	}
	return quick[i].By.Called + " knows that you are on the way.", nil
}

// open gives what is up of those who agreed both to the wall and to the phone page:
// asks and offers in one list, the newest first, and apart from them who needs a hand
// now.
func (h *handler) open(ctx context.Context) (posts, quick []community.SeenPost, err error) {
	onPhone, err := h.board.Seen(ctx, community.Phone)
	if err != nil {
		return nil, nil, fmt.Errorf("what is up: %w", err)
	}
	onWall, err := h.board.Seen(ctx, community.Wall)
	if err != nil {
		return nil, nil, fmt.Errorf("what is up: %w", err)
	}
	agreed := map[community.ID]bool{}
	for i := range onWall.Profiles {
		agreed[onWall.Profiles[i].ID] = true
	}
	only := func(list []community.SeenPost) []community.SeenPost {
		return slices.DeleteFunc(slices.Clone(list), func(p community.SeenPost) bool { return !agreed[p.MemberID] })
	}
	posts, quick = only(onPhone.Posts), only(onPhone.Quick)
	slices.SortStableFunc(posts, func(a, b community.SeenPost) int { return b.MadeAt.Compare(a.MadeAt) })
	return posts[:min(len(posts), maxOnBoard)], quick, nil
}

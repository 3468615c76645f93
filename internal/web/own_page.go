package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"kettle/internal/community"
)

// ownPage is where a profile is edited: behind a ticket or in a session.
type ownPage struct {
	by      community.Actor
	draft   *draft
	action  string
	session *session // nil behind a ticket
	signIn  bool     // the ticket can begin a session
}

func (h *handler) pageOf(t *ticket) ownPage {
	return ownPage{
		by: t.actor, draft: &t.draft, action: "/T/" + t.word,
		signIn: h.doors != nil && t.actor.Kind == community.ActorProven,
	}
}

// notes are what a page says beside the profile.
type notes struct {
	said    string
	trouble bool
	photo   string // what is wrong with the picture
	pin     string // what is wrong with the PIN
}

// showOwn shows the page with the form; e is nil when it is only opened.
func (h *handler) showOwn(ctx context.Context, p ownPage, m *community.Member, e *edit, n notes) (answer, error) {
	space, err := h.src.Space(ctx)
	if err != nil {
		return answer{}, fmt.Errorf("space: %w", err)
	}
	wish, err := h.wish(ctx, m)
	if err != nil {
		return answer{}, err
	}
	v := viewOwn(m, &wish, &space, e)
	v.Action, v.Greeting, v.Right, v.SignIn = p.action, called(m), stillRight(m), p.signIn
	v.Board, v.Events = h.board != nil, h.events != nil
	v.Said, v.Trouble, v.PhotoBad, v.PINBad = n.said, n.trouble, n.photo, n.pin
	v.Seen = p.draft.see(&wish)
	if p.draft.photo != "" {
		v.Photo, v.Fresh = true, true
	} else if v.Photo {
		switch photo, err := h.openPhoto(ctx, m.Photo, pagePhotoSide); {
		case errors.Is(err, community.ErrNotFound): // it has not arrived on this screen yet
			v.Photo = false
		case err != nil:
			return answer{}, err
		default:
			if err := photo.Close(); err != nil {
				return answer{}, fmt.Errorf("photo: %w", err)
			}
		}
	}
	edits, err := h.members.History(ctx, m.ID)
	if err != nil {
		return answer{}, fmt.Errorf("history: %w", err)
	}
	v.Edits = viewEdits(edits, m, &space)
	if p.session != nil {
		v.withSession(m, &wish, e)
		v.Token, v.HasPIN = p.session.token, p.session.pin != ""
	}
	status := http.StatusOK
	if n.trouble {
		status = http.StatusUnprocessableEntity
	}
	return h.look.form(status, "own.html", joinNonEmpty(" · ", "Your profile", v.Space), v)
}

// wish gives a member with the ticks that wait for a host, as the form shows
// them: taking one out is then a word of its own. What else waits is not in it.
func (h *handler) wish(ctx context.Context, m *community.Member) (community.Member, error) {
	p, err := h.members.OpenProposal(ctx, m.ID)
	if errors.Is(err, community.ErrNotFound) {
		return *m, nil
	}
	if err != nil {
		return *m, fmt.Errorf("what waits for a host: %w", err)
	}
	wanted, wish := *m, *m
	if err := p.Apply(&wanted); err != nil {
		h.log.Warn("a proposal that cannot be read", "proposal", p.ID, "err", err)
		return wish, nil
	}
	for _, field := range ownConsents {
		*wish.Consents()[field] = *wanted.Consents()[field]
	}
	wish.EmailPublic, wish.PhonePublic = wanted.EmailPublic, wanted.PhonePublic
	return wish, nil
}

// kept is what became of what was sent.
type kept struct {
	done   bool
	waits  bool   // some of it, for a host
	nobody bool   // nothing was changed
	photo  string // a new one, by its hash
	member community.Member
}

// words thank for it.
func (k kept) words(name string) notice {
	n := notice{Title: "Thank you, " + name + "."}
	switch {
	case k.nobody:
		n.Words = []string{"Good to know that all is still right."}
	case k.waits:
		n.Words = []string{"It is kept. A host looks at it first, then everybody sees it. What you took back counts already."}
	default:
		n.Words = []string{"Your profile is kept, and the screens show it from now on."}
	}
	return n
}

// sendOwn takes in the form of a profile. While something in it needs another
// look, the answer is the page again with all that was typed, and nothing is
// kept but a photo, which waits.
func (h *handler) sendOwn(ctx context.Context, p ownPage, now *community.Member, f *form) (kept, answer, error) {
	n := notes{photo: f.reason}
	if f.photo != nil {
		hash, err := h.members.KeepPhoto(ctx, f.photo)
		n.photo = refusedWords(err)
		switch {
		case n.photo != "":
		case err != nil:
			return kept{}, answer{}, fmt.Errorf("keep a photo: %w", err)
		default:
			if err := h.takePhoto(ctx, p.draft, hash); err != nil {
				return kept{}, answer{}, err
			}
			n.said = "Here is your new photo. It counts when you save."
		}
	}
	wish, err := h.wish(ctx, now)
	if err != nil {
		return kept{}, answer{}, err
	}
	base := p.draft.base(f, &wish)
	e := editOf(f, &base, now, &wish, p.session != nil, h.now())
	switch {
	case len(e.wrong) > 0:
		n.said, n.trouble = "Not everything could be kept yet: have a look at what is marked.", true
	case len(e.theirs) > 0:
		n.said, n.trouble = "Somebody changed your profile meanwhile. Whose words stay?", true
	case n.photo != "":
		n.said, n.trouble = "The picture could not be taken. Everything you typed is still here.", true
	case n.said == "" && f.values.Get("do") == "photo":
		n.photo, n.said, n.trouble = "Please take or choose a picture first.", "No picture came along.", true
	}
	if n.said != "" {
		a, err := h.showOwn(ctx, p, now, &e, n)
		return kept{}, a, err
	}
	k := kept{done: true, photo: p.draft.photo}
	if k.photo != "" && f.has("photo_away") {
		if err := h.takePhoto(ctx, p.draft, ""); err != nil {
			return kept{}, answer{}, err
		}
		k.photo = ""
	}
	if k.photo != "" {
		e.next.Photo = k.photo
	}
	k.nobody, k.member = len(changed(now, &e.next)) == 0, e.next
	space, err := h.src.Space(ctx)
	if err != nil {
		return kept{}, answer{}, fmt.Errorf("space: %w", err)
	}
	k.waits, err = h.save(ctx, p.by, now, &e, &space)
	return k, answer{}, err
}

// takePhoto puts a photo in the place of the one that was sent before.
func (h *handler) takePhoto(ctx context.Context, d *draft, hash string) error {
	old := d.photo
	d.photo = hash
	if old == "" || old == hash {
		return nil
	}
	if err := h.members.DropPhoto(ctx, old); err != nil {
		return fmt.Errorf("drop a photo: %w", err)
	}
	return nil
}

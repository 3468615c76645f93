package kiosk

import (
	"context"
	"slices"
	"time"

	"kettle/internal/community"
)

// How long an ask or an offer stays up.
const (
	ForMonth = "month"
	ForWeek  = "week"
	ForNow   = "now" // a quick ask
)

// Quick is a quick ask as home shows it.
type Quick struct {
	ID     community.ID
	Text   string // "Leila needs a hand: “The printer!”"
	Help   string // who is on the way; "" while nobody is
	Minute int    // how many minutes it has left
}

// quicks are the quick asks that home shows, the newest first.
func (m *Model) quicks(now time.Time) (out []Quick) {
	for i := range m.seen.Quick {
		p := &m.seen.Quick[i]
		if !p.OpenAt(now) {
			continue
		}
		q := Quick{ID: p.ID, Text: p.By.Called + " needs a hand: " + community.Quoted(p.Words), Minute: int((p.Until.Sub(now) + time.Minute - 1) / time.Minute)}
		switch {
		case p.Helper != "":
			q.Help = p.Helper + " is on the way."
		case !p.HelperID.IsZero():
			q.Help = "Somebody is on the way."
		}
		out = append(out, q)
	}
	return out
}

// onMyWay asks who is on the way to a quick ask, and keeps it.
func (m *Model) onMyWay(id community.ID) {
	m.openSpeaking(func(by community.Actor, me community.Profile) {
		if slices.ContainsFunc(m.seen.Quick, func(p community.SeenPost) bool { return p.ID == id && p.MemberID == me.ID }) {
			m.say(note{title: "That one is yours.", text: "Somebody else will be on their way. It comes down by itself after half an hour."}, Home)
			return
		}
		m.write(func(ctx context.Context) func() {
			who, err := m.desk.HelpQuick(ctx, by, id, me.ID)
			return func() {
				switch {
				case isGone(err):
					m.say(note{title: "It’s sorted.", text: "Thank you for looking. Nobody needs a hand there any more."}, Home)
				case err != nil:
					m.sorry("help quickly", err, saySpeechFailed)
				case who != me.ID:
					m.say(note{title: "Somebody is faster.", text: "Thank you for looking. They are on the way already."}, Home)
				default:
					m.say(note{title: community.End("Thank you, "+me.Called, "."), text: "Every screen says that you are on the way."}, Home)
				}
			}
		})
	})
}

// until gives when a post ends that is put up now for that long; the zero time leaves
// it to the store.
func until(length string, now time.Time) time.Time {
	if length == ForWeek {
		return now.UTC().AddDate(0, 0, 7)
	}
	return time.Time{}
}

// stays says in words how long that is.
func stays(length string) string {
	switch length {
	case ForWeek:
		return "It stays for a week. Tap “Sorted” at a check-in, and it comes down."
	case ForNow:
		return "It is on every screen here for 30 minutes."
	}
	return "It stays for 30 days. Tap “Sorted” at a check-in, and it comes down."
}

// thankHelper asks whoever needed a hand whether the one who came may be thanked.
func (m *Model) thankHelper(h *community.Helped) *prompt {
	post, thanks := h.ID, h.Thanks(&m.seen.Space)
	return &prompt{
		asks: community.End(h.Helper+" came for "+community.Quoted(h.Words), ".") + " Sorted?",
		yes:  "Yes, thank " + h.Helper, no: "No need",
		afterYes: h.Helper + " will hear of it.", afterNo: "All right. It’s off the screens.",
		keep: func(ctx context.Context, by community.Actor, yes bool) error {
			if yes {
				if _, err := m.desk.Thank(ctx, by, thanks); err != nil {
					return err
				}
			}
			return m.desk.SortPost(ctx, by, post)
		},
	}
}

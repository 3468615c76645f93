package kiosk

import (
	"cmp"
	"context"

	"kettle/internal/community"
)

// prompt is the one thing that is asked of somebody in a visit.
type prompt struct {
	asks              string
	yes, no           string // what may be answered, "" for what may not
	keep              func(ctx context.Context, by community.Actor, yes bool) error
	afterYes, afterNo string
	open              func() // where Yes leads, instead of being kept; nil for nowhere
}

// Answer is one way to answer what the welcome asks.
type Answer struct {
	Label string
	Act   Act
	First bool // the likelier one
}

// mine reads what may be brought up with a member. Whoever checks in does not wait
// for its sake: without an answer nothing is.
func (m *Model) mine(ctx context.Context, by community.Actor, id community.ID) community.Mine {
	mine, err := m.desk.Mine(ctx, by, id)
	if err != nil {
		m.cfg.Log.Error("kiosk: read what a member said", "err", err)
		return community.Mine{}
	}
	return mine
}

// waits says whether something in a member's name or to them waits for a word.
func waits(mine *community.Mine) bool {
	return len(mine.ClaimedPosts)+len(mine.ClaimedThanks)+len(mine.ClaimedMeets)+len(mine.ClaimedHelp)+len(mine.ClaimedCheers)+len(mine.Received)+len(mine.Helped)+len(mine.Introduced) > 0 || waitsForEvent(mine)
}

// promptOf gives what is asked of a member who has come in, the zero prompt for
// nothing: first what was said in their name, then who thanks them. Of a post that
// is old they are asked only when nothing else is.
func (m *Model) promptOf(p community.Profile, mine *community.Mine, due bool) *prompt {
	switch {
	case len(mine.ClaimedPosts) > 0:
		post := mine.ClaimedPosts[0]
		return m.claimed(community.End("Did you put up "+community.Quoted(post.Words), "?"), "Thank you. It stays up.", post.ID, m.desk.SeePost)
	case len(mine.ClaimedThanks) > 0:
		h := mine.ClaimedThanks[0]
		asks := "Did you thank " + cmp.Or(h.Other, "somebody")
		if h.Words != "" {
			asks = community.End(asks+": "+community.Quoted(h.Words), "?")
		} else {
			asks += "?"
		}
		return m.claimed(asks, "Thank you. Good that it was you.", h.ID, m.desk.SeeThanks)
	case len(mine.ClaimedMeets) > 0:
		to := mine.ClaimedMeets[0]
		return m.claimed("Did you ask to meet "+cmp.Or(to.Other, "somebody")+"?", "Thank you. A host will bring you together.", to.OtherID,
			func(ctx context.Context, by community.Actor, other community.ID, mine bool) error {
				return m.desk.SeeIntroduction(ctx, by, p.ID, other, mine)
			})
	case len(mine.ClaimedHelp) > 0:
		to := &mine.ClaimedHelp[0]
		return m.claimed(othersWords("Did you say that you’d help ", to, " with"), "Thank you. Good that it was you.", to.ID, m.desk.SeeHelp)
	case len(mine.ClaimedCheers) > 0:
		to := &mine.ClaimedCheers[0]
		return m.claimed(othersWords("Did you cheer for ", to, "’s news:"), "Thank you. Good that it was you.", to.ID,
			func(ctx context.Context, by community.Actor, post community.ID, mine bool) error {
				return m.desk.SeeCheer(ctx, by, post, p.ID, mine)
			})
	case len(mine.Received) > 0:
		return m.thankedBy(p, &mine.Received[0])
	case len(mine.Helped) > 0:
		return m.thankHelper(&mine.Helped[0])
	case len(mine.Introduced) > 0:
		return m.talkedTo(p, &mine.Introduced[0])
	}
	if q := m.promptEvents(mine); q != nil && !due {
		return q
	}
	if old, ok := mine.Old(m.cfg.Now()); ok && !due {
		return m.stillUp(&old)
	}
	return &prompt{}
}

// claimed asks whether something was said by the member in whose name it was.
func (m *Model) claimed(asks, after string, id community.ID, keep func(context.Context, community.Actor, community.ID, bool) error) *prompt {
	return &prompt{
		asks: asks, yes: "Yes, that was me", no: "Not me", afterYes: after, afterNo: sayTakenBack,
		keep: func(ctx context.Context, by community.Actor, yes bool) error { return keep(ctx, by, id, yes) },
	}
}

// othersWords asks about the words of another, or without them where they may not be
// read.
func othersWords(asks string, p *community.OthersPost, about string) string {
	if p.Words == "" {
		return asks + cmp.Or(p.Other, "somebody") + "?"
	}
	return community.End(asks+p.Other+about+" "+community.Quoted(p.Words), "?")
}

// thankedBy tells a member who thanks them, and asks whether the wall may show it when
// the giver wants that.
func (m *Model) thankedBy(p community.Profile, h *community.Heard) *prompt {
	id := h.ID
	words := cmp.Or(h.Other, "Somebody") + " thanks you"
	switch {
	case h.Words != "":
		words = community.End(words+": "+community.Quoted(h.Words), ".")
	case h.What != "":
		words = community.End(words+": "+h.What, ".")
	default:
		words += "."
	}
	q := &prompt{
		asks: words, yes: "Good to hear", afterYes: sayHeard,
		keep: func(ctx context.Context, by community.Actor, _ bool) error {
			return m.desk.HearThanks(ctx, by, id, false)
		},
	}
	if m.dir.has(p.ID) && h.FromAgrees {
		q.asks += " May the wall show it?"
		q.yes, q.no, q.afterYes, q.afterNo = "Yes, put it up", "Keep it to myself", "Thank you. It goes on the wall.", "It stays between the two of you."
		q.keep = func(ctx context.Context, by community.Actor, yes bool) error {
			return m.desk.HearThanks(ctx, by, id, yes)
		}
	}
	return q
}

// talkedTo asks whether two who were introduced a while ago have talked.
func (m *Model) talkedTo(me community.Profile, i *community.Introduced) *prompt {
	other := i.OtherID
	return &prompt{
		asks: "You and " + i.Other + " were introduced. Did you two talk?", yes: "Yes, we did", no: "Not yet",
		afterYes: "Good to hear.", afterNo: "There’s always a next cup.",
		keep: func(ctx context.Context, by community.Actor, yes bool) error {
			return m.desk.Talked(ctx, by, me.ID, other, yes)
		},
	}
}

// stillUp asks whether a post still holds.
func (m *Model) stillUp(p *community.Post) *prompt {
	id := p.ID
	asks := "Still looking for "
	if p.Side == community.Offer {
		asks = "Still happy to help with "
	}
	return &prompt{
		asks: community.End(asks+community.Quoted(p.Words), "?"), yes: "Yes, still", no: "Sorted", afterYes: "It stays up for another 30 days.", afterNo: saySorted,
		keep: func(ctx context.Context, by community.Actor, yes bool) error {
			if yes {
				return m.desk.RenewPost(ctx, by, id)
			}
			return m.desk.SortPost(ctx, by, id)
		},
	}
}

// answer keeps what was answered.
func (m *Model) answer(yes bool) {
	q, by := m.visit.prompt, m.visit.by
	if yes && q.open != nil {
		q.open()
		return
	}
	m.write(func(ctx context.Context) func() {
		err := q.keep(ctx, by, yes)
		return func() {
			switch {
			case isGone(err):
				m.visit.prompt = nil
				m.tell(sayNothingLeft)
			case err != nil:
				m.sorry("keep an answer", err, sayNotConfirmed)
			default:
				m.visit.prompt, m.visit.answered = nil, q.afterNo
				if yes {
					m.visit.answered = q.afterYes
				}
			}
		}
	})
}

// sort takes one's own post down, and lets it be put back.
func (m *Model) sort(id community.ID) {
	open := m.visit.open
	if open == nil || open.ID != id {
		return
	}
	by, me := m.visit.by, m.visit.member
	m.write(func(ctx context.Context) func() {
		err := m.desk.SortPost(ctx, by, id)
		return func() {
			switch {
			case isGone(err):
				m.visit.open = nil
				m.tell(sayNothingLeft)
			case err != nil:
				m.sorry("close a post", err, sayNotConfirmed)
			default:
				m.visit.open = nil
				m.visit.prompt = &prompt{
					asks: sayWhoHelped, yes: "Say thanks", no: "Put it back", afterNo: "It’s up again.",
					open: func() { m.openThanks(by, me) },
					keep: func(ctx context.Context, by community.Actor, _ bool) error { return m.desk.ReopenPost(ctx, by, id) },
				}
			}
		}
	})
}

// asks puts what is asked of somebody into what the welcome shows.
func (m *Model) asks(v *VisitState) {
	q := m.visit.prompt
	answered := m.visit.answered
	if m.visit.confirmed {
		answered = sayConfirmed
	}
	switch {
	case answered != "":
		v.Asks, v.Speak, v.Mood = answered, m.step == Welcome, m.visit.mood
	case m.step != Welcome:
	case q != nil && q.asks != "":
		v.Asks = q.asks
		if q.yes != "" {
			v.Answers = append(v.Answers, Answer{q.yes, AnswerYes, true})
		}
		if q.no != "" {
			v.Answers = append(v.Answers, Answer{q.no, AnswerNo, false})
		}
	case m.visit.due:
		v.Asks = sayStill
		v.Answers = []Answer{{"Yes, still me", StillMe, true}, {"Change it", EditOwn, false}}
	default:
		v.Speak, v.Mood = true, m.visit.mood
		v.Meet, v.Learns = m.visit.meet, m.visit.learns
		if m.visit.open != nil {
			v.Open, v.OpenID = m.visit.open.Words, m.visit.open.ID
		}
	}
}

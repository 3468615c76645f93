package kiosk

import (
	"context"
	"slices"

	"kettle/internal/community"
)

// mostHelpers is how many who might know are shown beside an ask.
const mostHelpers = 3

// openAsk lets a member ask for something, offer it, or tell some good news.
func (m *Model) openAsk(by community.Actor, p community.Profile, side string) {
	m.speak(Asking, by, p)
	m.speech.side, m.speech.length = side, ForMonth
	if side == community.News {
		m.speech.length = ForWeek
	}
	m.form = newForm(m.post, Entry{Name: "words", Label: "In a few words", Most: 140, Caps: CapsFirst})
	m.form.changed = func(string) {
		m.notice, m.speech.words = "", m.form.text("words")
		m.findHelpers()
	}
}

// findHelpers looks up who is here and might know.
func (m *Model) findHelpers() {
	s := m.speech
	if s.side == community.News {
		return
	}
	seen := m.seen
	m.lookUp("helpers", s.words, func(context.Context) func() {
		found := m.finder.Helpers(seen, s.side, s.words, s.member.ID, mostHelpers)
		return func() { m.speech.helpers = found }
	})
}

// post asks the Desk; it is up only after that has answered.
func (m *Model) post() {
	s := &m.speech
	p := community.Post{ID: s.id, MemberID: s.member.ID, Side: s.side, Until: until(s.length, m.cfg.Now()), Quick: s.length == ForNow}
	if err := p.Set("words", s.words); err != nil || p.Words == "" {
		m.form.wrong("words", reasonOf(err, "what is it?"))
		return
	}
	by := s.by
	m.write(func(ctx context.Context) func() {
		held, err := m.desk.AddPost(ctx, by, p)
		return m.spoken("put up a post", held, err, Posted)
	})
}

// Length is how long a post may stay up, in words.
type Length struct{ Name, Words string }

// lengthsOf gives the lengths of an ask or an offer; there is no choice for news.
func lengthsOf(side string) []Length {
	if side == community.News {
		return nil
	}
	all := []Length{{ForMonth, "For a month"}, {ForWeek, "This week"}}
	if side == community.Ask {
		all = append(all, Length{ForNow, "Now: 30 minutes, every screen"})
	}
	return all
}

func (m *Model) tapAsking(t Tap) {
	s := &m.speech
	switch t.Act {
	case Send:
		m.post()
	case For:
		for _, l := range lengthsOf(s.side) {
			if l.Name == t.Text {
				s.length = l.Name
			}
		}
	case Quickly:
		if s.side == community.Ask && slices.Contains(community.QuickWords[:], t.Text) {
			s.length, s.words = ForNow, t.Text
			m.post()
		}
	}
}

package kiosk

import (
	"context"

	"kettle/internal/community"
)

// mostHelpers is how many who might know are shown beside an ask.
const mostHelpers = 3

// openAsk lets a member ask for something, or offer it.
func (m *Model) openAsk(by community.Actor, p community.Profile, side string) {
	m.speak(Asking, by, p)
	m.speech.side = side
	m.form = newForm(m.post, Entry{Name: "words", Label: "In a few words", Most: 140, Caps: CapsFirst})
	m.form.changed = func(string) {
		m.notice, m.speech.words = "", m.form.text("words")
		m.findHelpers()
	}
}

// findHelpers looks up who is here and might know.
func (m *Model) findHelpers() {
	s := &m.speech
	s.asking++
	number, words, side, who, seen := s.asking, s.words, s.side, s.member.ID, m.seen
	m.finds.put(func(context.Context) func() {
		found := m.finder.Helpers(seen, side, words, who, mostHelpers)
		return func() {
			if m.step != Asking || m.speech.asking != number {
				return
			}
			m.speech.helpers = found
			m.show()
		}
	})
}

// post asks the Desk; it is up only after that has answered.
func (m *Model) post() {
	s := &m.speech
	p := community.Post{ID: s.id, MemberID: s.member.ID, Side: s.side}
	if err := p.Set("words", s.words); err != nil || p.Words == "" {
		m.wrong("words", reasonOf(err, "what is it?"))
		return
	}
	by := s.by
	m.write(func(ctx context.Context) func() {
		_, err := m.desk.AddPost(ctx, by, p)
		return m.spoken("put up a post", err, Posted)
	})
}

package kiosk

import (
	"context"
	"slices"

	"kettle/internal/community"
)

// openThanks asks a member whom they want to thank.
func (m *Model) openThanks(by community.Actor, p community.Profile) {
	m.pace.end()
	m.speak(Thanks, by, p)
	m.formTo()
}

func (m *Model) formTo() {
	m.speech.to = community.Profile{}
	m.form = newForm(m.enterThanked, Entry{Name: "to", Label: "Their first name", Hint: "Type a letter or two", Most: 60, Caps: CapsWords})
	m.form.changed = func(string) {
		m.notice, m.speech.enter = "", false
		m.findThanked()
	}
}

// findThanked looks up who is meant, as it is done for visitors: by the first
// letters of the names of those who agreed to the wall.
func (m *Model) findThanked() {
	s := &m.speech
	text, dir, mode := m.form.text("to"), m.dir, m.seen.Space.SearchMode
	if text == "" {
		delete(m.looking, lookThanked)
		s.found = nil
		return
	}
	m.lookUp(lookThanked, text, func(context.Context) func() {
		found := dir.named(text, mode, m.cfg.Fold)
		return func() {
			s := &m.speech
			s.found = found
			if !m.mayShow(text, idsOf(found)) {
				s.found, m.notice = nil, sayTooMany
			}
			if s.enter {
				s.enter = false
				m.enterThanked()
			}
		}
	})
}

// thanked are the people on offer: those found, and before a letter is typed some
// of who is here. Nobody thanks themselves.
func (m *Model) thanked() []community.Profile {
	if m.form.text("to") != "" {
		self := func(p community.Profile) bool { return p.ID == m.speech.member.ID }
		return slices.DeleteFunc(slices.Clone(m.speech.found), self)
	}
	here := m.alsoHere(m.speech.member.ID)
	return here[:min(len(here), mostSeeing)]
}

// alsoHere are the others who are here and happy to be shown, in an order that is
// the same all day.
func (m *Model) alsoHere(but community.ID) (out []community.Profile) {
	for i := range m.dir.all {
		if m.dir.all[i].Here && m.dir.all[i].ID != but {
			out = append(out, m.dir.all[i])
		}
	}
	shuffle(out, m.seen.Space.Day(m.cfg.Now()))
	return out
}

// enterThanked is Enter or Done: a single match is taken.
func (m *Model) enterThanked() {
	s := &m.speech
	if m.looksUp(lookThanked) {
		s.enter = true
		return
	}
	switch found := m.thanked(); {
	case m.form.text("to") == "":
		m.form.wrong("to", "type it, or tap a face below")
	case len(found) == 1:
		m.pickThanked(found[0].ID)
	case len(found) > 1:
		m.form.wrong("to", "which of these?")
	default:
		m.form.wrong("to", "we don’t find that name. Another spelling?")
	}
}

func (m *Model) pickThanked(id community.ID) {
	for _, p := range m.thanked() {
		if p.ID == id {
			m.speech.to = p
			m.openThanksFor()
			return
		}
	}
}

// openThanksFor asks what for.
func (m *Model) openThanksFor() {
	m.goTo(ThanksFor)
	m.from = Thanks
	m.form = newForm(m.thank, Entry{Name: "words", Label: "In your words, if you like", Text: m.speech.words, Most: 140, Caps: CapsFirst})
	m.form.changed = func(string) { m.notice, m.speech.words = "", m.form.text("words") }
}

func (m *Model) tapThanksFor(t Tap) {
	switch s := &m.speech; t.Act {
	case Kind:
		if slices.Contains(m.seen.Space.Kinds(), t.Text) {
			s.what, m.notice = t.Text, ""
		}
	case PutUp:
		if m.dir.has(s.member.ID) {
			s.onWall, s.secret = !s.onWall, false
		}
	case Secret:
		s.secret, s.onWall = !s.secret, false
	case Send:
		m.thank()
	}
}

// thank asks the Desk; thanks for it come only after it has answered.
func (m *Model) thank() {
	s := &m.speech
	t := community.ThankYou{ID: s.id, FromID: s.member.ID, ToID: s.to.ID, What: s.what, FromAgrees: s.onWall, Nameless: s.secret}
	if s.what == "" {
		m.notice = sayWhatKind
		return
	}
	if err := t.Set("words", s.words); err != nil {
		m.form.wrong("words", reasonOf(err, ""))
		return
	}
	by := s.by
	m.write(func(ctx context.Context) func() {
		held, err := m.desk.Thank(ctx, by, t)
		return m.spoken("say thanks", held, err, Thanked)
	})
}

// spoken goes on once what was said is kept, held for a host or not.
func (m *Model) spoken(doing string, held bool, err error, to Step) func() {
	return func() {
		switch {
		case isGone(err):
			m.sorry(doing, err, sayGone)
		case err != nil:
			m.sorry(doing, err, saySpeechFailed)
		default:
			m.goTo(to)
			m.speech.held = held
		}
	}
}

// unsay takes back what is on screen.
func (m *Model) unsay() {
	s, thanks := m.speech, m.step == Thanked
	m.write(func(ctx context.Context) func() {
		var err error
		if thanks {
			err = m.desk.VoidThanks(ctx, s.by, s.id)
		} else {
			err = m.desk.ClosePost(ctx, s.by, s.id)
		}
		return func() {
			switch {
			case err != nil:
				m.sorry("undo", err, sayNotUndone)
			case thanks:
				m.say(note{title: sayUndone, text: sayNotThanked}, Home)
			default:
				m.say(note{title: sayUndone, text: sayNotPosted}, Home)
			}
		}
	})
}

package kiosk

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kettle/internal/community"
)

// maxTyped is how many characters the field takes; no name is as long.
const maxTyped = 80

// typing is what is in the field and what was found by it.
type typing struct {
	text    string
	page    string // of the keyboard, one of the Keys constants
	accents []string
	found   []community.Match // by the newest text that was looked up
	enter   bool              // Enter was pressed and waits for the look-up
}

func (m *Model) openSearch() {
	m.typing, m.speaking = typing{}, nil
	m.goTo(Search)
}

func (m *Model) tapSearch(t Tap) {
	switch t.Act {
	case Type:
		for _, r := range t.Text {
			m.add(r)
		}
	case Erase:
		m.erase()
	case Hold:
		m.typing.accents = Accents(t.Text)
	case Accent:
		if len(m.typing.accents) > 0 {
			m.erase()
			for _, r := range t.Text {
				m.add(r)
			}
		}
	case Turn:
		m.typing.page, m.typing.accents = t.Text, nil
	case Enter:
		m.enter()
	case Choose:
		for _, f := range m.matches() {
			if f.Profile.ID == t.ID {
				m.choose(f.Profile)
				return
			}
		}
	}
}

// add puts one character into the field. What has no picture is left out.
func (m *Model) add(r rune) {
	text := &m.typing.text
	m.typing.accents = nil
	joiner := r == '\u200c' || r == '\u200d' // Persian and Indic names need them
	switch {
	case r == utf8.RuneError, !unicode.IsPrint(r) && !joiner:
		return
	case unicode.IsSpace(r):
		if *text == "" || strings.HasSuffix(*text, " ") {
			return
		}
		r = ' '
	}
	if utf8.RuneCountInString(*text) >= maxTyped {
		return
	}
	*text += string(r)
	m.typing.enter, m.notice = false, ""
	m.find()
}

// erase takes the last character with the marks on it.
func (m *Model) erase() {
	runes := []rune(m.typing.text)
	for len(runes) > 0 {
		last := runes[len(runes)-1]
		runes = runes[:len(runes)-1]
		if !unicode.IsMark(last) {
			break
		}
	}
	m.typing.text, m.typing.accents, m.typing.enter, m.notice = string(runes), nil, false, ""
	m.find()
}

// find looks up what is in the field.
func (m *Model) find() {
	t := &m.typing
	query := strings.TrimSpace(t.text)
	if query == "" {
		delete(m.looking, lookSearch)
		t.found = nil
		return
	}
	m.lookUp(lookSearch, query, func(ctx context.Context) func() {
		found, err := m.desk.Find(ctx, query)
		if err != nil {
			m.cfg.Log.Error("kiosk: find", "err", err)
		}
		return func() {
			t := &m.typing
			if err != nil {
				m.notice, t.enter = sayNoSearch, false
			} else {
				t.found = found
				if m.notice == sayNoSearch || m.notice == sayTooMany { // which was of an answer before
					m.notice = ""
				}
				if !m.mayShow(query, shownOf(found)) {
					t.found, m.notice, t.enter = nil, sayTooMany, false
				}
			}
			if t.enter {
				t.enter = false
				m.enter()
			}
		}
	})
}

// shownOf are the people who are seen of what was found.
func shownOf(found []community.Match) (ids []community.ID) {
	for _, f := range found[:min(len(found), MostFound)] {
		ids = append(ids, f.Profile.ID)
	}
	return ids
}

// matches are those to be shown now: never those of a text that is gone.
func (m *Model) matches() []community.Match {
	if m.typing.text == "" {
		return nil
	}
	return m.typing.found
}

// enter is Enter or Done: a single match, or the only exact one, is chosen.
func (m *Model) enter() {
	if m.pending != 0 || strings.TrimSpace(m.typing.text) == "" {
		return
	}
	if m.looksUp(lookSearch) {
		m.typing.enter = true
		return
	}
	found := m.matches()
	if one, ok := single(found); ok {
		m.choose(one)
		return
	}
	if len(found) > 0 {
		m.notice = sayWhichOne
	} else {
		m.notice = sayNobody
	}
}

// single gives the match that is meant when there is no doubt.
func single(found []community.Match) (community.Profile, bool) {
	if len(found) == 1 {
		return found[0].Profile, true
	}
	exact := slices.DeleteFunc(slices.Clone(found), func(f community.Match) bool { return !f.Exact })
	if len(exact) == 1 {
		return exact[0].Profile, true
	}
	return community.Profile{}, false
}

// choose is a member saying "this is me" by a name: a claim. Whoever says something
// goes on with that. Who is seen to be in is asked at once; all others are checked
// in, or asked when they are in.
func (m *Model) choose(p community.Profile) {
	by := community.Actor{Kind: community.ActorClaimed, ID: p.ID}
	if m.speaking != nil {
		m.speaking(by, p)
		return
	}
	if p.Here {
		m.askOut(by, p)
		return
	}
	m.checkIn(by, p)
}

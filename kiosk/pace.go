package kiosk

import (
	"strings"
	"time"

	"kettle/internal/community"
)

// How many searches a kiosk answers, and within what time, where the space wants
// its members hard to list.
const (
	paceMost = 20
	paceSpan = time.Minute
)

// pace bounds the searches of a kiosk, whoever makes them, in the strict search
// modes. What counts is a search begun: typing on counts nothing, as long as it
// only narrows down whom the search has shown. Erasing and typing something else
// is another search, and so is an answer with people whom this one had not shown.
// Nobody therefore sees more than paceMost answers' worth of people in paceSpan.
// The zero pace is ready.
type pace struct {
	counted []time.Time // searches within paceSpan
	text    string      // the newest that was answered, "" before the first key
	erased  bool        // since it was answered
	shown   map[community.ID]bool
}

// goesOn says whether a text belongs to the search under way.
func (p *pace) goesOn(text string) bool {
	switch {
	case p.text == "":
		return false
	case strings.HasPrefix(p.text, text): // the same, or erased
		return true
	}
	return strings.HasPrefix(text, p.text) && !p.erased
}

// answer counts that a text was looked up and these are about to be shown. It
// says whether they may be.
func (p *pace) answer(now time.Time, text string, people []community.ID) bool {
	p.forget(now)
	goesOn := p.goesOn(text)
	strangers := false
	for _, id := range people {
		strangers = strangers || !p.shown[id]
	}
	if !goesOn || strangers && len(p.shown) > 0 {
		if len(p.counted) >= paceMost {
			return false
		}
		p.counted = append(p.counted, now)
	}
	if !goesOn {
		p.shown = nil
	}
	if p.shown == nil {
		p.shown = map[community.ID]bool{}
	}
	for _, id := range people {
		p.shown[id] = true
	}
	p.erased = goesOn && len(text) < len(p.text) || p.erased && goesOn && text == p.text
	p.text = text
	return true
}

// take counts one search that is whole, such as a code, and says whether it may
// be made.
func (p *pace) take(now time.Time) bool {
	p.end()
	p.forget(now)
	if len(p.counted) >= paceMost {
		return false
	}
	p.counted = append(p.counted, now)
	return true
}

// end ends the search under way: the next key begins another.
func (p *pace) end() { p.text, p.erased, p.shown = "", false, nil }

func (p *pace) forget(now time.Time) {
	for len(p.counted) > 0 && (now.Sub(p.counted[0]) >= paceSpan || now.Before(p.counted[0])) {
		p.counted = p.counted[1:]
	}
}

// strict says whether the space wants its members hard to list.
func (m *Model) strict() bool {
	mode := m.seen.Space.SearchMode
	return mode == community.SearchThree || mode == community.SearchFullName
}

// mayShow says whether people who were found by a text may be shown, and counts
// that they are.
func (m *Model) mayShow(text string, people []community.ID) bool {
	return !m.strict() || m.pace.answer(m.cfg.Now(), text, people)
}

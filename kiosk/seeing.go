package kiosk

import (
	"context"
	"strings"

	"kettle/internal/community"
)

// mostSeeing is how many members a visitor is offered at once.
const mostSeeing = 5

// Choice is whom a visitor may name: a member as strangers may know them, a host,
// or nobody in particular.
type Choice struct {
	Sees    string // one of the community.Sees constants
	Profile community.Profile
	Label   string
	Here    bool // a member who agreed to be shown as here
}

var (
	choiceHost   = Choice{Sees: community.SeesHost, Label: "A host"}
	choiceUnsure = Choice{Sees: community.SeesUnsure, Label: "I’m not sure"}
)

func choiceOf(p community.Profile) Choice {
	return Choice{Sees: community.SeesMember, Profile: p, Label: community.ShortName(p.Name, p.Called), Here: p.Here}
}

// foldAll gives every profile's name in plain letters. It is made at the first
// visitor's first letter, off the goroutine that draws.
func (d *directory) foldAll(fold func(string) string) []string {
	d.folding.Do(func() {
		d.folded = make([]string, len(d.all))
		for i := range d.all {
			d.folded[i] = " " + fold(d.all[i].Name)
			if called := fold(d.all[i].Called); !strings.Contains(d.folded[i]+" ", " "+called+" ") {
				d.folded[i] += " " + called
			}
		}
	})
	return d.folded
}

// named gives the members who answer to what a visitor typed, by the first
// letters of their names, at most mostSeeing. There are none but those who agreed
// to the wall, so that all others are as nobody.
func (d *directory) named(query, mode string, fold func(string) string) []community.Profile {
	q := fold(query)
	if q == "" || mode == community.SearchThree && community.Weight(query) < 3 {
		return nil
	}
	words := strings.Fields(q)
	var first, other []community.Profile
	for i, name := range d.foldAll(fold) {
		switch {
		case mode == community.SearchFullName && fold(d.all[i].Name) != q:
		case !begins(name, words):
		case strings.HasPrefix(name, " "+words[0]):
			first = append(first, d.all[i])
		default:
			other = append(other, d.all[i])
		}
		if len(first) == mostSeeing {
			break
		}
	}
	all := append(first, other...)
	return all[:min(len(all), mostSeeing)]
}

// begins says whether every word begins some word of the name, which has a space
// before each of its own.
func begins(name string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(name, " "+w) {
			return false
		}
	}
	return true
}

// findSeeing looks up whom the visitor means.
func (m *Model) findSeeing() {
	s := &m.visitor
	text, dir, mode := m.form.text("seeing"), m.dir, m.seen.Space.SearchMode
	if text == "" {
		delete(m.looking, lookSeeing)
		s.found = nil
		return
	}
	m.lookUp(lookSeeing, text, func(context.Context) func() {
		found := dir.named(text, mode, m.cfg.Fold)
		return func() {
			s := &m.visitor
			s.found = found
			if !m.mayShow(text, idsOf(found)) {
				s.found, m.notice = nil, sayTooMany
			}
			if s.enter {
				s.enter = false
				m.stepOne()
			}
		}
	})
}

func idsOf(all []community.Profile) (ids []community.ID) {
	for i := range all {
		ids = append(ids, all[i].ID)
	}
	return ids
}

// choices are those on offer now.
func (m *Model) choices() (out []Choice) {
	for _, p := range m.visitor.found {
		out = append(out, choiceOf(p))
	}
	return append(out, choiceHost, choiceUnsure)
}

// pick takes one of the choices on offer.
func (m *Model) pick(t Tap) {
	for _, c := range m.choices() {
		if c.Sees != t.Text || c.Profile.ID != t.ID {
			continue
		}
		m.visitor.seeing, m.visitor.enter = c, false
		m.form.set("seeing", c.Label)
		m.stepOne()
		return
	}
}

package kiosk

import (
	"cmp"
	"context"
	"slices"

	"kettle/internal/community"
)

// mostHelpers is how many who might know are shown beside an ask.
const mostHelpers = 3

// Helper is somebody who is here and might know, or might need it, and why.
type Helper struct {
	Who community.Profile
	Why string
}

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
		found := helpers(seen, words, side, who)
		return func() {
			if m.step != Asking || m.speech.asking != number {
				return
			}
			m.speech.helpers = found
			m.show()
		}
	})
}

// helpers gives who of those here, and happy to be shown so, says something of
// themselves that shares a word with what is asked, those first that share most. It
// is a guess by words, and the reason repeats only what they wrote.
func helpers(seen *community.Seen, words, side string, but community.ID) []Helper {
	need := community.Meaningful(words)
	type one struct {
		Helper
		n int
	}
	var all []one
	for i := range seen.Profiles {
		p := &seen.Profiles[i]
		if !p.Here || p.ID == but {
			continue
		}
		best := one{Helper: Helper{Who: *p}}
		for _, r := range reasons(seen, p, side) {
			if n := community.Shared(community.Meaningful(r[1]), need); n > best.n {
				best.n, best.Why = n, r[0]+"“"+r[1]+"”"
			}
		}
		if best.n > 0 {
			all = append(all, best)
		}
	}
	slices.SortFunc(all, func(a, b one) int {
		return cmp.Or(b.n-a.n, cmp.Compare(a.Who.ID.Mixed(words), b.Who.ID.Mixed(words)))
	})
	var out []Helper
	for _, o := range all[:min(len(all), mostHelpers)] {
		out = append(out, o.Helper)
	}
	return out
}

// reasons are what a member says of themselves that may fit, the nearest first: how
// it begins, and their own words.
func reasons(seen *community.Seen, p *community.Profile, side string) (out [][2]string) {
	for _, post := range seen.Posts {
		switch {
		case post.MemberID != p.ID || post.Side == side:
		case side == community.Ask:
			out = append(out, [2]string{"Offers ", post.Words})
		default:
			out = append(out, [2]string{"Asks for ", post.Words})
		}
	}
	tags, begins := p.HappyToHelpWith, "Offers "
	if side == community.Offer {
		tags, begins = p.LookingFor, "Is looking for "
	}
	for _, tag := range tags {
		out = append(out, [2]string{begins, tag})
	}
	for _, tag := range p.TalkToMeAbout {
		out = append(out, [2]string{"Likes to talk about ", tag})
	}
	if side == community.Ask && p.Headline != "" {
		out = append(out, [2]string{"", p.Headline})
	}
	return out
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

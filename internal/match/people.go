package match

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"kettle/internal/community"
)

// Helper is somebody who may know, or may need what is offered, and why.
type Helper struct {
	Who    community.Profile
	Why    string // "Offers “VAT returns”"
	With   string // their own words alone: "VAT returns"
	Offers bool   // it is what they offer, not what only hints at it
	fit    float64
}

// How much each kind of text says of what somebody can do.
const (
	weightOffer = 1.0
	weightThank = 0.9
	weightTopic = 0.7
	weightWork  = 0.7
)

// reason is one text by which a member may be found.
type reason struct {
	member       int // place among the profiles
	begins, said string
	offers       bool
}

// Finder finds who of those here, and happy to be shown so, may help. It keeps what
// it has read of one Seen until it is asked about another. It is safe for use by
// many at once.
type Finder struct {
	mu       sync.Mutex
	synonyms []string
	lexicon  *Lexicon
	seen     *community.Seen
	sides    map[string]*side
}

// side is what the members say that may answer an ask, or an offer.
type side struct {
	reasons []reason
	index   *Index
}

// Helpers gives those who may help with what is asked on that side, but not the one
// who asks: those whose words fit best first; of those that fit alike, those whom
// the fewest were led to lately, then by an order that is the same on every screen.
func (f *Finder) Helpers(seen *community.Seen, on, need string, but community.ID, most int) []Helper {
	s := f.side(seen, on)
	var out []Helper
	told := map[int]bool{}
	for _, h := range s.index.Find(need) { // the best of each member comes first
		r := &s.reasons[h.Entry]
		p := &seen.Profiles[r.member]
		if p.ID == but || p.Mood == community.MoodBusy || told[r.member] {
			continue
		}
		told[r.member] = true
		out = append(out, Helper{*p, r.begins + community.Quoted(r.said), r.said, r.offers, h.Fit})
	}
	slices.SortFunc(out, func(a, b Helper) int {
		n := cmp.Or(
			cmp.Compare(math.Round(4*b.fit), math.Round(4*a.fit)),
			cmp.Compare(seen.Asked[a.Who.ID], seen.Asked[b.Who.ID]),
		)
		if n == 0 {
			n = cmp.Compare(a.Who.ID.Mixed(need), b.Who.ID.Mixed(need))
		}
		return n
	})
	return out[:min(len(out), most)]
}

// side gives what was read for one side of this Seen.
func (f *Finder) side(seen *community.Seen, on string) *side {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.learn(&seen.Space)
	if f.seen != seen {
		f.seen, f.sides = seen, map[string]*side{}
	}
	if f.sides[on] == nil {
		f.sides[on] = f.lexicon.people(seen, on)
	}
	return f.sides[on]
}

// learn brings the lexicon up to the space's own synonyms; the caller holds the lock.
func (f *Finder) learn(s *community.Space) {
	if f.lexicon == nil || !slices.Equal(f.synonyms, s.Synonyms) {
		f.synonyms, f.lexicon, f.seen = s.Synonyms, NewLexicon(s.Synonyms), nil
	}
}

// people reads what those who are here say, of themselves and by their posts, and what
// others thanked them for.
func (l *Lexicon) people(seen *community.Seen, on string) *side {
	s := &side{}
	var entries []Entry
	place := make(map[community.ID]int, seen.Here)
	add := func(member int, weight float64, begins, said string) {
		s.reasons = append(s.reasons, reason{member, begins, said, weight == weightOffer})
		entries = append(entries, Entry{said, weight})
	}
	for i := range seen.Profiles {
		p := &seen.Profiles[i]
		if !p.Here {
			continue
		}
		place[p.ID] = i
		tags, begins := p.HappyToHelpWith, "Offers "
		if on == community.Offer {
			tags, begins = p.LookingFor, "Is looking for "
		}
		for _, tag := range tags {
			add(i, weightOffer, begins, tag)
		}
		for _, tag := range p.TalkToMeAbout {
			add(i, weightTopic, "Likes to talk about ", tag)
		}
		if on == community.Ask && p.Headline != "" {
			add(i, weightWork, "", p.Headline)
		}
	}
	for i := range seen.Posts {
		p := &seen.Posts[i]
		at, here := place[p.MemberID]
		switch {
		case !here || p.Side == on:
		case on == community.Ask:
			add(at, weightOffer, "Offers ", p.Words)
		default:
			add(at, weightOffer, "Asks for ", p.Words)
		}
	}
	if on == community.Ask {
		for i := range seen.Thanks {
			if at, here := place[seen.Thanks[i].ToID]; here && seen.Thanks[i].Words != "" {
				add(at, weightThank, "Thanked for ", seen.Thanks[i].Words)
			}
		}
	}
	s.index = l.Index(entries)
	return s
}

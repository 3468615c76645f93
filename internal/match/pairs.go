package match

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"kettle/internal/community"
)

// Pair is two members who are here, and why a host may want to introduce them.
type Pair struct {
	One, Other community.Profile // One is who is new, would like to be introduced, or asked
	New        bool              // One joined lately
	Asked      bool              // One of the two asked to meet the other
	Why        string            // one thing they have in common, as a sentence
	Opening    string            // a first sentence to say to Other
}

// Waiting is somebody who would like to be introduced and has no Pair today.
type Waiting struct {
	Who  community.Profile
	Days int // since they asked, joined or were last introduced
}

// Introductions is what hosts may do today for those who would like to meet others.
type Introductions struct {
	Pairs   []Pair
	Waiting []Waiting // who waits longest first
	Talked  int       // of those introduced in the last 30 days who said so
	Said    int       // how many of these said anything
}

// seeker is somebody who would like to meet others.
type seeker struct {
	m        *community.Member
	since    time.Time // for how long they have waited
	met      int       // how many they were introduced to
	fresh    bool
	askedFor map[community.ID]bool // whom they asked to meet
}

// Introduce works out whom to introduce, of those who are here and open to it: each
// member is in one pair at most. Pairs that were asked for come first, then whoever
// was introduced to the fewest, then who waits longest; with whom is decided by what
// they have in common. Nobody is in a pair who would rather not, is heads down today,
// or knows the other.
func (f *Finder) Introduce(r *community.Roll, now time.Time, most int) Introductions {
	p := f.pairing(r, now)
	var out Introductions
	taken := map[community.ID]bool{}
	for _, s := range p.seekers() {
		if taken[s.m.ID] {
			continue
		}
		pair, ok := p.best(&s, taken)
		switch {
		case ok && len(out.Pairs) < most:
			taken[pair.One.ID], taken[pair.Other.ID] = true, true
			out.Pairs = append(out.Pairs, pair)
		default:
			who, _ := s.m.Profile(community.Hosts)
			out.Waiting = append(out.Waiting, Waiting{who, int(now.Sub(s.since).Hours() / 24)})
		}
	}
	slices.SortStableFunc(out.Waiting, func(a, b Waiting) int { return b.Days - a.Days })
	for i := range r.Met {
		if m := &r.Met[i]; now.Sub(m.DoneAt) < 30*24*time.Hour && m.Talked != "" {
			out.Said++
			if m.Talked == community.TalkedYes {
				out.Talked++
			}
		}
	}
	return out
}

// Acquaintance gives somebody who is here, happy to be shown so, and whom the member
// does not know, with what the two have in common; ok is false for nobody, and when
// the member would rather not. It is brought up only for those who are new or would
// like to be introduced, or where one of the two can help the other, and only with
// members who are on the wall themselves, since it repeats what they say there.
func (f *Finder) Acquaintance(r *community.Roll, now time.Time, member community.ID) (who community.Profile, why string, ok bool) {
	if !r.Space.OpenAt(now) {
		return who, "", false // nobody is shown as here
	}
	p := f.pairing(r, now)
	p.shown = true
	at := slices.IndexFunc(r.Members, func(m community.Member) bool { return m.ID == member })
	if at < 0 || r.Members[at].LeaveMe || !r.Members[at].Active() || !r.Members[at].OnWall.Given {
		return who, "", false
	}
	me := &r.Members[at]
	s := seeker{m: me, fresh: fresh(me, now), askedFor: map[community.ID]bool{}}
	var best candidate
	for i := range r.Members {
		other := &r.Members[i]
		if !p.open(other) || !p.may(me.ID, other.ID) || p.known[pairKey(me.ID, other.ID)] != nil && p.known[pairKey(me.ID, other.ID)].Waits() {
			continue
		}
		c := p.common(me, other)
		if !c.helps && !s.fresh && !me.IntroduceMe && !other.IntroduceMe && !fresh(other, now) {
			continue
		}
		if best.m == nil || c.beats(&best, me.ID) {
			best = c
		}
	}
	if best.m == nil {
		return who, "", false
	}
	who, ok = best.m.Profile(community.Wall)
	return who, best.to, ok
}

func (f *Finder) lexiconOf(s *community.Space) *Lexicon {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.learn(s)
	return f.lexicon
}

// pairing is one look at who may be introduced.
type pairing struct {
	roll    *community.Roll
	now     time.Time
	lexicon *Lexicon
	visits  map[community.ID]community.Visit
	known   map[[2]community.ID]*community.Introduction
	thanked map[[2]community.ID]bool
	speak   map[string]int // how many active members speak a language
	shown   bool           // only members who agreed to be shown as here
}

func pairKey(a, b community.ID) [2]community.ID {
	one, other := community.InOrder(a, b)
	return [2]community.ID{one, other}
}

// pairing begins a look.
func (f *Finder) pairing(r *community.Roll, now time.Time) *pairing {
	p := &pairing{
		roll: r, now: now, lexicon: f.lexiconOf(&r.Space), visits: r.VisitsAt(now),
		known: map[[2]community.ID]*community.Introduction{}, thanked: map[[2]community.ID]bool{}, speak: map[string]int{},
	}
	for i := range r.Met {
		p.known[pairKey(r.Met[i].OneID, r.Met[i].OtherID)] = &r.Met[i]
	}
	for i := range r.Thanks {
		p.thanked[pairKey(r.Thanks[i].FromID, r.Thanks[i].ToID)] = true
	}
	for i := range r.Members {
		if m := &r.Members[i]; m.Active() {
			for _, l := range m.Languages {
				p.speak[l]++
			}
		}
	}
	return p
}

// open says whether a member is here and may be brought together with somebody.
func (p *pairing) open(m *community.Member) bool {
	v, in := p.visits[m.ID]
	if !in || !m.Active() || m.LeaveMe || v.Mood == community.MoodBusy || !m.OnWall.Given {
		return false
	}
	return m.HereNow.Given || !p.shown
}

// may says whether the two do not know one another and may be brought together today.
func (p *pairing) may(a, b community.ID) bool {
	if a == b || p.thanked[pairKey(a, b)] {
		return false
	}
	i := p.known[pairKey(a, b)]
	return i == nil || !i.Acquainted() && !i.Never && i.NotBefore <= p.roll.Space.Day(p.now)
}

// fresh says whether a member joined lately.
func fresh(m *community.Member, now time.Time) bool {
	who := community.Profile{JoinedOn: m.JoinedOn}
	return who.Newcomer(now)
}

// seekers are those who would like to meet others, in the order in which it is their
// turn.
func (p *pairing) seekers() []seeker {
	var out []seeker
	for i := range p.roll.Members {
		m := &p.roll.Members[i]
		if !p.open(m) {
			continue
		}
		s := seeker{m: m, fresh: fresh(m, p.now), askedFor: map[community.ID]bool{}}
		joined, err := time.Parse(time.DateOnly, m.JoinedOn)
		if err == nil {
			s.since = joined
		}
		for j := range p.roll.Met {
			one := &p.roll.Met[j]
			if one.OneID != m.ID && one.OtherID != m.ID {
				continue
			}
			if one.Waits() && one.AskedByID == m.ID {
				s.askedFor[one.Other(m.ID)] = true
				if len(s.askedFor) == 1 || one.AskedAt.Before(s.since) {
					s.since = one.AskedAt
				}
			}
			if !one.DoneAt.IsZero() {
				s.met++
				if one.DoneAt.After(s.since) && len(s.askedFor) == 0 {
					s.since = one.DoneAt
				}
			}
		}
		if s.since.IsZero() || s.since.After(p.now) {
			s.since = p.now
		}
		if s.fresh && s.met < 3 || m.IntroduceMe || len(s.askedFor) > 0 {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b seeker) int {
		n := cmp.Or(boolean(len(b.askedFor) > 0)-boolean(len(a.askedFor) > 0), a.met-b.met, a.since.Compare(b.since))
		if n == 0 {
			n = cmp.Compare(a.m.ID.Mixed("introduce"), b.m.ID.Mixed("introduce"))
		}
		return n
	})
	return out
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// best gives the pair of a seeker with the one who suits best of those left.
func (p *pairing) best(s *seeker, taken map[community.ID]bool) (Pair, bool) {
	var best candidate
	for i := range p.roll.Members {
		m := &p.roll.Members[i]
		if taken[m.ID] || !p.open(m) || !p.may(s.m.ID, m.ID) {
			continue
		}
		c := p.common(s.m, m)
		c.asked = s.askedFor[m.ID]
		if best.m == nil || c.beats(&best, s.m.ID) {
			best = c
		}
	}
	if best.m == nil {
		return Pair{}, false
	}
	one, _ := s.m.Profile(community.Hosts)
	other, _ := best.m.Profile(community.Hosts)
	return Pair{One: one, Other: other, New: s.fresh, Asked: best.asked, Why: best.why, Opening: best.opening}, true
}

// candidate is somebody whom a member may be introduced to.
type candidate struct {
	m            *community.Member
	asked, helps bool
	fit          float64
	why, opening string
	to           string // why, as said to the member
}

// beats says whether a candidate suits better.
func (c *candidate) beats(d *candidate, of community.ID) bool {
	n := cmp.Or(boolean(c.asked)-boolean(d.asked), cmp.Compare(c.fit, d.fit))
	if n == 0 {
		return c.m.ID.Mixed(of.String()) < d.m.ID.Mixed(of.String())
	}
	return n > 0
}

// How much things in common count.
const (
	fitHelp   = 10
	fitTopic  = 5
	fitWork   = 4
	fitTongue = 2
)

// common works out what two members have in common: what one needs and the other
// offers, else what both like to talk about, else a language that few speak here.
func (p *pairing) common(me, other *community.Member) candidate {
	c := candidate{m: other}
	a, b := me.Call(), other.Call()
	if need, offer, fit := p.fits(me.LookingFor, other.HappyToHelpWith); fit > 0 {
		c.fit, c.helps = fitHelp+fit, true
		c.why = looksFor(a, need) + " " + offers(b, offer)
		c.opening = fmt.Sprintf("“%s, %s Do you have ten minutes?”", b, community.End(a+" is looking for ‘"+need+"’", "."))
		c.to = "Offers " + community.End(community.Quoted(offer), ".") + " You are looking for " + community.End(community.Quoted(need), ".")
		return c
	}
	if need, offer, fit := p.fits(other.LookingFor, me.HappyToHelpWith); fit > 0 {
		c.fit, c.helps = fitHelp+fit, true
		c.why = looksFor(b, need) + " " + offers(a, offer)
		c.opening = fmt.Sprintf("“%s, %s %s knows about that.”", b, community.End("you are looking for ‘"+need+"’", "."), a)
		c.to = "Is looking for " + community.End(community.Quoted(need), ".") + " You offered: " + community.End(offer, ".")
		return c
	}
	if _, topic, fit := p.fits(me.TalkToMeAbout, other.TalkToMeAbout); fit > 0 {
		c.fit = fitTopic + fit
		c.why = community.End("Both like to talk about "+community.Quoted(topic), ".")
		c.opening = fmt.Sprintf("“%s, have you and %s talked about ‘%s’ yet?”", b, a, topic)
		c.to = community.End("You both like to talk about "+community.Quoted(topic), ".")
		return c
	}
	if mine, theirs, fit := p.fits([]string{me.Headline}, []string{other.Headline}); fit > 0 {
		c.fit = fitWork + fit
		c.why = community.End(a+": "+mine, ".") + " " + community.End(b+": "+theirs, ".")
		c.opening = fmt.Sprintf("“%s, do you know what %s does?”", b, a)
		c.to = theirs
		return c
	}
	for _, l := range me.Languages {
		if slices.Contains(other.Languages, l) && p.speak[l] <= 3 {
			c.fit = fitTongue
			c.why = "Both speak " + l + "."
			c.opening = fmt.Sprintf("“%s, %s speaks %s, too.”", b, a, l)
			c.to = "You both speak " + l + "."
			return c
		}
	}
	c.why = fmt.Sprintf("%s has not met %s yet.", a, b)
	c.opening = fmt.Sprintf("“%s, this is %s.”", b, a)
	if me.Headline != "" {
		c.opening = fmt.Sprintf("“%s, this is %s. %s”", b, a, community.End(me.Headline, "."))
	}
	c.to = other.Headline
	return c
}

// looksFor and offers say in a sentence what somebody needs, and has.
func looksFor(who, what string) string {
	return community.End(who+" is looking for "+community.Quoted(what), ".")
}

func offers(who, what string) string {
	return community.End(who+" offers "+community.Quoted(what), ".")
}

// fits gives the pair of texts, one of each list, that fit best, and how well; 0 for
// none.
func (p *pairing) fits(needs, offers []string) (need, offer string, fit float64) {
	var entries []Entry
	for _, o := range offers {
		entries = append(entries, Entry{o, 1})
	}
	x := p.lexicon.Index(entries)
	for _, n := range needs {
		for _, h := range x.Find(n) {
			if h.Fit > fit {
				need, offer, fit = n, offers[h.Entry], h.Fit
			}
		}
	}
	return need, offer, fit
}

package community

import (
	"slices"
	"time"
)

// Seen is what one audience may see of a space at one moment. Wall, kiosk and
// phone pages are handed nothing else. Do not write to it: it is shared.
type Seen struct {
	Space     Space
	At        time.Time
	Profiles  []Profile      // by name
	Members   int            // active members, the unseen included
	Here      int            // how many of Profiles are here
	Arrived   []ID           // of those who are here, who came just now and is happy to be welcomed by name; the first to come first
	Posts     []SeenPost     // asks and offers
	News      []SeenPost     // newest first
	Quick     []SeenPost     // asks for help now, the newest first; not among Posts
	Thanks    []SeenThankYou // newest first
	Asked     map[ID]int     // how often somebody was led to a member lately, to spare them; never shown
	Occasions []Occasion     // of today and the six days after, in order
	Notices   []Notice       // that are up, for walls and kiosks
	Stale     bool           // a wall that did not hear of its hub for StaleAfter: it shows nobody
}

// StaleAfter is how long a wall shows people without having heard of the hub,
// which may know that they agree no more.
const StaleAfter = 30 * 24 * time.Hour

// SeenPost is an open post and whose it is.
type SeenPost struct {
	Post
	By     Profile
	Helper string // what to call who is on the way to a quick ask; "" for nobody, or somebody who is not shown
	Cheers int    // for news
}

// SeenThankYou is a thank-you that both agreed to show.
type SeenThankYou struct {
	ThankYou
	From, To Profile
}

// Roll is all that a host knows, at one moment. Only hosts' screens and the
// command line read it; others get Seen.
type Roll struct {
	Space     Space
	Members   []Member  // by name
	Open      []Visit   // visits that go on
	Visitors  []Visitor // who are in; of these Seen has nothing
	Posts     []Post    // that are not closed, and those with a helper that were made lately
	Thanks    []ThankYou
	Cheers    []Cheer
	Met       []Introduction
	Occasions []Occasion // of today and the six days after, in order
	Notices   []Notice   // that are not taken down
}

// Seen gives what the audience may see of the roll. An open visit counts until
// the space's closing time, whether or not the automatic check-out has run.
// Outside the opening hours nobody is shown as here.
func (r *Roll) Seen(a Audience, now time.Time) *Seen {
	s := &Seen{Space: r.Space, At: now, Asked: r.asked(now), Occasions: r.Occasions, Profiles: make([]Profile, 0, len(r.Members))}
	var here map[ID]Visit
	if a == Wall && r.Space.OpenAt(now) {
		here = r.VisitsAt(now)
	}
	var came []Visit
	place := make(map[ID]int, len(r.Members))
	for i := range r.Members {
		m := &r.Members[i]
		if m.Active() {
			s.Members++
		}
		p, ok := m.Profile(a)
		if !ok {
			continue
		}
		v, in := here[m.ID]
		if p = p.WithPresence(in); p.Here {
			p.Mood, p.Back = v.Mood, v.Back && p.WelcomeMe
			s.Here++
			if p.WelcomeMe && v.Mood != MoodBusy && arrived(&v, now) {
				came = append(came, v)
			}
		}
		place[m.ID] = len(s.Profiles)
		s.Profiles = append(s.Profiles, p)
	}
	slices.SortStableFunc(came, func(a, b Visit) int { return a.InAt.Compare(b.InAt) })
	for i := range came {
		s.Arrived = append(s.Arrived, came[i].MemberID)
	}
	s.put(r, place)
	if a == Wall {
		for _, n := range r.Notices {
			if n.UpAt(now, NoticeWall) || n.UpAt(now, NoticeKiosk) {
				s.Notices = append(s.Notices, n)
			}
		}
		for _, t := range r.Thanks {
			from, ok1 := place[t.FromID]
			to, ok2 := place[t.ToID]
			if ok1 && ok2 && t.ForWall() && t.ToAgrees && !t.Held {
				s.Thanks = append(s.Thanks, SeenThankYou{ThankYou: t, From: s.Profiles[from], To: s.Profiles[to]})
			}
		}
		slices.SortFunc(s.Thanks, func(a, b SeenThankYou) int { return b.SaidAt.Compare(a.SaidAt) })
	}
	return s
}

// Lately is for how long it counts that somebody was led to a member.
const Lately = 30 * 24 * time.Hour

// asked counts how often somebody was led to each member lately: asked to meet them,
// or was helped by them at once.
func (r *Roll) asked(now time.Time) map[ID]int {
	n := map[ID]int{}
	for i := range r.Met {
		if m := &r.Met[i]; !m.AskedByID.IsZero() && now.Sub(m.AskedAt) < Lately {
			n[m.Other(m.AskedByID)]++
		}
	}
	for i := range r.Posts {
		if p := &r.Posts[i]; !p.HelperID.IsZero() && now.Sub(p.MadeAt) < Lately {
			n[p.HelperID]++
		}
	}
	return n
}

// put puts up the posts of those who may be seen.
func (s *Seen) put(r *Roll, place map[ID]int) {
	cheers := map[ID]int{}
	for _, c := range r.Cheers {
		if _, ok := place[c.MemberID]; ok && !c.Void {
			cheers[c.PostID]++
		}
	}
	for _, p := range r.Posts {
		i, ok := place[p.MemberID]
		if !ok || p.Held || !p.OpenAt(s.At) {
			continue
		}
		seen := SeenPost{Post: p, By: s.Profiles[i], Cheers: cheers[p.ID]}
		if i, ok := place[p.HelperID]; ok {
			seen.Helper = s.Profiles[i].Called
		}
		switch {
		case p.Side == News:
			s.News = append(s.News, seen)
		case p.Quick:
			s.Quick = append(s.Quick, seen)
		default:
			s.Posts = append(s.Posts, seen)
		}
	}
	for _, list := range [...][]SeenPost{s.News, s.Quick} {
		slices.SortStableFunc(list, func(a, b SeenPost) int { return b.MadeAt.Compare(a.MadeAt) })
	}
}

// VisitsAt gives the visits of who is in the building at a time: those that go on
// and whose closing time has not come. Of several of one member it is the first
// that says how they would like to be met.
func (r *Roll) VisitsAt(now time.Time) map[ID]Visit {
	here := make(map[ID]Visit, len(r.Open))
	for _, v := range r.Open {
		if old, ok := here[v.MemberID]; (!ok || old.Mood == "") && r.Space.ClosingAfter(v.InAt).After(now) {
			if ok {
				v.InAt, v.Back = old.InAt, old.Back
			}
			here[v.MemberID] = v
		}
	}
	return here
}

// HereAt says who is in the building at a time.
func (r *Roll) HereAt(now time.Time) map[ID]bool {
	here := map[ID]bool{}
	for id := range r.VisitsAt(now) {
		here[id] = true
	}
	return here
}

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
	Profiles  []Profile // by name
	Members   int       // active members, the unseen included
	Here      int       // how many of Profiles are here
	Posts     []SeenPost
	Thanks    []SeenThankYou // newest first
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
	By Profile
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
	Posts     []Post
	Thanks    []ThankYou
	Occasions []Occasion // of today and the six days after, in order
	Notices   []Notice   // that are not taken down
}

// Seen gives what the audience may see of the roll. An open visit counts until
// the space's closing time, whether or not the automatic check-out has run.
// Outside the opening hours nobody is shown as here.
func (r *Roll) Seen(a Audience, now time.Time) *Seen {
	s := &Seen{Space: r.Space, At: now, Occasions: r.Occasions, Profiles: make([]Profile, 0, len(r.Members))}
	here := map[ID]bool{}
	if a == Wall && r.Space.OpenAt(now) {
		here = r.HereAt(now)
	}
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
		p = p.WithPresence(here[m.ID])
		if p.Here {
			s.Here++
		}
		place[m.ID] = len(s.Profiles)
		s.Profiles = append(s.Profiles, p)
	}
	for _, p := range r.Posts {
		if i, ok := place[p.MemberID]; ok && p.OpenAt(now) {
			s.Posts = append(s.Posts, SeenPost{Post: p, By: s.Profiles[i]})
		}
	}
	if a == Wall {
		for _, n := range r.Notices {
			if n.UpAt(now, NoticeWall) || n.UpAt(now, NoticeKiosk) {
				s.Notices = append(s.Notices, n)
			}
		}
		for _, t := range r.Thanks {
			from, ok1 := place[t.FromID]
			to, ok2 := place[t.ToID]
			if ok1 && ok2 && t.FromAgrees && t.ToAgrees && !t.Void {
				s.Thanks = append(s.Thanks, SeenThankYou{ThankYou: t, From: s.Profiles[from], To: s.Profiles[to]})
			}
		}
		slices.SortFunc(s.Thanks, func(a, b SeenThankYou) int { return b.SaidAt.Compare(a.SaidAt) })
	}
	return s
}

// HereAt says who is in the building at a time: those with an open visit whose
// closing time has not come.
func (r *Roll) HereAt(now time.Time) map[ID]bool {
	here := make(map[ID]bool, len(r.Open))
	for _, v := range r.Open {
		if r.Space.ClosingAfter(v.InAt).After(now) {
			here[v.MemberID] = true
		}
	}
	return here
}

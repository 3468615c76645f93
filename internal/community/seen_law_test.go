package community

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// secretive makes a member whose every word says whose it is, and whether it may be read.
func secretive(t *rapid.T, n int) Member {
	mark := fmt.Sprintf("«%d»", n)
	m := Member{
		ID: ID{15: byte(n)}, Number: "number" + mark, Name: "name" + mark, Called: "called" + mark, SaidLike: "said" + mark, Headline: "headline" + mark,
		About: "about" + mark, Email: "email" + mark, Phone: "phone" + mark, Notes: "notes" + mark, Photo: "photo" + mark, Code: "code" + mark,
		HappyToHelpWith: []string{"offers" + mark}, Induction: []string{"induction" + mark}, ConfirmedOn: "confirmed" + mark, AskedIn: "asked" + mark, LeftOn: "left" + mark,
		State: rapid.SampledFrom([]string{StateActive, StateActive, StateActive, StatePaused, StateLeft}).Draw(t, "state"),
	}
	m.OnWall.Given, m.OnPhone.Given, m.HereNow.Given = rapid.Bool().Draw(t, "wall"), rapid.Bool().Draw(t, "phone"), rapid.Bool().Draw(t, "here")
	m.OtherSpaces.Given, m.WelcomeMe = rapid.Bool().Draw(t, "spaces"), rapid.Bool().Draw(t, "welcome")
	m.EmailPublic, m.PhonePublic = rapid.IntRange(0, 3).Draw(t, "email") == 0, rapid.IntRange(0, 3).Draw(t, "rings") == 0
	m.OnWall.Recorded = "recorded" + mark
	return m
}

// Whatever a space holds, nothing of somebody who did not agree is in what an audience is
// handed, in whatever corner of it: no name, no word, no face; nothing that is the
// hosts' alone of anybody; no words that a host has yet to look at, or that one of two
// wants kept; and of nobody when they came.
func TestNothingSeenIsOfSomebodyWhoDidNotAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := &Roll{}
		now := noon
		for n := range rapid.IntRange(1, 5).Draw(t, "members") {
			r.Members = append(r.Members, secretive(t, n+1))
		}
		one := func(name string) *Member { return &r.Members[rapid.IntRange(0, len(r.Members)-1).Draw(t, name)] }
		for i := range rapid.IntRange(0, 6).Draw(t, "posts") {
			m := one("post of")
			p := Post{
				ID: ID{14: 1, 15: byte(i)}, MemberID: m.ID, Side: rapid.SampledFrom([]string{Ask, Offer, News}).Draw(t, "side"), Words: "post" + m.Name,
				MadeAt: now, Until: now.Add(time.Hour), Held: rapid.Bool().Draw(t, "held"), Closed: rapid.IntRange(0, 3).Draw(t, "closed") == 0,
			}
			if p.Held || p.Closed {
				p.Words = "waits" + m.Name
			}
			if p.Quick = p.Side == Ask && rapid.Bool().Draw(t, "quick"); p.Quick {
				p.HelperID = one("helper").ID
			}
			r.Posts = append(r.Posts, p)
			r.Cheers = append(r.Cheers, Cheer{ID: p.ID, MemberID: one("cheers").ID, ForID: m.ID, PostID: p.ID})
		}
		for range rapid.IntRange(0, 6).Draw(t, "thanks") {
			from, to := one("from"), one("to")
			th := ThankYou{FromID: from.ID, ToID: to.ID, FromAgrees: rapid.Bool().Draw(t, "from agrees"), ToAgrees: rapid.Bool().Draw(t, "to agrees"), Void: rapid.Bool().Draw(t, "void"), Nameless: rapid.Bool().Draw(t, "nameless")}
			th.Words = "thanks" + from.Name + to.Name
			if !th.FromAgrees || !th.ToAgrees || th.Void || th.Nameless {
				th.Words = "between" + from.Name
			}
			r.Thanks = append(r.Thanks, th)
		}
		for i := range rapid.IntRange(0, 4).Draw(t, "visits") {
			r.Open = append(r.Open, Visit{ID: ID{13: 1, 15: byte(i)}, MemberID: one("in").ID, InAt: now.Add(-time.Duration(rapid.IntRange(0, 200).Draw(t, "ago")) * time.Second), Mood: MoodOpen})
		}
		r.Visitors = []Visitor{{Name: "visitor", InAt: now}}
		for _, audience := range []Audience{Wall, Phone, Network, Self} {
			s := r.Seen(audience, now)
			text := fmt.Sprintf("%+v %+v %+v %+v %+v %+v", s.Profiles, s.Posts, s.News, s.Quick, s.Thanks, s.Notices)
			for _, never := range []string{"notes", "number", "induction", "confirmed", "asked«", "left«", "recorded", "visitor", "waits", "between"} {
				if strings.Contains(text, never) {
					t.Fatalf("audience %d reads %q in %s", audience, never, text)
				}
			}
			here := 0
			for i := range r.Members {
				m := &r.Members[i]
				mark := m.Name[len("name"):]
				p, ok := m.Profile(audience)
				full := ok && (audience != Self || m.OnWall.Given)
				for what, may := range map[string]bool{
					"name": ok, "headline": full, "about": full, "offers": full, "photo": full, "post": ok, "thanks": ok,
					"email": full && m.EmailPublic, "phone": full && m.PhonePublic, "code": full && m.OnPhone.Given,
				} {
					if strings.Contains(text, what+mark) && !may {
						t.Fatalf("audience %d reads %s%s of %+v", audience, what, mark, m)
					}
				}
				for _, shown := range s.Profiles {
					if shown.ID == m.ID && shown.Here {
						here++
						if !m.HereNow.Given || !m.OnWall.Given || audience != Wall || !p.ShowsPresence {
							t.Fatalf("audience %d sees that %s is here", audience, mark)
						}
					}
				}
			}
			if here != s.Here {
				t.Fatalf("%d are here of whom %d are shown so", s.Here, here)
			}
			for _, id := range s.Arrived {
				m := r.Members[id[15]-1]
				if !m.WelcomeMe || !m.HereNow.Given || !m.OnWall.Given || !m.Active() {
					t.Fatalf("%+v is welcomed by name", m)
				}
			}
		}
	})
}

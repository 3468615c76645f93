package community

import (
	"slices"
	"testing"
	"time"
)

// someone makes a member who agreed to the wall and to be shown as here.
func someone(n byte, name string) Member {
	m := agreeing(onWall | hereNow)
	m.ID, m.Name, m.Called = ID{n}, name, ""
	return m
}

// lobby is a roll of five members: two agree to all, one not to be shown as
// here, one not to the wall, one has left. All are in the building.
func lobby(t *testing.T, hours string) (*Roll, time.Time) {
	t.Helper()
	s := london(t, hours, "")
	now := at(t, s, "2026-03-24 12:00")
	r := &Roll{Space: *s, Members: []Member{
		someone(1, "Ada"), someone(2, "Bo"), someone(3, "Cato"), someone(4, "Dai"), someone(5, "Eve"),
	}}
	r.Members[2].HereNow.Given = false
	r.Members[3].OnWall.Given = false
	r.Members[4].State = StateLeft
	for _, m := range r.Members {
		r.Open = append(r.Open, Visit{ID: m.ID, MemberID: m.ID, InAt: now.Add(-2 * time.Hour)})
		r.Posts = append(r.Posts, Post{ID: m.ID, MemberID: m.ID, Side: Ask, Words: "A van", Until: now.Add(time.Hour)})
	}
	return r, now
}

func hereNames(s *Seen) (names []string) {
	for _, p := range s.Profiles {
		if p.Here {
			names = append(names, p.Name)
		}
	}
	return names
}

func TestOnlyThoseWhoAgreedTwiceAreShownAsHere(t *testing.T) {
	r, now := lobby(t, "Mon-Fri 08:00-18:00")
	s := r.Seen(Wall, now)
	if got := hereNames(s); !slices.Equal(got, []string{"Ada", "Bo"}) || s.Here != 2 {
		t.Errorf("here: %q, %d", got, s.Here)
	}
	if len(s.Profiles) != 3 || s.Members != 4 || s.At != now || s.Space.Zone != "Europe/London" {
		t.Errorf("%d profiles of %d members", len(s.Profiles), s.Members)
	}
	for _, a := range []Audience{Phone, Network, Self} {
		for i := range r.Members {
			r.Members[i].OnPhone.Given, r.Members[i].OtherSpaces.Given = true, true
		}
		if s := r.Seen(a, now); s.Here != 0 || len(hereNames(s)) > 0 || len(s.Thanks) > 0 {
			t.Errorf("audience %d sees who is here", a)
		}
	}
}

func TestNobodyIsShownAsHereAtNightOrAfterClosing(t *testing.T) {
	for _, c := range []struct {
		name, hours, in, now string
		here                 int
	}{
		{"in the day", "Mon-Fri 08:00-18:00", "2026-03-24 09:00", "2026-03-24 17:59", 2},
		{"at closing", "Mon-Fri 08:00-18:00", "2026-03-24 09:00", "2026-03-24 18:00", 0},
		{"at night, in after closing", "Mon-Fri 08:00-18:00", "2026-03-24 19:00", "2026-03-24 20:00", 0},
		{"in the morning, in after closing", "Mon-Fri 08:00-18:00", "2026-03-24 19:00", "2026-03-25 09:00", 2},
		{"forgotten since yesterday", "Mon-Fri 08:00-18:00", "2026-03-23 09:00", "2026-03-24 09:00", 0},
		{"always open, before four", "", "2026-03-23 09:00", "2026-03-24 03:59", 2},
		{"always open, after four", "", "2026-03-23 09:00", "2026-03-24 04:00", 0},
	} {
		r, _ := lobby(t, c.hours)
		for i := range r.Open {
			r.Open[i].InAt = at(t, &r.Space, c.in)
		}
		if got := r.Seen(Wall, at(t, &r.Space, c.now)).Here; got != c.here {
			t.Errorf("%s: %d are here, want %d", c.name, got, c.here)
		}
	}
}

func TestPostsAreThoseOfSeenMembersWhileTheyAreUp(t *testing.T) {
	r, now := lobby(t, "")
	r.Posts = append(
		r.Posts,
		Post{ID: ID{10}, MemberID: ID{1}, Words: "closed", Until: now.Add(time.Hour), Closed: true},
		Post{ID: ID{11}, MemberID: ID{1}, Words: "over", Until: now},
		Post{ID: ID{12}, MemberID: ID{1}, Until: now.Add(time.Hour)},
		Post{ID: ID{13}, MemberID: ID{99}, Words: "nobody's", Until: now.Add(time.Hour)},
	)
	var got []string
	for _, p := range r.Seen(Wall, now).Posts {
		if p.By.ID != p.MemberID {
			t.Errorf("a post of %v is by %v", p.MemberID, p.By.ID)
		}
		got = append(got, p.By.Name+": "+p.Words)
	}
	if !slices.Equal(got, []string{"Ada: A van", "Bo: A van", "Cato: A van"}) {
		t.Errorf("posts: %q", got)
	}
	if posts := r.Seen(Phone, now).Posts; len(posts) > 0 {
		t.Errorf("the phone sees %d posts of members who did not agree to it", len(posts))
	}
}

func TestThanksShowWhenBothAgreeAndBothAreSeen(t *testing.T) {
	r, now := lobby(t, "")
	said := func(n, from, to byte, change func(*ThankYou)) {
		ty := ThankYou{ID: ID{n}, FromID: ID{from}, ToID: ID{to}, SaidAt: now.Add(time.Duration(n) * time.Minute), FromAgrees: true, ToAgrees: true}
		if change != nil {
			change(&ty)
		}
		r.Thanks = append(r.Thanks, ty)
	}
	said(1, 1, 2, nil)
	said(2, 1, 2, func(ty *ThankYou) { ty.FromAgrees = false })
	said(3, 1, 2, func(ty *ThankYou) { ty.ToAgrees = false })
	said(4, 1, 2, func(ty *ThankYou) { ty.Void = true })
	said(5, 1, 4, nil) // not on the wall
	said(6, 5, 1, nil) // has left
	said(7, 3, 1, nil)
	s := r.Seen(Wall, now)
	if len(s.Thanks) != 2 || s.Thanks[0].ID != (ID{7}) || s.Thanks[1].ID != (ID{1}) || s.Thanks[0].From.Name != "Cato" || s.Thanks[0].To.Name != "Ada" {
		t.Errorf("thanks: %+v", s.Thanks)
	}
}

func TestWhoLeavesVanishesAtOnce(t *testing.T) {
	for _, state := range []string{StatePaused, StateLeft} {
		r, now := lobby(t, "")
		r.Thanks = []ThankYou{{FromID: ID{1}, ToID: ID{2}, FromAgrees: true, ToAgrees: true}}
		r.Members[0].State = state
		s := r.Seen(Wall, now)
		if s.Here != 1 || len(s.Profiles) != 2 || len(s.Posts) != 2 || len(s.Thanks) != 0 || s.Members != 3 {
			t.Errorf("%s: %d here, %d profiles, %d posts, %d thanks", state, s.Here, len(s.Profiles), len(s.Posts), len(s.Thanks))
		}
	}
}

package wall

import (
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
)

// coming gives the crowd with these members just come in, happy to be welcomed.
func coming(seen *community.Seen, who ...int) *community.Seen {
	more := *seen
	more.Profiles = slices.Clone(more.Profiles)
	more.Arrived = nil
	for _, i := range who {
		more.Profiles[i].Here, more.Profiles[i].WelcomeMe = true, true
		more.Arrived = append(more.Arrived, more.Profiles[i].ID)
	}
	return &more
}

// first are those who are welcomed first.
func first(seen *community.Seen) (ids [mostGreeted]community.ID) {
	copy(ids[:], seen.Arrived)
	return ids
}

func TestWhoComesInIsWelcomedForTenSeconds(t *testing.T) {
	src := &shelfed{seen: crowd(9)}
	running(t, Config{Scene: ScenePeople}, src, morning, func(t *testing.T, g *glass, changes chan struct{}) {
		src.seen = coming(src.seen, 4)
		changes <- struct{}{}
		g.pass(0)
		if got := bandWords(g.last()); !slices.Equal(got, []string{"Welcome, Member4."}) || g.last().Bands[0].Who[0].Name != "Member4 Surname4" {
			t.Fatalf("%q", got)
		}
		n := len(g.shown)
		g.pass(9900 * time.Millisecond)
		if len(g.last().Bands) != 1 || len(g.shown) != n {
			t.Errorf("%q after nearly ten seconds, %d pages", bandWords(g.last()), len(g.shown)-n)
		}
		g.pass(200 * time.Millisecond)
		if len(g.last().Bands) != 0 || len(g.shown) != n+1 {
			t.Errorf("%q after ten seconds, %d pages", bandWords(g.last()), len(g.shown)-n)
		}
		changes <- struct{}{}
		g.pass(30 * time.Second)
		if got := g.shown[n+1:]; slices.ContainsFunc(got, func(s State) bool { return len(s.Bands) > 0 }) {
			t.Error("welcomed twice")
		}
	})
}

func TestWhoCameBeforeTheWallBeganIsNotWelcomed(t *testing.T) {
	src := &shelfed{seen: coming(crowd(9), 4)}
	running(t, Config{Scene: ScenePeople}, src, morning, func(t *testing.T, g *glass, changes chan struct{}) {
		changes <- struct{}{}
		g.pass(20 * time.Second)
		if slices.ContainsFunc(g.shown, func(s State) bool { return len(s.Bands) > 0 }) {
			t.Error("welcomed")
		}
		src.seen = coming(src.seen, 4, 5)
		changes <- struct{}{}
		g.pass(0)
		if got := bandWords(g.last()); !slices.Equal(got, []string{"Welcome, Member5."}) {
			t.Errorf("%q", got)
		}
	})
}

func TestSeveralAtOnceAreAllWelcomedForAsLong(t *testing.T) {
	src := &shelfed{seen: crowd(9)}
	running(t, Config{Scene: ScenePeople}, src, morning, func(t *testing.T, g *glass, changes chan struct{}) {
		say := func(want ...string) {
			t.Helper()
			if got := bandWords(g.last()); !slices.Equal(got, want) {
				t.Errorf("%q, want %q", got, want)
			}
		}
		everybody := src.seen
		src.seen = coming(everybody, 1, 2)
		changes <- struct{}{}
		g.pass(4 * time.Second)
		say("Welcome, Member1 and Member2.")
		src.seen = coming(everybody, 1, 2, 3, 4, 5)
		changes <- struct{}{}
		g.pass(0)
		say("Welcome, Member1, Member2 and Member3.")
		g.pass(6100 * time.Millisecond)
		say("Welcome, Member3, Member4 and Member5.")
		g.pass(4 * time.Second)
		say("Welcome, Member4 and Member5.")
		g.pass(6 * time.Second)
		say()
	})
}

func TestAWelcomeEndsWithTheVisitOrTheConsent(t *testing.T) {
	src := &shelfed{seen: crowd(9)}
	running(t, Config{Scene: ScenePeople}, src, morning, func(t *testing.T, g *glass, changes chan struct{}) {
		everybody := src.seen
		for _, gone := range []func(s *community.Seen){
			func(s *community.Seen) { s.Arrived = nil }, // undone
			func(s *community.Seen) { s.Profiles[4].WelcomeMe = false },
			func(s *community.Seen) { s.Profiles[4].Here = false },
			func(s *community.Seen) { s.Profiles = slices.Delete(s.Profiles, 4, 5) },
		} {
			src.seen = everybody
			changes <- struct{}{}
			g.pass(time.Second)
			src.seen = coming(everybody, 4)
			changes <- struct{}{}
			g.pass(time.Second)
			if len(g.last().Bands) != 1 {
				t.Fatal("not welcomed")
			}
			next := coming(everybody, 4)
			gone(next)
			src.seen = next
			changes <- struct{}{}
			g.pass(0)
			if got := bandWords(g.last()); len(got) > 0 {
				t.Errorf("%q", got)
			}
		}
	})
}

func TestWhoIsBackAfterALongTimeHearsSo(t *testing.T) {
	seen := coming(crowd(9), 4)
	seen.Profiles[4].Back = true
	if b, ok := greeting(seen, first(seen)); !ok || b.Words != "Good to see you again, Member4." {
		t.Errorf("%q", b.Words)
	}
	both := coming(seen, 4, 5)
	if b, ok := greeting(both, first(both)); !ok || b.Words != "Welcome, Member4 and Member5." {
		t.Errorf("%q", b.Words)
	}
	step := Step{Scene: SceneSpotlight, Who: seen.Profiles[4].ID}
	if got := (Config{}).Compose(seen, step, morning, wide).Spotlight.Kicker; got != "Good to see you again" {
		t.Error(got)
	}
}

func TestNobodyIsWelcomedWhileTheSpaceIsShut(t *testing.T) {
	seen := coming(crowd(9), 4)
	if err := seen.Space.Set("hours", "Mon-Sun 08:00-10:00"); err != nil {
		t.Fatal(err)
	}
	for _, scene := range Scenes {
		if s := (Config{Scene: scene}).Compose(seen, Step{Scene: scene, Greet: first(seen)}, morning, wide); len(s.Bands) > 0 {
			t.Errorf("%s: %q", scene, bandWords(s))
		}
	}
}

func TestAWelcomeLeavesRoomForWhoNeedsAHand(t *testing.T) {
	seen := coming(crowd(9), 4)
	for i := range 5 {
		seen.Quick = append(seen.Quick, quick(seen, i, "Now", morning.Add(time.Hour)))
	}
	for _, shape := range []Shape{wide, {1080, 1920}} {
		s := (Config{}).Compose(seen, Step{Scene: ScenePeople, Greet: first(seen)}, morning, shape)
		if len(s.Bands) != shape.bands() || s.Bands[0].Help || !s.Bands[1].Help {
			t.Errorf("%q", bandWords(s))
		}
	}
}

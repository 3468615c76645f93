package wall

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

var wide = Shape{W: 1920, H: 1080}

// morning is a Thursday, in a space that keeps UTC and is always open.
var morning = time.Date(2026, 11, 19, 10, 42, 0, 0, time.UTC)

// crowd gives a space of n members who may be seen; every third is here and
// every tenth is new.
func crowd(n int) *community.Seen {
	s := &community.Seen{Space: community.Space{Name: "Harbour Commons"}, At: morning, Members: n}
	for i := range n {
		p := community.Profile{
			ID: community.ID{byte(i), byte(i >> 8), 7}, Name: fmt.Sprintf("Member%d Surname%d", i, i),
			Called: fmt.Sprintf("Member%d", i), Here: i%3 == 0, ShowsPresence: true,
		}
		if i%10 == 5 {
			p.JoinedOn = "2026-11-16"
		}
		if p.Here {
			s.Here++
		}
		s.Profiles = append(s.Profiles, p)
	}
	return s
}

// rule 7: whatever the number of members, the shape and the other scenes, nobody
// is shown twice before everybody was shown once, and nobody twice on one page.
func TestEverybodyIsShownOnceBeforeAnybodyTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 200).Draw(t, "members")
		shape := rapid.SampledFrom([]Shape{wide, {1080, 1920}, {1440, 1080}, {2560, 1080}}).Draw(t, "shape")
		seen := crowd(n)
		if rapid.Bool().Draw(t, "posts") {
			seen.Posts = make([]community.SeenPost, 1)
		}
		if rapid.Bool().Draw(t, "thanks") {
			seen.Thanks = make([]community.SeenThankYou, 1)
		}
		c := Config{}
		order := Order(seen.Profiles, "2026-11-19")
		shown := map[community.ID]int{}
		at := time.Date(2026, 11, 19, 0, 0, 0, 0, time.UTC)
		for range 300 {
			s := c.StepAt(seen, at, shape)
			at = s.Until
			if s.Scene != ScenePeople {
				continue
			}
			page := PeopleOn(order, s.Page, shape.People())
			if len(page) != min(n, shape.People()) {
				t.Fatalf("%d of %d members on a page for %d", len(page), n, shape.People())
			}
			for i, id := range page {
				if slices.Contains(page[:i], id) {
					t.Fatalf("%s is on one page twice", id)
				}
				shown[id]++
				for _, other := range order {
					if shown[id] > shown[other]+1 {
						t.Fatalf("%s was shown %d times before %s was shown %d", id, shown[id], other, shown[other]+1)
					}
				}
			}
		}
	})
}

func TestEveryWallTurnsTheSamePages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seen := crowd(rapid.IntRange(0, 60).Draw(t, "members"))
		other := *seen
		other.Profiles = rapid.Permutation(seen.Profiles).Draw(t, "in another order")
		second := rapid.IntRange(0, 7*24*3600).Draw(t, "second")
		a, b := morning.Add(time.Duration(second)*time.Second), morning.Add(time.Duration(second)*time.Second+700*time.Millisecond)
		sa, sb := (Config{}).StepAt(seen, a, wide), (Config{}).StepAt(&other, b, wide)
		if b.Before(sa.Until) && sa != sb {
			t.Fatalf("one wall shows %+v, another %+v", sa, sb)
		}
		if !slices.Equal(Order(seen.Profiles, "2026-11-19"), Order(other.Profiles, "2026-11-19")) {
			t.Fatal("two orders of one day")
		}
	})
}

func TestTheOrderIsAnotherOneTheNextDay(t *testing.T) {
	p := crowd(40).Profiles
	if slices.Equal(Order(p, "2026-11-19"), Order(p, "2026-11-20")) {
		t.Error("two days have the same order")
	}
}

func TestWhatElseThereIsDoesNotDisturbThePeople(t *testing.T) {
	plain, rich := crowd(100), crowd(100)
	rich.Posts, rich.Thanks = make([]community.SeenPost, 1), make([]community.SeenThankYou, 1)
	for i := range 200 {
		at := morning.Add(time.Duration(i) * DefaultDwell)
		a, b := (Config{}).StepAt(plain, at, wide), (Config{}).StepAt(rich, at, wide)
		if a.Scene == ScenePeople && (b.Scene != ScenePeople || a.Page != b.Page) {
			t.Fatalf("at %s: %+v, with posts %+v", clock(at), a, b)
		}
	}
}

func TestEverySceneComesRoundAndTheDotsStayFew(t *testing.T) {
	for _, n := range []int{1, 12, 13, 5000} {
		seen := crowd(n)
		seen.Posts, seen.Thanks = make([]community.SeenPost, 1), make([]community.SeenThankYou, 1)
		got := map[string]int{}
		last := -1
		for i := range 24 {
			s := (Config{}).StepAt(seen, morning.Add(time.Duration(i)*DefaultDwell), wide)
			got[s.Scene]++
			if s.Dots > 12 || s.Dot >= s.Dots || last >= 0 && s.Dot != (last+1)%s.Dots {
				t.Errorf("%d members: dot %d of %d after %d", n, s.Dot, s.Dots, last)
			}
			last = s.Dot
		}
		for _, scene := range []string{ScenePeople, SceneSpotlight, SceneToday, SceneBoard, SceneThanks} {
			if got[scene] == 0 {
				t.Errorf("%d members: %s never came in %v", n, scene, got)
			}
		}
		if got[ScenePeople] < 12 {
			t.Errorf("%d members: people had %d of 24 pages", n, got[ScenePeople])
		}
	}
}

func TestScenesWithNothingToShowAreLeftOut(t *testing.T) {
	seen := crowd(5)
	for i := range seen.Profiles {
		seen.Profiles[i].Here = false
	}
	seen.Here = 0
	for i := range 50 {
		s := (Config{}).StepAt(seen, morning.Add(time.Duration(i)*DefaultDwell), wide)
		if s.Scene != ScenePeople && s.Scene != SceneSpotlight {
			t.Fatalf("%s came up", s.Scene)
		}
	}
	if s := (Config{}).StepAt(crowd(0), morning, wide); s.Scene != ScenePeople || s.Dots > 1 {
		t.Errorf("an empty space shows %+v", s)
	}
}

func TestHalfOfTheSpotlightIsForNewcomersAndEverybodyGetsSome(t *testing.T) {
	seen := crowd(30)
	count := map[community.ID]int{}
	fresh, here := 0, 0
	for turn := range int64(400) {
		p, ok := profile(seen, spotlight(seen, "2026-11-19", turn))
		if !ok {
			t.Fatal("the spotlight is on nobody")
		}
		count[p.ID]++
		if p.Newcomer(morning) {
			fresh++
		} else if p.Here {
			here++
		}
	}
	if fresh < 200 || fresh > 260 || here < 100 || here > 180 {
		t.Errorf("newcomers had %d of 400 turns, those who are here %d", fresh, here)
	}
	if len(count) != 30 {
		t.Errorf("%d of 30 members ever came up", len(count))
	}
}

func TestNobodyIsInTheSpotlightAgainBeforeTheOthersOfTheirKind(t *testing.T) {
	for n := range 4 * 4 * 4 {
		fresh, here, rest := n/16, n/4%4, n%4
		seen := crowd(fresh + here + rest)
		for i := range seen.Profiles {
			p := &seen.Profiles[i]
			p.Here = i >= fresh && i < fresh+here
			if p.JoinedOn = "2021-03-01"; i < fresh {
				p.JoinedOn = "2026-11-18"
			}
		}
		turns := map[string][]community.ID{}
		for turn := range int64(48) {
			kind := "anybody"
			switch {
			case turn%2 == 0 && fresh > 0:
				kind = "newcomers"
			case turn%4 < 3 && here > 0:
				kind = "who is here"
			}
			turns[kind] = append(turns[kind], spotlight(seen, "2026-11-19", turn))
		}
		for kind, size := range map[string]int{"newcomers": fresh, "who is here": here, "anybody": len(seen.Profiles)} {
			for at := size; at < len(turns[kind]); at++ {
				if round := turns[kind][at-size : at]; size > 0 && slices.Index(round, turns[kind][at]) != 0 {
					t.Fatalf("%d newcomers, %d here, %d others: of %s %v comes up after %v", fresh, here, rest, kind, turns[kind][at], round)
				}
			}
		}
	}
}

func TestAHeldSceneStaysOnItsPage(t *testing.T) {
	seen := crowd(100)
	c := Config{Scene: SceneSpotlight}
	first := c.StepAt(seen, morning, wide)
	for i := range 100 {
		s := c.StepAt(seen, morning.Add(time.Duration(i)*time.Minute), wide)
		if key(s) != key(first) {
			t.Fatalf("after %d minutes: %+v, first %+v", i, s, first)
		}
	}
}

func TestOutsideOpeningHoursItIsNight(t *testing.T) {
	seen := crowd(10)
	if err := seen.Space.Set("hours", "Mon-Fri 08:00-18:00"); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		at    string
		night bool
	}{
		{"2026-11-19T07:59:59Z", true},
		{"2026-11-19T08:00:00Z", false},
		{"2026-11-19T17:59:59Z", false},
		{"2026-11-19T18:00:00Z", true},
		{"2026-11-21T12:00:00Z", true},
	} {
		at, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			t.Fatal(err)
		}
		s := (Config{}).StepAt(seen, at, wide)
		if (s.Scene == SceneNight) != tt.night {
			t.Errorf("%s: %s", tt.at, s.Scene)
		}
		if tt.night && (!s.Until.After(at) || s.Until.Sub(at) > time.Hour) {
			t.Errorf("%s: until %s", tt.at, s.Until)
		}
	}
}

func TestAPageHoldsWhatItsShapeHasRoomFor(t *testing.T) {
	for _, tt := range []struct {
		shape Shape
		n     int
	}{{wide, 12}, {Shape{1080, 1920}, 9}, {Shape{1440, 1080}, 8}, {Shape{2560, 1080}, 16}, {Shape{1080, 1080}, 6}} {
		if n := tt.shape.People(); n != tt.n {
			t.Errorf("%v holds %d people, want %d", tt.shape, n, tt.n)
		}
	}
}

func BenchmarkStepAndComposeOf5000(b *testing.B) {
	seen := crowd(5000)
	for i := 0; b.Loop(); i++ {
		at := morning.Add(time.Duration(i) * DefaultDwell)
		s := (Config{}).StepAt(seen, at, wide)
		(Config{}).Compose(seen, s, at, wide)
	}
}

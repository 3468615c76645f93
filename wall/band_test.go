package wall

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// quick is an ask for help now of a member of the crowd.
func quick(seen *community.Seen, by int, words string, until time.Time) community.SeenPost {
	return community.SeenPost{
		Post: community.Post{ID: community.ID{99, byte(by)}, MemberID: seen.Profiles[by].ID, Side: community.Ask, Words: words, Quick: true, Until: until},
		By:   seen.Profiles[by],
	}
}

func bandWords(s State) (out []string) {
	for _, b := range s.Bands {
		out = append(out, strings.TrimSpace(b.Words+" "+b.More))
	}
	return out
}

func TestEverySceneSaysWhoNeedsAHandNow(t *testing.T) {
	seen := crowd(20)
	seen.Quick = []community.SeenPost{quick(seen, 3, "The printer!", morning.Add(20*time.Minute))}
	for _, scene := range Scenes {
		for _, shape := range []Shape{wide, {1080, 1920}} {
			step := Step{Scene: scene, Who: seen.Profiles[1].ID}
			got := bandWords(Config{Hint: true, CanAsk: true}.Compose(seen, step, morning, shape))
			want := []string{"Member3 needs a hand: “The printer!” Can you help? Touch, and say so."}
			if scene == SceneNight {
				want = nil
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q", scene, got)
			}
			if over := (Config{}).Compose(seen, step, morning.Add(20*time.Minute), shape); len(over.Bands) != 0 {
				t.Errorf("%s: %q after its time", scene, bandWords(over))
			}
		}
	}
}

func TestTheBandSaysWhoIsOnTheWay(t *testing.T) {
	seen := crowd(4)
	seen.Quick = []community.SeenPost{quick(seen, 3, "The printer!", morning.Add(time.Minute))}
	say := func(c Config) string {
		return bandWords(c.Compose(seen, Step{Scene: ScenePeople}, morning, wide))[0]
	}
	if got := say(Config{}); !strings.HasSuffix(got, "“The printer!” Can you help? Go and say hello.") {
		t.Error(got)
	}
	seen.Quick[0].HelperID = community.ID{77}
	if got := say(Config{}); !strings.HasSuffix(got, "Somebody is on the way.") {
		t.Error(got)
	}
	seen.Quick[0].Helper = "Callum"
	if got := say(Config{}); !strings.HasSuffix(got, "Callum is on the way.") {
		t.Error(got)
	}
}

func TestAShutSpaceAsksNobodyForHelp(t *testing.T) {
	seen := crowd(4)
	seen.Quick = []community.SeenPost{quick(seen, 3, "The printer!", morning.AddDate(0, 0, 1))}
	if err := seen.Space.Set("hours", "Mon-Sun 08:00-10:00"); err != nil {
		t.Fatal(err)
	}
	for _, scene := range Scenes { // also one that is held
		if s := (Config{Scene: scene}).Compose(seen, Step{Scene: scene}, morning, wide); len(s.Bands) > 0 {
			t.Errorf("%s: %q", scene, bandWords(s))
		}
	}
}

func TestOfMoreQuickAsksThanFitEachIsShownWithinAFewMinutes(t *testing.T) {
	seen := crowd(9)
	for i := range 7 {
		seen.Quick = append(seen.Quick, quick(seen, i, "Now", morning.Add(time.Hour)))
	}
	for _, shape := range []Shape{wide, {1080, 1920}} {
		shown := map[string]bool{}
		for i := range 4 {
			s := (Config{}).Compose(seen, Step{Scene: ScenePeople}, morning.Add(time.Duration(i)*time.Minute), shape)
			if len(s.Bands) > shape.bands() {
				t.Errorf("%d at once", len(s.Bands))
			}
			for _, b := range s.Bands {
				shown[b.Words] = true
			}
		}
		if len(shown) != 7 {
			t.Errorf("%v: %d of 7", shape, len(shown))
		}
	}
}

func TestAQuickAskComesAtOnceAndGoesWhenItIsOver(t *testing.T) {
	src := &shelfed{seen: crowd(3)}
	running(t, Config{Scene: ScenePeople}, src, morning, func(t *testing.T, g *glass, changes chan struct{}) {
		asks := *src.seen
		asks.Quick = []community.SeenPost{quick(src.seen, 1, "The printer!", morning.Add(90*time.Second+300*time.Millisecond))}
		src.seen = &asks
		changes <- struct{}{}
		g.pass(0)
		if len(g.last().Bands) != 1 {
			t.Fatal("it is not up at once")
		}
		g.pass(61 * time.Second)
		n := len(g.shown)
		g.pass(29 * time.Second)
		if len(g.last().Bands) != 1 || len(g.shown) != n {
			t.Errorf("%d pages while nothing changed, %d bands", len(g.shown)-n, len(g.last().Bands))
		}
		g.pass(400 * time.Millisecond)
		if len(g.last().Bands) != 0 {
			t.Error("it is up after its time")
		}
	})
}

package kiosk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

func TestWhosWhoShowsOnlyThoseWhoAgreed(t *testing.T) {
	k := newKit(t)
	k.tap(GoBrowse)
	b := k.State().Browse
	if b.Members != 4 || len(b.People) != 4 || b.By != Everyone {
		t.Fatalf("%+v", b)
	}
	for _, p := range b.People {
		if p.Name == "Cleo Marsh" {
			t.Error("Cleo is shown")
		}
	}
}

func TestWhosWhoByLetter(t *testing.T) {
	k := newKit(t)
	k.tap(GoBrowse)
	if got := k.State().Browse.Letters; !slices.Equal(got, []string{"A", "B", "O"}) {
		t.Errorf("letters %v", got)
	}
	k.tap(Letter, "O")
	b := k.State().Browse
	if len(b.People) != 1 || b.People[0].Name != "Öykü Demir" || b.By != Letter {
		t.Errorf("%+v", b)
	}
	k.tap(Everyone)
	if n := len(k.State().Browse.People); n != 4 {
		t.Errorf("%d", n)
	}
}

func TestOtherScriptsAreFiledLastUnlessTheirInitialIsKnown(t *testing.T) {
	seen := &community.Seen{Profiles: []community.Profile{{ID: community.ID{1}, Name: "Ольга"}, {ID: community.ID{2}, Name: "Zoë"}}}
	if got := newDirectory(seen, initial).file().letters; !slices.Equal(got, []string{"Z", otherLetter}) {
		t.Errorf("%v", got)
	}
	romanised := func(string) string { return "O" }
	if got := newDirectory(seen, romanised).file().letters; !slices.Equal(got, []string{"O"}) {
		t.Errorf("%v", got)
	}
}

func TestWhosWhoByHereAndTopic(t *testing.T) {
	k := newKit(t)
	k.scans(cardOfAda)
	k.Changed()
	k.settle()
	k.tap(GoHome)
	k.tap(GoBrowse)
	b := k.State().Browse
	if b.Here != 1 || !slices.Equal(b.Topics, []string{"Football"}) {
		t.Fatalf("here %d, topics %v", b.Here, b.Topics)
	}
	k.tap(HereNow)
	if b := k.State().Browse; len(b.People) != 1 || b.People[0].Name != "Ada Okafor" {
		t.Errorf("%+v", b.People)
	}
	k.tap(Topic, "Football")
	if n := len(k.State().Browse.People); n != 2 {
		t.Errorf("%d talk about football", n)
	}
}

func TestFiveThousandMembersAreAllOnSomePage(t *testing.T) {
	k := newKit(t)
	for i := range 5000 {
		k.desk.members = append(k.desk.members, community.Member{
			ID: community.ID{2, byte(i >> 8), byte(i)}, Name: fmt.Sprintf("Member %04d", i),
			OnWall: community.Consent{Given: true}, State: community.StateActive,
		})
	}
	k.refresh()
	k.settle()
	k.tap(GoBrowse)
	k.pass(time.Second)
	pages := k.State().Browse.Pages
	seen := map[community.ID]bool{}
	for range pages {
		for _, p := range k.State().Browse.People {
			seen[p.ID] = true
		}
		k.Tap(Tap{Act: NextPage})
	}
	if len(seen) != 5004 || k.State().Browse.Page != 1 {
		t.Errorf("%d of 5004 seen, page %d after the last", len(seen), k.State().Browse.Page)
	}
	k.Tap(Tap{Act: PrevPage})
	if k.State().Browse.Page != pages {
		t.Errorf("before the first is %d", k.State().Browse.Page)
	}
}

func TestAProfileHasItsCodesOnlyWithConsent(t *testing.T) {
	k := newKit(t, func(c *Config) {
		c.Contact = func(p community.Profile, _ community.Space) string { return "MECARD:N:" + p.Name }
	})
	k.tap(GoBrowse)
	k.tapOn(Open, k.desk.members[0].ID)
	p := k.State().Person
	if p.Code != "HTTP://192.168.1.20:8420/M/ABCD2342" || p.Address != "192.168.1.20:8420/M/ABCD2342" || p.Contact == "" {
		t.Errorf("%+v", p)
	}
	k.desk.members[0].OnPhone.Given = false
	k.Changed()
	k.settle()
	if p := k.State().Person; p.Code != "" || p.Address != "" || p.Contact != "" {
		t.Errorf("%+v", p)
	}
}

func TestAProfileGoesWhenItsConsentDoes(t *testing.T) {
	k := newKit(t)
	k.tap(GoBrowse)
	k.tapOn(Open, k.desk.members[0].ID)
	k.desk.members[0].OnWall.Given = false
	k.Changed()
	k.settle()
	wantStep(t, k, Browse)
}

func TestThisIsMeClaims(t *testing.T) {
	k := newKit(t)
	k.tap(GoBrowse)
	k.tapOn(Open, k.desk.members[2].ID)
	if c := k.State().Person.Claim; c != "Check in or out" {
		t.Errorf("claim %q", c)
	}
	k.tap(ThisIsMe)
	wantStep(t, k, Welcome)
	if got := k.desk.visits[0].InBy; got != community.ActorClaimed {
		t.Errorf("in by %q", got)
	}
}

func TestWhereNamesMustBeTypedInFullAProfileClaimsNothing(t *testing.T) {
	k := newKit(t)
	k.desk.space.SearchMode = community.SearchFullName
	k.refresh()
	k.settle()
	k.tap(GoBrowse)
	k.tapOn(Open, k.desk.members[2].ID)
	k.tap(ThisIsMe)
	wantStep(t, k, Person)
	if k.State().Person.Claim != "" || k.desk.calls != 0 {
		t.Error("it claims")
	}
}

func TestBackFromAProfileKeepsThePage(t *testing.T) {
	k := newKit(t)
	k.tap(GoBrowse)
	k.tap(Letter, "A")
	k.tapOn(Open, k.desk.members[0].ID)
	k.tap(Back)
	if b := k.State().Browse; b.By != Letter || b.Text != "A" {
		t.Errorf("%+v", b)
	}
	k.tap(Back)
	wantStep(t, k, Home)
}

func TestAConfiguredAddressKeepsTheCaseOfItsPath(t *testing.T) {
	k := newKit(t, func(c *Config) { c.Phone = func() string { return "https://kettle.example/Lobby/" } })
	code, address := k.phone("/M/ABCD2345")
	if code != "https://kettle.example/Lobby/M/ABCD2345" || address != "kettle.example/Lobby/M/ABCD2345" {
		t.Errorf("%q %q", code, address)
	}
	k = newKit(t, func(c *Config) { c.Phone = nil })
	if s := k.State().Home; s.Code != "" || s.Address != "" {
		t.Errorf("a code to nowhere: %+v", s)
	}
}

func BenchmarkDirectoryOfTenThousand(b *testing.B) {
	d := smallSpace(func() time.Time { return time.Unix(1e9, 0) })
	for i := range 10000 {
		d.members = append(d.members, community.Member{
			ID: community.ID{2, byte(i >> 8), byte(i)}, Name: fmt.Sprintf("Member %04d", i), OnWall: community.Consent{Given: true},
			TalkToMeAbout: []string{fmt.Sprint("topic ", i%700)},
		})
	}
	seen, err := d.Seen(context.Background(), community.Wall)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		newDirectory(seen, initial).file()
	}
}

func TestAContactTooLongForACodeIsLeftOutAndOthersAreMadeOnce(t *testing.T) {
	made := 0
	text := "MECARD:N:Ada;;"
	k := newKit(t, func(c *Config) { c.Contact = func(community.Profile, community.Space) string { made++; return text } })
	k.tap(GoBrowse)
	k.tapOn(Open, k.desk.members[0].ID)
	for range 5 {
		if k.State().Person.Contact != text {
			t.Fatal("no contact")
		}
	}
	if made != 1 {
		t.Errorf("made %d times", made)
	}
	text = strings.Repeat("x", maxContact+1)
	k.Changed()
	k.settle()
	if k.State().Person.Contact != "" {
		t.Error("a code that no phone can read")
	}
}

func TestTheFacesOfADayAreTheFirstByTurnWithAPhoto(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all, want []community.Profile
		for i := range rapid.IntRange(0, 40).Draw(t, "members") {
			p := community.Profile{ID: community.ID{7, byte(i)}}
			if rapid.Bool().Draw(t, "photo") {
				p.Photo = "x"
				want = append(want, p)
			}
			all = append(all, p)
		}
		day, n := rapid.StringMatching(`2026-1[0-2]-[0-2][1-8]`).Draw(t, "day"), rapid.IntRange(1, 12).Draw(t, "n")
		shuffle(want, day)
		got := newDirectory(&community.Seen{Profiles: all}, initial).faces(day, n)
		if len(got) != min(n, len(want)) {
			t.Fatalf("%d of %d", len(got), len(want))
		}
		for i := range got {
			if got[i].ID != want[i].ID {
				t.Fatal(got)
			}
		}
	})
}

// Where a profile claims nothing it still leads to its member, and says why it is there.
func TestAProfileThatClaimsNothingStillIntroduces(t *testing.T) {
	for _, size := range sizes {
		w := newWindow(t, size[0], size[1])
		w.desk.space.SearchMode = community.SearchFullName
		w.refresh()
		w.settle()
		w.tap(GoBrowse)
		w.tapOn(Open, w.State().Browse.People[0].ID)
		for words, want := range map[string]bool{"Introduce us": true, whyHere: true, claimVerb("Check in"): false} {
			if has(w, words) != want {
				t.Errorf("%v: %q is shown: %v", size, words, !want)
			}
		}
		checkLayout(t, w)
	}
}

// has says whether a text is on screen.
func has(w *window, text string) (found bool) {
	each(w.view.Object(), func(o fyne.CanvasObject) {
		c, ok := o.(*canvas.Text)
		found = found || ok && c.Text == text
	})
	return found
}

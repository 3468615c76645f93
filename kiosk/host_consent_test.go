package kiosk

import (
	"fmt"
	"image"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
	"kettle/internal/ui/uitest"
)

func (h *smallHosts) member(name string) community.Member {
	return h.d.members[slices.IndexFunc(h.d.members, func(m community.Member) bool { return m.Name == name })]
}

func TestAConsentIsKeptAtOnceWithHowItWasGiven(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open("Cleo Marsh")
	k.does(DoConsent, "show_on_wall")
	if h.member("Cleo Marsh").OnWall.Given || k.State().Host.Edit.How == "" {
		t.Fatal("given without asking how")
	}
	k.does(DoHow, HowGiven[1])
	c := h.member("Cleo Marsh").OnWall
	if !c.Given || c.Recorded != "on their phone, recorded by Rosa" || c.SignedOn != "" || c.At.IsZero() {
		t.Fatalf("%+v", c)
	}
	if got := k.State().Host.Edit.Consents[0].How; got != "on their phone · Rosa, 10 Mar 2026" {
		t.Errorf("it says %q", got)
	}
	k.does(DoConsent, "show_on_wall")
	if c := h.member("Cleo Marsh").OnWall; c.Given || c.Recorded == "" {
		t.Errorf("taken back: %+v", c)
	}
}

func TestAConsentOnPaperHasTheDayOnThePaper(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open("Cleo Marsh")
	k.does(DoConsent, "show_on_wall")
	k.does(DoHow, OnPaper)
	e := k.State().Host.Edit
	if h.member("Cleo Marsh").OnWall.Given || e.Paper.Format(time.DateOnly) != "2026-03-10" {
		t.Fatalf("it is asked which day, from today on: %+v", e.Paper)
	}
	step := func(part string, n int) { k.touches(Tap{Act: Do, Verb: DoDate, Name: part, N: n}) }
	step(PartDay, 1) // is still to come
	step(PartDay, -1)
	step(PartMonth, -1)
	step(PartYear, -1)
	k.does(DoHow, OnPaper)
	c := h.member("Cleo Marsh").OnWall
	if !c.Given || c.SignedOn != "2025-02-09" || c.Recorded != "on paper, recorded by Rosa" || c.At.IsZero() {
		t.Fatalf("%+v", c)
	}
	if got := k.State().Host.Edit.Consents[0].How; got != "on paper of 9 Feb 2025 · Rosa, 10 Mar 2026" {
		t.Errorf("it says %q", got)
	}
	k.does(DoConsent, "show_presence")
	k.does(DoHow, OnPaper)
	k.does(DoHow) // not yet
	if h.member("Cleo Marsh").HereNow.Given || k.State().Host.Edit.How != "" {
		t.Error("given, or asked still")
	}
}

// The day on which a consent was recorded is the day that it was in the space.
func TestAConsentHasTheDayOfTheSpace(t *testing.T) {
	for zone, want := range map[string]string{"America/Los_Angeles": "10 Mar 2026", "UTC": "11 Mar 2026", "Pacific/Kiritimati": "11 Mar 2026"} {
		k, _ := signedIn(t, community.RoleHost)
		if err := k.desk.space.Set("zone", zone); err != nil {
			t.Fatal(err)
		}
		k.clock = time.Date(2026, 3, 11, 5, 30, 0, 0, time.UTC)
		k.touched = k.clock
		k.refresh()
		k.settle()
		k.open("Cleo Marsh")
		k.does(DoConsent, "show_on_wall")
		k.does(DoHow, HowGiven[0])
		if got := k.State().Host.Edit.Consents[0].How; got != "on this screen · Rosa, "+want {
			t.Errorf("%s: it says %q", zone, got)
		}
	}
}

// The second of two quick taps on "Keep it" must not take the consent back that has
// just appeared there.
func TestTwoTapsOnAConsentAreOne(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open("Cleo Marsh")
	k.does(DoConsent, "show_on_wall")
	k.Tap(Tap{Act: Do, Verb: DoHow, Name: HowGiven[0]})
	k.settle()
	if h.member("Cleo Marsh").OnWall.Given {
		t.Fatal("how it was given was said by the second of two taps")
	}
	k.does(DoHow, HowGiven[0])
	k.Tap(Tap{Act: Do, Verb: DoConsent, Name: "show_on_wall"})
	k.settle()
	if !h.member("Cleo Marsh").OnWall.Given {
		t.Error("taken back by the second of two taps")
	}
}

func TestStepsOfADayStayBetweenTheFirstPaperAndToday(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		last := firstPaper.AddDate(0, 0, rapid.IntRange(0, 20_000).Draw(t, "today"))
		day := firstPaper.AddDate(0, 0, rapid.IntRange(0, int(last.Sub(firstPaper).Hours()/24)).Draw(t, "day"))
		part := rapid.SampledFrom([]string{PartDay, PartMonth, PartYear}).Draw(t, "part")
		n := rapid.SampledFrom([]int{-1, 1}).Draw(t, "n")
		got := stepDay(day, part, n, last)
		if got.Before(firstPaper) || got.After(last) {
			t.Fatalf("%s %+d of %v is %v, today %v", part, n, day, got, last)
		}
		if got.Equal(last) || got.Equal(firstPaper) {
			return
		}
		months := func(d time.Time) int { return d.Year()*12 + int(d.Month()) }
		want := map[string]int{PartMonth: n, PartYear: 12 * n}[part]
		if part == PartDay && got.Sub(day) != time.Duration(n)*24*time.Hour {
			t.Fatalf("a day from %v is %v", day, got)
		}
		if part != PartDay && (months(got)-months(day) != want || got.Day() > day.Day() || got.Day() < min(day.Day(), 28)) {
			t.Fatalf("%s %+d of %v is %v", part, n, day, got)
		}
	})
}

// consentScenes lead to what is asked about a consent, and to its answers.
var consentScenes = map[string]func(w *window){
	"given": func(w *window) {
		for i, c := range consentWords {
			w.does(DoConsent, c.name)
			w.does(DoHow, HowGiven[2-i%3])
			w.does(DoHow, HowGiven[2-i%3])
		}
	},
	"how":   func(w *window) { w.does(DoConsent, "show_to_other_spaces") },
	"paper": func(w *window) { w.does(DoConsent, "show_to_other_spaces"); w.does(DoHow, OnPaper) },
}

// editWindow is the page of a member who agreed to nothing yet, with a photo.
func editWindow(t *testing.T, w, h int) *window {
	t.Helper()
	win := hostWindow(t, w, h, HostMembers)
	one := win.desk.members[1]
	for _, c := range one.Consents() {
		*c = community.Consent{}
	}
	win.desk.members[1] = one
	win.readRoll(nil)
	win.settle()
	win.does(DoOpen, one.ID)
	if win.State().Host.Page != HostEdit {
		t.Fatalf("on the page %s", win.State().Host.Page)
	}
	return win
}

func TestConsentsFitEveryScreen(t *testing.T) {
	for name, lead := range consentScenes {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s/%dx%d", name, size[0], size[1]), func(t *testing.T) {
				w := editWindow(t, size[0], size[1])
				lead(w)
				checkLayout(t, w)
			})
		}
	}
}

func TestTheDayOnAPaperLooksAsItShould(t *testing.T) {
	for _, name := range []string{"given", "paper"} {
		w := editWindow(t, 960, 540)
		consentScenes[name](w)
		all, ok := w.picture().(interface {
			SubImage(r image.Rectangle) image.Image
		})
		if !ok {
			t.Fatal("no part can be taken of the picture")
		}
		uitest.Golden(t, "consent-"+name, all.SubImage(image.Rect(720, 110, 960, 540)))
	}
}

// What somebody new agrees to is kept with them, with how, and nothing else is; and what
// they take back before they are saved was never given.
func TestANewMemberHasWhatTheyAgreedTo(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.does(DoAdd)
	for _, name := range []string{"show_on_wall", "show_presence"} {
		k.does(DoConsent, name)
		k.does(DoHow, HowGiven[0])
	}
	k.does(DoConsent, "show_presence")
	for i, l := range k.State().Host.Edit.Consents {
		if l.Given != (i == 0) {
			t.Errorf("%s: %t before it is saved", l.Name, l.Given)
		}
	}
	if len(h.d.members) != 5 {
		t.Fatalf("%d members before it is saved", len(h.d.members))
	}
	k.fills("name", "Noor Haddad")
	k.does(DoSave)
	noor := h.member("Noor Haddad")
	if !noor.OnWall.Given || noor.OnWall.Recorded != "on this screen, recorded by Rosa" || noor.OnWall.At.IsZero() || noor.HereNow.Given || noor.OnPhone.Given || noor.OtherSpaces.Given {
		t.Errorf("kept %+v", noor)
	}
}

package kiosk

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// offering is a host at the code of a new screen.
func offering(t *testing.T) (*kit, *smallHosts) {
	t.Helper()
	k, h := signedIn(t, community.RoleManager)
	h.screens = ScreenList{Hub: true}
	k.does(DoPage, string(HostScreens))
	k.does(DoAdd)
	k.types("Library")
	k.does(DoSave)
	if k.State().Host.Screens.Offer == nil {
		t.Fatalf("no code: %q", k.notice)
	}
	return k, h
}

// A code that nobody looks at any more lets nobody in, and a screen that waits for a
// yes is told no.
func TestACodeEndsWhenNobodyLooksAtIt(t *testing.T) {
	for name, leave := range map[string]func(k *kit){
		"another page":  func(k *kit) { k.does(DoPage, string(HostHistory)) },
		"the same page": func(k *kit) { k.does(DoPage, string(HostScreens)) },
		"cancel":        func(k *kit) { k.does(DoCancel) },
		"lock":          func(k *kit) { k.does(DoLock) },
		"the key chord": func(k *kit) { k.AskExit() },
		"rest":          func(k *kit) { k.pass(hostRest + time.Second) },
	} {
		for _, digits := range []string{"", "482 913"} {
			k, h := offering(t)
			h.digits = digits
			k.pass(2 * time.Second)
			leave(k)
			if !slices.Equal(h.admitted, []string{"9H73ZNCTSZ withdrawn"}) {
				t.Errorf("%s, digits %q: %q", name, digits, h.admitted)
			}
		}
	}
}

func TestTheHostIsToldThatTheScreenHasGone(t *testing.T) {
	for _, digits := range []string{"", "482 913"} {
		k, h := offering(t)
		h.digits = digits
		k.pass(2 * time.Second)
		h.digits, h.gone = "", said("Somebody went back at that screen. Make a new code.")
		k.pass(2 * time.Second)
		s := k.State()
		if s.Host.Screens.Offer != nil || s.Host.Screens.Adding || s.Notice != string(h.gone.(said)) {
			t.Errorf("digits %q: %+v, %q", digits, s.Host.Screens, s.Notice)
		}
	}
}

// What follows from a write is about the session: it does not end in between.
func TestASessionEndsAtClosingTimeButNotWhileSomethingIsKept(t *testing.T) {
	k, h := offering(t)
	if err := k.desk.space.Set("hours", "Mon-Sun 08:00-18:00"); err != nil {
		t.Fatal(err)
	}
	h.digits = "482 913"
	k.refresh()
	k.settle()
	k.clock = time.Date(2026, 3, 10, 17, 59, 58, 0, time.UTC)
	k.touched = k.clock
	k.host.screens.offer.Until = k.clock.Add(time.Minute)
	k.Tick()
	k.settle()
	k.clock = k.clock.Add(time.Second)
	k.Tap(Tap{Act: Do, Verb: DoYes})
	if k.pending == 0 {
		t.Fatalf("nothing is being kept: %+v", k.State().Host.Screens)
	}
	k.clock = k.clock.Add(5 * time.Second)
	k.Tick()
	wantStep(t, k, Host)
	k.settle()
	if !slices.Equal(h.admitted, []string{"9H73ZNCTSZ yes"}) {
		t.Errorf("%q", h.admitted)
	}
	k.Tick()
	k.settle()
	wantStep(t, k, Home)
}

// A key that is touched where nothing is typed throws nobody out.
func TestAStrayKeyEndsNoSessionAndNoJoining(t *testing.T) {
	k, h := offering(t)
	k.types("x")
	wantStep(t, k, Host)
	if len(h.admitted) > 0 {
		t.Errorf("%q", h.admitted)
	}
	n, _ := newScreen(t)
	n.toCode()
	n.types("9H73ZNCTSZ")
	n.Key(KeyEnter)
	n.clock = n.clock.Add(time.Second)
	n.Rune('x')
	wantPage(t, n, FirstWait)
	if n.first.joining == nil {
		t.Error("the hub was let go")
	}
}

// The second of two quick taps falls on what has moved up to the same place, or has
// just appeared there.
func TestTheSecondOfTwoTapsChangesNothingMore(t *testing.T) {
	second := func(k *kit, tap Tap) {
		k.settle()
		k.clock = k.clock.Add(120 * time.Millisecond)
		k.Tap(tap)
		k.settle()
	}
	t.Run("a notice", func(t *testing.T) {
		k, h := signedIn(t, community.RoleHost)
		for i := range 3 {
			h.notices = append(h.notices, community.Notice{ID: community.ID{byte(i + 1)}, Words: "x", Until: k.clock.Add(time.Hour)})
		}
		k.does(DoPage, string(HostNotices))
		k.pass(settle)
		k.Tap(Tap{Act: Do, Verb: DoRemove, ID: community.ID{1}})
		second(k, Tap{Act: Do, Verb: DoRemove, ID: community.ID{2}})
		if !h.notices[0].Void || h.notices[1].Void {
			t.Errorf("%+v", h.notices)
		}
	})
	t.Run("a proposal", func(t *testing.T) {
		k, h := signedIn(t, community.RoleHost)
		h.proposals = []ProposalLine{{ID: community.ID{1}}, {ID: community.ID{2}}}
		k.does(DoPage, string(HostChanges))
		k.pass(settle)
		k.Tap(Tap{Act: Do, Verb: DoYes, ID: community.ID{1}})
		second(k, Tap{Act: Do, Verb: DoYes, ID: community.ID{2}})
		if len(h.decided) != 1 {
			t.Errorf("%v", h.decided)
		}
	})
	t.Run("the button in the corner", func(t *testing.T) {
		k, _ := signedIn(t, community.RoleHost)
		k.does(DoPage, string(HostNotices))
		k.pass(settle)
		k.Tap(Tap{Act: Do, Verb: DoAdd})
		second(k, Tap{Act: Do, Verb: DoSave})
		if w := k.State().Form.Entry("words").Wrong; w != "" {
			t.Errorf("a form nobody has read yet says %q", w)
		}
	})
}

// A passphrase from a keyboard that types it all at once is no card.
func TestAPassphraseTypedAtOnceIsNoCard(t *testing.T) {
	k := newKit(t)
	k.cfg.Hosts = &smallHosts{d: k.desk}
	k.desk.pin = "correct horse"
	k.tap(GoExit)
	k.touches(Tap{Act: GoWords})
	k.scans("correct horse")
	wantStep(t, k, Host)
}

// A card that is held up while a field is typed into leaves nothing in the field,
// whatever comes of it.
func TestACardsSecretIsNotLeftInAField(t *testing.T) {
	k := newKit(t)
	k.tap(GoVisit)
	k.types("Jo")
	k.desk.fault = errors.New("disk full")
	k.scans(cardOfAda)
	wantStep(t, k, Visiting)
	if got := k.State().Form.Entry("name").Text; got != "Jo" || !strings.Contains(k.notice, "card") && k.notice != sayNotIn {
		t.Errorf("the field holds %q, said %q", got, k.notice)
	}

	k = newKit(t)
	k.comesIn("1002")
	k.tap(GoAsk, community.Ask)
	k.types("VAT")
	k.desk.fault = errors.New("disk full")
	k.scans("KETTLE-AAAAAAAAAA")
	wantStep(t, k, Asking)
	if got := k.speech.words; got != "VAT" {
		t.Errorf("what is asked for is %q", got)
	}
}

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

// Until when a code holds is said by the space's clock, whatever the machine's is.
func TestACodeHoldsUntilATimeOfTheSpace(t *testing.T) {
	k, h := signedIn(t, community.RoleManager)
	if err := k.desk.space.Set("zone", "Asia/Kathmandu"); err != nil {
		t.Fatal(err)
	}
	h.screens = ScreenList{Hub: true}
	k.Changed()
	k.settle()
	k.does(DoPage, string(HostScreens))
	k.does(DoAdd)
	k.types("Library")
	k.does(DoSave)
	if o := k.State().Host.Screens.Offer; o == nil || o.Until.Format("15:04") != k.State().Now.Add(10*time.Minute).Format("15:04") {
		t.Errorf("%+v at %s", o, k.State().Now)
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

// What follows from a write is about the session, which does not end in between, and
// nobody who is at work is put out at closing time.
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
	wantStep(t, k, Host)
	k.pass(hostShut - countdown/2)
	wantStep(t, k, Host)
	if s := k.State(); s.RestIn == 0 {
		t.Error("nobody is told that the session is about to end")
	}
	k.does(DoPage, string(HostBoard)) // somebody is still at work
	k.pass(hostShut - time.Second)
	wantStep(t, k, Host)
	k.pass(2 * time.Second)
	wantStep(t, k, Home)
}

func TestASessionThatBeganAfterClosingTimeLastsAsLongAsAny(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	if err := k.desk.space.Set("hours", "Mon-Sun 08:00-18:00"); err != nil {
		t.Fatal(err)
	}
	k.clock = time.Date(2026, 3, 10, 19, 0, 0, 0, time.UTC)
	k.touched = k.clock
	k.refresh()
	k.settle()
	k.pass(hostRest - time.Second)
	wantStep(t, k, Host)
	k.pass(2 * time.Second)
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

// A session ends as soon as the screen hears that its host may not edit any more, or
// not as they did; and goes on when it hears of anything else.
func TestASessionEndsWhenItsHostIsNoneAnyMore(t *testing.T) {
	for name, c := range map[string]struct {
		change func(h *smallHosts)
		says   string
	}{
		"revoked":        {func(h *smallHosts) { h.hosts = h.hosts[1:] }, "Your access was ended by another host."},
		"another PIN":    {func(h *smallHosts) { h.hosts[0].PINHash = "another" }, "Your PIN was changed."},
		"another role":   {func(h *smallHosts) { h.hosts[0].Role = community.RoleHost }, "What you may do was changed."},
		"a role of none": {func(h *smallHosts) { h.hosts[0].Role = "night porter" }, "What you may do was changed."},
		"another name":   {func(h *smallHosts) { h.hosts[0].Name = "Rosalind" }, ""},
		"another host":   {func(h *smallHosts) { h.hosts[1].PINHash, h.hosts[1].Role = "another", community.RoleHost }, ""},
		"nothing":        {func(*smallHosts) {}, ""},
	} {
		for page, lead := range map[string]func(k *kit){
			"members":  func(*kit) {},
			"a member": func(k *kit) { k.does(DoOpen, k.desk.members[0].ID); k.types("x") },
			"an event": func(k *kit) { k.does(DoPage, string(HostEvents)); k.does(DoAdd); k.types("x") },
			"a question": func(k *kit) {
				k.does(DoOpen, k.desk.members[0].ID)
				k.does(DoErase)
			},
			"settings": func(k *kit) { k.does(DoPage, string(HostSettings)) },
		} {
			k, h := signedIn(t, community.RoleManager)
			lead(k)
			c.change(h)
			k.Changed()
			k.settle()
			s := k.State()
			switch {
			case c.says == "":
				if s.Step != Host || name == "another name" && s.Host.Who != "Rosalind" {
					t.Errorf("%s, %s: at %v with %q", name, page, s.Step, s.Host.Who)
				}
			case s.Step != Note || s.Note.Title != c.says || k.host != nil || k.form != nil:
				t.Errorf("%s, %s: at %v: %q", name, page, s.Step, s.Note.Title)
			}
		}
	}
}

// What is being kept is answered first, and a host who changes their own PIN here goes
// on.
func TestASessionEndsAfterWhatIsBeingKept(t *testing.T) {
	k, h := signedIn(t, community.RoleManager)
	k.does(DoPage, string(HostSettings))
	k.does(DoTab, TabHosts)
	k.does(DoOpen, k.host.who.ID)
	k.fills("pin", "836241")
	k.fills("again", "836241")
	k.pass(300 * time.Millisecond)
	k.Tap(Tap{Act: Do, Verb: DoSave})
	k.Changed()
	k.settle()
	if k.step != Host || k.host.who.PINHash != "836241" {
		t.Fatalf("at %v after a change of one's own: %+v", k.step, k.note)
	}
	k.does(DoOpen, k.host.who.ID)
	h.hosts = slices.Delete(h.hosts, 0, 1)
	k.pass(300 * time.Millisecond)
	k.watchHost()
	k.Tap(Tap{Act: Do, Verb: DoSave})
	if k.pending == 0 {
		t.Fatal("nothing is being kept")
	}
	k.settle()
	wantStep(t, k, Note)
}

// Each mark of a member and of the space goes on and off by a touch, and no other with
// it.
func TestAMarkIsTurnedOnAndOff(t *testing.T) {
	k, _ := signedIn(t, community.RoleManager)
	differ := func(before, after []community.Field) (names []string) {
		for i := range after {
			if after[i] != before[i] {
				names = append(names, after[i].Name)
			}
		}
		return names
	}
	k.does(DoOpen, k.desk.members[0].ID)
	for _, name := range []string{"email_public", "phone_public", "introduce_me", "leave_me", "welcome_me", "my_years", "learn_names"} {
		before := k.host.edit.m.Fields()
		k.touches(Tap{Act: Do, Verb: DoCheck, Text: name})
		if got := differ(before, k.host.edit.m.Fields()); !slices.Equal(got, []string{name}) {
			t.Errorf("%s turns %q", name, got)
		}
		k.touches(Tap{Act: Do, Verb: DoCheck, Text: name})
		if got := differ(before, k.host.edit.m.Fields()); len(got) > 0 {
			t.Errorf("%s leaves %q", name, got)
		}
	}
	k.touches(Tap{Act: Do, Verb: DoCheck, Text: "Fire exits"})
	if !slices.Contains(k.host.edit.m.Induction, "Fire exits") {
		t.Errorf("the induction has %q", k.host.edit.m.Induction)
	}
	k, _ = signedIn(t, community.RoleManager)
	k.does(DoPage, string(HostSettings))
	for _, name := range []string{"approve_edits", "approve_words", "no_question", "badge"} {
		before := k.host.space.s.Fields()
		k.does(DoCheck, name)
		if got := differ(before, k.host.space.s.Fields()); !slices.Equal(got, []string{name}) {
			t.Errorf("%s turns %q", name, got)
		}
		k.does(DoCheck, name)
		if got := differ(before, k.host.space.s.Fields()); len(got) > 0 {
			t.Errorf("%s leaves %q", name, got)
		}
	}
}

// "Leave" ends the session and leads out of the kiosk once, not before what is not saved
// was asked about, and not at all where there is no way out.
func TestAHostLeavesTheKiosk(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	k.open("Ada Okafor")
	k.fills("headline", "mine")
	k.does(DoExit)
	if k.left != 0 || k.State().Host.Asked == nil {
		t.Fatalf("left %d times with something that is not saved", k.left)
	}
	k.does(DoYes)
	k.does(DoExit)
	if k.left != 1 || k.host != nil {
		t.Errorf("left %d times", k.left)
	}
	wantStep(t, k, Home)

	k, _ = signedIn(t, community.RoleHost)
	k.cfg.Exit = nil
	k.does(DoExit)
	wantStep(t, k, Home)
}

// A screen that could not be let in is told no, and its code is worth nothing any more.
func TestAScreenThatCannotBeLetInIsToldNo(t *testing.T) {
	k, h := offering(t)
	k.does(DoYes) // nobody has given the code
	if len(h.admitted) != 0 || k.State().Host.Screens.Offer == nil {
		t.Fatalf("%q without six digits", h.admitted)
	}
	h.digits = "482 913"
	k.pass(2 * time.Second)
	h.d.fault = errDisk
	k.does(DoYes)
	s := k.State()
	if s.Notice == "" || s.Well || s.Host.Screens.Offer != nil || s.Host.Screens.Adding || !slices.Equal(h.admitted, []string{"9H73ZNCTSZ withdrawn"}) {
		t.Errorf("%q: %+v, %q", s.Notice, s.Host.Screens, h.admitted)
	}
}

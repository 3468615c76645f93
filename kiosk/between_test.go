package kiosk

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// taps taps and lets nothing be done behind it.
func (k *kit) tapsOnly(t Tap) {
	k.clock = k.clock.Add(settle)
	k.Tap(t)
}

// What is read of an event for one member is not shown to whoever opens it next, and
// nobody is said to come because somebody else wanted to.
func TestASlowEventIsNotShownToTheNextPerson(t *testing.T) {
	k := settled(t)
	soup := k.plan(community.EventSocial, "Soup")
	ada, bao := k.desk.members[0], k.desk.members[2]
	k.desk.programme.comings = []community.Coming{{ID: community.ID{0xc, 1}, EventID: soup.SeriesID, StartsAt: soup.Of, MemberID: ada.ID, SaidAt: k.clock}}
	k.scans(cardOfAda)
	k.tapsOnly(Tap{Act: GoEvent, ID: soup.SeriesID, Text: occasionKey(soup.Of)})
	slow, ok := k.finds.next() // reads what Ada may know
	if !ok {
		t.Fatal("nothing is read")
	}
	k.tapsOnly(Tap{Act: GoHome})
	k.tapsOnly(Tap{Act: GoWhatsOn})
	k.tapsOnly(Tap{Act: GoEvent, ID: soup.SeriesID, Text: occasionKey(soup.Of)})
	slow(t.Context())()
	if e := k.State().Event; e.Comes || e.Member.Called != "" {
		t.Errorf("somebody unknown is shown %+v", e)
	}
	k.settle()
	if e := k.State().Event; e.Comes || e.Room != "1 going" {
		t.Errorf("then %+v", e)
	}

	k.tap(GoHome) // Adam says who he is to come, and goes; then Bao looks at the same
	k.tap(GoWhatsOn)
	k.looksAt(soup)
	k.tap(AnswerYes)
	wantStep(t, k, Search)
	for _, r := range "adam" {
		k.clock = k.clock.Add(time.Second)
		k.Rune(r)
		k.settle()
	}
	k.tapsOnly(Tap{Act: Choose, ID: k.desk.members[1].ID})
	wantStep(t, k, Event)
	slow, ok = k.finds.next()
	if !ok {
		t.Fatal("nothing is read for Adam")
	}
	k.tapsOnly(Tap{Act: GoHome})
	k.types("1004")
	k.key(KeyEnter)
	wantStep(t, k, Welcome)
	k.tapsOnly(Tap{Act: GoEvent, ID: soup.SeriesID, Text: occasionKey(soup.Of)})
	slow(t.Context())()
	k.settle()
	if slices.ContainsFunc(k.coming(), func(c community.Coming) bool { return c.MemberID == bao.ID }) {
		t.Error("Bao comes because Adam wanted to")
	}
	if e := k.State().Event; e.Member.ID != bao.ID || e.Comes {
		t.Errorf("Bao is shown %+v", e)
	}
}

// The digits of a member's own PIN do not stand on the hosts' pad.
func TestThePadsShareNoDigits(t *testing.T) {
	k := newKit(t, (&tickets{}).config)
	k.types("bao")
	k.key(KeyEnter)
	k.tap(EditOwn)
	k.types("27")
	k.AskExit()
	k.settle()
	wantStep(t, k, Pad)
	if n := k.State().Digits; n != 0 {
		t.Errorf("%d digits of a member's PIN stand there", n)
	}
	k.types("47")
	k.tap(GoHome)
	k.tap(GoExit)
	if n := k.State().Digits; n != 0 {
		t.Errorf("%d digits of the last host stand there", n)
	}
}

// A card does not type its digits into a PIN, and proves its member in its place; the
// card of somebody else checks that member in, and opens nothing of the first one's.
func TestACardStandsForThePIN(t *testing.T) {
	g := &tickets{}
	k := newKit(t, g.config)
	k.desk.cards["KETTLE-2222222222"] = k.desk.members[1].ID
	k.types("ada")
	k.tapOn(Choose, k.desk.members[0].ID)
	k.tap(EditOwn)
	k.types("27")
	k.scans("KETTLE-9999999999")
	wantStep(t, k, Note)
	if len(g.given) != 0 {
		t.Fatal("an unknown card opens a profile")
	}
	k.tap(GoHome)
	k.types("ada")
	k.tapOn(Choose, k.desk.members[0].ID)
	k.tap(NotMe)
	k.comesIn("1002")
	k.visit.due = false
	k.tap(EditOwn)
	wantStep(t, k, OwnPIN)
	k.types("27")
	k.scans("KETTLE-2222222222")
	wantStep(t, k, Welcome)
	if p := k.State().Visit.Member; p.ID != k.desk.members[1].ID || len(g.given) != 0 {
		t.Fatalf("%q, %+v", p.Name, g)
	}
	k.comesIn("1002")
	k.tap(EditOwn)
	k.scans(cardOfAda)
	wantStep(t, k, Own)
	if len(g.given) != 1 || g.known[0] != community.ActorProven || g.who[0] != k.desk.members[0].ID {
		t.Errorf("%+v", g)
	}
}

// What is typed while a card is looked up stays.
func TestACardHeldUpBetweenTwoLettersTakesNoneAway(t *testing.T) {
	for name, lead := range map[string]func(k *kit){
		"an ask":   func(k *kit) { k.scans(cardOfAda); k.tap(GoAsk, community.Ask) },
		"a thanks": func(k *kit) { k.scans(cardOfAda); k.tap(GoThanks) },
		"words of thanks": func(k *kit) {
			k.scans(cardOfAda)
			k.tap(GoThanks)
			k.types("adam")
			k.key(KeyEnter)
		},
	} {
		k := settled(t)
		lead(k)
		before := k.step
		k.types("bre")
		k.holdsUp(cardOfAda)
		k.Rune('a') // while the desk looks the card up
		k.clock = k.clock.Add(time.Second)
		k.Rune('d')
		k.settle()
		wantStep(t, k, before)
		if got := k.State().Form.Entries[0].Text; got != "bread" || k.notice != sayProven {
			t.Errorf("%s: %q, %q", name, got, k.notice)
		}
	}
}

// holdsUp holds up a card at a time at which somebody is typing; the desk has not looked
// it up yet.
func (k *kit) holdsUp(card string) {
	k.pass(time.Second)
	for _, r := range card {
		k.Rune(r)
	}
	k.Key(KeyEnter)
	for len(k.queue) > 0 {
		f := k.queue[0]
		k.queue = k.queue[1:]
		f()
	}
	k.clock = k.clock.Add(time.Second)
}

// One's goal stays as it was typed when a card is held up meanwhile.
func TestACardAtAGoalTakesNoLetterAway(t *testing.T) {
	k := settled(t)
	o := k.plan(community.EventAccountability, "Goals")
	k.scans(cardOfAda)
	k.looksAt(o)
	k.tap(AnswerYes)
	k.tap(GoGoal)
	wantStep(t, k, Goal)
	k.types("Finish")
	k.holdsUp(cardOfAda)
	k.Rune('!')
	k.settle()
	if got := k.State().Form.Entry("goal").Text; got != "Finish!" {
		t.Errorf("%q", got)
	}
}

// The way back never leads to a profile that may not be seen any more.
func TestTheWayBackLeadsToNobodyWhoWentMeanwhile(t *testing.T) {
	for name, away := range map[string]func(k *kit){
		"why":       func(k *kit) { k.tap(Why); wantStep(t, k, Note) },
		"check out": func(k *kit) { k.tap(ThisIsMe); wantStep(t, k, AskOut) },
	} {
		k := newKit(t)
		ada := k.desk.members[0]
		k.desk.visits = []community.Visit{{ID: community.ID{9, 9}, MemberID: ada.ID, InAt: k.clock}}
		k.refresh()
		k.settle()
		k.tap(GoBrowse)
		k.tapOn(Open, ada.ID)
		away(k)
		k.desk.members[0].OnWall = community.Consent{}
		k.Changed()
		k.settle()
		k.tap(Back)
		if s := k.State(); s.Step != Browse || slices.ContainsFunc(s.Browse.People, func(p community.Profile) bool { return p.ID == ada.ID }) {
			t.Errorf("%s: at %v with %q", name, s.Step, s.Person.Profile.Name)
		}
	}
}

// Whoever goes back from the question whether to check out finds what they had typed
// and whom it found.
func TestTheWayBackFindsWhatWasTyped(t *testing.T) {
	k := newKit(t)
	k.desk.visits = []community.Visit{{ID: community.ID{9, 9}, MemberID: k.desk.members[0].ID, InAt: k.clock}}
	k.refresh()
	k.settle()
	k.types("ad")
	k.tapOn(Choose, k.desk.members[0].ID)
	wantStep(t, k, AskOut)
	k.tap(Back)
	if s := k.State(); s.Step != Search || s.Search.Text != "ad" || len(s.Search.Found) != 2 {
		t.Errorf("at %v: %q finds %d", s.Step, s.Search.Text, len(s.Search.Found))
	}
}

// A returning visitor's e-mail address is for them alone: under another name it is gone.
func TestAnotherNameHasNotProvenAnything(t *testing.T) {
	k := newKit(t)
	k.desk.space.HouseRules = "Wash your cup." // signing in waits for a tick, with all that is known in sight
	k.refresh()
	k.settle()
	k.desk.visitors = []community.Visitor{{ID: community.ID{6, 1}, Name: "Jo Marsh", Remember: true, Detail: "jo@marsh.example", Company: "Marsh & Co"}}
	k.tap(GoVisit)
	k.types("Jo Marsh")
	k.tap(Choose, community.SeesHost)
	k.tap(GoReturning)
	k.types("jo@marsh.example")
	k.key(KeyEnter)
	wantStep(t, k, VisitingMore)
	if f := k.State().Form; f.Entry("detail").Text != "jo@marsh.example" {
		t.Fatalf("%+v", f)
	}
	k.tap(Back)
	k.touches(Tap{Act: Focus, Text: "name", N: 99})
	for range "Jo Marsh" {
		k.key(KeyErase)
	}
	k.types("Bo Reid")
	k.tap(Choose, community.SeesHost)
	wantStep(t, k, VisitingMore)
	for _, e := range k.State().Form.Entries {
		if e.Text != "" {
			t.Errorf("Bo is shown %q", e.Text)
		}
	}
	k.tap(Agree)
	k.tap(SignIn)
	wantStep(t, k, Visited)
	if k.State().Visitor.Forget {
		t.Error("Bo may forget Jo")
	}
	if v := k.desk.visitors[len(k.desk.visitors)-1]; v.Name != "Bo Reid" || v.Detail != "" || v.Company != "" || v.Remember {
		t.Errorf("kept %+v", v)
	}
}

// What a visitor says who corrects a slip of their name stays.
func TestASlipOfTheNameTakesNothingElseAway(t *testing.T) {
	k := newKit(t)
	k.tap(GoVisit)
	k.types("Jo Mars")
	k.tap(Choose, community.SeesHost)
	k.tap(Remember)
	k.types("jo@marsh.example")
	k.touches(Tap{Act: Focus, Text: "company"})
	k.types("Marsh & Co")
	k.tap(Back)
	k.touches(Tap{Act: Focus, Text: "name", N: 99})
	k.types("h")
	k.tap(Choose, community.SeesHost)
	k.tap(SignIn)
	wantStep(t, k, Visited)
	if v := k.desk.visitors[0]; v.Name != "Jo Marsh" || v.Company != "Marsh & Co" || v.Detail != "jo@marsh.example" || !v.Remember {
		t.Errorf("kept %+v", v)
	}
}

// The wall calls a member for ten minutes and no longer, though nothing else happens.
func TestTheWallStopsCallingByItself(t *testing.T) {
	var said []string
	k := newKit(t, func(c *Config) { c.Calls = func(all []string) { said = slices.Clone(all) } })
	k.visits("Jo Marsh", "adam")
	k.Changed()
	k.settle()
	k.tap(GoHome)
	k.Sleep()
	if len(said) != 1 || said[0] != "Adam, somebody is here to see you." {
		t.Fatalf("the wall says %q", said)
	}
	k.pass(callFor - time.Minute)
	if len(said) != 1 {
		t.Fatalf("after nine minutes it says %q", said)
	}
	k.pass(2 * time.Minute)
	if len(said) != 0 {
		t.Errorf("after eleven minutes it says %q", said)
	}
}

// While the wall has the screen the kiosk is woken for what ends, and for little else.
func TestAKioskAtRestSleeps(t *testing.T) {
	ticks := 0
	k := newKit(t, func(c *Config) { c.Calls = func([]string) { ticks++ } })
	k.visits("Jo Marsh", "adam")
	k.Changed()
	k.settle()
	k.tap(GoHome)
	k.Sleep()
	ticks = 0
	k.pass(8 * time.Hour)
	if ticks > 12 {
		t.Errorf("woken %d times in eight hours", ticks)
	}
}

// What was typed in the first start stays when somebody looks at the page before again.
func TestTheFirstStartKeepsWhatWasTyped(t *testing.T) {
	k := newKit(t)
	k.cfg.Hosts = &smallHosts{d: k.desk}
	k.desk.space = community.Space{}
	k.refresh()
	k.settle()
	wantStep(t, k, First)
	k.fills("name", "Our Space")
	k.fills("zone", "Europe/London")
	k.does(DoRole, FirstHours[2])
	k.does(DoSave)
	k.fills("owner", "Cleo Marsh")
	k.fills("pin", "739104")
	k.does(DoCancel)
	s := k.State()
	if s.First.Page != FirstSpace || s.Form.Entry("name").Text != "Our Space" || s.Form.Entry("zone").Text != "Europe/London" || s.First.Hours != FirstHours[2] {
		t.Fatalf("%+v, %+v", s.First, s.Form)
	}
	k.does(DoSave)
	if f := k.State().Form; f.Entry("owner").Text != "Cleo Marsh" || f.Entry("pin").Text != "" {
		t.Errorf("the owner became %q, the PIN %q", f.Entry("owner").Text, f.Entry("pin").Text)
	}
	k.does(DoCancel)
	k.does(DoAdd)
	k.fills("address", "192.168.1.20:8421")
	k.key(KeyEscape)
	k.does(DoAdd)
	if got := k.State().Form.Entry("address").Text; got != "192.168.1.20:8421" {
		t.Errorf("the address became %q", got)
	}
	for range 4 {
		k.key(KeyEscape)
	}
	if s := k.State(); s.First.Page != FirstSpace || !strings.Contains(s.Form.Entry("name").Text, "Our") {
		t.Errorf("%+v", s.First)
	}
}

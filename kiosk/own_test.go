package kiosk

import (
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// tickets are those that the kiosk gave, and what becomes of them.
type tickets struct {
	given []string
	left  []string
	known []community.ActorKind
	who   []community.ID
	none  bool
}

func (g *tickets) config(c *Config) {
	now := c.Now
	c.Ticket = func(known community.ActorKind, member community.ID, purpose string) (string, time.Time) {
		if g.none || purpose != TicketProfile {
			return "", time.Time{}
		}
		url := "HTTP://192.168.1.20:8420/T/" + strings.Repeat(string(rune('A'+len(g.given))), 26)
		g.given, g.known, g.who = append(g.given, url), append(g.known, known), append(g.who, member)
		return url, now().Add(10 * time.Minute)
	}
	c.Leave = func(url string) { g.left = append(g.left, url) }
}

func TestACardOpensOnesOwnProfileOnThePhone(t *testing.T) {
	g := &tickets{}
	k := newKit(t, g.config)
	k.scans(cardOfAda)
	if !k.State().Visit.Edit {
		t.Fatal("the welcome does not offer it")
	}
	k.tap(EditOwn)
	wantStep(t, k, Own)
	o := k.State().Own
	if len(g.given) != 1 || o.Code != g.given[0] || g.known[0] != community.ActorProven || g.who[0] != k.desk.members[0].ID || !strings.Contains(o.Text, "until 09:4") {
		t.Fatalf("%+v, %+v", o, g)
	}
	k.Sent(Sent{URL: "HTTP://192.168.1.20:8420/T/OTHER"})
	k.settle()
	if k.State().Own.Code == "" {
		t.Error("what came through another link counted")
	}
	k.Sent(Sent{URL: g.given[0], Member: g.who[0]})
	k.settle()
	if o := k.State().Own; o.Code != "" || o.Title != "Thank you, Ada." || !strings.Contains(o.Text, "the screens show it") {
		t.Errorf("%+v", o)
	}
	k.tap(GoHome)
	wantStep(t, k, Home)
	if s := k.State().Own; s.Code != "" || len(g.left) != 1 {
		t.Errorf("%+v, left %v", s, g.left)
	}
}

func TestWhatAHostHasToLookAtIsSaid(t *testing.T) {
	g := &tickets{}
	k := newKit(t, g.config)
	k.scans(cardOfAda)
	k.tap(EditOwn)
	k.Sent(Sent{URL: g.given[0], Waits: true})
	k.settle()
	if o := k.State().Own; !strings.Contains(o.Text, "A host has a look") {
		t.Errorf("%+v", o)
	}
}

func TestACodeThatSomebodySignedInWithIsTakenAway(t *testing.T) {
	g := &tickets{}
	k := newKit(t, g.config)
	k.scans(cardOfAda)
	k.tap(EditOwn)
	k.Sent(Sent{URL: g.given[0], SignedIn: true})
	k.settle()
	if o := k.State().Own; o.Code != "" || o.Title != "You’re signed in, Ada." || strings.Contains(o.Text, "kept") {
		t.Errorf("%+v", o)
	}
}

func TestANameOrANumberNeverOpensAProfile(t *testing.T) {
	for name, in := range map[string]func(*kit){
		"name":   func(k *kit) { k.types("bao"); k.key(KeyEnter) },
		"number": func(k *kit) { k.types("1004"); k.key(KeyEnter) },
		"scanned number": func(k *kit) {
			k.scans("HTTP://192.168.1.20:8420/M/ABCD2344")
		},
	} {
		g := &tickets{}
		k := newKit(t, g.config)
		in(k)
		if k.step != Welcome {
			k.desk.members[2].Code = "ABCD2344"
			in(k)
		}
		wantStep(t, k, Welcome)
		k.tap(EditOwn)
		wantStep(t, k, OwnPIN)
		if len(g.given) != 0 {
			t.Fatalf("%s: a link was given", name)
		}
		k.types("123456")
		k.key(KeyEnter)
		wantStep(t, k, OwnPIN)
		if s := k.State(); s.Notice != sayNotYourPIN || s.Digits != 0 || len(g.given) != 0 {
			t.Errorf("%s: %+v", name, s)
		}
		k.types("271002") // Ada's
		k.key(KeyEnter)
		if len(g.given) != 0 {
			t.Fatalf("%s: another member's PIN gave a link", name)
		}
		k.types("271004")
		k.tap(Enter)
		wantStep(t, k, Own)
		if len(g.given) != 1 || g.who[0] != k.desk.members[2].ID || g.known[0] != community.ActorProven {
			t.Errorf("%s: %+v", name, g)
		}
	}
}

func TestACardAtThePINPadIsProofAndWhoIsInEditsTooOnlyWithOne(t *testing.T) {
	g := &tickets{}
	k := newKit(t, g.config)
	k.types("ada")
	k.tapOn(Choose, k.desk.members[0].ID)
	k.tap(EditOwn)
	wantStep(t, k, OwnPIN)
	k.scans(cardOfAda)
	wantStep(t, k, Own)
	k.tap(GoHome)
	k.scans(cardOfAda)
	wantStep(t, k, AskOut)
	if !k.State().Visit.Edit {
		t.Fatal("a card does not offer it to who is in")
	}
	k.tap(EditOwn)
	wantStep(t, k, Own)
	k.tap(GoHome)
	k.types("ada")
	k.tapOn(Choose, k.desk.members[0].ID)
	wantStep(t, k, AskOut)
	if k.State().Visit.Edit {
		t.Error("a name offers it to who is in")
	}
	k.tap(EditOwn)
	wantStep(t, k, AskOut)
}

func TestTheCodeLeavesTheScreenByItselfAndItsLinkEnds(t *testing.T) {
	g := &tickets{}
	k := newKit(t, g.config)
	k.scans(cardOfAda)
	k.tap(EditOwn)
	k.pass(restOwn - countdown + time.Second)
	if k.State().RestIn == 0 {
		t.Error("nothing is counted down")
	}
	k.pass(countdown)
	if k.step != Home || len(g.left) != 1 || g.left[0] != g.given[0] {
		t.Errorf("step %d, left %v", k.step, g.left)
	}
}

func TestOnceAYearTheWelcomeAsksWhetherAllIsRight(t *testing.T) {
	g := &tickets{}
	k := newKit(t, g.config)
	k.scans(cardOfAda)
	if v := k.State().Visit; v.Asks != sayStill || len(v.Answers) == 0 {
		t.Fatalf("%+v", v)
	}
	k.desk.fault = errDisk
	k.tap(StillMe)
	if s := k.State(); s.Notice != sayNotConfirmed || len(s.Visit.Answers) == 0 {
		t.Errorf("%+v", s)
	}
	k.desk.fault = nil
	k.tap(StillMe)
	if v := k.State().Visit; v.Asks != sayConfirmed || len(v.Answers) > 0 || k.desk.members[0].ConfirmedOn != "2026-03-10" {
		t.Errorf("%+v, %s", v, k.desk.members[0].ConfirmedOn)
	}
	if k.desk.confirmed != (community.Actor{Kind: community.ActorProven, ID: k.desk.members[0].ID}) {
		t.Errorf("by %v", k.desk.confirmed)
	}
	calls := k.desk.calls
	k.tap(StillMe)
	if k.desk.calls != calls {
		t.Error("asked twice")
	}
	k.tap(Undo)
	k.scans(cardOfAda)
	wantStep(t, k, Welcome)
	if v := k.State().Visit; v.Asks != "" || len(v.Answers) > 0 {
		t.Errorf("asked again: %+v", v)
	}
	k.tap(GoHome)
	k.types("adam") // joined this month
	k.key(KeyEnter)
	wantStep(t, k, Welcome)
	if v := k.State().Visit; v.Asks != "" {
		t.Errorf("a newcomer is asked: %+v", v)
	}
}

func TestChangingItWithoutPhonePagesIsForAHost(t *testing.T) {
	k := newKit(t)
	k.scans(cardOfAda)
	if v := k.State().Visit; v.Edit || len(v.Answers) == 0 {
		t.Fatalf("%+v", v)
	}
	k.tap(EditOwn)
	wantStep(t, k, Note)
	if n := k.State().Note; !strings.Contains(n.Title, "ask a host") {
		t.Errorf("%+v", n)
	}
	g := &tickets{none: true}
	k = newKit(t, g.config)
	k.scans(cardOfAda)
	k.tap(EditOwn)
	wantStep(t, k, Note)
}

func TestNobodyIsAskedWhenTheQuestionCannotBeLookedUp(t *testing.T) {
	k := newKit(t)
	k.desk.gate = func() { // after the check-in
		k.desk.mu.Lock()
		defer k.desk.mu.Unlock()
		for i := range k.desk.members {
			k.desk.members[i].JoinedOn = ""
		}
	}
	k.scans(cardOfAda)
	wantStep(t, k, Welcome)
	if k.State().Visit.Asks != "" {
		t.Error("asked")
	}
}

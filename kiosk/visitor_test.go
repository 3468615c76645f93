package kiosk

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// visits signs a visitor in: name, first letters, a tap on the one, Sign in.
func (k *kit) visits(name, letters string) {
	k.tap(GoVisit)
	k.types(name)
	k.key(KeyEnter)
	k.types(letters)
	k.key(KeyEnter)
	k.tap(SignIn)
}

func TestAVisitorSignsInWithinTwentySeconds(t *testing.T) {
	k := newKit(t)
	before := k.clock
	k.visits("Jo Marsh", "adam")
	wantStep(t, k, Visited)
	if took := k.clock.Sub(before); took > 20*time.Second {
		t.Errorf("takes %v", took)
	}
	s := k.State().Visitor
	if s.Title != "Welcome, Jo." || s.Text != "We’ll let Adam know." || s.Code == "" || s.UndoIn != 8 {
		t.Errorf("%+v", s)
	}
	v := k.desk.visitors[0]
	if v.Name != "Jo Marsh" || v.Sees != community.SeesMember || v.SeesID != k.desk.members[1].ID || v.InBy != community.ActorAnonymous {
		t.Errorf("kept %+v", v)
	}
	if space := k.State(); space.Visitor.Kept == "" || v.Notice != k.seen.Space.KeptWords().Mark {
		t.Errorf("the notice %q is not marked: %q", space.Visitor.Kept, v.Notice)
	}
	if v.Remember || v.Detail != "" || v.Rules != "" {
		t.Errorf("kept without being asked: %+v", v)
	}
}

func TestWhatIsKeptIsSaidBeforeAnythingIsTyped(t *testing.T) {
	k := newKit(t)
	k.tap(GoVisit)
	if s := k.State(); !strings.Contains(s.Visitor.Kept, "30 days") || s.Form.Entry("name").Text != "" {
		t.Errorf("%+v", s.Visitor)
	}
	k.desk.space.VisitorWords = "We keep your name for a week."
	k.refresh()
	k.settle()
	if k.State().Visitor.Kept != "We keep your name for a week." {
		t.Error("not the space's own words")
	}
}

func TestVisitorsFindByFirstLettersOnlyWhoAgreedToTheWall(t *testing.T) {
	for letters, want := range map[string]string{
		"a": "Ada O. Adam R.", "ok": "Ada O.", "bao": "Bao N.", "öy": "Öykü D.", "cleo": "", "dam": "", "1002": "", "zz": "",
	} {
		k := newKit(t)
		k.openVisiting2()
		k.types(letters)
		var got []string
		for _, c := range k.State().Visitor.Choices {
			if c.Sees == community.SeesMember {
				got = append(got, c.Label)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q offers %q", letters, got)
		}
	}
}

func TestHereNowIsSaidOnlyOfThoseWhoShowIt(t *testing.T) {
	k := newKit(t)
	for _, number := range []string{"1002", "1004"} {
		k.types(number)
		k.key(KeyEnter)
		k.tap(GoHome)
	}
	k.refresh()
	k.settle()
	for letters, here := range map[string]bool{"ada": true, "adam": false, "bao": false} {
		k.openVisiting2()
		k.types(letters)
		if c := k.State().Visitor.Choices; c[0].Here != here {
			t.Errorf("%s: %+v", letters, c[0])
		}
		k.tap(GoHome)
	}
	k.visits("Jo", "bao")
	if s := k.State().Visitor; s.Text != "We’ll let Bao know." {
		t.Errorf("%q tells whether Bao is here", s.Text)
	}
}

func TestAVisitorForAHostOrNobodyInParticular(t *testing.T) {
	for sees, want := range map[string]string{community.SeesHost: sayForHost, community.SeesUnsure: sayForNobody} {
		k := newKit(t)
		k.tap(GoVisit)
		k.types("Jo")
		k.tap(Choose, sees)
		wantStep(t, k, VisitingMore)
		k.tap(SignIn)
		wantStep(t, k, Visited)
		if k.State().Visitor.Text != want || k.desk.visitors[0].Sees != sees {
			t.Errorf("%s: %q", sees, k.State().Visitor.Text)
		}
		k.tap(AskHost)
		wantStep(t, k, Note)
	}
}

func TestWhatIsMissingIsSaidAtItsField(t *testing.T) {
	k := newKit(t)
	k.tap(GoVisit)
	k.tap(Choose, community.SeesHost)
	if k.State().Form.Entry("name").Wrong == "" {
		t.Error("a visitor without a name")
	}
	wantStep(t, k, Visiting)
	k.types("Jo")
	k.key(KeyEnter)
	wantStep(t, k, Visiting) // the choice was made, the field is reached by Enter
	k.key(KeyEnter)
	wantStep(t, k, VisitingMore)
	k = newKit(t)
	k.tap(GoVisit)
	k.types("Jo")
	k.key(KeyEnter)
	k.types("a")
	k.key(KeyEnter)
	if k.State().Form.Entry("seeing").Wrong != "which of these?" {
		t.Errorf("%+v", k.State().Form)
	}
}

func TestHouseRulesHaveToBeAgreedToAndAreMarked(t *testing.T) {
	k := newKit(t)
	k.desk.space.HouseRules = "Wash your cup."
	k.refresh()
	k.settle()
	k.visits("Jo", "adam")
	wantStep(t, k, VisitingMore)
	if len(k.desk.visitors) != 0 || k.State().Notice != sayAgree {
		t.Fatalf("signed in without agreeing, or not told: %q", k.State().Notice)
	}
	k.tap(Agree)
	k.tap(SignIn)
	wantStep(t, k, Visited)
	if k.desk.visitors[0].Rules != k.seen.Space.RulesToAgree().Mark {
		t.Error("which rules is not kept")
	}
}

func TestRememberMeAsksForADetailAndIsNotTickedByItself(t *testing.T) {
	k := newKit(t)
	k.tap(GoVisit)
	k.types("Jo Marsh")
	k.tap(Choose, community.SeesHost)
	if s := k.State(); s.Visitor.Remember || len(s.Form.Entries) != 1 {
		t.Fatal("ticked by itself")
	}
	k.tap(Remember)
	k.types("nonsense")
	k.key(KeyEnter)
	if k.State().Form.Entry("detail").Wrong == "" {
		t.Fatal("nonsense is taken")
	}
	for range len("nonsense") {
		k.key(KeyErase)
	}
	k.types("jo@marsh.example")
	k.key(KeyEnter)
	wantStep(t, k, Visited)
	if v := k.desk.visitors[0]; !v.Remember || v.Detail != "jo@marsh.example" {
		t.Errorf("%+v", v)
	}
}

func TestAReturningVisitorIsKnownByTheDetailAlone(t *testing.T) {
	k := newKit(t)
	k.desk.visitors = []community.Visitor{{ID: community.ID{6}, Name: "Jo Marsh", Company: "Marsh & Daughters", Remember: true, Detail: "jo@marsh.example", InAt: k.clock.Add(-48 * time.Hour), OutAt: k.clock.Add(-47 * time.Hour)}}
	for name, known := range map[string]bool{"Jo Marsh": true, "Jo March": false} {
		k.tap(GoVisit)
		k.types(name)
		k.tap(Choose, community.SeesHost)
		k.tap(GoReturning)
		wantStep(t, k, Returning)
		if hint := k.State().Form.Entry("detail").Hint; !strings.Contains(hint, "•••@") {
			t.Errorf("%s: reminded of %q", name, hint)
		}
		k.types("jo@marsh.example")
		k.key(KeyEnter)
		if known {
			wantStep(t, k, Visited)
			if v := k.desk.visitors[1]; v.Company != "Marsh & Daughters" || !v.Remember {
				t.Errorf("%+v", v)
			}
		} else {
			wantStep(t, k, Returning)
			if k.State().Form.Entry("detail").Wrong != sayNotProven {
				t.Error("not told")
			}
		}
		k.tap(GoHome)
	}
}

func TestAnInvitationIsTwoTaps(t *testing.T) {
	for _, scan := range []bool{false, true} {
		k := newKit(t)
		k.desk.visitors = []community.Visitor{{ID: community.ID{6}, Name: "Jo Marsh", Sees: community.SeesMember, SeesID: k.desk.members[1].ID, Code: "K7M4QX", ExpectedOn: "2026-03-10"}}
		if scan {
			k.scans("KETTLE/V/K7M4QX")
		} else {
			k.tap(GoVisit)
			k.tap(GoCode)
			k.types("k7m4qx")
		}
		wantStep(t, k, Invitation)
		if s := k.State().Visitor; s.Title != "Welcome, Jo." || s.Text != "You’re here to see Adam R." || s.Kept == "" {
			t.Errorf("%+v", s)
		}
		k.tap(SignIn)
		wantStep(t, k, Visited)
		if v := k.desk.visitors; len(v) != 1 || !v[0].Here() || v[0].Notice == "" {
			t.Errorf("%+v", v)
		}
		k.tap(GoHome)
		k.scans("KETTLE/V/K7M4QX") // the same letters are the way out
		wantStep(t, k, Left)
	}
	k := newKit(t)
	k.tap(GoVisit)
	k.tap(GoCode)
	k.types("222222")
	if k.State().Form.Entry("code").Wrong == "" {
		t.Error("an unknown code is not told")
	}
	k.scans("KETTLE/V/333333")
	wantStep(t, k, Note)
}

// Whoever would rather not be known next time after all leaves no address behind, though
// they had typed it, and finds the field empty when they tick that again.
func TestWhoIsNotToBeRememberedLeavesNoAddress(t *testing.T) {
	k := newKit(t)
	k.tap(GoVisit)
	k.types("Jo Marsh")
	k.tap(Choose, community.SeesHost)
	k.tap(Remember)
	k.types("jo@marsh.example")
	k.tap(Remember)
	k.tap(Remember)
	if got := k.State().Form.Entry("detail").Text; got != "" {
		t.Errorf("%q is still there", got)
	}
	k.types("jo@marsh.example")
	k.tap(Remember)
	k.tap(SignIn)
	wantStep(t, k, Visited)
	if v := k.desk.visitors[0]; v.Remember || v.Detail != "" {
		t.Errorf("%+v", v)
	}
}

// Whoever has typed their name and looks at what else there is finds it there on the way
// back; the card that somebody holds up meanwhile is not in it.
func TestTheNameOfAVisitorStaysWhateverTheyLookAt(t *testing.T) {
	for _, to := range []Act{GoCode, GoLeave, GoReturning} {
		k := newKit(t)
		k.tap(GoVisit)
		k.types("Jo Marsh")
		if to == GoReturning {
			k.key(KeyEnter)
			k.tap(Choose, community.SeesHost)
		}
		k.tap(to)
		for k.step != Visiting {
			k.tap(Back)
		}
		if got := k.State().Form.Entry("name").Text; got != "Jo Marsh" {
			t.Errorf("after %v the name is %q", to, got)
		}
	}
	k := newKit(t)
	k.tap(GoVisit)
	k.types("Jo Marsh")
	k.scans("no-such-card-1")
	k.tap(Back)
	k.tap(GoVisit)
	if got := k.State().Form.Entry("name").Text; got != "" {
		t.Errorf("the next visitor begins with %q", got)
	}
}

func TestAVisitorLeavesByFullNameOrCodeAndMayTakeItBack(t *testing.T) {
	for _, words := range []string{"jo marsh", "K7M4Q2"} {
		k := newKit(t)
		k.visits("Jo Marsh", "adam")
		k.tap(GoHome)
		k.tap(GoVisit)
		k.tap(GoLeave)
		k.types("jo")
		k.key(KeyEnter)
		if k.State().Form.Entry("name").Wrong != sayNotHere {
			t.Error("part of a name is enough")
		}
		k.key(KeyErase)
		k.key(KeyErase)
		k.types(words)
		k.key(KeyEnter)
		wantStep(t, k, Left)
		if k.desk.visitors[0].Here() {
			t.Error("still here")
		}
		k.tap(Undo)
		if !k.desk.visitors[0].Here() || k.State().Note.Text != sayStillHere {
			t.Error("not taken back")
		}
	}
}

func TestASignInIsUndoneWithinEightSecondsAndNothingIsLeftOnScreen(t *testing.T) {
	k := newKit(t)
	k.visits("Jo Marsh", "adam")
	k.tap(Undo)
	if !k.desk.visitors[0].Void || k.State().Note.Text != sayNotSignedIn {
		t.Errorf("%+v", k.State().Note)
	}
	k.tap(GoHome)
	k.visits("Jo Marsh", "adam")
	k.pass(9 * time.Second)
	k.tap(Undo)
	if k.desk.visitors[1].Void {
		t.Error("undone too late")
	}
	k.pass(time.Minute)
	wantStep(t, k, Home)
	if k.visitor.v.Name != "" || k.visitor.company != "" || k.form != nil {
		t.Errorf("left over: %+v", k.visitor)
	}
}

func TestHostileNamesAreCutAndCleaned(t *testing.T) {
	k := newKit(t)
	k.tap(GoVisit)
	for range 10_000 / 5 {
		for _, r := range "<b>\u202e\x00🙂" {
			k.Rune(r)
		}
	}
	k.settle()
	name := k.State().Form.Entry("name").Text
	if n := len([]rune(name)); n != maxTyped || strings.ContainsAny(name, "\u202e\x00") || !strings.HasPrefix(name, "<b>🙂<b>") {
		t.Errorf("%d characters: %.40q", n, name)
	}
	k.tap(Choose, community.SeesHost)
	k.tap(SignIn)
	wantStep(t, k, Visited)
	if k.desk.visitors[0].Name != name {
		t.Errorf("kept as %q", k.desk.visitors[0].Name)
	}
}

func TestASecondTapAndAFullDiskAreOneStay(t *testing.T) {
	k := newKit(t)
	k.desk.fault = errDisk
	k.visits("Jo Marsh", "adam")
	wantStep(t, k, VisitingMore)
	if k.State().Notice != saySignInFailed {
		t.Errorf("%q", k.State().Notice)
	}
	k.desk.fault = nil
	k.pass(time.Second)
	k.Tap(Tap{Act: SignIn})
	k.Tap(Tap{Act: SignIn})
	k.settle()
	wantStep(t, k, Visited)
	if len(k.desk.visitors) != 1 {
		t.Errorf("%d stays", len(k.desk.visitors))
	}
}

func TestHomeCallsTheMemberWithoutTheVisitorsNameForTenMinutes(t *testing.T) {
	k := newKit(t)
	k.visits("Jo Marsh", "adam")
	k.Changed()
	k.settle()
	k.tap(GoHome)
	calls := k.State().Home.Calls
	if len(calls) != 1 || calls[0].Text != "Adam, somebody is here to see you." {
		t.Fatalf("%+v", calls)
	}
	k.pass(9 * time.Minute)
	if len(k.State().Home.Calls) != 1 {
		t.Error("gone before ten minutes")
	}
	k.pass(2 * time.Minute)
	if len(k.State().Home.Calls) != 0 {
		t.Error("still called after ten minutes")
	}
	k.visits("Bo", "ada ok")
	k.Changed()
	k.settle()
	k.tap(GoHome)
	k.tapOn(Hear, k.State().Home.Calls[0].ID)
	k.Changed()
	k.settle()
	if len(k.State().Home.Calls) != 0 {
		t.Error("tapped away, and there again")
	}
	k.desk.visitors = append(k.desk.visitors, community.Visitor{ID: community.ID{6}, Name: "X", Sees: community.SeesMember, SeesID: k.desk.members[3].ID, InAt: k.clock})
	k.Changed()
	k.settle()
	if len(k.State().Home.Calls) != 0 {
		t.Error("Cleo, who did not agree to the wall, is called by name")
	}
}

func TestTheWallCallsOnlyThoseWhoShowThatTheyAreHere(t *testing.T) {
	var told []string
	k := newKit(t, func(c *Config) { c.Calls = func(texts []string) { told = texts } })
	for _, name := range []string{"bao", "adam"} {
		k.visits("Jo Marsh", name)
		k.Changed()
		k.settle()
		k.tap(GoHome)
	}
	if len(told) != 1 || told[0] != "Adam, somebody is here to see you." {
		t.Errorf("the wall says %q", told)
	}
	k.tapOn(Hear, k.State().Home.Calls[1].ID)
	if len(told) != 0 {
		t.Errorf("tapped away, the wall says %q", told)
	}
}

func TestTheBadgeIsPrintedBesideTheWelcome(t *testing.T) {
	var printed []string
	var fail error
	k := newKit(t, func(c *Config) {
		c.PrintBadge = func(_ context.Context, v community.Visitor) error { printed = append(printed, v.Name); return fail }
	})
	k.visits("Jo Marsh", "adam")
	if len(printed) != 0 {
		t.Error("printed in a space without badges")
	}
	k.desk.space.Badge = true
	k.refresh()
	k.settle()
	k.tap(GoHome)
	fail = errors.New("no paper")
	k.visits("Bo", "adam")
	wantStep(t, k, Visited)
	if len(printed) != 1 || k.State().Notice != sayNoBadge {
		t.Errorf("%q, %q", printed, k.State().Notice)
	}
}

func TestTheFireRollShowsEverybodyAfterAPIN(t *testing.T) {
	k := newKit(t)
	for _, number := range []string{"1004", "1005"} { // who show no presence
		k.types(number)
		k.key(KeyEnter)
		k.tap(GoHome)
	}
	k.visits("Jo Marsh", "adam")
	k.tap(GoHome)
	k.tap(GoRoll)
	wantStep(t, k, Pad)
	k.types("9999")
	k.key(KeyEnter)
	wantStep(t, k, Pad)
	if !k.State().ToRoll || k.desk.asked != 0 {
		t.Error("a wrong PIN leads on")
	}
	k.types("4711")
	k.key(KeyEnter)
	wantStep(t, k, Roll)
	if k.left != 0 {
		t.Error("the fire roll ended the kiosk")
	}
	r := k.State().Roll
	var names []string
	for _, p := range r.People {
		names = append(names, p.Name)
	}
	if strings.Join(names, ", ") != "Bao Nguyễn, Cleo Marsh, Jo Marsh" || r.Everybody != 3 || k.desk.asked != 1 {
		t.Errorf("%q", names)
	}
	k.tapOn(Account, r.People[2].ID)
	if r := k.State().Roll; r.Accounted != 1 || !r.Ticked[r.People[2].ID] {
		t.Errorf("%+v", r)
	}
	k.pass(20 * time.Minute)
	wantStep(t, k, Roll)
	k.tap(GoHome)
	k.tap(GoExit)
	k.types("4711")
	k.key(KeyEnter)
	if k.left != 1 {
		t.Error("the hosts' own pad leads to the roll")
	}
}

func TestTheFireCodeOpensNothingButTheRoll(t *testing.T) {
	k := newKit(t)
	k.desk.host.Role = community.RoleFire
	k.tap(GoExit)
	k.types("4711")
	k.key(KeyEnter)
	wantStep(t, k, Roll)
	if k.left != 0 {
		t.Error("the fire code ends the kiosk")
	}
}

func TestAReturningVisitorMayBeForgotten(t *testing.T) {
	k := newKit(t)
	k.desk.visitors = []community.Visitor{{ID: community.ID{6}, Name: "Jo Marsh", Remember: true, Detail: "jo@marsh.example", InAt: k.clock.Add(-48 * time.Hour), OutAt: k.clock.Add(-47 * time.Hour)}}
	k.tap(GoVisit)
	k.types("Jo Marsh")
	k.tap(Choose, community.SeesHost)
	k.tap(ForgetMe) // of one who only typed a name nothing is forgotten
	if !k.desk.visitors[0].Remember {
		t.Fatal("forgotten by a name")
	}
	k.tap(GoReturning)
	k.types("jo@marsh.example")
	k.key(KeyEnter)
	wantStep(t, k, Visited)
	if !k.State().Visitor.Forget {
		t.Fatal("it is not offered")
	}
	k.tap(ForgetMe)
	wantStep(t, k, Visited)
	if v := k.State().Visitor; v.Forget || v.Text != sayForgotten {
		t.Errorf("%+v", v)
	}
	for _, v := range k.desk.visitors {
		if v.Remember || v.Detail != "" {
			t.Errorf("%+v", v)
		}
	}
}

func TestWhoIsHereForTheFirstTimeHasNothingToBeForgotten(t *testing.T) {
	k := newKit(t)
	k.tap(GoVisit)
	k.types("Jo Marsh")
	k.tap(Choose, community.SeesHost)
	k.tap(SignIn)
	wantStep(t, k, Visited)
	if k.State().Visitor.Forget {
		t.Error("it is offered")
	}
}

func TestARoleOfALaterVersionIsNoOwner(t *testing.T) {
	for role, want := range map[string]string{community.RoleOwner: "Owner", "": "Owner", community.RoleHost: "Host", "steward": sayLaterRole} {
		if got := hostLine(&community.Host{Role: role}).Words; got != want {
			t.Errorf("%q is %q", role, got)
		}
	}
}

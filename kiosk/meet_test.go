package kiosk

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// withStranger gives a kiosk whose members do not know Öykü.
func withStranger(t testing.TB) *kit {
	k := settled(t)
	k.desk.stranger = k.desk.members[4].ID
	return k
}

func TestACheckInBringsUpOneWhomTheyDoNotKnow(t *testing.T) {
	k := withStranger(t)
	v := k.comesIn("1002")
	wantStep(t, k, Welcome)
	if v.Meet == nil || v.Meet.Who.ID != k.desk.stranger || !strings.HasPrefix(v.Meet.Why, "Offers “Wool”") || v.Asks != "" {
		t.Fatalf("%+v", v)
	}
	k.tap(MeetYes)
	k.pass(time.Second)
	if v := k.State().Visit; v.Meet != nil || v.Asks != "A host will bring you two together." || !slices.Equal(k.desk.met, []string{"asked"}) {
		t.Errorf("%+v %q", v, k.desk.met)
	}
	if v = k.comesIn("1002"); v.Meet == nil {
		t.Fatal("nobody is brought up")
	}
	k.tap(MeetNo)
	if v := k.State().Visit; v.Meet != nil || !slices.Equal(k.desk.met, []string{"asked", "put off"}) {
		t.Errorf("%+v %q", v, k.desk.met)
	}
}

func TestOneThingIsBroughtUpInAVisit(t *testing.T) {
	k := withStranger(t)
	k.desk.members[0].ConfirmedOn = "2020-01-01" // it is time to ask whether the profile is right
	if v := k.comesIn("1002"); v.Meet != nil || v.Asks != sayStill {
		t.Errorf("%+v", v)
	}
	k = withStranger(t)
	k.desk.thanks = []community.ThankYou{{ID: community.ID{7}, FromID: k.desk.members[1].ID, ToID: k.desk.members[0].ID, What: "Tea", Words: "Lovely"}}
	if v := k.comesIn("1002"); v.Meet != nil || len(v.Answers) == 0 {
		t.Errorf("%+v", v)
	}
	k.tap(AnswerYes)
	if v := k.State().Visit; v.Meet != nil {
		t.Error("a second thing is brought up")
	}
}

func TestWhoIsHeadsDownIsLeftAlone(t *testing.T) {
	k := withStranger(t)
	k.comesIn("1002")
	k.tap(Mood, community.MoodBusy)
	if v := k.State().Visit; v.Mood != community.MoodBusy || v.Meet != nil {
		t.Errorf("%+v", v)
	}
	if got := k.desk.visits[len(k.desk.visits)-1].Mood; got != community.MoodBusy {
		t.Errorf("kept %q", got)
	}
	k.tap(Mood, community.MoodBusy)
	if v := k.State().Visit; v.Mood != "" {
		t.Errorf("the same again leaves %q", v.Mood)
	}
	k.tap(Mood, "grumpy")
	if got := k.desk.visits[len(k.desk.visits)-1].Mood; got != "" {
		t.Errorf("kept %q", got)
	}
}

func TestAnIntroductionIsAskedForFromAProfile(t *testing.T) {
	k := settled(t)
	adam := k.desk.members[1]
	k.tap(GoBrowse)
	k.tapOn(Open, adam.ID)
	wantStep(t, k, Person)
	k.tap(MeetYes)
	wantStep(t, k, Search)
	k.types("Ada Okafor")
	k.key(KeyEnter)
	wantStep(t, k, Note)
	if n := k.State().Note; n.Title != "Good idea." || !slices.Equal(k.desk.met, []string{"asked"}) || len(k.desk.visits) != 0 {
		t.Errorf("%+v %q", n, k.desk.met)
	}
	k.tap(GoHome)
	k.tap(GoBrowse)
	k.tapOn(Open, adam.ID)
	k.tap(MeetYes)
	k.tapOn(Choose, adam.ID)
	k.types(adam.Name)
	k.key(KeyEnter)
	if n := k.State().Note; n.Title != "That’s you." || len(k.desk.met) != 1 {
		t.Errorf("%+v %q", n, k.desk.met)
	}
}

func TestQuickHelpTakesTwoTapsAndEverybodySeesIt(t *testing.T) {
	k := settled(t)
	k.comesIn("1002")
	k.tap(GoAsk, community.Ask)
	k.tap(Quickly, "Bring me money")
	wantStep(t, k, Asking)
	k.tap(Quickly, community.QuickWords[0])
	wantStep(t, k, Posted)
	if s := k.State().Speech; !strings.Contains(s.Text, "30 minutes") {
		t.Errorf("%q", s.Text)
	}
	p := k.desk.posts[0]
	if !p.Quick || p.Words != community.QuickWords[0] || p.Side != community.Ask {
		t.Fatalf("%+v", p)
	}
	k.desk.posts[0].Until = k.clock.Add(community.QuickFor)
	k.tap(GoHome)
	k.Changed()
	k.settle()
	if q := k.State().Home.Quick; len(q) != 1 || q[0].Text != "Ada needs a hand: “The printer!”" || q[0].Help != "" || q[0].Minute != 30 {
		t.Fatalf("%+v", q)
	}
	k.tapOn(OnMyWay, p.ID)
	k.types("1002") // whoever asks does not come to themselves
	k.key(KeyEnter)
	if n := k.State().Note; n.Title != "That one is yours." || !k.desk.posts[0].HelperID.IsZero() {
		t.Errorf("%+v", n)
	}
	k.tap(GoHome)
	k.tapOn(OnMyWay, p.ID)
	wantStep(t, k, Search)
	k.types("adam")
	k.key(KeyEnter)
	wantStep(t, k, Note)
	if n := k.State().Note; !strings.HasPrefix(n.Title, "Thank you, Adam") || len(k.desk.visits) != 1 {
		t.Errorf("%+v", n)
	}
	k.tap(GoHome)
	k.Changed()
	k.settle()
	if q := k.State().Home.Quick; len(q) != 1 || q[0].Help != "Adam is on the way." {
		t.Errorf("%+v", q)
	}
	k.tapOn(OnMyWay, p.ID)
	k.types("bao")
	k.key(KeyEnter)
	if n := k.State().Note; n.Title != "Somebody is faster." {
		t.Errorf("%+v", n)
	}
	k.tap(GoHome)
	k.pass(31 * time.Minute)
	if q := k.State().Home.Quick; len(q) != 0 {
		t.Errorf("still up: %+v", q)
	}
}

func TestWhoCameIsThankedWithOneTap(t *testing.T) {
	k := settled(t)
	ada, adam := k.desk.members[0].ID, k.desk.members[1].ID
	k.desk.mineToo = community.Mine{Helped: []community.Helped{{Post: community.Post{ID: community.ID{5}, MemberID: ada, Words: "The printer!", Quick: true, HelperID: adam}, Helper: "Adam"}}}
	k.desk.posts = []community.Post{{ID: community.ID{5}, MemberID: ada, Words: "The printer!", Quick: true, HelperID: adam}}
	v := k.comesIn("1002")
	if v.Asks != "Adam came for “The printer!” Sorted?" || len(v.Answers) != 2 || v.Answers[0].Label != "Yes, thank Adam" {
		t.Fatalf("%+v", v)
	}
	k.tap(AnswerYes)
	if len(k.desk.thanks) != 1 || k.desk.thanks[0].ToID != adam || k.desk.thanks[0].What != "Practical help" || !k.desk.posts[0].Closed {
		t.Errorf("%+v %+v", k.desk.thanks, k.desk.posts)
	}
}

func TestTwoWhoWereIntroducedAreAskedWhetherTheyTalked(t *testing.T) {
	for yes, want := range map[Act]string{AnswerYes: "talked", AnswerNo: "not talked"} {
		k := withStranger(t)
		k.desk.mineToo = community.Mine{Introduced: []community.Introduced{{OtherID: k.desk.members[1].ID, Other: "Adam"}}}
		if v := k.comesIn("1002"); v.Meet != nil || v.Asks != "You and Adam were introduced. Did you two talk?" {
			t.Fatalf("%+v", v)
		}
		k.tap(yes)
		if !slices.Equal(k.desk.met, []string{want}) {
			t.Errorf("%q", k.desk.met)
		}
	}
}

func TestAPostStaysUpForAsLongAsWasChosen(t *testing.T) {
	for length, want := range map[string]time.Duration{ForWeek: 7 * 24 * time.Hour, ForMonth: 30 * 24 * time.Hour} {
		k := settled(t)
		k.comesIn("1002")
		k.tap(GoAsk, community.Offer)
		k.tap(For, ForNow) // no offer is quick
		k.tap(For, length)
		k.types("A ladder")
		k.tap(Send)
		wantStep(t, k, Posted)
		if p := k.desk.posts[0]; p.Quick || p.Until.Sub(p.MadeAt).Round(time.Hour) != want {
			t.Errorf("%s: %+v", length, p)
		}
	}
}

func TestAThankYouMayKeepItsGiverToItself(t *testing.T) {
	k := settled(t)
	k.thanksTo("Ada Okafor", "adam")
	k.tap(Kind, "Tea and treats")
	k.tap(PutUp)
	k.tap(Secret)
	if s := k.State().Speech; !s.Secret || s.OnWall {
		t.Errorf("%+v", s)
	}
	k.tap(Send)
	if got := k.desk.thanks; len(got) != 1 || !got[0].Nameless || got[0].FromAgrees {
		t.Errorf("%+v", got)
	}
	if s := k.State().Speech; s.Text != "Adam will hear of it, but not from whom." {
		t.Errorf("%q", s.Text)
	}
}

func TestWhoIsInMayStillSaySomething(t *testing.T) {
	k := settled(t)
	k.comesIn("1002")
	k.tap(GoHome)
	k.types("1002")
	k.key(KeyEnter)
	wantStep(t, k, AskOut)
	k.tap(GoAsk, community.Ask)
	wantStep(t, k, Asking)
}

func TestWhoeverPutsUpWordsIsToldThatAHostLooksFirst(t *testing.T) {
	for _, c := range []struct {
		approve bool
		words   string
		held    bool
	}{{false, "a ladder", false}, {false, "a damn ladder", true}, {true, "a ladder", true}, {true, "a damn ladder", true}} {
		for _, side := range []string{community.Ask, community.Offer, community.News} {
			k := settled(t)
			k.desk.space.ApproveWords, k.desk.space.BlockedWords = c.approve, []string{"damn"}
			k.comesIn("1002")
			if side == community.News {
				k.openAsk(k.visit.by, k.visit.member, side)
				k.pass(time.Second)
			} else {
				k.tap(GoAsk, side)
			}
			k.types(c.words)
			k.tap(Send)
			wantStep(t, k, Posted)
			if s := k.State().Speech; strings.Contains(s.Text, "A host has a look at it first") != c.held || c.held != (s.Title == "It’s kept.") {
				t.Errorf("%s %q, all are looked at %t: %q %q", side, c.words, c.approve, s.Title, s.Text)
			}
		}
		k := settled(t)
		k.desk.space.ApproveWords, k.desk.space.BlockedWords = c.approve, []string{"damn"}
		k.thanksTo("bao", "adam")
		k.tap(Kind, k.State().Speech.Kinds[0])
		k.tap(PutUp)
		k.form.set("words", c.words)
		k.speech.words = c.words
		k.tap(Send)
		wantStep(t, k, Thanked)
		if s := k.State().Speech; strings.HasSuffix(s.Text, "agrees. A host has a look at it first.") != c.held {
			t.Errorf("thanks for %q, all are looked at %t: %q", c.words, c.approve, s.Text)
		}
	}
}

func TestAHostAsksInAMembersName(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	ada := k.desk.members[0].ID
	k.does(DoOpen, ada)
	k.does(DoSpeak)
	wantStep(t, k, Asking)
	k.types("A ladder")
	k.tap(Send)
	wantStep(t, k, Posted)
	if p := k.desk.posts; len(p) != 1 || p[0].MemberID != ada || p[0].Words != "A ladder" || k.host != nil {
		t.Errorf("%+v", p)
	}
}

func TestWhoSortsAnAskMaySayThanks(t *testing.T) {
	k := settled(t)
	ada := k.desk.members[0].ID
	k.desk.posts = []community.Post{{ID: community.ID{5}, MemberID: ada, Side: community.Ask, Words: "A ladder", MadeAt: k.clock, Until: k.clock.AddDate(0, 0, 30), Seen: true}}
	if v := k.comesIn("1002"); v.Open != "A ladder" {
		t.Fatalf("%+v", v)
	}
	k.tapOn(Sorted, community.ID{5})
	if v := k.State().Visit; v.Asks != sayWhoHelped || len(v.Answers) != 2 || v.Answers[0].Label != "Say thanks" {
		t.Fatalf("%+v", v)
	}
	k.tap(AnswerYes)
	wantStep(t, k, Thanks)
	if !k.desk.posts[0].Closed || k.speech.member.ID != ada {
		t.Errorf("%+v", k.desk.posts)
	}
}

func TestAProfileSaysHowItsMemberLikesToBeMet(t *testing.T) {
	k := settled(t)
	k.comesIn("1003")
	k.tap(Mood, community.MoodOpen)
	k.tap(GoHome)
	k.Changed()
	k.settle()
	k.tap(GoBrowse)
	k.tapOn(Open, k.desk.members[1].ID)
	if p := k.State().Person.Profile; hereWords(p.Mood) != "Here now, and open to chat" {
		t.Errorf("%q", p.Mood)
	}
}

func TestWhoWasSaidToGoOrToCheerIsAsked(t *testing.T) {
	one := func(words, other string) []community.OthersPost {
		return []community.OthersPost{{Post: community.Post{ID: community.ID{5}, Words: words}, Other: other}}
	}
	for asks, mine := range map[string]community.Mine{
		"Did you say that you’d help Ada with “The printer!”?": {ClaimedHelp: one("The printer!", "Ada")},
		"Did you say that you’d help somebody?":                {ClaimedHelp: one("", "")},
		"Did you cheer for Ada’s news: “We won!”?":             {ClaimedCheers: one("We won!", "Ada")},
		"Did you cheer for Ada?":                               {ClaimedCheers: one("", "Ada")},
	} {
		for answer, want := range map[Act]string{AnswerYes: "it was them", AnswerNo: "it was not them"} {
			k := settled(t)
			k.desk.mineToo = mine
			if v := k.comesIn("1002"); v.Asks != asks || len(v.Answers) != 2 || v.Answers[1].Label != "Not me" || v.Meet != nil {
				t.Fatalf("%q: %+v", asks, v)
			}
			k.tap(answer)
			if v := k.State().Visit; !slices.Equal(k.desk.met, []string{want}) || v.Asks == "" || len(v.Answers) != 0 {
				t.Errorf("%q: %q, %+v", asks, k.desk.met, v)
			}
		}
	}
}

func TestACheckOutTakenBackLeavesTheMood(t *testing.T) {
	k := settled(t)
	k.comesIn("1003")
	k.tap(Mood, community.MoodHand)
	k.tap(GoHome)
	k.types("1003")
	k.key(KeyEnter)
	k.tap(Out)
	wantStep(t, k, Goodbye)
	if v := k.desk.visits[0]; v.Mood != "" || v.Open() {
		t.Fatalf("kept of one who went is %+v", v)
	}
	k.tap(Undo)
	if v := k.desk.visits[0]; v.Mood != community.MoodHand || !v.Open() {
		t.Errorf("%+v", v)
	}
}

func TestWhoeverWasSaidToWantToMeetSomebodyIsAsked(t *testing.T) {
	for answer, want := range map[Act]string{AnswerYes: "it was them", AnswerNo: "it was not them"} {
		k := settled(t)
		k.desk.mineToo = community.Mine{ClaimedMeets: []community.Introduced{{OtherID: k.desk.members[0].ID, Other: "Ada"}}}
		if v := k.comesIn("1002"); v.Asks != "Did you ask to meet Ada?" || len(v.Answers) != 2 || v.Meet != nil {
			t.Fatalf("%+v", v)
		}
		k.tap(answer)
		if v := k.State().Visit; !slices.Equal(k.desk.met, []string{want}) || v.Asks == "" || len(v.Answers) != 0 {
			t.Errorf("%q, %+v", k.desk.met, v)
		}
	}
}

// Nobody is told that a host will bring them together with somebody who has left.
func TestWhoLeftMeanwhileIsNotPromised(t *testing.T) {
	for act, promised := range map[Act]string{MeetYes: "", MeetNo: "All right. Another day, perhaps."} {
		k := settled(t)
		k.desk.stranger = k.desk.members[1].ID
		if v := k.comesIn("1002"); v.Meet == nil {
			t.Fatal("nobody is brought up")
		}
		k.desk.members[1].State = community.StateLeft
		k.tap(act)
		s := k.State()
		if s.Visit.Meet != nil || s.Visit.Asks != promised || (s.Notice == "") != (act == MeetNo) {
			t.Errorf("%v: %q, %q, still brought up: %v", act, s.Visit.Asks, s.Notice, s.Visit.Meet != nil)
		}
	}
}

// A quick ask says for how many minutes it is still up, of one that has begun, too.
func TestAQuickAskCountsItsMinutes(t *testing.T) {
	for left, want := range map[time.Duration]int{community.QuickFor: 30, 29*time.Minute + time.Second: 30, 29 * time.Minute: 29, time.Minute: 1, time.Second: 1} {
		k := livelySpace(t)
		k.desk.posts[0].Until = k.clock.Add(left)
		k.refresh()
		k.settle()
		if q := k.State().Home.Quick; len(q) != 1 || q[0].Minute != want {
			t.Errorf("with %v left: %+v", left, q)
		}
	}
}

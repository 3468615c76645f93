package kiosk

import (
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestAnUnansweredClaimIsAskedAgainAndWhatFailsIsSaid(t *testing.T) {
	k := settled(t)
	k.comesIn("1004")
	k.tap(GoAsk, community.Ask)
	k.types("A lift")
	k.tap(Send)
	for range 2 {
		if v := k.comesIn("1004"); v.Asks != "Did you put up “A lift”?" {
			t.Fatalf("%+v", v)
		}
	}
	k.desk.fault = errDisk
	k.tap(AnswerNo)
	if s := k.State(); s.Notice != sayNotConfirmed || len(s.Visit.Answers) == 0 || k.desk.posts[0].Closed {
		t.Errorf("%q", s.Notice)
	}
	k.desk.fault = nil
	k.tap(AnswerNo)
	if !k.desk.posts[0].Closed || k.State().Visit.Asks != sayTakenBack {
		t.Errorf("%+v", k.desk.posts)
	}
}

func TestAnAskIsThreeTapsAndWords(t *testing.T) {
	for _, side := range []string{community.Ask, community.Offer} {
		k := settled(t)
		if v := k.comesIn("1002"); !v.Speak || v.Asks != "" {
			t.Fatalf("%+v", v)
		}
		k.tap(GoAsk, side)
		wantStep(t, k, Asking)
		k.tap(Send)
		if k.State().Form.Entry("words").Wrong == "" {
			t.Error("put up without words")
		}
		k.types("Someone who knows VAT")
		k.tap(Send)
		wantStep(t, k, Posted)
		p := k.desk.posts
		if len(p) != 1 || p[0].Side != side || p[0].Words != "Someone who knows VAT" || p[0].MemberID != k.desk.members[0].ID || p[0].Until.Sub(k.clock) < 29*24*time.Hour {
			t.Fatalf("%+v", p)
		}
		k.tap(Undo)
		if !k.desk.posts[0].Closed {
			t.Error("not undone")
		}
	}
}

func TestWordsAreAtMost140(t *testing.T) {
	k := newKit(t)
	k.scans(cardOfAda)
	k.tap(GoAsk, community.Ask)
	k.types(strings.Repeat("ab", 80))
	k.tap(Send)
	wantStep(t, k, Posted)
	if n := len(k.desk.posts[0].Words); n != 140 {
		t.Errorf("%d letters", n)
	}
}

func TestAnAskShowsWhoIsHereAndMightKnowAndWhy(t *testing.T) {
	k := newKit(t)
	k.desk.members[1].HappyToHelpWith = []string{"VAT returns"}
	k.desk.members[2].HappyToHelpWith = []string{"VAT returns"} // does not show presence
	k.desk.members[4].Headline = "VAT inspector, retired"
	for _, number := range []string{"1003", "1004"} {
		k.types(number)
		k.key(KeyEnter)
		k.tap(GoHome)
	}
	k.scans(cardOfAda)
	k.refresh()
	k.settle()
	k.tap(GoAsk, community.Ask)
	k.types("Someone who knows VAT")
	h := k.State().Speech.Helpers
	if len(h) != 1 || h[0].Who.Called != "Adam" || h[0].Why != "Offers “VAT returns”" {
		t.Fatalf("%+v", h)
	}
	k.types("x")
	if h := k.State().Speech.Helpers; len(h) != 0 {
		t.Errorf("VATx finds %+v", h)
	}
}

func TestAnOfferShowsWhoMightNeedIt(t *testing.T) {
	k := newKit(t)
	k.desk.members[1].LookingFor = []string{"A lift to Fife"}
	k.types("1003")
	k.key(KeyEnter)
	k.scans(cardOfAda)
	k.refresh()
	k.settle()
	k.tap(GoAsk, community.Offer)
	k.types("Fife")
	if h := k.State().Speech.Helpers; len(h) != 1 || h[0].Why != "Is looking for “A lift to Fife”" {
		t.Errorf("%+v", h)
	}
}

func TestOnesOwnPostIsSortedAndPutBack(t *testing.T) {
	k := settled(t)
	k.scans(cardOfAda)
	k.tap(GoAsk, community.Ask)
	k.types("A lift")
	k.tap(Send)
	v := k.comesIn("1002")
	if v.Open != "A lift" || v.Asks != "" {
		t.Fatalf("%+v", v)
	}
	k.tapOn(Sorted, v.OpenID)
	if v := k.State().Visit; !k.desk.posts[0].Closed || v.Asks != sayWhoHelped || v.Open != "" {
		t.Errorf("%+v", v)
	}
	k.tap(AnswerNo)
	if k.desk.posts[0].Closed {
		t.Error("not put back")
	}
}

func TestAnOldPostIsAskedAboutWhenNothingElseIs(t *testing.T) {
	k := newKit(t)
	k.scans(cardOfAda)
	k.tap(GoAsk, community.Ask)
	k.types("A lift")
	k.tap(Send)
	k.tap(GoHome)
	k.clock = k.clock.AddDate(0, 0, 21)
	k.desk.members[0].ConfirmedOn = "2020-01-01"
	if v := k.comesIn("1002"); v.Asks != sayStill {
		t.Fatalf("%+v", v)
	}
	k.tap(StillMe)
	if v := k.comesIn("1002"); v.Asks != "Still looking for “A lift”?" {
		t.Fatalf("%+v", v)
	}
	k.tap(AnswerYes)
	if v := k.comesIn("1002"); v.Asks != "" || k.desk.posts[0].Until.Sub(k.clock) < 29*24*time.Hour {
		t.Fatalf("%+v", v)
	}
	k.clock = k.clock.AddDate(0, 0, 21)
	k.comesIn("1002")
	k.tap(AnswerNo)
	if !k.desk.posts[0].Closed {
		t.Error("not sorted")
	}
}

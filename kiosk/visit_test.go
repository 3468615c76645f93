package kiosk

import (
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestNobodyIsThankedBeforeTheDeskHasAnswered(t *testing.T) {
	k := newKit(t)
	k.types("bao")
	k.Key(KeyEnter)
	if s := k.State(); s.Step != Search || !s.Busy {
		t.Fatalf("step %d, busy %v before the desk was asked", s.Step, s.Busy)
	}
	k.settle()
	wantStep(t, k, Welcome)
}

func TestAFailedCheckInSaysWhatToDoAndLosesNothing(t *testing.T) {
	k := newKit(t)
	k.types("bao")
	k.desk.fault = errDisk
	k.key(KeyEnter)
	wantStep(t, k, Search)
	if s := k.State(); s.Notice != sayNotIn || s.Search.Text != "bao" || s.Busy {
		t.Errorf("%+v", s)
	}
	k.desk.fault = nil
	k.key(KeyEnter)
	wantStep(t, k, Welcome)
}

func TestASecondTapOnACardIsHarmless(t *testing.T) {
	k := newKit(t)
	k.types("bao")
	bao := k.desk.members[2].ID
	k.pass(time.Second)
	for range 5 { // all before the desk has answered
		k.Tap(Tap{Act: Choose, ID: bao})
	}
	k.settle()
	k.Tap(Tap{Act: Choose, ID: bao})
	k.Tap(Tap{Act: GoHome}) // right after the picture changed
	k.settle()
	wantStep(t, k, Welcome)
	if k.desk.calls != 1 || len(k.desk.visits) != 1 {
		t.Errorf("%d calls, %d visits", k.desk.calls, len(k.desk.visits))
	}
}

func TestWhoIsInIsAskedToCheckOut(t *testing.T) {
	k := newKit(t)
	k.types("bao")
	k.key(KeyEnter)
	k.tap(GoHome)
	k.types("bao")
	k.key(KeyEnter)
	wantStep(t, k, AskOut)
	v := k.State().Visit
	if strings.ContainsAny(v.Title+v.Text, "0123456789") {
		t.Errorf("a time on screen: %q %q", v.Title, v.Text)
	}
	k.tap(Out)
	wantStep(t, k, Goodbye)
	if k.desk.isIn("1004") {
		t.Error("still in")
	}
	k.tap(Undo)
	wantStep(t, k, Note)
	if !k.desk.isIn("1004") {
		t.Error("check-out was not undone")
	}
}

func TestStayingInLeavesTheVisit(t *testing.T) {
	k := newKit(t)
	k.scans(cardOfAda)
	k.scans(cardOfAda)
	wantStep(t, k, AskOut)
	k.tap(GoHome)
	wantStep(t, k, Home)
	if !k.desk.isIn("1002") {
		t.Error("checked out")
	}
}

func TestNotMeOnCheckOutGoesBackToTheNames(t *testing.T) {
	k := newKit(t)
	k.scans(cardOfAda)
	k.tap(GoHome)
	k.types("ada")
	k.tapOn(Choose, k.desk.members[0].ID)
	wantStep(t, k, AskOut)
	k.tap(NotMe)
	wantStep(t, k, Search)
	if s := k.State().Search; s.Text != "ada" || len(s.Found) != 2 {
		t.Errorf("%q, %d found", s.Text, len(s.Found))
	}
}

func TestUndoLastsEightSecondsAndIsCountedDown(t *testing.T) {
	k := newKit(t)
	k.scans(cardOfAda)
	for want := 8; want > 0; want-- {
		if got := k.State().Visit.UndoIn; got != want {
			t.Fatalf("counts %d, want %d", got, want)
		}
		k.pass(time.Second)
	}
	if got := k.State().Visit.UndoIn; got != 0 {
		t.Fatalf("still counts %d", got)
	}
	k.tap(Undo)
	wantStep(t, k, Welcome)
	if !k.desk.isIn("1002") {
		t.Error("undone too late")
	}
}

func TestUndoMakesTheCheckInNeverHaveBeen(t *testing.T) {
	for _, act := range []Act{Undo, NotMe} {
		k := newKit(t)
		k.scans(cardOfAda)
		k.tap(act)
		wantStep(t, k, Note)
		if k.desk.isIn("1002") || !k.desk.visits[0].Void {
			t.Error("the visit is still there")
		}
		if n := k.State().Note; n.Search != (act == NotMe) {
			t.Errorf("offers to type a name: %v", n.Search)
		}
		k.pass(restNote)
		wantStep(t, k, Home)
	}
}

func TestAFailedUndoSaysSoAndCanBeTriedAgain(t *testing.T) {
	k := newKit(t)
	k.scans(cardOfAda)
	k.desk.fault = errDisk
	k.tap(Undo)
	wantStep(t, k, Welcome)
	if k.notice != sayNotUndone {
		t.Errorf("notice %q", k.notice)
	}
	k.desk.fault = nil
	k.tap(Undo)
	wantStep(t, k, Note)
}

func TestADeskThatNeverAnswersIsGivenUpAndItsLateAnswerDoesNothing(t *testing.T) {
	k := newKit(t)
	k.types("bao")
	k.Key(KeyEnter)
	stuck, _ := k.writes.next()
	k.pass(slowAfter)
	if !k.State().Slow {
		t.Error("does not say that it is under way")
	}
	k.pass(giveUp + 2*time.Second)
	if s := k.State(); s.Busy || s.Notice != sayTooLong || s.Search.Text != "bao" {
		t.Fatalf("%+v", s)
	}
	stuck(t.Context())() // it did write, late
	k.settle()
	wantStep(t, k, Search)
	k.key(KeyEnter)
	wantStep(t, k, AskOut) // the same visit, not a second one
	if len(k.desk.visits) != 1 {
		t.Errorf("%d visits", len(k.desk.visits))
	}
}

func TestAnErrorWithWordsForPeopleIsShownInThem(t *testing.T) {
	k := newKit(t)
	k.types("bao")
	k.desk.fault = lockedOut{}
	k.key(KeyEnter)
	if k.notice != (lockedOut{}).Sentence() {
		t.Errorf("%q", k.notice)
	}
}

func TestTheWelcomeSaysBackOnlyToThoseWhoWereHere(t *testing.T) {
	now := time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	for joined, want := range map[string]string{
		"2020-01-01": "Welcome back, Ada.", "2026-03-01": "Welcome, Ada.", "": "Welcome, Ada.",
	} {
		p := community.Profile{Called: "Ada", JoinedOn: joined}
		if got := welcome(&p, now); got != want {
			t.Errorf("%q: %q", joined, got)
		}
	}
}

func TestTheWelcomeShowsWhatIsStillOnToday(t *testing.T) {
	k := newKit(t)
	at := func(h int) time.Time { return time.Date(2026, 3, 10, h, 0, 0, 0, time.UTC) }
	k.desk.events = []community.Occasion{
		{Title: "Over", StartsAt: at(7), EndsAt: at(8)},
		{Title: "Now", StartsAt: at(9), EndsAt: at(10)},
		{Title: "Open end", StartsAt: at(9), EndsAt: at(9)}, // an hour, as on every list
		{Title: "Later", StartsAt: at(13), EndsAt: at(14)},
		{Title: "Tomorrow", StartsAt: at(37), EndsAt: at(38)},
	}
	k.refresh()
	k.settle()
	k.scans(cardOfAda)
	v := k.State().Visit
	if len(v.Today) != 3 || v.Today[0].Title != "Now" || v.Today[1].Title != "Open end" || v.Today[2].Title != "Later" || v.Next != "Next: Tomorrow 13:00, Tomorrow" {
		t.Errorf("%+v", v)
	}
}

func TestTheWelcomeShowsOthersWhoAreHereAndHappyToBeSeen(t *testing.T) {
	k := newKit(t)
	for _, number := range []string{"1003", "1004", "1005"} {
		k.types(number)
		k.key(KeyEnter)
		k.tap(GoHome)
	}
	k.Changed()
	k.settle()
	k.scans(cardOfAda)
	others := k.State().Visit.Others
	if len(others) != 1 || others[0].Name != "Adam Reid" {
		t.Errorf("%+v", others)
	}
}

func TestNothingElseBeginsWhileTheDeskWrites(t *testing.T) {
	k := newKit(t)
	k.types("bao")
	k.pass(time.Second)
	k.Key(KeyEnter)
	for _, act := range []Act{Back, GoHome, Choose, Enter, GoBrowse} {
		k.Tap(Tap{Act: act, ID: k.desk.members[0].ID})
	}
	k.Key(KeyEnter)
	wantStep(t, k, Search)
	k.settle()
	wantStep(t, k, Welcome)
	if k.desk.calls != 1 {
		t.Errorf("%d calls", k.desk.calls)
	}
}

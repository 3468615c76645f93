package kiosk

import (
	"testing"

	"kettle/internal/community"
)

func TestWhatWasClaimedIsShownToItsMemberOnceAndTakenBack(t *testing.T) {
	for _, mine := range []bool{true, false} {
		k := newKit(t)
		k.desk.members[2].ConfirmedOn = "2020-01-01" // to be asked about the profile, too
		k.thanksTo("bao", "adam")
		k.tap(Kind, "Tea and treats")
		k.tap(Send)
		v := k.comesIn("1004")
		if v.Asks != "Did you thank Adam?" || len(v.Answers) != 2 {
			t.Fatalf("%+v", v)
		}
		if mine {
			k.tap(AnswerYes)
		} else {
			k.tap(AnswerNo)
		}
		if got := k.desk.thanks[0]; !got.Seen || got.Void == mine {
			t.Errorf("mine %v: %+v", mine, got)
		}
		if v := k.State().Visit; len(v.Answers) > 0 {
			t.Errorf("two prompts in a visit: %+v", v)
		}
		if v := k.comesIn("1004"); v.Asks != sayStill {
			t.Errorf("the next visit asks %q", v.Asks)
		}
	}
}

func TestWhatIsTypedStaysWhenItCannotBeKept(t *testing.T) {
	k := newKit(t)
	k.thanksTo("bao", "adam")
	k.tap(Kind, "Tea and treats")
	k.tap(Focus, "words")
	k.types("Cake")
	k.desk.fault = errDisk
	k.tap(Send)
	wantStep(t, k, ThanksFor)
	if s := k.State(); s.Notice != saySpeechFailed || s.Form.Entry("words").Text != "Cake" || s.Speech.What != "Tea and treats" {
		t.Errorf("%+v", s.Speech)
	}
	k.desk.fault = nil
	k.tap(Back)
	wantStep(t, k, Thanks)
	k.types("ö")
	k.key(KeyEnter)
	if s := k.State(); s.Form.Entry("words").Text != "Cake" || s.Speech.To.Called != "Öykü" {
		t.Errorf("gone after going back: %+v", s.Speech)
	}
	k.tap(Send)
	wantStep(t, k, Thanked)
	if len(k.desk.thanks) != 1 {
		t.Errorf("kept %d times", len(k.desk.thanks))
	}
}

func TestAPromptNeverShowsAtACheckOutOrAQuestion(t *testing.T) {
	k := newKit(t)
	k.thanksTo("bao", "ada")
	if k.step == Thanks {
		k.tapOn(Choose, k.desk.members[0].ID)
	}
	k.tap(Kind, "Practical help")
	k.tap(Send)
	k.tap(GoHome)
	k.scans(cardOfAda)
	k.tap(GoHome)
	k.scans(cardOfAda)
	wantStep(t, k, AskOut)
	if v := k.State().Visit; v.Asks != "" || v.Speak {
		t.Errorf("%+v", v)
	}
	k.tap(Out)
	if v := k.State().Visit; v.Asks != "" || v.Speak {
		t.Errorf("%+v", v)
	}
}

func TestAHostTakesDownWhatMembersSaidAndUndoesIt(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	k.desk.sayings(7)
	k.does(DoPage, string(HostBoard))
	b := k.State().Host.Board
	if len(b.Lines) != boardPerPage || k.State().Host.Of != 2 || b.Lines[0].Words != "A lift" || b.Lines[0].More != "Ada Okafor asks · until 9 April" {
		t.Fatalf("%+v", b)
	}
	k.does(DoMore)
	b = k.State().Host.Board
	if len(b.Lines) != 2 || b.Lines[1].More != "Ada Okafor thanks Cleo Marsh · not on the wall" {
		t.Fatalf("%+v", b)
	}
	k.does(DoRemove, community.ID{6})
	if s := k.State().Host; !k.desk.thanks[0].Void || len(s.Board.Lines) != 1 || s.Saved == "" {
		t.Errorf("%+v", s.Board)
	}
	k.does(DoUndo)
	if k.desk.thanks[0].Void || len(k.State().Host.Board.Lines) != 2 {
		t.Error("the thank-you is not back")
	}
	k.does(DoRemove, community.ID{5, 6})
	if !k.desk.posts[6].Closed || k.State().Host.Of != 2 {
		t.Errorf("%+v", k.State().Host.Board)
	}
	k.does(DoUndo)
	if k.desk.posts[6].Closed {
		t.Error("the ask is not back")
	}
	k.desk.fault = errDisk
	k.does(DoRemove, community.ID{5, 6})
	if s := k.State(); s.Notice != sayNotDone || k.desk.posts[6].Closed {
		t.Errorf("%q", s.Notice)
	}
}

func TestWhatWaitsForAHostComesFirstAndIsShownWithOneTap(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	k.desk.sayings(2)
	last := len(k.desk.posts) - 1
	k.desk.posts[last].Held, k.desk.thanks[0].Held = true, true
	k.does(DoPage, string(HostBoard))
	b := k.State().Host.Board
	if len(b.Lines) != 3 || !b.Lines[0].Held || !b.Lines[1].Held || b.Lines[2].Held {
		t.Fatalf("%+v", b)
	}
	k.does(DoYes, b.Lines[0].ID)
	k.does(DoYes, b.Lines[1].ID)
	for _, l := range k.State().Host.Board.Lines {
		if l.Held {
			t.Errorf("%q is held", l.Words)
		}
	}
	if k.desk.posts[last].Held || k.desk.thanks[0].Held || k.State().Notice != "It can be seen now." {
		t.Errorf("%q", k.State().Notice)
	}
}

package kiosk

import (
	"strings"
	"testing"

	"kettle/internal/community"
)

func TestThanksFromHomeAreClaimedAndKept(t *testing.T) {
	k := newKit(t)
	k.tap(GoThanks)
	wantStep(t, k, Search)
	if s := k.State().Search; s.Title != "Who are you?" {
		t.Errorf("%q", s.Title)
	}
	k.types("adam")
	if f := k.State().Search.Found; len(f) != 1 || f[0].Claim != "That’s me" {
		t.Errorf("%+v", f)
	}
	k.tapOn(Choose, k.desk.members[1].ID)
	wantStep(t, k, Thanks)
	if len(k.desk.visits) != 0 {
		t.Error("saying thanks checked somebody in")
	}
	k.types("a")
	if s := k.State().Speech; len(s.People) != 1 || s.People[0].Called != "Ada" {
		t.Fatalf("Adam may thank %+v", s.People)
	}
	k.tapOn(Choose, k.desk.members[0].ID)
	wantStep(t, k, ThanksFor)
	s := k.State()
	if s.Speech.OnWall || !s.Speech.MayWall || s.Form.Focus != "words" || s.Speech.Title != "What did Ada do for you?" {
		t.Errorf("%+v", s.Speech)
	}
	k.tap(Send)
	wantStep(t, k, ThanksFor)
	if k.State().Notice != sayWhatKind || len(k.desk.thanks) != 0 {
		t.Errorf("%q", k.State().Notice)
	}
	k.tap(Kind, "Practical help")
	k.tap(Send)
	wantStep(t, k, Thanked)
	if s := k.State().Speech; s.Text != "Ada will hear of it." || s.UndoIn != 8 {
		t.Errorf("%+v", s)
	}
	got := k.desk.thanks
	if len(got) != 1 || got[0].FromID != k.desk.members[1].ID || got[0].ToID != k.desk.members[0].ID || got[0].What != "Practical help" || got[0].Words != "" || got[0].FromAgrees || got[0].Seen {
		t.Errorf("kept %+v", got)
	}
	k.tap(Undo)
	wantStep(t, k, Note)
	if !k.desk.thanks[0].Void {
		t.Error("not undone")
	}
}

func TestACardProvesWhoSaysThanks(t *testing.T) {
	k := newKit(t)
	k.tap(GoThanks)
	k.scans(cardOfAda)
	wantStep(t, k, Thanks)
	if k.speech.by.Kind != community.ActorProven {
		t.Errorf("%+v", k.speech.by)
	}
	k = newKit(t)
	k.thanksTo("Ada Okafor", "adam")
	wantStep(t, k, ThanksFor)
	k.tap(Kind, "Tea and treats")
	k.tap(Focus, "words")
	k.types("Biscuits")
	k.scans(cardOfAda)
	wantStep(t, k, ThanksFor)
	if f := k.State().Form.Entry("words"); f.Text != "Biscuits" {
		t.Errorf("the card typed %q", f.Text)
	}
	k.tap(Send)
	if got := k.desk.thanks; len(got) != 1 || !got[0].Seen || got[0].Words != "Biscuits" {
		t.Errorf("%+v", got)
	}
}

func TestOnlyWhoAgreedToTheWallIsThankedAndNobodyThemselves(t *testing.T) {
	for letters, want := range map[string]string{"cleo": "", "ada o": "", "ad": "Adam", "bao": "Bao", "zz": ""} {
		k := newKit(t)
		k.tap(GoThanks)
		k.types("Ada Okafor")
		k.key(KeyEnter)
		wantStep(t, k, Thanks)
		k.types(letters)
		var got []string
		for _, p := range k.State().Speech.People {
			got = append(got, p.Called)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q finds %q", letters, got)
		}
		k.key(KeyEnter)
		if (k.step == ThanksFor) != (want != "") {
			t.Errorf("%q leads to %v", letters, k.step)
		}
	}
}

func TestWhoIsNotOnTheWallThanksWithoutIt(t *testing.T) {
	k := newKit(t)
	k.tap(GoThanks)
	k.types("Cleo Marsh")
	k.key(KeyEnter)
	wantStep(t, k, Thanks)
	k.types("adam")
	k.key(KeyEnter)
	if k.State().Speech.MayWall {
		t.Error("Cleo is offered the wall")
	}
	k.tap(PutUp)
	k.tap(Kind, "Practical help")
	k.tap(Send)
	if got := k.desk.thanks; len(got) != 1 || got[0].FromAgrees {
		t.Errorf("%+v", got)
	}
}

func TestTheWallShowsThanksOnlyWithBoth(t *testing.T) {
	for _, answer := range []Act{AnswerYes, AnswerNo} {
		k := settled(t)
		k.thanksTo("bao", "ada")
		if k.step == Thanks {
			k.tapOn(Choose, k.desk.members[0].ID)
		}
		k.tap(Kind, "Practical help")
		k.tap(Focus, "words")
		k.types(cleverWords)
		k.tap(PutUp)
		k.tap(Send)
		wantStep(t, k, Thanked)
		v := k.comesIn("1002")
		if v.Asks != "Bao thanks you: “Rescued the printer”. May the wall show it?" || len(v.Answers) != 2 || v.Speak {
			t.Fatalf("%+v", v)
		}
		k.tap(answer)
		if v := k.State().Visit; len(v.Answers) > 0 || v.Meet != nil || !v.Speak || v.Asks == "" {
			t.Errorf("a second prompt, or no way to go on: %+v", v)
		}
		k.refresh()
		k.settle()
		if (len(k.seen.Thanks) == 1) != (answer == AnswerYes) {
			t.Errorf("%d on the wall", len(k.seen.Thanks))
		}
		if v := k.comesIn("1002"); v.Asks != "" {
			t.Errorf("asked again: %q", v.Asks)
		}
	}
}

func TestThanksWithoutTheWallAreHeardOf(t *testing.T) {
	k := newKit(t)
	k.thanksTo("bao", "adam")
	k.tap(Kind, "Tea and treats")
	k.tap(Send)
	v := k.comesIn("1003")
	if v.Asks != "Bao thanks you: Tea and treats." || len(v.Answers) != 1 {
		t.Fatalf("%+v", v)
	}
	k.tap(AnswerYes)
	if got := k.desk.thanks[0]; !got.Heard || got.ToAgrees {
		t.Errorf("%+v", got)
	}
}

// Whoever goes back to thank somebody else is not shown the first one beside the question.
func TestTheWayBackFromWhatForAsksWhomAnew(t *testing.T) {
	k := settled(t)
	k.thanksTo("bao", "adam")
	if p := k.State().Speech.To; p.Called != "Adam" {
		t.Fatalf("%q is thanked", p.Called)
	}
	k.tap(Back)
	if s := k.State(); s.Step != Thanks || !s.Speech.To.ID.IsZero() {
		t.Errorf("at %v beside %q", s.Step, s.Speech.To.Called)
	}
}

package kiosk

import (
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
)

// goes checks Ada in by her card and out again, with a question if there is one.
func (k *kit) goes(t *testing.T) {
	t.Helper()
	k.scans(cardOfAda)
	wantStep(t, k, Welcome)
	k.tap(GoHome)
	k.leaves(t)
}

func (k *kit) leaves(t *testing.T) {
	t.Helper()
	k.scans(cardOfAda)
	k.tap(Out)
	wantStep(t, k, Goodbye)
}

func supported() community.Question { return community.Questions()[0] }

// surveying is a kiosk where nothing else is asked of Ada.
func surveying(t *testing.T) *kit {
	k := newKit(t)
	k.desk.members[0].ConfirmedOn = "2026-03-01"
	k.desk.question = supported()
	return k
}

func TestTheQuestionComesAtCheckOutWithWhatItMeans(t *testing.T) {
	for act, want := range map[Act]string{AnswerYes: community.AnswerYes, AnswerNo: community.AnswerNo, AnswerSkip: community.AnswerSkip} {
		k := surveying(t)
		k.goes(t)
		v := k.State().Visit
		if v.Asks != supported().Words || len(v.Means) < len(supported().Means) || len(v.Answers) != 3 {
			t.Fatalf("%+v", v)
		}
		for _, a := range v.Answers {
			if a.First {
				t.Errorf("%s is put first", a.Label)
			}
		}
		k.tap(act)
		if v := k.State().Visit; !slices.Equal(k.desk.answers, []string{want}) || len(v.Answers) > 0 || v.Means != "" {
			t.Errorf("%v, %+v", k.desk.answers, v)
		}
		k.tap(act)
		k.tap(GoHome)
		if !slices.Equal(k.desk.answers, []string{want}) {
			t.Errorf("a second tap counts: %v", k.desk.answers)
		}
	}
}

func TestWhoWalksOnIsCountedAsOneWhoSkipped(t *testing.T) {
	for name, walk := range map[string]func(k *kit){
		"all done":       func(k *kit) { k.tap(GoHome) },
		"without a word": func(k *kit) { k.pass(time.Minute) },
		"the next one":   func(k *kit) { k.desk.cards["KETTLE-2222222222"] = k.desk.members[1].ID; k.scans("KETTLE-2222222222") },
	} {
		k := surveying(t)
		k.goes(t)
		walk(k)
		if k.step == Goodbye || !slices.Equal(k.desk.answers, []string{community.AnswerSkip}) {
			t.Errorf("%s: %v in step %v", name, k.desk.answers, k.step)
		}
	}
}

func TestWhoTakesTheCheckOutBackIsAskedWhenTheyGo(t *testing.T) {
	k := surveying(t)
	k.goes(t)
	k.tap(Undo)
	k.tap(GoHome)
	if len(k.desk.answers) != 0 {
		t.Fatalf("asked: %q", k.desk.answers)
	}
	if k.leaves(t); k.State().Visit.Asks != supported().Words {
		t.Error("not asked when they go")
	}
}

func TestAVisitHasOnePrompt(t *testing.T) {
	for name, prompt := range map[string]func(k *kit){
		"a profile to confirm": func(k *kit) { k.desk.members[0].ConfirmedOn = "" },
		"somebody to meet":     func(k *kit) { k.desk.stranger = k.desk.members[4].ID },
		"a post in their name": func(k *kit) {
			p := community.Post{ID: community.ID{5}, MemberID: k.desk.members[0].ID, Side: community.Ask, Words: "A van", MadeAt: k.clock, Until: k.clock.AddDate(0, 1, 0)}
			k.desk.posts, k.desk.claims = []community.Post{p}, map[community.ID]bool{p.ID: true}
		},
	} {
		k := surveying(t)
		prompt(k)
		k.goes(t)
		if len(k.desk.prompted) != 1 || k.desk.prompted[0] != k.visit.id {
			t.Errorf("%s: kept as prompted are %v", name, k.desk.prompted)
		}
		if v := k.State().Visit; v.Asks != "" {
			t.Errorf("%s: asked %q, too", name, v.Asks)
		}
	}
	k := surveying(t)
	if k.goes(t); len(k.desk.prompted) != 0 {
		t.Error("kept as prompted though nothing was brought up")
	}
}

func TestAnAnswerThatIsNotKeptStaysToBeGiven(t *testing.T) {
	k := surveying(t)
	k.goes(t)
	k.desk.fault = errDisk
	k.tap(AnswerYes)
	if s := k.State(); s.Notice == "" || len(s.Visit.Answers) == 0 {
		t.Errorf("%+v", s.Visit)
	}
	k.desk.fault = nil
	k.tap(AnswerYes)
	if s := k.State(); s.Notice != "" || len(s.Visit.Answers) > 0 || !slices.Equal(k.desk.answers, []string{community.AnswerYes}) {
		t.Errorf("%+v, %v", s.Visit, k.desk.answers)
	}
}

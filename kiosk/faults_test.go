package kiosk

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

// memberActs is what members and visitors do: the way to it, the touch that does it, and
// what the desk then has.
var memberActs = map[string]struct {
	lead func(k *kit)
	do   func(k *kit)
	kept func(d *smallDesk) any
}{
	"check in by name": {
		func(k *kit) { k.types("bao") }, func(k *kit) { k.key(KeyEnter) },
		func(d *smallDesk) any { return len(d.visits) },
	},
	"check out": {
		func(k *kit) { k.comesIn("1002"); k.tap(GoHome); k.scans(cardOfAda) }, func(k *kit) { k.tap(Out) },
		func(d *smallDesk) any { return d.visits[0].OutAt.IsZero() },
	},
	"undo a check-in": {
		func(k *kit) { k.comesIn("1004") }, func(k *kit) { k.tap(Undo) },
		func(d *smallDesk) any { return d.visits[0].Void },
	},
	"undo a check-out": {
		func(k *kit) { k.comesIn("1002"); k.tap(GoHome); k.scans(cardOfAda); k.tap(Out) }, func(k *kit) { k.tap(Undo) },
		func(d *smallDesk) any { return d.visits[0].OutAt.IsZero() },
	},
	"say it was not me": {
		func(k *kit) { k.comesIn("1004") }, func(k *kit) { k.tap(NotMe) },
		func(d *smallDesk) any { return d.visits[0].Void },
	},
	"say thanks": {
		func(k *kit) { k.thanksTo("bao", "adam"); k.tap(Kind, "Practical help"); k.types("For the tea") }, func(k *kit) { k.tap(Send) },
		func(d *smallDesk) any { return len(d.thanks) },
	},
	"take thanks back": {
		func(k *kit) { k.thanksTo("bao", "adam"); k.tap(Kind, "Practical help"); k.tap(Send) }, func(k *kit) { k.tap(Undo) },
		func(d *smallDesk) any { return d.thanks[len(d.thanks)-1].Void },
	},
	"ask": {
		func(k *kit) { k.comesIn("1004"); k.tap(GoAsk, community.Ask); k.types("A lift") }, func(k *kit) { k.tap(Send) },
		func(d *smallDesk) any { return len(d.posts) },
	},
	"ask quickly": {
		func(k *kit) { k.comesIn("1004"); k.tap(GoAsk, community.Ask) }, func(k *kit) { k.tap(Quickly, community.QuickWords[0]) },
		func(d *smallDesk) any { return len(d.posts) },
	},
	"take an ask back": {
		func(k *kit) { k.comesIn("1004"); k.tap(GoAsk, community.Ask); k.types("A lift"); k.tap(Send) }, func(k *kit) { k.tap(Undo) },
		func(d *smallDesk) any { return d.posts[len(d.posts)-1].Closed },
	},
	"sort one's own": {
		func(k *kit) { k.comesIn("1004"); k.visit.prompt, k.visit.meet = &prompt{}, nil }, func(k *kit) { k.tapOn(Sorted, k.State().Visit.OpenID) },
		func(d *smallDesk) any { return d.posts[2].Closed },
	},
	"say a mood": {
		func(k *kit) { k.comesIn("1004") }, func(k *kit) { k.tap(Mood, community.MoodOpen) },
		func(d *smallDesk) any { return d.visits[0].Mood },
	},
	"want to meet": {
		func(k *kit) { k.comesIn("1004") }, func(k *kit) { k.tap(MeetYes) },
		func(d *smallDesk) any { return len(d.met) },
	},
	"not today": {
		func(k *kit) { k.comesIn("1004") }, func(k *kit) { k.tap(MeetNo) },
		func(d *smallDesk) any { return len(d.met) },
	},
	"ask to be introduced": {
		func(k *kit) {
			k.tap(GoBrowse)
			k.tapOn(Open, k.desk.members[1].ID)
			k.tap(MeetYes)
			k.types("bao")
		},
		func(k *kit) { k.key(KeyEnter) }, func(d *smallDesk) any { return len(d.met) },
	},
	"help quickly": {
		func(k *kit) { k.tapOn(OnMyWay, community.ID{5, 1}); k.types("bao") }, func(k *kit) { k.key(KeyEnter) },
		func(d *smallDesk) any { return d.posts[0].HelperID },
	},
	"come to an event": {
		func(k *kit) { k.comesIn("1004"); k.looksAt(k.desk.events[0]) }, func(k *kit) { k.tap(AnswerYes) },
		func(d *smallDesk) any { return len(d.programme.comings) },
	},
	"take a turn": {
		func(k *kit) { k.comesIn("1004"); k.looksAt(k.desk.events[1]) },
		func(k *kit) { k.tap(Slot, occasionKey(k.desk.events[1].Turns()[1])) },
		func(d *smallDesk) any { return len(d.programme.comings) },
	},
	"stay away": {
		func(k *kit) { k.comesIn("1004"); k.looksAt(k.desk.events[0]); k.tap(AnswerYes) }, func(k *kit) { k.tap(AnswerNo) },
		func(d *smallDesk) any { return d.programme.comings[len(d.programme.comings)-1].Void },
	},
	"set a goal": {
		func(k *kit) {
			k.comesIn("1004")
			k.looksAt(k.desk.events[2])
			k.tap(AnswerYes)
			k.tap(GoGoal)
			k.types("Finish")
		},
		func(k *kit) { k.tap(Send) }, func(d *smallDesk) any { return d.programme.comings[len(d.programme.comings)-1].Goal },
	},
	"cheer": {
		func(k *kit) { k.comesIn("1004"); k.tap(GoNews) }, func(k *kit) { k.tapOn(CheerFor, community.ID{5, 2}) },
		func(d *smallDesk) any { return len(d.cheers) },
	},
	"take news down": {
		func(k *kit) { k.comesIn("1003"); k.tap(GoNews) }, func(k *kit) { k.tapOn(Sorted, community.ID{5, 2}) },
		func(d *smallDesk) any { return d.posts[1].Closed },
	},
	"answer the question": {
		func(k *kit) {
			k.desk.stranger, k.desk.mineToo = community.ID{}, community.Mine{}
			k.scans(cardOfAda)
			k.tap(GoHome)
			k.scans(cardOfAda)
			k.tap(Out)
		},
		func(k *kit) { k.tap(AnswerYes) }, func(d *smallDesk) any { return len(d.answers) },
	},
	"sign in": {
		func(k *kit) {
			k.tap(GoVisit)
			k.types("Cy Hart")
			k.tap(Choose, community.SeesHost)
			k.touches(Tap{Act: Focus, Text: "company"})
			k.types("Hart & Co")
			k.tap(Agree)
		},
		func(k *kit) { k.tap(SignIn) }, func(d *smallDesk) any { return len(d.visitors) },
	},
	"sign in as expected": {
		func(k *kit) { k.scans("KETTLE/V/K7M4QX"); k.tap(Agree) }, func(k *kit) { k.tap(SignIn) },
		func(d *smallDesk) any { return d.visitors[1].InAt.IsZero() },
	},
	"sign out": {
		func(k *kit) { k.signsIn("Cy Hart"); k.tap(GoHome); k.tap(GoVisit); k.tap(GoLeave); k.types("Cy Hart") }, func(k *kit) { k.key(KeyEnter) },
		func(d *smallDesk) any { return d.visitors[len(d.visitors)-1].OutAt.IsZero() },
	},
	"undo a sign-in": {
		func(k *kit) { k.signsIn("Cy Hart") }, func(k *kit) { k.tap(Undo) },
		func(d *smallDesk) any { return d.visitors[len(d.visitors)-1].Void },
	},
	"be forgotten": {
		func(k *kit) {
			k.desk.visitors[0].InAt, k.desk.visitors[0].OutAt = k.clock.Add(-48*time.Hour), k.clock.Add(-47*time.Hour)
			k.comesAgain()
			k.types("jo@marsh.example")
			k.key(KeyEnter)
			k.tap(Agree)
			k.tap(SignIn)
		},
		func(k *kit) { k.tap(ForgetMe) }, func(d *smallDesk) any { return d.visitors[0].Remember },
	},
	"say whom they met": {
		func(k *kit) {
			p, _ := k.desk.members[1].Profile(community.Wall)
			k.desk.programme.comings = []community.Coming{{ID: community.ID{3}, MemberID: k.desk.members[2].ID}}
			k.desk.mineToo, k.desk.programme.met = community.Mine{}, &community.Meeting{Promise: community.Promise{Coming: k.desk.programme.comings[0]}, People: []community.Profile{p}}
			k.comesIn("1004")
			k.tap(AnswerYes)
			k.tapOn(Choose, p.ID)
		},
		func(k *kit) { k.tap(Send) }, func(d *smallDesk) any { return len(d.programme.pairs) },
	},
	"tell how it went": {
		func(k *kit) {
			k.desk.programme.comings = []community.Coming{{ID: community.ID{3}, MemberID: k.desk.members[2].ID}}
			k.desk.mineToo, k.desk.programme.went = community.Mine{}, &community.Promise{Coming: k.desk.programme.comings[0]}
			k.comesIn("1004")
			k.tap(AnswerYes)
			k.types("Half of it")
		},
		func(k *kit) { k.tap(Send) }, func(d *smallDesk) any { return d.programme.comings[0].Went },
	},
	"say a profile is right": {
		func(k *kit) {
			k.desk.stranger, k.desk.mineToo = community.ID{}, community.Mine{}
			k.desk.members[2].ConfirmedOn = ""
			k.comesIn("1004")
		},
		func(k *kit) { k.tap(StillMe) }, func(d *smallDesk) any { return d.members[2].ConfirmedOn },
	},
}

// signsIn signs a visitor in who sees a host and agrees to the rules.
func (k *kit) signsIn(name string) {
	k.tap(GoVisit)
	k.types(name)
	k.tap(Choose, community.SeesHost)
	k.tap(Agree)
	k.tap(SignIn)
}

// comesAgain is Jo, who was here before, as far as the proof of that.
func (k *kit) comesAgain() {
	k.tap(GoVisit)
	k.types("Jo Marsh")
	k.tap(Choose, community.SeesHost)
	k.tap(GoReturning)
}

// lookedUp is what has to be looked up for somebody to go on: the way to it, what they do,
// and where that leads.
var lookedUp = map[string]struct {
	lead func(k *kit)
	do   func(k *kit)
	to   Step
}{
	"a card":          {func(*kit) {}, func(k *kit) { k.scans(cardOfAda) }, Welcome},
	"a printed code":  {func(*kit) {}, func(k *kit) { k.scans("ABCD2344") }, Welcome},
	"why one is here": {func(k *kit) { k.tap(GoBrowse); k.tapOn(Open, k.desk.members[0].ID) }, func(k *kit) { k.tap(Why) }, Note},
	"a host’s PIN":    {func(k *kit) { k.tap(GoExit) }, func(k *kit) { k.types("4711"); k.key(KeyEnter) }, Home},
	"the fire roll":   {func(k *kit) { k.tap(GoRoll) }, func(k *kit) { k.types("4711"); k.key(KeyEnter) }, Roll},
	"one’s own PIN":   {func(k *kit) { k.comesIn("1004"); k.tap(EditOwn) }, func(k *kit) { k.types("271004"); k.key(KeyEnter) }, Own},
	"who was here":    {func(k *kit) { k.comesAgain(); k.tap(Back) }, func(k *kit) { k.tap(GoReturning) }, Returning},
	"what was given":  {func(k *kit) { k.comesAgain(); k.types("jo@marsh.example") }, func(k *kit) { k.key(KeyEnter) }, VisitingMore},
	"who is expected": {func(*kit) {}, func(k *kit) { k.scans("KETTLE/V/K7M4QX") }, Invitation},
	"an invitation":   {func(k *kit) { k.tap(GoVisit); k.tap(GoCode); k.types("K7M4QX") }, func(k *kit) { k.key(KeyEnter) }, Invitation},
	"who leaves":      {func(k *kit) { k.signsIn("Cy Hart"); k.tap(GoHome) }, func(k *kit) { k.scans("KETTLE/V/" + k.desk.visitors[len(k.desk.visitors)-1].Code) }, Left},
}

// Whatever cannot be looked up is said in a sentence where it was asked, and leads on once
// it can.
func TestWhatCannotBeLookedUpIsSaidAndGoesOnThen(t *testing.T) {
	for name, act := range lookedUp {
		k := confirmedSpace(t)
		if name == "an invitation" { // it is looked up with its last letter
			k.desk.fault = errDisk
		}
		act.lead(k)
		step := k.step
		k.desk.fault = errDisk
		act.do(k)
		if step == Home {
			step = Search // where whoever holds up a card types instead
		}
		if s := k.State(); s.Step != step || s.Well || s.Busy || strings.Contains(s.Notice, "disk") || !strings.HasSuffix(s.Notice, ".") {
			t.Errorf("%s: at %v, was at %v: %q", name, s.Step, step, s.Notice)
		}
		k.desk.fault = nil
		act.do(k)
		if s := k.State(); s.Step != act.to || s.Notice != "" && s.Notice != sayAgree {
			t.Errorf("%s: leads to %v: %q", name, s.Step, s.Notice)
		}
	}
}

// confirmed is a lively space whose members said lately that their profiles are right.
func confirmedSpace(t *testing.T) *kit {
	k := livelySpace(t, (&tickets{}).config)
	for i := range k.desk.members {
		k.desk.members[i].ConfirmedOn = "2026-03-01"
	}
	k.refresh()
	k.settle()
	return k
}

// Whatever a member or a visitor does: when it cannot be kept, nothing is thanked for, it
// is said in a sentence where it was done, and what was typed is still there. The same
// touch works once the disk has room again, and counts once.
func TestWhatAnybodyDoesFailsInWordsAndWorksThen(t *testing.T) {
	for name, act := range memberActs {
		k := confirmedSpace(t)
		act.lead(k)
		step, typed, search := k.step, formTexts(k), k.typing.text
		before := act.kept(k.desk)
		k.desk.fault = errDisk
		act.do(k)
		s := k.State()
		switch {
		case !reflect.DeepEqual(act.kept(k.desk), before):
			t.Errorf("%s: kept in spite of the disk", name)
		case s.Notice == "" || s.Well || strings.Contains(s.Notice, "disk") || !strings.HasSuffix(s.Notice, "."):
			t.Errorf("%s: it is said as %q, well %v", name, s.Notice, s.Well)
		case s.Step != step || !slices.Equal(formTexts(k), typed) || k.typing.text != search:
			t.Errorf("%s: at %v, was at %v: %q", name, s.Step, step, formTexts(k))
		case s.Busy:
			t.Errorf("%s: it never ends", name)
		}
		k.desk.fault = nil
		if name == "undo a check-in" || name == "say it was not me" || strings.Contains(name, "back") || strings.Contains(name, "undo") {
			k.clock = k.clock.Add(settle) // it is only there for eight seconds
		}
		act.do(k)
		after := act.kept(k.desk)
		if s := k.State(); reflect.DeepEqual(after, before) || s.Notice != "" && !s.Well {
			t.Errorf("%s: not done though the disk has room: %q at %v", name, s.Notice, s.Step)
		}
		act.do(k) // a second time, wherever that is now
		if n, ok := after.(int); ok && act.kept(k.desk).(int) > n {
			t.Errorf("%s: counts twice", name)
		}
	}
}

// A desk that never answers is given up after a while: it is said, what was typed is still
// there, and the answer that comes late changes nothing.
func TestWhatNeverEndsIsGivenUp(t *testing.T) {
	for name, act := range memberActs {
		k := confirmedSpace(t)
		act.lead(k)
		step, typed := k.step, formTexts(k)
		k.clock = k.clock.Add(settle)
		late := k.holds(func() { act.do(k) })
		if late == nil {
			t.Errorf("%s: nothing is asked of the desk", name)
			continue
		}
		if !k.State().Busy {
			t.Errorf("%s: not busy", name)
		}
		k.clock = k.clock.Add(slowAfter)
		k.Tick()
		if !k.State().Slow {
			t.Errorf("%s: it does not say that it is slow", name)
		}
		for _, act := range []Act{GoHome, Back, Undo, Send, GoSearch} { // nothing else is begun
			k.Tap(Tap{Act: act})
		}
		if k.step != step {
			t.Errorf("%s: left for %v while it was written", name, k.step)
		}
		k.clock = k.clock.Add(giveUp + time.Second)
		k.Tick()
		s := k.State()
		if s.Busy || s.Notice != sayTooLong || s.Step != step || !slices.Equal(formTexts(k), typed) {
			t.Errorf("%s: at %v: %q", name, s.Step, s.Notice)
		}
		k.clock = k.clock.Add(settle)
		k.Tap(Tap{Act: GoHome})
		late(t.Context())()
		wantStep(t, k, Home)
		if s := k.State(); s.Notice != "" {
			t.Errorf("%s: home says %q", name, s.Notice)
		}
	}
}

// holds does something and gives what it asked the desk to write, which has not begun.
func (k *kit) holds(do func()) job {
	k.held = true
	do()
	k.held = false
	late, _ := k.writes.next()
	return late
}

package kiosk

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/care"
	"kettle/internal/community"
)

// A screen's clock may be wrong, and is set back as soon as a hub tells: by minutes or by
// days. Whatever somebody was doing then, the next touch counts, and so does a card; or
// the step rests as it always does, and nothing can be undone for longer.
func TestAClockThatIsSetBackKeepsNobodyWaiting(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := livelySpace(t, (&tickets{}).config)
		for range rapid.IntRange(0, 12).Draw(rt, "acts") {
			k.somebody(rt)
		}
		k.desk.wrong = 0
		k.settle()
		was := k.step
		k.clock = k.clock.Add(settle) // the picture has been seen
		k.clock = k.clock.Add(-time.Duration(rapid.IntRange(1, 3*24*60*60).Draw(rt, "set back, in seconds")) * time.Second)
		if s := k.State(); s.Visit.UndoIn > 8 || s.Visitor.UndoIn > 8 || s.Speech.UndoIn > 8 || s.Quiz.Left > 60 {
			rt.Fatalf("at %v: can be undone for %d, %d, %d, a round lasts %d", was, s.Visit.UndoIn, s.Visitor.UndoIn, s.Speech.UndoIn, s.Quiz.Left)
		}
		switch rapid.SampledFrom([]string{"touch", "card", "nothing"}).Draw(rt, "then") {
		case "touch":
			k.clock = k.clock.Add(settle)
			k.Tap(Tap{Act: GoHome})
			if k.step != Home {
				rt.Fatalf("no way home from %v", was)
			}
		case "card":
			before := k.desk.scanned
			k.clock = k.clock.Add(time.Second)
			k.scans(cardOfAda)
			if k.desk.scanned == before && was != Roll {
				rt.Fatalf("at %v a card is not read", was)
			}
		default:
			k.pass(restOwn + time.Minute)
			if k.step != Home && k.step != Roll {
				rt.Fatalf("%v does not rest", was)
			}
		}
	})
}

// What ends by the clock ends by the one that was set back: a write that never answers is
// given up, a round of names lasts a minute, and what is shown is read anew.
func TestWhatIsUnderWayGoesByTheClockThatWasSetBack(t *testing.T) {
	setBack := func(k *kit) { k.clock = k.clock.Add(-5 * time.Hour) }

	k := confirmedSpace(t)
	k.types("bao")
	late := k.holds(func() { k.key(KeyEnter) })
	if late == nil || !k.State().Busy {
		t.Fatal("nothing is kept")
	}
	setBack(k)
	k.pass(2 * time.Minute)
	if s := k.State(); s.Busy || k.desk.isIn("1004") {
		t.Errorf("a write is under way for ever: %+v", s)
	}

	k = settled(t)
	bao, _ := k.desk.members[2].Profile(community.Wall)
	k.desk.deck = []care.Question{{Who: bao, Names: []string{"Bao"}}, {Who: bao, Names: []string{"Bao"}}}
	me, _ := k.desk.members[0].Profile(community.Self)
	k.learnNames(me)
	k.settle()
	k.tap(Named, "Bao")
	setBack(k)
	k.Tick()
	k.pass(quizShow)
	if q := k.State().Quiz; q.Picked != "" || q.Over || q.Left > 60 {
		t.Errorf("after a name is guessed: %+v", q)
	}
	k.pass(quizFor)
	if q := k.State().Quiz; !q.Over {
		t.Errorf("after a minute: %+v", q)
	}

	k = newKit(t, func(c *Config) { c.Rest = nil })
	setBack(k)
	k.desk.visits = []community.Visit{{ID: community.ID{9, 9}, MemberID: k.desk.members[0].ID, InAt: k.clock}}
	k.pass(2 * time.Minute)
	if s := k.State().Home; s.Third != whoIsHere(1) {
		t.Errorf("home says %q", s.Third)
	}
}

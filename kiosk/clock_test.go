package kiosk

import (
	"testing"
	"time"

	"pgregory.net/rapid"
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

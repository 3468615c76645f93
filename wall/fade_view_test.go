package wall

import (
	"testing"
	"time"
)

func TestASlowMachineCutsAndTriesAgainLater(t *testing.T) {
	now := morning
	f := fade{way: TransitionAuto}
	f.finished(now, fadeTime, 4)
	if f.cuts(now) {
		t.Error("one slow fade may be chance")
	}
	f.finished(now, fadeTime, 4)
	if !f.cuts(now) {
		t.Error("fades on after two slow ones")
	}
	now = now.Add(slowRetry + time.Second)
	if f.cuts(now) {
		t.Error("never tries again")
	}
	f.finished(now, fadeTime, 4)
	if !f.cuts(now) {
		t.Error("one slow fade must be enough after a retry")
	}
	now = now.Add(slowRetry + time.Second)
	_ = f.cuts(now)
	f.finished(now, fadeTime, 17)
	if f.cuts(now) || f.slow != 0 {
		t.Error("a machine that is quick again still cuts")
	}
}

func TestTheChosenTransitionIsKept(t *testing.T) {
	slow := fade{way: TransitionFade, slow: 9, since: morning}
	if slow.cuts(morning) {
		t.Error("fade was asked for")
	}
	quick := fade{way: TransitionCut}
	if !quick.cuts(morning) {
		t.Error("cut was asked for: less motion")
	}
}

package kiosk

import (
	"errors"
	"fmt"
	"testing"

	"kettle/internal/community"
)

// Whatever a host does to what somebody else has taken away a moment before is said to be
// so, not to be tried again, and the page is read anew.
func TestWhatIsGoneIsSaidToBeAndReadAnew(t *testing.T) {
	for name, act := range hostActs {
		if act.do.Verb == DoPhoto || act.do.Verb == DoGive || act.do.Verb == DoTake || act.do.Verb == DoPaper {
			continue // a stick or a printer, which nobody takes away
		}
		act.do.Act = Do
		for _, gone := range []error{community.ErrNotFound, fmt.Errorf("keep it: %w", community.ErrErased)} {
			k, h := ownerAfter(t, act.lead)
			k.clock = k.clock.Add(settle)
			k.Tap(act.do)
			h.d.fault = gone
			answer, _ := k.writes.next()
			then := answer(t.Context())
			h.d.fault = nil
			h.d.members[1].Headline = "read anew"
			then()
			k.settle()
			s := k.State()
			if s.Notice != sayChangedSince || s.Well || s.Host.Saved != "" || k.host.roll.Members[1].Headline != "read anew" {
				t.Errorf("%s: %q, well %t, %q", name, s.Notice, s.Well, k.host.roll.Members[1].Headline)
			}
		}
	}
}

// Whatever can be undone with one touch: when that fails it is said, and the next touch of
// the same button does it. What somebody else has changed by then stays, and is not
// offered again.
func TestAnUndoThatFailsCanBeTriedAgain(t *testing.T) {
	undone := 0
	for name, act := range hostActs {
		if act.kept == nil {
			continue
		}
		act.do.Act = Do
		for _, fault := range []error{errDisk, lockedOut{}, community.ErrNotFound, community.ErrErased, &ConflictError{}} {
			k, h := ownerAfter(t, act.lead)
			if k.touches(act.do); k.State().Host.Saved == "" {
				continue
			}
			undone++
			did := fmt.Sprint(act.kept(h))
			k.touchesOnly(DoUndo)
			h.d.fault = fault
			answer, _ := k.writes.next()
			then := answer(t.Context())
			h.d.fault = nil
			then()
			k.settle()
			s := k.State()
			if again := errors.Is(fault, errDisk) || errors.Is(fault, lockedOut{}); again != (s.Host.Saved != "") || again == (s.Notice == sayChangedSince) {
				t.Errorf("%s, %v: %q, %q", name, fault, s.Host.Saved, s.Notice)
			} else if again && s.Host.Saved != sentenceOf(fault, sayUndoAgain) {
				t.Errorf("%s, %v: it is said as %q", name, fault, s.Host.Saved)
			}
			k.pass(undoFor / 2)
			k.does(DoUndo)
			if back := fmt.Sprint(act.kept(h)); (s.Host.Saved != "") != (back != did) {
				t.Errorf("%s, %v: %s became %s", name, fault, did, back)
			} else if s := k.State(); back != did && (!s.Well || s.Host.Saved != "") {
				t.Errorf("%s: undone is said as %q, %q", name, s.Notice, s.Host.Saved)
			}
		}
	}
	if undone < 4*5 {
		t.Errorf("%d can be undone", undone)
	}
}

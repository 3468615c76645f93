package kiosk

import (
	"testing"
	"time"
)

func TestARightPINLeavesTheKiosk(t *testing.T) {
	k := newKit(t)
	k.types("ada")
	k.AskExit()
	wantStep(t, k, Pad)
	for _, d := range []string{"4", "7", "1"} {
		k.tap(Type, d)
	}
	k.types("1")
	if k.State().Digits != 4 {
		t.Fatalf("%d digits", k.State().Digits)
	}
	k.tap(Enter)
	if k.left != 1 {
		t.Fatal("still here")
	}
	wantStep(t, k, Home)
}

func TestAPINTypedFastIsNoScan(t *testing.T) {
	k := newKit(t)
	k.desk.pin = "47114711"
	k.tap(GoExit)
	k.scans("47114711")
	if k.left != 1 {
		t.Error("still here")
	}
}

func TestAWrongPINIsSaidAndALockOutInTheDesksWords(t *testing.T) {
	k := newKit(t)
	k.tap(GoExit)
	for range 3 {
		k.types("1234")
		k.key(KeyEnter)
		if k.notice != sayWrongPIN || k.State().Digits != 0 {
			t.Fatalf("%q, %d digits", k.notice, k.State().Digits)
		}
	}
	k.types("4711")
	k.key(KeyEnter)
	if k.notice != (lockedOut{}).Sentence() || k.left != 0 {
		t.Errorf("%q, left %d", k.notice, k.left)
	}
}

func TestThePadRestsAndForgets(t *testing.T) {
	k := newKit(t)
	k.tap(GoExit)
	k.types("471")
	k.pass(restSaid)
	wantStep(t, k, Home)
	if len(k.pin) != 0 || len(k.burst.runes) != 0 {
		t.Error("digits are kept")
	}
}

func TestThePadTakesDigitsOnly(t *testing.T) {
	k := newKit(t)
	k.tap(GoExit)
	k.types("a4b é7")
	wantStep(t, k, Pad)
	if string(k.pin) != "47" {
		t.Errorf("%q", string(k.pin))
	}
	k.key(KeyErase)
	if string(k.pin) != "4" {
		t.Errorf("%q", string(k.pin))
	}
	k.key(KeyEscape)
	wantStep(t, k, Home)
}

func TestTheExitWaitsForAWriteUnderWay(t *testing.T) {
	k := newKit(t)
	k.types("bao")
	k.pass(time.Second)
	k.Key(KeyEnter)
	k.AskExit()
	wantStep(t, k, Search)
	k.settle()
	wantStep(t, k, Welcome)
}

// A card that comes near the reader while a host's PIN is checked does not change what the
// PIN was for.
func TestACardWhileAPINIsCheckedLeadsNowhereElse(t *testing.T) {
	k := newKit(t)
	k.tap(GoRoll)
	k.types("4711")
	checked := k.holds(func() { k.key(KeyEnter) })
	k.scans(cardOfAda)
	checked(t.Context())()
	k.settle()
	wantStep(t, k, Roll)
	if k.left != 0 || k.desk.isIn("1002") {
		t.Errorf("left %d times, Ada is in: %v", k.left, k.desk.isIn("1002"))
	}
}

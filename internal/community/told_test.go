package community

import (
	"testing"
	"time"
)

func TestNobodyReadsThatAnotherAskedOrWouldRatherNot(t *testing.T) {
	one, other, third := ID{1}, ID{2}, ID{3}
	at := time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	quiet := Introduction{OneID: one, OtherID: other, AskedByID: other, AskedAt: at, NotBefore: "2026-12-01", Never: true}
	if _, ok := quiet.Told(one); ok {
		t.Error("it is told to the one who did not ask")
	}
	if got, ok := quiet.Told(other); !ok || got.AskedByID != other || got.NotBefore != "" || got.Never {
		t.Errorf("to the one who asked: %+v, %t", got, ok)
	}
	quiet.DoneAt, quiet.Talked, quiet.TalkedAt = at, TalkedNo, at
	if got, ok := quiet.Told(one); !ok || !got.AskedByID.IsZero() || !got.AskedAt.IsZero() || got.NotBefore != "" || got.Never || got.Talked != "" || !got.TalkedAt.IsZero() || got.DoneAt != at {
		t.Errorf("once it was done: %+v, %t", got, ok)
	}
	quiet.Talked = TalkedYes
	if got, _ := quiet.Told(one); got.Talked != TalkedYes {
		t.Error("that they talked is not told")
	}
	if _, ok := quiet.Told(third); ok {
		t.Error("a third reads of it")
	}
}

func TestAThankYouWithoutANameHasNoneForItsReceiver(t *testing.T) {
	y := ThankYou{FromID: ID{1}, ToID: ID{2}, Words: "Thanks", Nameless: true}
	if got := y.Told(y.ToID); !got.FromID.IsZero() || got.Words != "Thanks" {
		t.Errorf("%+v", got)
	}
	if got := y.Told(y.FromID); got != y {
		t.Errorf("the giver reads %+v", got)
	}
	if y.Nameless = false; y.Told(y.ToID) != y {
		t.Error("one with a name loses it")
	}
}

package community

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestOfTwoTalliesTheLaterIsTheGreater(t *testing.T) {
	counts := func(tally *Tally) string { return tally.Fields()[3].Value }
	rapid.Check(t, func(t *rapid.T) {
		tally := &Tally{Yes: rapid.IntRange(0, 12).Draw(t, "yes"), No: rapid.IntRange(0, 12).Draw(t, "no"), Skip: rapid.IntRange(0, 12).Draw(t, "skip")}
		before := counts(tally)
		if !tally.Count(rapid.SampledFrom([]string{AnswerYes, AnswerNo, AnswerSkip}).Draw(t, "answer")) {
			t.Fatal("an answer is not counted")
		}
		if counts(tally) <= before {
			t.Fatalf("%q comes after %q", counts(tally), before)
		}
	})
	if (&Tally{}).Count("perhaps") {
		t.Error("perhaps is counted")
	}
}

func TestAQuarterHasThreeMonths(t *testing.T) {
	for month, want := range map[time.Month]string{1: "2026-Q1", 3: "2026-Q1", 4: "2026-Q2", 6: "2026-Q2", 9: "2026-Q3", 10: "2026-Q4", 12: "2026-Q4"} {
		if got := Quarter(time.Date(2026, month, 1, 0, 0, 0, 0, time.UTC)); got != want {
			t.Errorf("month %d is in %s, not %s", month, got, want)
		}
	}
}

func TestTwoPeopleHaveOneIntroductionInWhicheverOrder(t *testing.T) {
	a, b := ID{1}, ID{2}
	if x, y := InOrder(b, a); x != a || y != b {
		t.Error("the greater comes first")
	}
	i := Introduction{OneID: a, OtherID: b, AskedByID: b}
	if i.Other(a) != b || i.Other(b) != a || !i.Waits() || i.Acquainted() {
		t.Errorf("%+v", i)
	}
	done := time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	i.DoneAt = done
	if i.Waits() || !i.Acquainted() || i.FollowAt(done.AddDate(0, 0, 6)) || !i.FollowAt(done.AddDate(0, 0, 7)) || i.FollowAt(done.AddDate(0, 2, 0)) {
		t.Error("it is followed up at another time than a week after")
	}
	if i.Talked = TalkedNo; i.FollowAt(done.AddDate(0, 0, 8)) {
		t.Error("it is followed up twice")
	}
}

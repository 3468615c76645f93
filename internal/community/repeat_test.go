package community

import (
	"testing"
	"time"
)

func TestARepeatIsReadBack(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		start       time.Time
		r           Repeat
		rule, words string
	}{
		{time.Date(2026, 11, 20, 12, 30, 0, 0, london), Repeat{}, "", "Once"},
		{time.Date(2026, 11, 19, 12, 30, 0, 0, london), Repeat{Every: RepeatWeek}, "FREQ=WEEKLY;BYDAY=TH", "Every Thursday"},
		{time.Date(2026, 11, 19, 12, 30, 0, 0, london), Repeat{RepeatSecond, "2027-06-30"}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20270630T225959Z", "Every second Thursday until 30 June 2027"},
		{time.Date(2026, 12, 4, 12, 30, 0, 0, london), Repeat{Every: RepeatMonth}, "FREQ=MONTHLY;BYDAY=1FR", "Every month on the first Friday"},
		{time.Date(2026, 10, 30, 12, 30, 0, 0, london), Repeat{Every: RepeatMonth}, "FREQ=MONTHLY;BYDAY=-1FR", "Every month on the last Friday"},
	} {
		rule, err := c.r.Rule(c.start)
		if err != nil || rule != c.rule || c.r.Words(c.start) != c.words {
			t.Errorf("%+v: %q, %q, %v", c.r, rule, c.r.Words(c.start), err)
		}
		if back, ok := RepeatOf(rule, c.start); !ok || back != c.r {
			t.Errorf("%q read back: %+v, %v", rule, back, ok)
		}
	}
	if _, ok := RepeatOf("FREQ=DAILY", time.Now()); ok {
		t.Error("a rule that is none of ours was taken for one")
	}
	if _, err := (Repeat{RepeatWeek, "2026-01-01"}).Rule(time.Date(2026, 11, 19, 0, 0, 0, 0, london)); err == nil {
		t.Error("an end before the beginning was taken")
	}
}

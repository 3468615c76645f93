package community

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestOfFourQuartersTwoAskTheMainQuestionAHalfYearApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var id ID
		copy(id[:], rapid.SliceOfN(rapid.Byte(), len(id), len(id)).Draw(t, "id"))
		at := time.Date(rapid.IntRange(2025, 2050).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), 1, 0, 0, 0, 0, time.UTC)
		times := map[string]int{}
		for i := range 4 {
			q := QuestionOf(id, at.AddDate(0, 3*i, 0))
			times[q.Name]++
			if q.Name == QuestionSupported && QuestionOf(id, at.AddDate(0, 3*i+3, 0)).Name == QuestionSupported {
				t.Fatal("the main question comes in two quarters running")
			}
			if QuestionOf(id, QuarterStart(at.AddDate(0, 3*i, 0))) != q {
				t.Fatal("the question changes within a quarter")
			}
		}
		if times[QuestionSupported] != 2 || times[QuestionBelong] != 1 || times[QuestionWorked] != 1 {
			t.Fatalf("%v", times)
		}
	})
}

func TestHalfOfTheMembersHaveTheMainQuestion(t *testing.T) {
	now := time.Date(2026, 11, 16, 10, 0, 0, 0, time.UTC)
	n := 0
	for i := range 1000 {
		if QuestionOf(ID{byte(i), byte(i >> 8)}, now).Name == QuestionSupported {
			n++
		}
	}
	if n < 440 || n > 560 {
		t.Errorf("%d of 1000 have the main question", n)
	}
}

func TestWhoIsNotAsked(t *testing.T) {
	now := time.Date(2026, 11, 16, 10, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		space  Space
		member Member
		visit  Visit
		want   bool
	}{
		"anybody":                  {want: true},
		"last quarter":             {member: Member{AskedIn: "2026-Q3"}, want: true},
		"this quarter":             {member: Member{AskedIn: "2026-Q4"}},
		"a clock that was ahead":   {member: Member{AskedIn: "2027-Q1"}},
		"a member who left":        {member: Member{State: StateLeft}},
		"heads down":               {visit: Visit{Mood: MoodBusy}},
		"open to chat":             {visit: Visit{Mood: MoodOpen}, want: true},
		"who had a prompt":         {visit: Visit{Prompted: true}},
		"a visit that never was":   {visit: Visit{Void: true}},
		"a space without question": {space: Space{NoQuestion: true}},
	} {
		if got := MayAsk(&c.space, &c.member, &c.visit, now); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	at := time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC)
	east := Space{Zone: "Asia/Tokyo"}
	if !MayAsk(&east, &Member{AskedIn: "2026-Q4"}, &Visit{}, at) {
		t.Error("the quarter is not that of the space's zone")
	}
}

func TestEachQuestionHasItsOwnWords(t *testing.T) {
	words := map[string]bool{}
	for _, q := range Questions() {
		if got, ok := QuestionNamed(q.Name); !ok || got != q || q.Means == "" || q.Share == "" || words[q.Words] {
			t.Errorf("%+v", q)
		}
		words[q.Words] = true
	}
	if _, ok := QuestionNamed("happy"); ok {
		t.Error("a question that nobody made")
	}
}

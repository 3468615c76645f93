package figures

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// The values are those of R. G. Newcombe, Two-sided confidence intervals for the
// single proportion, Statistics in Medicine 17 (1998), table I, method 3.
func TestTheIntervalIsThatOfThePublishedTable(t *testing.T) {
	for _, c := range []struct {
		yes, n    int
		low, high float64
	}{{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}} {
		low, high := Wilson(c.yes, c.n)
		if math.Abs(low-c.low) > 0.00005 || math.Abs(high-c.high) > 0.00005 {
			t.Errorf("%d of %d: %.4f to %.4f, want %.4f to %.4f", c.yes, c.n, low, high, c.low, c.high)
		}
	}
}

func TestTheIntervalHoldsTheShareAndIsTheSameFromTheOtherSide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5000).Draw(t, "n")
		yes := rapid.IntRange(0, n).Draw(t, "yes")
		low, high := Wilson(yes, n)
		share := float64(yes) / float64(n)
		if low < 0 || high > 1 || low > share+1e-12 || high < share-1e-12 {
			t.Fatalf("%d of %d: %f to %f", yes, n, low, high)
		}
		from, to := Wilson(n-yes, n)
		if math.Abs(from-(1-high)) > 1e-9 || math.Abs(to-(1-low)) > 1e-9 {
			t.Fatalf("%d of %d: no is not the other side of yes", yes, n)
		}
	})
	if low, high := Wilson(0, 0); low != 0 || high != 1 {
		t.Errorf("of nothing: %f to %f", low, high)
	}
}

var november = time.Date(2026, 11, 19, 10, 42, 0, 0, time.UTC)

func tally(screen int64, question, month string, yes, no, skip int) community.Tally {
	return community.Tally{Screen: screen, Question: question, Month: month, Yes: yes, No: no, Skip: skip}
}

func TestAShareIsOfThreeMonthsThatAreOverAndAllScreens(t *testing.T) {
	all := Shares(&community.Space{}, []community.Tally{
		tally(1, community.QuestionSupported, "2026-07", 100, 0, 0),
		tally(1, community.QuestionSupported, "2026-08", 20, 5, 10),
		tally(2, community.QuestionSupported, "2026-08", 7, 1, 9),
		tally(1, community.QuestionSupported, "2026-10", 20, 5, 20),
		tally(1, community.QuestionSupported, "2026-11", 100, 0, 0),
		tally(1, community.QuestionSupported, "2026-12", 100, 0, 0),
		tally(1, community.QuestionBelong, "2026-10", 2, 1, 4),
		tally(1, community.QuestionBelong, "2026-11", 1, 0, 0),
		tally(1, community.QuestionWorked, "2026-11", 7, 2, 3),
		tally(1, "a later program's", "2026-10", 30, 1, 4),
	}, november)
	s := all[0]
	if s.Yes != 47 || s.N != 58 || s.Asked != 97 || s.Percent() != 81 || s.Hidden {
		t.Errorf("%+v", s)
	}
	if got := s.Basis(); got != "n = 58 of 97 asked, 69–89 % (95 %), August to October 2026." {
		t.Error(got)
	}
	few := all[1]
	if !few.Hidden || few.Yes != 0 || few.Low != 0 || few.High != 0 || few.N != 4 || few.Asked != 8 || few.Basis() != "Not enough answers yet: 4 of 8 asked, October to November 2026. A figure needs 5." {
		t.Errorf("%+v: %s", few, few.Basis())
	}
	if soon := all[2]; !soon.Hidden || soon.Yes != 0 || soon.Basis() != "9 of 12 asked have answered, November 2026. The figure comes when the month is over." {
		t.Errorf("%+v: %s", soon, soon.Basis())
	}
}

func TestFiveAnswersAreShownAndFourAreNot(t *testing.T) {
	for n := range 8 {
		s := Shares(&community.Space{}, []community.Tally{tally(1, community.QuestionSupported, "2026-10", n, 0, 50)}, november)[0]
		if s.Hidden != (n < 5) {
			t.Errorf("%d answers: hidden %v", n, s.Hidden)
		}
	}
}

// TestNoTwoFiguresDifferByTheAnswersOfAFew holds, for whatever is answered in two years,
// that whoever collects every figure that is ever shown, and adds them and takes them
// from one another as they like, learns of no group of fewer than five: each is of whole
// stretches of five answers or more, and these never change. Nor does any figure change
// while a month goes on.
func TestNoTwoFiguresDifferByTheAnswersOfAFew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tallies []community.Tally
		most := rapid.SampledFrom([]int{2, 4, 9}).Draw(t, "most a month")
		first := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
		said := map[string]stretch{} // the stretches that were ever told, by their last month
		shown, hidden := 0, 0
		for i := range 24 {
			now := first.AddDate(0, i, 0)
			var before []Share
			for day := range 2 {
				if n := rapid.IntRange(0, most).Draw(t, "answers"); n > 0 {
					yes := rapid.IntRange(0, n).Draw(t, "yes")
					tallies = append(tallies, tally(int64(day), community.QuestionSupported, community.Month(now), yes, n-yes, 1))
				}
				at := now.AddDate(0, 0, 3+10*day)
				figures := append(Shares(&community.Space{}, tallies, at)[:1], Monthly(&community.Space{}, tallies, community.QuestionSupported, at, 12)...)
				whole, _ := stretches(tallies, community.QuestionSupported, now.AddDate(0, -1, 0), now)
				for _, s := range whole {
					key := community.Month(s.until)
					if old, was := said[key]; was && old != s || s.n < community.LeastAnswers {
						t.Fatalf("%+v was told as %+v", s, old)
					}
					said[key] = s
				}
				for k := range figures {
					f := &figures[k]
					if f.Hidden {
						hidden++
						if f.Yes != 0 || f.Low != 0 || f.High != 0 {
							t.Fatalf("hidden, and yet %+v", f)
						}
						continue
					}
					shown++
					sum := 0
					for _, s := range whole {
						if !s.until.Before(f.Since) && !s.until.After(f.Until) {
							sum += s.n
						}
					}
					if sum != f.N {
						t.Fatalf("%s: n = %d, and whole stretches have %d", f.When(), f.N, sum)
					}
					if day > 0 && !before[k].Hidden && before[k] != *f {
						t.Fatalf("within a month it was %+v and is %+v", before[k], f)
					}
				}
				before = figures
			}
		}
		if most == 9 && shown == 0 || hidden == 0 {
			t.Fatalf("%d shown, %d hidden", shown, hidden)
		}
	})
}

func TestMonthsAreNamedAcrossTheYear(t *testing.T) {
	january := time.Date(2027, 1, 1, 3, 0, 0, 0, time.UTC)
	s := Shares(&community.Space{Zone: "America/New_York"}, nil, january)[0]
	if s.When() != "September to November 2026" {
		t.Error(s.When())
	}
	if s = Shares(&community.Space{}, nil, january.AddDate(0, 1, 0))[0]; s.When() != "November 2026 to January 2027" {
		t.Error(s.When())
	}
	few := []community.Tally{tally(1, community.QuestionSupported, "2026-09", 2, 1, 0), tally(1, community.QuestionSupported, "2026-11", 6, 1, 0), tally(1, community.QuestionSupported, "2026-12", 1, 1, 0)}
	year := Monthly(&community.Space{}, few, community.QuestionSupported, january, 12)
	if len(year) != 12 || year[10].N != 10 || year[10].When() != "September to November 2026" || !year[11].Hidden || year[11].N != 2 || year[0].When() != "January 2026" {
		t.Errorf("%+v", year)
	}
	if s = Shares(&community.Space{}, few, january)[0]; s.N != 10 || s.When() != "September to November 2026" {
		t.Errorf("%s: %+v", s.When(), s)
	}
}

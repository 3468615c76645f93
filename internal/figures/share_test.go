package figures

import (
	"math"
	"strings"
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

func TestAShareIsOfThreeMonthsAndAllScreens(t *testing.T) {
	all := Shares(&community.Space{}, []community.Tally{
		tally(1, community.QuestionSupported, "2026-08", 100, 0, 0),
		tally(1, community.QuestionSupported, "2026-09", 20, 5, 10),
		tally(2, community.QuestionSupported, "2026-09", 7, 1, 9),
		tally(1, community.QuestionSupported, "2026-11", 20, 5, 20),
		tally(1, community.QuestionSupported, "2026-12", 100, 0, 0),
		tally(1, community.QuestionBelong, "2026-11", 3, 1, 4),
		tally(1, "a later program's", "2026-11", 30, 1, 4),
	}, november)
	s := all[0]
	if s.Yes != 47 || s.N != 58 || s.Asked != 97 || s.Percent() != 81 || s.Hidden {
		t.Errorf("%+v", s)
	}
	if got := s.Basis(); got != "n = 58 of 97 asked, 69–89 % (95 %), September to November 2026." {
		t.Error(got)
	}
	few := all[1]
	if !few.Hidden || few.Yes != 0 || few.Low != 0 || few.High != 0 || few.N != 4 || few.Asked != 8 || !strings.HasPrefix(few.Basis(), "Not enough answers yet: 4 of 8 asked") {
		t.Errorf("%+v: %s", few, few.Basis())
	}
	if none := all[2]; !none.Hidden || none.Asked != 0 {
		t.Errorf("%+v", none)
	}
}

func TestFiveAnswersAreShownAndFourAreNot(t *testing.T) {
	for n := range 8 {
		s := Shares(&community.Space{}, []community.Tally{tally(1, community.QuestionSupported, "2026-11", n, 0, 50)}, november)[0]
		if s.Hidden != (n < 5) {
			t.Errorf("%d answers: hidden %v", n, s.Hidden)
		}
	}
}

func TestMonthsAreNamedAcrossTheYear(t *testing.T) {
	january := time.Date(2027, 1, 1, 3, 0, 0, 0, time.UTC)
	s := Shares(&community.Space{Zone: "America/New_York"}, nil, january)[0]
	if s.When() != "October to December 2026" {
		t.Error(s.When())
	}
	if s = Shares(&community.Space{}, nil, january)[0]; s.When() != "November 2026 to January 2027" {
		t.Error(s.When())
	}
	year := Monthly(&community.Space{}, []community.Tally{tally(1, community.QuestionSupported, "2026-12", 6, 1, 0)}, community.QuestionSupported, january, 12)
	if len(year) != 12 || year[10].N != 7 || year[11].N != 0 || year[0].When() != "February 2026" {
		t.Errorf("%+v", year)
	}
}

package figures

import (
	"fmt"
	"math"
	"time"

	"kettle/internal/community"
)

// What a network of coworking spaces may compare its share of the main question with:
// the figure that The Melting Pot published in its blog on the Coworking Canvas. How
// its survey was worded is not known, so that the two are not the same measure.
const (
	PublishedShare = 77
	PublishedWords = "The Melting Pot published 77 %. How its survey was worded is not known."
)

// Share is how many of those who answered a question said yes. A Hidden one has too
// few answers to be shown, and says how many people answered, but not what.
type Share struct {
	Question  community.Question
	Yes       int     // 0 while hidden
	N         int     // answers that are yes or no
	Asked     int     // the same, and who tapped "skip"; who walked on without a tap is not counted
	Low, High float64 // of the share, 95 % (Wilson); 0 while hidden
	Hidden    bool
	Since     time.Time // first and last month of the answers, by their first days
	Until     time.Time
}

// monthsTogether is how many months of answers make one figure: what the main
// question asks about.
const monthsTogether = 3

// Shares gives the figures of all questions, the main one first, for the month of a
// time and the two before.
func Shares(space *community.Space, tallies []community.Tally, at time.Time) []Share {
	until := community.MonthStart(space.Local(at))
	since := until.AddDate(0, 1-monthsTogether, 0)
	var all []Share
	for _, q := range community.Questions() {
		all = append(all, share(q, tallies, since, until))
	}
	return all
}

// Monthly gives the figure of one question for each of so many months up to that of
// a time.
func Monthly(space *community.Space, tallies []community.Tally, question string, at time.Time, months int) []Share {
	q, _ := community.QuestionNamed(question)
	last := community.MonthStart(space.Local(at))
	var all []Share
	for i := range months {
		month := last.AddDate(0, i+1-months, 0)
		all = append(all, share(q, tallies, month, month))
	}
	return all
}

func share(q community.Question, tallies []community.Tally, since, until time.Time) Share {
	s := Share{Question: q, Since: since, Until: until}
	from, to := community.Month(since), community.Month(until)
	for i := range tallies {
		t := &tallies[i]
		if t.Question == q.Name && t.Month >= from && t.Month <= to {
			s.Yes += t.Yes
			s.N += t.Yes + t.No
			s.Asked += t.Yes + t.No + t.Skip
		}
	}
	if s.Hidden = s.N < community.LeastAnswers; s.Hidden {
		s.Yes = 0
		return s
	}
	s.Low, s.High = Wilson(s.Yes, s.N)
	return s
}

// Percent is the share in whole per cent.
func (s *Share) Percent() int { return percent(float64(s.Yes) / float64(max(s.N, 1))) }

func percent(share float64) int { return int(math.Round(100 * share)) }

// Interval is the interval in words: "69–89 %".
func (s *Share) Interval() string {
	return fmt.Sprintf("%d–%d %%", percent(s.Low), percent(s.High))
}

// When is the months in words: "September to November 2026".
func (s *Share) When() string {
	switch {
	case s.Since.Equal(s.Until):
		return s.Until.Format("January 2006")
	case s.Since.Year() != s.Until.Year():
		return s.Since.Format("January 2006") + " to " + s.Until.Format("January 2006")
	}
	return s.Since.Format("January") + " to " + s.Until.Format("January 2006")
}

// Basis is what every figure is shown with: how many answered of how many who were
// asked, how sure it is, and when.
func (s *Share) Basis() string {
	if s.Hidden {
		return fmt.Sprintf("Not enough answers yet: %d of %d asked, %s. A figure needs %d.", s.N, s.Asked, s.When(), community.LeastAnswers)
	}
	return fmt.Sprintf("n = %d of %d asked, %s (95 %%), %s.", s.N, s.Asked, s.Interval(), s.When())
}

// z is the 97.5 % point of the normal distribution.
const z = 1.959963984540054

// Wilson gives the 95 % score interval of a share (E. B. Wilson, Probable inference,
// the law of succession, and statistical inference, 1927), which also holds for few
// answers and for shares near 0 and 1.
func Wilson(yes, n int) (low, high float64) {
	if n <= 0 {
		return 0, 1
	}
	N, p := float64(n), float64(yes)/float64(n)
	middle := p + z*z/(2*N)
	wide := z * math.Sqrt(p*(1-p)/N+z*z/(4*N*N))
	scale := 1 + z*z/N
	return max(0, (middle-wide)/scale), min(1, (middle+wide)/scale)
}

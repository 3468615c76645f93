package figures

import (
	"fmt"
	"maps"
	"math"
	"slices"
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
// few answers to be shown, or only those of a month that is not over, and says how many
// people answered, but not what.
type Share struct {
	Question  community.Question
	Yes       int     // 0 while hidden
	N         int     // answers that are yes or no
	Asked     int     // the same, and who skipped the question or walked on without a word: all who saw it
	Low, High float64 // of the share, 95 % (Wilson); 0 while hidden
	Hidden    bool
	Since     time.Time // first and last month of the answers, by their first days
	Until     time.Time
}

// monthsTogether is how many months of answers make one figure: what the main
// question asks about.
const monthsTogether = 3

// Shares gives the figures of all questions, the main one first, for the last three
// months that were over at a time. Of a month that goes on a figure would tell what the
// last person said to whoever reads it before and after.
func Shares(space *community.Space, tallies []community.Tally, at time.Time) []Share {
	now := community.MonthStart(space.Local(at))
	since, until := now.AddDate(0, -monthsTogether, 0), now.AddDate(0, -1, 0)
	var all []Share
	for _, q := range community.Questions() {
		all = append(all, share(q, tallies, since, until, now))
	}
	return all
}

// Monthly gives the figure of one question for each of so many months up to the last
// that was over at a time.
func Monthly(space *community.Space, tallies []community.Tally, question string, at time.Time, months int) []Share {
	q, _ := community.QuestionNamed(question)
	now := community.MonthStart(space.Local(at))
	var all []Share
	for i := range months {
		month := now.AddDate(0, i-months, 0)
		all = append(all, share(q, tallies, month, month, month))
	}
	return all
}

// share is the figure of the stretches that end from since until until. Without one it
// is hidden, and of all that is left up to last.
func share(q community.Question, tallies []community.Tally, since, until, last time.Time) Share {
	whole, left := stretches(tallies, q.Name, until, last)
	s := Share{Question: q, Since: since, Until: until, Hidden: true}
	for _, t := range whole {
		if t.until.Before(since) {
			continue
		}
		s.Yes, s.N, s.Asked, s.Hidden = s.Yes+t.yes, s.N+t.n, s.Asked+t.asked, false
		if t.since.Before(s.Since) {
			s.Since = t.since
		}
	}
	switch {
	case s.Hidden && left.asked > 0:
		s.N, s.Asked, s.Since, s.Until = left.n, left.asked, left.since, last
		return s
	case s.Hidden:
		return s
	case left.asked > 0 && !left.since.After(until):
		s.Until = whole[len(whole)-1].until
	}
	s.Low, s.High = Wilson(s.Yes, s.N)
	return s
}

// stretch is some months, by their first days, whose answers are told together only.
type stretch struct {
	since, until  time.Time
	yes, n, asked int
}

// stretches parts the answers to a question, from the first month on until until, into
// stretches of as few months as have LeastAnswers answers together. All figures are made
// of whole ones, so that no two differ by the answers of fewer people, however their
// months overlap. left is what is not told yet, up to last.
func stretches(tallies []community.Tally, question string, until, last time.Time) (whole []stretch, left stretch) {
	months := map[time.Time]stretch{}
	for i := range tallies {
		t := &tallies[i]
		month, err := time.ParseInLocation("2006-01", t.Month, until.Location())
		if err != nil || t.Question != question || month.After(last) {
			continue
		}
		m := months[month]
		months[month] = stretch{yes: m.yes + t.Yes, n: m.n + t.Yes + t.No, asked: m.asked + t.Yes + t.No + t.Skip}
	}
	for _, month := range slices.SortedFunc(maps.Keys(months), time.Time.Compare) {
		m := months[month]
		if left.asked == 0 {
			left.since = month
		}
		left.until, left.yes, left.n, left.asked = month, left.yes+m.yes, left.n+m.n, left.asked+m.asked
		if left.n >= community.LeastAnswers && !month.After(until) {
			whole, left = append(whole, left), stretch{}
		}
	}
	return whole, left
}

// Ends is when the last month of the answers is over.
func (s *Share) Ends() time.Time { return s.Until.AddDate(0, 1, 0) }

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
	switch {
	case s.Hidden && s.N >= community.LeastAnswers:
		return fmt.Sprintf("%d of %d asked have answered, %s. The figure comes when the month is over.", s.N, s.Asked, s.When())
	case s.Hidden:
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

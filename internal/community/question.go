package community

import (
	"fmt"
	"time"
)

// Question is what a member may be asked at check-out, at most once a quarter.
type Question struct {
	Name  string // one of the Question constants
	Words string // as it is asked, and as it is published beside every figure
	Means string // what its words mean here, which stands beside it
	Share string // what a figure of it says: "were supported …"
}

// Questions are all of them, the main one first. The words of one never change: a
// change of words is another question, with another name.
func Questions() []Question {
	return []Question{
		{
			QuestionSupported, "Has another member supported you in the last three months?",
			"Peer support is any spontaneous act of kindness that leaves you feeling supported: a cup of tea, an idea cheered on, an answer about the printer.",
			"were supported by another member in the last three months",
		},
		{
			QuestionBelong, "Do you feel that you belong here?",
			"Belonging is being welcome as you are, and missed when you are away.",
			"feel that they belong here",
		},
		{
			QuestionWorked, "Have you worked with another member in the last three months?",
			"Working together is anything you did side by side: a job shared, a client passed on, an hour over one problem.",
			"worked with another member in the last three months",
		},
	}
}

// LeastAnswers is how many answers a figure needs to be shown at all: of fewer, it
// would say what a few people said.
const LeastAnswers = 5

// QuestionNamed gives the question of that name; ok is false for none.
func QuestionNamed(name string) (q Question, ok bool) {
	for _, q := range Questions() {
		if q.Name == name {
			return q, true
		}
	}
	return Question{}, false
}

// QuestionOf gives the question whose turn it is for a member in the quarter of t,
// in t's own zone: the same on every screen. In four quarters everybody is asked the
// main question twice, a half year apart, so that no two answers of one person are
// about the same three months; and each of the others once. Half of the members have
// the main question in any quarter, so that it always has a figure.
func QuestionOf(member ID, t time.Time) Question {
	quarter := uint64(t.Year())*4 + uint64(t.Month()-1)/3
	all := Questions()
	switch turn := (quarter + member.Mixed("question")) % 4; turn {
	case 1:
		return all[1]
	case 3:
		return all[2]
	}
	return all[0]
}

// QuarterStart gives the first moment of the quarter in which a time is, in its own
// zone.
func QuarterStart(t time.Time) time.Time {
	return time.Date(t.Year(), (t.Month()-1)/3*3+1, 1, 0, 0, 0, 0, t.Location())
}

// MonthStart gives the first moment of the month in which a time is, in its own zone.
func MonthStart(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, t.Location())
}

// Month gives the month of a time in its own zone, as Tally has it.
func Month(t time.Time) string { return fmt.Sprintf("%04d-%02d", t.Year(), t.Month()) }

// MayAsk says whether a member may be asked a question when a visit has ended at t:
// not one who was asked in that quarter, nor at the end of a visit that had its
// prompt or was spent heads down.
func MayAsk(s *Space, m *Member, v *Visit, t time.Time) bool {
	return !s.NoQuestion && m.Active() && m.AskedIn < Quarter(s.Local(t)) && !v.Void && !v.Prompted && v.Mood != MoodBusy
}

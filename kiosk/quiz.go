package kiosk

import (
	"context"
	"slices"
	"time"

	"kettle/internal/care"
	"kettle/internal/community"
)

// quizFor is how long one round of learning names takes, and quizShow how long the
// right name stays before the next face.
const (
	quizFor  = time.Minute
	quizShow = 1500 * time.Millisecond
)

// quiz is one round of learning names.
type quiz struct {
	learner community.ID
	but     community.ID // who is the learner, too, and is not asked
	deck    []care.Question
	ready   bool
	at      int
	picked  string // "" while nothing is
	shown   time.Time
	began   time.Time
	right   int
	asked   int
}

// QuizState is a round of learning names.
type QuizState struct {
	Ready  bool
	Who    community.Profile // whose name it is; zero when the round is over, or there is none
	Names  []string
	Picked string // what was tapped, "" for nothing yet
	Answer string // the right name, once something was
	Left   int    // seconds
	Right  int
	Asked  int
	Over   bool
}

// NamesDesk is what somebody needs to learn the names.
type NamesDesk interface {
	// Deck gives the names that a learner, a host or a member, is asked now.
	Deck(ctx context.Context, learner community.ID) ([]care.Question, error)
	// Named keeps whether they knew one.
	Named(ctx context.Context, learner, member community.ID, right bool) error
}

// openQuiz begins a round for a learner; a host who is a member, too, does not learn
// their own name.
func (m *Model) openQuiz(learner, but community.ID) {
	q := &quiz{learner: learner, but: but, began: m.cfg.Now()}
	m.quiz = q
	m.pairs.put("quiz", func(ctx context.Context) func() {
		deck, err := m.desk.Deck(ctx, learner)
		return func() {
			if m.quiz != q {
				return
			}
			if err != nil {
				m.sorry("make a round of names", err, sayNotRead)
				m.show()
				return
			}
			for _, one := range deck {
				if one.Who.ID != but {
					q.deck = append(q.deck, one)
				}
			}
			q.ready, q.began = true, m.cfg.Now()
			m.show()
		}
	})
}

// learnNames begins a round for a member who has come in and would like to learn.
func (m *Model) learnNames(p community.Profile) {
	m.goTo(Names)
	m.openQuiz(p.ID, p.ID)
}

func (m *Model) tapNames(t Tap) {
	switch t.Act {
	case Named:
		m.guess(t.Text)
	case Again:
		if q := m.quiz; q != nil {
			m.openQuiz(q.learner, q.but)
		}
	}
}

// guess takes one name for the face that is shown.
func (m *Model) guess(name string) {
	q, now := m.quiz, m.cfg.Now()
	if q == nil || q.over(now) || q.picked != "" {
		return
	}
	one := q.deck[q.at]
	q.picked, q.shown = name, now
	q.asked++
	right := name == one.Names[one.Right]
	if right {
		q.right++
	}
	m.names.put("", func(ctx context.Context) func() {
		err := m.desk.Named(ctx, q.learner, one.Who.ID, right)
		return func() {
			if err != nil && m.quiz == q {
				m.sorry("keep a name", err, sayNotDone)
				m.show()
			}
		}
	})
}

// still leaves out of the faces to come, and of those on screen, whoever may not be seen
// any more.
func (q *quiz) still(d *directory) {
	if q.at >= len(q.deck) {
		return
	}
	now := q.deck[q.at].Who.ID
	if !d.has(now) {
		q.picked = ""
	}
	q.deck = slices.DeleteFunc(slices.Clone(q.deck[q.at:]), func(one care.Question) bool { return !d.has(one.Who.ID) })
	q.at = 0
}

// over says whether the round has ended.
func (q *quiz) over(now time.Time) bool {
	return q.at >= len(q.deck) || q.picked == "" && now.Sub(q.began) >= quizFor
}

// quizTick goes on to the next face.
func (m *Model) quizTick(now time.Time) {
	if q := m.quiz; q != nil && q.picked != "" && now.Sub(q.shown) >= quizShow {
		q.at++
		q.picked = ""
		m.since = now // a touch that was meant for the last face is not for the next
	}
}

// nextQuiz is when a round changes by itself, the zero time for never.
func (m *Model) nextQuiz(now time.Time) time.Time {
	q := m.quiz
	if q == nil || !q.ready || q.over(now) {
		return time.Time{}
	}
	if q.picked != "" {
		return q.shown.Add(quizShow)
	}
	return now.Truncate(time.Second).Add(time.Second)
}

func (m *Model) quizState() QuizState {
	q := m.quiz
	if q == nil || !q.ready {
		return QuizState{}
	}
	now := m.cfg.Now()
	s := QuizState{Ready: true, Right: q.right, Asked: q.asked, Over: q.over(now)}
	if s.Over {
		return s
	}
	one := q.deck[q.at]
	s.Who, s.Names, s.Picked = one.Who, one.Names, q.picked
	if q.picked != "" {
		s.Answer = one.Names[one.Right]
	}
	s.Left = max(1, seconds(q.began.Add(quizFor).Sub(now)))
	return s
}

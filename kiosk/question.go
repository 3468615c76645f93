package kiosk

import (
	"context"
	"errors"

	"kettle/internal/community"
)

// Survey is what the kiosk needs of the store to ask a question at check-out. What
// is answered is only counted.
type Survey interface {
	// KeepPrompted keeps that something was brought up in a visit.
	KeepPrompted(ctx context.Context, visit community.ID) error
	// QuestionFor gives what may be asked at the end of a visit;
	// community.ErrNotFound for nothing.
	QuestionFor(ctx context.Context, visit community.ID) (community.Question, error)
	// Answer counts one of the Answer constants, and keeps that the member was asked.
	Answer(ctx context.Context, member community.ID, question, answer string) error
}

// survey is the question on screen.
type survey struct {
	member   community.ID
	question community.Question
}

// questionAfter asks what to ask at the end of a visit. Nobody who goes waits for its
// sake: without an answer, nothing is asked.
func (m *Model) questionAfter(ctx context.Context, v community.Visit) *survey {
	q, err := m.desk.QuestionFor(ctx, v.ID)
	switch {
	case err == nil:
		return &survey{v.MemberID, q}
	case !errors.Is(err, community.ErrNotFound):
		m.cfg.Log.Error("kiosk: look for a question", "err", err)
	}
	return nil
}

// tapQuestion counts what was answered.
func (m *Model) tapQuestion(answer string) {
	s := m.survey
	m.write(func(ctx context.Context) func() {
		err := m.desk.Answer(ctx, s.member, s.question.Name, answer)
		return func() {
			if err != nil {
				m.sorry("count an answer", err, sayNotConfirmed)
				return
			}
			m.survey = nil
			m.visit.answered = sayCounted
			if answer == community.AnswerSkip {
				m.visit.answered = saySkipped
			}
		}
	})
}

// answerOf gives the answer that a tap is, "" for none.
func answerOf(a Act) string {
	switch a {
	case AnswerYes:
		return community.AnswerYes
	case AnswerNo:
		return community.AnswerNo
	case AnswerSkip:
		return community.AnswerSkip
	}
	return ""
}

// turnTo ends what only the step on screen has, and keeps what the next one brings up.
func (m *Model) turnTo(s Step) {
	if m.step == Own {
		m.leaveOwn()
	}
	switch s {
	case Goodbye:
	case Welcome:
		m.walkedOn()
		m.prompted()
	default:
		m.walkedOn()
	}
}

// walkedOn counts who saw the question and went without a word as one who skipped it,
// so that a figure says of how many were asked it has the answers.
func (m *Model) walkedOn() {
	s := m.survey
	m.survey = nil
	if s == nil {
		return
	}
	m.aside("count who walked on", func(ctx context.Context) error {
		return m.desk.Answer(ctx, s.member, s.question.Name, community.AnswerSkip)
	})
}

// prompted keeps that something is brought up in the visit on screen, so that no
// screen asks anything more when it ends.
func (m *Model) prompted() {
	if q := m.visit.prompt; !m.visit.due && m.visit.meet == nil && (q == nil || q.asks == "") {
		return
	}
	id := m.visit.id
	m.aside("keep that somebody had a prompt", func(ctx context.Context) error { return m.desk.KeepPrompted(ctx, id) })
}

// aside does what nobody waits for, and nobody is told of.
func (m *Model) aside(doing string, do func(ctx context.Context) error) {
	m.asides.put("", func(ctx context.Context) func() {
		if err := do(ctx); err != nil {
			m.cfg.Log.Error("kiosk: "+doing, "err", err)
		}
		return func() {}
	})
}

// asksAtEnd puts the question into what the goodbye shows. No answer is the likelier
// one.
func (m *Model) asksAtEnd(v *VisitState) {
	if m.step != Goodbye || m.survey == nil {
		return
	}
	v.Asks, v.Means = m.survey.question.Words, m.survey.question.Means+" "+sayOnlyCounted
	v.Answers = []Answer{{"Yes", AnswerYes, false}, {"No", AnswerNo, false}, {"Skip", AnswerSkip, false}}
}

package kiosk

import (
	"context"
	"errors"
	"slices"

	"kettle/internal/community"
)

// visit is the check-in or check-out that is on screen.
type visit struct {
	by     community.Actor
	member community.Profile
	id     community.ID // of the visit
	waits  int          // parcels

	prompt   *prompt         // what is asked, nil or without words for nothing
	answered string          // what is said after the answer
	open     *community.Post // the oldest of the member's own that is up, nil for none
	meet     *Meeting        // whom they may like to meet, nil for nobody
	mood     string
	learns   bool // would like to learn the names

	due       bool // to be asked whether the profile is still right
	confirmed bool // it is, they said
}

// note is one thing said to somebody, with where to go on.
type note struct {
	title, text string
	search      bool // offers to type a name
}

// say shows one thing and leads to the step on Back.
func (m *Model) say(n note, back Step) {
	m.note = n
	m.goTo(Note)
	m.from = back
}

// checkIn asks the Desk; the welcome comes only after it has answered.
func (m *Model) checkIn(by community.Actor, p community.Profile) {
	m.write(func(ctx context.Context) func() {
		v, already, err := m.desk.CheckIn(ctx, by, p.ID)
		parcels, due, mine := 0, false, community.Mine{}
		var meet *Meeting
		if err == nil && !already {
			mine = m.mine(ctx, by, p.ID)
			due = !waits(&mine) && m.confirmDue(ctx, p.ID)
			if !waits(&mine) && !due {
				meet = m.acquaintance(ctx, p.ID)
			}
			var missed error
			if parcels, missed = m.desk.Parcels(ctx, p.ID); missed != nil { // it is told at the next check-in
				m.cfg.Log.Error("kiosk: parcels", "err", missed)
			}
		}
		return func() {
			switch {
			case isGone(err):
				m.sorry("check in", err, sayGone)
			case err != nil:
				m.sorry("check in", err, sayNotIn)
			case already:
				m.askOut(by, p)
			default:
				m.visit = visit{by: by, member: p, id: v.ID, waits: parcels, due: due, prompt: m.promptOf(p, &mine, due)}
				m.visit.learns = mine.LearnsNames
				if meet != nil && m.visit.prompt.asks == "" {
					meet.New = joinedWords(&meet.Who, m.seen.Space.Local(m.cfg.Now()))
					m.visit.meet = meet
				}
				if len(mine.Open) > 0 {
					m.visit.open = &mine.Open[0]
				}
				m.goTo(Welcome)
			}
		}
	})
}

// askOut asks somebody who is in whether to check out.
func (m *Model) askOut(by community.Actor, p community.Profile) {
	from := Home
	if m.step == Search && m.typing.text != "" || m.step == Person {
		from = m.step
	}
	m.visit = visit{by: by, member: p}
	m.goTo(AskOut)
	m.from = from
}

func (m *Model) checkOut() {
	by, p := m.visit.by, m.visit.member
	m.write(func(ctx context.Context) func() {
		v, err := m.desk.CheckOut(ctx, by, p.ID)
		var asked *survey
		if err == nil {
			asked = m.questionAfter(ctx, v)
		}
		return func() {
			switch {
			case errors.Is(err, community.ErrNotFound):
				m.say(note{title: sayOutBefore, text: sayOutBeforeText}, Home)
			case err != nil:
				m.sorry("check out", err, sayNotOut)
			default:
				m.visit.id, m.visit.mood, m.survey = v.ID, v.Mood, asked
				m.goTo(Goodbye)
			}
		}
	})
}

func (m *Model) tapVisit(t Tap) {
	switch {
	case m.step == AskOut && t.Act == Out:
		m.checkOut()
	case m.step == AskOut && t.Act == NotMe:
		if m.from == Home {
			m.openSearch()
			return
		}
		m.back()
	case t.Act == EditOwn && (m.mayEdit() || m.visit.due):
		m.editOwn()
	case t.Act == StillMe && m.step == Welcome && m.visit.due:
		m.confirm()
	case m.step == Goodbye && m.survey != nil && answerOf(t.Act) != "":
		m.tapQuestion(answerOf(t.Act))
	case (t.Act == AnswerYes || t.Act == AnswerNo) && m.step == Welcome && m.visit.prompt != nil && m.visit.prompt.keep != nil:
		m.answer(t.Act == AnswerYes)
	case (t.Act == MeetYes || t.Act == MeetNo) && m.step == Welcome && m.visit.meet != nil:
		m.meet(t.Act == MeetYes)
	case t.Act == GoNames && m.step == Welcome && m.visit.learns:
		m.learnNames(m.visit.member)
	case t.Act == Mood && m.step == Welcome:
		m.setMood(t.Text)
	case t.Act == GoEvent && m.step != AskOut:
		m.openEvent(m.visit.by, m.visit.member, t.ID, t.Text, false)
	case t.Act == GoWhatsOn && m.step != AskOut:
		m.openWhatsOn(m.visit.by, m.visit.member)
	case t.Act == Sorted && m.step == Welcome:
		m.sort(t.ID)
	case t.Act == GoThanks && m.mayTalk():
		m.openThanks(m.visit.by, m.visit.member)
	case t.Act == GoNews && m.mayTalk():
		m.openNews(m.visit.by, m.visit.member)
	case t.Act == GoAsk && m.mayTalk() && slices.Contains([]string{community.Ask, community.Offer, community.News}, t.Text):
		m.openAsk(m.visit.by, m.visit.member, t.Text)
	case m.step != AskOut && (t.Act == Undo || t.Act == NotMe) && m.undoIn(m.cfg.Now()) > 0:
		m.undo(t.Act == NotMe)
	}
}

// mayTalk says whether somebody at this step has said who they are.
func (m *Model) mayTalk() bool { return m.step == Welcome || m.step == AskOut }

// undo takes back what is on screen.
func (m *Model) undo(notMe bool) {
	v, leaving := m.visit, m.step == Goodbye
	m.write(func(ctx context.Context) func() {
		var err error
		if leaving {
			err = m.desk.Reopen(ctx, v.by, v.id, v.mood)
		} else {
			err = m.desk.Undo(ctx, v.by, v.id)
		}
		return func() {
			switch {
			case err != nil:
				m.sorry("undo", err, sayNotUndone)
			case leaving:
				m.survey = nil // they are still here: it is asked when they go
				m.say(note{title: sayUndone, text: sayStillIn}, Home)
			case notMe:
				m.say(note{title: sayUndone, text: sayWasNotYou, search: true}, Home)
			default:
				m.say(note{title: sayUndone, text: sayNotCheckedIn}, Home)
			}
		}
	})
}

// isGone says whether what was done came too late: somebody took out who or what it is about.
func isGone(err error) bool {
	return errors.Is(err, community.ErrNotFound) || errors.Is(err, community.ErrErased)
}

// sorry says what did not work and what to do, in the step where it happened:
// what was typed stays.
func (m *Model) sorry(doing string, err error, sentence string) {
	m.notice, m.well = sentenceOf(err, sentence), false
	if m.notice == sentence {
		m.cfg.Log.Error("kiosk: "+doing, "err", err)
	}
}

// sentenceOf gives the words for people that an error carries, or the sentence.
func sentenceOf(err error, sentence string) string {
	var own interface{ Sentence() string }
	if errors.As(err, &own) && own.Sentence() != "" {
		return own.Sentence()
	}
	return sentence
}

package kiosk

import (
	"context"
	"errors"
	"time"

	"kettle/internal/community"
)

// Meeting is somebody whom a member who has come in does not know yet.
type Meeting struct {
	Who community.Profile
	New string // "Joined on Monday.", "" for one who is not new
	Why string // one thing that the two have in common
}

// acquaintance reads whom to bring up with a member. Whoever checks in does not wait
// for its sake: without an answer nobody is.
func (m *Model) acquaintance(ctx context.Context, id community.ID) *Meeting {
	who, why, err := m.desk.Acquaintance(ctx, id)
	if err != nil {
		if !errors.Is(err, community.ErrNotFound) {
			m.cfg.Log.Error("kiosk: look for an acquaintance", "err", err)
		}
		return nil
	}
	return &Meeting{Who: who, Why: why}
}

// joinedWords says when somebody joined who is new here. Now is in the space's zone.
func joinedWords(p *community.Profile, now time.Time) string {
	if !p.Newcomer(now) {
		return ""
	}
	joined, err := time.Parse(time.DateOnly, p.JoinedOn)
	year, month, day := now.Date()
	switch days := int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Sub(joined).Hours() / 24); {
	case err != nil:
		return ""
	case days <= 0:
		return "Joined today."
	case days < 7:
		return "Joined on " + joined.Format("Monday") + "."
	}
	return "New since " + joined.Format("2 January") + "."
}

// meet answers whether a member would like to meet who was brought up.
func (m *Model) meet(yes bool) {
	with, by, me := m.visit.meet, m.visit.by, m.visit.member.ID
	m.write(func(ctx context.Context) func() {
		var err error
		if yes {
			err = m.desk.AskIntroduction(ctx, by, me, with.Who.ID)
		} else {
			err = m.desk.PutOff(ctx, by, me, with.Who.ID)
		}
		return func() {
			switch {
			case isGone(err) && yes:
				m.visit.meet = nil
				m.sorry("keep an answer", err, sayGone)
				return
			case err != nil && !isGone(err):
				m.sorry("keep an answer", err, sayNotConfirmed)
				return
			}
			m.visit.meet, m.visit.answered = nil, "All right. Another day, perhaps."
			if yes {
				m.visit.prompt, m.visit.answered = nil, "A host will bring you two together."
			}
		}
	})
}

// askToMeet asks who would like to meet the one whose profile is open.
func (m *Model) askToMeet(p community.Profile) {
	m.openSpeaking(func(by community.Actor, me community.Profile) {
		if me.ID == p.ID {
			m.say(note{title: "That’s you.", text: "Somebody else would have to introduce you two."}, Home)
			return
		}
		m.write(func(ctx context.Context) func() {
			err := m.desk.AskIntroduction(ctx, by, me.ID, p.ID)
			return func() {
				switch {
				case isGone(err):
					m.sorry("ask for an introduction", err, sayGone)
				case err != nil:
					m.sorry("ask for an introduction", err, saySpeechFailed)
				default:
					m.say(note{title: "Good idea.", text: "A host will bring you and " + p.Called + " together when you are both here."}, Home)
				}
			}
		})
	})
}

// setMood keeps how somebody who has come in would like to be met today; the same
// again takes it back.
func (m *Model) setMood(mood string) {
	if mood == m.visit.mood {
		mood = ""
	}
	by, id := m.visit.by, m.visit.id
	m.write(func(ctx context.Context) func() {
		err := m.desk.SetMood(ctx, by, id, mood)
		return func() {
			if err != nil {
				m.sorry("keep a mood", err, sayNotConfirmed)
				return
			}
			m.visit.mood = mood
			if mood == community.MoodBusy {
				m.visit.meet = nil
			}
		}
	})
}

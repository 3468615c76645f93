package kiosk

import (
	"kettle/internal/community"
	"kettle/internal/match"
)

// speech is what a member says here, as far as that has got: a thank-you, an ask or
// an offer.
type speech struct {
	by     community.Actor
	member community.Profile // who speaks
	id     community.ID      // of the record

	to     community.Profile // who is thanked
	what   string            // for what kind of help
	onWall bool
	side   string // community.Ask or community.Offer
	length string // how long it stays up, one of the For constants
	secret bool   // the one who is thanked is not told who says so
	words  string
	held   bool // a host looks at it first

	found   []community.Profile // by what was typed for "to"
	enter   bool                // Enter was pressed and waits for the look-up
	helpers []match.Helper
}

// SpeechState is what is shown to a member who thanks, asks or offers.
type SpeechState struct {
	Title, Text string
	People      []community.Profile // who may be meant
	Nobody      bool                // a name was typed that finds nobody
	To          community.Profile   // who is thanked
	Kinds       []string            // of help
	What        string              // the one that was chosen
	MayWall     bool                // the thank-you may be wanted on the wall
	OnWall      bool                // and is
	Secret      bool                // the one who is thanked is not told who says so
	Length      string              // how long a post stays up
	Lengths     []Length            // that may be chosen
	Quick       []string            // words of quick asks
	Helpers     []match.Helper
	HelpersAre  string // what the helpers have in common
	UndoIn      int
}

// ofSpeech says whether a step is one in which a member says something.
func (s Step) ofSpeech() bool { return s >= Thanks && s <= Posted }

// speaker goes on with who says something, once that is known.
type speaker func(by community.Actor, p community.Profile)

// openSpeaking asks who says something: by a name it is claimed, a card proves it.
func (m *Model) openSpeaking(then speaker) {
	m.openSearch()
	m.speaking = then
}

// speak begins what a member says.
func (m *Model) speak(s Step, by community.Actor, p community.Profile) {
	m.goTo(s)
	m.speech = speech{by: by, member: p, id: m.cfg.NewID()}
}

// proves takes the card of the member who is speaking: from here on it is proven who
// says it, and what was typed stays. It says whether it was that card.
func (m *Model) proves(p community.Profile) bool {
	if m.step != Thanks && m.step != ThanksFor && m.step != Asking || p.ID != m.speech.member.ID {
		return false
	}
	m.speech.by = community.Actor{Kind: community.ActorProven, ID: p.ID}
	m.tell(sayProven)
	return true
}

func (m *Model) tapSpeech(t Tap) {
	switch m.step {
	case Thanks:
		if t.Act == Choose {
			m.pickThanked(t.ID)
		}
	case ThanksFor:
		m.tapThanksFor(t)
	case Asking:
		m.tapAsking(t)
	case Thanked, Posted:
		if t.Act == Undo && m.undoIn(m.cfg.Now()) > 0 {
			m.unsay()
		}
	}
}

// speechState is what the steps of a speech show.
func (m *Model) speechState() SpeechState {
	s := &m.speech
	v := SpeechState{What: s.what, OnWall: s.onWall, Secret: s.secret, Length: s.length, UndoIn: seconds(m.undoIn(m.cfg.Now()))}
	v.To, _ = m.dir.find(s.to.ID)
	shown := m.dir.has(s.member.ID)
	switch m.step {
	case Thanks:
		v.Title, v.People = "Who gave you a hand?", m.thanked()
		v.Nobody = len(v.People) == 0 && m.form.text("to") != "" && !m.looksUp(lookThanked)
	case ThanksFor:
		v.Title = "What did " + s.to.Called + " do for you?"
		v.Kinds, v.MayWall = m.seen.Space.Kinds(), shown
	case Thanked:
		v.Title, v.Text = "Thank you.", s.to.Called+" will hear of it."
		if s.secret {
			v.Text = s.to.Called + " will hear of it, but not from whom."
		}
		if s.onWall {
			v.Text += " It goes on the wall if " + s.to.Called + " agrees."
			if s.held {
				v.Text += " A host has a look at it first."
			}
		}
	case Asking:
		v.Helpers, v.Lengths = s.helpers, lengthsOf(s.side)
		if s.side == community.Ask && s.words == "" {
			v.Quick = community.QuickWords[:]
		}
		v.Title, v.Text, v.HelpersAre = "What would help you?", "Small and concrete works best. Asking is as good as offering.", "Here now, and might know"
		if s.side == community.Offer {
			v.Title, v.Text, v.HelpersAre = "What could you help with?", "Small and concrete works best. Twenty minutes are plenty.", "Here now, and might need it"
		}
		if s.side == community.News {
			v.Title, v.Text = "What’s the good news?", "A few words are plenty. Others here can cheer for it."
		}
	case Posted:
		v.Title, v.Text = "It’s up.", stays(s.length)
		if s.side == community.News {
			v.Title, v.Text = "Glad for you.", "It’s up for a week, for others to cheer."
		}
		if s.held {
			v.Title, v.Text = "It’s kept.", "A host has a look at it first, then everybody sees it."
		}
		if !shown {
			v.Text = "Hosts can see it. The wall shows it once you agree to be on the wall: ask a host."
		}
	}
	return v
}

package kiosk

import (
	"context"
	"fmt"
	"slices"

	"kettle/internal/care"
	"kettle/internal/community"
)

// The tabs of the page of hosting.
const (
	TabNew      = "Newcomers"
	TabMissed   = "Not seen"
	TabStale    = "Old cards"
	TabNames    = "Names"
	TabHandOver = "Hand-over"
)

var careTabs = []string{TabNew, TabMissed, TabStale, TabNames, TabHandOver}

// carePerPage is how many members a page of hosting shows at once.
const carePerPage = 5

// CareLists are whom hosts may want to think of.
type CareLists struct {
	New    []care.Newcomer
	Missed []care.Missed
	Stale  []*community.Member
}

// CareDesk is what hosts do so that members are at home.
type CareDesk interface {
	// Care works out whom to think of.
	Care(ctx context.Context) (CareLists, error)
}

// hosting is the page of hosting.
type hosting struct {
	tab   string
	lists *CareLists
}

// CareState is the page of hosting.
type CareState struct {
	Tab   string
	Text  string
	Lines []CareLine
	Quiz  QuizState
}

// CareLine is one member in words.
type CareLine struct {
	Profile community.Profile
	More    string
	Done    []string
	Todo    []string
}

// openCare opens a tab of hosting.
func (m *Model) openCare(tab string) {
	h := m.host
	h.care, h.at = hosting{tab: tab, lists: h.care.lists}, 0
	m.form, m.quiz = nil, nil
	switch tab {
	case TabNames:
		m.openQuiz(h.who.ID, h.who.MemberID)
		return
	case TabHandOver:
		m.form = newForm(func() { m.form.focusOn(-1) }, Entry{Name: "hand_over", Label: "What the next host should know", Text: h.roll.Space.HandOver, Lines: 8, Most: 2000, Caps: CapsFirst})
		m.form.focusOn(-1)
	}
	m.readCare()
}

func (m *Model) readCare() {
	h := m.host
	readFor(m, m.pairs, "care", "work out whom to think of", m.cfg.Hosts.Care, func(lists CareLists) { h.care.lists = &lists })
}

func (m *Model) tapCare(t Tap) {
	g := &m.host.care
	switch t.Verb {
	case DoTab:
		if slices.Contains(careTabs, t.Name) {
			m.leaveEdit(func() { m.openCare(t.Name) })
		}
	case DoOpen:
		for i := range m.host.roll.Members {
			if one := &m.host.roll.Members[i]; one.ID == t.ID && g.tab != TabNames {
				m.openEdit(*one)
				return
			}
		}
	case DoSave:
		if g.tab == TabHandOver {
			m.saveHandOver()
		}
	}
}

// saveHandOver keeps what the next host should know.
func (m *Model) saveHandOver() {
	h := m.host
	base := h.roll.Space
	next := base
	if err := next.Set("hand_over", m.form.text("hand_over")); err != nil {
		m.failed("keep the hand-over", err)
		return
	}
	m.act("keep the hand-over", func(ctx context.Context, by community.Actor) error { return m.cfg.Hosts.SaveSpace(ctx, by, base, next) }, func() {
		m.readRoll(func() {
			m.form.focusOn(-1)
			m.tell("It’s kept for the next host.")
		})
	})
}

func (m *Model) careState() CareState {
	h := m.host
	g := &h.care
	s := CareState{Tab: g.tab}
	if g.tab == TabNames {
		s.Quiz = m.quizState()
		return s
	}
	if g.lists == nil || g.tab == TabHandOver {
		return s
	}
	now := h.roll.Space.Local(m.cfg.Now())
	var all []CareLine
	line := func(one *community.Member, more string) CareLine {
		p, _ := one.Profile(community.Hosts)
		return CareLine{Profile: p, More: more}
	}
	switch g.tab {
	case TabNew:
		s.Text = "Everybody who is new is at home here."
		for i := range g.lists.New {
			all = append(all, newcomerLine(&g.lists.New[i], line))
		}
	case TabMissed:
		s.Text = "Nobody is missed who agreed to be shown as here or not."
		for _, one := range g.lists.Missed {
			more := "Not here for longer than visits are kept."
			if !one.LastAt.IsZero() {
				more = "Last here " + countWords(int(now.Sub(one.LastAt).Hours()/24), "day", "days") + " ago."
			}
			all = append(all, line(one.Member, more+" A message?"))
		}
	case TabStale:
		s.Text = "Every card was looked at in the last year."
		for _, one := range g.lists.Stale {
			all = append(all, line(one, "Said to be right "+dayWords(one.RightSince())+". Is it still?"))
		}
	}
	if len(all) > 0 {
		s.Text = ""
	}
	s.Lines = pageAt(h, all, carePerPage)
	return s
}

// newcomerLine says what of the induction is done.
func newcomerLine(n *care.Newcomer, line func(*community.Member, string) CareLine) CareLine {
	l := line(n.Member, "Joined "+dayWords(n.Member.JoinedOn))
	add := func(done bool, words string) {
		if done {
			l.Done = append(l.Done, words)
		} else {
			l.Todo = append(l.Todo, words)
		}
	}
	add(n.Photo, "Photo taken")
	add(n.Asked, "Consent asked")
	if !n.Member.LeaveMe {
		add(n.Met >= care.Introductions, fmt.Sprintf("Introductions %d of %d", min(n.Met, care.Introductions), care.Introductions))
	}
	l.Done, l.Todo = append(l.Done, n.Done...), append(l.Todo, n.Todo...)
	return l
}

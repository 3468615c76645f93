package kiosk

import (
	"context"
	"errors"

	"kettle/internal/community"
)

// visitor is a visitor who signs in or leaves, as far as that has got.
type visitor struct {
	v      community.Visitor // as the Desk is or was told
	seeing Choice            // the zero Choice until one was picked

	found []community.Profile // by what was typed for "seeing"
	enter bool                // Enter was pressed and waits for the look-up

	company, detail string
	agreed          string // the mark of the house rules that they agreed to
	remember        bool
	proven, forgot  bool // they have been here before; they are not to be known next time
}

// VisitorState is what a visitor is shown, in whichever step.
type VisitorState struct {
	Title, Text string
	Kept, Rules string // what is kept of visitors; the house rules, "" for none
	Seeing      Choice // picked, or the zero Choice
	Choices     []Choice
	Agreed      bool
	Remember    bool
	Code        string // of the stay, to leave by
	Forget      bool   // they may say that they do not want to be known any more
	UndoIn      int
}

// of says whether a step is one of a visitor's.
func (s Step) ofVisitor() bool { return s >= Visiting && s <= Left }

// anybody acts for a visitor: nobody knows who stands there.
func anybody() community.Actor { return community.Actor{Kind: community.ActorAnonymous} }

func (m *Model) tapVisitor(t Tap) {
	switch m.step {
	case Visiting:
		switch t.Act {
		case Choose:
			m.pick(t)
		case GoCode:
			m.openCode()
		case GoLeave:
			m.openLeaving()
		}
	case VisitingMore:
		m.tapMore(t)
	case Invitation:
		m.tapInvitation(t)
	case Visited, Left:
		m.tapVisited(t)
	}
}

// openVisiting is the first step: the name, and whom to see.
func (m *Model) openVisiting() {
	m.goTo(Visiting)
	s := &m.visitor
	if s.v.ID.IsZero() {
		s.v.ID = m.cfg.NewID()
	}
	m.pace.end()
	m.form = newForm(m.stepOne, Entry{Name: "name", Label: "Your name", Text: s.v.Name, Caps: CapsWords}, Entry{Name: "seeing", Label: "Seeing", Hint: "Their first name", Text: s.seeing.Label, Most: 60, Caps: CapsWords})
	m.form.changed = func(field string) {
		m.notice = ""
		s := &m.visitor
		s.v.Name = m.form.text("name")
		switch {
		case field == "seeing":
			s.seeing, s.enter = Choice{}, false
			m.findSeeing()
		case s.proven: // another name is somebody else's, who has not proven it
			s.company, s.detail, s.remember, s.proven = "", "", false, false
		}
	}
}

// stepOne goes on to the second step when the first has all it needs.
func (m *Model) stepOne() {
	s, f := &m.visitor, m.form
	if err := s.v.Set("name", f.text("name")); err != nil || s.v.Name == "" {
		f.wrong("name", reasonOf(err, "please type it"))
		return
	}
	if s.seeing.Sees == "" {
		switch {
		case m.looksUp(lookSeeing):
			s.enter = true
			return
		case len(s.found) == 1:
			s.seeing = choiceOf(s.found[0])
		case len(s.found) > 1:
			f.wrong("seeing", "which of these?")
			return
		case f.text("seeing") == "":
			f.wrong("seeing", "type a name, or tap one below")
			return
		default:
			f.wrong("seeing", "we don’t find that name. “A host” will know")
			return
		}
	}
	s.v.Sees, s.v.SeesID = s.seeing.Sees, s.seeing.Profile.ID
	m.openMore()
}

// openMore is the second step: what a visitor may say, and has to agree to.
func (m *Model) openMore() {
	s := &m.visitor
	m.goTo(VisitingMore)
	m.from = Visiting
	entries := []Entry{{Name: "company", Label: "Company, if you like", Text: s.company}}
	if s.remember {
		entries = append(entries, Entry{Name: "detail", Label: "Your e-mail address or phone number", Text: s.detail, Most: 120})
	}
	m.form = newForm(m.signIn, entries...)
	m.form.focusOn(-1)
	m.form.changed = func(string) {
		m.notice = ""
		m.visitor.company, m.visitor.detail = m.form.text("company"), m.form.text("detail")
	}
}

func (m *Model) tapMore(t Tap) {
	s := &m.visitor
	switch t.Act {
	case Remember:
		s.remember = !s.remember
		if !s.remember {
			s.detail = ""
		}
		since := m.since
		m.openMore()
		m.since = since // the picture stays
		if s.remember {
			m.form.focusOn(1)
		}
	case Agree:
		m.agree()
	case GoReturning:
		m.openReturning()
	case SignIn:
		m.signIn()
	}
}

// agree ticks the house rules that are on screen, or takes the tick away. Rules that are
// changed meanwhile have none.
func (m *Model) agree() {
	mark := m.seen.Space.RulesToAgree().Mark
	if m.visitor.agreed == mark {
		mark = ""
	}
	m.visitor.agreed, m.notice = mark, ""
}

// signIn asks the Desk; the welcome comes only after it has answered.
func (m *Model) signIn() {
	s, space := &m.visitor, &m.seen.Space
	rules := space.RulesToAgree()
	if s.agreed != rules.Mark && rules.Text != "" {
		m.form.focusOn(-1)
		m.notice = sayAgree
		return
	}
	v := s.v
	if m.step == VisitingMore {
		v.Company, v.Remember, v.Detail = s.company, s.remember, s.detail
		if err := v.Set("company", v.Company); err != nil {
			m.form.wrong("company", reasonOf(err, ""))
			return
		}
		if v.Remember {
			if err := community.CheckDetail(v.Detail); err != nil {
				m.form.wrong("detail", reasonOf(err, ""))
				return
			}
		}
	}
	v.Notice, v.Rules = space.KeptWords().Mark, rules.Mark
	badge := space.Badge && m.cfg.PrintBadge != nil
	m.write(func(ctx context.Context) func() {
		got, _, err := m.desk.SignIn(ctx, anybody(), v)
		return func() {
			field := (*community.FieldError)(nil)
			switch {
			case errors.As(err, &field) && m.form.entry(field.Field) != nil:
				m.form.wrong(field.Field, field.Reason)
			case err != nil:
				m.sorry("sign in a visitor", err, saySignInFailed)
			default:
				m.visitor.v = got
				m.goTo(Visited)
				if badge {
					m.print(func(ctx context.Context) error { return m.cfg.PrintBadge(ctx, got) }, sayNoBadge)
				}
			}
		}
	})
}

// print prints beside everything else. When that does not work, the step that is
// on screen says so if it is still the one that it was asked from.
func (m *Model) print(do func(context.Context) error, sentence string) {
	step, since := m.step, m.since
	m.prints.put("", func(ctx context.Context) func() {
		err := do(ctx)
		return func() {
			if err != nil {
				m.cfg.Log.Error("kiosk: print", "err", err)
				if m.step == step && m.since.Equal(since) {
					m.notice = sentence
					m.show()
				}
			}
		}
	})
}

func (m *Model) tapVisited(t Tap) {
	switch {
	case t.Act == ForgetMe && m.mayForget():
		m.forgetVisitor()
	case t.Act == AskHost && m.step == Visited:
		m.say(note{title: sayAskHost, text: sayAskHostText}, Home)
	case t.Act == Undo && m.undoIn(m.cfg.Now()) > 0:
		m.undoVisitor()
	}
}

// mayForget says whether it is a returning visitor, known by now, who stands there.
func (m *Model) mayForget() bool {
	return m.step == Visited && m.visitor.proven && m.visitor.v.Remember
}

// forgetVisitor keeps nothing of a returning visitor for next time any more.
func (m *Model) forgetVisitor() {
	id := m.visitor.v.ID
	m.write(func(ctx context.Context) func() {
		err := m.desk.ForgetVisitor(ctx, anybody(), id)
		return func() {
			if err != nil {
				m.sorry("forget a visitor", err, sayNotForgotten)
				return
			}
			m.visitor.v.Remember, m.visitor.v.Detail, m.visitor.forgot = false, "", true
		}
	})
}

func (m *Model) undoVisitor() {
	id, leaving := m.visitor.v.ID, m.step == Left
	m.write(func(ctx context.Context) func() {
		var err error
		if leaving {
			err = m.desk.ReopenVisitor(ctx, anybody(), id)
		} else {
			err = m.desk.UndoVisitor(ctx, anybody(), id)
		}
		return func() {
			switch {
			case err != nil:
				m.sorry("undo", err, sayNotUndone)
			case leaving:
				m.say(note{title: sayUndone, text: sayStillHere}, Home)
			default:
				m.say(note{title: sayUndone, text: sayNotSignedIn}, Home)
			}
		}
	})
}

// reasonOf gives what is wrong with a field in words, or the sentence.
func reasonOf(err error, sentence string) string {
	field := (*community.FieldError)(nil)
	if errors.As(err, &field) {
		return field.Reason
	}
	return sentence
}

// visitorState is what the visitor's steps show.
func (m *Model) visitorState() VisitorState {
	s, space := &m.visitor, &m.seen.Space
	rules := space.RulesToAgree()
	v := VisitorState{
		Kept: space.KeptWords().Text, Rules: rules.Text, Seeing: s.seeing,
		Agreed: s.agreed == rules.Mark, Remember: s.remember, UndoIn: seconds(m.undoIn(m.cfg.Now())),
	}
	called := community.CallName(s.v.Name)
	switch m.step {
	case Visiting:
		v.Choices = m.choices()
	case VisitingMore:
		v.Title = community.End("Nearly there, "+called, ".")
	case Invitation:
		v.Title, v.Text = community.End("Welcome, "+called, "."), "Is that you?"
		if s.seeing.Label != "" && s.seeing.Sees == community.SeesMember {
			v.Text = community.End("You’re here to see "+s.seeing.Label, ".")
		}
	case Visited:
		v.Title, v.Text, v.Code = community.End("Welcome, "+called, "."), m.visitedWords(), s.v.Code
		v.Forget = m.mayForget()
	case Left:
		v.Title, v.Text = community.End("Goodbye, "+called, "."), sayLeft
	}
	return v
}

// visitedWords say what happens now. They never say whether somebody is here.
func (m *Model) visitedWords() string {
	p, known := m.dir.find(m.visitor.v.SeesID)
	switch {
	case m.visitor.forgot:
		return sayForgotten
	case m.visitor.v.Sees == community.SeesHost:
		return sayForHost
	case m.visitor.v.Sees != community.SeesMember || !known:
		return sayForNobody
	}
	return "We’ll let " + p.Called + " know."
}

package kiosk

import (
	"context"
	"slices"
	"time"

	"kettle/internal/community"
)

// openGoal lets one of an accountability group say what they set themselves.
func (m *Model) openGoal() {
	e := m.event
	e.coming = e.g.Mine.ID
	m.goTo(Goal)
	m.event = e
	words := ""
	if e.by.Kind == community.ActorProven {
		words = e.g.Mine.Goal
	}
	m.form = newForm(m.setWords, Entry{Name: "goal", Label: "Your group reads it, nobody else", Text: words, Most: 140, Caps: CapsFirst})
}

// openWent asks one of an accountability group how it went.
func (m *Model) openWent(p *community.Promise) {
	m.goTo(Went)
	m.event = event{by: m.visit.by, member: m.visit.member, coming: p.ID, goal: p.Goal, id: p.EventID, of: p.Occasion.Of}
	m.form = newForm(m.setWords, Entry{Name: "went", Label: "Your group reads it, nobody else", Most: 140, Caps: CapsFirst})
}

// setWords keeps the goal, or how it went.
func (m *Model) setWords() {
	e, step := m.event, m.step
	name, keep := "goal", m.desk.SetGoal
	if step == Went {
		name, keep = "went", m.desk.SetWent
	}
	words := m.form.text(name)
	if words == "" {
		m.form.wrong(name, "a few words will do")
		return
	}
	m.write(func(ctx context.Context) func() {
		err := keep(ctx, e.by, e.coming, words)
		return func() {
			switch {
			case isGone(err):
				m.sorry("keep "+name, err, sayGone)
			case err != nil:
				m.failed("keep "+name, err)
			case step == Went:
				m.say(note{title: "Good to know.", text: "Your group reads it at the next meeting. Well done for trying."}, Home)
			default:
				m.goTo(Event)
				m.event = e
				m.event.then = func() { m.tell("It’s kept. Your group reads it, nobody else.") }
				m.readEvent()
			}
		}
	})
}

// openMet shows who else came, to be ticked.
func (m *Model) openMet(met *community.Meeting) {
	m.goTo(WhoMet)
	m.event = event{by: m.visit.by, member: m.visit.member, coming: met.ID, met: *met, ticked: map[community.ID]bool{}}
}

func (m *Model) tapMet(t Tap) {
	e := &m.event
	switch t.Act {
	case NextPage, PrevPage:
		turn(&e.page, t.Act, len(e.met.People), metPerPage)
	case Choose:
		for _, p := range e.met.People {
			if p.ID == t.ID {
				next := map[community.ID]bool{t.ID: !e.ticked[t.ID]}
				for id, on := range e.ticked {
					if id != t.ID {
						next[id] = on
					}
				}
				e.ticked = next
			}
		}
	case Send:
		by, who, coming, people, ticked := e.by, e.member.ID, e.coming, e.met.People, e.ticked
		m.write(func(ctx context.Context) func() {
			var err error
			n := 0
			for _, p := range people {
				if err == nil && ticked[p.ID] {
					n++
					err = m.desk.Met(ctx, by, who, p.ID)
				}
			}
			if err == nil {
				err = m.desk.AskedComing(ctx, by, coming)
			}
			return func() {
				switch {
				case err != nil:
					m.sorry("keep whom somebody met", err, sayNotConfirmed)
				case n == 0:
					m.say(note{title: "All right.", text: "There will be another time, and another soup."}, Home)
				default:
					m.say(note{title: "Good to hear.", text: "It’s kept for you alone, so that nobody introduces you twice."}, Home)
				}
			}
		})
	}
}

// waitsForEvent says whether something about events waits for a word of a member.
func waitsForEvent(mine *community.Mine) bool {
	return mine.Went != nil || slices.ContainsFunc(mine.Comings, func(p community.Promise) bool {
		retimed, elsewhere := p.Moved()
		return p.Off || p.Placed == p.KnewAt.IsZero() || p.Claimed || retimed || elsewhere
	})
}

// promptEvents gives what is asked of a member about events, nil for nothing: that
// something is off, that they have no place, what was said in their name, what is at
// another time or place than they know, and what there is to say afterwards.
func (m *Model) promptEvents(mine *community.Mine) *prompt {
	now := m.seen.Space.Local(m.cfg.Now())
	for i := range mine.Comings {
		p := &mine.Comings[i]
		id, what := p.ID, community.Quoted(p.Occasion.Title)+" "+soonWords(&p.Occasion, now)
		heard := func(ctx context.Context, by community.Actor, yes bool) error {
			return m.desk.SeeComing(ctx, by, id, yes)
		}
		moved := movedWords(p, now)
		away := func(ctx context.Context, by community.Actor, _ bool) error { return m.desk.StayAway(ctx, by, id) }
		switch {
		case p.Off:
			return &prompt{asks: what + " is off. Sorry about that.", yes: "Good to know", keep: away, afterYes: "Good that you know."}
		case !p.Placed && p.KnewAt.IsZero(): // they wait for a place
		case !p.Placed && !p.SlotAt.IsZero() && moved != "":
			return &prompt{asks: moved + " Your turn went with it.", yes: "See what’s free", no: "I can’t come", afterNo: sayPlaceBack, keep: away, open: m.toEvent(p)}
		case !p.Placed && !p.SlotAt.IsZero():
			return &prompt{asks: "Somebody had your turn at " + what + " a moment before you.", yes: "See what’s free", no: "Never mind", afterNo: sayPlaceBack, keep: away, open: m.toEvent(p)}
		case !p.Placed:
			return &prompt{asks: what + " was full a moment before you said you’d come.", yes: "Let it go", no: "I’ll wait for a place", afterYes: sayPlaceBack, afterNo: "We’ll tell you here if one is given back.", keep: func(ctx context.Context, by community.Actor, yes bool) error {
				if yes {
					return m.desk.StayAway(ctx, by, id)
				}
				return m.desk.AwaitPlace(ctx, by, id)
			}}
		case p.Claimed:
			return &prompt{
				asks: "Somebody said in your name that you come to " + what + ".", yes: "Yes, I’ll be there", no: "Not me, or I can’t", afterYes: "See you there.", afterNo: sayTakenBack,
				keep: heard,
			}
		case p.KnewAt.IsZero():
			return &prompt{asks: "There is a place for you now: " + what + ".", yes: "I’ll be there", no: "I can’t come", afterYes: "See you there.", afterNo: sayPlaceBack, keep: heard}
		case moved != "":
			return &prompt{asks: moved, yes: "I’ll be there", no: "I can’t come", afterYes: "See you there.", afterNo: sayPlaceBack, keep: heard}
		}
	}
	if p := mine.Went; p != nil {
		asks := "Your group meets again. How did it go since the last time?"
		if m.cfg.Now().Sub(p.Occasion.EndsAt) < 0 {
			asks = "How did it go?"
		}
		return &prompt{asks: asks, yes: "Tell the group", no: "Not this time", afterNo: "That’s all right.", keep: func(ctx context.Context, by community.Actor, _ bool) error {
			return m.desk.SetWent(ctx, by, p.ID, "")
		}, open: func() { m.openWent(p) }}
	}
	if met := mine.Met; met != nil {
		return &prompt{asks: community.End("You were at "+community.Quoted(met.Occasion.Title), ".") + " Who did you meet?", yes: "Let me see", no: "Skip it", afterNo: "That’s all right.", keep: func(ctx context.Context, by community.Actor, _ bool) error {
			return m.desk.AskedComing(ctx, by, met.ID)
		}, open: func() { m.openMet(met) }}
	}
	return nil
}

// movedWords say when and where an occasion is now, where a member who comes knows it
// otherwise, and nothing where they do not.
func movedWords(p *community.Promise, now time.Time) string {
	o := p.Occasion
	retimed, elsewhere := p.Moved()
	words, where := community.Quoted(o.Title)+" ", community.End("somewhere else: "+o.Place, ".")
	if o.Place == "" {
		where = "somewhere else: ask a host where."
	}
	if retimed && p.Placed && !p.SlotAt.IsZero() {
		words, o.StartsAt = "Your turn at "+words, p.SlotAt
	}
	switch at := soonWords(&o, now); {
	case retimed && elsewhere:
		return words + "was moved: it’s " + at + " now, and " + where
	case retimed:
		return words + "was moved: it’s " + at + " now."
	case elsewhere:
		return words + at + " is " + where
	}
	return ""
}

// toEvent leads to the event of a coming.
func (m *Model) toEvent(p *community.Promise) func() {
	o := p.Occasion
	return func() {
		m.openEvent(m.visit.by, m.visit.member, p.EventID, occasionKey(o.Of), false)
		if !m.event.found { // it is not of this week
			m.event.g, m.event.found = community.Gathering{Occasion: o}, true
		}
	}
}

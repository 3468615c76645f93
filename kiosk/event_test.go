package kiosk

import (
	"context"
	"slices"
	"testing"
	"time"

	"kettle/internal/community"
)

// programme is what the small desk keeps of events.
type programme struct {
	comings []community.Coming
	went    *community.Promise
	met     *community.Meeting
	pairs   [][2]community.ID
	acted   []community.Actor
}

type noPlace struct{}

func (noPlace) Error() string    { return "no place" }
func (noPlace) Sentence() string { return "That turn was just taken. Please choose another." }

func (d *smallDesk) occasion(event community.ID, of time.Time) *community.Occasion {
	for i := range d.events {
		if d.events[i].SeriesID == event && d.events[i].Of.Equal(of) {
			return &d.events[i]
		}
	}
	return nil
}

func (d *smallDesk) Gathering(_ context.Context, by community.Actor, member, event community.ID, of time.Time) (g community.Gathering, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	o := d.occasion(event, of)
	if o == nil {
		return g, community.ErrNotFound
	}
	if d.fault != nil {
		return g, d.fault
	}
	g.Occasion = *o
	placed := o.Placed(d.programme.comings)
	g.Coming = len(placed)
	taken := map[int64]bool{}
	for _, c := range d.programme.comings {
		if !o.Has(&c) || c.Void {
			continue
		}
		taken[c.SlotAt.Unix()] = placed[c.ID]
		if c.MemberID == member {
			g.Mine = community.Promise{Coming: c, Occasion: *o, Placed: placed[c.ID]}
		}
		if by.Kind == community.ActorProven && c.Goal != "" {
			g.Goals = append(g.Goals, community.Goal{Called: "Ada", Goal: c.Goal})
		}
	}
	for _, at := range o.Turns() {
		g.Turns = append(g.Turns, community.Turn{At: at, Free: !taken[at.Unix()]})
	}
	return g, nil
}

func (d *smallDesk) Come(_ context.Context, by community.Actor, member, event community.ID, of, slot time.Time) (community.Coming, error) {
	if err := d.act(); err != nil {
		return community.Coming{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, c := range d.programme.comings {
		if !slot.IsZero() && c.SlotAt.Equal(slot) && !c.Void && c.MemberID != member {
			return c, noPlace{}
		}
	}
	c := community.Coming{ID: randomID(), MemberID: member, EventID: event, StartsAt: of, SlotAt: slot, SaidAt: d.now()}
	c.Hear(d.occasion(event, of))
	d.programme.comings = append(d.programme.comings, c)
	d.programme.acted = append(d.programme.acted, by)
	return c, nil
}

func (d *smallDesk) editComing(id community.ID, change func(*community.Coming)) error {
	if err := d.act(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.programme.comings {
		if d.programme.comings[i].ID == id {
			change(&d.programme.comings[i])
			return nil
		}
	}
	return community.ErrNotFound
}

func (d *smallDesk) StayAway(_ context.Context, _ community.Actor, id community.ID) error {
	return d.editComing(id, func(c *community.Coming) { c.Void = true })
}

func (d *smallDesk) SeeComing(_ context.Context, _ community.Actor, id community.ID, mine bool) error {
	return d.editComing(id, func(c *community.Coming) {
		c.Seen, c.Void = true, !mine
		c.Hear(d.occasion(c.EventID, c.StartsAt))
	})
}

func (d *smallDesk) AwaitPlace(_ context.Context, _ community.Actor, id community.ID) error {
	return d.editComing(id, func(c *community.Coming) { c.KnewAt = time.Time{} })
}

func (d *smallDesk) SetGoal(_ context.Context, _ community.Actor, id community.ID, goal string) error {
	return d.editComing(id, func(c *community.Coming) { c.Goal = goal })
}

func (d *smallDesk) SetWent(_ context.Context, _ community.Actor, id community.ID, went string) error {
	return d.editComing(id, func(c *community.Coming) { c.Went, c.Asked = went, true })
}

func (d *smallDesk) AskedComing(_ context.Context, _ community.Actor, id community.ID) error {
	return d.editComing(id, func(c *community.Coming) { c.Asked = true })
}

func (d *smallDesk) Met(_ context.Context, _ community.Actor, a, b community.ID) error {
	if err := d.act(); err != nil {
		return err
	}
	d.programme.pairs = append(d.programme.pairs, [2]community.ID{a, b})
	return nil
}

// promises puts what the desk keeps of a member's comings into what may be brought
// up with them.
func (d *smallDesk) promises(m *community.Mine, id community.ID) {
	m.Went, m.Met = d.programme.went, d.programme.met
	for _, c := range d.programme.comings {
		o := d.occasion(c.EventID, c.StartsAt)
		if c.MemberID == id && !c.Void && o != nil {
			m.Comings = append(m.Comings, community.Promise{Coming: c, Occasion: *o, Placed: o.Placed(d.programme.comings)[c.ID], Claimed: c.Goal == "claimed" && !c.Seen})
		}
	}
}

// plan puts an event of that kind on the desk, this afternoon.
func (k *kit) plan(what, title string) community.Occasion {
	at := k.clock.Truncate(time.Hour).Add(3 * time.Hour)
	id := community.ID{0xe0, byte(len(k.desk.events))}
	o := community.Occasion{
		EventID: id, SeriesID: id, What: what, Title: title, Place: "Kitchen", With: "Rosa", StartsAt: at, EndsAt: at.Add(time.Hour), Of: at,
		About: "Bring a bowl and a story. The soup is on us, the stories are on you.",
	}
	k.desk.events = append(k.desk.events, o)
	k.refresh()
	k.settle()
	return o
}

func (k *kit) looksAt(o community.Occasion) {
	k.pass(300 * time.Millisecond)
	k.Tap(Tap{Act: GoEvent, ID: o.SeriesID, Text: occasionKey(o.Of)})
	k.settle()
}

func (k *kit) coming() (out []community.Coming) {
	return slices.DeleteFunc(slices.Clone(k.desk.programme.comings), func(c community.Coming) bool { return c.Void })
}

func TestAfterACheckInOneTapSaysIllCome(t *testing.T) {
	k := settled(t)
	soup := k.plan(community.EventSocial, "Soup & stories")
	k.comesIn("1006")
	k.looksAt(soup)
	if s := k.State(); s.Step != Event || s.Event.Title != "Soup & stories" || s.Event.Comes {
		t.Fatalf("at %v: %+v", s.Step, s.Event)
	}
	k.tap(AnswerYes)
	if s := k.State(); !s.Event.Comes || s.Event.Room != "1 going" || !s.Well || len(k.coming()) != 1 {
		t.Fatalf("got %+v, %q", s.Event, s.Notice)
	}
	if by := k.desk.programme.acted[0]; by.Kind != community.ActorClaimed || by.ID != k.coming()[0].MemberID {
		t.Errorf("said by %+v", by)
	}
	k.pass(time.Second)
	k.tap(AnswerNo)
	if s := k.State(); s.Event.Comes || len(k.coming()) != 0 {
		t.Errorf("taken back: %+v", s.Event)
	}
	k.tap(Back)
	if k.step != Home || !k.event.member.ID.IsZero() {
		t.Errorf("back at %v with %v", k.step, k.event.member.ID)
	}
}

func TestWhoIsNotKnownSaysWhoTheyAreBeforeTheyCome(t *testing.T) {
	k := settled(t)
	soup := k.plan(community.EventSocial, "Soup & stories")
	k.tap(GoWhatsOn)
	if lines := k.State().Event.Lines; len(lines) == 0 {
		t.Fatal("nothing is on")
	}
	k.looksAt(soup)
	k.tap(AnswerYes)
	if k.step != Search || k.State().Search.Title != "Who are you?" || len(k.coming()) != 0 {
		t.Fatalf("at %v, %+v", k.step, k.coming())
	}
	k.types("1006")
	k.key(KeyEnter)
	if s := k.State(); s.Step != Event || !s.Event.Comes || len(k.coming()) != 1 {
		t.Fatalf("at %v: %+v", s.Step, s.Event)
	}
	if k.desk.isIn("1006") {
		t.Error("saying that one comes checked them in")
	}
	k.tap(GoHome)
	k.tap(GoThanks) // and the next one who speaks is not taken to the event
	k.types("1006")
	k.key(KeyEnter)
	if k.step != Thanks {
		t.Errorf("at %v", k.step)
	}
}

func TestATurnIsBookedByOneTouch(t *testing.T) {
	k := settled(t)
	o := k.plan(community.EventSurgery, "Advice surgery: bookkeeping")
	k.desk.programme.comings = []community.Coming{{ID: community.ID{1}, MemberID: community.ID{9}, EventID: o.SeriesID, StartsAt: o.Of, SlotAt: o.StartsAt, SaidAt: o.Of}}
	k.comesIn("1006")
	k.looksAt(o)
	turns := k.State().Event.Turns
	if len(turns) != 3 || turns[0].Free || !turns[1].Free {
		t.Fatalf("got %+v", turns)
	}
	k.tap(Slot, occasionKey(turns[0].At)) // taken: nothing
	k.tap(AnswerYes)                      // without a turn: nothing
	if len(k.coming()) != 1 {
		t.Fatalf("got %+v", k.coming())
	}
	k.desk.programme.comings = append(k.desk.programme.comings, community.Coming{ID: community.ID{2}, MemberID: community.ID{8}, EventID: o.SeriesID, StartsAt: o.Of, SlotAt: turns[1].At, SaidAt: o.Of})
	k.tap(Slot, occasionKey(turns[1].At)) // somebody was faster
	if s := k.State(); s.Notice == "" || s.Event.Comes || s.Event.Turns[1].Free {
		t.Errorf("got %q, %+v", s.Notice, s.Event.Turns)
	}
	k.tap(Slot, occasionKey(turns[2].At))
	if s := k.State(); !s.Event.Comes || !s.Event.Turns[2].Mine {
		t.Errorf("got %+v", s.Event)
	}
}

func TestAGoalIsReadAfterACardAlone(t *testing.T) {
	k := settled(t)
	o := k.plan(community.EventAccountability, "Monday group")
	k.comesIn("1006")
	k.looksAt(o)
	k.tap(AnswerYes)
	k.tap(GoGoal)
	k.types("Send the invoice")
	k.tap(Send)
	if s := k.State(); s.Step != Event || k.coming()[0].Goal != "Send the invoice" || len(s.Event.Goals) != 0 {
		t.Fatalf("at %v: %+v", s.Step, s.Event)
	}
	k.desk.cards[cardOfAda] = k.coming()[0].MemberID
	k.scans(cardOfAda)
	if s := k.State(); s.Step != Event || len(s.Event.Goals) != 1 {
		t.Errorf("with a card, at %v: %+v", s.Step, s.Event)
	}
}

func TestOneThingAboutEventsIsAskedAtACheckIn(t *testing.T) {
	k := settled(t)
	soup := k.plan(community.EventSocial, "Soup & stories")
	who := k.desk.members[0]
	k.desk.programme.comings = []community.Coming{{ID: community.ID{3}, MemberID: who.ID, EventID: soup.SeriesID, StartsAt: soup.Of, Goal: "claimed"}}
	v := k.comesIn(who.Number)
	if v.Asks != "Somebody said in your name that you come to “Soup & stories” today at "+soup.StartsAt.Format("15:04")+"." || len(v.Answers) != 2 {
		t.Fatalf("asked %q %+v", v.Asks, v.Answers)
	}
	k.tap(AnswerNo)
	if len(k.coming()) != 0 {
		t.Error("it still stands")
	}
}

// Who has no place is told, and who waits for one is left in peace until there is one; of
// that they hear once, too.
func TestWhoHasNoPlaceWaitsForOneAndHearsOfIt(t *testing.T) {
	k := settled(t)
	o := k.plan(community.EventLearning, "Screen printing")
	k.desk.events[len(k.desk.events)-1].Places = 1
	who := k.desk.members[0]
	late := community.Coming{ID: community.ID{3}, MemberID: who.ID, EventID: o.SeriesID, StartsAt: o.Of, SaidAt: o.Of.Add(-time.Minute), Seen: true}
	late.Hear(&o)
	early := community.Coming{ID: community.ID{4}, MemberID: community.ID{8}, EventID: o.SeriesID, StartsAt: o.Of, SaidAt: o.Of.Add(-time.Hour), Seen: true}
	k.desk.programme.comings = []community.Coming{late, early}
	comes := func() VisitState {
		k.desk.visits = nil
		k.tap(GoHome)
		return k.comesIn(who.Number)
	}
	if v := comes(); len(v.Answers) != 2 || v.Answers[0].Label != "Let it go" {
		t.Fatalf("asked %q %+v", v.Asks, v.Answers)
	}
	k.tap(AnswerNo) // to wait is to keep one's turn
	if len(k.coming()) != 2 {
		t.Errorf("left %+v", k.coming())
	}
	if v := comes(); v.Asks != "" {
		t.Errorf("who waits is asked %q", v.Asks)
	}
	k.desk.programme.comings[1].Void = true
	if v := comes(); v.Asks != "There is a place for you now: “Screen printing” today at "+o.StartsAt.Format("15:04")+"." {
		t.Errorf("who has a place now is told %q", v.Asks)
	}
	k.tap(AnswerYes)
	if v := comes(); v.Asks != "" || len(k.coming()) != 1 {
		t.Errorf("told twice: %q, %+v", v.Asks, k.coming())
	}
}

func TestHowItWentAndWhomOneMetAreAskedOnce(t *testing.T) {
	k := settled(t)
	who := k.desk.members[0]
	past := community.Occasion{Title: "Monday group", StartsAt: k.clock.Add(-7 * 24 * time.Hour), EndsAt: k.clock.Add(-7 * 24 * time.Hour)}
	k.desk.programme.comings = []community.Coming{{ID: community.ID{3}, MemberID: who.ID}, {ID: community.ID{4}, MemberID: who.ID}}
	k.desk.programme.went = &community.Promise{Coming: k.desk.programme.comings[0], Occasion: past}
	if v := k.comesIn(who.Number); len(v.Answers) != 2 || v.Answers[0].Label != "Tell the group" {
		t.Fatalf("asked %q", v.Asks)
	}
	k.tap(AnswerYes)
	k.types("Half of it")
	k.tap(Send)
	if c := k.desk.programme.comings[0]; k.step != Note || c.Went != "Half of it" || !c.Asked {
		t.Fatalf("at %v: %+v", k.step, c)
	}
	k.tap(GoHome)

	other, _ := k.desk.members[1].Profile(community.Wall)
	k.desk.programme.went, k.desk.programme.met = nil, &community.Meeting{Promise: community.Promise{Coming: k.desk.programme.comings[1], Occasion: past}, People: []community.Profile{other}}
	k.desk.visits = nil
	k.comesIn(who.Number)
	k.tap(AnswerYes)
	if s := k.State(); s.Step != WhoMet || len(s.Event.People) != 1 {
		t.Fatalf("at %v: %+v", s.Step, s.Event)
	}
	k.tapOn(Choose, community.ID{77}) // nobody on offer
	k.tapOn(Choose, other.ID)
	k.tap(Send)
	if want := [2]community.ID{who.ID, other.ID}; k.step != Note || len(k.desk.programme.pairs) != 1 || k.desk.programme.pairs[0] != want || !k.desk.programme.comings[1].Asked {
		t.Errorf("at %v: %+v", k.step, k.desk.programme)
	}
}

func TestWhoComesIsToldOnceWhereAndWhenAnEventIsNow(t *testing.T) {
	for name, c := range map[string]struct {
		slot time.Duration // of a turn, 0 for none
		move func(o *community.Occasion, c *community.Coming)
		asks string
		can  string
	}{
		"as it was":     {0, func(*community.Occasion, *community.Coming) {}, "", ""},
		"another time":  {0, func(o *community.Occasion, _ *community.Coming) { o.StartsAt = o.StartsAt.Add(20 * time.Hour) }, "“Soup” was moved: it’s tomorrow at 08:00 now.", "I’ll be there"},
		"another place": {0, func(o *community.Occasion, _ *community.Coming) { o.Place = "Garden" }, "“Soup” today at 12:00 is somewhere else: Garden.", "I’ll be there"},
		"no place":      {0, func(o *community.Occasion, _ *community.Coming) { o.Place = "" }, "“Soup” today at 12:00 is somewhere else: ask a host where.", "I’ll be there"},
		"both": {0, func(o *community.Occasion, _ *community.Coming) {
			o.StartsAt, o.Place = o.StartsAt.Add(7*24*time.Hour), "Garden"
		}, "“Soup” was moved: it’s on Tuesday 17 March at 12:00 now, and somewhere else: Garden.", "I’ll be there"},
		"a turn goes along": {20 * time.Minute, func(o *community.Occasion, c *community.Coming) {
			o.StartsAt, o.EndsAt, c.SlotAt = o.StartsAt.Add(time.Hour), o.EndsAt.Add(time.Hour), c.SlotAt.Add(time.Hour)
		}, "Your turn at “Soup” was moved: it’s today at 13:20 now.", "I’ll be there"},
		"a turn is gone": {20 * time.Minute, func(o *community.Occasion, _ *community.Coming) {
			o.StartsAt, o.EndsAt = o.StartsAt.Add(90*time.Minute), o.EndsAt.Add(90*time.Minute)
		}, "“Soup” was moved: it’s today at 13:30 now. Your turn went with it.", "See what’s free"},
	} {
		t.Run(name, func(t *testing.T) {
			k := settled(t)
			what := community.EventSocial
			if c.slot > 0 {
				what = community.EventSurgery
			}
			soup := k.plan(what, "Soup")
			who := k.desk.members[0]
			coming := community.Coming{ID: community.ID{3}, MemberID: who.ID, EventID: soup.SeriesID, StartsAt: soup.Of, SaidAt: k.clock, Seen: true}
			if c.slot > 0 {
				coming.SlotAt = soup.StartsAt.Add(c.slot)
			}
			coming.Hear(&soup)
			c.move(&k.desk.events[len(k.desk.events)-1], &coming)
			k.desk.programme.comings = []community.Coming{coming}
			v := k.comesIn(who.Number)
			if v.Asks != c.asks || c.asks != "" && v.Answers[0].Label != c.can {
				t.Fatalf("asked %q, %+v", v.Asks, v.Answers)
			}
			if c.asks == "" {
				return
			}
			k.tap(AnswerYes)
			if c.can == "See what’s free" {
				wantStep(t, k, Event)
				return
			}
			if v := k.comesIn(who.Number); v.Asks != "" || len(k.coming()) != 1 {
				t.Errorf("and again: %q, %+v", v.Asks, k.coming())
			}
		})
	}
}

func TestWhoCannotComeToWhatWasMovedGivesThePlaceBack(t *testing.T) {
	k := newKit(t) // whether the profile is still right waits for another day
	soup := k.plan(community.EventSocial, "Soup")
	who := k.desk.members[0]
	coming := community.Coming{ID: community.ID{3}, MemberID: who.ID, EventID: soup.SeriesID, StartsAt: soup.Of, SaidAt: k.clock, Seen: true, KnewAt: soup.StartsAt.Add(-time.Hour), KnewPlace: soup.Place}
	k.desk.programme.comings = []community.Coming{coming}
	if v := k.comesIn(who.Number); v.Asks != "“Soup” was moved: it’s today at 12:00 now." {
		t.Fatalf("asked %q", v.Asks)
	}
	k.tap(AnswerNo)
	if len(k.coming()) != 0 {
		t.Errorf("left %+v", k.coming())
	}
}

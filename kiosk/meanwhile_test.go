package kiosk

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"kettle/internal/care"
	"kettle/internal/community"
)

// House rules that a host changes while a visitor reads are agreed to anew: nobody is kept
// to have agreed to what they have not seen.
func TestATickIsForTheHouseRulesThatWereRead(t *testing.T) {
	for name, lead := range map[string]func(k *kit){
		"a visitor":           func(k *kit) { k.tap(GoVisit); k.types("Cy Hart"); k.tap(Choose, community.SeesHost) },
		"one who was invited": func(k *kit) { k.scans("KETTLE/V/K7M4QX") },
	} {
		k := livelySpace(t)
		lead(k)
		k.tap(Agree)
		if !k.State().Visitor.Agreed {
			t.Fatalf("%s: no tick", name)
		}
		k.desk.space.HouseRules = "Wash your cup, and no dogs."
		k.refresh()
		k.settle()
		if s := k.State().Visitor; s.Agreed || s.Rules != "Wash your cup, and no dogs." {
			t.Errorf("%s: %q is ticked: %v", name, s.Rules, s.Agreed)
		}
		k.tap(SignIn)
		if s := k.State(); s.Notice != sayAgree || s.Step == Visited {
			t.Errorf("%s: at %v, %q", name, s.Step, s.Notice)
		}
		k.tap(Agree)
		k.tap(SignIn)
		wantStep(t, k, Visited)
		mark := k.desk.space.RulesToAgree().Mark
		if !slices.ContainsFunc(k.desk.visitors, func(v community.Visitor) bool { return !v.InAt.IsZero() && v.Rules == mark }) {
			t.Errorf("%s: kept %+v", name, k.desk.visitors)
		}
	}
}

// What somebody is asked about may be erased on another screen before they answer: then it
// is asked no more, whatever they say, and all else goes on.
func TestAnAnswerToWhatIsGoneIsNotAskedForAgain(t *testing.T) {
	for _, act := range []Act{AnswerYes, AnswerNo} {
		k := confirmedSpace(t)
		bao := k.desk.members[2]
		k.desk.claims = map[community.ID]bool{{5, 3}: true}
		k.comesIn("1004")
		if s := k.State().Visit; s.Member.ID != bao.ID || len(s.Answers) != 2 {
			t.Fatalf("%+v", s)
		}
		k.desk.fault = fmt.Errorf("it was erased: %w", community.ErrNotFound)
		k.tap(act)
		s := k.State()
		if s.Step != Welcome || s.Notice != sayNothingLeft || len(s.Visit.Answers) != 0 || !s.Visit.Speak {
			t.Errorf("at %v: %q, %+v", s.Step, s.Notice, s.Visit)
		}
		k.tapOn(Sorted, s.Visit.OpenID)
		if s := k.State(); s.Notice != sayNothingLeft || len(s.Visit.Answers) != 0 || s.Visit.Open != "" {
			t.Errorf("at %v: %q, %+v", s.Step, s.Notice, s.Visit)
		}
	}
}

// A profile that is taken off the wall while something about it is being kept stays until
// that has its answer, and no longer; what there is to say of it is said.
func TestAProfileThatGoesWhileSomethingIsKeptGoesAfterIt(t *testing.T) {
	for name, c := range map[string]struct {
		lead func(k *kit)
		do   Act
		to   Step
		says string
	}{
		"this is me": {func(k *kit) { k.tap(GoBrowse); k.tapOn(Open, k.desk.members[1].ID) }, ThisIsMe, Browse, sayNotIn},
		"thanks":     {func(k *kit) { k.thanksTo("bao", "adam"); k.tap(Kind, "Practical help") }, Send, Thanks, saySpeechFailed},
	} {
		k := confirmedSpace(t)
		c.lead(k)
		step := k.step
		k.pass(settle)
		late := k.holds(func() { k.Tap(Tap{Act: c.do}) })
		if late == nil {
			t.Fatalf("%s: at %v, nothing is kept: %q", name, k.step, k.notice)
		}
		k.desk.members[1].OnWall = community.Consent{}
		k.refresh()
		k.settle()
		wantStep(t, k, step)
		k.desk.fault = errDisk
		late(t.Context())()
		k.settle()
		if s := k.State(); s.Step != c.to || s.Notice != c.says || s.Well {
			t.Errorf("%s: at %v, %q", name, s.Step, s.Notice)
		}
	}
}

// Whoever may not be seen any more is asked for in no round of names, the one under way
// included.
func TestWhoTakesConsentBackIsLearntNoMore(t *testing.T) {
	k := settled(t)
	for _, one := range k.desk.members[1:4] {
		p, _ := one.Profile(community.Wall)
		k.desk.deck = append(k.desk.deck, care.Question{Who: p, Names: []string{p.Called, "Nobody Else"}})
	}
	me, _ := k.desk.members[0].Profile(community.Self)
	k.learnNames(me)
	k.settle()
	adam, bao, third := k.desk.members[1], k.desk.members[2], k.desk.members[3]
	k.tap(Named, k.State().Quiz.Names[0])
	goes := func(id community.ID) {
		for i := range k.desk.members {
			if k.desk.members[i].ID == id {
				k.desk.members[i].OnWall = community.Consent{}
			}
		}
		k.refresh()
		k.settle()
	}
	goes(third.ID) // who was to come
	if q := k.State().Quiz; q.Who.ID != adam.ID || q.Answer == "" {
		t.Fatalf("%+v", q)
	}
	goes(adam.ID) // who is on screen
	if q := k.State().Quiz; q.Who.ID != bao.ID || q.Answer != "" || q.Right != 1 || q.Asked != 1 {
		t.Errorf("%+v", q)
	}
	goes(bao.ID)
	if q := k.State().Quiz; !q.Over || q.Right != 1 || q.Asked != 1 {
		t.Errorf("%+v", q)
	}
	goes(bao.ID) // a round that is over stays so
}

// A sentence about what did not work leaves home by itself, also where no wall takes the
// screen; and not before it can be read.
func TestASentenceDoesNotStayAtHomeForEver(t *testing.T) {
	k := newKit(t, func(c *Config) { c.Rest = nil })
	k.tap(GoExit)
	k.desk.fault = errDisk
	k.scans(cardOfAda) // at the PIN pad, which it takes away
	k.desk.fault = nil
	k.pass(restNote)
	if s := k.State(); s.Step != Home || s.Notice == "" {
		t.Fatalf("at %v: %q", s.Step, s.Notice)
	}
	k.pass(2 * time.Minute)
	if s := k.State(); s.Step != Home || s.Notice != "" {
		t.Errorf("at %v: %q", s.Step, s.Notice)
	}
}

// Whoever looks at an event goes back to the page of what is on that it is on.
func TestTheWayBackFromAnEventLeadsToItsPage(t *testing.T) {
	k := newKit(t)
	for i := range eventsPerPage + 2 {
		k.plan(community.EventSocial, fmt.Sprintf("Soup %d", i))
	}
	k.tap(GoWhatsOn)
	k.tap(NextPage)
	was := k.State().Event
	if was.Page != 2 || len(was.Lines) != 2 {
		t.Fatalf("%+v", was)
	}
	k.touches(Tap{Act: GoEvent, ID: was.Lines[1].ID, Text: was.Lines[1].Of})
	wantStep(t, k, Event)
	k.tap(Back)
	if s := k.State(); s.Step != WhatsOn || s.Event.Page != 2 {
		t.Errorf("at %v, page %d", s.Step, s.Event.Page)
	}
}

// A card that is held up by whoever tells how it went, or ticks whom they met, proves who
// they are: what was typed and ticked stays.
func TestACardAfterAnEventTakesNothingAway(t *testing.T) {
	const cardOfBao = "KETTLE-2222222222"
	for name, typed := range map[string]func(k *kit) string{
		"tell how it went":  func(k *kit) string { return k.State().Form.Entry("went").Text },
		"say whom they met": func(k *kit) string { return fmt.Sprint(k.State().Event.Ticked) },
	} {
		k := confirmedSpace(t)
		k.desk.cards[cardOfBao] = k.desk.members[2].ID
		memberActs[name].lead(k)
		step, before := k.step, typed(k)
		k.scans(cardOfBao)
		wantStep(t, k, step)
		if got := typed(k); got != before || k.notice != sayProven || k.event.by.Kind != community.ActorProven {
			t.Errorf("%s: %q became %q: %q", name, before, got, k.notice)
		}
	}
}

// An event of another week, to which somebody is led who has no place any more, is shown
// as what it is before anything more was read of it, or when nothing can be.
func TestAnEventOfAnotherWeekIsShownAtOnce(t *testing.T) {
	k := confirmedSpace(t)
	at := k.clock.AddDate(0, 0, 20)
	bao := k.desk.members[2]
	c := community.Coming{ID: community.ID{3}, MemberID: bao.ID, EventID: community.ID{0xe9}, StartsAt: at, SlotAt: at, KnewAt: at, SaidAt: k.clock}
	o := community.Occasion{EventID: c.EventID, SeriesID: c.EventID, What: community.EventSurgery, Title: "Tax advice", StartsAt: at, EndsAt: at.Add(time.Hour), Of: at}
	k.visit.member, _ = bao.Profile(community.Self)
	k.step = Welcome
	k.toEvent(&community.Promise{Coming: c, Occasion: o})()
	if e := k.State().Event; e.Title != "Tax advice" || e.Over || e.What != community.EventSurgery {
		t.Errorf("%+v", e)
	}
}

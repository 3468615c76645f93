package kiosk

import (
	"testing"

	"kettle/internal/community"
)

// From a list an event leads back to the list, a goal to its event, and nothing that was
// said on the way is forgotten: who it is, and what they set themselves.
func TestTheWayBackFromAnEventLeadsWhereOneCameFrom(t *testing.T) {
	k := settled(t)
	group := k.plan(community.EventAccountability, "Goals")
	k.comesIn("1002")
	k.tap(GoWhatsOn)
	k.looksAt(group)
	k.tap(AnswerYes)
	k.tap(GoGoal)
	wantStep(t, k, Goal)
	k.types("Finish")
	k.tap(Back)
	if s := k.State(); s.Step != Event || !s.Event.Comes || s.Event.Member.Called != "Ada" || s.Event.Goal != "" {
		t.Errorf("from a goal at %v: %+v", s.Step, s.Event)
	}
	k.tap(Back)
	if s := k.State(); s.Step != WhatsOn || s.Event.Member.Called != "Ada" || len(s.Event.Lines) != 1 {
		t.Errorf("from an event at %v: %+v", s.Step, s.Event)
	}
	k.tap(Back)
	wantStep(t, k, Home)

	k.comesIn("1002")
	k.looksAt(group) // not from the list
	k.tap(Back)
	wantStep(t, k, Home)
	k.tap(GoWhatsOn)
	if s := k.State(); s.Event.Member.Called != "" {
		t.Errorf("%q stayed", s.Event.Member.Called)
	}
}

// What was called off or moved away while somebody looked says so, and leaves no page of
// what is not.
func TestAnEventThatGoesWhileSomebodyLooksSaysSo(t *testing.T) {
	k := settled(t)
	soup := k.plan(community.EventSocial, "Soup")
	k.tap(GoWhatsOn)
	k.looksAt(soup)
	wantStep(t, k, Event)
	k.desk.events = nil
	k.Changed()
	k.settle()
	if s := k.State(); s.Step != Note || s.Note.Title != sayNoEvent {
		t.Errorf("at %v: %+v", s.Step, s.Note)
	}
}

// Who ticks nobody, and who ticks by mistake, is asked once and has met nobody.
func TestWhoTicksNobodyHasMetNobody(t *testing.T) {
	k := settled(t)
	other, _ := k.desk.members[1].Profile(community.Wall)
	k.desk.programme.comings = []community.Coming{{ID: community.ID{4}, MemberID: k.desk.members[0].ID}}
	k.desk.programme.met = &community.Meeting{Promise: community.Promise{Coming: k.desk.programme.comings[0]}, People: []community.Profile{other}}
	k.comesIn("1002")
	k.tap(AnswerYes)
	k.tapOn(Choose, other.ID)
	k.tapOn(Choose, other.ID)
	k.tap(Send)
	if s := k.State(); s.Step != Note || s.Note.Title != "All right." || len(k.desk.programme.pairs) != 0 || !k.desk.programme.comings[0].Asked {
		t.Errorf("at %v: %+v, %+v", s.Step, s.Note, k.desk.programme)
	}
}

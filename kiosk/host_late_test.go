package kiosk

import (
	"strings"
	"testing"
	"time"

	"kettle/internal/care"
	"kettle/internal/community"
)

// A member is shown to be erased as soon as they are, though the list is read later.
func TestTheMomentAfterAnErasureHasAPicture(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open("Cleo Marsh")
	k.does(DoErase)
	k.does(DoYes)
	k.clock = k.clock.Add(time.Second)
	k.Tap(Tap{Act: Do, Verb: DoYes})
	drawn := 0
	k.OnShow(func() { k.State(); drawn++ })
	j, _ := k.writes.next()
	j(t.Context())()
	if drawn == 0 || len(h.d.members) != 4 {
		t.Fatal("nothing was drawn after the erasure")
	}
	k.settle()
	s := k.State()
	if s.Host.Page != HostMembers || s.Notice != "Erased." {
		t.Errorf("at %q: %q", s.Host.Page, s.Notice)
	}
}

// beginsAnEvent goes on to a new event, whatever is asked on the way, and types its
// title; nothing that is being read has come by then.
func (k *kit) beginsAnEvent() {
	if k.host.asked != nil {
		k.touchesOnly(DoStay)
	}
	k.touchesOnly(DoPage, string(HostEvents))
	if k.host.asked != nil {
		k.touchesOnly(DoYes)
	}
	k.touchesOnly(DoAdd)
	k.form.focusOn(0)
	for _, r := range "Tea" {
		k.clock = k.clock.Add(time.Second)
		k.Rune(r)
	}
	k.touches(Tap{Act: Unfocus})
}

// Whatever a host did: once it is kept they may go on at once, and what is read after
// it, or undone, takes nothing from them that they have begun since.
func TestNothingLateTakesAHostAway(t *testing.T) {
	for name, act := range hostActs {
		act.do.Act = Do
		k, _ := ownerAfter(t, act.lead)
		k.clock = k.clock.Add(settle)
		k.Tap(act.do)
		if j, ok := k.writes.next(); ok {
			j(t.Context())()
		}
		for len(k.queue) > 0 { // a write is answered on the goroutine that draws
			f := k.queue[0]
			k.queue = k.queue[1:]
			f()
		}
		k.beginsAnEvent()
		for _, then := range []string{"", DoUndo} {
			if then != "" {
				k.does(then)
			}
			if s := k.State(); s.Host.Page != HostEvents || s.Host.Programme.Edit == nil || s.Form.Entry("title").Text != "Tea" {
				t.Errorf("%s, %q: at %q with %q", name, then, s.Host.Page, s.Form.Entry("title").Text)
			}
		}
	}
}

// A hand-over that another host writes meanwhile comes up for whoever only reads, and is
// not written over by what was there before, wherever "Save" falls.
func TestAHandOverIsNotWrittenOverByAnOlderOne(t *testing.T) {
	for _, read := range []bool{true, false} {
		for _, typed := range []string{"", "Milk"} {
			k, h := signedIn(t, community.RoleHost)
			h.d.space.HandOver = "The lift is out."
			k.does(DoPage, string(HostCare))
			k.does(DoTab, TabHandOver)
			if typed != "" {
				k.fills("hand_over", typed)
			}
			h.d.space.HandOver = "The lift goes again."
			want := h.d.space.HandOver
			if typed != "" {
				want = typed
			}
			if read {
				k.Changed()
				k.settle()
				if got := k.State().Form.Entry("hand_over").Text; got != want {
					t.Errorf("typed %q: it reads %q", typed, got)
				}
			}
			k.does(DoSave)
			if got := h.d.space.HandOver; got != want {
				t.Errorf("typed %q, read %t: kept %q", typed, read, got)
			}
			k.does(DoPage, string(HostHere))
			if k.State().Host.Asked != nil {
				t.Errorf("typed %q, read %t: asked about what is kept", typed, read)
			}
		}
	}
}

// Settings that another host changes meanwhile are shown as they are, on whatever tab;
// what this host has begun to type, or has ticked, stays theirs to save.
func TestTheSettingsOnScreenFollowAnotherHost(t *testing.T) {
	k, h := signedIn(t, community.RoleOwner)
	k.does(DoPage, string(HostSettings))
	k.fills("greeting", "Tea is ready.")
	k.touches(Tap{Act: Do, Verb: DoCheck, Name: "badge"})
	for _, f := range []community.Field{{Name: "hours", Value: "Mon-Fri 09:00-17:00"}, {Name: "greeting", Value: "Hello."}, {Name: "search_mode", Value: community.SearchThree}, {Name: "visitor_days", Value: "7"}} {
		if err := h.d.space.Set(f.Name, f.Value); err != nil {
			t.Fatal(err)
		}
	}
	k.Changed()
	k.settle()
	s := k.State()
	text := func(name string) string { return k.State().Form.Entry(name).Text }
	if text("hours") != "Mon-Fri 09:00-17:00" || text("visitor_days") != "7" || s.Host.Settings.SearchMode != community.SearchThree || text("greeting") != "Tea is ready." || !s.Host.Settings.Badge {
		t.Errorf("hours %q, days %q, greeting %q: %+v", text("hours"), text("visitor_days"), text("greeting"), s.Host.Settings)
	}
	k.does(DoSave)
	if at := h.d.space; at.Greeting != "Tea is ready." || !at.Badge || at.VisitorDays != 7 || at.SearchMode != community.SearchThree {
		t.Errorf("kept %+v", at)
	}
	k.does(DoTab, TabHosts)
	k.does(DoOpen, community.ID{78})
	k.fills("name", "Olaf")
	h.d.space.Greeting = "Hello."
	k.Changed()
	k.settle()
	if text("name") != "Olaf" {
		t.Errorf("the name of a host became %q", text("name"))
	}
	k.does(DoCancel)
	k.does(DoYes)
	k.does(DoTab, TabSpace)
	if text("greeting") != "Hello." {
		t.Errorf("the greeting is %q still", text("greeting"))
	}
}

// Who is looked for is who is found: not by an older text though "Done" comes quickly,
// and not without somebody who was added since.
func TestTheHostsFindWhomTheyTyped(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	k.fills("find", "ada o")
	k.touches(Tap{Act: Focus, Text: "find", N: 9})
	for range 3 {
		k.Key(KeyErase)
	}
	for _, r := range "am" { // nothing of it is looked up yet
		k.clock = k.clock.Add(time.Second)
		k.Rune(r)
	}
	k.clock = k.clock.Add(time.Second)
	k.Tap(Tap{Act: Enter})
	if k.host.edit != nil {
		t.Fatalf("%s is opened", k.host.edit.base.Name)
	}
	k.settle()
	if k.host.edit == nil || k.host.edit.base.Name != "Adam Reid" {
		t.Fatalf("at %q", k.host.page)
	}

	k, _ = signedIn(t, community.RoleHost)
	k.fills("find", "Noor")
	if n := k.State().Host.Members.Total; n != 0 {
		t.Fatalf("%d are found", n)
	}
	k.does(DoAdd)
	k.fills("name", "Noor Haddad")
	k.does(DoSave)
	k.does(DoCancel)
	if l := k.State().Host.Members.Lines; len(l) != 1 || l[0].Profile.Name != "Noor Haddad" {
		t.Errorf("found %+v", l)
	}
	k.open("Noor Haddad")
	k.fills("name", "Nora Haddad")
	k.does(DoSave)
	if n := k.State().Host.Members.Total; n != 0 {
		t.Errorf("%d are found by a name that nobody has", n)
	}
}

// An event of the list that is read slowly does not take the place of a new one that
// somebody has begun to type.
func TestASlowEventDoesNotTakeThePlaceOfANewOne(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	busyHouse(k, h)
	k.does(DoPage, string(HostEvents))
	line := k.State().Host.Programme.Lines[1]
	k.clock = k.clock.Add(settle)
	k.Tap(Tap{Act: Do, Verb: DoOpen, ID: line.ID, Name: line.Of})
	slow, ok := k.finds.next()
	if !ok {
		t.Fatal("no event is read")
	}
	k.does(DoAdd)
	k.fills("title", "Tea")
	slow(t.Context())()
	k.settle()
	if s := k.State(); s.Form.Entry("title").Text != "Tea" || !s.Host.Programme.Edit.New {
		t.Errorf("%q in its place", s.Form.Entry("title").Text)
	}
}

// Two members are made one only by whoever just said so: the question who is the same
// person does not wait on another day.
func TestMergingEndsWithThePage(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open("Cleo Marsh")
	k.does(DoMerge)
	if k.State().Host.Members.Title == "Members" {
		t.Fatal("not asked who is the same person")
	}
	k.does(DoPage, string(HostHere))
	k.does(DoPage, string(HostMembers))
	if got := k.State().Host.Members.Title; got != "Members" {
		t.Errorf("still asked %q", got)
	}
	k.open("Cleo Marsh")
	k.fills("headline", "Grants")
	k.does(DoMerge) // something is not saved
	k.does(DoStay)
	k.does(DoSave)
	if s := k.State().Host; s.Page != HostMembers || s.Members.Title != "Members" || len(s.Members.Lines) != len(h.d.members) {
		t.Errorf("at %q: %q with %d of %d", s.Page, s.Members.Title, len(s.Members.Lines), len(h.d.members))
	}
	k.open("Ada Okafor")
	if k.State().Host.Asked != nil || len(h.merged) != 0 {
		t.Error("a touch of a member merges")
	}
}

// A parcel that somebody else has handed over is not noted as a new one.
func TestAParcelIsHandedOverOnce(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.open("Ada Okafor")
	k.does(DoTab, TabMembership)
	k.does(DoParcel)
	if p := k.State().Host.Edit.Parcels; len(p) != 1 || !strings.HasPrefix(p[0].Text, "A parcel at the desk, since Tuesday 09:3") {
		t.Fatalf("%+v", p)
	}
	id := h.parcels[0].ID
	k.does(DoParcel, id)
	k.does(DoParcel, id)
	k.does(DoParcel, id)
	if len(h.parcels) != 1 || h.parcels[0].HandedAt.IsZero() || len(k.State().Host.Edit.Parcels) != 0 {
		t.Errorf("%+v", h.parcels)
	}
}

// A host who is a member is not asked their own name, in no round.
func TestAHostDoesNotLearnTheirOwnName(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	me, ada := k.desk.members[4], k.desk.members[0]
	k.host.who.MemberID = me.ID
	question := func(m community.Member) care.Question {
		p, _ := m.Profile(community.Wall)
		return care.Question{Who: p, Names: []string{m.Name, "Nobody Else"}}
	}
	k.desk.deck = []care.Question{question(me), question(ada)}
	k.does(DoPage, string(HostCare))
	k.does(DoTab, TabNames)
	for round := range 3 {
		q := k.State().Host.Care.Quiz
		if q.Who.ID != ada.ID {
			t.Fatalf("round %d: asked who %q is", round, q.Who.Name)
		}
		k.touches(Tap{Act: Named, Text: ada.Name})
		k.pass(quizShow)
		if !k.State().Host.Care.Quiz.Over {
			t.Fatalf("round %d goes on", round)
		}
		k.touches(Tap{Act: Again})
	}
}

// The touch that comes as the next face appears was meant for the last one.
func TestATouchAsTheFaceChangesNamesNobody(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	var all []care.Question
	for _, m := range k.desk.members[:3] {
		p, _ := m.Profile(community.Wall)
		all = append(all, care.Question{Who: p, Names: []string{m.Name, "Nobody Else"}})
	}
	k.desk.deck = all
	k.does(DoPage, string(HostCare))
	k.does(DoTab, TabNames)
	k.touches(Tap{Act: Named, Text: all[0].Names[0]})
	k.pass(quizShow)
	q := k.State().Host.Care.Quiz
	if q.Who.ID == all[0].Who.ID {
		t.Fatal("the face stays")
	}
	k.clock = k.clock.Add(settle / 2)
	k.Tap(Tap{Act: Named, Text: "Nobody Else"})
	if q := k.State().Host.Care.Quiz; q.Picked != "" || q.Asked != 1 {
		t.Errorf("%q was picked for a face that had just come", q.Picked)
	}
	k.touches(Tap{Act: Named, Text: "Nobody Else"})
	if q := k.State().Host.Care.Quiz; q.Asked != 2 || q.Right != 1 {
		t.Errorf("%d of %d", q.Right, q.Asked)
	}
}

// What is typed on one tab of the settings is still there on the next, and one "Save"
// keeps all of it.
func TestTheTabsOfTheSettingsAreOneForm(t *testing.T) {
	k, h := signedIn(t, community.RoleOwner)
	k.does(DoPage, string(HostSettings))
	k.fills("greeting", "Tea is ready.")
	k.does(DoTab, TabVisitors)
	k.fills("house_rules", "Wash your cup.")
	k.does(DoCheck, "badge")
	k.does(DoTab, TabSupport)
	k.does(DoCheck, "no_question")
	k.does(DoTab, TabSpace)
	if got := k.State().Form.Entry("greeting").Text; got != "Tea is ready." {
		t.Errorf("the greeting became %q", got)
	}
	k.does(DoSave)
	if s := h.d.space; s.Greeting != "Tea is ready." || s.HouseRules != "Wash your cup." || !s.Badge || !s.NoQuestion {
		t.Errorf("kept %+v, %q", s, k.notice)
	}
	k.does(DoPage, string(HostHere))
	if k.State().Host.Asked != nil {
		t.Error("asked about what is saved")
	}
}

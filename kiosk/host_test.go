package kiosk

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
)

func TestALinkForAPhotoEndsWithItsCodeOnScreen(t *testing.T) {
	for name, leave := range map[string]func(*kit){
		"cancel":         func(k *kit) { k.does(DoPhoto, PhotoLeave) },
		"another tab":    func(k *kit) { k.does(DoTab, TabMembership) },
		"another page":   func(k *kit) { k.does(DoPage, string(HostNotices)) },
		"lock":           func(k *kit) { k.does(DoLock) },
		"no photo":       func(k *kit) { k.does(DoPhoto, PhotoNone) },
		"from a stick":   func(k *kit) { k.does(DoPhoto, PhotoStick) },
		"a second code":  func(k *kit) { k.does(DoPhoto, PhotoPhone) },
		"nobody touches": func(k *kit) { k.pass(time.Hour) },
	} {
		k, h := signedIn(t, community.RoleHost)
		k.open(h.d.members[0].Name)
		k.does(DoPhoto, PhotoPhone)
		if len(h.ended) != 0 {
			t.Fatalf("%s: ended before it was used", name)
		}
		leave(k)
		if len(h.ended) != 1 || h.ended[0] != "HTTP://KIOSK/T/ABC" {
			t.Errorf("%s: ended %q", name, h.ended)
		}
	}
	k, h := signedIn(t, community.RoleHost)
	k.open(h.d.members[0].Name)
	k.does(DoPhoto, PhotoPhone)
	h.sent("abc")
	k.settle()
	k.does(DoPhoto, PhotoLeave)
	if len(h.ended) != 0 {
		t.Errorf("a link that was used is ended: %q", h.ended)
	}
}

func TestANewScreenIsLetInByItsSixDigits(t *testing.T) {
	k, h := signedIn(t, community.RoleManager)
	h.screens = ScreenList{Hub: true, Screens: []ScreenLine{{ID: community.ID{5}, Name: "Kitchen"}}}
	k.does(DoPage, string(HostScreens))
	k.does(DoAdd)
	k.types("Kitchen")
	k.does(DoSave)
	if k.State().Form.Entry("name").Wrong == "" {
		t.Fatal("two screens of one name")
	}
	k.types(" wall")
	k.does(DoSave)
	if k.State().Host.Screens.Offer == nil {
		t.Fatal("no code")
	}
	h.digits = "482 193"
	k.pass(2 * time.Second)
	if k.State().Host.Screens.Digits != "482 193" {
		t.Fatal("the digits are not shown")
	}
	k.does(DoYes)
	if !slices.Equal(h.admitted, []string{"9H73ZNCTSZ yes"}) {
		t.Errorf("%v", h.admitted)
	}
	k.does(DoRevoke, community.ID{5})
	k.does(DoYes)
	if len(h.revoked) != 1 {
		t.Error("not revoked")
	}
}

func TestAHostSeesNoScreensAndNoOtherHosts(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	if slices.Contains(k.State().Host.Menu, HostScreens) {
		t.Error("screens")
	}
	k.does(DoPage, string(HostSettings))
	s := k.State().Host.Settings
	if len(s.Hosts) != 1 || s.Manager || !slices.Equal(s.Tabs, []string{TabHosts}) {
		t.Errorf("%+v", s)
	}
	k.does(DoOpen, community.ID{78})
	if k.State().Host.Settings.Host != nil {
		t.Error("may edit the owner")
	}
	k.does(DoOpen, community.ID{77})
	k.does(DoRole, community.RoleOwner)
	if s := k.State().Host.Settings; s.Host.Role != community.RoleHost || len(s.Roles) > 0 {
		t.Error("made itself the owner")
	}
}

func TestAHostChangesTheirOwnPIN(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.does(DoPage, string(HostSettings))
	k.does(DoOpen, community.ID{77})
	k.touches(Tap{Act: Focus, Text: "pin"})
	k.types("739104")
	k.touches(Tap{Act: Focus, Text: "again"})
	k.types("739105")
	k.does(DoSave)
	if k.State().Form.Entry("again").Wrong == "" || len(h.pins) > 0 {
		t.Fatal("two PINs that differ")
	}
	k.key(KeyErase)
	k.types("4")
	k.does(DoSave)
	if !slices.Equal(h.pins, []string{"739104"}) {
		t.Errorf("%q, %q", h.pins, k.notice)
	}
}

func TestTheSessionEndsByIdlingAndWhenTheSpaceCloses(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	k.pass(hostRest + time.Second)
	wantStep(t, k, Home)
	if k.host != nil {
		t.Error("idling does not end it")
	}
}

func TestSettingsAreKeptAndRefusedAtTheirField(t *testing.T) {
	k, h := signedIn(t, community.RoleOwner)
	k.does(DoPage, string(HostSettings))
	k.touches(Tap{Act: Focus, Text: "zone", N: 99})
	k.types("x")
	k.does(DoSave)
	if k.State().Form.Entry("zone").Wrong == "" {
		t.Fatal("a zone that is none")
	}
	k.key(KeyErase)
	k.touches(Tap{Act: Focus, Text: "greeting", N: 99})
	k.types("!")
	k.does(DoSave)
	if !strings.HasSuffix(h.d.space.Greeting, "!") {
		t.Errorf("%q, %q", h.d.space.Greeting, k.notice)
	}
}

func TestNoticesGoUpAndComeDown(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.does(DoPage, string(HostNotices))
	k.does(DoAdd)
	k.does(DoSave)
	if k.State().Form.Entry("words").Wrong == "" {
		t.Fatal("a notice without words")
	}
	k.types("The lift is out")
	k.does(DoSave)
	if len(h.notices) != 1 || !h.notices[0].UpAt(k.cfg.Now(), community.NoticeWall) {
		t.Fatalf("%+v, %q", h.notices, k.notice)
	}
	k.does(DoRemove, h.notices[0].ID)
	if !h.notices[0].Void {
		t.Error("still up")
	}
}

func TestAPassphraseOpensThePartOfItsHost(t *testing.T) {
	k := newKit(t)
	k.cfg.Hosts = &smallHosts{d: k.desk}
	k.desk.pin = "correct horse"
	k.tap(GoExit)
	k.touches(Tap{Act: GoWords})
	k.types("correct horses")
	k.key(KeyEnter)
	if k.notice != sayWrongPIN || k.State().Form.Entry("pin").Text != "" {
		t.Fatalf("%q", k.notice)
	}
	k.types("correct horse")
	k.key(KeyEnter)
	wantStep(t, k, Host)
}

func TestAParcelIsToldAtTheCheckIn(t *testing.T) {
	k := newKit(t)
	k.desk.parcels = 2
	k.types("bao")
	k.key(KeyEnter)
	wantStep(t, k, Welcome)
	if text := k.State().Visit.Text; !strings.Contains(text, "2 parcels") {
		t.Error(text)
	}
}

func TestAProfileSaysWhyItIsHere(t *testing.T) {
	k := newKit(t)
	k.tap(GoBrowse)
	k.tapOn(Open, k.State().Browse.People[0].ID)
	k.touches(Tap{Act: Why})
	wantStep(t, k, Note)
	if !strings.Contains(k.State().Note.Text, "agreed") {
		t.Error(k.State().Note.Text)
	}
	k.touches(Tap{Act: Back})
	wantStep(t, k, Person)
}

func TestNoticesStandAtHome(t *testing.T) {
	k := newKit(t)
	k.desk.notices = []community.Notice{
		{Words: "The lift is out", From: k.clock.Add(-time.Hour), Until: k.clock.Add(time.Hour)},
		{Words: "For walls", Audience: community.NoticeWall, From: k.clock.Add(-time.Hour), Until: k.clock.Add(time.Hour)},
		{Words: "Later", From: k.clock.Add(time.Hour), Until: k.clock.Add(2 * time.Hour)},
	}
	k.refresh()
	k.settle()
	if got := k.State().Home.Notices; !slices.Equal(got, []string{"The lift is out"}) {
		t.Errorf("%q", got)
	}
}

func TestAHostInvitesAVisitorAndSignsThemOut(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.does(DoPage, string(HostVisitors))
	k.does(DoAdd)
	k.does(DoSave)
	if k.State().Form.Entry("name").Wrong == "" {
		t.Fatal("nobody is invited")
	}
	k.types("Jo Marsh")
	k.touches(Tap{Act: Focus, Text: "expected_on", N: 10})
	for range 10 {
		k.key(KeyErase)
	}
	k.types("2020-01-01")
	k.does(DoSave)
	if k.State().Form.Entry("expected_on").Wrong == "" {
		t.Fatal("invited for a day that is over")
	}
	for range 10 {
		k.key(KeyErase)
	}
	k.types("2026-03-11")
	k.does(DoSave)
	if k.State().Host.Visitors.Code != "K7M4QX" || len(h.visitors) != 1 {
		t.Fatalf("%+v, %q", k.State().Host.Visitors, k.notice)
	}
	k.does(DoCancel)
	if l := k.State().Host.Visitors.Lines; len(l) != 1 || l[0].Name != "Jo Marsh" {
		t.Fatalf("%+v", l)
	}
	k.does(DoRemove, h.visitors[0].ID)
	if len(k.State().Host.Visitors.Lines) != 0 {
		t.Error("still expected")
	}
}

func TestWhatMembersWantChangedIsDecided(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	if n := k.State().Host.Members.Waiting; n != 0 {
		t.Errorf("%d changes of nobody", n)
	}
	h.proposals = []ProposalLine{{ID: community.ID{1}, Name: "Ada", Wanted: "about"}, {ID: community.ID{2}, Name: "Bao", Wanted: "name"}}
	k.does(DoPage, string(HostChanges))
	k.does(DoPage, string(HostMembers))
	if n := k.State().Host.Members.Waiting; n != 2 {
		t.Errorf("%d changes wait", n)
	}
	k.does(DoPage, string(HostChanges))
	k.does(DoYes, community.ID{1})
	k.does(DoStay, community.ID{2})
	if !slices.Equal(h.decided, []bool{true, false}) || len(k.State().Host.Proposals.Lines) != 0 {
		t.Errorf("%v, %+v", h.decided, k.State().Host.Proposals)
	}
}

func TestAllThatAMemberWantsChangedIsReadBeforeItIsTaken(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	all := "“" + strings.Repeat("I mend things. ", 130) + "” as what they say about themselves"
	h.proposals = []ProposalLine{{ID: community.ID{1}, Name: "Ada", Wanted: all}, {ID: community.ID{2}, Name: "Bao", Wanted: "name"}}
	k.does(DoPage, string(HostChanges))
	k.does(DoOpen, community.ID{1})
	if q := k.State().Host.Asked; q == nil || q.Title != "Ada wants" || q.Text != all {
		t.Fatalf("%+v", q)
	}
	k.does(DoStay)
	if len(h.decided) != 0 || k.State().Host.Asked != nil {
		t.Errorf("not yet was %v, and %+v is asked", h.decided, k.State().Host.Asked)
	}
	k.does(DoOpen, community.ID{1})
	h.proposals[0].Wanted = "“Ask me about anything” as what they say about themselves"
	k.Changed()
	k.settle()
	k.does(DoYes)
	if s := k.State(); len(h.decided) != 0 || s.Notice != "They want something else by now." || s.Host.Proposals.Lines[0].Wanted != h.proposals[0].Wanted {
		t.Errorf("%v of what nobody has read: %q", h.decided, s.Notice)
	}
	k.does(DoOpen, community.ID{1})
	k.does(DoYes)
	k.does(DoOpen, community.ID{1}) // nothing waits under it any more
	if lines := k.State().Host.Proposals.Lines; !slices.Equal(h.decided, []bool{true}) || len(lines) != 1 || k.State().Host.Asked != nil {
		t.Errorf("%v, %+v", h.decided, lines)
	}
}

func TestTheHostsListFollowsOtherScreens(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	h.d.members[0].Headline = "changed elsewhere"
	k.refresh()
	k.settle()
	if got := k.State().Host.Members.Lines[0].Line; got != "changed elsewhere" {
		t.Errorf("%q", got)
	}
}

func TestWhatFollowsAReadingIsDoneThoughALaterOneComesFirst(t *testing.T) {
	k, _ := signedIn(t, community.RoleHost)
	did := 0
	k.readRoll(func() { did++ })
	k.readRoll(nil) // takes its place
	k.readRoll(func() { did++ })
	k.settle()
	if did != 2 {
		t.Errorf("%d of 2 things were done", did)
	}
}

package kiosk

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kettle/internal/care"
	"kettle/internal/community"
)

// hostActs is what hosts do: the way to it, the touch that does it, and what the desk
// then has, in words.
var hostActs = map[string]struct {
	lead func(k *kit, h *smallHosts)
	do   Tap
	kept func(h *smallHosts) any
}{
	"save a member": {
		func(k *kit, _ *smallHosts) { k.open("Ada Okafor"); k.fills("headline", "Grants") },
		Tap{Verb: DoSave},
		func(h *smallHosts) any { return h.d.members[0].Headline },
	},
	"add a member": {
		func(k *kit, _ *smallHosts) { k.does(DoAdd); k.fills("name", "Noor Haddad") },
		Tap{Verb: DoSave},
		func(h *smallHosts) any { return len(h.d.members) },
	},
	"pause": {
		func(k *kit, _ *smallHosts) { k.open("Ada Okafor"); k.does(DoState, community.StatePaused) },
		Tap{Verb: DoYes},
		func(h *smallHosts) any { return h.d.members[0].State },
	},
	"give a consent": {
		func(k *kit, _ *smallHosts) { k.open("Cleo Marsh"); k.does(DoConsent, "show_on_wall") },
		Tap{Verb: DoHow, Name: HowGiven[0]},
		func(h *smallHosts) any { return h.d.members[3].OnWall.Given },
	},
	"take a consent back": {
		func(k *kit, _ *smallHosts) { k.open("Ada Okafor") },
		Tap{Verb: DoConsent, Name: "show_presence"},
		func(h *smallHosts) any { return h.d.members[0].HereNow.Given },
	},
	"say what an erasure takes": {
		func(k *kit, _ *smallHosts) { k.open("Ada Okafor") },
		Tap{Verb: DoErase},
		nil,
	},
	"erase": {
		func(k *kit, _ *smallHosts) { k.open("Ada Okafor"); k.does(DoErase); k.does(DoYes) },
		Tap{Verb: DoYes},
		func(h *smallHosts) any { return len(h.d.members) },
	},
	"merge": {
		func(k *kit, h *smallHosts) {
			k.open("Cleo Marsh")
			k.does(DoMerge)
			k.does(DoOpen, h.d.members[0].ID)
		},
		Tap{Verb: DoYes},
		func(h *smallHosts) any { return len(h.merged) },
	},
	"note a parcel": {
		func(k *kit, _ *smallHosts) { k.open("Ada Okafor"); k.does(DoTab, TabMembership) },
		Tap{Verb: DoParcel},
		func(h *smallHosts) any { return len(h.parcels) },
	},
	"open a link for a photo": {
		func(k *kit, _ *smallHosts) { k.open("Ada Okafor") },
		Tap{Verb: DoPhoto, Name: PhotoPhone},
		nil,
	},
	"look at a stick": {
		func(k *kit, _ *smallHosts) { k.open("Ada Okafor") },
		Tap{Verb: DoPhoto, Name: PhotoStick},
		nil,
	},
	"take a picture from a stick": {
		func(k *kit, _ *smallHosts) { k.open("Ada Okafor"); k.does(DoPhoto, PhotoStick) },
		Tap{Verb: DoPhoto, Name: PhotoStick, Text: "/media/stick/ada.jpg"},
		nil,
	},
	"crop": {
		func(k *kit, _ *smallHosts) {
			k.open("Ada Okafor")
			k.does(DoPhoto, PhotoStick)
			k.touches(Tap{Act: Do, Verb: DoPhoto, Name: PhotoStick, Text: "/media/stick/ada.jpg"})
		},
		Tap{Verb: DoPhoto, Name: PhotoKeep},
		func(h *smallHosts) any { return len(h.cropped) },
	},
	"undo an act": {
		func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostHistory)) },
		Tap{Verb: DoOpen, ID: community.ID{8, 4}},
		func(h *smallHosts) any { return len(h.undone) },
	},
	"undo an act of one": {
		func(k *kit, _ *smallHosts) { k.open("Ada Okafor"); k.does(DoTab, TabHistory) },
		Tap{Verb: DoOpen, ID: community.ID{8, 4}},
		func(h *smallHosts) any { return len(h.undone) },
	},
	"invite": {
		func(k *kit, _ *smallHosts) {
			k.does(DoPage, string(HostVisitors))
			k.does(DoAdd)
			k.fills("name", "Bo Reid")
		},
		Tap{Verb: DoSave},
		func(h *smallHosts) any { return len(h.visitors) },
	},
	"sign a visitor out": {
		func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostVisitors)) },
		Tap{Verb: DoRemove, ID: community.ID{8, 6}},
		func(h *smallHosts) any { return len(h.visitors) },
	},
	"take a change": {
		func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostChanges)) },
		Tap{Verb: DoYes, ID: community.ID{8, 5}},
		func(h *smallHosts) any { return len(h.decided) },
	},
	"put up a notice": {
		func(k *kit, _ *smallHosts) {
			k.does(DoPage, string(HostNotices))
			k.does(DoAdd)
			k.fills("words", "The lift is out")
		},
		Tap{Verb: DoSave},
		func(h *smallHosts) any { return len(h.notices) },
	},
	"take a post down": {
		func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostBoard)) },
		Tap{Verb: DoRemove, ID: community.ID{8, 1}},
		func(h *smallHosts) any { return h.d.posts[0].Closed },
	},
	"let a post be seen": {
		func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostBoard)) },
		Tap{Verb: DoYes, ID: community.ID{8, 1}},
		func(h *smallHosts) any { return h.d.posts[0].Held },
	},
	"take thanks down": {
		func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostBoard)) },
		Tap{Verb: DoRemove, ID: community.ID{8, 2}},
		func(h *smallHosts) any { return h.d.thanks[0].Void },
	},
	"make an event": {
		func(k *kit, _ *smallHosts) {
			k.does(DoPage, string(HostEvents))
			k.does(DoAdd)
			k.fills("title", "Tea")
		},
		Tap{Verb: DoSave},
		func(h *smallHosts) any { return len(h.agenda.events) },
	},
	"call an event off": {
		func(k *kit, h *smallHosts) { k.toEventEdit(); k.does(DoOff) },
		Tap{Verb: DoYes},
		func(h *smallHosts) any { return len(h.agenda.off) },
	},
	"give templates": {
		func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostEvents)); k.does(DoTemplates) },
		Tap{Verb: DoGive},
		nil,
	},
	"look for templates on a stick": {
		func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostEvents)); k.does(DoTemplates) },
		Tap{Verb: DoTake},
		nil,
	},
	"keep a hand-over": {
		func(k *kit, _ *smallHosts) {
			k.does(DoPage, string(HostCare))
			k.does(DoTab, TabHandOver)
			k.fills("hand_over", "Milk")
		},
		Tap{Verb: DoSave},
		func(h *smallHosts) any { return h.d.space.HandOver },
	},
	"offer a screen a code": {
		func(k *kit, _ *smallHosts) {
			k.does(DoPage, string(HostScreens))
			k.does(DoAdd)
			k.fills("name", "Library")
		},
		Tap{Verb: DoSave},
		nil,
	},
	"take a screen out": {
		func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostScreens)); k.does(DoRevoke, community.ID{5}) },
		Tap{Verb: DoYes},
		func(h *smallHosts) any { return len(h.revoked) },
	},
	"print the canvas": {
		func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostCanvas)) },
		Tap{Verb: DoPaper},
		nil,
	},
	"save the settings": {
		func(k *kit, _ *smallHosts) {
			k.does(DoPage, string(HostSettings))
			k.fills("greeting", "Tea is ready.")
		},
		Tap{Verb: DoSave},
		func(h *smallHosts) any { return h.d.space.Greeting },
	},
	"save a host": {
		func(k *kit, _ *smallHosts) { k.toHost(community.ID{78}); k.fills("name", "Olaf") },
		Tap{Verb: DoSave},
		func(h *smallHosts) any { return fmt.Sprint(h.hosts) },
	},
	"end a host's access": {
		func(k *kit, _ *smallHosts) { k.toHost(community.ID{78}); k.does(DoRevoke) },
		Tap{Verb: DoYes},
		func(h *smallHosts) any { return fmt.Sprint(h.hosts) },
	},
}

// toEventEdit opens the first event of the list.
func (k *kit) toEventEdit() {
	k.does(DoPage, string(HostEvents))
	l := k.State().Host.Programme.Lines[0]
	k.does("", Tap{Act: Do, Verb: DoOpen, ID: l.ID, Name: l.Of})
}

// ownerAfter gives the session of an owner in a busy house who has done that.
func ownerAfter(t *testing.T, lead func(*kit, *smallHosts)) (*kit, *smallHosts) {
	t.Helper()
	k, h := signedIn(t, community.RoleOwner)
	busyHouse(k, h)
	k.refresh()
	k.settle()
	k.does(DoPage, string(HostMembers))
	lead(k, h)
	return k, h
}

// Whatever a host does: when it cannot be kept, nothing is, it is said in a sentence on
// the page where it was done, and what was typed is still there. Once the disk has room
// again the same is done by the same touches.
func TestWhatAHostDoesFailsInWordsAndWorksThen(t *testing.T) {
	for name, act := range hostActs {
		act.do.Act = Do
		k, h := ownerAfter(t, act.lead)
		page, typed := k.host.page, formTexts(k)
		var before any
		if act.kept != nil {
			before = act.kept(h)
		}
		h.d.fault = errDisk
		k.touches(act.do)
		s := k.State()
		switch {
		case act.kept != nil && !reflect.DeepEqual(act.kept(h), before):
			t.Errorf("%s: kept in spite of the disk: %v", name, act.kept(h))
		case s.Notice == "" || s.Well || strings.Contains(s.Notice, "disk full") || !strings.HasSuffix(s.Notice, "."):
			t.Errorf("%s: it is said as %q, well %v", name, s.Notice, s.Well)
		case s.Step != Host || s.Host.Page != page || !slices.Equal(formTexts(k), typed):
			t.Errorf("%s: at %v, %q: %q", name, s.Step, s.Host.Page, formTexts(k))
		case s.Busy || s.Host.Saved != "":
			t.Errorf("%s: busy %v, saved %q", name, s.Busy, s.Host.Saved)
		}

		if s.Notice == sayNotKept != k.form.filled() && s.Notice != sayNoStick && s.Notice != sayNoLink && s.Notice != sayNoPicture {
			t.Errorf("%s: typed %t, and it is said as %q", name, k.form.filled(), s.Notice)
		}

		k, h = ownerAfter(t, act.lead)
		k.touches(act.do)
		if s := k.State(); act.kept != nil && reflect.DeepEqual(act.kept(h), before) || s.Notice != "" && !s.Well {
			t.Errorf("%s: not done though the disk has room: %q", name, s.Notice)
		}
	}
}

func formTexts(k *kit) []string {
	if k.form == nil {
		return nil
	}
	return k.form.texts()
}

// Whatever page of the hosts' part cannot be read says so, and is read at the next look.
func TestAPageThatCannotBeReadSaysSo(t *testing.T) {
	for _, page := range []HostPage{
		HostMembers, HostHere, HostVisitors, HostChanges, HostIntroductions, HostCare, HostNotices, HostBoard, HostEvents, HostScreens, HostCanvas, HostHistory,
		HostSettings,
	} {
		k, h := signedIn(t, community.RoleOwner)
		busyHouse(k, h)
		k.does(DoPage, string(HostHere))
		var drawn State
		k.OnShow(func() { drawn = k.State() })
		h.d.fault = errDisk
		k.does(DoPage, string(page))
		if drawn.Step != Host || drawn.Host.Page != page || drawn.Notice != sayNotRead || drawn.Well {
			t.Errorf("%q: %q, well %v", page, drawn.Notice, drawn.Well)
		}
		if page == HostCare {
			k.tell("")
			if k.does(DoTab, TabNames); drawn.Notice != sayNotRead {
				t.Errorf("the names: %q", drawn.Notice)
			}
		}
		h.d.fault = nil
		k.does(DoPage, string(page))
		if drawn.Notice != "" {
			t.Errorf("%q then: %q", page, drawn.Notice)
		}
	}
}

// Whatever page a host looks at, what happens meanwhile on another screen comes up there.
func TestEveryPageFollowsWhatHappensElsewhere(t *testing.T) {
	note := community.Notice{ID: community.ID{3}, Words: "The lift is out", Until: time.Date(2026, 3, 11, 0, 0, 0, 0, time.UTC)}
	for page, c := range map[HostPage]struct {
		happens func(k *kit, h *smallHosts)
		shows   func(s HostState) any
	}{
		HostMembers:       {func(_ *kit, h *smallHosts) { h.proposals = nil }, func(s HostState) any { return s.Members.Waiting }},
		HostHere:          {func(_ *kit, h *smallHosts) { h.d.visits = nil }, func(s HostState) any { return s.Here.Total }},
		HostVisitors:      {func(_ *kit, h *smallHosts) { h.visitors = nil }, func(s HostState) any { return len(s.Visitors.Lines) }},
		HostChanges:       {func(_ *kit, h *smallHosts) { h.proposals = nil }, func(s HostState) any { return len(s.Proposals.Lines) }},
		HostIntroductions: {func(_ *kit, h *smallHosts) { h.pairs.Said = 3 }, func(s HostState) any { return s.Introductions.Foot }},
		HostCare:          {func(_ *kit, h *smallHosts) { h.care.New = []care.Newcomer{{Member: &h.d.members[0]}} }, func(s HostState) any { return len(s.Care.Lines) }},
		HostNotices:       {func(_ *kit, h *smallHosts) { h.notices = []community.Notice{note} }, func(s HostState) any { return len(s.Notices.Lines) }},
		HostBoard:         {func(_ *kit, h *smallHosts) { h.d.posts = nil }, func(s HostState) any { return len(s.Board.Lines) }},
		HostEvents:        {func(_ *kit, h *smallHosts) { h.d.events = h.d.events[1:] }, func(s HostState) any { return len(s.Programme.Lines) }},
		HostScreens:       {func(_ *kit, h *smallHosts) { h.screens.Screens = nil }, func(s HostState) any { return len(s.Screens.Screens) }},
		HostHistory:       {func(_ *kit, h *smallHosts) { h.acts = nil }, func(s HostState) any { return len(s.History.Acts) }},
		HostSettings:      {func(_ *kit, h *smallHosts) { h.hosts = append(h.hosts, community.Host{ID: community.ID{79}}) }, func(s HostState) any { return len(s.Settings.Hosts) }},
	} {
		k, h := signedIn(t, community.RoleOwner)
		busyHouse(k, h)
		k.does(DoPage, string(page))
		before := c.shows(k.State().Host)
		c.happens(k, h)
		k.Changed()
		k.settle()
		if after := c.shows(k.State().Host); after == before {
			t.Errorf("%q still shows %v", page, after)
		}
	}

	k, h := signedIn(t, community.RoleHost)
	busyHouse(k, h)
	k.open("Ada Okafor")
	h.parcels = []community.Parcel{{ID: community.ID{1}, Words: "A parcel"}}
	k.Changed()
	k.settle()
	if n := len(k.State().Host.Edit.Parcels); n != 1 {
		t.Errorf("%d parcels wait on the open page", n)
	}
	h.d.fault = errDisk
	k.Changed()
	k.settle()
	if n := len(k.State().Host.Edit.Parcels); n != 1 {
		t.Errorf("%d parcels wait where they cannot be read", n)
	}
}

// A page that was read once does not become empty because it cannot be read again.
func TestAListThatCannotBeReadAgainStays(t *testing.T) {
	for page, n := range map[HostPage]func(HostState) int{
		HostVisitors: func(s HostState) int { return len(s.Visitors.Lines) },
		HostChanges:  func(s HostState) int { return len(s.Proposals.Lines) },
		HostEvents:   func(s HostState) int { return len(s.Programme.Lines) },
		HostHistory:  func(s HostState) int { return len(s.History.Acts) },
		HostNotices:  func(s HostState) int { return len(s.Notices.Lines) },
		HostScreens:  func(s HostState) int { return len(s.Screens.Screens) },
	} {
		k, h := signedIn(t, community.RoleOwner)
		busyHouse(k, h)
		h.notices = []community.Notice{{ID: community.ID{3}, Words: "The lift is out", From: k.clock, Until: k.clock.AddDate(0, 0, 1)}}
		k.refresh()
		k.settle()
		k.does(DoPage, string(page))
		was := n(k.State().Host)
		if was == 0 {
			t.Fatalf("%q is empty", page)
		}
		h.d.fault = errDisk
		switch page {
		case HostVisitors:
			k.does(DoRemove, community.ID{8, 6})
		case HostChanges:
			k.does(DoYes, community.ID{8, 5})
		case HostEvents:
			k.readProgramme()
		case HostHistory:
			k.does(DoOpen, community.ID{8, 4})
		case HostNotices:
			k.readNotices()
		case HostScreens:
			k.readScreens()
		}
		k.settle()
		if got := n(k.State().Host); got != was {
			t.Errorf("%q: %d of %d are left", page, got, was)
		}
	}
}

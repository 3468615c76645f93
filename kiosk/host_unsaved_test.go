package kiosk

import (
	"slices"
	"strings"
	"testing"

	"kettle/internal/community"
)

// unsaved are the pages of the hosts' part on which something can be filled in, each
// with the way to it and what is filled in there.
var unsaved = map[string]func(k *kit, h *smallHosts){
	"a profile":     func(k *kit, _ *smallHosts) { k.open("Ada Okafor"); k.fills("headline", "Grants") },
	"a new element": func(k *kit, _ *smallHosts) { k.open("Ada Okafor"); k.fills(adding(community.ListTopics), "Bread") },
	"a list": func(k *kit, _ *smallHosts) {
		k.open("Ada Okafor")
		k.does(DoSuggest, Tap{Act: Do, Verb: DoSuggest, Name: community.ListTopics, Text: "Bread"})
	},
	"a mark": func(k *kit, _ *smallHosts) {
		k.open("Ada Okafor")
		k.does("", Tap{Act: Do, Verb: DoCheck, Text: "introduce_me"})
	},
	"no photo": func(k *kit, h *smallHosts) {
		h.d.members[0].Photo = "abc"
		k.refresh()
		k.settle()
		k.open("Ada Okafor")
		k.does(DoPhoto, PhotoNone)
	},
	"a new member": func(k *kit, _ *smallHosts) { k.does(DoAdd); k.fills("name", "Noor") },
	"a notice": func(k *kit, _ *smallHosts) {
		k.does(DoPage, string(HostNotices))
		k.does(DoAdd)
		k.fills("words", "The lift is out")
	},
	"an invitation": func(k *kit, _ *smallHosts) {
		k.does(DoPage, string(HostVisitors))
		k.does(DoAdd)
		k.fills("name", "Jo Marsh")
	},
	"a screen's name": func(k *kit, _ *smallHosts) {
		k.does(DoPage, string(HostScreens))
		k.does(DoAdd)
		k.fills("name", "Library")
	},
	"a hand-over": func(k *kit, _ *smallHosts) {
		k.does(DoPage, string(HostCare))
		k.does(DoTab, TabHandOver)
		k.fills("hand_over", "Milk")
	},
	"an event's title": func(k *kit, _ *smallHosts) {
		k.does(DoPage, string(HostEvents))
		k.does(DoAdd)
		k.fills("title", "Tea")
	},
	"an event's kind": func(k *kit, _ *smallHosts) {
		k.does(DoPage, string(HostEvents))
		k.does(DoAdd)
		k.does(DoRole, community.EventLearning)
	},
	"an event's time": func(k *kit, _ *smallHosts) {
		k.does(DoPage, string(HostEvents))
		k.does(DoAdd)
		k.does("", Tap{Act: Do, Verb: DoStep, Name: "from", N: 15})
	},
	"an event's repeat": func(k *kit, _ *smallHosts) {
		k.does(DoPage, string(HostEvents))
		k.does(DoAdd)
		k.does(DoRepeat, community.RepeatWeek)
	},
	"the greeting": func(k *kit, _ *smallHosts) {
		k.does(DoPage, string(HostSettings))
		k.fills("greeting", "Tea is ready.")
	},
	"the search": func(k *kit, _ *smallHosts) {
		k.does(DoPage, string(HostSettings))
		k.does(DoRole, community.SearchThree)
	},
	"a setting":      func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostSettings)); k.does(DoCheck, "badge") },
	"another's name": func(k *kit, _ *smallHosts) { k.toHost(community.ID{78}); k.fills("name", "Olaf") },
	"another's role": func(k *kit, _ *smallHosts) { k.toHost(community.ID{78}); k.does(DoRole, community.RoleHost) },
	"a PIN":          func(k *kit, _ *smallHosts) { k.toHost(community.ID{77}); k.fills("pin", "739104") },
}

// toHost opens the page of one host.
func (k *kit) toHost(id community.ID) {
	k.does(DoPage, string(HostSettings))
	k.does(DoTab, TabHosts)
	k.does(DoOpen, id)
}

// filledIn is all that a host has filled in on a page.
func (k *kit) filledIn() []string {
	var out []string
	if k.form != nil {
		out = k.form.texts()
	}
	s := k.State().Host
	for _, l := range s.Edit.Lists {
		out = append(out, l.Tags...)
	}
	for _, m := range append(s.Edit.Wishes, s.Edit.Marks...) {
		out = append(out, m.Name+map[bool]string{true: " on"}[m.On])
	}
	if e := s.Programme.Edit; e != nil {
		out = append(out, e.What, e.From, e.To, e.Repeat)
	}
	if h := s.Settings.Host; h != nil {
		out = append(out, h.Role)
	}
	return append(out, s.Edit.Profile.Photo, s.Settings.SearchMode, map[bool]string{true: "badge"}[s.Settings.Badge])
}

// What a host has filled in is not lost to a touch of the menu, of "Lock" or "Leave", nor
// to the Escape key: it is asked about, and "Go on editing" finds it as it was.
func TestNothingFilledInIsLostToATouchBesideIt(t *testing.T) {
	for name, fill := range unsaved {
		for way, leave := range map[string]func(*kit){
			"the menu":  func(k *kit) { k.does(DoPage, string(HostHere)) },
			"itself":    func(k *kit) { k.does(DoPage, string(k.host.page)) },
			"lock":      func(k *kit) { k.does(DoLock) },
			"leave":     func(k *kit) { k.does(DoExit) },
			"members":   func(k *kit) { k.does(DoPage, string(HostMembers)) },
			"two taps":  func(k *kit) { k.does(DoLock); k.does(DoLock) },
			"no editor": func(k *kit) { k.does(DoPage, string(HostEdit)) },
		} {
			k, h := signedIn(t, community.RoleOwner)
			fill(k, h)
			page, before := k.host.page, k.filledIn()
			leave(k)
			if k.State().Host.Asked == nil && way != "no editor" && (way != "itself" || page != HostEdit) {
				t.Errorf("%s, %s: nothing is asked, at %q", name, way, k.State().Host.Page)
				continue
			}
			if k.left != 0 {
				t.Errorf("%s, %s: the kiosk was left", name, way)
			}
			k.does(DoStay)
			if k.host == nil || k.host.page != page || !slices.Equal(k.filledIn(), before) {
				t.Errorf("%s, %s: %q became %q", name, way, before, k.filledIn())
			}
		}
	}
}

// "Let it go" lets it go, and nothing of it comes up again.
func TestWhatIsLetGoIsGone(t *testing.T) {
	for name, fill := range unsaved {
		k, h := signedIn(t, community.RoleOwner)
		fill(k, h)
		page, before := k.host.page, k.filledIn()
		calls := h.d.calls
		k.does(DoPage, string(HostHere))
		k.does(DoYes)
		if k.State().Host.Page != HostHere || k.form != nil {
			t.Errorf("%s: at %q", name, k.State().Host.Page)
		}
		k.does(DoPage, string(page))
		if page != HostEdit && slices.Equal(k.filledIn(), before) {
			t.Errorf("%s: it is still there: %q", name, before)
		}
		if h.d.calls != calls {
			t.Errorf("%s: something was kept", name)
		}
	}
}

// What is let go on the way to a host is not kept with the next thing that is saved.
func TestASettingThatIsLetGoIsNotKeptLater(t *testing.T) {
	k, h := signedIn(t, community.RoleOwner)
	k.does(DoPage, string(HostSettings))
	k.does(DoCheck, "badge")
	k.does(DoRole, community.SearchThree)
	k.does(DoTab, TabHosts)
	k.does(DoOpen, community.ID{78})
	k.does(DoYes) // let it go
	k.does(DoCancel)
	k.does(DoTab, TabSpace)
	k.fills("greeting", "Tea is ready.")
	k.does(DoSave)
	if s := h.d.space; s.Badge || s.SearchMode != community.SearchOpen || s.Greeting != "Tea is ready." {
		t.Errorf("kept %+v", s)
	}
}

// Whoever filled in nothing is asked nothing.
func TestAHostWhoChangedNothingIsAskedNothing(t *testing.T) {
	for _, page := range []HostPage{HostMembers, HostHere, HostVisitors, HostIntroductions, HostCare, HostBoard, HostEvents, HostScreens, HostCanvas, HostHistory, HostSettings, HostNotices, HostChanges} {
		for _, add := range []bool{false, true} {
			k, h := signedIn(t, community.RoleOwner)
			busyHouse(k, h)
			k.does(DoPage, string(page))
			if add {
				k.does(DoAdd)
			}
			k.does(DoPage, string(HostHere))
			if q := k.State().Host.Asked; q != nil || k.State().Host.Page != HostHere {
				t.Errorf("%q, add %v: asked %+v at %q", page, add, q, k.State().Host.Page)
			}
		}
	}
	k, _ := signedIn(t, community.RoleOwner)
	k.fills("find", "ada")
	k.does(DoPage, string(HostHere)) // what is looked for is not something to save
	if k.State().Host.Page != HostHere {
		t.Error("asked about a search")
	}
}

// A setting that is wrong is said at its field, on its tab, wherever "Save" was touched.
func TestAWrongSettingIsShownOnItsTab(t *testing.T) {
	k, h := signedIn(t, community.RoleOwner)
	calls := h.d.calls
	k.does(DoPage, string(HostSettings))
	k.does(DoTab, TabVisitors)
	k.fills("visitor_days", "no")
	k.does(DoTab, TabSpace)
	k.does(DoSave)
	s := k.State()
	if s.Host.Settings.Tab != TabVisitors || s.Form.Entry("visitor_days").Wrong == "" || s.Form.Focus != "visitor_days" || h.d.calls != calls {
		t.Errorf("on %q: %+v", s.Host.Settings.Tab, s.Form.Entry("visitor_days"))
	}
}

// "Save" leaves a host on the tab where they touched it.
func TestSavedSettingsStayOnTheirTab(t *testing.T) {
	for _, tab := range []string{TabSpace, TabVisitors, TabSupport, TabEvents} {
		k, _ := signedIn(t, community.RoleOwner)
		k.does(DoPage, string(HostSettings))
		k.does(DoTab, tab)
		k.does(DoSave)
		if s := k.State(); s.Host.Settings.Tab != tab || s.Notice != "Saved." {
			t.Errorf("from %q to %q: %q", tab, s.Host.Settings.Tab, s.Notice)
		}
	}
}

// Nobody is offered a role that they may not give, and each that is offered is taken.
func TestTheRolesOnOfferAreTaken(t *testing.T) {
	for role, want := range map[string]int{community.RoleHost: 0, community.RoleManager: 3, community.RoleOwner: 4} {
		k, h := signedIn(t, role)
		h.hosts[1].Role = community.RoleFire
		k.toHost(community.ID{77})
		offered := k.State().Host.Settings.Roles
		if len(offered) != want {
			t.Errorf("a %s is offered %q", role, offered)
		}
		for _, r := range offered {
			k.does(DoRole, r[0])
			if got := k.State().Host.Settings.Host; got.Role != r[0] || got.Words != r[1] {
				t.Errorf("a %s chose %q and has %+v", role, r, got)
			}
		}
		if want < len(roles) { // nobody gives what stands above them
			before := k.State().Host.Settings.Host.Role
			k.does(DoRole, community.RoleOwner)
			if got := k.State().Host.Settings.Host.Role; got != before {
				t.Errorf("a %s gave %q", role, got)
			}
		}
	}
}

// What is wrong with something that no field on screen is for is said in a sentence.
func TestWhatIsWrongWithNoFieldIsASentence(t *testing.T) {
	k, h := signedIn(t, community.RoleOwner)
	k.toHost(community.ID{78})
	k.does(DoRole, community.RoleHost)
	h.d.fault = &community.FieldError{Field: "happy_to_help_with", Reason: "has 31 entries, 30 fit"}
	k.does(DoSave)
	if k.notice != "Happy to help with has 31 entries, 30 fit." {
		t.Errorf("%q", k.notice)
	}
}

// A host who may not manage has no other tab, whatever is touched.
func TestAHostReachesNoSettingsOfTheSpace(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.does(DoPage, string(HostSettings))
	before := h.d.space
	for _, tab := range []string{TabSpace, TabVisitors, TabSupport, TabEvents, "no such tab"} {
		k.does(DoTab, tab)
		if got := k.State().Host.Settings.Tab; got != TabHosts {
			t.Errorf("on %q", got)
		}
		k.does(DoSave)
	}
	for _, p := range []HostPage{HostScreens, HostEdit, "no such page"} {
		k.does(DoPage, string(p))
		if got := k.State().Host.Page; got != HostSettings {
			t.Errorf("%q is opened", got)
		}
	}
	if h.d.space.Name != before.Name || h.d.calls != 0 {
		t.Error("a host changed the space")
	}
}

// Escape is "Cancel": it asks as that does, it closes what was opened, and never more.
func TestEscapeIsCancelInTheHostsPart(t *testing.T) {
	for name, fill := range unsaved {
		k, h := signedIn(t, community.RoleOwner)
		fill(k, h)
		k.touches(Tap{Act: Unfocus})
		page, before := k.host.page, k.filledIn()
		k.key(KeyEscape)
		if page == HostCare || page == HostScreens || page == HostSettings && k.State().Host.Settings.Host == nil && k.State().Host.Asked == nil {
			continue // these have nothing to cancel, or drop no more than a name
		}
		if k.State().Host.Asked == nil {
			t.Errorf("%s: nothing is asked", name)
			continue
		}
		k.key(KeyEscape) // under the question it does nothing
		k.does(DoStay)
		if !slices.Equal(k.filledIn(), before) {
			t.Errorf("%s: %q became %q", name, before, k.filledIn())
		}
	}
	k, _ := signedIn(t, community.RoleOwner)
	k.open("Ada Okafor")
	k.does(DoPhoto, PhotoPhone)
	k.key(KeyEscape) // of the way to a photo alone
	if s := k.State().Host; s.Page != HostEdit || s.Edit.Photo.Way != "" {
		t.Errorf("at %q with %q", s.Page, s.Edit.Photo.Way)
	}
	k.key(KeyEscape)
	if k.State().Host.Page != HostMembers {
		t.Errorf("at %q", k.State().Host.Page)
	}
	k.key(KeyEscape)
	wantStep(t, k, Host)
}

// touchesOnly taps a verb and lets nothing be done behind it.
func (k *kit) touchesOnly(verb string, name ...string) {
	k.clock = k.clock.Add(settle)
	k.Tap(Tap{Act: Do, Verb: verb, Name: strings.Join(name, "")})
}

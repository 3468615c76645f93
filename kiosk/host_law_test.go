package kiosk

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// hostVerbs is every verb of the hosts' part.
var hostVerbs = []string{
	DoPage, DoLock, DoStay, DoSave, DoCancel, DoUndo, DoOpen, DoAdd, DoMore, DoFewer, DoTab, DoConsent, DoHow, DoDate,
	DoRemove, DoSuggest, DoState, DoErase, DoYes, DoTheirs, DoPhoto, DoCheck, DoRole, DoRevoke, DoMerge, DoMet, DoLater, DoNever,
	DoParcel, DoStep, DoRepeat, DoWhich, DoOff, DoTemplates, DoCode, DoGive, DoTake, DoPaper, DoNumbers, DoLook,
}

// hostNames is what a touch in the hosts' part may be about, by name.
func hostNames(s State) []string {
	names := []string{
		"", TabProfile, TabMembership, TabInduction, TabHistory, TabNew, TabMissed, TabStale, TabNames, TabHandOver,
		TabSpace, TabVisitors, TabSupport, TabEvents, TabHosts, community.StatePaused, community.StateLeft, community.StateActive,
		"show_on_wall", "show_presence", OnPaper, HowGiven[0], PartDay, PartMonth, PartYear, PhotoPhone, PhotoStick, PhotoSnap,
		PhotoCrop, PhotoNone, PhotoTurn, PhotoIn, PhotoOut, PhotoKeep, PhotoLeave, DoDrag, community.ListOffers, community.ListTopics,
		community.RoleHost, community.RoleOwner, community.RoleFire, community.RoleWall, community.SearchThree, "badge", "no_question",
		LookDays, LookFigure, whichOne, whichAll, "day", "from", "length", "places", community.RepeatWeek, community.EventSurgery, "headline",
	}
	for _, p := range append(s.Host.Menu, HostChanges, HostNotices, HostEdit, "no such page") {
		names = append(names, string(p))
	}
	for _, l := range s.Host.Programme.Lines {
		names = append(names, l.Of)
	}
	for _, t := range s.Host.Programme.Templates {
		names = append(names, t.Name)
	}
	return names
}

// hostIDs is whom or what a touch in the hosts' part may be about.
func hostIDs(s State) []community.ID {
	ids := []community.ID{{}, {250}, {77}, {78}, {5}}
	for _, l := range s.Host.Members.Lines {
		ids = append(ids, l.Profile.ID)
	}
	for _, l := range s.Host.Board.Lines {
		ids = append(ids, l.ID)
	}
	for _, l := range s.Host.Programme.Lines {
		ids = append(ids, l.ID)
	}
	for _, p := range s.Host.Edit.Parcels {
		ids = append(ids, p.ID)
	}
	for _, n := range s.Host.Notices.Lines {
		ids = append(ids, n.ID)
	}
	for _, v := range s.Host.Visitors.Lines {
		ids = append(ids, v.ID)
	}
	return ids
}

// busyHouse is a space with something on every page of the hosts' part.
func busyHouse(k *kit, h *smallHosts) {
	d := k.desk
	now := k.clock
	d.space.Induction = []string{"Fire exits", "Printer"}
	d.posts = []community.Post{{ID: community.ID{8, 1}, MemberID: d.members[0].ID, Side: community.Ask, Words: "A lift", MadeAt: now, Until: now.AddDate(0, 0, 5), Held: true}}
	d.thanks = []community.ThankYou{{ID: community.ID{8, 2}, FromID: d.members[0].ID, ToID: d.members[1].ID, What: "Tea"}}
	d.visits = []community.Visit{{ID: community.ID{8, 3}, MemberID: d.members[2].ID, InAt: now}}
	h.acts = []ActLine{{ID: community.ID{8, 4}, At: now, Who: "Cleo", What: "changed something", May: true}}
	h.screens = ScreenList{Hub: true, Screens: []ScreenLine{{ID: community.ID{5}, Name: "Kitchen"}}}
	h.proposals = []ProposalLine{{ID: community.ID{8, 5}, Name: "Ada", Wanted: "about"}}
	h.visitors = []VisitorLine{{ID: community.ID{8, 6}, Name: "Jo Marsh", Here: true}}
	h.pairs.Pairs = nil
	h.digits = "482 193"
	k.plan(community.EventSurgery, "Advice")
	k.plan(community.EventSocial, "Soup")
	for _, o := range d.events {
		h.agenda.events = append(h.agenda.events, community.Event{ID: o.SeriesID, What: o.What, Title: o.Title, StartsAt: o.StartsAt, EndsAt: o.EndsAt, Zone: "UTC"})
	}
}

// TestAnyTouchesInTheHostsPart holds, for whatever a host touches, in whatever order
// and however slowly the desk answers: there is always a picture; a page that a host
// may not see is not opened; and once the session has ended nothing of it is left.
func TestAnyTouchesInTheHostsPart(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		role := rapid.SampledFrom([]string{community.RoleHost, community.RoleManager, community.RoleOwner}).Draw(rt, "role")
		k, h := signedIn(t, role)
		busyHouse(k, h)
		k.refresh()
		k.settle()
		for range rapid.IntRange(1, 60).Draw(rt, "acts") {
			if k.host == nil {
				break
			}
			s := k.State()
			switch rapid.IntRange(0, 11).Draw(rt, "kind") {
			case 0:
				k.Rune(rapid.SampledFrom([]rune("ab 1é@")).Draw(rt, "rune"))
			case 1:
				k.Key(rapid.SampledFrom([]Key{KeyEnter, KeyErase, KeyEscape, KeyTab, KeyLeft}).Draw(rt, "key"))
			case 2:
				k.pass(time.Duration(rapid.IntRange(0, 12_000).Draw(rt, "ms")) * time.Millisecond)
			case 3:
				k.settle()
			case 4:
				h.d.fault = rapid.SampledFrom([]error{nil, nil, nil, errDisk, community.ErrNotFound, &community.FieldError{Field: "name", Reason: "is taken"}}).Draw(rt, "fault")
			case 5:
				if f := k.State().Form; len(f.Entries) > 0 {
					k.Tap(Tap{Act: Focus, Text: rapid.SampledFrom(f.Entries).Draw(rt, "field").Name, N: rapid.IntRange(0, 9).Draw(rt, "at")})
				}
			case 6:
				if j, ok := k.job(); ok { // one answer alone
					j(t.Context())()
				}
			case 7:
				k.Changed()
			default:
				k.clock = k.clock.Add(settle)
				page := HostPage(rapid.SampledFrom(hostNames(s)).Draw(rt, "name"))
				verb := rapid.SampledFrom(hostVerbs).Draw(rt, "verb")
				if rapid.Bool().Draw(rt, "another page") {
					verb = DoPage
				}
				k.Tap(Tap{
					Act: Do, Verb: verb, Name: string(page), Text: rapid.SampledFrom([]string{"", "Pottery", "Fire exits", "introduce_me", "/media/stick/ada.jpg"}).Draw(rt, "text"),
					ID: rapid.SampledFrom(hostIDs(s)).Draw(rt, "id"), N: rapid.IntRange(-7, 7).Draw(rt, "n"), X: 0.3, Y: -0.2,
				})
			}
			if s := k.State(); k.host != nil && s.Host.Page != "" && s.Host.Page != HostEdit && s.Host.Page != HostChanges && s.Host.Page != HostNotices && !slices.Contains(s.Host.Menu, s.Host.Page) {
				rt.Fatalf("at %q, which is not in the menu of a %s", s.Host.Page, role)
			}
			if s := k.State().Host.Settings; role == community.RoleHost && len(s.Hosts) > 1 {
				rt.Fatal("a host sees the other hosts")
			}
		}
		h.d.fault = nil
		k.settle()
		k.pass(time.Hour)
		if s := k.State(); s.Step != Home || k.host != nil || k.form != nil || len(s.Host.Menu) != 0 || len(s.Form.Entries) != 0 {
			rt.Fatalf("left over at %v: %+v", s.Step, s.Form)
		}
	})
}

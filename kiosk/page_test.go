package kiosk

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// Whatever a list holds, whichever way it is turned and however it grows and shrinks
// meanwhile, the pages together are the list, and none but the last is short.
func TestThePagesOfAListAreTheList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.IntRange(0, 99), 0, 40).Draw(t, "list")
		each, page := rapid.IntRange(1, 13).Draw(t, "each"), rapid.IntRange(-5, 60).Draw(t, "page")
		var whole []int
		_, first, of := pageOf(all, &page, each)
		if first < 1 || first > of || page != first-1 {
			t.Fatalf("page %d of %d, kept as %d", first, of, page)
		}
		for page != 0 {
			turn(&page, NextPage, len(all), each)
		}
		for i := range of {
			shown, at, n := pageOf(all, &page, each)
			if at != i+1 || n != of || len(shown) > each || len(shown) < each && at != of || len(shown) == 0 && len(all) > 0 {
				t.Fatalf("page %d of %d has %d of %d", at, n, len(shown), each)
			}
			whole = append(whole, shown...)
			turn(&page, NextPage, len(all), each)
		}
		if !slices.Equal(whole, all) || page != 0 {
			t.Fatalf("%v became %v", all, whole)
		}
		turn(&page, PrevPage, len(all), each)
		if _, at, _ := pageOf(all, &page, each); at != of {
			t.Fatalf("before the first comes %d of %d", at, of)
		}
		all = all[:rapid.IntRange(0, len(all)).Draw(t, "what is left")]
		if shown, _, _ := pageOf(all, &page, each); len(shown) == 0 && len(all) > 0 {
			t.Fatal("a page that is no more is empty")
		}
	})
}

// fullHouse is a space in which every list of the hosts' part is longer than a page.
func fullHouse(k *kit, h *smallHosts, n int) {
	d := k.desk
	yes := community.Consent{Given: true}
	for i := range n {
		id := community.ID{0x20, byte(i >> 8), byte(i)}
		m := community.Member{ID: id, Number: fmt.Sprint(2000 + i), Name: fmt.Sprintf("Member %03d", i), State: community.StateActive, OnWall: yes, HereNow: yes, JoinedOn: "2020-01-01"}
		d.members = append(d.members, m)
		d.visits = append(d.visits, community.Visit{ID: community.ID{0x21, byte(i)}, MemberID: id, InAt: k.clock})
		d.posts = append(d.posts, community.Post{ID: community.ID{0x22, byte(i)}, MemberID: id, Side: community.News, Words: fmt.Sprint("News ", i), MadeAt: k.clock, Until: k.clock.AddDate(0, 0, 7)})
		h.visitors = append(h.visitors, VisitorLine{ID: community.ID{0x23, byte(i)}, Name: fmt.Sprint("Visitor ", i), Here: true})
		h.proposals = append(h.proposals, ProposalLine{ID: community.ID{0x24, byte(i)}, Name: fmt.Sprint("Wish ", i)})
		h.notices = append(h.notices, community.Notice{ID: community.ID{0x25, byte(i)}, Words: fmt.Sprint("Notice ", i), From: k.clock, Until: k.clock.AddDate(0, 0, 1)})
		h.acts = append(h.acts, ActLine{ID: community.ID{0x26, byte(i)}, At: k.clock, Who: "Cleo", What: fmt.Sprint("did ", i)})
		h.hosts = append(h.hosts, community.Host{ID: community.ID{0x27, byte(i)}, Name: fmt.Sprint("Host ", i), Role: community.RoleHost})
		h.agenda.files = append(h.agenda.files, File{Path: fmt.Sprint("/media/", i), Name: fmt.Sprint("pack ", i)})
		h.care.Stale = append(h.care.Stale, &d.members[len(d.members)-1])
		k.desk.events = append(k.desk.events, community.Occasion{
			EventID: community.ID{0x28, byte(i)}, SeriesID: community.ID{0x28, byte(i)}, Once: true, What: community.EventSocial, Title: fmt.Sprint("Event ", i),
			StartsAt: k.clock.Add(time.Duration(i+1) * time.Hour), EndsAt: k.clock.Add(time.Duration(i+2) * time.Hour), Of: k.clock.Add(time.Duration(i+1) * time.Hour),
		})
	}
	k.refresh()
	k.settle()
}

// named are the names of all that a page of the hosts' part lists.
func namedOn(s HostState) (out []string) {
	for _, l := range s.Members.Lines {
		out = append(out, l.Profile.Name)
	}
	for _, l := range s.Here.People {
		out = append(out, l.Profile.Name)
	}
	for _, l := range s.Visitors.Lines {
		out = append(out, l.Name)
	}
	for _, l := range s.Proposals.Lines {
		out = append(out, l.Name)
	}
	for _, l := range s.Notices.Lines {
		out = append(out, l.Words)
	}
	for _, l := range s.Board.Lines {
		out = append(out, l.Words)
	}
	for _, l := range slices.Concat(s.History.Acts, s.Edit.Acts) {
		out = append(out, l.What)
	}
	for _, l := range s.Settings.Hosts {
		out = append(out, l.Name)
	}
	for _, l := range s.Programme.Lines {
		out = append(out, l.Title)
	}
	for _, f := range slices.Concat(s.Programme.Files, s.Edit.Photo.Pictures) {
		out = append(out, f.Name)
	}
	for _, l := range s.Care.Lines {
		out = append(out, l.Profile.Name)
	}
	return out
}

// Nothing in the hosts' part is beyond reach because a list is long: the arrows lead to
// all of it, each once, and there and back.
func TestEveryLongListOfTheHostsIsReachedToItsEnd(t *testing.T) {
	const n = 47
	for name, lead := range map[string]func(k *kit, h *smallHosts){
		"members":  func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostMembers)) },
		"found":    func(k *kit, _ *smallHosts) { k.fills("find", "member") },
		"here":     func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostHere)) },
		"visitors": func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostVisitors)) },
		"changes":  func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostChanges)) },
		"notices":  func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostNotices)) },
		"board":    func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostBoard)) },
		"history":  func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostHistory)) },
		"of one":   func(k *kit, _ *smallHosts) { k.open("Ada Okafor"); k.does(DoTab, TabHistory) },
		"hosts":    func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostSettings)); k.does(DoTab, TabHosts) },
		"events":   func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostEvents)) },
		"files":    func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostEvents)); k.does(DoTemplates); k.does(DoTake) },
		"pictures": func(k *kit, h *smallHosts) {
			k.open("Ada Okafor")
			k.does(DoPhoto, PhotoStick)
			k.host.edit.photo.pictures = h.agenda.files
			k.show()
		},
		"old cards": func(k *kit, _ *smallHosts) { k.does(DoPage, string(HostCare)); k.does(DoTab, TabStale) },
	} {
		k, h := signedIn(t, community.RoleOwner)
		fullHouse(k, h, n)
		lead(k, h)
		times := map[string]int{}
		of := k.State().Host.Of
		for at := 1; at <= of; at++ {
			s := k.State().Host
			if s.At != at || s.Of != of {
				t.Errorf("%s: page %d of %d, want %d of %d", name, s.At, s.Of, at, of)
			}
			for _, one := range namedOn(s) {
				times[one]++
			}
			k.does(DoMore)
		}
		if len(times) < n {
			t.Errorf("%s: %d of %d are reached", name, len(times), n)
		}
		for one, n := range times {
			if n != 1 {
				t.Errorf("%s: %s is listed %d times", name, one, n)
			}
		}
		if got := k.State().Host.At; got != 1 { // as in every list of the kiosk
			t.Errorf("%s: after the last of %d comes %d", name, of, got)
		}
		k.does(DoFewer)
		if got := k.State().Host.At; got != of {
			t.Errorf("%s: before the first of %d comes %d", name, of, got)
		}
		k.does(DoPage, string(HostScreens))
		if s := k.State().Host; s.At != 1 || s.Of != 1 {
			t.Errorf("%s: the next page begins at %d of %d", name, s.At, s.Of)
		}
	}
}

// When a list becomes shorter while its last page is looked at, the last page that is
// left is shown, and one touch leads back from it.
func TestAListThatShrinksLeavesNoEmptyPage(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	fullHouse(k, h, 20)
	k.does(DoPage, string(HostVisitors))
	k.does(DoFewer) // the last page
	for len(h.visitors) > 0 {
		last := h.visitors[len(h.visitors)-1].ID
		k.does(DoRemove, last)
		s := k.State().Host
		if len(s.Visitors.Lines) == 0 && len(h.visitors) > 0 {
			t.Fatalf("an empty page with %d visitors here", len(h.visitors))
		}
		if want := pagesOf(len(h.visitors), visitorsPerPage); s.Of != want || s.At != want {
			t.Fatalf("at %d of %d with %d visitors here", s.At, s.Of, len(h.visitors))
		}
	}
}

// All events of a busy week can be looked at, and all who came to one can be ticked.
func TestABusyWeekAndABigLunchHavePages(t *testing.T) {
	k := settled(t)
	fullHouse(k, &smallHosts{d: k.desk}, 30)
	k.tap(GoWhatsOn)
	seen := map[string]int{}
	days := 0
	for range k.State().Event.Pages {
		for i, l := range k.State().Event.Lines {
			seen[l.Title]++
			if i == 0 && l.Day == "" {
				t.Errorf("%q begins a page without its day", l.Title)
			}
			if l.Day != "" {
				days++
			}
		}
		k.tap(NextPage)
	}
	week := 0
	for _, o := range k.seen.Occasions {
		if seen[o.Title] == 1 {
			week++
		}
	}
	if week != len(k.seen.Occasions) || len(seen) != week || days < 2 {
		t.Errorf("%d of %d are reached, %d days", week, len(k.seen.Occasions), days)
	}
	if k.State().Event.Page != 1 {
		t.Error("after the last page does not come the first")
	}
	last := k.State().Event.Pages
	k.tap(PrevPage)
	line := k.State().Event.Lines[0]
	if k.State().Event.Page != last {
		t.Errorf("before the first is %d of %d", k.State().Event.Page, last)
	}
	k.pass(settle)
	k.Tap(Tap{Act: GoEvent, ID: line.ID, Text: line.Of})
	k.settle()
	if s := k.State(); s.Step != Event || s.Event.Title != line.Title {
		t.Errorf("%q leads to %q", line.Title, s.Event.Title)
	}

	k.tap(GoHome)
	soup := k.plan(community.EventSocial, "Soup")
	soup.StartsAt, soup.EndsAt = k.clock.Add(-26*time.Hour), k.clock.Add(-25*time.Hour)
	var people []community.Profile
	for i := range 30 {
		p, _ := k.desk.members[5+i].Profile(community.Wall)
		people = append(people, p)
	}
	k.desk.programme.met = &community.Meeting{Promise: community.Promise{Coming: community.Coming{ID: community.ID{0xc}, MemberID: k.desk.members[0].ID}, Occasion: soup}, People: people}
	k.desk.programme.comings = []community.Coming{{ID: community.ID{0xc}}}
	k.scans(cardOfAda)
	k.tap(AnswerYes)
	wantStep(t, k, WhoMet)
	for range k.State().Event.Pages {
		for _, p := range k.State().Event.People {
			k.tapOn(Choose, p.ID)
		}
		k.tap(NextPage)
	}
	if s := k.State().Event; len(s.Ticked) != 30 || s.Page != 1 {
		t.Errorf("%d of 30 are ticked, page %d", len(s.Ticked), s.Page)
	}
	k.tap(Send)
	wantStep(t, k, Note)
	if len(k.desk.programme.pairs) != 30 {
		t.Errorf("%d of 30 are kept", len(k.desk.programme.pairs))
	}
}

// The fire roll lists everybody, and a tick stays while its pages are turned.
func TestTheFireRollHasEverybodyOnSomePage(t *testing.T) {
	k := newKit(t)
	fullHouse(k, &smallHosts{d: k.desk}, 40)
	k.tap(GoRoll)
	k.types("4711")
	k.key(KeyEnter)
	wantStep(t, k, Roll)
	s := k.State().Roll
	if s.Everybody != 40 || s.Pages != 4 || s.Accounted != 0 {
		t.Fatalf("%+v", s)
	}
	k.tapOn(Account, s.People[2].ID)
	seen := map[community.ID]bool{}
	for range s.Pages {
		for _, p := range k.State().Roll.People {
			seen[p.ID] = true
		}
		k.tap(NextPage)
	}
	if now := k.State().Roll; len(seen) != 40 || now.Page != 1 || !now.Ticked[s.People[2].ID] || now.Accounted != 1 {
		t.Errorf("%d of 40, page %d, %d accounted for", len(seen), now.Page, now.Accounted)
	}
	k.tapOn(Account, s.People[2].ID)
	if k.State().Roll.Accounted != 0 {
		t.Error("a tick is not taken back")
	}
	k.tap(PrevPage)
	if p := k.State().Roll.Page; p != 4 {
		t.Errorf("before the first is %d", p)
	}
	k.tap(GoHome)
	k.tap(GoRoll)
	k.types("4711")
	k.key(KeyEnter)
	if s := k.State().Roll; s.Page != 1 || s.Accounted != 0 {
		t.Errorf("the next roll begins at page %d with %d ticks", s.Page, s.Accounted)
	}
}

package kiosk

import (
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/ui/uitest"
)

// hereWindow is the page of who is here with so many members in.
func hereWindow(t *testing.T, w, h, n int) *window {
	t.Helper()
	win := hostWindow(t, w, h, HostHere)
	win.desk.visits = nil
	for _, one := range win.desk.members[:n] {
		win.desk.visits = append(win.desk.visits, community.Visit{ID: one.ID, MemberID: one.ID, InAt: win.clock.Add(-time.Hour)})
	}
	win.refresh()
	win.does(DoPage, string(HostHere))
	return win
}

func TestHostsSeeEverybodyWhoIsHere(t *testing.T) {
	for _, n := range []int{0, 1, herePerPage, herePerPage + 1, 40} {
		w := hereWindow(t, 1920, 1080, n)
		seen := map[community.ID]bool{}
		for page := 1; ; page++ {
			s := w.State().Host
			if s.At != page || s.Here.Total != n {
				t.Fatalf("page %d of %d is page %d of %d", page, n, s.At, s.Here.Total)
			}
			for _, one := range s.Here.People {
				seen[one.Profile.ID] = true
			}
			if page == s.Of {
				break
			}
			w.does(DoMore)
		}
		if len(seen) != n {
			t.Errorf("%d of %d are on a page", len(seen), n)
		}
	}
}

// Of whom hosts read that others may see them here, others see it, and of nobody else.
func TestHostsReadOfWhomOthersSeeThatTheyAreHere(t *testing.T) {
	for n := range 4 {
		k, h := signedIn(t, community.RoleHost)
		one := &h.d.members[1]
		one.OnWall.Given, one.HereNow.Given = n&1 > 0, n&2 > 0
		h.d.visits = []community.Visit{{ID: community.ID{1}, MemberID: one.ID, InAt: k.clock.Add(-90 * time.Minute)}}
		k.refresh()
		k.settle()
		k.does(DoPage, string(HostHere))
		people := k.State().Host.Here.People
		if len(people) != 1 || people[0].Since != "since 08:00" {
			t.Fatalf("%+v", people)
		}
		k.does(DoLock)
		k.tap(GoBrowse)
		if seen := k.State().Browse.Here; people[0].Shown != (seen == 1) {
			t.Errorf("on the wall %t, as here %t: said to be shown %t, and %d are", one.OnWall.Given, one.HereNow.Given, people[0].Shown, seen)
		}
	}
}

func TestWhoIsHereLooksAsDesigned(t *testing.T) {
	for _, size := range sizes {
		checkLayout(t, hereWindow(t, size[0], size[1], 40))
	}
	uitest.Golden(t, "host-here", hereWindow(t, 640, 360, 40).picture())
	uitest.Golden(t, "host-here-portrait", hereWindow(t, 360, 640, 40).picture())
}

package kiosk

import (
	"testing"

	"kettle/internal/community"
	"kettle/internal/ui/uitest"
)

// hostWindow is the hosts' part of the demo space, at a page of an owner who has
// every page in the menu.
func hostWindow(t *testing.T, w, h int, page HostPage) *window {
	t.Helper()
	win := newWindowOf(t, photos(), w, h)
	d := win.desk
	win.cfg.Hosts = &smallHosts{d: d, proposals: []ProposalLine{{Name: "Ada"}}}
	d.host = community.Host{ID: community.ID{77}, Name: "Rosa", Role: community.RoleOwner}
	d.sayings(3)
	d.posts[1].Words, d.posts[1].Side = "A second pair of eyes on a pitch deck for a small community theatre, twenty minutes over tea, any day of the week", community.Offer
	win.tap(GoExit)
	win.types("4711")
	win.key(KeyEnter)
	win.does(DoPage, string(page))
	return win
}

func TestTheBoardOfHostsFitsEveryScreen(t *testing.T) {
	for _, size := range sizes {
		w := hostWindow(t, size[0], size[1], HostBoard)
		checkLayout(t, w)
		if n := len(w.State().Host.Menu); n != 11 {
			t.Errorf("%d pages in the menu", n)
		}
		w.does(DoRemove, community.ID{6})
		checkLayout(t, w)
	}
}

func TestTheBoardOfHostsLooksAsDesigned(t *testing.T) {
	uitest.Golden(t, "host-board", hostWindow(t, 640, 360, HostBoard).picture())
	uitest.Golden(t, "host-board-portrait", hostWindow(t, 360, 640, HostBoard).picture())
}

package kiosk

import (
	"slices"
	"strings"
	"testing"

	"kettle/internal/community"
	"kettle/internal/ui/uitest"
)

// screensWindow is the page of screens of a space of which one is cut off, one is off
// on purpose, one has a wrong clock and one was taken out.
func screensWindow(t *testing.T, w, h int) *window {
	win := hostWindow(t, w, h, HostBoard)
	d := win.cfg.Hosts.(*smallHosts)
	d.screens.Hub = true
	d.screens.Screens = []ScreenLine{
		{ID: community.ID{1}, Name: "Lobby", Kind: "Kiosk and wall · this screen keeps the others in step", State: "In step"},
		{ID: community.ID{2}, Name: "Kitchen wall", Kind: "Wall", State: "In step", More: "last seen just now"},
		{ID: community.ID{3}, Name: "Library wall", Kind: "Wall · offline since 10:02", State: "2 changes waiting", More: "everything there is kept", Mark: MarkWait},
		{ID: community.ID{4}, Name: "Workshop kiosk", Kind: "Kiosk", State: "Off on purpose until 8:00", Mark: MarkOff},
		{ID: community.ID{5}, Name: "Studio door", Kind: "Kiosk · its clock is 3 hours wrong", State: "In step", More: "set the clock"},
		{ID: community.ID{6}, Name: "Old tablet", Kind: "Taken out on 12 October", State: "Told to wipe itself", More: "not seen since", Mark: MarkGone, Revoked: true},
	}
	d.screens.Erased = "Erased on 4 of 5: the Library wall was last seen at 10:02 and erases when it is back."
	win.does(DoPage, string(HostScreens))
	return win
}

func TestScreensLookAsDesigned(t *testing.T) {
	uitest.Golden(t, "host-screens", screensWindow(t, 640, 360).picture())
	uitest.Golden(t, "host-screens-portrait", screensWindow(t, 360, 640).picture())
}

// Whoever stands at a kiosk has a screen to touch: a command is told for a spare without
// one, and nowhere else.
func TestOnlyASpareIsLetInByACommand(t *testing.T) {
	for _, role := range []string{"", community.RoleWall, community.RoleKiosk, community.RoleReplica} {
		for _, size := range sizes[:2] {
			w := screensWindow(t, size[0], size[1])
			if role == "" {
				w.cfg.Hosts.(*smallHosts).screens = ScreenList{}
				w.does(DoPage, string(HostScreens))
			} else {
				w.does(DoAdd)
				w.does(DoRole, role)
				w.types("Library")
				w.does(DoSave)
			}
			words := strings.Join(w.words(), " ")
			command := strings.Contains(words, "kettle") || strings.Contains(words, "--")
			if spare := role == community.RoleReplica; command != spare || strings.Contains(words, "Touch") != (role != "" && !spare) || role == "" && !strings.Contains(words, "Ask whoever") {
				t.Errorf("%q: it says %s", role, words)
			}
			checkLayout(t, w)
		}
	}
}

func TestMoreScreensThanFitAreCounted(t *testing.T) {
	w := screensWindow(t, 1920, 1080)
	d := w.cfg.Hosts.(*smallHosts)
	for i := range 12 {
		d.screens.Screens = append(d.screens.Screens, ScreenLine{ID: community.ID{9, byte(i)}, Name: "One more", Kind: "Wall", State: "In step"})
	}
	w.does(DoPage, string(HostScreens))
	if !slices.ContainsFunc(w.words(), func(s string) bool { return strings.HasPrefix(s, "And ") && strings.HasSuffix(s, " more.") }) {
		t.Error("screens are hidden without a word")
	}
	checkLayout(t, w)
}

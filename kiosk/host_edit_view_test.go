package kiosk

import (
	"fmt"
	"testing"

	"kettle/internal/community"
	"kettle/internal/ui/uitest"
)

// membershipWindow is the second tab of a member with an induction and a parcel.
func membershipWindow(t *testing.T, w, h int) *window {
	t.Helper()
	win := hostWindow(t, w, h, HostMembers)
	win.desk.space.Induction = []string{"Fire exits", "Printer", "Kitchen", "Shown round"}
	win.readRoll(nil)
	win.settle()
	win.does(DoOpen, win.desk.members[0].ID)
	win.does(DoTab, TabMembership)
	for i := range mostParcels {
		win.host.edit.parcels = append(win.host.edit.parcels, community.Parcel{ID: community.ID{3, byte(i)}, Words: "A box", CameAt: uitest.Morning})
	}
	win.show()
	return win
}

func TestWhatAMemberWouldLikeFitsEveryScreen(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			checkLayout(t, membershipWindow(t, size[0], size[1]))
		})
	}
}

func TestEachWishIsTickedAndSavedByItself(t *testing.T) {
	for i, name := range []string{"welcome_me", "my_years", "introduce_me", "leave_me", "learn_names"} {
		w := membershipWindow(t, 1920, 1080)
		w.Tap(Tap{Act: Do, Verb: DoCheck, Text: name})
		w.settle()
		for n, wish := range w.State().Host.Edit.Wishes {
			if wish.On != (n == i) || (wish.Name == name) != (n == i) {
				t.Errorf("after %s: %+v", name, wish)
			}
		}
		w.does(DoSave)
		m := w.desk.members[0]
		got := map[string]bool{"welcome_me": m.WelcomeMe, "my_years": m.MyYears, "introduce_me": m.IntroduceMe, "leave_me": m.LeaveMe, "learn_names": m.LearnNames}
		for wish, on := range got {
			if on != (wish == name) {
				t.Errorf("%s was ticked, and %s is %t", name, wish, on)
			}
		}
	}
}

func TestTheMembershipLooksAsDesigned(t *testing.T) {
	uitest.Golden(t, "host-membership", membershipWindow(t, 640, 360).picture())
	uitest.Golden(t, "host-membership-portrait", membershipWindow(t, 360, 640).picture())
}

package kiosk

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"kettle/internal/community"
	"kettle/internal/ui"
)

// However many events there are, the list reaches from one margin to the other, and
// each is there to be tapped.
func TestWhatsOnUsesTheWidthForAnyNumberOfEvents(t *testing.T) {
	for _, size := range sizes {
		for n := 1; n <= 12; n++ {
			t.Run(fmt.Sprintf("%d on %dx%d", n, size[0], size[1]), func(t *testing.T) {
				w := newWindow(t, size[0], size[1])
				w.desk.events = nil
				for i := range n {
					w.plan(community.EventKinds[i%len(community.EventKinds)], fmt.Sprintf("Event %c with a name that is none too short", 'A'+i))
				}
				w.tap(GoWhatsOn)
				u := float32(min(w.w, w.h)) / 1080
				rows, right, low := 0, float32(0), float32(0)
				look := func() {
					for _, o := range seen(w.view.Object(), fyne.NewSize(float32(w.w), float32(w.h))) {
						if target, ok := o.(*ui.Target); ok && target.Size().Height > 120*u && target.Size().Height < 240*u {
							p, z := target.Position(), target.Size()
							rows++
							right, low = max(right, p.X+z.Width), max(low, p.Y+z.Height)
						}
					}
				}
				look()
				want := min(n, eventsPerPage)
				if rows != want || right < float32(w.w)-(marginX+1)*u || low > float32(w.h)-marginY*u {
					t.Errorf("%d rows of %d, as far as %.0f of %d, down to %.0f of %d", rows, want, right, w.w, low, w.h)
				}
				checkLayout(t, w)
				w.tap(NextPage)
				if look(); n > eventsPerPage && rows != n || n <= eventsPerPage && rows != 2*n {
					t.Errorf("%d of %d are there to be tapped", rows, n)
				}
				checkLayout(t, w)
			})
		}
	}
}

// What is on today and has no room on the welcome is one touch away, for any number.
func TestTodaysEventsThatDoNotFitAreOneTouchAway(t *testing.T) {
	for _, size := range sizes {
		w := newWindow(t, size[0], size[1])
		w.desk.events = nil
		for i := range 12 {
			w.plan(community.EventSocial, fmt.Sprintf("Event %c", 'A'+i))
		}
		w.comesIn("1006")
		wantStep(t, w.kit, Welcome)
		more := 0
		for left := range 13 {
			if words := fmt.Sprintf("And %d more.", left); has(w, words) {
				more = left
				w.touch(t, words)
			}
		}
		if more < 2 || w.step != WhatsOn || len(w.State().Event.Lines) < 10 {
			t.Errorf("%v: of 12, %d are left to %v", size, more, w.step)
		}
	}
}

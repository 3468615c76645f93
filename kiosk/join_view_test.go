package kiosk

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kettle/internal/community"
	"kettle/internal/ui/uitest"
)

// firstWindow is a new screen, led on.
func firstWindow(t *testing.T, w, h int, lead func(w *window, hosts *smallHosts)) *window {
	t.Helper()
	win := newWindow(t, w, h)
	win.desk.space, win.desk.members, win.desk.visits = community.Space{}, nil, nil
	hosts := &smallHosts{d: win.desk, found: []string{"10.0.0.5:8421", "10.0.0.6:8421"}}
	win.cfg.Hosts = hosts
	win.refresh()
	win.settle()
	lead(win, hosts)
	return win
}

var firstScenes = map[string]func(w *window, hosts *smallHosts){
	"space": func(*window, *smallHosts) {},
	"typing": func(w *window, _ *smallHosts) {
		w.touches(Tap{Act: Focus, Text: "name"})
		w.notice = sayNotKept
		w.show()
	},
	"owner": func(w *window, _ *smallHosts) {
		w.touches(Tap{Act: Focus, Text: "name"})
		w.types("Harbour Commons")
		w.touches(Tap{Act: Unfocus})
		w.does(DoSave)
	},
	"hubs":   func(w *window, _ *smallHosts) { w.does(DoAdd) },
	"no-hub": func(w *window, h *smallHosts) { h.found = nil; w.does(DoAdd) },
	"many": func(w *window, h *smallHosts) {
		h.found = strings.Fields(strings.Repeat("192.168.100.200:18421 ", 9))
		w.does(DoAdd)
	},
	"looking": func(w *window, _ *smallHosts) { w.pass(settle); w.Tap(Tap{Act: Do, Verb: DoAdd}) },
	"address": func(w *window, _ *smallHosts) {
		w.does(DoAdd)
		w.touches(Tap{Act: Focus, Text: "address"})
		w.types("192.168.100.200:18421")
	},
	"code": func(w *window, _ *smallHosts) { w.toCode(); w.types("9H73Z") },
	"code-wrong": func(w *window, h *smallHosts) {
		w.toCode()
		h.joins = func(string, string) error {
			return said("This code is wrong, over or already used, or it belongs to another hub. Make a new code at the hub and try again.")
		}
		w.types("9H73ZNCTSZ")
		w.key(KeyEnter)
	},
	"asking": func(w *window, _ *smallHosts) { w.toCode(); w.types("9H73ZNCTSZ"); w.Key(KeyEnter) },
	"digits": func(w *window, _ *smallHosts) {
		w.toCode()
		w.types("9H73ZNCTSZ")
		w.Key(KeyEnter)
		w.first.joining.digits = "482 913"
		w.show()
	},
}

// said is an error with a sentence for people.
type said string

func (s said) Error() string    { return string(s) }
func (s said) Sentence() string { return string(s) }

func TestTheFirstStartFitsEveryScreen(t *testing.T) {
	for name, lead := range firstScenes {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s/%dx%d", name, size[0], size[1]), func(t *testing.T) {
				w := firstWindow(t, size[0], size[1], lead)
				checkLayout(t, w)
				each(w.view.Object(), func(o fyne.CanvasObject) {
					if c, ok := o.(*canvas.Text); ok && strings.HasSuffix(c.Text, "…") && !strings.HasPrefix(c.Text, "Looking") && !strings.HasPrefix(c.Text, "Asking") {
						t.Errorf("%q is cut", c.Text)
					}
				})
			})
		}
	}
}

func TestTheFirstStartLooksAsItShould(t *testing.T) {
	for _, name := range []string{"hubs", "code", "digits"} {
		uitest.Golden(t, "first-"+name, firstWindow(t, 640, 360, firstScenes[name]).picture())
		uitest.Golden(t, "first-"+name+"-portrait", firstWindow(t, 360, 640, firstScenes[name]).picture())
	}
}

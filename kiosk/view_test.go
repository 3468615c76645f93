package kiosk

import (
	"image"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kettle/internal/community"
	"kettle/internal/ui"
	"kettle/internal/ui/uitest"
)

// window is a kiosk of the demo space with its picture, in memory.
type window struct {
	*kit
	view *View
	pics *pictures
	w, h int
}

// pictures are what windows draw with, and what the background hands over to them.
type pictures struct {
	*ui.Pictures
	ready chan func()
}

func newPictures(src ui.PictureSource) *pictures {
	ready := make(chan func(), 10000)
	return &pictures{ui.NewPictures(src, func(f func()) { ready <- f }), ready}
}

// wait runs what the background hands over until all photos have come.
func (p *pictures) wait() {
	for p.Waiting() > 0 {
		(<-p.ready)()
	}
}

// All windows share what was measured and scaled before.
var (
	initials = sync.OnceValue(func() *pictures { return newPictures(nil) })
	photos   = sync.OnceValue(func() *pictures { return newPictures(uitest.Photos{}) })
)

// newWindow shows initials in place of photos, which is quick.
func newWindow(t testing.TB, w, h int, change ...func(*Config)) *window {
	t.Helper()
	return newWindowOf(t, initials(), w, h, change...)
}

func newWindowOf(t testing.TB, pics *pictures, w, h int, change ...func(*Config)) *window {
	t.Helper()
	uitest.App(t)
	k := newKit(t, append([]func(*Config){func(c *Config) {
		c.Ticket = func(community.ActorKind, community.ID, string) (string, time.Time) {
			return "HTTP://192.168.1.20:8420/T/4QZXN7K2MWCVBRTD3HJFGLPA5S", uitest.Morning.Add(10 * time.Minute)
		}
		c.Contact = func(p community.Profile, _ community.Space) string {
			return "MECARD:N:" + p.Called + ";URL:http://harbour.example;;"
		}
	}}, change...)...)
	k.clock = uitest.Morning
	roll := uitest.Harbour(t, uitest.Morning)
	k.desk.space, k.desk.members, k.desk.events, k.desk.visits = roll.Space, roll.Members, roll.Occasions, roll.Open
	for i := range k.desk.visits {
		k.desk.visits[i].ID = community.ID{8, byte(i)}
	}
	k.refresh()
	k.settle()
	win := &window{kit: k, pics: pics, w: w, h: h, view: NewView(k.Model, pics.Pictures)}
	win.view.Object().Resize(fyne.NewSize(float32(w), float32(h)))
	k.touched, k.since = k.clock, k.clock.Add(-time.Second)
	return win
}

func (w *window) picture() image.Image {
	w.pics.wait()
	return uitest.Render(w.view.Object(), w.w, w.h)
}

package kiosk

import (
	"context"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// Shape gives what a test says of any picture.
func (h *shaped) Shape(context.Context, string) (int, int, error) { return h.w, h.h, nil }

// shaped are hosts whose pictures all have one shape.
type shaped struct {
	*smallHosts
	w, h int
}

// However a picture is dragged, turned and looked at nearer: what is in the frame is a
// square of the picture, never less than a fifth of its shorter side nor beyond its edge;
// a turn leaves the same part in it; and what is kept is what was seen.
func TestACropIsAlwaysASquareOfThePicture(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k, h := signedIn(t, community.RoleHost)
		side := rapid.OneOf(rapid.IntRange(1, 40), rapid.IntRange(1, 12_000))
		pic := &shaped{h, side.Draw(rt, "w"), side.Draw(rt, "h")}
		k.cfg.Hosts = pic
		k.open("Ada Okafor")
		k.does(DoPhoto, PhotoPhone)
		h.sent("abc")
		k.settle()
		near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
		for range rapid.IntRange(0, 12).Draw(rt, "touches") {
			before := k.State().Host.Edit.Photo
			way := rapid.SampledFrom([]string{DoDrag, PhotoTurn, PhotoIn, PhotoOut}).Draw(rt, "way")
			far := rapid.Float64Range(-3, 3)
			k.does("", Tap{Act: Do, Verb: DoPhoto, Name: way, X: far.Draw(rt, "x"), Y: far.Draw(rt, "y")})
			p := k.State().Host.Edit.Photo
			w, ht := float64(pic.w), float64(pic.h)
			if p.Turned%2 == 1 {
				w, ht = ht, w
			}
			switch part := p.W * w / min(w, ht); {
			case p.X < 0 || p.Y < 0 || p.X+p.W > 1+1e-9 || p.Y+p.H > 1+1e-9:
				rt.Fatalf("%s leads beyond the edge: %+v", way, p)
			case !near(p.W*w, p.H*ht):
				rt.Fatalf("%s: %g × %g pixels of %g × %g", way, p.W*w, p.H*ht, w, ht)
			case part > 1+1e-9 || part < 1./mostZoom-1e-9:
				rt.Fatalf("%s: a side of %g", way, part)
			}
			if midX, midY := before.X+before.W/2, before.Y+before.H/2; way == PhotoTurn && (!near(p.X+p.W/2, 1-midY) || !near(p.Y+p.H/2, midX)) {
				rt.Fatalf("a turn of %+v leaves %+v", before, p)
			}
		}
		p := k.State().Host.Edit.Photo
		k.does(DoPhoto, PhotoKeep)
		if c := h.cropped; len(c) != 4 || c[0] != p.X || c[1] != p.Y || c[2] != p.W || c[3] != p.H {
			rt.Fatalf("%+v was seen and %v is kept", p, c)
		}
	})
}

// A finger that drags the picture takes it along, as far as there is picture.
func TestAPictureIsDraggedByTheFinger(t *testing.T) {
	k, h := signedIn(t, community.RoleHost)
	k.cfg.Hosts = &shaped{h, 400, 400}
	k.open("Ada Okafor")
	k.does(DoPhoto, PhotoPhone)
	h.sent("abc")
	k.settle()
	for range 9 {
		k.does(DoPhoto, PhotoIn)
	}
	at := func() PhotoState { return k.State().Host.Edit.Photo }
	drag := func(x, y float64) { k.does("", Tap{Act: Do, Verb: DoPhoto, Name: DoDrag, X: x, Y: y}) }
	was := at()
	drag(0.5, -0.25)
	if p := at(); math.Abs(p.X-(was.X-0.5*was.W)) > 1e-9 || math.Abs(p.Y-(was.Y+0.25*was.H)) > 1e-9 {
		t.Errorf("from %+v to %+v", was, p)
	}
	drag(99, 99)
	drag(-1, 0) // back at once, though the finger was far beyond the edge
	if p := at(); math.Abs(p.X-p.W) > 1e-9 || p.Y != 0 {
		t.Errorf("at %+v", p)
	}
}

// A picture that cannot be read is said to be one, and the member keeps the photo.
func TestAPictureThatCannotBeReadChangesNothing(t *testing.T) {
	for name, fault := range map[string]error{"no picture": errors.New("not a picture"), "no camera": community.ErrNotFound} {
		k, h := signedIn(t, community.RoleHost)
		h.d.members[0].Photo = partOf("mine")
		k.Changed()
		k.settle()
		k.open("Ada Okafor")
		want := sayNoCamera
		if name == "no camera" {
			k.does(DoPhoto, PhotoSnap)
		} else {
			h.d.fault, want = fault, sayNoPicture
			k.does(DoPhoto, PhotoCrop)
		}
		if s := k.State(); s.Notice != want || s.Host.Edit.Photo.Way != "" || k.host.edit.m.Photo != partOf("mine") {
			t.Errorf("%s: %q at %q", name, s.Notice, s.Host.Edit.Photo.Way)
		}
	}
}

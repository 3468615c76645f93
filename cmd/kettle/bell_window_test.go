package main

import (
	"image"
	"testing"
	"time"
)

// mustard counts the pixels of the bell's colour in the upper part of a picture.
func mustard(img image.Image) (n int) {
	b := img.Bounds()
	for y := b.Min.Y; y < b.Min.Y+200; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, g, bl, _ := img.At(x, y).RGBA(); r>>8 == 0xe8 && g>>8 == 0xb0 && bl>>8 == 0x4a {
				n++
			}
		}
	}
	return n
}

// TestTheWallCallsOnlyWhomItMay has visitors come for one member who agreed to be
// shown as here, and for one who agreed to nothing.
func TestTheWallCallsOnlyWhomItMay(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1920, 1080)
	l.fill()
	l.kettled("member", "consent", "1002", "--wall", "no", "--recorded", "said so at the desk")
	p := l.open("--role", "both", "--scene", "people")
	l.wait(p, "wall", "scene=people")
	settle()
	l.kettled("visitor", "in", "Jo Marsh", "--sees", "1002")
	settle()
	settle()
	img, err := l.display.Picture(t.Context())
	l.do(err)
	if n := mustard(img); n > 5000 {
		t.Errorf("the wall calls a member who is not on it: %d pixels", n)
	}
	l.kettled("visitor", "in", "Jo Marsh", "--sees", "1007")
	for until := time.Now().Add(patience); ; time.Sleep(200 * time.Millisecond) {
		img, err := l.display.Picture(t.Context())
		l.do(err)
		if mustard(img) > 20_000 {
			break
		}
		if time.Now().After(until) {
			t.Fatal("the wall does not call")
		}
	}
	l.shot("wall-call")
	l.do(l.display.Tap(t.Context(), 900, 300))
	l.wait(p, "kiosk", "step=home")
	settle()
	l.shot("wall-call-kiosk")
	img, err = l.display.Picture(t.Context())
	l.do(err)
	if n := mustard(img); n > 5000 {
		t.Errorf("the bell is seen through the kiosk: %d pixels", n)
	}
}

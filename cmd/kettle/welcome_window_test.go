package main

import (
	"image"
	"image/color"
	"testing"
	"time"

	"kettle/internal/ui"
)

// atTheFoot counts the pixels of a colour in the lowest part of a picture.
func atTheFoot(img image.Image, c color.NRGBA) (n int) {
	b := img.Bounds()
	for y := b.Max.Y - 130; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, g, bl, _ := img.At(x, y).RGBA(); uint8(r>>8) == c.R && uint8(g>>8) == c.G && uint8(bl>>8) == c.B { //nolint:gosec // 16 bits to 8
				n++
			}
		}
	}
	return n
}

// waitFoot waits until a band of a colour is below the wall, or is not any more.
func (l *lobby) waitFoot(c color.NRGBA, there bool) time.Time {
	l.t.Helper()
	for until := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		img, err := l.display.Picture(l.t.Context())
		l.do(err)
		if atTheFoot(img, c) > 20_000 == there {
			return time.Now()
		}
		if time.Now().After(until) {
			l.t.Fatalf("a band is below the wall: %t", !there)
		}
	}
}

// TestTheWallWelcomesAndSaysWhoNeedsAHand has two members come in, of whom one wants
// to be welcomed, and one ask for a hand.
func TestTheWallWelcomesAndSaysWhoNeedsAHand(t *testing.T) {
	l := newLobby(t, 1920, 1080)
	l.fill()
	l.kettled("member", "edit", "1007", "--set", "welcome_me=yes")
	p := l.open("--role", "wall", "--scene", "people")
	l.wait(p, "wall", "scene=people")
	settle()
	l.kettled("visit", "in", "1001")
	settle()
	settle()
	img, err := l.display.Picture(t.Context())
	l.do(err)
	if n := atTheFoot(img, ui.Sage); n > 5000 {
		t.Errorf("somebody who did not ask for it is welcomed: %d pixels", n)
	}
	l.kettled("visit", "in", "1007")
	came := l.waitFoot(ui.Sage, true)
	l.shot("wall-welcome")
	if stayed := l.waitFoot(ui.Sage, false).Sub(came); stayed < 6*time.Second {
		t.Errorf("the welcome stayed for %v", stayed)
	}
	l.kettled("post", "add", "1008", "--ask", "The printer!", "--quick")
	l.waitFoot(ui.Terra, true)
	l.shot("wall-quick")
}

package main

import (
	"context"
	"image"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kettle/internal/community"
	"kettle/internal/xvfb"
)

// codeKeys are the rows of the keyboard's page of codes, and digitKeys those of its
// page of digits.
var (
	codeKeys  = []keyRow{{"ABCDEFGHJKM", 0}, {"NPQRSTUVWX", 1}, {"YZ23456789", 2}}
	digitKeys = []keyRow{{"1234567890", 0}, {"-’.,&@/()", 1}, {"+_:;#!?", 2}}
)

// codeWide is how wide a key of the page of codes is.
const codeWide = 124.2

type keyRow struct {
	keys string
	row  int
}

// touchKeys types on the keyboard of the screen, key by key, whose keys are that wide.
func (l *lobby) touchKeys(rows []keyRow, wide float64, text string) {
	l.t.Helper()
	const gap, top, pitch, high = 14, 604.5, 112.5, 98
	for _, r := range text {
		found := false
		for _, row := range rows {
			keys := []rune(row.keys)
			all := float64(len(keys))*(wide+gap) - gap
			for i, k := range keys {
				if k == r {
					found = true
					l.do(l.display.Tap(l.t.Context(), int((1920-all)/2+float64(i)*(wide+gap)+wide/2), int(top+float64(row.row)*pitch+high/2)))
					time.Sleep(60 * time.Millisecond)
				}
			}
		}
		if !found {
			l.t.Fatalf("no key for %q", r)
		}
	}
}

// another gives a second screen of its own, without data, beside l.
func (l *lobby) another() *lobby {
	l.t.Helper()
	d, err := xvfb.Start(context.Background(), 1920, 1080)
	l.do(err)
	l.t.Cleanup(func() { d.Close() })
	return &lobby{t: l.t, bin: l.bin, data: filepath.Join(l.t.TempDir(), "new"), display: d}
}

// hubWithAHost opens a hub's window, with a host signed in at the page of screens.
func hubWithAHost(t *testing.T) *lobby {
	t.Helper()
	l := newLobby(t, 1920, 1080)
	l.fill()
	if err := os.WriteFile(filepath.Join(l.data, "kettle.toml"), []byte(`hub_listen = "127.0.0.1:0"`), 0o600); err != nil {
		t.Fatal(err)
	}
	p := l.asHost("--hub")
	l.menu("Screens")
	l.wait(p, "kiosk", "page=Screens")
	settle()
	return l
}

// offers has the host make a code for a screen, and gives the address and the code.
func (l *lobby) offers(name, role string) (address, code string) {
	l.t.Helper()
	ctx := l.t.Context()
	l.do(l.display.Tap(ctx, 1740, 95)) // Add a screen
	settle()
	l.do(l.display.Type(ctx, name, 60*time.Millisecond))
	settle()
	if role == community.RoleKiosk {
		l.do(l.display.Tap(ctx, 1080, 336)) // a wall otherwise
		settle()
	}
	l.do(l.display.Tap(ctx, 1760, 95)) // Go on
	return l.codeOn("join-offer")
}

// toCode goes from the first page of a new screen to that of the code.
func (l *lobby) toCode(address string) {
	l.t.Helper()
	ctx := l.t.Context()
	l.do(l.display.Tap(ctx, 690, 894))  // This is another screen of a space
	time.Sleep(3500 * time.Millisecond) // hubs are looked for
	l.shot("join-hubs")
	l.do(l.display.Tap(ctx, 560, 586)) // the address
	settle()
	l.touchKeys(digitKeys, 142, address)
	l.goOn()
}

// goOn touches the button below the one field.
func (l *lobby) goOn() {
	l.t.Helper()
	l.do(l.display.Tap(l.t.Context(), 222, 482))
	settle()
}

// asks waits for the hub's window to ask whether it is that screen.
func (l *lobby) asks(before image.Image) {
	l.t.Helper()
	l.until("the host sees six digits", func() bool { return differing(before, l.belowHead()) > 20_000 })
	settle()
}

// TestANewScreenJoinsByTouch pairs a screen that has never run with the window of a
// hub: the address and the code on its own keyboard, six digits on both, a host's
// yes, and then it is a kiosk of the space.
func TestANewScreenJoinsByTouch(t *testing.T) {
	t.Parallel()
	l := hubWithAHost(t)
	address, code := l.offers("Library", community.RoleKiosk)
	n := l.another()
	p := n.open("--role", "kiosk")
	ctx := t.Context()
	n.wait(p, "kiosk", "step=first")
	settle()
	n.shot("join-first")
	n.toCode(address)
	n.touchKeys(codeKeys, codeWide, code)
	n.shot("join-code")
	before := l.belowHead()
	n.goOn()
	l.asks(before)
	n.shot("join-digits")
	l.shot("join-digits-hub")
	l.do(l.display.Tap(ctx, 690, 540)) // Yes, let it in
	n.wait(p, "kiosk", "step=note")
	settle()
	n.shot("join-in")
	n.inStep()
	n.do(n.display.Key(ctx, "Escape"))
	n.wait(p, "kiosk", "step=home")
	settle()
	n.shot("join-home")
	if here, there := n.kettled("digest"), l.kettled("digest"); here != there {
		t.Errorf("the new screen holds %s, the hub %s", here, there)
	}
	n.typed(p, "siobhan")
	l.until("its check-in is at the hub", func() bool { return len(l.visits()) == 1 })
	if list := l.kettled("screen", "list"); !strings.Contains(list, "Library") {
		t.Errorf("the screens are %s", list)
	}
}

// TestANewScreenThatDoesNotGetInBeginsAnew has somebody type an address at which
// nobody is and a code that is wrong, go back while the host looks, and the power
// go. Each time the screen is as it was, and the host lets nobody in. At last it is
// let in, as a wall.
func TestANewScreenThatDoesNotGetInBeginsAnew(t *testing.T) {
	t.Parallel()
	l := hubWithAHost(t)
	address, code := l.offers("Library", community.RoleWall)
	n := l.another()
	p := n.open("--role", "kiosk")
	ctx := t.Context()
	n.wait(p, "kiosk", "step=first")
	settle()
	n.toCode("127.0.0.1:9") // where nobody is
	n.touchKeys(codeKeys, codeWide, code)
	n.goOn()
	n.shot("join-nobody")
	n.erase(1608, len("127.0.0.1:9"))
	n.touchKeys(digitKeys, 142, address)
	n.goOn()
	n.erase(1753, 1) // the code stands there still
	last := code[len(code)-1:]
	n.touchKeys(codeKeys, codeWide, map[bool]string{true: "A", false: "B"}[last != "A"])
	n.goOn()
	n.rest()
	n.shot("join-wrong")

	n.erase(1753, 1)
	n.touchKeys(codeKeys, codeWide, last)
	before := l.belowHead()
	n.goOn()
	l.asks(before)
	n.do(n.display.Tap(ctx, 200, 712)) // Back
	settle()
	n.shot("join-back")
	l.do(l.display.Tap(ctx, 690, 540)) // Yes, to nobody
	l.rest()
	l.shot("join-too-late")
	if list := l.kettled("screen", "list"); strings.Contains(list, "Library") {
		t.Errorf("a screen that went is let in: %s", list)
	}

	_, code = l.offers("Library", community.RoleWall)
	n.erase(1753, len(code))
	n.touchKeys(codeKeys, codeWide, code)
	before = l.belowHead()
	n.goOn()
	l.asks(before)
	p.Kill()
	p = n.open("--role", "kiosk")
	n.wait(p, "kiosk", "step=first")
	settle()
	if out := n.kettled("member", "list", "--json"); strings.TrimSpace(out) != "[]" {
		t.Errorf("after the power cut it holds %s", out)
	}
	l.do(l.display.Tap(ctx, 1050, 540)) // No
	settle()

	_, code = l.offers("Library", community.RoleWall)
	n.toCode(address)
	n.touchKeys(codeKeys, codeWide, code)
	before = l.belowHead()
	n.goOn()
	l.asks(before)
	l.do(l.display.Tap(ctx, 690, 540)) // Yes, let it in
	n.wait(p, "window open", "role=wall")
	n.inStep()
	n.rest()
	n.shot("join-wall")
}

// erase touches the key that erases, at x, that often.
func (l *lobby) erase(x, times int) {
	l.t.Helper()
	for range times {
		l.do(l.display.Tap(l.t.Context(), x, 878))
		time.Sleep(60 * time.Millisecond)
	}
}

// codeOn waits for the page on which a code is made, and reads the QR code there.
func (l *lobby) codeOn(name string) (address, code string) {
	l.t.Helper()
	l.until("a code to join by can be read", func() bool {
		out, err := exec.Command("zbarimg", "-q", "--raw", l.shot(name)).Output()
		u, wrong := url.Parse(strings.TrimSpace(string(out)))
		if err != nil || wrong != nil || u.Opaque != "pair" {
			return false
		}
		address, code = u.Query().Get("hub"), u.Query().Get("code")
		return true
	})
	settle()
	return address, code
}

package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// TestTwoAreBroughtTogetherAndSomebodyGetsAHandAtOnce goes the whole way in the real
// window: Ada, who is new, checks in and would like to meet somebody she does not
// know; a host finds the two in the queue and introduces them. Then she needs a hand
// with the printer, and Tomasz says at the kiosk that he is on the way.
func TestTwoAreBroughtTogetherAndSomebodyGetsAHandAtOnce(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1920, 1080)
	l.fill()
	l.kettled("member", "edit", "1001", "--set", "confirmed_on="+time.Now().Format(time.DateOnly))
	l.kettled("visit", "in", "1007")
	p := l.asHost()
	ctx := t.Context()
	tap, typed := l.hands(p)
	tap(95, 998, "home") // Lock

	typed("1001", "welcome")
	l.shot("welcome-meet")
	l.do(l.display.Tap(ctx, 246, 821)) // Introduce us
	settle()
	l.shot("welcome-met")
	tap(1740, 980, "home") // All done

	l.signIn(p)
	l.menu("Introductions")
	l.wait(p, "kiosk", "page=Introductions")
	settle()
	l.shot("host-introductions")
	l.do(l.display.Tap(ctx, 1734, 289)) // Done
	settle()
	l.shot("host-introduced")
	tap(95, 998, "home") // Lock

	l.kettled("visit", "out", "1001")
	settle()
	typed("1001", "welcome")
	l.shot("welcome-after")
	tap(618, 300, "asking")  // Ask for a hand
	tap(1213, 216, "posted") // The printer!
	l.shot("quick-posted")
	tap(1740, 980, "home") // All done
	l.shot("home-quick")
	tap(1040, 442, "search") // On my way
	typed("1007", "note")
	l.shot("quick-on-my-way")
	tap(1740, 60, "home") // Close
	l.shot("home-quick-helped")
	var posts []struct{ Number, Side, Words string }
	if err := json.Unmarshal([]byte(l.kettled("post", "list", "--json")), &posts); err != nil {
		t.Fatal(err)
	}
	if len(posts) != 1 || posts[0].Number != "1001" || !strings.HasPrefix(posts[0].Words, "The printer") {
		t.Errorf("%+v", posts)
	}
}

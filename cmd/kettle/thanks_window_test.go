package main

import (
	"encoding/json"
	"testing"
	"time"
)

type thanksLine struct {
	From, To, What, Words string
	OnWall                bool `json:"on_wall"`
}

func (l *lobby) thanks() (all []thanksLine) {
	l.t.Helper()
	if err := json.Unmarshal([]byte(l.kettled("thanks", "list", "--json")), &all); err != nil {
		l.t.Fatal(err)
	}
	return all
}

// TestThanksAreSaidHeardDeniedAndAHandIsAskedFor goes the whole way in the real
// window: Ada's name says thanks to Tomasz, who hears of it as he checks in and has
// the wall show it; Ada, asked in her turn, says that it was not her, and it is gone.
// Then she asks for a hand, and sees that Tomasz is here and might know.
func TestThanksAreSaidHeardDeniedAndAHandIsAskedFor(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1920, 1080)
	l.fill()

	p := l.open("--role", "kiosk")
	ctx := t.Context()
	tap, typed := l.hands(p)
	home := func() {
		t.Helper()
		tap(1740, 980, "home") // All done
	}
	l.wait(p, "kiosk", "step=home")
	settle()

	tap(900, 900, "search") // Say thanks
	l.shot("thanks-who-speaks")
	typed("1001", "thanks")
	l.do(l.display.Type(ctx, "tom", 90*time.Millisecond))
	settle()
	l.shot("thanks-to")
	tap(180, 420, "thanks-for")         // the first face
	l.do(l.display.Tap(ctx, 1145, 330)) // Practical help
	l.do(l.display.Tap(ctx, 1400, 450)) // Put it on the wall
	l.do(l.display.Tap(ctx, 500, 480))  // the words
	settle()
	l.do(l.display.Type(ctx, "Rescued the printer, again", 60*time.Millisecond))
	settle()
	l.shot("thanks-for")
	tap(1713, 475, "thanked")
	l.shot("thanked")
	want := thanksLine{"Ada Okafor", "Tomasz Wójcik", "Practical help", "Rescued the printer, again", false}
	if got := l.thanks(); len(got) != 1 || got[0] != want {
		t.Fatalf("kept: %+v", got)
	}

	home()
	typed("1007", "welcome")
	l.shot("thanks-heard")
	l.do(l.display.Tap(ctx, 570, 345)) // Yes, put it up
	settle()
	l.shot("thanks-answered")
	want.OnWall = true
	if got := l.thanks(); len(got) != 1 || got[0] != want {
		t.Fatalf("after both agreed: %+v", got)
	}

	home()
	typed("1001", "welcome")
	l.shot("thanks-claimed")
	l.do(l.display.Tap(ctx, 1706, 319)) // Not me
	settle()
	if got := l.thanks(); len(got) != 0 {
		t.Fatalf("denied, and kept: %+v", got)
	}

	home()
	typed("1001", "ask-out")
	p.Pass()
	l.do(l.display.Key(ctx, "Escape"))
	settle()
	l.kettled("visit", "out", "1001")
	settle()
	l.do(l.display.Key(ctx, "Escape"))
	settle()
	typed("1001", "welcome")
	l.shot("welcome-speak")
	tap(618, 320, "asking") // Ask for a hand
	l.do(l.display.Type(ctx, "Someone who knows VAT", 60*time.Millisecond))
	settle()
	l.shot("ask")
	tap(920, 330, "posted") // Put it up
	l.shot("posted")
	var posts []struct{ Number, Side, Words string }
	if err := json.Unmarshal([]byte(l.kettled("post", "list", "--json")), &posts); err != nil {
		t.Fatal(err)
	}
	if len(posts) != 1 || posts[0].Number != "1001" || posts[0].Side != "ask" || posts[0].Words != "Someone who knows VAT" {
		t.Errorf("%+v", posts)
	}
}

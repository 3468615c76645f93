package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// asked sums up how many were asked, and how many said yes or no.
func (l *lobby) asked() (asked, n int) {
	l.t.Helper()
	var out struct {
		Shares []struct{ Asked, N int }
	}
	if err := json.Unmarshal([]byte(l.kettled("figures", "--json")), &out); err != nil {
		l.t.Fatal(err)
	}
	for _, s := range out.Shares {
		asked, n = asked+s.Asked, n+s.N
	}
	return asked, n
}

// TestAQuestionIsAskedOnceAndCounted checks somebody out in the real window, who
// answers the question, and once more, when there is none; then somebody who skips.
// What they did shows on the hosts' canvas.
func TestAQuestionIsAskedOnceAndCounted(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1920, 1080)
	l.fill()
	for _, number := range []string{"1001", "1007"} {
		l.kettled("visit", "in", number)
	}
	p := l.asHost()
	ctx := t.Context()
	l.do(l.display.Key(ctx, "Escape"))
	l.do(l.display.Tap(ctx, 120, 998)) // Lock
	l.wait(p, "kiosk", "step=home")
	settle()
	tap, typed := l.hands(p)
	leave := func(number string) {
		t.Helper()
		typed(number, "ask-out")
		tap(591, 696, "goodbye") // Check out
	}
	home := func() {
		t.Helper()
		tap(1740, 980, "home") // All done
	}
	leave("1001")
	l.shot("question")
	l.do(l.display.Tap(ctx, 545, 421)) // Yes
	l.until("the answer is counted", func() bool { asked, n := l.asked(); return asked == 1 && n == 1 })
	settle()
	l.shot("question-counted")
	home()

	l.kettled("visit", "in", "1001")
	leave("1001")
	l.shot("question-no-more")
	home()
	leave("1007")
	l.do(l.display.Tap(ctx, 870, 421)) // Skip
	l.until("the skip is counted", func() bool { asked, n := l.asked(); return asked == 2 && n == 1 })
	home()
	if out := l.kettled("act", "list", "--json"); strings.Contains(out, "asked_in") || strings.Contains(out, "tally") {
		t.Errorf("the history tells of answers: %s", out)
	}

	l.signIn(p)
	l.menu("Our canvas")
	l.wait(p, "kiosk", `page="Our canvas"`)
	settle()
	l.shot("host-canvas")
	l.do(l.display.Tap(ctx, 700, 300)) // Co-location
	settle()
	l.shot("host-canvas-days")
}

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"kettle/internal/xvfb"
)

// long says whether the drivers run in their full form (make test-long).
func long() bool { return os.Getenv("KETTLE_LONG") != "" }

// Nobody knows what people do to a screen in a lobby. Whatever it is, the same
// process shows the same window, starts no other program and can be used again.
func TestRandomTouchesAndKeysChangeNothingButTheScreen(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1920, 1080)
	l.fill()
	p := l.open("--role", "both")
	events := 400
	if long() {
		events = 10_000
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 1))
	for done := 0; done < events; done += eventsAtOnce {
		l.do(l.display.Do(t.Context(), randomEvents(chance)...))
		select {
		case <-p.Done():
			t.Fatalf("it ended after %d events: %v\n%s", done, p.Err(), p.Log())
		default:
		}
	}
	if children := childrenOf(t, p.PID()); len(children) > 0 {
		t.Errorf("it started %v", children)
	}
	wellEnded(t, p)
	// Whatever step it is in, a card still checks in.
	card := strings.Fields(l.kettled("member", "card", "1040"))[0]
	for _, v := range l.visits() {
		if v.Number == "1040" && v.OutAt == nil {
			l.kettled("visit", "out", "1040") // a touch has checked them in
		}
	}
	wait, stop := context.WithTimeout(t.Context(), 2*patience)
	defer stop()
	for range 10 {
		p.Pass()
		l.do(l.display.Key(wait, "Escape"))
		settle()
		l.do(l.display.Scan(wait, card))
		settle()
		settle()
		for _, v := range l.visits() {
			if v.Number == "1040" && v.InBy == "proven" {
				return
			}
		}
	}
	l.shot("monkey")
	t.Error("afterwards no card checks in")
}

// eventsAtOnce is how many events one call of xdotool makes.
const eventsAtOnce = 25

// randomEvents are touches, drags and keys, as arguments of xdotool.
func randomEvents(chance *rand.Rand) (args []string) {
	keys := []string{
		"a", "e", "s", "l", "space", "BackSpace", "Return", "Escape", "Tab", "F1", "F11", "alt+F4", "ctrl+q", "ctrl+w",
		"ctrl+shift+q", "super", "ctrl+alt+Delete", "Print", "Menu", "1", "0", "Up", "Down", "Delete",
	}
	for range eventsAtOnce {
		switch x, y := strconv.Itoa(chance.IntN(1920)), strconv.Itoa(chance.IntN(1080)); chance.IntN(5) {
		case 0:
			args = append(args, "key", keys[chance.IntN(len(keys))])
		case 1: // a drag
			args = append(args, "mousemove", x, y, "mousedown", "1", "mousemove", strconv.Itoa(chance.IntN(1920)), strconv.Itoa(chance.IntN(1080)), "mouseup", "1")
		case 2: // a double tap
			args = append(args, "mousemove", x, y, "click", "--repeat", "2", "--delay", "40", "1")
		case 3: // another button, a wheel
			args = append(args, "mousemove", x, y, "click", strconv.Itoa(2+chance.IntN(4)))
		default:
			args = append(args, "mousemove", x, y, "click", "1")
		}
	}
	return args
}

// Whoever has a PIN may do what hosts may. Whatever they touch in there, the
// program goes on, and no more goes than they said yes to.
func TestRandomTouchesOfAHostBreakNothing(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1920, 1080)
	l.fill()
	events := 400
	if long() {
		events = 4_000
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 2))
	p := l.asHost()
	sessions := 1
	for done := 0; done < events; done += eventsAtOnce {
		l.do(l.display.Do(t.Context(), randomEvents(chance)...))
		settle()
		log := p.Log()
		if strings.HasPrefix(log[strings.LastIndex(log, "step="):], "step=host") {
			continue
		}
		wellEnded(t, p) // the session is over, by a touch or by the key chord
		p.Kill()
		p = l.asHost()
		sessions++
	}
	wellEnded(t, p)
	t.Logf("%d sessions", sessions)
	p.Kill()
	if n := strings.Count(l.kettled("member", "list", "--json"), `"id"`); n < 40 {
		t.Errorf("%d of 48 members are left", n)
	}
}

// wellEnded says what a program logged that it must not, or that it broke.
func wellEnded(t *testing.T, p *xvfb.Program) {
	t.Helper()
	if p.Err() != nil {
		t.Errorf("it ended with %v\n%s", p.Err(), p.Log())
	}
	for _, line := range strings.Split(p.Log(), "\n") {
		if strings.Contains(line, "panic") || strings.Contains(line, "ERROR") {
			t.Errorf("it logged %s", line)
		}
	}
}

// childrenOf lists the commands of a process's children.
func childrenOf(t *testing.T, pid int) (names []string) {
	t.Helper()
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range tasks {
		b, err := os.ReadFile(task)
		if err != nil {
			continue // the thread has ended
		}
		for _, child := range strings.Fields(string(b)) {
			name, err := os.ReadFile("/proc/" + child + "/comm")
			if err == nil {
				names = append(names, strings.TrimSpace(string(name)))
			}
		}
	}
	return names
}

// Five thousand hostile texts go through the scanner path by its tests in
// package kiosk; here a few go through the real keyboard.
func TestHostileScansAreOnlyText(t *testing.T) {
	t.Parallel()
	l := newLobby(t, 1280, 800)
	l.fill()
	p := l.open("--role", "kiosk")
	l.wait(p, "kiosk", "step=home")
	settle()
	for _, text := range []string{
		"'; DROP TABLE members; --", "../../../etc/passwd", "<script>alert(1)</script>", "%s%n%x", "KETTLEAAAAAAAAAAAAAAAAAAAAAAAAAA",
		strings.Repeat("A", 400), "HTTP://127.0.0.1:1/M/AAAAAAAA", "0000000", "=cmd|' /C calc'!A0",
	} {
		l.do(l.display.Scan(t.Context(), text))
		settle()
		select {
		case <-p.Done():
			t.Fatalf("%q ended it: %v", text, p.Err())
		default:
		}
	}
	if v := l.visits(); len(v) != 0 {
		t.Errorf("somebody was checked in: %+v", v)
	}
	l.do(l.display.Key(t.Context(), "Escape"))
}

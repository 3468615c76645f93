package kiosk

import (
	"slices"
	"testing"

	"kettle/internal/care"
	"kettle/internal/community"
)

// A round of names is played by touch, by a member as by a host, on every screen: each
// face has its right name said once it was guessed, and how it is said; what is left of
// the minute is counted; and at its end stands how many were known.
func TestARoundOfNamesIsPlayedByTouch(t *testing.T) {
	for _, size := range sizes {
		for name, lead := range map[string]func(w *window){
			"a member": func(w *window) {
				p, _ := w.desk.members[0].Profile(community.Self)
				w.learnNames(p)
				w.settle()
			},
			"a host": func(w *window) {
				w.cfg.Hosts, w.desk.host = &smallHosts{d: w.desk}, community.Host{ID: community.ID{77}, Name: "Rosa"}
				w.tap(GoExit)
				w.types("4711")
				w.key(KeyEnter)
				w.does(DoPage, string(HostCare))
				w.does(DoTab, TabNames)
			},
		} {
			w := newWindow(t, size[0], size[1])
			var right []string
			for _, one := range w.desk.members[1:4] {
				p, _ := one.Profile(community.Wall)
				p.SaidLike = "as it is written"
				w.desk.deck = append(w.desk.deck, care.Question{Who: p, Names: []string{"Nobody Else", p.Called, "Somebody Other"}, Right: 1})
				right = append(right, p.Called)
			}
			lead(w)
			for i, called := range right {
				checkLayout(t, w)
				if words := w.words(); !slices.Contains(words, "Who is this?") || slices.Contains(words, w.desk.members[1+i].Name+" · as it is written") {
					t.Fatalf("%s, %v: %q before it is guessed", name, size, words)
				}
				if i == 0 {
					called = "Nobody Else"
				}
				w.touch(t, called)
				checkLayout(t, w)
				if words := w.words(); !slices.Contains(words, w.desk.members[1+i].Name+" · as it is written") {
					t.Fatalf("%s, %v: the right name is not said: %q", name, size, words)
				}
				w.pass(quizShow)
			}
			checkLayout(t, w)
			if words := w.words(); !slices.Contains(words, "2 of 3.") {
				t.Errorf("%s, %v: at the end it says %q", name, size, words)
			}
			w.desk.deck = nil
			w.touch(t, "Another minute")
			checkLayout(t, w)
			if words := w.words(); !slices.Contains(words, "No names to learn right now.") {
				t.Errorf("%s, %v: without a face it says %q", name, size, words)
			}
			if name == "a member" {
				w.touch(t, "All done")
				wantStep(t, w.kit, Home)
			}
		}
	}
}

package kiosk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"kettle/internal/community"
)

// Whoever stands outside with the fire roll ticks each person off by touch, sees how many
// are missing, and may have all of them on paper; where the printer does not answer, the
// list stays.
func TestTheFireRollIsTickedOffByTouchAndPrinted(t *testing.T) {
	for _, size := range sizes {
		var paper [][]community.Present
		var fault error
		w := newWindow(t, size[0], size[1], func(c *Config) {
			c.PrintRoll = func(_ context.Context, all []community.Present) error {
				paper = append(paper, all)
				return fault
			}
		})
		w.tap(GoRoll)
		w.types("4711")
		w.key(KeyEnter)
		wantStep(t, w.kit, Roll)
		checkLayout(t, w)
		s := w.State().Roll
		if words := w.words(); !slices.Contains(words, countWords(s.Everybody, "person", "people")+" in the building") {
			t.Fatalf("%v: %q", size, words)
		}
		w.touch(t, s.People[0].Name)
		w.touch(t, s.People[1].Name)
		w.touch(t, s.People[1].Name) // not there after all
		if got := w.State().Roll; got.Accounted != 1 || !got.Ticked[s.People[0].ID] || got.Ticked[s.People[1].ID] {
			t.Errorf("%v: %d are accounted for", size, got.Accounted)
		}
		if words := w.words(); !slices.ContainsFunc(words, func(s string) bool { return strings.HasPrefix(s, "1 of ") && strings.HasSuffix(s, "accounted for") }) {
			t.Errorf("%v: %q", size, words)
		}
		checkLayout(t, w)
		w.touch(t, "Print")
		if len(paper) != 1 || len(paper[0]) != s.Everybody || w.notice != sayPrinting {
			t.Errorf("%v: printed %v, %q", size, paper, w.notice)
		}
		fault = errors.New("no paper")
		w.touch(t, "Print")
		if w.notice != sayNoPrint || w.State().Roll.Accounted != 1 || !strings.Contains(strings.Join(w.words(), " "), sayNoPrint) {
			t.Errorf("%v: %q", size, w.words())
		}
		checkLayout(t, w)
	}
}

// Whoever holds up a card while heads are counted takes neither the list away nor what is
// ticked on it.
func TestACardLeavesTheFireRollAsItIs(t *testing.T) {
	k := settled(t)
	k.desk.visits = []community.Visit{{ID: community.ID{9, 9}, MemberID: k.desk.members[1].ID, InAt: k.clock}}
	k.tap(GoRoll)
	k.types("4711")
	k.key(KeyEnter)
	wantStep(t, k, Roll)
	k.touches(Tap{Act: Account, ID: k.State().Roll.People[0].ID})
	k.scans(cardOfAda)
	if s := k.State(); s.Step != Roll || s.Roll.Accounted != 1 || len(k.desk.visits) != 1 {
		t.Errorf("at %v, %d are accounted for, %d visits", s.Step, s.Roll.Accounted, len(k.desk.visits))
	}
}

// Nobody signed in is no reason to look for nobody; and a list that cannot be read says
// what to do without it.
func TestAFireRollOfNobodySaysSo(t *testing.T) {
	for _, fault := range []error{nil, errDisk} {
		w := newWindow(t, 1920, 1080)
		w.desk.visits = nil
		w.tap(GoRoll)
		w.types("4711")
		w.desk.gate = func() { w.desk.fault = fault } // once the PIN is known
		w.key(KeyEnter)
		want := "Nobody is signed in. Look round all the same."
		if fault != nil {
			want = sayNoRoll
		}
		if words := strings.Join(w.words(), " "); !strings.Contains(words, want) || w.State().Roll.Print {
			t.Errorf("%v: %s", fault, words)
		}
		checkLayout(t, w)
	}
}

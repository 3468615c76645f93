package kiosk

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

// Whoever presses Enter while a name is looked up, and then touches a face, is asked about
// that face; nobody else is checked in by what is found later.
func TestWhatIsFoundAfterAFaceWasTouchedChecksNobodyIn(t *testing.T) {
	k := newKit(t)
	ada, adam := k.desk.members[0], k.desk.members[1]
	k.desk.visits = []community.Visit{{ID: community.ID{9, 9}, MemberID: ada.ID, InAt: k.clock}}
	k.refresh()
	k.settle()
	k.types("ada")
	k.clock = k.clock.Add(settle)
	k.Rune('m')
	slow, ok := k.finds.next()
	if !ok {
		t.Fatal("nothing is looked up")
	}
	k.Key(KeyEnter)
	k.tapsOnly(Tap{Act: Choose, ID: ada.ID})
	wantStep(t, k, AskOut)
	slow(t.Context())()
	k.settle()
	wantStep(t, k, AskOut)
	if k.desk.isIn(adam.Number) {
		t.Error("Adam is checked in by a touch of Ada’s face")
	}
	k.tap(Back)
	if s := k.State(); s.Step != Search || s.Search.Text != "adam" || len(s.Search.Found) != 1 {
		t.Errorf("the way back leads to %v: %q finds %d", s.Step, s.Search.Text, len(s.Search.Found))
	}
}

// late is what is read in the background for one stay at a step and comes when it likes.
type late struct {
	job  job
	stay int
}

// Whatever is read for somebody, and comes when they have gone on or another has come,
// changes nothing on screen and does nothing, however slow it was and whatever else was
// read meanwhile.
func TestWhatIsReadTooLateChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := livelySpace(t, (&tickets{}).config)
		var waiting []late
		stay, step, since := 0, k.step, k.since
		look := func() { // counts the stays at a step, and keeps back what is read for each
			if k.step != step || !k.since.Equal(since) {
				stay, step, since = stay+1, k.step, k.since
			}
			for j, ok := k.finds.next(); ok; j, ok = k.finds.next() {
				waiting = append(waiting, late{j, stay})
			}
		}
		look()
		for range rapid.IntRange(1, 60).Draw(rt, "acts") {
			switch rapid.IntRange(0, 9).Draw(rt, "kind") {
			case 0, 1, 2:
				if len(waiting) == 0 {
					continue
				}
				i := rapid.IntRange(0, len(waiting)-1).Draw(rt, "which")
				w := waiting[i]
				waiting = slices.Delete(waiting, i, i+1)
				before, calls := k.State(), k.desk.calls
				w.job(rt.Context())()
				if w.stay == stay {
					break
				}
				if d := differs("", reflect.ValueOf(k.State()), reflect.ValueOf(before)); d != "" || k.writes.waits() {
					rt.Fatalf("at %v: %s, after what was read %d stays ago", step, d, stay-w.stay)
				}
				if k.desk.calls != calls {
					rt.Fatalf("at %v: something was done", step)
				}
			case 3:
				k.clock = k.clock.Add(time.Second)
				k.Rune(rapid.SampledFrom([]rune("adbo1 ")).Draw(rt, "rune"))
			case 4:
				k.Key(rapid.SampledFrom([]Key{KeyEnter, KeyErase, KeyEscape}).Draw(rt, "key"))
			case 5:
				k.desk.fault = rapid.SampledFrom([]error{nil, nil, errDisk}).Draw(rt, "fault")
				if rapid.IntRange(0, 9).Draw(rt, "called off") == 0 {
					k.desk.events = nil
				}
				k.refresh()
			default:
				k.clock = k.clock.Add(settle)
				k.Tap(rapid.SampledFrom(everything(rt, k.State())).Draw(rt, "tap"))
			}
			look()
			for len(k.queue) > 0 {
				drawn := k.queue[0]
				k.queue = k.queue[1:]
				drawn()
			}
			for j, ok := k.job(); ok; j, ok = k.job() { // all but what is read is done at once
				j(rt.Context())()
				look()
			}
		}
	})
}

// waits says whether something is to be done.
func (l *lane) waits() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.waiting) > 0
}

// Whoever types a name and presses Enter at once does not wait for the look-up: what it
// finds is taken as soon as it is there, and a letter typed meanwhile calls that off.
func TestEnterAtOnceTakesWhatIsFoundThen(t *testing.T) {
	for name, way := range map[string]struct {
		lead func(k *kit)
		to   Step
	}{
		"to thank": {func(k *kit) { k.comesIn("1004"); k.tap(GoThanks) }, ThanksFor},
		"to visit": {func(k *kit) { k.tap(GoVisit); k.types("Jo Marsh"); k.key(KeyEnter) }, VisitingMore},
		"to enter": {func(k *kit) { k.tap(GoSearch) }, Welcome},
	} {
		for after, to := range map[string]Step{"": way.to, " r": 0} {
			k := settled(t)
			way.lead(k)
			if to == 0 {
				to = k.step
			}
			k.types("ada")
			k.clock = k.clock.Add(time.Second)
			k.Rune('m')
			k.clock = k.clock.Add(time.Second)
			k.Key(KeyEnter)
			for _, r := range after {
				k.clock = k.clock.Add(time.Second)
				k.Rune(r)
			}
			k.Changed() // other screens go on meanwhile
			k.settle()
			if k.step != to {
				t.Errorf("%s, then %q: at %v, not %v: %q", name, after, k.step, to, k.notice)
			}
		}
	}
}

// While a screen takes in thousands of records they change faster than anybody is found by
// a name. Whoever types one is found all the same, is not told meanwhile that nobody is,
// and Enter goes on.
func TestChangesThatComeFasterThanAnswersKeepNobodyWaiting(t *testing.T) {
	for name, way := range map[string]struct {
		lead, seen func(k *kit)
		to         Step
	}{
		"to enter": {func(k *kit) { k.tap(GoSearch) }, func(k *kit) {
			if s := k.State().Search; len(s.Found) != 1 || s.Nobody {
				t.Errorf("the search finds %d, nobody %v", len(s.Found), s.Nobody)
			}
		}, Welcome},
		"to thank": {func(k *kit) { k.comesIn("1004"); k.tap(GoThanks) }, func(k *kit) {
			if s := k.State().Speech; len(s.People) != 1 || s.Nobody {
				t.Errorf("%d may be thanked, nobody %v", len(s.People), s.Nobody)
			}
		}, ThanksFor},
		"to visit": {func(k *kit) { k.tap(GoVisit); k.types("Jo Marsh"); k.key(KeyEnter) }, func(k *kit) {
			if s := k.State().Visitor; len(s.Choices) != 3 {
				t.Errorf("a visitor has the choice of %+v", s.Choices)
			}
		}, VisitingMore},
	} {
		k := settled(t)
		way.lead(k)
		k.types("ada")
		k.clock = k.clock.Add(time.Second)
		k.Rune('m')
		for range 3 {
			slow, ok := k.finds.next()
			if !ok {
				t.Fatalf("%s: nothing is looked up", name)
			}
			k.refresh()
			changed, _ := k.looks.next()
			changed(t.Context())()
			slow(t.Context())()
			way.seen(k)
		}
		k.clock = k.clock.Add(time.Second)
		k.Key(KeyEnter)
		for k.writes.waits() {
			kept, _ := k.writes.next()
			kept(t.Context())()
		}
		wantStep(t, k, way.to)
	}
}

// What could not be found, and is then, is not said to be unreadable any more; what was
// asked of who typed stays.
func TestWhatIsFoundAfterAllIsNotSaidToBeUnreadable(t *testing.T) {
	k := settled(t)
	k.desk.fault = errDisk
	k.types("ad")
	if s := k.State(); s.Notice != sayNoSearch {
		t.Fatalf("%q", s.Notice)
	}
	k.desk.fault = nil
	k.refresh()
	k.settle()
	if s := k.State(); s.Notice != "" || len(s.Search.Found) != 2 {
		t.Errorf("%q beside %d who are found", s.Notice, len(s.Search.Found))
	}
	k.key(KeyEnter)
	k.refresh()
	k.settle()
	if s := k.State(); s.Notice != sayWhichOne {
		t.Errorf("%q", s.Notice)
	}
}

package kiosk

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

func TestHomeGreetsByTheTimeOfDayOfTheSpace(t *testing.T) {
	for hour, want := range map[int]string{4: "Good evening.", 5: "Good morning.", 11: "Good morning.", 12: "Good afternoon.", 18: "Good evening."} {
		if got := greeting(time.Date(2026, 3, 10, hour, 59, 0, 0, time.UTC)); got != want {
			t.Errorf("%d h: %q", hour, got)
		}
	}
	k := newKit(t)
	if err := k.desk.space.Set("zone", "Asia/Tokyo"); err != nil {
		t.Fatal(err)
	}
	k.desk.space.Greeting = "Tea is ready."
	k.Changed()
	k.settle()
	h := k.State().Home
	if h.Greeting != "Good evening." || h.Second != "Tea is ready." || h.Third != "Who are you?" {
		t.Errorf("%+v", h)
	}
}

func TestHomeCountsOnlyThoseWhoShowThatTheyAreHere(t *testing.T) {
	k := newKit(t)
	for _, number := range []string{"1002", "1003", "1004", "1005"} {
		k.types(number)
		k.key(KeyEnter)
		k.tap(GoHome)
	}
	k.Changed()
	k.settle()
	if got := k.State().Home.Third; got != "2 people are here. Who are you?" {
		t.Error(got)
	}
}

func TestEveryStepRestsAfterACountdownThatATouchKeeps(t *testing.T) {
	for step, lead := range map[Step]func(k *kit){
		Search: func(k *kit) { k.tap(GoSearch) }, Browse: func(k *kit) { k.tap(GoBrowse) }, Pad: func(k *kit) { k.tap(GoExit) },
		Person:  func(k *kit) { k.tap(GoBrowse); k.tapOn(Open, k.desk.members[0].ID) },
		Welcome: func(k *kit) { k.scans(cardOfAda) },
		AskOut:  func(k *kit) { k.scans(cardOfAda); k.scans(cardOfAda) },
		Goodbye: func(k *kit) { k.scans(cardOfAda); k.scans(cardOfAda); k.tap(Out) },
		Note:    func(k *kit) { k.scans("no-such-card-1") },

		Visiting: func(k *kit) { k.tap(GoVisit) }, Invited: func(k *kit) { k.tap(GoVisit); k.tap(GoCode) },
		Leaving:      func(k *kit) { k.tap(GoVisit); k.tap(GoLeave) },
		VisitingMore: func(k *kit) { k.tap(GoVisit); k.types("Jo"); k.tap(Choose, community.SeesHost) },
		Returning: func(k *kit) {
			k.tap(GoVisit)
			k.types("Jo")
			k.tap(Choose, community.SeesHost)
			k.tap(GoReturning)
		},
		Visited: func(k *kit) { k.visits("Jo", "adam") },
		Left: func(k *kit) {
			k.visits("Jo", "adam")
			k.tap(GoHome)
			k.scans("KETTLE/V/" + k.desk.visitors[0].Code)
		},
		Invitation: func(k *kit) {
			k.desk.visitors = []community.Visitor{{ID: community.ID{6}, Name: "Jo", Code: "K7M4QX", ExpectedOn: "2026-03-10"}}
			k.scans("KETTLE/V/K7M4QX")
		},
		Thanks:    func(k *kit) { k.tap(GoThanks); k.types("bao"); k.key(KeyEnter) },
		ThanksFor: func(k *kit) { k.thanksTo("bao", "adam") },
		Thanked:   func(k *kit) { k.thanksTo("bao", "adam"); k.tap(Kind, "Practical help"); k.tap(Send) },
		Asking:    func(k *kit) { k.comesIn("1004"); k.visit.due = false; k.tap(GoAsk, community.Ask) },
		Posted:    func(k *kit) { k.comesIn("1004"); k.tap(GoAsk, community.Ask); k.types("A lift"); k.tap(Send) },
		Roll:      func(k *kit) { k.tap(GoRoll); k.types("4711"); k.key(KeyEnter) },
	} {
		k := newKit(t)
		lead(k)
		wantStep(t, k, step)
		after := k.restAfter()
		k.pass(after - 2*time.Second)
		wantStep(t, k, step)
		if in := k.State().RestIn; in < 1 || in > 3 {
			t.Errorf("step %d counts %d", step, in)
		}
		k.Tap(Tap{Act: Touch})
		k.pass(after - 2*time.Second)
		wantStep(t, k, step)
		k.pass(2 * time.Second)
		wantStep(t, k, Home)
		if k.rested != 1 {
			t.Errorf("step %d: rested %d times", step, k.rested)
		}
	}
}

func TestHomeRestsOnlyWhereThereIsAWall(t *testing.T) {
	k := newKit(t)
	k.pass(restReading + time.Second)
	if k.rested == 0 {
		t.Error("home never gives way to the wall")
	}
	k = newKit(t, func(c *Config) { c.Rest = nil })
	k.tap(GoSearch)
	k.pass(time.Hour)
	wantStep(t, k, Home)
}

func TestNothingHappensAtRestButTheClock(t *testing.T) {
	k := newKit(t, func(c *Config) { c.Rest = nil })
	shown := 0
	k.OnShow(func() { shown++ })
	k.pass(10 * time.Minute)
	if shown > 25 { // the minute, and what is read anew then
		t.Errorf("drawn %d times in ten minutes", shown)
	}
}

// shown is every tap that the picture of a state offers.
func offered(s State) []Tap {
	taps := []Tap{{Act: Touch}, {Act: Back}, {Act: GoHome}}
	switch s.Step {
	case Home:
		taps = append(taps, Tap{Act: GoSearch}, Tap{Act: GoBrowse}, Tap{Act: GoExit}, Tap{Act: GoVisit}, Tap{Act: GoRoll}, Tap{Act: GoThanks})
		for _, c := range s.Home.Calls {
			taps = append(taps, Tap{Act: Hear, ID: c.ID})
		}
	case Search:
		for _, row := range s.Search.Keys.Rows {
			for _, key := range row {
				taps = append(taps, Tap{Act: Type, Text: key}, Tap{Act: Hold, Text: key})
			}
		}
		for _, turn := range s.Search.Keys.Turn {
			taps = append(taps, Tap{Act: Turn, Text: turn.Page})
		}
		for _, a := range s.Search.Accents {
			taps = append(taps, Tap{Act: Accent, Text: a})
		}
		for _, f := range s.Search.Found {
			taps = append(taps, Tap{Act: Choose, ID: f.Profile.ID}, Tap{Act: Choose, ID: f.Profile.ID})
		}
		taps = append(taps, Tap{Act: Erase}, Tap{Act: Enter})
	case AskOut:
		taps = append(taps, Tap{Act: Out}, Tap{Act: NotMe})
	case Welcome, Goodbye:
		taps = append(taps, Tap{Act: Undo}, Tap{Act: NotMe}, Tap{Act: GoThanks}, Tap{Act: GoAsk, Text: community.Ask}, Tap{Act: GoAsk, Text: community.Offer},
			Tap{Act: AnswerYes}, Tap{Act: AnswerNo}, Tap{Act: Sorted, ID: s.Visit.OpenID})
	case Thanks, ThanksFor, Asking:
		for _, e := range s.Form.Entries {
			taps = append(taps, Tap{Act: Focus, Text: e.Name}, Tap{Act: Type, Text: "a"}, Tap{Act: Enter})
		}
		for _, p := range s.Speech.People {
			taps = append(taps, Tap{Act: Choose, ID: p.ID}, Tap{Act: Choose, ID: p.ID})
		}
		taps = append(taps, Tap{Act: Kind, Text: "Practical help"}, Tap{Act: PutUp}, Tap{Act: Send})
	case Thanked, Posted:
		taps = append(taps, Tap{Act: Undo})
	case Note:
		taps = append(taps, Tap{Act: GoSearch})
	case Browse:
		taps = append(taps, Tap{Act: Everyone}, Tap{Act: HereNow}, Tap{Act: NextPage}, Tap{Act: PrevPage})
		for _, l := range s.Browse.Letters {
			taps = append(taps, Tap{Act: Letter, Text: l})
		}
		for _, p := range s.Browse.People {
			taps = append(taps, Tap{Act: Open, ID: p.ID})
		}
	case Person:
		taps = append(taps, Tap{Act: ThisIsMe})
	case Pad:
		taps = append(taps, Tap{Act: Type, Text: "4"}, Tap{Act: Erase}, Tap{Act: Enter})
	case Visiting, VisitingMore, Returning, Invited, Invitation, Leaving:
		for _, e := range s.Form.Entries {
			taps = append(taps, Tap{Act: Focus, Text: e.Name}, Tap{Act: Type, Text: "j"}, Tap{Act: Type, Text: "2"}, Tap{Act: Enter})
		}
		for _, c := range s.Visitor.Choices {
			taps = append(taps, Tap{Act: Choose, ID: c.Profile.ID, Text: c.Sees})
		}
		taps = append(taps, Tap{Act: GoCode}, Tap{Act: GoLeave}, Tap{Act: GoReturning}, Tap{Act: Agree}, Tap{Act: Remember}, Tap{Act: ForgetMe}, Tap{Act: SignIn}, Tap{Act: NotMe})
	case Visited, Left:
		taps = append(taps, Tap{Act: Undo}, Tap{Act: AskHost})
	case Roll:
		taps = append(taps, Tap{Act: NextPage}, Tap{Act: Print})
		for _, p := range s.Roll.People {
			taps = append(taps, Tap{Act: Account, ID: p.ID})
		}
	}
	return taps
}

// TestAnyTapsKeysAndTimes holds, for whatever people, scanners and the disk do:
// no panic; a welcome only after the desk kept a visit; home is one tap away;
// at rest nothing typed is left.
func TestAnyTapsKeysAndTimes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := newKit(t)
		welcomed := false
		k.OnShow(func() {
			if k.step == Welcome && !welcomed {
				v := k.desk.visits
				if !slices.ContainsFunc(v, func(v community.Visit) bool { return v.ID == k.visit.id && v.MemberID == k.visit.member.ID }) {
					rt.Fatal("welcomed without a visit")
				}
			}
			welcomed = k.step == Welcome
			if k.step == Visited && !slices.ContainsFunc(k.desk.visitors, func(v community.Visitor) bool { return v.ID == k.visitor.v.ID }) {
				rt.Fatal("a visitor was welcomed who is not kept")
			}
			if k.step == Thanked && !slices.ContainsFunc(k.desk.thanks, func(o community.ThankYou) bool { return o.ID == k.speech.id && o.FromID != o.ToID }) {
				rt.Fatal("said thanks for what is not kept")
			}
			if k.step == Posted && !slices.ContainsFunc(k.desk.posts, func(o community.Post) bool { return o.ID == k.speech.id }) {
				rt.Fatal("a post is said to be up that is not kept")
			}
			if v := k.State().Visit; len(v.Answers) > 0 && v.Speak {
				rt.Fatal("prompted, and offered to speak")
			}
			_ = k.State()
		})
		for range rapid.IntRange(1, 60).Draw(rt, "acts") {
			switch rapid.IntRange(0, 9).Draw(rt, "kind") {
			case 0:
				k.Rune(rapid.SampledFrom([]rune("abcdo 147é\u202e")).Draw(rt, "rune"))
			case 1:
				k.Key(rapid.SampledFrom([]Key{KeyEnter, KeyErase, KeyEscape}).Draw(rt, "key"))
			case 2:
				k.pass(time.Duration(rapid.IntRange(0, 50000).Draw(rt, "ms")) * time.Millisecond)
			case 3:
				k.settle()
			case 4:
				k.desk.fault = rapid.SampledFrom([]error{nil, nil, errDisk, community.ErrNotFound, lockedOut{}}).Draw(rt, "fault")
			case 5:
				k.scans(rapid.SampledFrom([]string{cardOfAda, "unknown-card", "1002", "ABCD2343", "KETTLE/V/K7M4Q2", "KETTLE/V/K7M4Q3", "HTTP://X/M/ABCD2344"}).Draw(rt, "scan"))
			case 6:
				k.AskExit()
			default:
				k.pass(300 * time.Millisecond)
				k.Tap(rapid.SampledFrom(offered(k.State())).Draw(rt, "tap"))
			}
		}
		k.settle()
		if s := k.State(); s.Busy {
			rt.Fatal("busy with nothing to do")
		}
		before := k.step
		k.tap(GoHome)
		if k.step != Home {
			rt.Fatalf("no way home from %d", before)
		}
		k.pass(2 * time.Minute)
		if k.step != Home || k.typing.text != "" || len(k.typing.found) != 0 || len(k.burst.runes) != 0 || k.burst.text != "" || len(k.pin) != 0 || k.form != nil || k.visitor.v.Name != "" || len(k.visitor.found) != 0 || k.speech.words != "" || len(k.speech.found) != 0 || !k.speech.member.ID.IsZero() || k.speaking != nil || k.roll.people != nil {
			rt.Fatalf("left over: %q %q %q", k.typing.text, string(k.burst.runes), k.burst.text)
		}
	})
}

// TestRunMovesTimeAndAnswersThroughTheOneSeam runs the real goroutines in
// virtual time: a typed name checks in, and the welcome rests by itself.
func TestRunMovesTimeAndAnswersThroughTheOneSeam(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		desk := smallSpace(time.Now)
		var mu sync.Mutex
		do := func(f func()) { mu.Lock(); defer mu.Unlock(); f() }
		queue := make(chan func(), 100)
		m := New(desk, Config{Log: slog.New(slog.DiscardHandler), Do: func(f func()) { queue <- f }, Rest: func() {}})
		ctx, cancel := context.WithCancel(t.Context())
		var work sync.WaitGroup
		work.Go(func() {
			if err := m.Run(ctx); err != nil {
				t.Error(err)
			}
		})
		work.Go(func() {
			for {
				select {
				case f := <-queue:
					do(f)
				case <-ctx.Done():
					return
				}
			}
		})
		state := func() (s State) { do(func() { s = m.State() }); return s }
		synctest.Wait()
		if n := state().Home.Members; n != 4 {
			t.Errorf("%d members at the start", n)
		}
		for _, r := range "bao" {
			time.Sleep(200 * time.Millisecond)
			do(func() { m.Rune(r) })
			synctest.Wait()
		}
		time.Sleep(200 * time.Millisecond)
		do(func() { m.Key(KeyEnter) })
		synctest.Wait()
		if s := state(); s.Step != Welcome || !desk.isIn("1004") {
			t.Errorf("step %d", s.Step)
		}
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if in := state().Visit.UndoIn; in != 5 {
			t.Errorf("undo counts %d", in)
		}
		time.Sleep(restSaid)
		synctest.Wait()
		if s := state(); s.Step != Home {
			t.Errorf("step %d after resting", s.Step)
		}
		cancel()
		work.Wait()
	})
}

func TestAKeyWhileTheWallIsOnShowBringsTheKioskBack(t *testing.T) {
	stirred, shown := 0, 0
	k := newKit(t, func(c *Config) { c.Stir = func() { stirred++ } })
	k.Sleep()
	k.OnShow(func() { shown++ })
	k.pass(time.Hour)
	if k.rested != 1 || shown != 0 {
		t.Errorf("asleep: rested %d times, drawn %d times", k.rested, shown)
	}
	k.types("ba")
	wantStep(t, k, Search)
	if stirred != 1 || k.typing.text != "ba" || shown == 0 {
		t.Errorf("stirred %d times, %q", stirred, k.typing.text)
	}
	k.Sleep()
	k.Wake()
	wantStep(t, k, Home)
	if stirred != 2 {
		t.Error("not woken")
	}
}

func TestEveryStepHasAName(t *testing.T) {
	seen := map[string]bool{}
	for s := Home; s <= Posted; s++ {
		if s.String() == "" || seen[s.String()] || s.String()[0] <= '9' {
			t.Errorf("step %d is %q", int(s), s)
		}
		seen[s.String()] = true
	}
	if got := Step(99).String(); got != "99" {
		t.Errorf("%q", got)
	}
}

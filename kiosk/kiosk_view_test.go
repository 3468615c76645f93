package kiosk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kettle/internal/community"
	"kettle/internal/ui"
	"kettle/internal/ui/uitest"
)

// touch lays a finger on the text and lifts it: it taps the topmost target there.
func (w *window) touch(t *testing.T, text string) {
	t.Helper()
	w.touchAt(t, text, 0.5)
}

// touchAt is touch at a part of the text's width.
func (w *window) touchAt(t *testing.T, text string, part float32) {
	t.Helper()
	w.pass(300 * time.Millisecond)
	var at fyne.Position
	found := false
	each(w.view.Object(), func(o fyne.CanvasObject) {
		if c, ok := o.(*canvas.Text); ok && c.Text == text {
			x0, y0, x1, y1 := inkOf(c)
			at, found = fyne.NewPos(x0+part*(x1-x0), (y0+y1)/2), true
		}
	})
	if !found {
		t.Fatalf("%q is not on screen", text)
	}
	var hit *ui.Target
	each(w.view.Object(), func(o fyne.CanvasObject) {
		if b, ok := o.(*ui.Target); ok {
			p, s := b.Position(), b.Size()
			if at.X >= p.X && at.Y >= p.Y && at.X < p.X+s.Width && at.Y < p.Y+s.Height {
				hit = b
			}
		}
	})
	hit.MouseDown(&desktop.MouseEvent{})
	hit.MouseUp(&desktop.MouseEvent{})
	hit.Tapped(&fyne.PointEvent{Position: at.Subtract(hit.Position())})
	w.settle()
}

func TestTappingWhatIsDrawnChecksInAndOut(t *testing.T) {
	for _, size := range sizes[:2] {
		w := newWindow(t, size[0], size[1])
		w.touch(t, "I’m a member")
		for _, key := range []string{"s", "i", "o", "b"} {
			w.touch(t, key)
		}
		w.touch(t, "Check in")
		wantStep(t, w.kit, Welcome)
		if !w.desk.isIn("1006") {
			t.Fatal("Siobhán is not in")
		}
		w.touch(t, "All done")
		w.touch(t, "Who’s who")
		w.touch(t, "S")
		w.touch(t, "Siobhán Ní Bhriain")
		wantStep(t, w.kit, Person)
		w.touch(t, claimVerb(w.State().Person.Claim))
		wantStep(t, w.kit, AskOut)
		w.touch(t, "Check out")
		wantStep(t, w.kit, Goodbye)
		w.touch(t, "Undo")
		wantStep(t, w.kit, Note)
		w.touch(t, "All right")
		wantStep(t, w.kit, Home)
		w.touch(t, "Hosts")
		wantStep(t, w.kit, Pad)
		w.touch(t, "4")
		w.touch(t, "Back")
		wantStep(t, w.kit, Home)
	}
}

// targets are the objects that can be touched, by identity.
func (w *window) targets() map[*ui.Target]bool {
	all := map[*ui.Target]bool{}
	each(w.view.Object(), func(o fyne.CanvasObject) {
		if b, ok := o.(*ui.Target); ok {
			all[b] = true
		}
	})
	return all
}

func TestACountdownLeavesWhatIsTouchedInPlace(t *testing.T) {
	for _, sc := range scenes() {
		w := newWindow(t, 1920, 1080)
		sc.lead(w)
		if w.step == Home {
			continue
		}
		if w.undoIn(w.clock) > 0 {
			w.pass(undoFor)
		}
		w.Tap(Tap{Act: Touch})
		before := w.targets()
		for w.State().RestIn == 0 && w.step != Home {
			w.pass(time.Second)
		}
		w.pass(3 * time.Second)
		if w.State().RestIn == 0 {
			t.Fatalf("%s: nothing is counted down", sc.name)
		}
		if w.clock.Minute() != 42 && (w.step == Welcome || w.step == Goodbye) {
			continue // what is on now is drawn anew with the minute
		}
		after := w.targets()
		for b := range before {
			if !after[b] {
				t.Fatalf("%s: a target was drawn anew by the countdown", sc.name)
			}
		}
	}
}

func TestTheUndoCountdownLeavesItsButtonInPlace(t *testing.T) {
	w := newWindow(t, 1920, 1080)
	w.types("1006")
	w.key(KeyEnter)
	before := w.targets()
	w.pass(3 * time.Second)
	for b := range w.targets() {
		if !before[b] {
			t.Fatal("a target was drawn anew")
		}
	}
}

func TestAKeystrokeKeepsTheKeysAndTheSameMatches(t *testing.T) {
	w := newWindow(t, 1920, 1080)
	w.types("siobh")
	before := w.targets()
	w.types("á")
	after := w.targets()
	for b := range before {
		if !after[b] {
			t.Fatal("a key or a card was drawn anew by a letter that changes neither")
		}
	}
}

func TestAWindowsKeysAreHeardWithoutFocus(t *testing.T) {
	w := newWindow(t, 1920, 1080)
	win := test.NewTempWindow(t, w.view.Object())
	win.Resize(fyne.NewSize(1920, 1080))
	c := win.Canvas()
	w.view.Listen(c)
	for _, r := range "bao" {
		w.pass(150 * time.Millisecond)
		c.OnTypedRune()(r)
		w.settle()
	}
	wantStep(t, w.kit, Search)
	w.pass(150 * time.Millisecond)
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if w.typing.text != "ba" {
		t.Errorf("%q", w.typing.text)
	}
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
	w.AskExit() // the chord; the canvas of tests knows no shortcuts
	wantStep(t, w.kit, Pad)
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	wantStep(t, w.kit, Home)
	if c.Focused() != nil {
		t.Error("something took the focus")
	}
}

func TestTheKioskLooksAsDesigned(t *testing.T) {
	for _, sc := range scenes() {
		switch sc.name {
		case "home", "search-three", "welcome", "browse", "person", "pad", "visiting-choices", "visiting-rules", "visiting-sees", "visited", "home-calls", "roll", "own", "own-sent", "own-pin",
			"thanks", "thanks-words", "thanked", "welcome-speak", "welcome-thanked", "ask", "ask-quick", "welcome-meet", "home-quick", "goodbye-question",
			"whats-on", "event", "event-surgery", "event-group", "event-met", "good-news", "good-news-cheered", "good-news-share":
			w := newWindowOf(t, photos(), 640, 360)
			sc.lead(w)
			uitest.Golden(t, sc.name, w.picture())
		}
		switch sc.name {
		case "home", "person", "thanks", "thanks-words", "thanked", "ask", "welcome-meet", "home-quick", "goodbye-question", "good-news-cheered",
			"visiting-rules", "visiting-sees", "event", "browse", "browse-letter":
			w := newWindowOf(t, photos(), 360, 640)
			sc.lead(w)
			uitest.Golden(t, sc.name+"-portrait", w.picture())
		}
	}
}

func TestWhatIsOnTodayIsSetInOneSize(t *testing.T) {
	for _, size := range sizes {
		w := newWindow(t, size[0], size[1])
		w.types("1006")
		w.desk.events = w.desk.events[:3]
		w.desk.events[1].Title = "Advice surgery: bookkeeping for people who would rather not"
		w.refresh()
		w.settle()
		w.key(KeyEnter)
		wantStep(t, w.kit, Welcome)
		found := map[float32]int{}
		each(w.view.Object(), func(o fyne.CanvasObject) {
			text, ok := o.(*canvas.Text)
			for i := range w.desk.events {
				if ok && strings.HasPrefix(text.Text, w.desk.events[i].Title[:12]) {
					found[text.TextSize]++
				}
			}
		})
		if len(found) != 1 {
			t.Errorf("%v: titles in these sizes: %v", size, found)
		}
	}
}

// BenchmarkKeystroke is what one letter costs the goroutine that draws, with
// 10,000 members: the letter, its matches, and the picture of both, but for
// painting. Looking up is done elsewhere and not counted.
func BenchmarkKeystroke(b *testing.B) {
	w := newWindowOf(b, photos(), 1920, 1080)
	people := w.desk.members
	for i := range 10000 {
		m := people[i%len(people)]
		m.ID, m.Number = community.ID{4, byte(i >> 8), byte(i)}, fmt.Sprint(20000+i)
		m.Name = fmt.Sprintf("%s %d", m.Name, i)
		w.desk.members = append(w.desk.members, m)
	}
	w.refresh()
	w.settle()
	w.types("a")
	w.pics.wait()
	letters := []rune("abcdefgh")
	i := 0
	for b.Loop() {
		w.clock = w.clock.Add(150 * time.Millisecond)
		if i%8 == 7 {
			w.Key(KeyErase)
			w.typing.text = "a"
		}
		w.Rune(letters[i%8])
		i++
		b.StopTimer()
		j, _ := w.finds.next()
		apply := j(b.Context())
		b.StartTimer()
		apply()
		b.StopTimer()
		w.settle()
		w.pics.wait()
		b.StartTimer()
	}
}

func TestAllOfTheHouseRulesCanBeRead(t *testing.T) {
	for _, size := range sizes {
		w := newWindow(t, size[0], size[1])
		w.desk.space.HouseRules = strings.Repeat("Wash your cup, and say hello.\n", 66) + "The last word."
		w.refresh()
		w.settle()
		w.tap(GoVisit)
		w.types("Jo Marsh")
		w.tap(Choose, community.SeesHost)
		read := false
		each(w.view.Object(), func(o fyne.CanvasObject) {
			if text, ok := o.(*canvas.Text); ok {
				read = read || strings.HasSuffix(text.Text, "The last word.") || strings.HasSuffix(text.Text, "last word.") || text.Text == "word."
			}
		})
		if !read {
			t.Errorf("%v: cut", size)
		}
	}
}

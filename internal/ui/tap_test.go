package ui

import (
	"image/color"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

func counted() (n *int, do func()) {
	n = new(int)
	return n, func() { *n++ }
}

func TestATapActsWhenTheFingerIsLiftedOnIt(t *testing.T) {
	app(t)
	p := NewPage(fyne.NewSize(1920, 1080), nil)
	poked, poke := counted()
	p.OnPress = poke
	n, do := counted()
	target := p.Tap(10, 10, 200, 96, do)
	target.MouseDown(nil)
	if *n != 0 || *poked != 1 {
		t.Errorf("on the way down: %d acts, %d pokes", *n, *poked)
	}
	target.MouseUp(nil)
	target.Tapped(nil)
	if *n != 1 {
		t.Errorf("%d acts", *n)
	}
}

func TestSlidingOffCancels(t *testing.T) {
	app(t)
	n, do := counted()
	target := NewPage(fyne.NewSize(1920, 1080), nil).Tap(10, 10, 200, 96, do).Shaped(20)
	if target.shade.FillColor != color.Transparent {
		t.Errorf("the toolkit paints a shade of %v that nobody sees", target.shade.FillColor)
	}
	target.MouseDown(nil)
	if target.shade.FillColor != Faded(Ink, 0.12) {
		t.Error("a finger on it does not show")
	}
	target.MouseOut() // Fyne taps only what the finger came down on and is lifted from
	if *n != 0 || target.shade.FillColor != color.Transparent {
		t.Errorf("%d acts, shade %v", *n, target.shade.FillColor)
	}
}

func TestAKeyActsOnTheWayDownAndOnce(t *testing.T) {
	app(t)
	n, do := counted()
	target := NewPage(fyne.NewSize(1920, 1080), nil).Press(10, 10, 96, 96, do)
	target.MouseDown(nil)
	target.MouseUp(nil)
	target.Tapped(nil)
	if *n != 1 {
		t.Errorf("%d acts", *n)
	}
}

func TestARestingFingerDoesTheOtherThing(t *testing.T) {
	app(t)
	synctest.Test(t, func(t *testing.T) {
		taps, tap := counted()
		longs, long := counted()
		todo := make(chan func(), 2)
		pics := NewPictures(nil, func(f func()) { todo <- f })
		target := NewPage(fyne.NewSize(1920, 1080), pics).LongTap(10, 10, 96, 96, tap, long)
		target.MouseDown(nil)
		(<-todo)()
		target.MouseUp(nil)
		target.Tapped(nil)
		if *taps != 0 || *longs != 1 {
			t.Errorf("rested: %d taps, %d longs", *taps, *longs)
		}
		target.MouseDown(nil)
		time.Sleep(longPress / 2)
		target.MouseUp(nil)
		target.Tapped(nil)
		time.Sleep(longPress)
		synctest.Wait()
		for len(todo) > 0 {
			(<-todo)()
		}
		if *taps != 1 || *longs != 1 {
			t.Errorf("then tapped: %d taps, %d longs", *taps, *longs)
		}
	})
}

func TestAButtonsLabelFitsAndStandsInItsMiddle(t *testing.T) {
	app(t)
	p := NewPage(fyne.NewSize(1920, 1080), nil)
	p.Button(100, 100, 200, 96, "Check in or out, whichever it is", Primary, nil)
	label := p.objects[1].(*canvas.Text)
	if x, w := label.Position().X, label.Size().Width; x < 100 || x+w > 300 {
		t.Errorf("the label goes from %v to %v", x, x+w)
	}
}

func TestChipsWrapAndTooLongOnesAreCut(t *testing.T) {
	app(t)
	p := NewPage(fyne.NewSize(1920, 1080), nil)
	h := p.Chips(0, 0, 300, 26, 2, []string{"VAT", "Reading a very long grant draft together", "Maps", "Tea"}, Sage, Ink)
	if want := float32(26 * (2*chipHeight + chipGap)); h < want-0.5 || h > want+0.5 {
		t.Errorf("%v high, want two rows of %v", h, want)
	}
	for _, o := range p.objects {
		if end := o.Position().X + o.Size().Width; end > 301 {
			t.Errorf("something ends at %v", end)
		}
	}
	if h := p.Chips(0, 0, 300, 26, 2, nil, Sage, Ink); h != 0 {
		t.Errorf("no chips are %v high", h)
	}
}

package ui

import (
	"cmp"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// longPress is how long a finger rests before it means more than a tap.
const longPress = 450 * time.Millisecond

// Target is a place to touch. It is invisible until a finger is on it; then it
// darkens a little, if it has a shape.
type Target struct {
	widget.BaseWidget

	tap, press, long func()
	at               func(x, y float32)
	onPress          func()
	do               func(func())
	shade            *canvas.Rectangle
	shaped           bool
	timer            *time.Timer
	rest             time.Duration // before long
	turn             int
	done             bool // this press has had its effect
}

var (
	_ desktop.Mouseable = (*Target)(nil)
	_ desktop.Hoverable = (*Target)(nil)
	_ fyne.Tappable     = (*Target)(nil)
)

// Tap makes a place act when a finger is lifted on it. Sliding off cancels.
func (p *Page) Tap(x, y, w, h float32, do func()) *Target {
	return p.target(x, y, w, h, &Target{tap: do})
}

// Press makes a place act as soon as a finger is on it, for keys.
func (p *Page) Press(x, y, w, h float32, do func()) *Target {
	return p.target(x, y, w, h, &Target{press: do})
}

// LongTap makes a place do one thing when it is tapped and another when a
// finger rests on it. Both act on the windows' goroutine.
func (p *Page) LongTap(x, y, w, h float32, tap, long func()) *Target {
	return p.target(x, y, w, h, &Target{tap: tap, long: long})
}

// HeldFor sets how long a finger has to rest before it means more than a tap.
func (t *Target) HeldFor(d time.Duration) *Target {
	t.rest = d
	return t
}

// TapAt is Tap that says where in the place it was, in units.
func (p *Page) TapAt(x, y, w, h float32, do func(x, y float32)) *Target {
	return p.target(x, y, w, h, &Target{at: func(px, py float32) { do(px/p.U, py/p.U) }})
}

func (p *Page) target(x, y, w, h float32, t *Target) *Target {
	t.onPress, t.do = p.OnPress, p.pics.do
	t.shade = canvas.NewRectangle(Clear)
	t.ExtendBaseWidget(t)
	p.place(t, x, y, w, h)
	return t
}

// Shaped gives the target the round corners of what lies under it, in pixels of
// the page's units times U, so that it can darken while a finger is on it.
func (t *Target) Shaped(radius float32) *Target {
	t.shaped, t.shade.CornerRadius = true, radius
	return t
}

// CreateRenderer is for Fyne.
func (t *Target) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.shade) }

// MouseDown is a finger that comes down.
func (t *Target) MouseDown(*desktop.MouseEvent) {
	if t.onPress != nil {
		t.onPress()
	}
	t.done = false
	t.tint(0.12)
	if t.press != nil {
		t.done = true
		t.press()
	}
	if t.long != nil {
		t.turn++
		turn := t.turn
		t.timer = time.AfterFunc(cmp.Or(t.rest, longPress), func() { t.do(func() { t.rested(turn) }) })
	}
}

func (t *Target) rested(turn int) {
	if turn != t.turn || t.timer == nil {
		return
	}
	t.timer = nil
	t.done = true
	t.tint(0)
	t.long()
}

// MouseUp is a finger that is lifted, here or, after sliding, from elsewhere.
func (t *Target) MouseUp(*desktop.MouseEvent) { t.lift() }

// Tapped is a finger that came down and is lifted here.
func (t *Target) Tapped(e *fyne.PointEvent) {
	t.lift()
	if !t.done && t.at != nil {
		t.done = true
		t.at(e.Position.X, e.Position.Y)
	}
	if !t.done && t.tap != nil {
		t.done = true
		t.tap()
	}
	t.done = false
}

// MouseIn is for Fyne.
func (t *Target) MouseIn(*desktop.MouseEvent) {}

// MouseMoved is for Fyne.
func (t *Target) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is a finger that slides off.
func (t *Target) MouseOut() { t.lift() }

func (t *Target) lift() {
	if t.timer != nil {
		t.timer.Stop()
		t.timer = nil
	}
	t.turn++
	t.tint(0)
}

func (t *Target) tint(share float32) {
	if !t.shaped {
		return
	}
	var c color.Color = Clear
	if share > 0 {
		c = Faded(Ink, share)
	}
	if t.shade.FillColor != c {
		t.shade.FillColor = c
		t.shade.Refresh()
	}
}

package kiosk

import (
	"image/color"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"kettle/internal/ui"
)

// View draws the kiosk. All its methods are for the goroutine that owns the
// window.
type View struct {
	m     *Model
	pics  *ui.Pictures
	root  *fyne.Container
	spark *canvas.Rectangle // refreshed to have the window painted again
	size  fyne.Size
	drawn []drawn
}

// A layer is a part of the picture that changes as one. What people touch is in
// layers that stay while a countdown or a text runs in another, so that no tap
// is lost because its target was drawn anew under the finger.
type layer struct {
	key  any // equal keys draw the same
	draw func(s *sheet)
}

type drawn struct {
	step   Step
	key    any
	object fyne.CanvasObject
}

// NewView gives the picture of m, which it follows from then on. Photos come
// from pics.
func NewView(m *Model, pics *ui.Pictures) *View {
	v := &View{m: m, pics: pics, spark: canvas.NewRectangle(color.Transparent)}
	v.spark.Resize(fyne.NewSquareSize(1))
	v.root = container.New(&filling{v})
	m.OnShow(func() { v.Show(m.State()) })
	v.Show(m.State())
	return v
}

// Object is what goes into the window. It takes any size.
func (v *View) Object() fyne.CanvasObject { return v.root }

// Listen has the model hear the window's keyboard, and a scanner that types.
// Nothing else in the window may take the focus. Control, Shift and Q together
// ask for the hosts' exit.
func (v *View) Listen(c fyne.Canvas) {
	c.SetOnTypedRune(v.m.Rune)
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		switch e.Name {
		case fyne.KeyReturn, fyne.KeyEnter:
			v.m.Key(KeyEnter)
		case fyne.KeyBackspace:
			v.m.Key(KeyErase)
		case fyne.KeyEscape:
			v.m.Key(KeyEscape)
		case fyne.KeyLeft:
			v.m.Key(KeyLeft)
		case fyne.KeyRight:
			v.m.Key(KeyRight)
		case fyne.KeyTab:
			v.m.Key(KeyTab)
		}
	})
	chord := &desktop.CustomShortcut{KeyName: fyne.KeyQ, Modifier: fyne.KeyModifierControl | fyne.KeyModifierShift}
	c.AddShortcut(chord, func(fyne.Shortcut) { v.m.AskExit() })
}

// Show draws a state. Layers that have not changed are kept as they are.
func (v *View) Show(s State) {
	if min(v.size.Width, v.size.Height) < leastSide {
		return
	}
	objects := make([]fyne.CanvasObject, 0, 6)
	var now []drawn
	for i, l := range v.layers(s) {
		if i < len(v.drawn) && v.drawn[i].step == s.Step && reflect.DeepEqual(v.drawn[i].key, l.key) {
			now = append(now, v.drawn[i])
		} else {
			page := &sheet{Page: ui.NewPage(v.size, v.pics), m: v.m}
			l.draw(page)
			now = append(now, drawn{s.Step, l.key, page.Object()})
		}
		objects = append(objects, now[i].object)
	}
	v.drawn = now
	v.root.Objects = append(objects, v.spark)
	canvas.Refresh(v.spark) // the whole root would upload every texture again
}

func (v *View) layers(s State) []layer {
	switch s.Step {
	case Search:
		return searchLayers(s)
	case AskOut, Welcome, Goodbye:
		return visitLayers(s)
	case Note:
		return noteLayers(s)
	case Browse:
		return browseLayers(s)
	case Person:
		return personLayers(s)
	case Pad, OwnPIN:
		return padLayers(s)
	case Own:
		return ownLayers(s)
	case Roll:
		return rollLayers(s)
	case Visiting, VisitingMore, Returning, Invited, Invitation, Visited, Leaving, Left:
		return visitorLayers(s)
	case Host:
		return hostLayers(s)
	case First:
		return firstLayers(s)
	case Thanks, ThanksFor:
		return thanksLayers(s)
	case Asking:
		return askLayers(s)
	case Names:
		return namesLayers(s)
	case Thanked, Posted:
		return saidLayers(s)
	case WhatsOn, Event, Goal, Went, WhoMet:
		return eventLayers(s)
	case GoodNews:
		return newsLayers(s)
	default:
		return homeLayers(s)
	}
}

// filling gives the view the whole window and draws it anew in another size.
type filling struct{ v *View }

func (f *filling) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(1) }

func (f *filling) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if size == f.v.size {
		return
	}
	f.v.size, f.v.drawn = size, nil
	f.v.Show(f.v.m.State())
}

// sheet is a page with what the kiosk's steps have in common.
type sheet struct {
	*ui.Page
	m *Model
}

// leastSide is the side in pixels below which a window shows nothing: it is
// being made, not looked at.
const leastSide = 160

// The margins of a page, in units.
const (
	marginX = 72
	marginY = 56
)

func (s *sheet) wide() float32 { return s.W - 2*marginX }

func (s *sheet) tap(t Tap) func() { return func() { s.m.Tap(t) } }

// ground fills the page and makes a touch anywhere count as one. The window is
// paper already: painting all of it once more is most of a frame without a
// graphics card.
func (s *sheet) ground(c color.Color) {
	if c != ui.Paper {
		s.Fill(c)
	}
	s.Tap(0, 0, s.W, s.H, s.tap(Tap{Act: Touch}))
}

func display(size float32, c color.Color) ui.Style {
	return ui.Style{Face: ui.Display, Size: size, Min: min(size, max(size*0.6, 18)), Color: c}
}

func bold(size float32, c color.Color) ui.Style {
	return ui.Style{Face: ui.Bold, Size: size, Min: min(size, 18), Color: c}
}

func body(size float32, c color.Color) ui.Style {
	return ui.Style{Face: ui.Body, Size: size, Min: min(size, 18), Color: c}
}

func centred(st ui.Style) ui.Style { st.Align = fyne.TextAlignCenter; return st }
func right(st ui.Style) ui.Style   { st.Align = fyne.TextAlignTrailing; return st }

// lines lets a text run over several lines, rather than shrink.
func lines(st ui.Style, n int) ui.Style {
	st.Lines, st.Min = n, 0
	return st
}

// middle sets one line in the middle of a height.
func (s *sheet) middle(x, y, w, h float32, text string, st ui.Style) {
	s.Text(x, y+(h-s.TextHeight(w, text, st))/2, w, text, st)
}

// barTop and barHigh are where the row at the top of most steps stands.
const (
	barTop  = marginY - 26
	barHigh = 88
)

// back is the way back at the top left, with an arrow, in a row that begins at
// y. It gives its right end.
func (s *sheet) back(y float32, label string, act Act) float32 {
	st := bold(30, ui.Teal)
	w := s.TextWidth(label, st) + 46
	s.Icon(marginX-4, y+barHigh/2-17, 34, "arrow-left", ui.Teal)
	s.middle(marginX+40, y, w, barHigh, label, st)
	s.Tap(marginX-24, y, w+48, barHigh, s.tap(Tap{Act: act})).Shaped(28 * s.U)
	return marginX + w
}

// close is the way home at the top right.
func (s *sheet) close(label string) {
	st := bold(30, ui.Teal)
	w := max(s.TextWidth(label, st), 80)
	s.middle(s.W-marginX-w, barTop, w, barHigh, label, right(st))
	s.Tap(s.W-marginX-w-24, barTop, w+48, barHigh, s.tap(Tap{Act: GoHome})).Shaped(28 * s.U)
}

// tapButton is a button of the kiosk.
func (s *sheet) tapButton(x, y, h float32, label string, kind ui.ButtonKind, t Tap) (w float32) {
	w = s.buttonWide(h, label)
	s.Button(x, y, w, h, label, kind, s.tap(t))
	return w
}

// buttonWide is how wide such a button is.
func (s *sheet) buttonWide(h float32, label string) float32 {
	return max(s.TextWidth(label, bold(min(h*0.4, 30), ui.Ink))+min(h*0.3, 28)*2+28, 140)
}

// live is what runs on by itself: the countdown to rest, what did not work, and
// that something is under way.
type live struct {
	rest   int
	notice string
	slow   bool
	well   bool
}

func liveOf(s State) live { return live{s.RestIn, s.Notice, s.Slow, s.Well} }

// say draws it, in a line or two.
func (s *sheet) say(x, y, w float32, l live, ink color.Color, st ui.Style) {
	switch {
	case l.notice != "":
		st.Face, st.Color = ui.Bold, ui.Terra
		if l.well {
			st.Color = ui.Teal
		}
		s.Text(x, y, w, l.notice, lines(st, 3))
	case l.slow:
		st.Color = ink
		s.Text(x, y, w, "One moment…", st)
	case l.rest > 0:
		st.Color = ink
		s.Text(x, y, w, restWords(l.rest), st)
	}
}

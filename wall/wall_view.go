package wall

import (
	"reflect"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"kettle/internal/ui"
)

// View draws States in a window and moves from one to the next. Its methods,
// but for Shape and Resized, are for the goroutine that owns the windows.
type View struct {
	// OnTouch is called as soon as anybody touches the wall. Nil is nothing.
	OnTouch func()

	pics *ui.Pictures
	fade fade

	root    *fyne.Container
	ground  *canvas.Rectangle // refreshed to have the window painted
	curtain *canvas.Rectangle
	size    fyne.Size
	shape   atomic.Value // Shape
	resized chan struct{}

	now, next *drawn
	first     *drawn // the first page, which waits for its photos; nil when it is up
	begun     bool
	clock     fyne.CanvasObject
}

// startLimit is how long the first page waits for its photos at most.
const startLimit = 4 * time.Second

// drawn is a state and what was drawn of it.
type drawn struct {
	state State
	page  *ui.Page
	obj   fyne.CanvasObject
}

// NewView gives a view that draws with pics.
func NewView(pics *ui.Pictures, cfg Config) *View {
	v := &View{
		pics: pics, ground: canvas.NewRectangle(ui.Paper), curtain: canvas.NewRectangle(ui.Clear),
		resized: make(chan struct{}, 1),
	}
	v.fade.way = cfg.Transition
	v.curtain.Hide()
	v.shape.Store(Shape{W: 1920, H: 1080})
	v.root = container.New(&filled{v}, v.ground)
	return v
}

// Object is what to put into the window.
func (v *View) Object() fyne.CanvasObject { return v.root }

// Shape is the window's shape, from any goroutine.
func (v *View) Shape() Shape { return v.shape.Load().(Shape) } //nolint:forcetypeassert // nothing else is stored

// Resized tells when the shape has changed, from any goroutine.
func (v *View) Resized() <-chan struct{} { return v.resized }

// Show brings a state on the screen: with a transition when it is another page,
// at once when it is the page that is up. An equal state changes nothing, and
// nothing is painted.
func (v *View) Show(s State) {
	v.fade.finish()
	if v.now != nil && reflect.DeepEqual(v.now.state, s) {
		return
	}
	if v.now != nil && sameButClock(v.now.state, s) {
		v.now.state = s
		if v.first != nil {
			v.first.state = s
		}
		v.setClock()
		v.ground.Refresh()
		return
	}
	turn := v.begun && v.now.state.Key != s.Key
	d := v.next
	if d == nil || !sameButClock(d.state, s) {
		var old *ui.Page
		if !turn && v.now != nil {
			old = v.now.page
		}
		d = v.draw(s, old)
	}
	d.state, v.next = s, nil
	if !turn {
		v.put(d)
		return
	}
	v.fade.run(v.ground, v.curtain, groundOf(s), func() { v.put(d) })
}

// Prepare draws a state that comes next, so that its photos are ready then.
func (v *View) Prepare(s State) {
	if v.size.IsZero() || v.next != nil && sameButClock(v.next.state, s) {
		return
	}
	v.next = v.draw(s, nil)
}

func sameButClock(a, b State) bool {
	if a.Scene == SceneNight {
		return false
	}
	a.Clock, a.Date = b.Clock, b.Date
	return reflect.DeepEqual(a, b)
}

// put makes what was drawn the page that is up. The first one fades in when all of its
// photos are there, and until then the clock stands alone: nobody sees half a wall.
func (v *View) put(d *drawn) {
	if v.begun || d.page == nil {
		v.lay(d)
		return
	}
	v.first = d
	v.lay(&drawn{state: d.state})
	d.page.Whole(startLimit, func() {
		if v.first == d {
			v.begun, v.first = true, nil
			v.fade.run(v.ground, v.curtain, groundOf(d.state), func() { v.lay(d) })
		}
	})
}

func (v *View) lay(d *drawn) {
	if old := v.now; old != nil && old.page != nil && old.page != d.page {
		old.page.Release()
	}
	v.now = d
	v.ground.FillColor = groundOf(d.state)
	v.setClock()
	v.ground.Refresh()
}

// setClock draws the clock anew, alone, and puts all layers together.
func (v *View) setClock() {
	v.root.Objects = append(v.root.Objects[:0:0], v.ground)
	if v.size.IsZero() {
		return
	}
	if v.now.obj != nil {
		v.root.Objects = append(v.root.Objects, v.now.obj)
	}
	p := ui.NewPage(v.size, v.pics)
	drawClock(p, v.now.state)
	if v.OnTouch != nil {
		p.Press(0, 0, p.W, p.H, v.OnTouch)
	}
	v.clock = p.Object()
	v.root.Objects = append(v.root.Objects, v.clock, v.curtain)
}

func (v *View) draw(s State, old *ui.Page) *drawn {
	d := &drawn{state: s}
	if v.size.IsZero() {
		return d
	}
	d.page = ui.NewPage(v.size, v.pics)
	d.page.Reuse(old)
	drawState(d.page, s)
	d.obj = d.page.Object()
	return d
}

// resize draws everything anew for another size of the window.
func (v *View) resize(size fyne.Size) {
	v.ground.Resize(size)
	v.curtain.Resize(size)
	if size == v.size || size.Width < 1 || size.Height < 1 {
		return
	}
	v.size, v.next = size, nil
	p := ui.NewPage(size, v.pics)
	v.shape.Store(Shape{W: p.W, H: p.H})
	if v.now != nil {
		v.fade.finish()
		v.put(v.draw(v.now.state, v.now.page))
	}
	select {
	case v.resized <- struct{}{}:
	default:
	}
}

// filled is the layout that lets the view follow the window's size.
type filled struct{ v *View }

func (f *filled) Layout(_ []fyne.CanvasObject, size fyne.Size) { f.v.resize(size) }

func (f *filled) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }

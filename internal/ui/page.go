package ui

import (
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Page is one screenful being composed: plain objects at exact places, without
// a layout engine. Build it, take its Object, and build another when what it
// shows has changed; that is cheap, because texts, photos, codes and icons are
// kept in the Pictures.
type Page struct {
	U    float32 // pixels a unit
	W, H float32 // of the page, in units

	// OnPress is called whenever a finger goes down on any target of the page,
	// before the target acts. Set it before adding targets; nil is nothing.
	OnPress func()

	pics    *Pictures
	objects []fyne.CanvasObject
	size    fyne.Size
	photos  map[pictureKey][]*canvas.Image // on this page
	old     map[pictureKey][]*canvas.Image // on the page that it replaces
	late    []*canvas.Image                // photos that were not ready
	waits   int                            // how many of them are still on their way
	whole   func()                         // what waits for them
}

// NewPage gives an empty page for a window of that size in pixels. The shorter
// side of the window is always 1080 units, and the longer as many as it takes:
// 1920 × 1080 for a usual screen, 1080 × 1920 for one on its side, 1440 × 1080
// for an old one. Pics may be nil where nothing needs to be kept.
func NewPage(size fyne.Size, pics *Pictures) *Page {
	if pics == nil {
		pics = NewPictures(nil, nil)
	}
	pics.kept.limit = max(pics.kept.limit, int(size.Width*size.Height)*4)
	u := max(min(size.Width, size.Height)/1080, 0.05)
	return &Page{U: u, W: size.Width / u, H: size.Height / u, pics: pics, size: size}
}

// Reuse takes over the photos that stay from a page that this one replaces and
// that is never shown again, so that they need not go to the graphics card once
// more. Call it before drawing.
func (p *Page) Reuse(replaced *Page) {
	if replaced != nil {
		p.old, replaced.photos = replaced.photos, nil
	}
}

// Release has the graphics card forget the photos of a page that is no longer on
// the screen, and lets their pixels go, at once and not when the toolkit has not
// seen them for a while. The page must not be shown again.
func (p *Page) Release() {
	for _, list := range p.photos {
		for _, at := range list {
			canvas.Refresh(at)
			at.Image = nil
		}
	}
	for _, at := range p.late {
		canvas.Refresh(at)
		at.Image = nil
	}
}

// Whole runs do once, as soon as no photo of the page is on its way any more or the
// time is over: at once for a page that waits for none.
func (p *Page) Whole(limit time.Duration, do func()) {
	p.whole = do
	if p.waits == 0 {
		p.begin()
		return
	}
	p.pics.work.Go(func() {
		select {
		case <-time.After(limit):
			p.pics.do(p.begin)
		case <-p.pics.ctx.Done():
		}
	})
}

// begin runs what waits for the photos.
func (p *Page) begin() {
	do := p.whole
	if p.whole = nil; do != nil {
		do()
	}
}

// photo gives an object for a finished picture.
func (p *Page) photo(k pictureKey, img *image.RGBA) *canvas.Image {
	var at *canvas.Image
	if old := p.old[k]; len(old) > 0 && old[0].Image == image.Image(img) {
		at, p.old[k] = old[0], old[1:]
	} else {
		at = &canvas.Image{Image: img, ScaleMode: canvas.ImageScaleFastest}
	}
	if p.photos == nil {
		p.photos = map[pictureKey][]*canvas.Image{}
	}
	p.photos[k] = append(p.photos[k], at)
	return at
}

// Portrait says whether the page is higher than wide.
func (p *Page) Portrait() bool { return p.H > p.W }

// Object gives what was composed. It is sized already.
func (p *Page) Object() fyne.CanvasObject {
	c := container.NewWithoutLayout(p.objects...)
	c.Resize(p.size)
	return c
}

// px rounds units to whole pixels, so that edges are sharp.
func (p *Page) px(v float32) float32 { return round(v * p.U) }

// place moves and sizes an object, whole pixels at every edge, and adds it.
func (p *Page) place(o fyne.CanvasObject, x, y, w, h float32) {
	x0, y0 := p.px(x), p.px(y)
	o.Move(fyne.NewPos(x0, y0))
	o.Resize(fyne.NewSize(p.px(x+w)-x0, p.px(y+h)-y0))
	p.objects = append(p.objects, o)
}

// Add puts any object on the page, at that place in units.
func (p *Page) Add(x, y, w, h float32, o fyne.CanvasObject) { p.place(o, x, y, w, h) }

// Fill covers the whole page with a colour.
func (p *Page) Fill(c color.Color) *canvas.Rectangle {
	r := canvas.NewRectangle(c)
	r.Resize(p.size)
	p.objects = append(p.objects, r)
	return r
}

// Rect draws a rectangle with round corners.
func (p *Page) Rect(x, y, w, h float32, fill color.Color, radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(fill)
	r.CornerRadius = p.px(radius)
	p.place(r, x, y, w, h)
	return r
}

// Border draws a rectangle with a line of that width along the inside of its
// edge.
func (p *Page) Border(x, y, w, h float32, fill, line color.Color, width, radius float32) *canvas.Rectangle {
	r := p.Rect(x, y, w, h, fill, radius)
	r.StrokeColor, r.StrokeWidth = line, max(p.px(width), 1)
	return r
}

// Corners are the radii of the four corners, in units.
type Corners struct{ TopLeft, TopRight, BottomRight, BottomLeft float32 }

// Round gives four equal corners.
func Round(r float32) Corners { return Corners{r, r, r, r} }

// RectCorners draws a rectangle with a radius for each corner.
func (p *Page) RectCorners(x, y, w, h float32, fill color.Color, c Corners) *canvas.Rectangle {
	r := canvas.NewRectangle(fill)
	r.TopLeftCornerRadius, r.TopRightCornerRadius = p.px(c.TopLeft), p.px(c.TopRight)
	r.BottomRightCornerRadius, r.BottomLeftCornerRadius = p.px(c.BottomRight), p.px(c.BottomLeft)
	p.place(r, x, y, w, h)
	return r
}

// Circle draws a circle of that diameter in the square at x, y.
func (p *Page) Circle(x, y, d float32, fill color.Color) *canvas.Circle {
	c := canvas.NewCircle(fill)
	p.place(c, x, y, d, d)
	return c
}

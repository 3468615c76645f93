package ui

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"golang.org/x/image/draw"
)

// wholeSide is how large a picture is kept while a part of it is chosen.
const wholeSide = 1600

// whole is the picture of which a part is being chosen, turned upright.
type whole struct {
	hash   string
	turned int
	img    *image.RGBA       // nil while it is being read
	then   func(*image.RGBA) // shows it where it is waited for, in the newest drawing alone
}

// Part shows a part of a whole picture in a square: x, y, w, h in parts of the
// picture's sides, after so many quarter turns to the right. It appears when the
// picture is read; until then the place is empty.
func (p *Page) Part(at Corner, side float32, hash string, turned int, x, y, w, h float64) {
	px := int(p.px(side))
	img := &canvas.Image{ScaleMode: canvas.ImageScaleFastest}
	ground := p.Rect(at.X, at.Y, side, side, Line, 0)
	p.place(img, at.X, at.Y, side, side)
	show := func(all *image.RGBA) {
		b := all.Bounds()
		from := image.Rect(int(x*float64(b.Dx())), int(y*float64(b.Dy())), int((x+w)*float64(b.Dx())), int((y+h)*float64(b.Dy())))
		out := image.NewRGBA(image.Rect(0, 0, px, px))
		draw.ApproxBiLinear.Scale(out, out.Bounds(), all, from.Intersect(b), draw.Src, nil)
		img.Image = out
	}
	then := func(all *image.RGBA) {
		show(all)
		ground.Refresh()
		canvas.Refresh(img)
	}
	switch k := &p.pics.whole; {
	case !k.is(hash, turned):
		p.pics.readWhole(hash, turned, then)
	case k.img == nil:
		k.then = then
	default:
		show(k.img)
	}
}

func (k *whole) is(hash string, turned int) bool { return k.hash == hash && k.turned == turned }

// Corner is the upper left corner of a place, in units.
type Corner struct{ X, Y float32 }

// readWhole reads a picture in the background and hands it over. One that cannot be read
// is asked for again by the next drawing.
func (s *Pictures) readWhole(hash string, turned int, then func(*image.RGBA)) {
	if s.src == nil {
		return
	}
	s.whole = whole{hash: hash, turned: turned, then: then}
	s.work.Go(func() {
		var all *image.RGBA
		if img, err := s.src.Image(s.ctx, hash, wholeSide); err == nil {
			all = turn(img, turned)
		}
		s.do(func() {
			switch k := &s.whole; {
			case !k.is(hash, turned): // another is waited for by now
			case all == nil:
				*k = whole{}
			default:
				k.img = all
				k.then(all)
			}
		})
	})
}

// turn gives the picture after so many quarter turns to the right.
func turn(img image.Image, quarters int) *image.RGBA {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	up := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(up, up.Bounds(), img, b.Min, draw.Src)
	for range quarters % 4 {
		next := image.NewRGBA(image.Rect(0, 0, h, w))
		for y := range h {
			for x := range w {
				copy(next.Pix[next.PixOffset(h-1-y, x):][:4], up.Pix[up.PixOffset(x, y):][:4])
			}
		}
		up, w, h = next, h, w
	}
	return up
}

// Dragger is a place that follows a finger.
type Dragger struct {
	*Target
	drag func(dx, dy float32)
}

var _ fyne.Draggable = (*Dragger)(nil)

// Drag makes a place follow a finger: do gets how far it moved, in units.
func (p *Page) Drag(x, y, w, h float32, do func(dx, dy float32)) *Dragger {
	t := &Target{}
	t.onPress, t.do = p.OnPress, p.pics.do
	t.shade = canvas.NewRectangle(Clear)
	d := &Dragger{Target: t, drag: func(dx, dy float32) { do(dx/p.U, dy/p.U) }}
	t.ExtendBaseWidget(d)
	p.place(d, x, y, w, h)
	return d
}

// Dragged is for Fyne.
func (d *Dragger) Dragged(e *fyne.DragEvent) { d.drag(e.Dragged.DX, e.Dragged.DY) }

// DragEnd is for Fyne.
func (d *Dragger) DragEnd() {}

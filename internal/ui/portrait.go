package ui

import (
	"image"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kettle/internal/community"
)

// PortraitOf shows who it is: the photo, cropped to the exact pixels of its
// place, or initials on a ground that goes with the member. Half the width as
// radius makes a circle. A photo that is not ready yet appears when it is.
func (p *Page) PortraitOf(x, y, w, h, radius float32, who community.Profile) {
	p.PortraitCorners(x, y, w, h, Round(radius), who)
}

// Ringed shows who it is in a circle of that diameter, its white edge included: the
// ground of a portrait may be that of the page.
func (p *Page) Ringed(x, y, d float32, who community.Profile) {
	edge := max(d/40, 3)
	p.Circle(x, y, d, Card)
	p.PortraitOf(x+edge, y+edge, d-2*edge, d-2*edge, d/2-edge, who)
}

// PortraitCorners is PortraitOf with a radius for each corner.
func (p *Page) PortraitCorners(x, y, w, h float32, c Corners, who community.Profile) {
	k := p.pictureKey(x, y, w, h, c, who.Photo)
	if k.w <= 0 || k.h <= 0 {
		return
	}
	img, missing := p.pics.ready(k)
	if img != nil {
		p.place(p.photo(k, img), x, y, w, h)
		return
	}
	ground := p.RectCorners(x, y, w, h, GroundOf(who.ID), c)
	from := len(p.objects)
	size := min(w, h) * 0.36
	st := Style{Face: Display, Size: size, Min: size / 2, Color: Teal, Align: fyne.TextAlignCenter, Leading: 1}
	p.Text(x+w*0.08, y+h/2-size*0.53, w*0.84, community.Initials(who.Name), st)
	if missing {
		return
	}
	at := &canvas.Image{ScaleMode: canvas.ImageScaleFastest}
	wait := waiter{page: p, at: at, ground: ground, instead: slices.Clone(p.objects[from:])}
	at.Hide()
	for _, o := range wait.instead {
		o.Hide()
	}
	p.pics.want(k, wait)
	p.waits++
	p.late = append(p.late, at)
	p.place(at, x, y, w, h)
}

func (p *Page) pictureKey(x, y, w, h float32, c Corners, hash string) pictureKey {
	return pictureKey{
		hash: hash, w: int(p.px(x+w) - p.px(x)), h: int(p.px(y+h) - p.px(y)),
		corners: [4]int{int(p.px(c.TopLeft)), int(p.px(c.TopRight)), int(p.px(c.BottomRight)), int(p.px(c.BottomLeft))},
	}
}

// roundCorners makes the corners of a picture transparent outside circles of
// those radii (top left, top right, bottom right, bottom left), with soft edges.
func roundCorners(img *image.RGBA, radii [4]int) {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	for i, r := range radii {
		r = min(r, w/2, h/2)
		for dy := range r {
			for dx := range r {
				// The distance of the middle of the pixel from the circle's middle.
				d := math.Hypot(float64(r)-float64(dx)-0.5, float64(r)-float64(dy)-0.5) - float64(r)
				share := min(max(0.5-d, 0), 1)
				if share == 1 {
					continue
				}
				x, y := dx, dy
				if i == 1 || i == 2 {
					x = w - 1 - dx
				}
				if i >= 2 {
					y = h - 1 - dy
				}
				px := img.Pix[img.PixOffset(b.Min.X+x, b.Min.Y+y):][:4]
				for c := range px {
					px[c] = uint8(float64(px[c])*share + 0.5)
				}
			}
		}
	}
}

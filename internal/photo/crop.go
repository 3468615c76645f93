package photo

import (
	"context"
	"image"
	"math"
)

// Part is a part of a picture: where it begins and how far it reaches, in parts
// of the picture's width and height from 0 to 1. The zero Part is the whole.
type Part struct{ X, Y, W, H float64 }

// leastCrop is how many pixels a crop has at least each way; what is smaller
// grows around its middle as far as the picture reaches.
const leastCrop = 64

// in gives the pixels of the part of a picture of that size.
func (p Part) in(size image.Point) image.Rectangle {
	if p == (Part{}) {
		return image.Rectangle{Max: size}
	}
	side := func(from, long float64, whole int) (int, int) {
		if !(from >= 0 && from <= 1) { // also what is no number
			from = 0
		}
		if !(long >= 0 && long <= 1) {
			long = 1
		}
		least := min(leastCrop, whole)
		a := int(math.Round(from * float64(whole)))
		b := int(math.Round((from + long) * float64(whole)))
		b = min(b, whole)
		if n := least - (b - a); n > 0 {
			a = min(max(a-n/2, 0), whole-least)
			b = a + least
		}
		return a, b
	}
	x0, x1 := side(p.X, p.W, size.X)
	y0, y1 := side(p.Y, p.H, size.Y)
	return image.Rect(x0, y0, x1, y1)
}

// Crop makes a photo of a part of a kept one, turned to the right by so many
// quarters afterwards (to the left when negative), keeps it in all sizes and
// gives its hash. The whole, not turned, is the photo itself. The old photo stays.
// It is community.ErrNotFound, wrapped, for a hash that is not kept.
func (d *Dir) Crop(ctx context.Context, hash string, part Part, quarters int) (string, error) {
	data, _, err := d.read(hash, 0)
	if err != nil {
		return "", err
	}
	img, err := d.decode(ctx, data)
	if err != nil {
		return "", err
	}
	r := part.in(img.Bounds().Size())
	quarters = (quarters%4 + 4) % 4
	if quarters == 0 && r.Size() == img.Bounds().Size() {
		return hash, nil
	}
	cut := scale(img, r.Add(img.Bounds().Min), r.Size(), image.YCbCrSubsampleRatio444)
	cut = turn(cut, [...]int{1, 6, 3, 8}[quarters])
	if err := ctx.Err(); err != nil {
		return "", err
	}
	kept, err := encode(cut)
	if err != nil {
		return "", err
	}
	hash = hashOf(kept)
	return hash, d.keep(hash, kept, cut)
}

package photo

import (
	"image"
	"image/draw"
)

// fit gives the size of a picture whose longer side is at most side, at least
// one pixel each way. It never enlarges.
func fit(size image.Point, side int) image.Point {
	longer := max(size.X, size.Y)
	if longer <= side {
		return size
	}
	scaled := func(n int) int { return max(1, (n*side+longer/2)/longer) }
	return image.Pt(scaled(size.X), scaled(size.Y))
}

// shrink scales the whole picture to that size; a picture of that size is given
// back as it is. A JPEG that is much larger is halved first, which saves a third
// of the time; the finest lines lose an eighth of their contrast by it.
func shrink(img image.Image, size image.Point) image.Image {
	if img.Bounds().Size() == size {
		return img
	}
	src, ok := img.(*image.YCbCr)
	for ; ok && 2*src.Rect.Dx() >= 5*size.X && 2*src.Rect.Dy() >= 5*size.Y; img = src {
		src = halve(src)
	}
	return scale(img, img.Bounds(), size, image.YCbCrSubsampleRatio420)
}

// scale draws the part r of a picture into a new one of that size. A JPEG stays
// as it was stored, brightness and colour apart, which takes half the work; its
// colour gets that ratio.
func scale(img image.Image, r image.Rectangle, size image.Point, ratio image.YCbCrSubsampleRatio) image.Image {
	full := image.Rectangle{Max: size}
	if src, ok := img.(*image.YCbCr); ok {
		dst := image.NewYCbCr(full, ratio)
		part := src.SubImage(r).(*image.YCbCr)
		resample(plane{dst.Y, dst.YStride, size.X, size.Y, 1}, plane{part.Y, part.YStride, r.Dx(), r.Dy(), 1})
		from, to := colourSize(part), colourSize(dst)
		resample(plane{dst.Cb, dst.CStride, to.X, to.Y, 1}, plane{part.Cb, part.CStride, from.X, from.Y, 1})
		resample(plane{dst.Cr, dst.CStride, to.X, to.Y, 1}, plane{part.Cr, part.CStride, from.X, from.Y, 1})
		return dst
	}
	src := toRGBA(img)
	part := src.SubImage(r.Sub(img.Bounds().Min).Add(src.Rect.Min)).(*image.RGBA)
	dst := image.NewRGBA(full)
	resample(plane{dst.Pix, dst.Stride, size.X, size.Y, 4}, plane{part.Pix, part.Stride, r.Dx(), r.Dy(), 4})
	return dst
}

// halve gives a picture of half the size, rounded up, with the mean of each four
// pixels.
func halve(src *image.YCbCr) *image.YCbCr {
	size := src.Rect.Size().Add(image.Pt(1, 1)).Div(2)
	dst := image.NewYCbCr(image.Rectangle{Max: size}, src.SubsampleRatio)
	to, from := colourSize(dst), colourSize(src)
	halvePlane(plane{dst.Y, dst.YStride, size.X, size.Y, 1}, plane{src.Y, src.YStride, src.Rect.Dx(), src.Rect.Dy(), 1})
	halvePlane(plane{dst.Cb, dst.CStride, to.X, to.Y, 1}, plane{src.Cb, src.CStride, from.X, from.Y, 1})
	halvePlane(plane{dst.Cr, dst.CStride, to.X, to.Y, 1}, plane{src.Cr, src.CStride, from.X, from.Y, 1})
	return dst
}

func halvePlane(dst, src plane) {
	for y := range dst.h {
		to := dst.pix[y*dst.stride:][:dst.w]
		a := src.pix[2*y*src.stride:][:src.w]
		b := src.pix[min(2*y+1, src.h-1)*src.stride:][:len(a)]
		for x := range src.w / 2 {
			to[x] = uint8((uint(a[2*x]) + uint(a[2*x+1]) + uint(b[2*x]) + uint(b[2*x+1]) + 2) / 4)
		}
		if last := src.w - 1; last%2 == 0 { // stands alone
			to[last/2] = uint8((uint(a[last]) + uint(b[last]) + 1) / 2)
		}
	}
}

// colourSize is how many samples of colour a picture has each way.
func colourSize(p *image.YCbCr) image.Point {
	last := p.Rect.Max.Sub(image.Pt(1, 1))
	at := p.COffset(last.X, last.Y) - p.COffset(p.Rect.Min.X, p.Rect.Min.Y)
	return image.Pt(at%p.CStride+1, at/p.CStride+1)
}

// toRGBA gives the picture as RGBA, the same one if it is.
func toRGBA(img image.Image) *image.RGBA {
	if rgba, ok := img.(*image.RGBA); ok {
		return rgba
	}
	b := img.Bounds()
	rgba := image.NewRGBA(image.Rectangle{Max: b.Size()})
	draw.Draw(rgba, rgba.Bounds(), img, b.Min, draw.Src)
	return rgba
}

// turn applies an EXIF orientation (CIPA DC-008, tag 0x0112): where the first
// row and the first column of the stored picture belong.
func turn(img image.Image, orientation int) image.Image {
	if orientation <= 1 || orientation > 8 {
		return img
	}
	src := toRGBA(img)
	w, h := src.Rect.Dx(), src.Rect.Dy()
	size := image.Pt(w, h)
	if orientation >= 5 {
		size = image.Pt(h, w)
	}
	dst := image.NewRGBA(image.Rectangle{Max: size})
	for y := range h {
		from := src.Pix[y*src.Stride : y*src.Stride+4*w]
		for x := range w {
			var at int
			switch orientation {
			case 2: // mirrored left to right
				at = dst.PixOffset(w-1-x, y)
			case 3: // upside down
				at = dst.PixOffset(w-1-x, h-1-y)
			case 4: // mirrored top to bottom
				at = dst.PixOffset(x, h-1-y)
			case 5: // mirrored, then a quarter turn to the left
				at = dst.PixOffset(y, x)
			case 6: // needs a quarter turn to the right
				at = dst.PixOffset(h-1-y, x)
			case 7: // mirrored, then a quarter turn to the right
				at = dst.PixOffset(h-1-y, w-1-x)
			case 8: // needs a quarter turn to the left
				at = dst.PixOffset(y, w-1-x)
			}
			copy(dst.Pix[at:at+4], from[4*x:4*x+4])
		}
	}
	return dst
}

// Crop gives a picture of exactly w by h pixels, filled: the largest part of
// that shape is cut out around the middle of the width and 40 % of the height,
// where a face is, as far as the picture reaches, and scaled. A size below one
// pixel is one pixel.
func Crop(img image.Image, w, h int) *image.RGBA {
	w, h = max(w, 1), max(h, 1)
	b := img.Bounds()
	if b.Empty() {
		return image.NewRGBA(image.Rect(0, 0, w, h))
	}
	cw, ch := b.Dx(), b.Dy()
	if cw*h > ch*w {
		cw = max(1, (ch*w+h/2)/h)
	} else {
		ch = max(1, (cw*h+w/2)/w)
	}
	x := (b.Dx() - cw) / 2
	y := min(max(b.Dy()*2/5-ch/2, 0), b.Dy()-ch)
	r := image.Rect(0, 0, cw, ch).Add(b.Min).Add(image.Pt(x, y))
	return toRGBA(scale(img, r, image.Pt(w, h), image.YCbCrSubsampleRatio444))
}

package photo

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"io"

	"golang.org/x/sync/semaphore"
)

// Side is the longer side, in pixels, of the photo that is kept; a smaller
// picture keeps its own.
const Side = 1600

const quality = 90 // of the JPEG that is kept

// Decoder makes kept photos of pictures. The zero Decoder is ready: it
// flattens on white and has no budget. It is safe for use by several
// goroutines.
type Decoder struct {
	Ground color.Color // shows through transparent pictures; nil is white

	budget *semaphore.Weighted
	most   int64
}

// NewDecoder gives a Decoder that has at most so many of the largest allowed
// pictures in memory at one time, or more of smaller ones. Fewer than one is
// one.
func NewDecoder(budget int) *Decoder {
	most := int64(max(budget, 1)) * maxWorking
	return &Decoder{budget: semaphore.NewWeighted(most), most: most}
}

// Normalise reads one picture with a Decoder of its own: for a caller that
// handles one at a time.
func Normalise(ctx context.Context, r io.Reader) ([]byte, error) {
	return new(Decoder).Normalise(ctx, r)
}

// Normalise reads a JPEG, PNG, WebP or GIF picture (the first frame) and gives
// the photo to keep: an upright JPEG without metadata whose longer side is at
// most Side. A JPEG that is so already is kept as it was encoded, without
// whatever else its file says; bytes hidden in its scans, which no camera or
// program writes, may stay as long as they fit into half a byte a pixel. The
// same picture gives the same bytes, on the same kind of machine. A picture that
// cannot be taken is a *RefusedError; other errors are the reader's or the
// context's.
func (d *Decoder) Normalise(ctx context.Context, r io.Reader) ([]byte, error) {
	_, kept, err := d.normalise(ctx, r)
	return kept, err
}

// normalise also gives the photo as pixels, before it was encoded here.
func (d *Decoder) normalise(ctx context.Context, r io.Reader) (image.Image, []byte, error) {
	data, err := readAll(r)
	if err != nil {
		return nil, nil, err
	}
	return d.normaliseWithin(ctx, data, maxWorking)
}

// normaliseWithin is normalise for bytes that are in memory; a picture that
// takes more bytes to decode than most is refused.
func (d *Decoder) normaliseWithin(ctx context.Context, data []byte, most int64) (image.Image, []byte, error) {
	k, err := kindOf(data)
	if err != nil {
		return nil, nil, err
	}
	size, working, err := k.measure(data)
	if err != nil {
		return nil, nil, err
	}
	if working > most {
		return nil, nil, refuseWorking(working)
	}
	release, err := d.acquire(ctx, working)
	if err != nil {
		return nil, nil, err
	}
	defer release()

	up := k.upright(data)
	if up == 1 {
		if plain, ok := plainJPEG(data); ok && fitToKeep(plain, data, size) {
			img, err := k.pixels(plain) // of what is kept, not of what was brought
			return img, plain, err
		}
	}
	img, err := k.pixels(data)
	if err != nil {
		return nil, nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	img = turn(shrink(d.flatten(img, size), fit(size, Side)), up)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	kept, err := encode(img)
	return img, kept, err
}

// acquire waits for room for so many bytes and gives the function that makes
// room again.
func (d *Decoder) acquire(ctx context.Context, working int64) (release func(), err error) {
	if d.budget == nil {
		return func() {}, ctx.Err()
	}
	working = min(working, d.most)
	if err := d.budget.Acquire(ctx, working); err != nil {
		return nil, err
	}
	return func() { d.budget.Release(working) }, nil
}

// flatten gives a picture of exactly that size without transparency: a GIF's
// first frame may cover only a part of it. Pictures that are already so are
// given back as they are.
func (d *Decoder) flatten(img image.Image, size image.Point) image.Image {
	full := image.Rectangle{Max: size}
	if o, ok := img.(interface{ Opaque() bool }); ok && o.Opaque() && img.Bounds() == full {
		switch img.(type) {
		case *image.YCbCr, *image.RGBA, *image.NRGBA, *image.Gray: // drawn quickly
			return img
		}
	}
	var ground color.Color = color.White
	if d.Ground != nil {
		ground = d.Ground
	}
	dst := image.NewRGBA(full)
	draw.Draw(dst, full, image.NewUniform(ground), image.Point{}, draw.Src)
	draw.Draw(dst, img.Bounds(), img, img.Bounds().Min, draw.Over)
	return dst
}

func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	if len(data) > MaxBytes {
		return nil, refuse(ErrTooBig, nil, "This file is bigger than %d MB. Please save a smaller copy of the picture.", MaxBytes>>20)
	}
	return data, nil
}

func encode(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("encode photo: %w", err)
	}
	return b.Bytes(), nil
}

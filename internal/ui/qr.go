package ui

import (
	"fmt"
	"image"
	"image/draw"

	"fyne.io/fyne/v2/canvas"
	qrcode "github.com/skip2/go-qrcode"
)

// quietZone is the white border that a QR code needs, in modules
// (ISO/IEC 18004).
const quietZone = 4

// codeBitmap holds the modules of one code, true for dark, without a border.
type codeBitmap struct{ rows [][]bool }

// QR draws a QR code of level M, dark on a white card of that side with round
// corners. Every module is the same whole number of pixels and at least four
// modules stay white around the code. Content that no code can hold leaves the
// card empty.
func (p *Page) QR(x, y, side float32, content string) {
	p.Rect(x, y, side, side, Card, min(26, side/8))
	code, err := p.pics.code(content)
	if err != nil {
		return
	}
	px := int(p.px(x+side) - p.px(x))
	img := code.draw(px)
	if img == nil {
		return
	}
	n := float32(img.Bounds().Dx()) / p.U
	at := &canvas.Image{Image: img, ScaleMode: canvas.ImageScaleFastest}
	p.place(at, x+(side-n)/2, y+(side-n)/2, n, n)
	// Rounding of both edges can be a pixel off; modules must not be stretched.
	size := at.Size()
	size.Width, size.Height = float32(img.Bounds().Dx()), float32(img.Bounds().Dy())
	at.Resize(size)
}

// draw gives the code as large as it can be in a square of that many pixels
// with its quiet zone around, which is not part of the picture; nil when not
// even one pixel a module fits.
func (c *codeBitmap) draw(side int) *image.RGBA {
	n := len(c.rows)
	module := side / (n + 2*quietZone)
	if module < 1 {
		return nil
	}
	img := image.NewRGBA(image.Rect(0, 0, n*module, n*module))
	draw.Draw(img, img.Bounds(), image.NewUniform(Card), image.Point{}, draw.Src)
	ink := image.NewUniform(Ink)
	for y, row := range c.rows {
		for x, dark := range row {
			if dark {
				r := image.Rect(0, 0, module, module).Add(image.Pt(x*module, y*module))
				draw.Draw(img, r, ink, image.Point{}, draw.Src)
			}
		}
	}
	return img
}

// code makes the modules of a content once.
func (s *Pictures) code(content string) (*codeBitmap, error) {
	if c, ok := s.codes.get(content); ok {
		return c, nil
	}
	c, err := encode(content)
	if err != nil {
		return nil, err
	}
	s.codes.put(content, c)
	return c, nil
}

func encode(content string) (c *codeBitmap, err error) {
	defer func() { // the library panics on some inputs
		if r := recover(); r != nil {
			c, err = nil, fmt.Errorf("make a QR code: %v", r)
		}
	}()
	q, err := qrcode.New(content, qrcode.Medium)
	if err != nil {
		return nil, fmt.Errorf("make a QR code: %w", err)
	}
	q.DisableBorder = true
	return &codeBitmap{q.Bitmap()}, nil
}

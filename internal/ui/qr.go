package ui

import (
	"image"
	"image/draw"

	"fyne.io/fyne/v2/canvas"

	"kettle/internal/qr"
)

// QR draws a QR code of level M, dark on a white card of that side with round
// corners. Every module is the same whole number of pixels and at least four
// modules stay white around the code. Content that no code can hold leaves the
// card empty.
func (p *Page) QR(x, y, side float32, content string) {
	p.Rect(x, y, side, side, Card, min(26, side/8))
	code, err := p.pics.codes.Code(content, qr.M)
	if err != nil {
		return
	}
	px := int(p.px(x+side) - p.px(x))
	img := drawCode(code, px)
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

// drawCode gives the code as large as it can be in a square of that many pixels
// with its quiet zone around, which is not part of the picture; nil when not
// even one pixel a module fits.
func drawCode(c *qr.Code, side int) *image.RGBA {
	n := c.Size()
	module := side / (n + 2*qr.Quiet)
	if module < 1 {
		return nil
	}
	img := image.NewRGBA(image.Rect(0, 0, n*module, n*module))
	draw.Draw(img, img.Bounds(), image.NewUniform(Card), image.Point{}, draw.Src)
	ink := image.NewUniform(Ink)
	for y := range n {
		for x := range n {
			if c.Dark(x, y) {
				r := image.Rect(0, 0, module, module).Add(image.Pt(x*module, y*module))
				draw.Draw(img, r, ink, image.Point{}, draw.Src)
			}
		}
	}
	return img
}

package ui

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kettle/assets"
)

// Icon draws one of the icons of assets/icons, by its name without ".svg", in a
// colour. An unknown name draws nothing; the tests know all names in use.
func (p *Page) Icon(x, y, side float32, name string, c color.Color) {
	px := int(p.px(x+side) - p.px(x))
	img := p.pics.icon(name, px, c)
	if img == nil {
		return
	}
	p.place(&canvas.Image{Image: img, ScaleMode: canvas.ImageScaleFastest}, x, y, side, side)
}

// icon gives the icon in exact pixels, drawn once.
func (s *Pictures) icon(name string, px int, c color.Color) *image.RGBA {
	paint := hexColor(c)
	k := pictureKey{hash: "icon " + name + paint, w: px, h: px}
	if img := s.kept.get(k); img != nil {
		return img
	}
	img, err := drawIcon(name, px, paint)
	if err != nil {
		fyne.LogError("draw an icon", err)
		return nil
	}
	s.kept.put(k, img)
	return img
}

func hexColor(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA) //nolint:forcetypeassert // the model gives nothing else
	return fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
}

func drawIcon(name string, px int, paint string) (*image.RGBA, error) {
	svg, err := assets.Icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		return nil, fmt.Errorf("icon %q: %w", name, err)
	}
	// Fyne does not scale strokes with the picture, so they are set for its size.
	stroke := fmt.Sprintf(`stroke-width="%.2f"`, float32(px)/12)
	text := strings.NewReplacer("currentColor", paint, `stroke-width="2"`, stroke).Replace(string(svg))
	im := canvas.NewImageFromResource(fyne.NewStaticResource(fmt.Sprintf("%s%s%d.svg", name, paint, px), []byte(text)))
	// A window's driver draws an image that is in no canvas at twice its size,
	// others at its size.
	for _, side := range [...]int{(px + 1) / 2, px} {
		im.Resize(fyne.NewSquareSize(float32(side)))
		if im.Image == nil {
			return nil, fmt.Errorf("icon %q cannot be drawn", name)
		}
		if im.Image.Bounds().Dx() >= px {
			break
		}
	}
	out := image.NewRGBA(image.Rect(0, 0, px, px))
	draw.Draw(out, out.Bounds(), im.Image, im.Image.Bounds().Min, draw.Src)
	return out, nil
}

package qr

import (
	"image"
	"image/color"
	"strings"
)

// Image draws the code black on white with its quiet zone, every module the
// same whole number of pixels, at least one.
func (c *Code) Image(module int) *image.Paletted {
	module = max(module, 1)
	side := (c.size + 2*Quiet) * module
	img := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range side {
		row := img.Pix[y*img.Stride : y*img.Stride+side]
		for x := range row {
			if c.Dark(x/module-Quiet, y/module-Quiet) {
				row[x] = 1
			}
		}
	}
	return img
}

// Text draws the code with its quiet zone for a terminal, two modules in one
// character. Colours are set, since scanners do not read light on dark.
func (c *Code) Text() string {
	const on, off = "\x1b[38;5;16;48;5;231m", "\x1b[0m\n"
	var b strings.Builder
	for y := -Quiet; y < c.size+Quiet; y += 2 {
		b.WriteString(on)
		for x := -Quiet; x < c.size+Quiet; x++ {
			switch upper, lower := c.Dark(x, y), c.Dark(x, y+1); {
			case upper && lower:
				b.WriteString("█")
			case upper:
				b.WriteString("▀")
			case lower:
				b.WriteString("▄")
			default:
				b.WriteString(" ")
			}
		}
		b.WriteString(off)
	}
	return b.String()
}

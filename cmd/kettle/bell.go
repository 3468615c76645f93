package main

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kettle/internal/ui"
)

// bell calls members over the wall when somebody is here to see them. Its methods
// are for the windows' goroutine.
type bell struct {
	pics  *ui.Pictures
	root  *fyne.Container
	size  fyne.Size
	texts []string
}

func newBell(pics *ui.Pictures) *bell {
	b := &bell{pics: pics}
	b.root = container.New(b)
	return b
}

// Object is what goes over the wall. It takes no touches.
func (b *bell) Object() fyne.CanvasObject { return b.root }

// ring shows these calls and no others.
func (b *bell) ring(texts []string) {
	if !slices.Equal(texts, b.texts) {
		b.texts = slices.Clone(texts)
		b.draw()
	}
}

// MinSize is for the container.
func (b *bell) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(1) }

// Layout draws anew in another size.
func (b *bell) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if size != b.size {
		b.size = size
		b.draw()
	}
}

func (b *bell) draw() {
	b.root.Objects = nil
	if len(b.texts) > 0 && min(b.size.Width, b.size.Height) > 100 {
		p := ui.NewPage(b.size, b.pics)
		const h, gap = 96, 16
		y := float32(36) // between a page's title and the clock
		for _, text := range b.texts[max(0, len(b.texts)-3):] {
			st := ui.Style{Face: ui.Bold, Size: 36, Min: 24, Color: ui.Ink, Align: fyne.TextAlignCenter}
			w := min(p.TextWidth(text, st)+180, p.W-144)
			x := (p.W - w) / 2
			p.Rect(x, y, w, h, ui.Mustard, h/2)
			p.Icon(x+36, y+28, 40, "bell", ui.Ink)
			p.Text(x+90, y+(h-p.TextHeight(w-130, text, st))/2, w-130, text, st)
			y += h + gap
		}
		b.root.Objects = []fyne.CanvasObject{p.Object()}
	}
	b.root.Refresh()
}

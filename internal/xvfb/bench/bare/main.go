// Bare is the least that a window of the toolkit can do, the floor that Kettle's
// windows are measured against: it fills the display with one rectangle, which
// takes another colour at every key. It runs with the same settings of the
// toolkit as cmd/kettle.
package main

import (
	"fmt"
	"image/color"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bare:", err)
		os.Exit(1)
	}
}

func run() error {
	for name, value := range map[string]string{
		"FYNE_PLATFORM": "x11", "FYNE_SCALE": "1", "FYNE_DISABLE_DPI_DETECTION": "1",
	} {
		if err := os.Setenv(name, value); err != nil {
			return fmt.Errorf("set %s: %w", name, err)
		}
	}
	colours := [...]color.Color{color.NRGBA{R: 0xf4, G: 0xec, B: 0xdd, A: 0xff}, color.NRGBA{R: 0x1d, G: 0x4e, B: 0x52, A: 0xff}}
	window := app.NewWithID("org.kettle.bare").NewWindow("Bare")
	one := canvas.NewRectangle(colours[0])
	keys := 0
	window.Canvas().SetOnTypedRune(func(rune) {
		keys++
		one.FillColor = colours[keys%len(colours)]
		one.Refresh()
	})
	window.SetPadded(false)
	window.SetContent(container.New(full{}, one))
	window.SetFullScreen(true)
	window.ShowAndRun()
	return nil
}

// full gives the whole window to what is in it.
type full struct{}

func (full) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (full) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(320) }

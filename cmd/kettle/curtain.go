package main

import (
	"image"
	"image/color"
	"log/slog"
	"os/exec"
	"regexp"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"kettle/wall"
)

// curtain is the wall's view, which draws nothing while the kiosk is before it.
// Its methods are for the windows' goroutine.
type curtain struct {
	*wall.View
	cfg    wall.Config
	hidden bool
	last   *wall.State
	key    string
}

// Show brings a state on the screen, or keeps it for later.
func (c *curtain) Show(s wall.State) {
	c.last = &s
	if c.hidden {
		return
	}
	c.View.Show(s)
	if s.Key != c.key {
		c.key = s.Key
		slog.Info("wall", "scene", s.Scene)
	}
}

// Prepare draws a state that comes next.
func (c *curtain) Prepare(s wall.State) {
	if !c.hidden {
		c.View.Prepare(s)
	}
}

func (c *curtain) shut() {
	c.hidden = true
	c.Object().Hide()
}

func (c *curtain) open() {
	c.hidden = false
	c.Object().Show()
	if c.last != nil {
		c.Show(*c.last)
	}
}

// noCursor hides the pointer above everything and lets touches through.
type noCursor struct{ widget.BaseWidget }

func newNoCursor() *noCursor {
	n := &noCursor{}
	n.ExtendBaseWidget(n)
	return n
}

// CreateRenderer draws nothing.
func (n *noCursor) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

// Cursor is none.
func (n *noCursor) Cursor() desktop.Cursor { return desktop.HiddenCursor }

// displayAt gives the place of a display within the desktop, by the X server's
// own numbers. It is not there where there is no such display, or no X server.
func displayAt(n int) (image.Point, bool) {
	out, err := exec.Command("xrandr", "--listmonitors").Output()
	if err != nil {
		return image.Point{}, false
	}
	return parseMonitors(string(out), n)
}

var monitor = regexp.MustCompile(`(?m)^\s*(\d+): .*?\d+/\d+x\d+/\d+([+-]\d+)([+-]\d+)`)

func parseMonitors(text string, n int) (at image.Point, ok bool) {
	for _, m := range monitor.FindAllStringSubmatch(text, -1) {
		if m[1] == strconv.Itoa(n) {
			x, _ := strconv.Atoi(m[2])
			y, _ := strconv.Atoi(m[3])
			return image.Pt(x, y), true
		}
	}
	return at, false
}

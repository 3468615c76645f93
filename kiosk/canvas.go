package kiosk

import (
	"context"

	"kettle/internal/figures"
)

// CanvasDesk is the space's last twelve weeks, for hosts.
type CanvasDesk interface {
	// Canvas draws it up as of now.
	Canvas(ctx context.Context) (*figures.Canvas, error)
	// PrintCanvas prints a page of A4, or puts it on the stick in this machine, and says
	// in words what it did.
	PrintCanvas(ctx context.Context, c *figures.Canvas) (done string, err error)
	// KeepCanvas puts every number behind it on the stick in this machine, and says in
	// words what it did.
	KeepCanvas(ctx context.Context, c *figures.Canvas) (done string, err error)
}

// The verbs of taps on the canvas.
const (
	DoPaper   = "paper"   // a page of A4
	DoNumbers = "numbers" // every number behind the canvas
	DoLook    = "look"    // closer at a part, named by Tap.Name, or "" back at the whole
)

// The parts of the canvas that can be looked at more closely.
const (
	LookDays   = "days"
	LookFigure = "figure"
)

// canvasPage is the canvas that a host looks at.
type canvasPage struct {
	canvas *figures.Canvas // nil until it is drawn up
	look   string
}

// CanvasState is the canvas, and the part of it that is looked at more closely.
type CanvasState struct {
	Canvas *figures.Canvas // nil while it is drawn up
	Look   string
}

// openCanvas draws it up. What happens meanwhile is in the next one.
func (m *Model) openCanvas() {
	h := m.host
	h.canvas = canvasPage{}
	readFor(m, m.finds, "canvas", "draw up the canvas", m.cfg.Hosts.Canvas, func(c *figures.Canvas) { h.canvas.canvas = c })
}

func (m *Model) tapCanvas(t Tap) {
	h := m.host
	if h.canvas.canvas == nil {
		return
	}
	switch t.Verb {
	case DoLook:
		h.canvas.look = t.Name
		m.tell("")
		m.since = m.cfg.Now() // the second of two taps must not land on what has just appeared
	case DoPaper:
		m.keepCanvas(m.cfg.Hosts.PrintCanvas)
	case DoNumbers:
		m.keepCanvas(m.cfg.Hosts.KeepCanvas)
	}
}

// onStick prints or keeps something, and says where it went.
func (m *Model) onStick(doing string, do func(context.Context) (done string, err error)) {
	m.write(func(ctx context.Context) func() {
		done, err := do(ctx)
		return func() {
			if err != nil {
				m.sorry(doing, err, sayNotDone)
				return
			}
			m.tell(done)
		}
	})
}

// keepCanvas prints or keeps what is on screen.
func (m *Model) keepCanvas(do func(context.Context, *figures.Canvas) (string, error)) {
	c := m.host.canvas.canvas
	m.onStick("keep the canvas", func(ctx context.Context) (string, error) { return do(ctx, c) })
}

func (m *Model) canvasState() CanvasState {
	return CanvasState{m.host.canvas.canvas, m.host.canvas.look}
}

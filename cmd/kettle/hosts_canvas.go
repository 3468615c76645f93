package main

import (
	"bytes"
	"context"
	"time"

	"kettle/internal/figures"
	"kettle/internal/ipp"
	"kettle/internal/paper"
)

// Canvas draws up the last twelve weeks.
func (h hosts) Canvas(ctx context.Context) (*figures.Canvas, error) {
	space, err := h.Space(ctx)
	if err != nil {
		return nil, err
	}
	past, err := h.Past(ctx, figures.From(&space, h.Now()))
	if err != nil {
		return nil, err
	}
	return figures.New(past), nil
}

// PrintCanvas prints a page of A4, or puts it on a stick where there is no printer.
func (h hosts) PrintCanvas(ctx context.Context, c *figures.Canvas) (string, error) {
	pdf, err := paper.Canvas(c)
	if err != nil {
		return "", err
	}
	if h.printer == "" {
		return h.canvasOnStick(c, ".pdf", pdf)
	}
	if _, err := ipp.Print(ctx, nil, h.printer, ipp.Job{Name: "Our canvas", Format: ipp.PDF, Document: pdf}); err != nil {
		return "", said{err, "The printer doesn’t answer. Is it switched on?"}
	}
	return "It’s printing.", nil
}

// KeepCanvas puts every number behind the canvas on a stick.
func (h hosts) KeepCanvas(_ context.Context, c *figures.Canvas) (string, error) {
	var b bytes.Buffer
	if err := figures.WriteCSV(&b, c.Rows()); err != nil {
		return "", err
	}
	return h.canvasOnStick(c, ".csv", b.Bytes())
}

// canvasOnStick puts a file of the canvas on a stick.
func (h hosts) canvasOnStick(c *figures.Canvas, ext string, data []byte) (string, error) {
	name := "our-canvas-" + c.Mondays[figures.Weeks-1].Format(time.DateOnly) + ext
	return h.onStick(name, data, "kettled canvas --"+ext[1:]+" "+name)
}

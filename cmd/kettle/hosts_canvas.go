package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/renameio/v2"

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
		return onStick(c, ".pdf", pdf)
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
	return onStick(c, ".csv", b.Bytes())
}

// errNoStick says that nothing that could be written to is in this machine.
var errNoStick = errors.New("no stick")

// onStick writes a file to the first stick that takes it.
func onStick(c *figures.Canvas, ext string, data []byte) (string, error) {
	name := "our-canvas-" + c.Mondays[figures.Weeks-1].Format(time.DateOnly) + ext
	mounts, err := os.Open("/proc/self/mounts")
	if err != nil {
		return "", fmt.Errorf("look for a stick: %w", err)
	}
	defer mounts.Close()
	for _, dir := range sticksIn(mounts) {
		// What is thanked for is on the stick when somebody pulls it out.
		if err := renameio.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			slog.Info("a stick does not take a file", "err", err)
			continue
		}
		return "It’s on the stick: " + name + ".", nil
	}
	return "", said{errNoStick, "Put a stick into this machine, and tap again. At its own keyboard it is: kettled canvas" + " --" + ext[1:] + " " + name}
}

// sticksIn gives where sticks are mounted, by the system's list of mounts (proc(5)).
func sticksIn(mounts io.Reader) []string {
	var dirs []string
	for lines := bufio.NewScanner(mounts); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || strings.HasPrefix(fields[3]+",", "ro,") {
			continue
		}
		dir := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\134`, `\`).Replace(fields[1])
		for _, root := range sticks {
			if strings.HasPrefix(dir, root+"/") {
				dirs = append(dirs, dir)
			}
		}
	}
	return dirs
}

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// first takes the pictures of a screen that is started for the first time, and of a
// space in which there is nobody yet.
func (c *camera) first(ctx context.Context) error {
	if !strings.Contains("first-space first-hub empty-wall empty-kiosk", c.only) {
		return nil
	}
	data, err := os.MkdirTemp("", "shots")
	if err != nil {
		return err
	}
	defer os.RemoveAll(data)
	another := [2]float64{720, 897}
	if c.h > c.w {
		another = [2]float64{690, 1459}
	}
	if err := c.alone(ctx, data, "kiosk", []shot{
		{"first-space", nil, "step=first"},
		{"first-hub", func() error { return c.tap(ctx, another) }, ""},
	}); err != nil {
		return err
	}
	set := exec.CommandContext(ctx, filepath.Join(c.bin, "kettled"), "--data", data, "space", "set",
		"name=Harbour Commons", "zone=Europe/London", "hours=Mon-Sun 00:00-24:00")
	if out, err := set.CombinedOutput(); err != nil {
		return fmt.Errorf("set up the space: %w: %s", err, out)
	}
	if err := c.alone(ctx, data, "kiosk", []shot{{"empty-kiosk", nil, "step="}}); err != nil {
		return err
	}
	return c.alone(ctx, data, "wall", []shot{{"empty-wall", nil, ""}})
}

// alone starts the program on data of its own and follows the steps.
func (c *camera) alone(ctx context.Context, data, role string, all []shot) error {
	p, err := c.display.Run(ctx, nil, filepath.Join(c.bin, "kettle"), "--data", data, "--role", role, "--listen", c.listen, "--transition", "cut")
	if err != nil {
		return err
	}
	defer p.Close()
	if _, err := p.Wait(ctx, role); err != nil {
		return err
	}
	return c.follow(ctx, p, all)
}

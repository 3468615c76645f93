package xvfb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
)

// Keyboard presses keys one by one, from one process that stays: no key waits
// for a program to start. Close it before the display.
type Keyboard struct {
	cmd  *exec.Cmd
	keys io.WriteCloser
}

// Keyboard gives a keyboard of the display.
func (d *Display) Keyboard(ctx context.Context) (*Keyboard, error) {
	cmd := exec.CommandContext(ctx, "xdotool", "-")
	cmd.Env = append(d.Env(), "LC_ALL=C.UTF-8")
	keys, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("begin to type: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("begin to type: %w", err)
	}
	return &Keyboard{cmd, keys}, nil
}

// Press presses a key by its X name and lets it go. It returns at once; the
// display has the key in less than a millisecond.
func (k *Keyboard) Press(name string) error {
	if _, err := fmt.Fprintf(k.keys, "key --delay 0 %s\n", name); err != nil {
		return fmt.Errorf("press %s: %w", name, err)
	}
	return nil
}

// Close takes the keyboard away.
func (k *Keyboard) Close() error {
	return errors.Join(k.keys.Close(), k.cmd.Wait())
}

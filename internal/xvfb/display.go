// Package xvfb gives a window a display where there is no screen, drives it as
// a person would and takes its picture. Tests, benchmarks, the pictures of the
// README and `make run` on a machine without a display use it; the programs that
// people run do not.
package xvfb

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Display is a running virtual X display. Close it when done.
type Display struct {
	number string
	mapped string // folder of the picture as a file, "" for none
	cmd    *exec.Cmd
	done   chan struct{}
}

// Start starts a display of that size, in pixels, under a number that is free.
func Start(ctx context.Context, width, height int) (*Display, error) {
	return start(ctx, width, height, "")
}

func start(ctx context.Context, width, height int, mapped string) (*Display, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("start a display: %w", err)
	}
	defer r.Close()
	cmd := exec.CommandContext(ctx, "Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-noreset", "-nolisten", "tcp")
	if mapped != "" {
		cmd.Args = append(cmd.Args, "-fbdir", mapped)
	}
	cmd.ExtraFiles = []*os.File{w}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for the program on it, not for the display
	err = cmd.Start()
	w.Close()
	if err != nil {
		return nil, fmt.Errorf("start a display: %w", err)
	}
	d := &Display{mapped: mapped, cmd: cmd, done: make(chan struct{})}
	go func() {
		defer close(d.done)
		_ = cmd.Wait() // killed by Close
	}()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		d.Close()
		return nil, fmt.Errorf("start a display: Xvfb said no number: %w", err)
	}
	d.number = ":" + strings.TrimSpace(line)
	return d, nil
}

// Close ends the display and what is on it.
func (d *Display) Close() error {
	_ = d.cmd.Process.Kill()
	<-d.done
	if d.mapped == "" {
		return nil
	}
	return os.RemoveAll(d.mapped)
}

// Name is the display's name, such as ":99".
func (d *Display) Name() string { return d.number }

// Env is this process's environment with the display in it, and nothing that
// would draw elsewhere or leave a session bus behind.
func (d *Display) Env() []string {
	var env []string
	for _, e := range os.Environ() {
		name, _, _ := strings.Cut(e, "=")
		switch name {
		case "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "LANG", "LC_ALL":
		default:
			env = append(env, e)
		}
	}
	return append(env, "DISPLAY="+d.number, "DBUS_SESSION_BUS_ADDRESS=disabled:", "LANG=en_US.UTF-8", "LC_CTYPE=C.UTF-8")
}

func (d *Display) run(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(d.Env(), "LC_ALL=C.UTF-8")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, out)
	}
	return string(out), nil
}

// Type types text on the keyboard, delay between keys.
func (d *Display) Type(ctx context.Context, text string, delay time.Duration) error {
	_, err := d.run(ctx, "xdotool", "type", "--delay", strconv.Itoa(int(delay.Milliseconds())), text)
	return err
}

// Scan types text as a wedge scanner does: at once, then Return.
func (d *Display) Scan(ctx context.Context, text string) error {
	_, err := d.run(ctx, "xdotool", "type", "--args", "1", "--delay", "2", text, "key", "Return")
	return err
}

// Key presses a key by its X name, such as Return or ctrl+shift+q.
func (d *Display) Key(ctx context.Context, name string) error {
	_, err := d.run(ctx, "xdotool", "key", name)
	return err
}

// Do runs one call of xdotool with these arguments, which may be a chain.
func (d *Display) Do(ctx context.Context, args ...string) error {
	_, err := d.run(ctx, "xdotool", args...)
	return err
}

// Tap touches the screen at a place, in pixels.
func (d *Display) Tap(ctx context.Context, x, y int) error {
	_, err := d.run(ctx, "xdotool", "mousemove", strconv.Itoa(x), strconv.Itoa(y), "click", "1")
	return err
}

// Shot takes the picture of the whole display as a PNG file.
func (d *Display) Shot(ctx context.Context, path string) error {
	_, err := d.run(ctx, "import", "-window", "root", path)
	return err
}

// Picture takes the picture of the whole display.
func (d *Display) Picture(ctx context.Context) (image.Image, error) {
	cmd := exec.CommandContext(ctx, "import", "-window", "root", "png:-")
	cmd.Env = d.Env()
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("take a picture: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("take a picture: %w", err)
	}
	img, err := png.Decode(out)
	_, _ = io.Copy(io.Discard, out)
	return img, errors.Join(err, cmd.Wait())
}

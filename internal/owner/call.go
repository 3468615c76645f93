package owner

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// ErrNoOwner says that nobody answers at the data folder.
var ErrNoOwner = errors.New("no running kettle answers at these data")

// ErrSilent says that the owner is there and says nothing: it hangs, or was
// stopped.
var ErrSilent = errors.New("the kettle that has these data open does not answer: close it or end its process, then try again")

// ErrLost says that the owner ended in the middle of the command.
var ErrLost = errors.New("the kettle that has these data open ended while it worked: look whether the change is there, and try again if not")

// VersionError says that owner and command are two versions of the program.
type VersionError struct{ Owner, Here string }

// Error says so, and what to do.
func (e *VersionError) Error() string {
	return fmt.Sprintf("the kettle that has these data open is version %s and this command is version %s: "+
		"install the same version of both and start kettle again", e.Owner, e.Here)
}

// Caller is the side on which the command was typed.
type Caller struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Ask    func(prompt string, hidden bool) (string, error)
}

// Call has the owner of dir run a command and gives its exit code. It is
// ErrNoOwner when nothing was run since nobody is there, so that the store can
// be opened here. When ctx ends the command is cancelled and its end waited for.
func Call(ctx context.Context, dir string, req Request, c Caller) (exit int, err error) {
	conn, err := dial(ctx, dir)
	if err != nil {
		return 1, err
	}
	defer conn.Close()
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	first, err := readFrame(conn)
	var timeout interface{ Timeout() bool }
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return 1, ErrSilent
	case err != nil && !errors.Is(err, errFrame):
		return 1, fmt.Errorf("%w: %w", ErrNoOwner, err)
	case err != nil || first.Hello == nil:
		return 1, fmt.Errorf("talk to the owner of the data: %w", errFrame)
	case first.Hello.Version != req.Version:
		return 1, &VersionError{Owner: first.Hello.Version, Here: req.Version}
	}
	_ = conn.SetReadDeadline(time.Time{})
	w := &wire{conn: conn}
	if err := w.send(frame{Request: &req}); err != nil {
		return 1, fmt.Errorf("hand the command over: %w", err)
	}
	defer context.AfterFunc(ctx, func() {
		_ = conn.SetReadDeadline(time.Now().Add(patience))
		_ = w.send(frame{Cancel: true})
	})()
	for {
		f, err := readFrame(conn)
		if err != nil {
			if ctx.Err() != nil {
				return 1, ctx.Err()
			}
			return 1, fmt.Errorf("%w (%w)", ErrLost, err)
		}
		switch {
		case f.Exit != nil:
			return *f.Exit, nil
		case f.Out != nil:
			_, err = c.Stdout.Write(f.Out)
		case f.Err != nil:
			_, err = c.Stderr.Write(f.Err)
		case f.Ask != nil:
			// Nobody waits for this one: a read from a terminal cannot be ended.
			go func() { _ = w.send(frame{Answer: c.answer(*f.Ask)}) }()
		}
		if err != nil { // such as a pipe that nobody reads any more
			return 1, fmt.Errorf("write the output: %w", err)
		}
	}
}

// answer does what the owner asks.
func (c *Caller) answer(q ask) *answer {
	var a answer
	var err error
	if q.Bytes > 0 {
		buf := make([]byte, min(q.Bytes, maxChunk))
		var n int
		n, err = c.Stdin.Read(buf)
		a.Data = buf[:n]
		if errors.Is(err, io.EOF) {
			a.End, err = true, nil
		}
	} else {
		a.Text, err = c.Ask(q.Prompt, q.Hidden)
	}
	if err != nil {
		a.Error = err.Error()
	}
	return &a
}

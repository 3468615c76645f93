package owner

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"sync"
	"time"
)

// patience is how long either side waits for a frame that is due at once.
const patience = 5 * time.Second

// Request is what a command line elsewhere was given.
type Request struct {
	Version string   `json:"version"` // of the program that asks
	Args    []string `json:"args"`    // without the program's name
	Dir     string   `json:"dir"`     // where relative paths begin

	OutTerminal bool `json:"out_terminal"` // people read the output
	ErrTerminal bool `json:"err_terminal"` // people read the messages
	InTerminal  bool `json:"in_terminal"`  // somebody can be asked
	Width       int  `json:"width"`        // of the terminal in columns, 0 when unknown
}

// Session is one command under way at the owner.
type Session struct {
	Request
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer

	wire    *wire
	asking  sync.Mutex // one question at a time
	answers chan answer
	gone    <-chan struct{}
}

// allow says whether a user may talk to the owner's.
func allow(peer, owner int) error {
	if peer == owner || peer == 0 {
		return nil
	}
	return fmt.Errorf("user %d is not the owner of these data", peer)
}

// Serve runs the commands that come in at the data folder until ctx ends. Only
// the process that has the store of dir open may call it; it must return before
// that store is closed. Each command has a goroutine and its own context, which
// ends with the connection. A panic in run ends that command alone.
func Serve(ctx context.Context, dir, version string, run func(context.Context, *Session) int) error {
	l, closeAll, err := listen(ctx, dir)
	if err != nil {
		return err
	}
	defer closeAll()
	var sessions sync.WaitGroup
	defer sessions.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(ctx, func() { l.Close() })()
	for {
		conn, err := l.AcceptUnix()
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			if errors.Is(err, net.ErrClosed) {
				return fmt.Errorf("listen for commands: %w", err)
			}
			select { // too many open files, which passes
			case <-ctx.Done():
				return nil
			case <-time.After(100 * time.Millisecond):
			}
			continue
		}
		sessions.Go(func() {
			defer conn.Close()
			if err := serve(ctx, conn, version, run); err != nil && ctx.Err() == nil {
				slog.Warn("a command was not run", "err", err)
			}
		})
	}
}

// serve runs one command.
func serve(ctx context.Context, conn *net.UnixConn, version string, run func(context.Context, *Session) int) error {
	if err := checkPeer(conn); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w := &wire{conn: conn}
	// When the owner leaves, nobody may hold it up by not reading.
	defer context.AfterFunc(ctx, func() { _ = conn.SetWriteDeadline(time.Now().Add(patience)) })()
	if ctx.Err() != nil {
		return nil // the one who asks finds that there is no owner
	}
	if err := w.send(frame{Hello: &hello{Version: version}}); err != nil {
		return fmt.Errorf("greet a command: %w", err)
	}
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	first, err := readFrame(conn)
	if errors.Is(err, io.EOF) {
		return nil // it went again, such as after the greeting of another version
	}
	if err == nil && first.Request == nil {
		err = errFrame
	}
	if err != nil {
		return fmt.Errorf("read a command: %w", err)
	}
	_ = conn.SetReadDeadline(time.Time{})
	s := &Session{
		Request: *first.Request,
		Stdout:  stream{w, func(b []byte) frame { return frame{Out: b} }},
		Stderr:  stream{w, func(b []byte) frame { return frame{Err: b} }},
		wire:    w, answers: make(chan answer, 1), gone: ctx.Done(),
	}
	s.Stdin = input{s}
	var listening sync.WaitGroup
	listening.Go(func() { s.listen(conn, cancel) })
	exit := s.run(ctx, version, run)
	err = w.send(frame{Exit: &exit})
	conn.Close()
	listening.Wait()
	if err != nil && !errors.Is(err, net.ErrClosed) && ctx.Err() == nil {
		return fmt.Errorf("end a command: %w", err)
	}
	return nil
}

// run runs the command and gives its exit code.
func (s *Session) run(ctx context.Context, version string, run func(context.Context, *Session) int) (exit int) {
	defer func() {
		if r := recover(); r != nil {
			slog.Error("a command broke", "panic", r)
			fmt.Fprintln(s.Stderr, "Something went wrong in kettle itself. The command was not carried out to its end.")
			exit = 1
		}
	}()
	if s.Version != version {
		fmt.Fprintln(s.Stderr, &VersionError{Owner: version, Here: s.Version})
		return 1
	}
	return run(ctx, s)
}

// listen takes answers in until the connection ends or the command is
// cancelled.
func (s *Session) listen(conn net.Conn, cancel func()) {
	defer cancel()
	for {
		f, err := readFrame(conn)
		if err != nil || f.Cancel {
			return
		}
		if f.Answer != nil {
			select {
			case s.answers <- *f.Answer:
			default: // to no question
			}
		}
	}
}

// Ask shows a prompt where the command was typed and gives the line typed
// there, with hidden set unseen.
func (s *Session) Ask(prompt string, hidden bool) (string, error) {
	a, err := s.ask(ask{Prompt: prompt, Hidden: hidden})
	return a.Text, err
}

func (s *Session) ask(q ask) (answer, error) {
	s.asking.Lock()
	defer s.asking.Unlock()
	if err := s.wire.send(frame{Ask: &q}); err != nil {
		return answer{}, fmt.Errorf("ask: %w", err)
	}
	select {
	case a := <-s.answers:
		if a.Error != "" {
			return a, errors.New(a.Error)
		}
		return a, nil
	case <-s.gone:
		return answer{}, fmt.Errorf("ask: %w", context.Canceled)
	}
}

// input reads the standard input of the command.
type input struct{ s *Session }

// Read asks for what fits.
func (in input) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	a, err := in.s.ask(ask{Bytes: min(len(p), maxChunk)})
	if err != nil {
		return 0, err
	}
	n := copy(p, a.Data)
	if a.End && n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

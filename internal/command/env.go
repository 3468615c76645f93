package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"kettle/internal/step"
	"kettle/internal/store"
)

// Env is the world of one command: what it was given and where it reads and
// writes.
type Env struct {
	Args   []string // without the program's name
	Dir    string   // where relative paths begin
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer

	OutTerminal bool // people read Stdout
	ErrTerminal bool // people read Stderr
	InTerminal  bool // somebody can be asked
	Width       int  // of the terminal in columns, 0 when unknown

	Getenv func(string) string
	Now    func() time.Time // nil means time.Now

	// Ask shows a prompt and gives the line typed, with hidden set unseen.
	Ask func(ctx context.Context, prompt string, hidden bool) (string, error)

	// DB is set where the data are open already: then nothing is opened,
	// closed, or asked of another process.
	DB *store.DB

	// Step keeps DB in step; nil where nothing does.
	Step *step.Keeper

	// Link makes links for phones; nil where nothing serves pages.
	Link Link

	// Metrics is what a monitoring system reads of a hub; nil where the program
	// has none.
	Metrics Metrics

	// photos is held while pictures are kept that nobody refers to yet.
	photos *sync.Mutex
}

// Metrics counts what a hub does.
type Metrics interface {
	Observe(o step.Observation)               // is told of each request that was answered
	Handler(keeper *step.Keeper) http.Handler // serves all there is to know
}

// System is the world of this process.
func System() (*Env, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("find the working folder: %w", err)
	}
	e := &Env{
		Args: os.Args[1:], Dir: dir, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		OutTerminal: isTerminal(os.Stdout), ErrTerminal: isTerminal(os.Stderr), InTerminal: isTerminal(os.Stdin),
		Getenv: os.Getenv, Now: time.Now,
	}
	for _, f := range []*os.File{os.Stdout, os.Stderr} {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && e.Width == 0 {
			e.Width = w
		}
	}
	e.Ask = func(ctx context.Context, prompt string, hidden bool) (string, error) {
		return askTerminal(ctx, os.Stdin, os.Stderr, prompt, hidden)
	}
	return e, nil
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// askTerminal asks on a terminal. When ctx ends it returns and leaves the
// terminal as it was, though the read itself cannot be ended.
func askTerminal(ctx context.Context, in *os.File, out io.Writer, prompt string, hidden bool) (string, error) {
	type line struct {
		text string
		err  error
	}
	fmt.Fprint(out, prompt)
	before, stateErr := term.GetState(int(in.Fd()))
	got := make(chan line, 1)
	go func() {
		if hidden {
			b, err := term.ReadPassword(int(in.Fd()))
			got <- line{string(b), err}
			return
		}
		text, err := readLine(in)
		got <- line{text, err}
	}()
	select {
	case l := <-got:
		if hidden {
			fmt.Fprintln(out)
		}
		if l.err != nil && !errors.Is(l.err, io.EOF) { // which is no answer
			return "", fmt.Errorf("read the answer: %w", l.err)
		}
		return l.text, nil
	case <-ctx.Done():
		if stateErr == nil {
			_ = term.Restore(int(in.Fd()), before)
		}
		fmt.Fprintln(out)
		return "", ctx.Err()
	}
}

// maxLine is the most bytes of one line of input.
const maxLine = 4096

// readLine reads one line without its end.
func readLine(r io.Reader) (string, error) {
	text, err := bufio.NewReader(io.LimitReader(r, maxLine)).ReadString('\n')
	if err != nil && (!errors.Is(err, io.EOF) || text == "") {
		return "", err
	}
	return strings.TrimRight(text, "\r\n"), nil
}

// DataDir is the folder of the data: chosen if it is not empty, else what the
// environment says (KETTLE_DATA), else the place that the XDG base directory
// specification has for data.
func (e *Env) DataDir(chosen string) (string, error) {
	if chosen == "" {
		chosen = e.Getenv("KETTLE_DATA")
	}
	if chosen != "" {
		return e.path(chosen), nil
	}
	base := e.Getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(base) { // the specification has those ignored
		home := e.Getenv("HOME")
		if !filepath.IsAbs(home) {
			return "", errors.New("there is no home folder to keep data in: say where with --data DIR")
		}
		base = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(base, "kettle"), nil
}

// path makes a path absolute.
func (e *Env) path(p string) string {
	if filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(e.Dir, p)
}

func (e *Env) now() time.Time {
	if e.Now == nil {
		return time.Now()
	}
	return e.Now()
}

package xvfb

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Program is a program on a display whose log is read line by line.
type Program struct {
	cmd  *exec.Cmd
	done chan struct{}

	mu    sync.Mutex
	lines []string
	seen  int           // lines that Wait has passed
	more  chan struct{} // closed and replaced at each line
	err   error
}

// Run starts a program on the display. What it writes to standard error is its
// log; a copy goes to echo unless that is nil.
func (d *Display) Run(ctx context.Context, echo io.Writer, name string, args ...string) (*Program, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = d.Env()
	log, err := cmd.StderrPipe()
	if err != nil {
		return nil, fmt.Errorf("run %s: %w", name, err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("run %s: %w", name, err)
	}
	p := &Program{cmd: cmd, done: make(chan struct{}), more: make(chan struct{})}
	go p.read(log, echo)
	return p, nil
}

func (p *Program) read(log io.Reader, echo io.Writer) {
	lines := bufio.NewScanner(log)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if echo != nil {
			fmt.Fprintln(echo, lines.Text())
		}
		p.mu.Lock()
		p.lines = append(p.lines, lines.Text())
		close(p.more)
		p.more = make(chan struct{})
		p.mu.Unlock()
	}
	err := p.cmd.Wait()
	p.mu.Lock()
	p.err = err
	p.mu.Unlock()
	close(p.done)
}

// Wait waits for the next line of the log that holds all the texts, and returns
// it. Lines before it are passed.
func (p *Program) Wait(ctx context.Context, texts ...string) (string, error) {
	for {
		p.mu.Lock()
		for p.seen < len(p.lines) {
			line := p.lines[p.seen]
			p.seen++
			if holdsAll(line, texts) {
				p.mu.Unlock()
				return line, nil
			}
		}
		more := p.more
		p.mu.Unlock()
		select {
		case <-more:
		case <-p.done:
			return "", fmt.Errorf("the program ended before it said %q: %w\n%s", texts, p.Err(), p.Log())
		case <-ctx.Done():
			return "", fmt.Errorf("waiting for %q: %w\n%s", texts, ctx.Err(), p.Log())
		}
	}
}

func holdsAll(line string, texts []string) bool {
	for _, t := range texts {
		if !strings.Contains(line, t) {
			return false
		}
	}
	return true
}

// Pass forgets the lines that were logged so far, so that Wait looks only at
// what comes.
func (p *Program) Pass() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen = len(p.lines)
}

// Log is all that the program has logged.
func (p *Program) Log() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.lines, "\n")
}

// Err is how the program ended, nil while it runs or when it ended well.
func (p *Program) Err() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.err
}

// Done is closed when the program has ended.
func (p *Program) Done() <-chan struct{} { return p.done }

// PID is the process's number.
func (p *Program) PID() int { return p.cmd.Process.Pid }

// Kill ends the program without a warning, as a power cut would.
func (p *Program) Kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

// Close asks the program to end, and ends it after ten seconds.
func (p *Program) Close() error {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.done:
	case <-time.After(10 * time.Second):
		p.Kill()
		return fmt.Errorf("the program did not end within ten seconds")
	}
	return p.Err()
}

package command

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// progress is a bar on a terminal; elsewhere it prints nothing.
type progress struct {
	to    io.Writer
	what  string
	done  int
	all   int
	drawn time.Time
}

// drawEvery is how long a drawn bar stands at least.
const drawEvery = 100 * time.Millisecond

func (c *call) progress(what string, all int) *progress {
	p := &progress{what: what, all: all}
	if c.ErrTerminal && all > 0 {
		p.to = c.Stderr
	}
	return p
}

// step counts one more done.
func (p *progress) step() {
	p.done++
	if p.to == nil || time.Since(p.drawn) < drawEvery && p.done < p.all {
		return
	}
	p.drawn = time.Now()
	const width = 30
	full := width * p.done / p.all
	fmt.Fprintf(p.to, "\r%s [%s%s] %d of %d ", p.what, strings.Repeat("#", full), strings.Repeat("-", width-full), p.done, p.all)
}

// end takes the bar away.
func (p *progress) end() {
	if p.to != nil && !p.drawn.IsZero() {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}

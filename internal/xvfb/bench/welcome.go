package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kettle/internal/xvfb"
)

// hereNow is how many members are in the building when somebody else comes.
const hereNow = 200

// numberOf is the number of a member of the crowd.
func numberOf(i int) string { return strconv.Itoa(10_000 + i) }

// welcome is the time from the touch that checks a member in, by Enter at their
// number, until the page that welcomes them is complete, with the face of
// somebody whom they have not met; beside a key in a window with one rectangle.
func (b *bench) welcome(ctx context.Context) ([]figure, error) {
	data, err := b.kiosk(ctx)
	if err != nil {
		return nil, err
	}
	var took, floors []time.Duration
	err = b.inLobby(ctx, func(l *lobby) error {
		took, err = l.welcomes(ctx, data, b.several(12, 4))
		return err
	})
	if err != nil {
		return nil, err
	}
	err = b.inBare(ctx, func(l *lobby, p *xvfb.Program) (err error) {
		all, err := l.strokes(ctx, p, []string{"welcome"}, func(*xvfb.Keyboard) error { return nil })
		for _, s := range all {
			floors = append(floors, s.last)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return []figure{{
		"touch to the whole welcome", milliseconds(share(took, 0.5)), milliseconds(share(floors, 0.5)),
		goal{150, "ms"},
		fmt.Sprintf("10,000 members, %d here, median of %d, slowest %.0f ms; floor: a key in a window with one rectangle", hereNow, len(took), share(took, 1).Seconds()*1000),
	}}, nil
}

// welcomes checks n members in, one after another, where 200 others are, and
// measures each time. In the end they leave.
func (l *lobby) welcomes(ctx context.Context, data string, n int) (took []time.Duration, err error) {
	p, err := l.kettle(ctx, data, "--role", "kiosk")
	if err != nil {
		return nil, err
	}
	defer p.Kill()
	if err := wait(ctx, p, "kiosk", "step=home"); err != nil {
		return nil, err
	}
	for i := range hereNow {
		if err := l.kettled(ctx, data, "visit", "in", numberOf(i)); err != nil {
			return nil, err
		}
	}
	k, err := l.display.Keyboard(ctx)
	if err != nil {
		return nil, err
	}
	defer k.Close()
	for i := range n {
		who := numberOf(hereNow + 17*i)
		for _, digit := range who { // all of them: then there is one match
			if err := k.Press(string(digit)); err != nil {
				return nil, err
			}
		}
		const pause, quiet = time.Second, 300 * time.Millisecond // longer than photos wait for each other
		time.Sleep(pause)
		if _, _, err := l.calm(ctx, quiet, nil); err != nil {
			return nil, err
		}
		began := time.Now()
		if err := k.Press("Return"); err != nil {
			return nil, err
		}
		var last time.Time
		for last.IsZero() || strings.Count(p.Log(), "step=welcome") != i+1 {
			_, change, err := l.calm(ctx, quiet, nil)
			if err != nil {
				return nil, err
			}
			if !change.IsZero() {
				last = change
			}
			if time.Since(began) > patience {
				return nil, fmt.Errorf("%s was not welcomed\n%s", who, p.Log())
			}
		}
		took = append(took, last.Sub(began))
		if err := k.Press("Escape"); err != nil {
			return nil, err
		}
		time.Sleep(pause)
		if err := l.kettled(ctx, data, "visit", "out", who); err != nil {
			return nil, err
		}
	}
	return took, nil
}

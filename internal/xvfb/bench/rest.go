package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kettle/internal/xvfb"
)

// second is what a process computed in one second of the clock.
type second struct {
	at        time.Time
	cpu, main time.Duration
}

// aroundMinute says whether the clock on the wall turned in that second or is
// drawn in it still.
func (s second) aroundMinute() bool { return s.at.Second() <= 1 }

// rest is what a wall of 5,000 members computes while nothing moves, for a
// minute and the turn of the clock in it.
func (b *bench) rest(ctx context.Context) ([]figure, error) {
	data, err := b.wall(ctx)
	if err != nil {
		return nil, err
	}
	length := b.several(120, 60)
	var wall, floor []second
	err = b.inLobby(ctx, func(l *lobby) error {
		p, err := l.kettle(ctx, data, "--role", "wall", "--scene", "people")
		if err != nil {
			return err
		}
		defer p.Kill()
		if err := wait(ctx, p, "picture complete"); err != nil {
			return err
		}
		time.Sleep(5 * time.Second)
		wall, err = resting(ctx, process(p.PID()), length)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = b.inBare(ctx, func(l *lobby, p *xvfb.Program) (err error) {
		time.Sleep(5 * time.Second)
		floor, err = resting(ctx, process(p.PID()), b.several(60, 20))
		return err
	})
	if err != nil {
		return nil, err
	}
	all, still := shareOfCore(wall, false), shareOfCore(wall, true)
	bareAll := percent(shareOfCore(floor, false))
	turn, turns := minuteTurn(wall)
	return []figure{
		{"wall at rest, between minutes", percent(still), bareAll, goal{0.6, "%"}, fmt.Sprintf("of one core over %d s; floor: a window with one rectangle", length)},
		{"wall at rest, with the clock", percent(all), bareAll, goal{0.6, "%"}, "all threads, the software renderer's too"},
		{"the minute's repaint, main thread", milliseconds(turn), quantity{}, goal{5, "ms"}, fmt.Sprintf("mean of %d", turns)},
	}, nil
}

// resting watches a process from one second of the clock to the next.
func resting(ctx context.Context, p process, n int) ([]second, error) {
	var out []second
	var cpu, main time.Duration
	for i := range n + 1 {
		next := time.Now().Truncate(time.Second).Add(time.Second)
		select {
		case <-time.After(time.Until(next)):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		c, err := p.cpu()
		if err != nil {
			return nil, err
		}
		m, err := p.main()
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out = append(out, second{next.Add(-time.Second), c - cpu, m - main})
		}
		cpu, main = c, m
	}
	return out, nil
}

// shareOfCore is in percent, of all seconds or of those in which the clock does
// not turn.
func shareOfCore(seconds []second, still bool) float64 {
	var sum time.Duration
	n := 0
	for _, s := range seconds {
		if !still || !s.aroundMinute() {
			sum, n = sum+s.cpu, n+1
		}
	}
	return 100 * float64(sum) / float64(time.Duration(max(n, 1))*time.Second)
}

// minuteTurn is what the main thread computes when the clock turns, more than
// in as much time of rest.
func minuteTurn(seconds []second) (mean time.Duration, turns int) {
	var turn, rest time.Duration
	around, other := 0, 0
	for _, s := range seconds {
		if s.aroundMinute() {
			turn, around = turn+s.main, around+1
			if s.at.Second() == 0 {
				turns++
			}
		} else {
			rest, other = rest+s.main, other+1
		}
	}
	if turns == 0 || other == 0 {
		return 0, 0
	}
	turn -= rest / time.Duration(other) * time.Duration(around)
	return turn / time.Duration(turns), turns
}

// memory is how large a wall of 5,000 members gets while its pages turn each
// second.
func (b *bench) memory(ctx context.Context) ([]figure, error) {
	data, err := b.wall(ctx)
	if err != nil {
		return nil, err
	}
	minutes := b.several(2, 1)
	if b.long {
		minutes = 60
	}
	var floor size
	err = b.inBare(ctx, func(l *lobby, p *xvfb.Program) (err error) {
		if _, _, err := l.calm(ctx, 3*time.Second, nil); err != nil {
			return err
		}
		floor, err = process(p.PID()).size()
		return err
	})
	if err != nil {
		return nil, err
	}
	var sizes []size
	err = b.inLobby(ctx, func(l *lobby) error {
		p, err := l.kettle(ctx, data, "--role", "wall", "--dwell", "1s")
		if err != nil {
			return err
		}
		defer p.Kill()
		if err := wait(ctx, p, "picture complete"); err != nil {
			return err
		}
		for end := time.Now().Add(time.Duration(minutes) * time.Minute); time.Now().Before(end); {
			select {
			case <-time.After(time.Second):
			case <-ctx.Done():
				return ctx.Err()
			}
			s, err := process(p.PID()).size()
			if err != nil {
				return err
			}
			sizes = append(sizes, s)
		}
		return nil
	})
	if err != nil || len(sizes) == 0 {
		return nil, err
	}
	return sizeFigures(sizes, floor, minutes), nil
}

// sizeFigures tells the largest size, and how it went.
func sizeFigures(sizes []size, floor size, minutes int) []figure {
	var resident []float64
	for _, s := range sizes {
		resident = append(resident, s.resident)
	}
	var course []string
	const parts = 6
	for i := range parts {
		from, to := i*len(sizes)/parts, (i+1)*len(sizes)/parts
		if to > from {
			course = append(course, fmt.Sprintf("%.0f", share(resident[from:to], 1)/1e6))
		}
	}
	threads := func(s size) int { return s.threads }
	files := func(s size) int { return s.files }
	return []figure{
		{"memory in quick rotation, largest", megabytes(share(resident, 1)), megabytes(floor.resident), goal{250, "MB"}, fmt.Sprintf("resident, a page each second for %d min: by sixths %s; floor: a window with one rectangle", minutes, strings.Join(course, ", "))},
		{what: "memory in quick rotation, median", got: megabytes(share(resident, 0.5)), floor: megabytes(floor.resident), note: fmt.Sprintf("from %.0f; threads %s, open files %s", share(resident, 0)/1e6, fromTo(sizes, threads), fromTo(sizes, files))},
	}
}

// fromTo says where a count began and ended, a tenth of the time from each end.
func fromTo(sizes []size, of func(size) int) string {
	begin, end := sizes[len(sizes)/10], sizes[len(sizes)-1]
	return fmt.Sprintf("%d to %d", of(begin), of(end))
}

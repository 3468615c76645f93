package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kettle/internal/xvfb"
)

// stroke is what one key did: the time until the first changed pixel and until
// the last, and what the main thread computed meanwhile, without its share at
// rest.
type stroke struct {
	first, last         time.Duration
	mainFirst, mainLast time.Duration
}

// key types the beginnings of names into the search of 10,000 members, and as
// many keys into a window with one rectangle.
func (b *bench) key(ctx context.Context) ([]figure, error) {
	data, err := b.kiosk(ctx)
	if err != nil {
		return nil, err
	}
	words := strings.Fields("marti okafor chowd lin tana szwo")
	words = words[:b.several(len(words), 2)]
	var ours, floors []stroke
	err = b.inLobby(ctx, func(l *lobby) error {
		p, err := l.kettle(ctx, data, "--role", "kiosk")
		if err != nil {
			return err
		}
		defer p.Kill()
		if err := wait(ctx, p, "kiosk", "step=home"); err != nil {
			return err
		}
		ours, err = l.strokes(ctx, p, words, func(k *xvfb.Keyboard) error { return k.Press("Escape") })
		return err
	})
	if err != nil {
		return nil, err
	}
	err = b.inBare(ctx, func(l *lobby, p *xvfb.Program) (err error) {
		floors, err = l.strokes(ctx, p, words, func(*xvfb.Keyboard) error { return nil })
		return err
	})
	if err != nil {
		return nil, err
	}
	of := func(all []stroke, part func(stroke) time.Duration) quantity {
		var v []time.Duration
		for _, s := range all {
			v = append(v, part(s))
		}
		return milliseconds(share(v, 0.5))
	}
	mainFirst := func(s stroke) time.Duration { return s.mainFirst }
	mainLast := func(s stroke) time.Duration { return s.mainLast }
	first := func(s stroke) time.Duration { return s.first }
	last := func(s stroke) time.Duration { return s.last }
	return []figure{
		{"key to frame, main thread", of(ours, mainFirst), of(floors, mainFirst), goal{10, "ms"}, fmt.Sprintf("median of %d keys, 10,000 members; floor: a window with one rectangle", len(ours))},
		{"key to changed pixels", of(ours, first), of(floors, first), goal{1.3, "×"}, "the same keys; wall clock"},
		{"key to matches with photos, main thread", of(ours, mainLast), of(floors, mainLast), goal{}, "all repaints that a key leads to"},
		{"key to matches with photos", of(ours, last), of(floors, last), goal{}, "until nothing changes any more; wall clock"},
	}, nil
}

// strokes types words, a key whenever the display is calm, and measures each
// one. After a word it clears the field.
func (l *lobby) strokes(ctx context.Context, p *xvfb.Program, words []string, again func(*xvfb.Keyboard) error) ([]stroke, error) {
	const (
		quiet  = 300 * time.Millisecond // longer than photos wait for each other
		pause  = 2 * time.Second        // what comes after a start or a word
		idling = 2 * time.Second
	)
	k, err := l.display.Keyboard(ctx)
	if err != nil {
		return nil, err
	}
	defer k.Close()
	time.Sleep(pause)
	if _, _, err := l.calm(ctx, quiet, nil); err != nil {
		return nil, err
	}
	watched := process(p.PID())
	before, err := watched.main()
	if err != nil {
		return nil, err
	}
	time.Sleep(idling)
	after, err := watched.main()
	if err != nil {
		return nil, err
	}
	idle := float64(after-before) / float64(idling)

	var all []stroke
	for _, word := range words {
		for _, letter := range word {
			s, err := l.stroke(ctx, watched, k, string(letter), quiet)
			if err != nil {
				return nil, fmt.Errorf("key %c of %q: %w\n%s", letter, word, err, p.Log())
			}
			s.mainFirst -= time.Duration(idle * float64(s.first))
			s.mainLast -= time.Duration(idle * float64(s.last+quiet))
			all = append(all, s)
		}
		if err := again(k); err != nil {
			return nil, err
		}
		time.Sleep(pause)
		if _, _, err := l.calm(ctx, quiet, nil); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (l *lobby) stroke(ctx context.Context, p process, k *xvfb.Keyboard, name string, quiet time.Duration) (s stroke, err error) {
	before, err := p.main()
	if err != nil {
		return s, err
	}
	began := time.Now()
	if err := k.Press(name); err != nil {
		return s, err
	}
	var atFirst time.Duration
	var failed error
	first, last, err := l.calm(ctx, quiet, func() { atFirst, failed = p.main() })
	switch {
	case err != nil:
		return s, err
	case failed != nil:
		return s, failed
	case first.IsZero():
		return s, fmt.Errorf("it changed nothing on the display")
	}
	after, err := p.main()
	return stroke{first.Sub(began), last.Sub(began), atFirst - before, after - before}, err
}

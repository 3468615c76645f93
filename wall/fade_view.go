package wall

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kettle/internal/ui"
)

const (
	fadeTime  = 520 * time.Millisecond
	fadeFrame = 30 * time.Millisecond // the least time between two frames
	slowFrame = 45 * time.Millisecond // more than this on average is too slow to look good
	slowFades = 2                     // so many in a row, and pages are cut
	slowRetry = time.Hour             // until fading is tried again
)

// fade moves from page to page behind a curtain in the colour of the new page's
// ground, which covers texts as well as photos and costs no uploads: only its
// opacity changes. On a machine that paints too slowly the next pages are cut.
type fade struct {
	way   string
	slow  int
	since time.Time // when fading was given up
	stop  func()    // ends a fade that is going on, at its last frame
}

// cuts says whether pages are changed without a fade.
func (f *fade) cuts(now time.Time) bool {
	switch f.way {
	case TransitionCut:
		return true
	case TransitionFade:
		return false
	}
	if f.slow >= slowFades && now.Sub(f.since) > slowRetry {
		f.slow = slowFades - 1
	}
	return f.slow >= slowFades
}

// finished takes down how a fade went: its length and how many frames it had.
func (f *fade) finished(now time.Time, took time.Duration, frames int) {
	if took < time.Duration(frames)*slowFrame {
		f.slow = 0
		return
	}
	f.slow++
	f.since = now
}

// finish ends a fade that is going on.
func (f *fade) finish() {
	if f.stop != nil {
		f.stop()
	}
}

// run closes the curtain, swaps the pages behind it and opens it again. It has
// the window painted by refreshing the ground, which is always visible.
func (f *fade) run(ground, curtain *canvas.Rectangle, to color.NRGBA, swap func()) {
	f.finish()
	began := time.Now()
	if f.cuts(began) {
		swap()
		return
	}
	swapped, frames, last := false, 0, time.Time{}
	end := func() {
		f.stop = nil
		curtain.FillColor = ui.Clear
		curtain.Hide()
		if !swapped {
			swapped = true
			swap()
		}
		ground.Refresh()
	}
	step := func(at float32) {
		if f.stop == nil {
			return
		}
		now := time.Now()
		if at >= 1 {
			f.finished(now, now.Sub(began), frames)
			end()
			return
		}
		if now.Sub(last) < fadeFrame {
			return
		}
		last = now
		frames++
		if at >= 0.5 && !swapped {
			swapped = true
			swap()
		}
		curtain.FillColor = ui.Faded(to, ease(1-abs(2*at-1)))
		curtain.Show()
		ground.Refresh()
	}
	a := fyne.NewAnimation(fadeTime, step)
	a.Curve = fyne.AnimationLinear
	f.stop = func() {
		a.Stop()
		end()
	}
	a.Start()
}

// ease is slow at both ends.
func ease(t float32) float32 { return t * t * (3 - 2*t) }

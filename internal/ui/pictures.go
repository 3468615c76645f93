package ui

import (
	"context"
	"image"
	"maps"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kettle/internal/photo"
	"kettle/internal/qr"
)

// PictureSource gives a kept photo by its hash, with a longer side of at least
// side pixels where it has them.
type PictureSource interface {
	Image(ctx context.Context, hash string, side int) (image.Image, error)
}

// leastBytes bounds what is kept for a small window. A larger one may keep as
// much as it has pixels: the page that is up, the next and some more.
const leastBytes = 6 << 20

// Pictures is what pages draw with and keep between them: photos in the exact
// size of their place, icons, QR codes and measured texts. Photos are read,
// cropped and rounded in the background, one at a time, in the order in which
// they were wanted; pages get only finished ones.
//
// Its methods are for the goroutine that owns the windows.
type Pictures struct {
	// OnReady is called on the windows' goroutine each time that the last photo
	// anybody waits for has arrived or failed. Nil is nothing.
	OnReady func()

	src    PictureSource
	do     func(func())
	ctx    context.Context //nolint:containedctx // the life of the background work, ended by Close
	cancel context.CancelFunc
	work   sync.WaitGroup

	kept  lru
	whole whole
	texts measures
	codes qr.Cache

	waiting map[pictureKey]*awaited
	failed  generations[pictureKey, time.Time] // when

	mu      sync.Mutex
	queue   []pictureKey
	running bool
}

// A waiter is the place of a photo that is on its way, the page it is on, the ground
// under it, and what to show instead if it never comes.
type waiter struct {
	page    *Page
	at      *canvas.Image
	ground  fyne.CanvasObject
	instead []fyne.CanvasObject
}

// awaited is a photo that is on its way, with the places where it is waited for.
type awaited struct {
	places []waiter
	late   bool        // it has been waited for in vain, and initials are shown
	timer  *time.Timer // until then
}

// patience is how long the place of a photo stays empty. A machine that is not busy has
// it by then, and initials would only flash.
const patience = 500 * time.Millisecond

type pictureKey struct {
	hash    string // of a photo, or the name of an icon
	w, h    int
	corners [4]int
}

// NewPictures reads photos from src, which may be nil for none, and hands
// results over with do, such as fyne.Do; nil runs them at once, in the
// background's goroutine.
func NewPictures(src PictureSource, do func(func())) *Pictures {
	if do == nil {
		do = func(f func()) { f() }
	}
	ctx, cancel := context.WithCancel(context.Background())
	unlessClosed := func(f func()) {
		do(func() {
			if ctx.Err() == nil {
				f()
			}
		})
	}
	return &Pictures{src: src, do: unlessClosed, ctx: ctx, cancel: cancel, waiting: map[pictureKey]*awaited{}}
}

// Close ends the background work and waits for it. What comes of it then is for
// nobody: do may run it on any goroutine, as a toolkit does that has ended.
func (s *Pictures) Close() {
	s.cancel()
	s.work.Wait()
}

// Waiting says how many photos are on their way.
func (s *Pictures) Waiting() int { return len(s.waiting) }

// ready gives a finished photo; else nil, and whether it is known to be missing.
func (s *Pictures) ready(k pictureKey) (img *image.RGBA, missing bool) {
	if img := s.kept.get(k); img != nil {
		return img, false
	}
	at, failed := s.failed.get(k)
	return nil, s.src == nil || k.hash == "" || failed && time.Since(at) < failedFor
}

// want asks for a photo and has it put where the waiter says.
func (s *Pictures) want(k pictureKey, w waiter) {
	if a := s.waiting[k]; a != nil {
		a.places = append(a.places, w)
		if a.late {
			w.initials(true)
		}
		return
	}
	a := &awaited{places: []waiter{w}}
	a.timer = time.AfterFunc(patience, func() { s.do(func() { s.overdue(k, a) }) })
	s.waiting[k] = a
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue = append(s.queue, k)
	if !s.running {
		s.running = true
		s.work.Go(s.load)
	}
}

// failedFor is how long a photo counts as missing before it is asked for again:
// one that is known may still be on its way from another screen.
const failedFor = time.Minute

// Retry forgets that photos were missing which are there now, so that the next
// page that shows them asks for them again. Whether they are there is asked in the
// background.
func (s *Pictures) Retry(there func(hash string) bool) {
	missing := map[string]bool{}
	for _, keys := range [...]map[pictureKey]time.Time{s.failed.young, s.failed.old} {
		for k := range keys {
			missing[k.hash] = true
		}
	}
	if len(missing) == 0 || s.ctx.Err() != nil {
		return
	}
	s.work.Go(func() {
		maps.DeleteFunc(missing, func(hash string, _ bool) bool { return s.ctx.Err() != nil || !there(hash) })
		if len(missing) > 0 {
			s.do(func() { s.came(missing) })
		}
	})
}

// came forgets that these photos were missing.
func (s *Pictures) came(hashes map[string]bool) {
	for _, keys := range [...]map[pictureKey]time.Time{s.failed.young, s.failed.old} {
		maps.DeleteFunc(keys, func(k pictureKey, _ time.Time) bool { return hashes[k.hash] })
	}
}

// handover is how long finished photos wait for more of them, so that a page
// full of photos is not painted again for each one.
const handover = 150 * time.Millisecond

// load makes what is in the queue and ends when it is empty.
func (s *Pictures) load() {
	made := map[pictureKey]*image.RGBA{}
	since := time.Now()
	for {
		s.mu.Lock()
		idle := len(s.queue) == 0 || s.ctx.Err() != nil
		if idle && len(made) == 0 {
			s.running = false
			s.mu.Unlock()
			return
		}
		var k pictureKey
		if !idle {
			k, s.queue = s.queue[0], s.queue[1:]
		}
		s.mu.Unlock()
		if !idle {
			made[k] = s.make(k)
		}
		if idle || time.Since(since) > handover {
			full := made
			s.do(func() { s.took(full) })
			made, since = map[pictureKey]*image.RGBA{}, time.Now()
		}
	}
}

func (s *Pictures) make(k pictureKey) *image.RGBA {
	img, err := s.src.Image(s.ctx, k.hash, max(k.w, k.h))
	if err != nil || img == nil || img.Bounds().Empty() {
		return nil
	}
	out := photo.Crop(img, k.w, k.h)
	roundCorners(out, k.corners)
	return out
}

// took puts finished photos, nil for failed ones, where they are waited for.
func (s *Pictures) took(made map[pictureKey]*image.RGBA) {
	for k, img := range made {
		if img == nil {
			s.failed.put(k, time.Now())
		} else {
			s.kept.put(k, img)
		}
		if a := s.waiting[k]; a != nil {
			a.timer.Stop()
			for _, w := range a.places {
				w.show(img)
			}
		}
		delete(s.waiting, k)
	}
	if len(s.waiting) == 0 && s.OnReady != nil {
		s.OnReady()
	}
}

// overdue shows initials where a photo is waited for.
func (s *Pictures) overdue(k pictureKey, a *awaited) {
	if s.waiting[k] != a {
		return
	}
	a.late = true
	for _, w := range a.places {
		w.initials(true)
	}
}

// initials shows the initials in the place of a photo, or no more.
func (w waiter) initials(on bool) {
	if w.at == nil {
		return
	}
	for _, o := range w.instead {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
	// Only what was painted before can have a window painted again.
	w.ground.Refresh()
}

// show puts a photo in its place, or initials for nil.
func (w waiter) show(img *image.RGBA) {
	if img != nil {
		w.at.Image = img
		w.at.Show()
	}
	w.initials(img == nil)
	if w.page.waits--; w.page.waits == 0 {
		w.page.begin()
	}
}

// lru keeps finished pictures up to a limit, at least leastBytes, and drops what
// was used least lately. The zero value is ready.
type lru struct {
	at    map[pictureKey]*entry
	tick  int
	bytes int
	limit int
}

type entry struct {
	img  *image.RGBA
	used int
}

func (l *lru) get(k pictureKey) *image.RGBA {
	e := l.at[k]
	if e == nil {
		return nil
	}
	l.tick++
	e.used = l.tick
	return e.img
}

func (l *lru) put(k pictureKey, img *image.RGBA) {
	if l.at == nil {
		l.at = map[pictureKey]*entry{}
	}
	if old := l.at[k]; old != nil {
		l.bytes -= len(old.img.Pix)
	}
	l.tick++
	l.at[k] = &entry{img, l.tick}
	l.bytes += len(img.Pix)
	for l.bytes > max(l.limit, leastBytes) && len(l.at) > 1 {
		var oldest pictureKey
		least := l.tick + 1
		for k, e := range l.at {
			if e.used < least {
				oldest, least = k, e.used
			}
		}
		l.bytes -= len(l.at[oldest].img.Pix)
		delete(l.at, oldest)
	}
}

package ui

import (
	"context"
	"errors"
	"image"
	"image/color"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kettle/internal/community"
)

// shelf has one red photo, "red", and counts who reads at once.
type shelf struct {
	reading, most atomic.Int32
	disk          chan struct{} // nothing is read before it is closed; nil for at once
}

var errNone = errors.New("no such photo")

func (s *shelf) Image(ctx context.Context, hash string, _ int) (image.Image, error) {
	s.most.Store(max(s.most.Load(), s.reading.Add(1)))
	defer s.reading.Add(-1)
	if s.disk != nil {
		<-s.disk
	}
	if hash == "slow" {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	if hash != "red" {
		return nil, errNone
	}
	img := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for i := 0; i < len(img.Pix); i += 4 {
		img.Pix[i], img.Pix[i+3] = 200, 255
	}
	return img, nil
}

// face draws one portrait and gives its image and its initials.
func face(p *Page, hash string) (photo *canvas.Image, initials *canvas.Text) {
	from := len(p.objects)
	p.PortraitOf(100, 100, 200, 150, 30, community.Profile{ID: community.ID{3}, Name: "Ada Okafor", Photo: hash})
	for _, o := range p.objects[from:] {
		switch o := o.(type) {
		case *canvas.Image:
			photo = o
		case *canvas.Text:
			initials = o
		}
	}
	return photo, initials
}

func TestAPhotoAppearsWhenItIsReadyInItsExactSize(t *testing.T) {
	app(t)
	synctest.Test(t, func(t *testing.T) {
		todo := make(chan func(), 10)
		pics := NewPictures(&shelf{}, func(f func()) { todo <- f })
		ready := 0
		pics.OnReady = func() { ready++ }
		p := NewPage(fyne.NewSize(3840, 2160), pics)
		photo, initials := face(p, "red")
		if photo.Visible() || initials.Visible() || pics.Waiting() != 1 {
			t.Fatalf("photo %v, initials %v, %d waiting", photo.Visible(), initials.Visible(), pics.Waiting())
		}
		(<-todo)()
		if !photo.Visible() || initials.Visible() || ready != 1 || pics.Waiting() != 0 {
			t.Errorf("photo %v, initials %v, ready %d times, %d waiting", photo.Visible(), initials.Visible(), ready, pics.Waiting())
		}
		if got := photo.Image.Bounds().Size(); got != image.Pt(400, 300) || photo.Size() != fyne.NewSize(400, 300) {
			t.Errorf("%v pixels for a place of %v", got, photo.Size())
		}
		again, _ := face(NewPage(fyne.NewSize(3840, 2160), pics), "red")
		if !again.Visible() || again.Image != photo.Image {
			t.Error("a photo that is ready must be there at once, with the same pixels")
		}
		pics.Close()
	})
}

func TestAPhotoThatNeverComesLeavesInitials(t *testing.T) {
	app(t)
	synctest.Test(t, func(t *testing.T) {
		todo := make(chan func(), 10)
		pics := NewPictures(&shelf{}, func(f func()) { todo <- f })
		photo, initials := face(NewPage(fyne.NewSize(1920, 1080), pics), "gone")
		(<-todo)()
		if photo.Visible() || !initials.Visible() || initials.Text != "AO" {
			t.Errorf("photo %v, initials %v %q", photo.Visible(), initials.Visible(), initials.Text)
		}
		if photo, initials := face(NewPage(fyne.NewSize(1920, 1080), pics), "gone"); photo != nil || !initials.Visible() {
			t.Error("a photo known to be missing is asked for again")
		}
		time.Sleep(failedFor)
		if photo, _ := face(NewPage(fyne.NewSize(1920, 1080), pics), "gone"); photo == nil {
			t.Error("a photo that may have come meanwhile is not asked for")
		}
		(<-todo)()
		pics.Close()
	})
}

func TestAPhotoThatCameMeanwhileIsAskedForAgain(t *testing.T) {
	app(t)
	synctest.Test(t, func(t *testing.T) {
		todo := make(chan func(), 10)
		pics := NewPictures(&shelf{}, func(f func()) { todo <- f })
		for _, hash := range []string{"gone", "late"} {
			face(NewPage(fyne.NewSize(1920, 1080), pics), hash)
			(<-todo)()
		}
		slow := make(chan struct{}) // a disk, for which the goroutine that draws does not wait
		pics.Retry(func(hash string) bool { <-slow; return hash == "late" })
		close(slow)
		(<-todo)()
		if photo, _ := face(NewPage(fyne.NewSize(1920, 1080), pics), "late"); photo == nil {
			t.Error("a photo that came is not asked for")
		}
		if photo, _ := face(NewPage(fyne.NewSize(1920, 1080), pics), "gone"); photo != nil {
			t.Error("a photo that did not come is asked for again")
		}
		(<-todo)()
		pics.Close()
	})
}

func TestPhotosOfAPageComeTogetherOneReadAtATime(t *testing.T) {
	app(t)
	synctest.Test(t, func(t *testing.T) {
		todo := make(chan func(), 10)
		s := &shelf{}
		pics := NewPictures(s, func(f func()) { todo <- f })
		p := NewPage(fyne.NewSize(1920, 1080), pics)
		for i := range 12 {
			p.PortraitOf(0, 0, float32(20+i), 20, 0, community.Profile{Photo: "red"})
		}
		synctest.Wait()
		if len(todo) > 2 {
			t.Errorf("%d hand-overs for one page", len(todo))
		}
		for pics.Waiting() > 0 {
			(<-todo)()
		}
		if s.most.Load() != 1 {
			t.Errorf("%d photos were read at once", s.most.Load())
		}
		pics.Close()
	})
}

func TestAPageIsWholeWhenItsPhotosHaveComeOrTheTimeIsOver(t *testing.T) {
	app(t)
	synctest.Test(t, func(t *testing.T) {
		todo := make(chan func(), 10)
		pics := NewPictures(&shelf{}, func(f func()) { todo <- f })
		page := func(hashes ...string) (p *Page, whole *int) {
			p, whole = NewPage(fyne.NewSize(1920, 1080), pics), new(int)
			for i, hash := range hashes {
				p.PortraitOf(float32(i)*20, 0, float32(20+i), 20, 0, community.Profile{ID: community.ID{3}, Photo: hash})
			}
			p.Whole(time.Second, func() { *whole++ })
			return p, whole
		}
		if _, whole := page(); *whole != 1 {
			t.Error("a page without photos waits")
		}
		_, whole := page("red", "gone", "red")
		if *whole != 0 {
			t.Error("a page is whole before its photos have come")
		}
		(<-todo)()
		if *whole != 1 {
			t.Errorf("whole %d times with all photos there", *whole)
		}
		time.Sleep(time.Millisecond)
		_, hung := page("slow")
		for range 3 { // the time of each page, and of the photo
			if *hung != 0 {
				t.Error("a page is whole before its photo is there or its time is over")
			}
			(<-todo)()
		}
		if *whole != 1 || *hung != 1 {
			t.Errorf("whole %d times, and %d times after its time", *whole, *hung)
		}
		pics.Close()
	})
}

// On a busy machine initials stand where a photo is waited for, on a page that is drawn
// meanwhile, too, until it comes; on a fast one they are never seen.
func TestInitialsStandInForAPhotoThatTakesLong(t *testing.T) {
	app(t)
	for wait, seen := range map[time.Duration]bool{400 * time.Millisecond: false, 600 * time.Millisecond: true, time.Minute: true} {
		synctest.Test(t, func(t *testing.T) {
			var mu sync.Mutex // the goroutine that draws
			disk := make(chan struct{})
			pics := NewPictures(&shelf{disk: disk}, func(f func()) { mu.Lock(); defer mu.Unlock(); f() })
			draw := func() (photo *canvas.Image, initials *canvas.Text) {
				mu.Lock()
				defer mu.Unlock()
				return face(NewPage(fyne.NewSize(1920, 1080), pics), "red")
			}
			photo, initials := draw()
			time.Sleep(wait)
			synctest.Wait()
			if initials.Visible() != seen || photo.Visible() {
				t.Errorf("after %v initials %v, photo %v", wait, initials.Visible(), photo.Visible())
			}
			nextPhoto, nextInitials := draw()
			if nextInitials.Visible() != seen {
				t.Errorf("after %v the next page has initials %v", wait, nextInitials.Visible())
			}
			close(disk)
			time.Sleep(time.Minute)
			synctest.Wait()
			if initials.Visible() || nextInitials.Visible() || !photo.Visible() || !nextPhoto.Visible() {
				t.Errorf("after %v a photo that came stands beside initials", wait)
			}
			pics.Close()
		})
	}
}

func TestCloseEndsAReadThatHangs(t *testing.T) {
	app(t)
	synctest.Test(t, func(t *testing.T) {
		pics := NewPictures(&shelf{}, func(func()) {})
		NewPage(fyne.NewSize(1920, 1080), pics).PortraitOf(0, 0, 20, 20, 0, community.Profile{Photo: "slow"})
		synctest.Wait()
		pics.Close()
	})
}

// A toolkit that has ended runs what it is given at once, on whichever goroutine: what is
// read, or waited for in vain, when a screen ends draws nothing any more.
func TestNothingIsDrawnAfterClose(t *testing.T) {
	app(t)
	synctest.Test(t, func(t *testing.T) {
		disk := make(chan struct{})
		pics := NewPictures(&shelf{disk: disk}, nil)
		photo, initials := face(NewPage(fyne.NewSize(1920, 1080), pics), "red")
		synctest.Wait()
		go func() {
			time.Sleep(time.Millisecond)
			close(disk)
		}()
		pics.Close()
		time.Sleep(time.Minute)
		if photo.Visible() || initials.Visible() || pics.Waiting() != 1 {
			t.Errorf("photo %v, initials %v, %d waiting", photo.Visible(), initials.Visible(), pics.Waiting())
		}
	})
}

func TestPicturesKeepNoMoreThanTheirLimit(t *testing.T) {
	var l lru
	for i := range 100 {
		l.put(pictureKey{w: i}, image.NewRGBA(image.Rect(0, 0, 512, 512)))
		l.get(pictureKey{w: 0})
	}
	sum := 0
	for _, e := range l.at {
		sum += len(e.img.Pix)
	}
	if sum != l.bytes || sum > leastBytes {
		t.Errorf("%d bytes are kept, %d counted, %d allowed", sum, l.bytes, leastBytes)
	}
	if l.get(pictureKey{w: 0}) == nil || l.get(pictureKey{w: 1}) != nil {
		t.Error("what is used stays, what is not used goes")
	}
}

func TestRoundCornersAreClearAndTheRestIsNot(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 100, 80))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	roundCorners(img, [4]int{20, 30, 0, 999})
	for _, tt := range []struct {
		x, y int
		a    uint8
	}{{0, 0, 0}, {99, 0, 0}, {99, 79, 255}, {0, 79, 0}, {50, 40, 255}, {20, 0, 255}, {95, 20, 255}} {
		if got := img.RGBAAt(tt.x, tt.y); got.A != tt.a || got.R != got.A {
			t.Errorf("at %d, %d: %v, want opacity %d", tt.x, tt.y, got, tt.a)
		}
	}
	soft := false
	for x := range 20 {
		a := img.RGBAAt(x, 5).A
		soft = soft || a > 0 && a < 255
	}
	if !soft {
		t.Error("the edge is not soft")
	}
}

func TestTheGroundGoesWithTheMember(t *testing.T) {
	seen := map[color.NRGBA]bool{}
	for i := range 60 {
		id := community.ID{byte(i)}
		ground := GroundOf(id)
		if ground != GroundOf(id) {
			t.Fatal("two grounds for one member")
		}
		seen[ground] = true
	}
	if len(seen) != 5 {
		t.Errorf("%d grounds in use, want 5", len(seen))
	}
}

package ui

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// sheetOfFour is a picture of four colours: 1 and 2 in its upper half, 3 and 4 below.
// Reading it takes a second.
type sheetOfFour struct {
	reads atomic.Int32
	fails atomic.Bool
}

var four = [5]color.RGBA{1: {200, 0, 0, 255}, 2: {0, 200, 0, 255}, 3: {0, 0, 200, 255}, 4: {200, 200, 0, 255}}

func (s *sheetOfFour) Image(context.Context, string, int) (image.Image, error) {
	s.reads.Add(1)
	time.Sleep(time.Second)
	if s.fails.Load() {
		return nil, errNone
	}
	img := image.NewRGBA(image.Rect(0, 0, 120, 80))
	for i := range 4 {
		r := image.Rect(0, 0, 60, 40).Add(image.Pt(i%2*60, i/2*40))
		draw.Draw(img, r, image.NewUniform(four[i+1]), image.Point{}, draw.Src)
	}
	return img, nil
}

// wait lets two seconds pass, and then draws what has been read.
func wait(todo <-chan func()) {
	time.Sleep(2 * time.Second)
	synctest.Wait()
	for {
		select {
		case do := <-todo:
			do()
		default:
			return
		}
	}
}

// frame draws a part and gives its place.
func frame(pics *Pictures, turned int, x, y float64) *canvas.Image {
	p := NewPage(fyne.NewSize(1920, 1080), pics)
	p.Part(Corner{100, 100}, 400, "four", turned, x, y, 0.5, 0.5)
	for _, o := range p.objects {
		if img, ok := o.(*canvas.Image); ok {
			return img
		}
	}
	return nil
}

// What stands in the frame is the part that was chosen of the picture as it was turned.
func TestAFrameShowsThePartOfTheTurnedPicture(t *testing.T) {
	app(t)
	for turned, want := range [][4]int{{1, 2, 3, 4}, {3, 1, 4, 2}, {4, 3, 2, 1}, {2, 4, 1, 3}} {
		synctest.Test(t, func(t *testing.T) {
			src := &sheetOfFour{}
			todo := make(chan func(), 10)
			pics := NewPictures(src, func(f func()) { todo <- f })
			for i, colour := range want {
				img := frame(pics, turned, float64(i%2)/2, float64(i/2)/2)
				wait(todo)
				if img.Image == nil || img.Image.Bounds() != image.Rect(0, 0, 400, 400) {
					t.Fatalf("turned %d, part %d: nothing, or of another size", turned, i)
				}
				if got := img.Image.At(200, 200); got != four[colour] {
					t.Errorf("turned %d, part %d: %v, want colour %d", turned, i, got, colour)
				}
			}
			if n := src.reads.Load(); n != 1 {
				t.Errorf("turned %d: the picture is read %d times", turned, n)
			}
			pics.Close()
		})
	}
}

// While a picture is read, a finger draws the frame many times: the picture is read once,
// and stands in the newest. One that cannot be read is asked for again.
func TestAPictureIsReadOnceHoweverOftenItsFrameIsDrawn(t *testing.T) {
	app(t)
	synctest.Test(t, func(t *testing.T) {
		src := &sheetOfFour{}
		src.fails.Store(true)
		todo := make(chan func(), 10)
		pics := NewPictures(src, func(f func()) { todo <- f })
		frame(pics, 0, 0, 0)
		wait(todo)
		src.fails.Store(false)
		var newest *canvas.Image
		for i := range 20 {
			newest = frame(pics, 0, float64(i)/40, 0)
			time.Sleep(10 * time.Millisecond)
		}
		wait(todo)
		if n := src.reads.Load(); n != 2 || newest.Image == nil {
			t.Errorf("read %d times, there %v", n, newest.Image != nil)
		}
		turned := frame(pics, 1, 0, 0)
		back := frame(pics, 0, 0, 0)
		wait(todo)
		if back.Image == nil || back.Image.At(200, 200) != four[1] || turned.Image != nil {
			t.Error("what was turned and turned back shows another picture")
		}
		pics.Close()
	})
}

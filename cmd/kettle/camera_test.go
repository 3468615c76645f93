package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"testing"

	"kettle/internal/community"
	"kettle/internal/store"
)

// fakeCamera gives the same picture each time.
type fakeCamera struct {
	picture []byte
	err     error
}

func (f fakeCamera) Snap(context.Context) (io.Reader, error) {
	return bytes.NewReader(f.picture), f.err
}

func TestAPictureOfTheCameraIsKeptAndCropped(t *testing.T) {
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "data"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	// A frame in YUYV: two dark pixels, two bright ones, in each row.
	const w, h = 640, 480
	frame := make([]byte, 2*w*h)
	for i := range w * h / 2 {
		y := byte(30)
		if i%(w/2) >= w/4 {
			y = 220
		}
		copy(frame[4*i:], []byte{y, 128, y, 128})
	}
	r, err := asJPEG(pixelYUYV, frame, w, h)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	desk := hosts{DB: db, camera: fakeCamera{picture: picture}}
	hash, err := desk.Snap(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if pw, ph, err := desk.Shape(t.Context(), hash); err != nil || pw != w || ph != h {
		t.Fatalf("%d x %d, %v", pw, ph, err)
	}
	for turns, want := range []byte{220, 220, 30, 30} { // the right half, then what is there after each turn
		part, err := desk.Crop(t.Context(), hash, 0.6, 0.6, 0.3, 0.3, turns)
		if err != nil {
			t.Fatal(err)
		}
		img, err := db.Photos().Image(t.Context(), part, 64)
		if err != nil {
			t.Fatal(err)
		}
		if got := grey(img); got < int(want)-25 || got > int(want)+25 {
			t.Errorf("after %d turns the part is %d, not %d", turns, got, want)
		}
	}
	for _, c := range []struct {
		camera camera
		want   error
	}{
		{fakeCamera{err: community.ErrNotFound}, community.ErrNotFound},
		{video{filepath.Join(t.TempDir(), "video9")}, community.ErrNotFound},
	} {
		if _, err := (hosts{DB: db, camera: c.camera}).Snap(t.Context()); !errors.Is(err, c.want) {
			t.Errorf("%T: %v", c.camera, err)
		}
	}
	var words interface{ Sentence() string }
	if _, err := (hosts{DB: db, camera: fakeCamera{picture: []byte("no picture")}}).Snap(t.Context()); !errors.As(err, &words) {
		t.Errorf("what is no picture: %v", err)
	}
	if _, err := asJPEG(pixelYUYV, frame[:100], w, h); err == nil {
		t.Error("half a frame is a picture")
	}
}

// grey is how bright the middle of a picture is.
func grey(img image.Image) int {
	b := img.Bounds()
	r, g, bl, _ := img.At((b.Min.X+b.Max.X)/2, (b.Min.Y+b.Max.Y)/2).RGBA()
	return int((r + g + bl) / 3 >> 8)
}

func TestPicturesComeFromSticksAlone(t *testing.T) {
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "data"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	elsewhere := filepath.Join(t.TempDir(), "passport.jpg")
	var out bytes.Buffer
	if err := jpeg.Encode(&out, image.NewRGBA(image.Rect(0, 0, 300, 300)), nil); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(elsewhere, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{elsewhere, "/etc/passwd", "/media/../" + elsewhere, fmt.Sprintf("/media/stick/../..%s", elsewhere), ""} {
		if hash, err := (hosts{DB: db, sticks: usualSticks()}).TakePicture(t.Context(), path); err == nil {
			t.Errorf("%q is taken as %s", path, hash)
		}
	}
}

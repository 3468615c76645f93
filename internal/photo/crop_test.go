package photo

import (
	"context"
	"errors"
	"image"
	"image/color"
	"math"
	"testing"

	"pgregory.net/rapid"

	"kettle/internal/community"
)

var amber = color.RGBA{0xe8, 0xb0, 0x4a, 0xff}

func kept(t *testing.T, d *Dir, hash string) image.Image {
	t.Helper()
	img, err := d.Image(t.Context(), hash, 0)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestCropCutsAndTurns(t *testing.T) {
	d := open(t)
	hash := put(t, d, asJPEG(t, quarters(400, 200, red, green, blue, amber)))
	for _, c := range []struct {
		name     string
		part     Part
		quarters int
		size     image.Point
		want     [4]color.RGBA
	}{
		{"top left", Part{0, 0, 0.5, 0.5}, 0, image.Pt(200, 100), [4]color.RGBA{red, red, red, red}},
		{"bottom right", Part{0.5, 0.5, 0.5, 0.5}, 0, image.Pt(200, 100), [4]color.RGBA{amber, amber, amber, amber}},
		{"middle", Part{0.25, 0.25, 0.5, 0.5}, 0, image.Pt(200, 100), [4]color.RGBA{red, green, blue, amber}},
		{"square in the middle", Part{0.25, 0, 0.5, 1}, 0, image.Pt(200, 200), [4]color.RGBA{red, green, blue, amber}},
		{"a quarter to the right", Part{}, 1, image.Pt(200, 400), [4]color.RGBA{blue, red, amber, green}},
		{"upside down", Part{}, 2, image.Pt(400, 200), [4]color.RGBA{amber, blue, green, red}},
		{"a quarter to the left", Part{}, -1, image.Pt(200, 400), [4]color.RGBA{green, amber, red, blue}},
		{"right side, seven quarters", Part{0.5, 0, 0.5, 1}, 7, image.Pt(200, 200), [4]color.RGBA{green, amber, green, amber}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := d.Crop(t.Context(), hash, c.part, c.quarters)
			if err != nil {
				t.Fatal(err)
			}
			img := kept(t, d, got)
			if got == hash || img.Bounds().Size() != c.size {
				t.Fatalf("size %v, want %v", img.Bounds().Size(), c.size)
			}
			checkQuarters(t, img, c.want[:]...)
			if again, err := d.Crop(t.Context(), hash, c.part, c.quarters); err != nil || again != got {
				t.Errorf("the same crop again is another photo: %v", err)
			}
		})
	}
	if got, err := d.Crop(t.Context(), hash, Part{0, 0, 1, 1}, 4); err != nil || got != hash {
		t.Errorf("the whole, turned all around, is another photo: %v", err)
	}
	if img := kept(t, d, hash); img.Bounds().Dx() != 400 {
		t.Error("the photo itself was changed")
	}
}

func TestCropOfAPhotoOnDiskIsAPhotoThatOthersTake(t *testing.T) {
	d, other := open(t), open(t)
	hash := put(t, d, sceneJPEG(t, 2000, 1500))
	cropped, err := d.Crop(t.Context(), hash, Part{0.1, 0.1, 0.6, 0.8}, 1)
	if err != nil {
		t.Fatal(err)
	}
	f, err := d.Open(cropped, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := other.Take(t.Context(), cropped, f); err != nil {
		t.Error(err)
	}
	if n := longer(t, d, cropped, 320); n != 320 {
		t.Errorf("the smaller size is %d pixels long", n)
	}
}

func TestCropNeverLeavesThePicture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := image.Pt(rapid.IntRange(1, 2000).Draw(t, "w"), rapid.IntRange(1, 2000).Draw(t, "h"))
		f := func(name string) float64 {
			return rapid.OneOf(rapid.Float64Range(-0.5, 1.5), rapid.SampledFrom([]float64{0, 1, math.NaN(), math.Inf(1), -1e300})).Draw(t, name)
		}
		r := Part{f("x"), f("y"), f("pw"), f("ph")}.in(size)
		if !r.In(image.Rectangle{Max: size}) || r.Dx() < min(leastCrop, size.X) || r.Dy() < min(leastCrop, size.Y) {
			t.Fatalf("%v of %v", r, size)
		}
	})
}

func TestCropOfNothingSaysSo(t *testing.T) {
	d := open(t)
	if _, err := d.Crop(t.Context(), "x", Part{}, 1); !errors.Is(err, community.ErrNotFound) {
		t.Error(err)
	}
	hash := put(t, d, asJPEG(t, quarters(40, 40, red, green, blue, amber)))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := d.Crop(ctx, hash, Part{}, 1); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

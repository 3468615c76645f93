package photo

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

// scene draws something with edges, slopes and grain, so that encoders and
// decoders have as much to do as with a photo.
func scene(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	seed := uint32(1)
	for y := range h {
		for x := range w {
			seed = seed*1664525 + 1013904223
			grain := uint8(seed >> 28)
			c := color.RGBA{uint8(x*200/w) + grain, uint8(y*200/h) + grain, uint8((x^y)&31) + grain, 255}
			if (x-w/2)*(x-w/2)+(y-h*2/5)*(y-h*2/5) < w*h/16 {
				c = color.RGBA{0xe8, 0xb0, 0x4a, 255}
			}
			copy(img.Pix[y*img.Stride+4*x:], []uint8{c.R, c.G, c.B, c.A})
		}
	}
	return img
}

func sceneJPEG(tb testing.TB, w, h int) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, scene(w, h), &jpeg.Options{Quality: 92}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func benchmarkSizes(b *testing.B, run func(b *testing.B, data []byte)) {
	for _, c := range []struct {
		name string
		w, h int
	}{{"12MP", 4000, 3000}, {"2MP", 1600, 1250}} {
		data := sceneJPEG(b, c.w, c.h)
		b.Run(c.name, func(b *testing.B) { b.ReportAllocs(); run(b, data) })
	}
}

// The floor: what decoding alone takes.
func BenchmarkDecodeAlone(b *testing.B) {
	benchmarkSizes(b, func(b *testing.B, data []byte) {
		for b.Loop() {
			if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkNormalise(b *testing.B) {
	benchmarkSizes(b, func(b *testing.B, data []byte) {
		for b.Loop() {
			if _, err := Normalise(context.Background(), bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// What an import does with each photo, sizes and disk included.
func BenchmarkPut(b *testing.B) {
	benchmarkSizes(b, func(b *testing.B, data []byte) {
		for b.Loop() {
			b.StopTimer()
			d, err := Open(b.TempDir(), 2)
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			if _, err := d.Put(context.Background(), bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkCrop(b *testing.B) {
	img, err := jpeg.Decode(bytes.NewReader(sceneJPEG(b, 640, 480)))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Crop(img, 273, 235)
	}
}

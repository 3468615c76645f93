package photo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"io"
	"strings"
	"testing"
)

func normalised(t *testing.T, data []byte) image.Image {
	t.Helper()
	kept, err := Normalise(t.Context(), bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(kept))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// The stored quarters of each orientation, written down from the standard's own
// words on where row 0 and column 0 belong, not from the code.
var stored = [9][]color.RGBA{
	1: {red, green, blue, white},
	2: {green, red, white, blue},
	3: {white, blue, green, red},
	4: {blue, white, red, green},
	5: {red, blue, green, white},
	6: {green, white, red, blue},
	7: {white, green, blue, red},
	8: {blue, red, white, green},
}

func TestEveryOrientationEndsUpright(t *testing.T) {
	for o := 1; o <= 8; o++ {
		w, h := 64, 32
		if o >= 5 {
			w, h = h, w
		}
		img := quarters(w, h, stored[o]...)
		for name, data := range map[string][]byte{
			"jpeg": withEXIF(asJPEG(t, img), exif(uint16(o))),
			"png":  withChunk(asPNG(t, img), "eXIf", exif(uint16(o))),
		} {
			t.Run(fmt.Sprintf("%s %d", name, o), func(t *testing.T) {
				got := normalised(t, data)
				if got.Bounds() != image.Rect(0, 0, 64, 32) {
					t.Errorf("bounds are %v", got.Bounds())
				}
				checkQuarters(t, got, red, green, blue, white)
			})
		}
	}
}

func TestNonsenseOrientationIsUpright(t *testing.T) {
	img := asJPEG(t, quarters(64, 32, red, green, blue, white))
	for _, o := range []uint16{0, 9, 65535} {
		checkQuarters(t, normalised(t, withEXIF(img, exif(o))), red, green, blue, white)
	}
	checkQuarters(t, normalised(t, withEXIF(img, []byte("MM\x00*\xff\xff\xff\xff"))), red, green, blue, white)
}

func TestPlaceAndCameraAreGone(t *testing.T) {
	data := withEXIF(asJPEG(t, quarters(64, 32, red, green, blue, white)), exif(6))
	data = append(data[:2:2], append(segment(0xfe, []byte("taken by Ada")...), data[2:]...)...)
	kept, err := Normalise(t.Context(), bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"Exif", "WGS", "Ada", "http"} {
		if bytes.Contains(kept, []byte(word)) {
			t.Errorf("the kept photo still says %q", word)
		}
		if word != "http" && !bytes.Contains(data, []byte(word)) {
			t.Errorf("the fixture never said %q", word)
		}
	}
}

func TestContentDecidesTheFormat(t *testing.T) {
	four := quarters(48, 32, red, green, blue, white)
	var g bytes.Buffer
	if err := gif.Encode(&g, four, nil); err != nil {
		t.Fatal(err)
	}
	sixteen := image.NewNRGBA64(four.Bounds())
	draw.Draw(sixteen, sixteen.Bounds(), four, image.Point{}, draw.Src)
	for name, data := range map[string][]byte{
		"jpeg": asJPEG(t, four), "png": asPNG(t, four), "png of 16 bits": asPNG(t, sixteen),
		"gif": g.Bytes(), "webp": fixture(t, "quarters.webp"),
	} {
		t.Run(name, func(t *testing.T) { checkQuarters(t, normalised(t, data), red, green, blue, white) })
	}
}

func TestGreyAndInksKeepTheirLook(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 32, 32))
	draw.Draw(grey, grey.Bounds(), image.NewUniform(color.Gray{99}), image.Point{}, draw.Src)
	checkQuarters(t, normalised(t, asJPEG(t, grey)), color.RGBA{99, 99, 99, 255})
	// No cyan, full magenta, no yellow, no black.
	checkQuarters(t, normalised(t, cmykJPEG([4]uint8{0, 255, 0, 0})), color.RGBA{255, 0, 255, 255})
}

func TestClearPictureShowsTheGround(t *testing.T) {
	sky := color.RGBA{0xbb, 0xd2, 0xe3, 0xff}
	for name, data := range map[string][]byte{
		"png":  asPNG(t, quarters(48, 32, clear, green, blue, white)),
		"webp": fixture(t, "clear-corner.webp"),
	} {
		t.Run(name, func(t *testing.T) {
			checkQuarters(t, normalised(t, data), white, green, blue, white)
			d := Decoder{Ground: sky}
			kept, err := d.Normalise(t.Context(), bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			img, _ := jpeg.Decode(bytes.NewReader(kept))
			checkQuarters(t, img, sky, green, blue, white)
		})
	}
}

func TestMovingGIFIsItsFirstFrame(t *testing.T) {
	frame := func(r image.Rectangle, c color.Color) *image.Paletted {
		p := image.NewPaletted(r, color.Palette{c, black})
		return p
	}
	// The first frame covers the right half only, as an optimiser leaves it.
	anim := &gif.GIF{
		Image:  []*image.Paletted{frame(image.Rect(20, 0, 40, 30), red), frame(image.Rect(0, 0, 40, 30), blue)},
		Delay:  []int{10, 10},
		Config: image.Config{Width: 40, Height: 30, ColorModel: color.Palette{red, black}},
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, anim); err != nil {
		t.Fatal(err)
	}
	got := normalised(t, b.Bytes())
	if got.Bounds() != image.Rect(0, 0, 40, 30) {
		t.Errorf("bounds are %v", got.Bounds())
	}
	checkQuarters(t, got, white, red, white, red)
}

func TestLargePictureIsMadeSmaller(t *testing.T) {
	for _, c := range []struct{ w, h, wantW, wantH int }{
		{2000, 100, 1600, 80},
		{100, 2000, 80, 1600},
		{1601, 80, 1600, 80},
		{1600, 90, 1600, 90},
		{40, 30, 40, 30},
		{5000, 1, 1600, 1},
	} {
		got := normalised(t, asJPEG(t, quarters(c.w, c.h, red, red, red, red))).Bounds()
		if got.Dx() != c.wantW || got.Dy() != c.wantH {
			t.Errorf("%dx%d became %v", c.w, c.h, got)
		}
	}
}

func TestSamePictureGivesTheSameBytes(t *testing.T) {
	data := sceneJPEG(t, 1700, 90)
	a, err := Normalise(t.Context(), bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	b, err := NewDecoder(2).Normalise(t.Context(), bytes.NewReader(data))
	if err != nil || !bytes.Equal(a, b) {
		t.Errorf("the second time gave other bytes: %v", err)
	}
}

func TestRefusedPicturesSayWhatToDo(t *testing.T) {
	good := asJPEG(t, scene(64, 64))
	box := func(brands string) []byte { return []byte("\x00\x00\x00\x1cftyp" + brands + "rest of the file") }
	moving := append([]byte{}, fixture(t, "clear-corner.webp")...)
	moving[20] |= 2
	layers := append([]byte{}, good[:len(good)-2]...)
	for range 300 {
		layers = append(layers, segment(0xda, 1, 1, 0, 0, 63, 0)...)
	}
	for _, c := range []struct {
		name string
		data []byte
		why  error
		says string
	}{
		{"png of 900 million pixels", pngHeader(30000, 30000, 8, 6), ErrTooWide, "30000 by 30000"},
		{"too long", pngHeader(12001, 10, 8, 2), ErrTooWide, "12,000"},
		{"too high", pngHeader(10, 12001, 8, 2), ErrTooWide, "12,000"},
		{"too many bytes of pixels", pngHeader(5000, 4200, 16, 6), ErrTooWide, "MB of memory"},
		{"too many pixels", pngHeader(8000, 5001, 8, 0), ErrTooWide, "40 million"},
		{"too many bytes a pixel", pngHeader(7000, 5000, 16, 6), ErrTooWide, "MB of memory"},
		{"no pixels", pngHeader(0, 10, 8, 2), ErrDamaged, "damaged"},
		{"jpeg cut in half", good[:len(good)/2], ErrDamaged, "another copy"},
		{"jpeg cut in its header", good[:30], ErrDamaged, "another copy"},
		{"jpeg of hundreds of layers", layers, ErrDamaged, "layers"},
		{"png cut short", asPNG(t, scene(64, 64))[:200], ErrDamaged, "another copy"},
		{"png header alone", pngHeader(10, 10, 8, 6), ErrDamaged, "another copy"},
		{"heic", box("heic\x00\x00\x00\x00mif1heic"), ErrHEIC, "Most Compatible"},
		{"heif by its second brand", box("abcd\x00\x00\x00\x00mif1heic"), ErrHEIC, "JPEG"},
		{"avif", box("avif\x00\x00\x00\x00mif1avif"), ErrHEIC, "AVIF"},
		{"film", box("isom\x00\x00\x00\x00mp42mp41"), ErrFormat, "film"},
		{"moving webp", moving, ErrMoving, "still"},
		{"text", []byte("Ada Okafor, portrait"), ErrFormat, "JPEG, PNG, WebP or GIF"},
		{"empty", nil, ErrFormat, "empty"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Normalise(t.Context(), bytes.NewReader(c.data))
			var refused *RefusedError
			if !errors.Is(err, c.why) || !errors.As(err, &refused) {
				t.Fatalf("got %v, want %v", err, c.why)
			}
			if !strings.Contains(refused.Words, c.says) || !strings.HasSuffix(refused.Words, ".") {
				t.Errorf("says %q, want a sentence with %q", refused.Words, c.says)
			}
		})
	}
}

func TestFileBeyondTheLimitIsNotReadOn(t *testing.T) {
	endless := &counter{r: zeros{}}
	_, err := Normalise(t.Context(), endless)
	if !errors.Is(err, ErrTooBig) {
		t.Errorf("got %v", err)
	}
	if endless.n > MaxBytes+1 {
		t.Errorf("read %d bytes", endless.n)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clearBytes(p); return len(p), nil }

func clearBytes(p []byte) {
	for i := range p {
		p[i] = 0
	}
}

type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

func TestDecoderThatPanicsRefusesThePicture(t *testing.T) {
	k := kind{name: "PNG", decode: func(io.Reader) (image.Image, error) { panic("index out of range") }}
	if _, err := k.pixels(nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

func TestReaderErrorIsPassedOn(t *testing.T) {
	broken := errors.New("card pulled out")
	_, err := Normalise(t.Context(), io.MultiReader(strings.NewReader("\xff\xd8\xff"), errorReader{broken}))
	var refused *RefusedError
	if !errors.Is(err, broken) || errors.As(err, &refused) {
		t.Errorf("got %v", err)
	}
}

type errorReader struct{ err error }

func (e errorReader) Read([]byte) (int, error) { return 0, e.err }

func TestWaitingForTheBudgetEndsWithTheContext(t *testing.T) {
	d := NewDecoder(1)
	release, err := d.acquire(t.Context(), 10*maxWorking) // more than there is takes it all
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := d.Normalise(ctx, bytes.NewReader(asJPEG(t, scene(8, 8))))
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	release()
	if _, err := d.Normalise(t.Context(), bytes.NewReader(asJPEG(t, scene(8, 8)))); err != nil {
		t.Errorf("after the budget is free: %v", err)
	}
}

func FuzzNormalise(f *testing.F) {
	small := quarters(16, 8, red, green, blue, white)
	f.Add(asJPEG(f, small))
	f.Add(withEXIF(asJPEG(f, small), exif(6)))
	f.Add(asPNG(f, small))
	f.Add(fixture(f, "restart.jpg"))
	f.Add(fixture(f, "progressive.jpg"))
	f.Add(cmykJPEG([4]uint8{1, 2, 3, 4}))
	f.Add(fixture(f, "quarters.webp"))
	f.Add(fixture(f, "clear-corner.webp"))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"))
	f.Add([]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if k, err := kindOf(data); err == nil {
			if size, _, err := k.measure(data); err == nil && size.X*size.Y > 1<<20 {
				t.Skip("large: only slow here")
			}
		}
		kept, err := Normalise(t.Context(), bytes.NewReader(data))
		var refused *RefusedError
		if err != nil {
			if !errors.As(err, &refused) || refused.Words == "" {
				t.Fatalf("refused without words: %v", err)
			}
			return
		}
		c, err := jpeg.DecodeConfig(bytes.NewReader(kept))
		if err != nil || max(c.Width, c.Height) > Side || min(c.Width, c.Height) < 1 {
			t.Fatalf("kept a photo of %dx%d: %v", c.Width, c.Height, err)
		}
	})
}

func TestAPictureThatTakesTooMuchMemoryForItsPlaceIsRefused(t *testing.T) {
	d := open(t)
	data := asPNG(t, quarters(400, 300, red, green, blue, white))
	var refused *RefusedError
	if _, err := d.PutWithin(t.Context(), data, 400*300*4-1); !errors.As(err, &refused) || !errors.Is(err, ErrTooWide) {
		t.Errorf("got %v", err)
	}
	hash, err := d.PutWithin(t.Context(), data, 400*300*8)
	if err != nil || hash != put(t, d, data) {
		t.Errorf("%s, %v", hash, err)
	}
}

package photo

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"slices"
	"testing"

	xdraw "golang.org/x/image/draw"
	"pgregory.net/rapid"
)

func TestCropIsExactAndFilled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		side := rapid.IntRange(1, 90)
		img := image.NewRGBA(image.Rect(0, 0, side.Draw(t, "w"), side.Draw(t, "h")).Add(image.Pt(3, 5)))
		draw.Draw(img, img.Bounds(), image.NewUniform(red), image.Point{}, draw.Src)
		w, h := rapid.IntRange(-1, 90).Draw(t, "to w"), rapid.IntRange(-1, 90).Draw(t, "to h")
		got := Crop(img, w, h)
		if got.Rect != image.Rect(0, 0, max(w, 1), max(h, 1)) {
			t.Fatalf("bounds are %v", got.Rect)
		}
		for i := 0; i < len(got.Pix); i += 4 {
			if c := (color.RGBA{got.Pix[i], got.Pix[i+1], got.Pix[i+2], got.Pix[i+3]}); c != red {
				t.Fatalf("a pixel of an all red picture is %v", c)
			}
		}
	})
}

// A face is at 40 % of the height of a portrait: it must be in the middle of a
// wide crop, and the head of a square one must not be cut.
func TestCropKeepsTheFace(t *testing.T) {
	tall := quarters(300, 900, red, red, red, red)
	face := image.Rect(100, 320, 200, 400) // its middle at 40 %
	draw.Draw(tall, face, image.NewUniform(blue), image.Point{}, draw.Src)
	got := Crop(tall, 300, 100)
	checkAt(t, got, 150, 50, blue)
	checkAt(t, got, 150, 15, blue)
	checkAt(t, got, 150, 5, red)
	checkAt(t, got, 50, 50, red)

	square := quarters(600, 600, green, green, red, red)
	got = Crop(square, 600, 500) // 40 % of 600 less 250 is above the top: the top stays
	checkAt(t, got, 300, 295, green)
	checkAt(t, got, 300, 305, red)

	wide := quarters(900, 300, red, blue, red, blue)
	got = Crop(wide, 100, 100)
	checkAt(t, got, 40, 50, red)
	checkAt(t, got, 60, 50, blue)
}

func TestCropOfAPhotoKeepsItsColours(t *testing.T) {
	img := normalised(t, asJPEG(t, quarters(641, 479, red, green, blue, white)))
	if _, ok := img.(*image.YCbCr); !ok {
		t.Fatalf("a photo decodes to %T", img)
	}
	checkQuarters(t, Crop(img, 273, 205), red, green, blue, white)
	checkQuarters(t, Crop(img, 1283, 959), red, green, blue, white)
}

func TestCropOfNothingIsEmpty(t *testing.T) {
	if got := Crop(image.NewRGBA(image.Rectangle{}), 4, 3); got.Rect != image.Rect(0, 0, 4, 3) {
		t.Errorf("bounds are %v", got.Rect)
	}
}

func checkAt(t *testing.T, img image.Image, x, y int, want color.RGBA) {
	t.Helper()
	if got := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA); !near(got, want) {
		t.Errorf("at %d,%d is %v, want %v", x, y, got, want)
	}
}

func TestWeightsAddUpToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, n := rapid.IntRange(1, 700).Draw(t, "to"), rapid.IntRange(1, 3000).Draw(t, "from")
		for i, k := range kernel(m, n) {
			sum := int32(0)
			for _, w := range k.weights {
				sum += w
			}
			if sum != 1<<weightBits || k.first < 0 || k.first+len(k.weights) > n {
				t.Fatalf("%d of %d from %d: sum %d, pixels %d to %d", i, m, n, sum, k.first, k.first+len(k.weights))
			}
		}
	})
}

// The integers must give what the well-known floating-point filter gives.
func TestScalingLooksLikeCatmullRom(t *testing.T) {
	src := scene(200, 150)
	for _, size := range []image.Point{{97, 61}, {50, 37}, {200, 75}, {13, 150}, {333, 260}} {
		want := image.NewRGBA(image.Rectangle{Max: size})
		xdraw.CatmullRom.Scale(want, want.Rect, src, src.Rect, draw.Src, nil)
		got := toRGBA(scale(src, src.Rect, size, image.YCbCrSubsampleRatio444))
		worst := 0
		for i := range want.Pix {
			worst = max(worst, int(want.Pix[i])-int(got.Pix[i]), int(got.Pix[i])-int(want.Pix[i]))
		}
		if worst > 2 {
			t.Errorf("%v differs by up to %d of 255", size, worst)
		}
	}
}

func TestHalvingGivesTheMeanOfEachFour(t *testing.T) {
	p := func(w int, pix ...uint8) plane { return plane{pix, w, w, len(pix) / w, 1} }
	for _, c := range []struct{ src, want plane }{
		{p(4, 0, 10, 200, 255, 20, 30, 255, 255), p(2, 15, 241)},
		{p(3, 0, 10, 7, 20, 30, 8, 4, 6, 9), p(2, 15, 8, 5, 9)}, // the last row and column stand alone
		{p(1, 9), p(1, 9)},
	} {
		got := plane{make([]uint8, len(c.want.pix)), c.want.w, c.want.w, c.want.h, 1}
		if halvePlane(got, c.src); !slices.Equal(got.pix, c.want.pix) {
			t.Errorf("%v became %v, not %v", c.src.pix, got.pix, c.want.pix)
		}
	}
}

func TestMuchSmallerPictureLooksTheSame(t *testing.T) {
	for _, c := range []struct{ from, to image.Point }{
		{image.Pt(800, 600), image.Pt(320, 240)},
		{image.Pt(1001, 751), image.Pt(160, 120)},
		{image.Pt(803, 1207), image.Pt(106, 160)},
	} {
		src, err := jpeg.Decode(bytes.NewReader(asJPEG(t, scene(c.from.X, c.from.Y))))
		if err != nil {
			t.Fatal(err)
		}
		got := shrink(src, c.to)
		if got.Bounds() != (image.Rectangle{Max: c.to}) {
			t.Errorf("bounds are %v, not %v", got.Bounds(), c.to)
		}
		want := toRGBA(scale(src, src.Bounds(), c.to, image.YCbCrSubsampleRatio420))
		off := 0
		for i, v := range toRGBA(got).Pix {
			off += int(max(v, want.Pix[i]) - min(v, want.Pix[i]))
		}
		if mean := float64(off) / float64(len(want.Pix)); mean > 1 {
			t.Errorf("%v to %v differs by %.2f of 255 in the mean", c.from, c.to, mean)
		}
	}
}

func TestFineLinesSurviveHalving(t *testing.T) {
	lines := image.NewYCbCr(image.Rect(0, 0, 800, 600), image.YCbCrSubsampleRatio420)
	for i := range lines.Y {
		lines.Y[i] = uint8(i % 800 / 3 % 2 * 255) // upright, three pixels wide
	}
	contrast := func(img image.Image) int {
		row := img.(*image.YCbCr).Y[100*320 : 101*320]
		return int(slices.Max(row)) - int(slices.Min(row))
	}
	size := image.Pt(320, 240)
	got, want := contrast(shrink(lines, size)), contrast(scale(lines, lines.Rect, size, lines.SubsampleRatio))
	if got < want*5/6 {
		t.Errorf("between lines there are %d of 255, without halving %d", got, want)
	}
}

func TestFitNeverEnlarges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := image.Pt(rapid.IntRange(1, 12000).Draw(t, "w"), rapid.IntRange(1, 12000).Draw(t, "h"))
		side := rapid.IntRange(1, 2000).Draw(t, "side")
		got := fit(size, side)
		if got.X < 1 || got.Y < 1 || got.X > size.X || got.Y > size.Y || max(got.X, got.Y) > max(side, 1) {
			t.Fatalf("%v in %d became %v", size, side, got)
		}
	})
}

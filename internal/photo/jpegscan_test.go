package photo

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"slices"
	"testing"
)

// As libjpeg writes them, of 75 by 51 pixels.
var plains = []string{"420.jpg", "422.jpg", "440.jpg", "444.jpg", "restart.jpg", "progressive.jpg"}

// behind puts segments behind every segment of a JPEG before its scan, and
// bytes behind its end.
func behind(jpg, more, last []byte) []byte {
	out := slices.Concat(jpg[:2], more)
	for i := 2; jpg[i+1] != 0xda; {
		end := i + 2 + int(jpg[i+2])<<8 + int(jpg[i+3])
		out = slices.Concat(out, jpg[i:end], more)
		i = end
	}
	return slices.Concat(out, jpg[scanAt(jpg):], last)
}

// scanAt is where the header of the first scan begins.
func scanAt(jpg []byte) int {
	i := 2
	for jpg[i+1] != 0xda {
		i += 2 + int(jpg[i+2])<<8 + int(jpg[i+3])
	}
	return i
}

// afterStart puts bytes behind the first marker of a JPEG.
func afterStart(jpg []byte, more ...byte) []byte { return slices.Concat(jpg[:2], more, jpg[2:]) }

// adobe is the segment in which Adobe's programs say what the colours are.
func adobe(transform byte) []byte {
	return segment(0xee, append([]byte("Adobe\x00\x64\x00\x00\x00\x00"), transform)...)
}

// grain is a picture that no encoder makes small.
func grain(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	seed := uint32(1)
	for i := range img.Pix {
		seed = seed*1664525 + 1013904223
		img.Pix[i] = uint8(seed>>24) | uint8(i&3/3*255) // opaque
	}
	return img
}

func keptOf(t *testing.T, data []byte) []byte {
	t.Helper()
	kept, err := Normalise(t.Context(), bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func TestNothingButThePictureIsKept(t *testing.T) {
	bare := asJPEG(t, scene(200, 100))
	var said []byte
	for marker := range 16 {
		said = append(said, segment(0xe0+byte(marker), fmt.Appendf(nil, "secret of APP%d \xff\xd9\xff\xda", marker)...)...)
	}
	said = slices.Concat(said,
		withEXIF([]byte{0, 0}, exif(1))[2:],
		segment(0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>secret</x:xmpmeta>")...),
		segment(0xe2, []byte("ICC_PROFILE\x00\x01\x01secret")...),
		segment(0xe2, []byte("MPF\x00secret")...),
		segment(0xed, []byte("Photoshop 3.0\x00secret")...),
		adobe(1),
		segment(0xfe, []byte("secret")...),
	)
	full := behind(bare, said, slices.Concat([]byte("secret"), bare))
	if n := bytes.Count(full, []byte("secret")); n < 60 {
		t.Fatalf("the fixture says it %d times", n)
	}
	if kept := keptOf(t, full); !bytes.Equal(kept, bare) {
		t.Errorf("%d bytes are kept, %d are the picture; \"secret\" is there %d times",
			len(kept), len(bare), bytes.Count(kept, []byte("secret")))
	}
}

func TestSegmentsBetweenScansAreNotKept(t *testing.T) {
	data := fixture(t, "progressive.jpg")
	second := scanAt(data) + 4
	second += bytes.Index(data[second:], []byte{0xff, 0xc4}) // the tables of the second scan
	kept := keptOf(t, slices.Concat(data[:second], segment(0xfe, []byte("secret")...), data[second:]))
	if bytes.Contains(kept, []byte("secret")) || !bytes.Equal(kept, keptOf(t, data)) {
		t.Error("a comment between two scans is kept, or the picture is not")
	}
}

func TestBytesBetweenSegmentsAreNotKept(t *testing.T) {
	bare := asJPEG(t, scene(200, 100))
	for name, data := range map[string][]byte{
		"stray":           afterStart(bare, []byte("secret")...),
		"stray table":     afterStart(bare, append([]byte{0, 0xc4, 0, 8}, "secret"...)...),
		"fill":            afterStart(bare, 0xff, 0xff, 0xff),
		"unknown purpose": afterStart(bare, segment(0xf0, []byte("secret")...)...),
		"second start":    afterStart(bare, 0xff, 0xd8),
		"no end":          bare[:len(bare)-2],
		"no scan":         slices.Concat(bare[:scanAt(bare)], []byte{0xff, 0xd9}),
		"length of one":   afterStart(bare, 0xff, 0xfe, 0, 1),
		"length beyond":   slices.Concat(bare[:2], []byte{0xff, 0xfe, 0xff, 0xff}, bare[2:]),
	} {
		if _, ok := plainJPEG(data); ok {
			t.Errorf("%s: counts as plain", name)
		}
		if kept, err := Normalise(t.Context(), bytes.NewReader(data)); err == nil && bytes.Contains(kept, []byte("secret")) {
			t.Errorf("%s: it is kept", name)
		}
	}
}

// What image/jpeg passes over inside a scan may stay, but not beyond the limit.
func TestBytesHiddenInAScanAreBounded(t *testing.T) {
	bare := withEXIF(asJPEG(t, quarters(160, 160, red, green, blue, white)), exif(1))
	hide := func(n int) []byte {
		return slices.Concat(bare[:len(bare)-2], bytes.Repeat([]byte("secret"), n/6), bare[len(bare)-2:])
	}
	most := 160*160/2 + keptTables
	if kept := keptOf(t, hide(most)); bytes.Contains(kept, []byte("secret")) {
		t.Errorf("%d bytes are kept of a file that hides %d", len(kept), most)
	}
	if kept := keptOf(t, hide(6)); len(kept) > most {
		t.Errorf("%d bytes are kept, more than %d", len(kept), most)
	}
}

func TestPhotoThatIsFitToBeKeptIsNotEncodedAgain(t *testing.T) {
	for _, name := range plains {
		data := fixture(t, name)
		kept := keptOf(t, data)
		if bare := slices.Concat(data[:2], data[2+18:]); !bytes.Equal(kept, bare) { // without JFIF
			t.Errorf("%s: %d bytes became %d", name, len(data), len(kept))
		}
		before, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		after, err := jpeg.Decode(bytes.NewReader(kept))
		if err != nil || !slices.Equal(toRGBA(before).Pix, toRGBA(after).Pix) {
			t.Errorf("%s: the picture changed: %v", name, err)
		}
	}
}

func TestPhotoThatIsUnfitIsEncodedAgain(t *testing.T) {
	small := asJPEG(t, scene(64, 64))
	letters := slices.Clone(small) // components named R, G and B are just these
	frame, scan := bytes.Index(small, []byte{0xff, 0xc0}), scanAt(small)
	for i, name := range []byte("RGB") {
		letters[frame+10+3*i], letters[scan+5+2*i] = name, name
	}
	layers := fixture(t, "progressive.jpg")
	first := scanAt(layers)
	layers = slices.Concat(layers[:first], bytes.Repeat(layers[first:endOfScan(layers, first+2)], keptScans), layers[first:])
	for name, data := range map[string][]byte{
		"turned":           withEXIF(small, exif(6)),
		"too long":         asJPEG(t, scene(1608, 8)),
		"too many bits":    withEXIF(asJPEG(t, grain(200, 200)), exif(1)),
		"too many layers":  layers,
		"Adobe's colours":  slices.Concat(small[:2], adobe(0), small[2:]),
		"named by letters": letters,
		"four inks":        cmykJPEG([4]uint8{1, 2, 3, 4}),
	} {
		kept := keptOf(t, data)
		if bytes.Contains(data, kept[len(kept)-min(100, len(kept)/4):]) {
			t.Errorf("%s: it is kept as it was encoded", name)
		}
		if !bytes.Equal(keptOf(t, kept), kept) {
			t.Errorf("%s: what was kept, put once more, is another photo", name)
		}
	}
}

// JFIF says that components are brightness and colours whatever their names.
// Without it they would be red, green and blue.
func TestColoursStayWhatTheyAreWithoutTheirSegment(t *testing.T) {
	data := asJPEG(t, quarters(64, 32, red, green, blue, white))
	frame, scan := bytes.Index(data, []byte{0xff, 0xc0}), scanAt(data)
	for i, name := range []byte("RGB") {
		data[frame+10+3*i], data[scan+5+2*i] = name, name
	}
	jfif := segment(0xe0, []byte("JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")...)
	checkQuarters(t, normalised(t, slices.Concat(data[:2], jfif, data[2:])), red, green, blue, white)
}

func TestKeptPhotoStaysTheSameHoweverGrainy(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {1600, 1}, {1, 1600}, {333, 217}, {17, 1599}} {
		kept := keptOf(t, asPNG(t, grain(size.X, size.Y)))
		if !bytes.Equal(keptOf(t, kept), kept) {
			t.Errorf("of %v: put once more, it is another photo", size)
		}
	}
}

// What is plain has nothing left to leave out, and decodes to what it did.
func FuzzPlainJPEG(f *testing.F) {
	for _, name := range plains {
		f.Add(fixture(f, name))
	}
	f.Add(withEXIF(asJPEG(f, quarters(16, 8, red, green, blue, white)), exif(1)))
	f.Add(asJPEG(f, image.NewGray(image.Rect(0, 0, 9, 9))))
	f.Add(slices.Concat([]byte{0xff, 0xd8}, adobe(1), asJPEG(f, grain(8, 8))[2:]))
	f.Fuzz(func(t *testing.T, data []byte) {
		plain, ok := plainJPEG(data)
		if !ok {
			return
		}
		if again, ok := plainJPEG(plain); !ok || !bytes.Equal(again, plain) {
			t.Fatal("what is plain is not plain once more")
		}
		c, err := jpeg.DecodeConfig(bytes.NewReader(data))
		if err != nil || c.Width*c.Height > 1<<16 {
			return
		}
		before, err := jpeg.Decode(bytes.NewReader(data))
		after, err2 := jpeg.Decode(bytes.NewReader(plain))
		if (err == nil) != (err2 == nil) {
			t.Fatalf("before it decodes with %v, then with %v", err, err2)
		}
		if err == nil && !slices.Equal(toRGBA(before).Pix, toRGBA(after).Pix) {
			t.Fatal("it is another picture")
		}
	})
}

package photo

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"os"
	"testing"
)

var (
	red   = color.RGBA{0xff, 0, 0, 0xff}
	green = color.RGBA{0, 0xff, 0, 0xff}
	blue  = color.RGBA{0, 0, 0xff, 0xff}
	white = color.RGBA{0xff, 0xff, 0xff, 0xff}
	black = color.RGBA{0, 0, 0, 0xff}
	clear = color.RGBA{}
)

// quarters draws four rectangles: top left, top right, bottom left, bottom right.
func quarters(w, h int, c ...color.RGBA) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i, c := range c {
		x, y := i%2*w/2, i/2*h/2
		draw.Draw(img, image.Rect(x, y, x+w/2, y+h/2), image.NewUniform(c), image.Point{}, draw.Src)
	}
	return img
}

// checkQuarters looks at the middle of each quarter.
func checkQuarters(t *testing.T, img image.Image, want ...color.RGBA) {
	t.Helper()
	b := img.Bounds()
	for i, c := range want {
		x, y := b.Min.X+(1+2*(i%2))*b.Dx()/4, b.Min.Y+(1+2*(i/2))*b.Dy()/4
		if got := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA); !near(got, c) {
			t.Errorf("quarter %d is %v, want %v", i, got, c)
		}
	}
}

func near(a, b color.RGBA) bool {
	d := func(x, y uint8) bool { return max(x, y)-min(x, y) <= 12 }
	return d(a.R, b.R) && d(a.G, b.G) && d(a.B, b.B) && d(a.A, b.A)
}

func asJPEG(tb testing.TB, img image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(tb testing.TB, img image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func fixture(tb testing.TB, name string) []byte {
	tb.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// exif makes a TIFF block with an orientation and, as a camera would, a place.
func exif(orientation uint16) []byte {
	b := []byte("MM\x00*\x00\x00\x00\x08") // header, directory at 8
	entry := func(tag, kind uint16, n, value uint32) {
		b = binary.BigEndian.AppendUint16(b, tag)
		b = binary.BigEndian.AppendUint16(b, kind)
		b = binary.BigEndian.AppendUint32(b, n)
		b = binary.BigEndian.AppendUint32(b, value)
	}
	b = binary.BigEndian.AppendUint16(b, 2)
	entry(0x0112, 3, 1, uint32(orientation)<<16) // Orientation, SHORT
	entry(0x8825, 4, 1, 38)                      // GPSInfo, a directory at 38
	b = append(b, 0, 0, 0, 0)
	b = binary.BigEndian.AppendUint16(b, 1)
	entry(0x0012, 2, 4, binary.BigEndian.Uint32([]byte("WGS\x00"))) // GPSMapDatum
	return append(b, 0, 0, 0, 0)
}

// withEXIF puts the block behind the first marker of a JPEG.
func withEXIF(jpg []byte, block []byte) []byte {
	out := append([]byte{}, jpg[:2]...)
	out = append(out, 0xff, 0xe1)
	out = binary.BigEndian.AppendUint16(out, uint16(2+6+len(block)))
	out = append(out, "Exif\x00\x00"...)
	return append(append(out, block...), jpg[2:]...)
}

// withChunk puts a chunk behind the header of a PNG.
func withChunk(img []byte, name string, data []byte) []byte {
	const header = 8 + 25
	out := append([]byte{}, img[:header]...)
	out = append(out, chunk(name, data)...)
	return append(out, img[header:]...)
}

func chunk(name string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	body := append([]byte(name), data...)
	return binary.BigEndian.AppendUint32(append(out, body...), crc32.ChecksumIEEE(body))
}

// pngHeader is the start of a PNG that claims a size and has not a pixel.
func pngHeader(w, h uint32, depth, kind byte) []byte {
	ihdr := binary.BigEndian.AppendUint32(nil, w)
	ihdr = binary.BigEndian.AppendUint32(ihdr, h)
	ihdr = append(ihdr, depth, kind, 0, 0, 0)
	return append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", ihdr)...)
}

// segment is one marker of a JPEG with its body.
func segment(marker byte, body ...byte) []byte {
	out := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(2+len(body)))
	return append(out, body...)
}

// cmykJPEG is one block of 8 by 8 pixels in four inks, as Adobe's programs
// write it: inverted, with their marker. The standard library writes no such
// file, so this is a small encoder for flat colour.
func cmykJPEG(ink [4]uint8) []byte {
	out := []byte{0xff, 0xd8}
	out = append(out, segment(0xee, append([]byte("Adobe\x00\x64\x00\x00\x00\x00"), 0)...)...)
	out = append(out, segment(0xdb, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)...)...)
	out = append(out, segment(0xc0, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0)...)
	dc := append([]byte{0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
	ac := []byte{0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	out = append(out, segment(0xc4, dc...)...)
	out = append(out, segment(0xc4, ac...)...)
	out = append(out, segment(0xda, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0)...)
	var bits uint64
	n := 0
	put := func(v uint64, size int) { bits, n = bits<<size|v, n+size }
	for _, v := range ink {
		dc := 8 * (int(255-v) - 128)
		size := 0
		for m := max(dc, -dc); m > 0; m >>= 1 {
			size++
		}
		put(uint64(size), 4)
		if dc < 0 {
			dc += 1<<size - 1
		}
		put(uint64(dc), size)
		put(0, 1) // end of block
	}
	for n%8 != 0 {
		put(1, 1)
	}
	for n -= 8; n >= 0; n -= 8 {
		out = append(out, byte(bits>>n))
		if byte(bits>>n) == 0xff {
			out = append(out, 0)
		}
	}
	return append(out, 0xff, 0xd9)
}

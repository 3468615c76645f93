package photo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"slices"

	"github.com/bep/imagemeta"
	"golang.org/x/image/webp"
)

// What is decoded at all. A PNG of half a megabyte can unfold to half a
// gigabyte, so these hold before a single pixel is decoded.
const (
	MaxBytes   = 64 << 20   // of the file
	maxPixels  = 40_000_000 // width times height
	maxSide    = 12_000     // pixels
	maxDecoded = 160 << 20  // bytes of pixels
	maxWorking = 320 << 20  // bytes of pixels and of the decoder's own tables
	maxScans   = 200        // of a progressive JPEG; cameras and programs write about ten
)

// kind is one format that is read. The content alone decides which one it is,
// never a name: people rename .heic to .jpg and hope.
type kind struct {
	name   string // as people call it
	decode func(io.Reader) (image.Image, error)
	config func(io.Reader) (image.Config, error)
	exif   imagemeta.ImageFormat // where it may say which way is up; 0 for nowhere
}

func kindOf(data []byte) (kind, error) {
	at := func(offset int, magic string) bool {
		return len(data) >= offset+len(magic) && string(data[offset:offset+len(magic)]) == magic
	}
	switch {
	case at(0, "\xff\xd8\xff"):
		return kind{"JPEG", jpeg.Decode, jpeg.DecodeConfig, imagemeta.JPEG}, nil
	case at(0, "\x89PNG\r\n\x1a\n"):
		return kind{"PNG", png.Decode, png.DecodeConfig, imagemeta.PNG}, nil
	case at(0, "GIF87a"), at(0, "GIF89a"):
		return kind{"GIF", gif.Decode, gif.DecodeConfig, 0}, nil
	case at(0, "RIFF") && at(8, "WEBP"):
		const moving = 1 << 1
		if at(12, "VP8X") && len(data) > 20 && data[20]&moving != 0 {
			return kind{}, refuse(ErrMoving, nil, "This is a moving WebP picture. Please save one still picture of it as JPEG or PNG.")
		}
		return kind{"WebP", decodeWebP, webp.DecodeConfig, imagemeta.WebP}, nil
	case at(4, "ftyp"):
		return kind{}, refuseBoxed(data)
	case len(data) == 0:
		return kind{}, refuse(ErrFormat, nil, "This file is empty. Please choose a JPEG, PNG, WebP or GIF picture.")
	}
	return kind{}, refuse(ErrFormat, nil, "This is not a picture that can be read here. Please save it as JPEG, PNG, WebP or GIF.")
}

// refuseBoxed names what an ISO base media file (ISO/IEC 14496-12) holds by its
// brands: the major one, then the compatible ones.
func refuseBoxed(data []byte) error {
	size := min(len(data), 64)
	if n := int(data[2])<<8 | int(data[3]); data[0] == 0 && data[1] == 0 && n >= 12 {
		size = min(size, n)
	}
	var brands []string
	for i := 8; i+4 <= size; i += 4 {
		brands = append(brands, string(data[i:i+4]))
	}
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return slices.Contains(brands, n) })
	}
	switch {
	case has("avif", "avis"):
		return refuse(ErrHEIC, nil, "This is an AVIF picture, which cannot be read here. Please save it as JPEG.")
	case has("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"):
		return refuse(ErrHEIC, nil, "This is a HEIC picture, which cannot be read here. On the iPhone choose Settings, Camera, Formats, Most Compatible, or save it as JPEG.")
	}
	return refuse(ErrFormat, nil, "This is a film, not a picture. Please choose a JPEG, PNG, WebP or GIF picture.")
}

// measure looks at the header only. It gives the picture's size and how many
// bytes decoding it takes, or refuses what is too large.
func (k kind) measure(data []byte) (size image.Point, working int64, err error) {
	c, err := k.config(bytes.NewReader(data))
	if err != nil {
		return image.Point{}, 0, damaged(k.name, err)
	}
	w, h := int64(c.Width), int64(c.Height)
	if w <= 0 || h <= 0 {
		return image.Point{}, 0, damaged(k.name, nil)
	}
	if w > maxSide || h > maxSide || w*h > maxPixels {
		return image.Point{}, 0, refuse(ErrTooWide, nil,
			"This picture is %d by %d pixels. Please make it smaller: at most 40 million pixels and 12,000 a side.", w, h)
	}
	decoded := w * h * bytesPerPixel(c.ColorModel)
	working = decoded
	if c.ColorModel != color.YCbCrModel && c.ColorModel != color.GrayModel {
		working += w * h * 4 // a copy without transparency
	}
	if k.name == "JPEG" {
		s, err := scanJPEG(data)
		if err != nil {
			return image.Point{}, 0, err
		}
		if c.ColorModel == color.YCbCrModel { // colour is often stored at half the size
			decoded = w * h * s.samples / 2
			working = decoded
		}
		if s.progressive { // the decoder keeps a 32-bit coefficient for every sample
			working += w * h * 4 * s.samples / 2
		}
	}
	if decoded > maxDecoded || working > maxWorking {
		return image.Point{}, 0, refuseWorking(working)
	}
	return image.Pt(c.Width, c.Height), working, nil
}

func refuseWorking(working int64) error {
	return refuse(ErrTooWide, nil, "This picture takes %d MB of memory when opened. Please save a smaller copy as JPEG.", working>>20)
}

// pixels decodes the picture. The decoders are meant for any input, but not by
// us: should one ever panic, that picture is damaged and the screen goes on.
func (k kind) pixels(data []byte) (img image.Image, err error) {
	defer func() {
		if p := recover(); p != nil {
			img, err = nil, damaged(k.name, fmt.Errorf("decoder: %v", p))
		}
	}()
	if img, err = k.decode(bytes.NewReader(data)); err != nil {
		return nil, damaged(k.name, err)
	}
	return img, nil
}

func bytesPerPixel(m color.Model) int64 {
	switch m {
	case color.GrayModel, color.AlphaModel:
		return 1
	case color.Gray16Model, color.Alpha16Model:
		return 2
	case color.YCbCrModel:
		return 3
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	if _, ok := m.(color.Palette); ok {
		return 1
	}
	return 4
}

// decodeWebP decodes WebP with its true colours. The lossy form stores
// brightness from 16 to 235 and colour from 16 to 240 (RFC 6386, section 9.2);
// the decoder hands that out as if it were the full range of a JPEG, which
// makes white grey.
func decodeWebP(r io.Reader) (image.Image, error) {
	img, err := webp.Decode(r)
	if err != nil {
		return nil, err
	}
	widen := func(planes ...[]uint8) {
		for i, plane := range planes {
			low, span := 16, 219
			if i > 0 {
				span = 224
			}
			var table [256]uint8
			for v := range table {
				table[v] = uint8(min(max(((v-low)*255+span/2)/span, 0), 255))
			}
			for j, v := range plane {
				plane[j] = table[v]
			}
		}
	}
	switch img := img.(type) {
	case *image.YCbCr:
		widen(img.Y, img.Cb, img.Cr)
	case *image.NYCbCrA:
		widen(img.Y, img.Cb, img.Cr)
	}
	return img, nil
}

// upright gives the EXIF orientation, 1 to 8; 1 is upright, and so is a picture
// that says nothing or nonsense.
func (k kind) upright(data []byte) int {
	if k.exif == 0 {
		return 1
	}
	turn := 1
	_, err := imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: k.exif, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return t.Namespace == "IFD0" && t.Tag == "Orientation" },
		HandleTag: func(t imagemeta.TagInfo) error {
			if v, ok := t.Value.(uint16); ok && v >= 1 && v <= 8 {
				turn = int(v)
			}
			return imagemeta.ErrStopWalking
		},
		LimitNumTags: 500,
	})
	if err != nil {
		return 1
	}
	return turn
}

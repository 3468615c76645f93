package photo

import (
	"bytes"
	"image"
)

// jpegShape is what the markers of a JPEG file say before it is decoded.
type jpegShape struct {
	progressive bool
	samples     int64 // twice the samples a pixel: 2 grey, 3 for 4:2:0, 6 for 4:4:4
}

// scanJPEG walks the markers (ITU T.81, annex B) without decoding. A
// progressive file may repeat scans that cost the decoder seconds each and the
// sender sixty bytes each, so their number is bounded.
func scanJPEG(data []byte) (jpegShape, error) {
	var s jpegShape
	scans := 0
	for i := 2; i+4 <= len(data); {
		if data[i] != 0xff {
			i++ // stray bytes between segments, which decoders forgive
			continue
		}
		marker := data[i+1]
		switch {
		case marker == 0xff: // fill
			i++
			continue
		case marker == 0x00 || marker == 0x01 || marker >= 0xd0 && marker <= 0xd8:
			i += 2
			continue
		case marker == 0xd9:
			return s, nil
		}
		length := int(data[i+2])<<8 | int(data[i+3])
		body := data[min(i+4, len(data)):min(i+2+max(length, 2), len(data))]
		switch marker {
		case 0xc0, 0xc1, 0xc2:
			s.progressive = marker == 0xc2
			s.samples = doubleSamples(body)
		case 0xda:
			if scans++; scans > maxScans {
				return s, refuse(ErrDamaged, nil, "This JPEG picture is made of more than %d layers. Please save a plain copy of it.", maxScans)
			}
		}
		i += 2 + max(length, 2)
		if marker == 0xda {
			i = endOfScan(data, i)
		}
	}
	return s, nil
}

// endOfScan gives the place of the next marker that is neither a stuffed byte
// nor a restart.
func endOfScan(data []byte, i int) int {
	for i < len(data) {
		n := bytes.IndexByte(data[i:], 0xff)
		if n < 0 || i+n+1 >= len(data) {
			return len(data)
		}
		i += n
		if next := data[i+1]; next != 0 && (next < 0xd0 || next > 0xd7) {
			return i
		}
		i += 2
	}
	return len(data)
}

// doubleSamples reads the components' sampling factors from a frame header.
func doubleSamples(frame []byte) int64 {
	if len(frame) < 6 {
		return 8
	}
	var sum, most int64
	for c := range int(frame[5]) {
		if 6+3*c+1 >= len(frame) {
			return 8
		}
		f := frame[6+3*c+1]
		area := int64(f>>4) * int64(f&15)
		sum += area
		most = max(most, area)
	}
	if most == 0 {
		return 8
	}
	return (2*sum + most - 1) / most
}

const (
	keptScans  = 20      // cameras and programs write at most fourteen; each costs time whenever the photo is shown
	keptTables = 2 << 10 // bytes of a JPEG that are no pixels, with room to spare
)

// plainJPEG gives a JPEG without anything but the picture: it leaves out every
// application segment, every comment and whatever is behind the end, and copies
// all other segments and the scans byte for byte. ok says that the file is one
// without loss that way, that its markers follow each other as the standard has
// it, and that its colours stay what they are.
//
// It does not decode. Bytes between the last block of a scan and the next
// marker, and tables that no scan uses, are copied too, since image/jpeg passes
// over them in silence; see fitToKeep for how many that can be.
func plainJPEG(data []byte) (plain []byte, ok bool) {
	if !bytes.HasPrefix(data, []byte{0xff, 0xd8}) {
		return nil, false
	}
	plain = append(make([]byte, 0, len(data)), data[:2]...)
	scans := 0
	for i := 2; i+2 <= len(data) && data[i] == 0xff; {
		marker := data[i+1]
		if marker == 0xd9 {
			return append(plain, data[i:i+2]...), scans > 0
		}
		if i+4 > len(data) {
			break
		}
		end := i + 2 + int(data[i+2])<<8 + int(data[i+3])
		if end < i+4 || end > len(data) {
			break
		}
		body := data[i+4 : end]
		switch marker {
		case 0xc0, 0xc2:
			if !brightAndColours(body) {
				return nil, false
			}
		case 0xc4, 0xdb, 0xdd: // tables and the restart interval
		case 0xda:
			if scans++; scans > keptScans {
				return nil, false
			}
			end = endOfScan(data, end)
		default:
			if marker != 0xfe && marker>>4 != 0xe || otherColours(marker, body) {
				return nil, false
			}
			i = end
			continue
		}
		plain = append(plain, data[i:end]...)
		i = end
	}
	return nil, false
}

// brightAndColours says whether the components of a frame are brightness, alone
// or with two colours, which they need no other segment to be taken for.
func brightAndColours(frame []byte) bool {
	if len(frame) < 6 || len(frame) != 6+3*int(frame[5]) {
		return false
	}
	switch frame[5] {
	case 1:
		return true
	case 3:
		return frame[6] != 'R' || frame[9] != 'G' || frame[12] != 'B'
	}
	return false
}

// otherColours says whether a segment is Adobe's and gives the components
// another meaning than they have without it.
func otherColours(marker byte, body []byte) bool {
	return marker == 0xee && bytes.HasPrefix(body, []byte("Adobe")) && (len(body) < 12 || body[11] != 1)
}

// fitToKeep says whether a plain JPEG of that size, made of a file that had more
// or less in it, is to be kept as it was encoded. It is not if it is twice as
// large as the same picture encoded again would be: some programs write five
// times what anybody sees. A file that had nothing else in it may be a photo
// that was kept before, which stays the same photo even if it is all grain.
//
// This is also what bounds bytes that are no part of the picture and that
// plainJPEG cannot tell from it.
func fitToKeep(plain, data []byte, size image.Point) bool {
	if max(size.X, size.Y) > Side {
		return false
	}
	whole := func(n int) int { return (n + 15) &^ 15 } // pixels are encoded in squares
	pixels := whole(size.X) * whole(size.Y)
	if len(plain) == len(data) {
		return len(plain) <= 2*pixels+keptTables
	}
	return len(plain) <= pixels/2+keptTables
}

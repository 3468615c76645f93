package photo

import "bytes"

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

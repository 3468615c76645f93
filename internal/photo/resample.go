package photo

// plane is a rectangle of bytes with so many interleaved channels a pixel, such
// as the brightness of a JPEG (1) or the pixels of an RGBA picture (4).
type plane struct {
	pix      []uint8
	stride   int
	w, h     int
	channels int
}

// taps are the source pixels that make one pixel of the result, and their
// weights, whose sum is 1<<weightBits.
type taps struct {
	first   int
	weights []int32
}

const (
	weightBits = 14
	workBits   = 6 // kept below the point between the two passes
)

// resample fills dst with the whole of src, scaled by Catmull-Rom over the area
// that a pixel of the result covers, so that nothing flickers or goes missing
// however small the result is. It computes with integers only: the same picture
// gives the same bytes on every kind of machine, which floating point does not
// promise (a fused multiply-add rounds once, not twice).
func resample(dst, src plane) {
	n := src.channels
	row := dst.w * n
	work := make([]int16, src.h*row)
	across := kernel(dst.w, src.w)
	from := func(y int) []uint8 { return src.pix[y*src.stride : y*src.stride+src.w*n] }
	for y := 0; y < src.h; y += 4 / n {
		if n == 4 {
			alongRow(work[y*row:(y+1)*row], from(y), across)
			continue
		}
		var to [4][]int16
		var rows [4][]uint8
		for i := range rows { // the last one again where there are fewer
			y := min(y+i, src.h-1)
			to[i], rows[i] = work[y*row:(y+1)*row], from(y)
		}
		alongRows(&to, &rows, across)
	}
	sum := make([]int32, row)
	for y, t := range kernel(dst.h, src.h) {
		for x := range sum {
			sum[x] = 1 << (weightBits + workBits - 1) // rounds to the nearest
		}
		weights, from := t.weights, work[t.first*row:]
		for ; len(weights) >= 4; weights, from = weights[4:], from[4*row:] { // four at a time touch the sum less often
			w := [4]int32(weights)
			a, b, c, d := from[:len(sum)], from[row:][:len(sum)], from[2*row:][:len(sum)], from[3*row:][:len(sum)]
			for x := range sum {
				sum[x] += w[0]*int32(a[x]) + w[1]*int32(b[x]) + w[2]*int32(c[x]) + w[3]*int32(d[x])
			}
		}
		for i, w := range weights {
			for x, v := range from[i*row:][:len(sum)] {
				sum[x] += w * int32(v)
			}
		}
		to := dst.pix[y*dst.stride : y*dst.stride+row]
		for x, v := range sum {
			to[x] = uint8(min(max(v>>(weightBits+workBits), 0), 255))
		}
	}
}

const (
	rowRound = 1 << (weightBits - workBits - 1)
	rowShift = weightBits - workBits
)

// alongRows scales four rows of one channel.
func alongRows(dst *[4][]int16, src *[4][]uint8, across []taps) {
	for x, t := range across {
		n := len(t.weights)
		a, b, c, d := src[0][t.first:][:n], src[1][t.first:][:n], src[2][t.first:][:n], src[3][t.first:][:n]
		var p, q, r, s int32 = rowRound, rowRound, rowRound, rowRound
		for i, weight := range t.weights {
			p += weight * int32(a[i])
			q += weight * int32(b[i])
			r += weight * int32(c[i])
			s += weight * int32(d[i])
		}
		dst[0][x], dst[1][x], dst[2][x], dst[3][x] = int16(p>>rowShift), int16(q>>rowShift), int16(r>>rowShift), int16(s>>rowShift)
	}
}

// alongRow scales one row of four channels.
func alongRow(dst []int16, src []uint8, across []taps) {
	for x, t := range across {
		var r, g, b, a int32 = rowRound, rowRound, rowRound, rowRound
		from := src[4*t.first : 4*(t.first+len(t.weights))]
		for _, weight := range t.weights {
			r += weight * int32(from[0])
			g += weight * int32(from[1])
			b += weight * int32(from[2])
			a += weight * int32(from[3])
			from = from[4:]
		}
		to := dst[4*x : 4*x+4]
		to[0], to[1], to[2], to[3] = int16(r>>rowShift), int16(g>>rowShift), int16(b>>rowShift), int16(a>>rowShift)
	}
}

// kernel works out the taps for scaling n source pixels to m.
func kernel(m, n int) []taps {
	wide := max(m, n) // the filter stretches when shrinking, never below a pixel
	all := make([]taps, m)
	for i := range all {
		// Pixel j lies |(2j+1)m - (2i+1)n| / 2·wide filter units from the middle.
		middle := (2*i + 1) * n
		first := max(0, ((middle-4*wide)/m-1)/2)
		var t taps
		total, best := int32(0), 0
		for j := first; j < n; j++ {
			d := (2*j+1)*m - middle
			if d <= -4*wide {
				first = j + 1
				continue
			}
			if d >= 4*wide {
				break
			}
			w := catmullRom(int64(max(d, -d)) << 16 / int64(2*wide))
			t.weights = append(t.weights, w)
			total += w
			if w > t.weights[best] {
				best = len(t.weights) - 1
			}
		}
		t.first = first
		// At the edges, where the filter reaches over, and after rounding: make
		// the sum exact.
		left := int32(1 << weightBits)
		for j, w := range t.weights {
			t.weights[j] = int32((int64(w)<<weightBits + int64(total)/2) / int64(total))
			left -= t.weights[j]
		}
		t.weights[best] += left
		all[i] = t
	}
	return all
}

// catmullRom is the kernel of Catmull and Rom (1974) at t, with 16 bits below
// the point both ways.
func catmullRom(t int64) int32 {
	const one = 1 << 16
	t2 := t * t >> 16
	t3 := t2 * t >> 16
	switch {
	case t < one:
		return int32((3*t3 - 5*t2 + 2*one) / 2)
	case t < 2*one:
		return int32((-t3 + 5*t2 - 8*t + 4*one) / 2)
	}
	return 0
}

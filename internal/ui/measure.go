package ui

import "fyne.io/fyne/v2"

// measures keeps the widths of texts and how they were made to fit, so that a
// page that is built again measures nothing. It holds two generations of at
// most measureLimit entries each and forgets the older one.
type measures struct {
	widths generations[widthKey, float32]
	fits   generations[fitKey, fitting]
}

const measureLimit = 4096

type widthKey struct {
	text string
	face Face
	size float32
}

type fitKey struct {
	widthKey
	least float32
	lines int
	wrap  bool
	w     float32
}

// width measures one line with the fonts it will be drawn in.
func (m *measures) width(s string, face Face, size float32) float32 {
	key := widthKey{s, face, size}
	if w, ok := m.widths.get(key); ok {
		return w
	}
	var w float32
	for _, seg := range loadedFaces().segments(s, face) {
		box, lead, _ := measure(seg, face, size)
		w += box.Width - lead
	}
	m.widths.put(key, w)
	return w
}

func (m *measures) fit(s string, face Face, size, least float32, lines int, wrap bool, w float32) fitting {
	key := fitKey{widthKey{s, face, size}, least, lines, wrap, w}
	if f, ok := m.fits.get(key); ok {
		return f
	}
	f := fit(m, s, face, size, least, lines, wrap, w)
	m.fits.put(key, f)
	return f
}

// measure gives the box of what is drawn, how much of its width comes before the
// text, and where its baseline is.
func measure(seg segment, face Face, size float32) (box fyne.Size, lead, base float32) {
	d := fyne.CurrentApp().Driver()
	box, base = d.RenderedTextSize(seg.drawn(), size, seg.style(face), seg.source)
	if seg.marked {
		blank, _ := d.RenderedTextSize(string(marker), size, seg.style(face), seg.source)
		lead = blank.Width
	}
	return box, lead, base
}

// style is the weight that the theme's fonts take. A source has its own weight.
// The width of tabs, of which there are none, tells sources of one name apart in
// Fyne's caches.
func (s segment) style(face Face) fyne.TextStyle {
	return fyne.TextStyle{Bold: face != Body, TabWidth: 4 + int(face)}
}

// generations is a bounded map that forgets what was not used for a while.
type generations[K comparable, V any] struct{ young, old map[K]V }

func (g *generations[K, V]) get(k K) (v V, ok bool) {
	if v, ok = g.young[k]; ok {
		return v, true
	}
	if v, ok = g.old[k]; ok {
		g.put(k, v)
	}
	return v, ok
}

func (g *generations[K, V]) put(k K, v V) {
	if len(g.young) >= measureLimit || g.young == nil {
		g.young, g.old = make(map[K]V), g.young
	}
	g.young[k] = v
}

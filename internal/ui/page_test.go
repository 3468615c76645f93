package ui

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"pgregory.net/rapid"

	"kettle/internal/community"
)

func TestTheShorterSideIs1080Units(t *testing.T) {
	for _, tt := range []struct{ w, h, u, unitsW, unitsH float32 }{
		{1920, 1080, 1, 1920, 1080},
		{3840, 2160, 2, 1920, 1080},
		{1080, 1920, 1, 1080, 1920},
		{1024, 768, 768.0 / 1080, 1440, 1080},
		{960, 540, 0.5, 1920, 1080},
	} {
		p := NewPage(fyne.NewSize(tt.w, tt.h), nil)
		if p.U != tt.u || round(p.W) != tt.unitsW || round(p.H) != tt.unitsH {
			t.Errorf("%v × %v: %v pixels a unit, %v × %v units", tt.w, tt.h, p.U, p.W, p.H)
		}
		if p.Portrait() != (tt.h > tt.w) {
			t.Errorf("%v × %v: portrait is %v", tt.w, tt.h, p.Portrait())
		}
	}
}

func TestNeighboursShareTheirEdgeOnWholePixels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := NewPage(fyne.NewSize(float32(rapid.IntRange(300, 4000).Draw(t, "w")), float32(rapid.IntRange(300, 4000).Draw(t, "h"))), nil)
		x := float32(rapid.IntRange(0, 9000).Draw(t, "x")) / 10
		w := float32(rapid.IntRange(1, 9000).Draw(t, "width")) / 10
		a, b := p.Rect(x, 0, w, 10, Ink, 0), p.Rect(x+w, 0, 10, 10, Ink, 0)
		if got := a.Position().X + a.Size().Width; got != b.Position().X {
			t.Fatalf("one ends at %v, the next begins at %v", got, b.Position().X)
		}
		if v := b.Position().X; v != round(v) {
			t.Fatalf("an edge at %v", v)
		}
	})
}

func TestPartsOfALineShareTheirBaseline(t *testing.T) {
	app(t)
	p := NewPage(fyne.NewSize(1920, 1080), nil)
	used := p.Line(0, 100, 900, Part{"Leila", Style{Face: Display, Size: 26}}, Part{" thanked ", Style{Size: 26}}, Part{"Callum", Style{Face: Display, Size: 26}})
	var end, base float32
	for i, o := range p.objects {
		text := o.(*canvas.Text)
		_, up := fyne.CurrentApp().Driver().RenderedTextSize(text.Text, text.TextSize, text.TextStyle, text.FontSource)
		if got := text.Position().Y + up; i > 0 && (got < base-1 || got > base+1) {
			t.Errorf("%q stands at %v, the one before at %v", text.Text, got, base)
		} else {
			base = got
		}
		if text.Position().X < end-1 {
			t.Errorf("%q begins at %v, inside the one before", text.Text, text.Position().X)
		}
		end = text.Position().X + text.Size().Width
	}
	if used < end-2 || used > end+2 {
		t.Errorf("says it used %v of %v", used, end)
	}
}

func TestALineThatIsTooLongEndsInAnEllipsis(t *testing.T) {
	app(t)
	p := NewPage(fyne.NewSize(1920, 1080), nil)
	used := p.Line(0, 0, 200, Part{"Leila thanked", Style{Size: 26}}, Part{" Callum for rescuing the printer", Style{Size: 26}})
	last := p.objects[len(p.objects)-1].(*canvas.Text).Text
	if used > 200 || []rune(last)[len([]rune(last))-1] != '…' {
		t.Errorf("%v units used, ends %q", used, last)
	}
}

func TestTextMeasuredOnceIsNotMeasuredAgain(t *testing.T) {
	app(t)
	pics := NewPictures(nil, nil)
	build := func() {
		p := NewPage(fyne.NewSize(1920, 1080), pics)
		p.Text(0, 0, 240, "Bartholomew Featherstonehaugh-Cholmondeley", Style{Face: Display, Size: 27, Min: 20, Lines: 2})
	}
	build()
	n := len(pics.texts.widths.young)
	build()
	if m := len(pics.texts.widths.young); m != n || n == 0 {
		t.Errorf("%d widths after one page, %d after the same once more", n, m)
	}
	for i := range measureLimit * 3 {
		pics.texts.widths.put(widthKey{text: string(rune(i))}, 1)
	}
	if n := len(pics.texts.widths.young) + len(pics.texts.widths.old); n > 2*measureLimit {
		t.Errorf("%d widths are kept", n)
	}
}

func TestReusedPhotosAreTheSameObjects(t *testing.T) {
	app(t)
	pics := NewPictures(nil, nil)
	who := community.Profile{ID: community.ID{1}, Name: "Ada", Photo: "x"}
	page := func(old *Page) *Page {
		p := NewPage(fyne.NewSize(1920, 1080), pics)
		p.Reuse(old)
		pics.kept.put(p.pictureKey(0, 0, 100, 100, Corners{}, "x"), sharedPhoto)
		p.PortraitOf(0, 0, 100, 100, 0, who)
		p.PortraitOf(200, 0, 100, 100, 0, who)
		return p
	}
	first := page(nil)
	again := page(first)
	if first.objects[0] != again.objects[0] || first.objects[1] != again.objects[1] || again.objects[0] == again.objects[1] {
		t.Error("the photos were made anew, or one object stands in two places")
	}
}

func TestAReleasedPageKeepsNoPixels(t *testing.T) {
	app(t)
	pics := NewPictures(nil, nil)
	p := NewPage(fyne.NewSize(1920, 1080), pics)
	pics.kept.put(p.pictureKey(0, 0, 100, 100, Corners{}, "x"), sharedPhoto)
	p.PortraitOf(0, 0, 100, 100, 0, community.Profile{ID: community.ID{1}, Name: "Ada", Photo: "x"})
	at, ok := p.objects[0].(*canvas.Image)
	if !ok || at.Image == nil {
		t.Fatalf("%T is no photo", p.objects[0])
	}
	p.Release()
	if at.Image != nil {
		t.Error("the toolkit, which remembers objects for a while, keeps the pixels with them")
	}
}

var sharedPhoto = image.NewRGBA(image.Rect(0, 0, 100, 100))

package kiosk

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kettle/internal/ui"
)

var sizes = [][2]int{{1920, 1080}, {1080, 1920}, {3840, 2160}, {1366, 768}}

// each calls f for everything drawn, in order.
func each(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	c, ok := o.(*fyne.Container)
	if !ok {
		f(o)
		return
	}
	for _, child := range c.Objects {
		each(child, f)
	}
}

// words are the texts on screen.
func (w *window) words() (all []string) {
	each(w.view.Object(), func(o fyne.CanvasObject) {
		if c, ok := o.(*canvas.Text); ok {
			all = append(all, c.Text)
		}
	})
	return all
}

// inkOf is roughly where a text has ink: its line box has room for the tallest
// scripts.
func inkOf(t *canvas.Text) (x0, y0, x1, y1 float32) {
	p, s := t.Position(), t.MinSize()
	mid := p.Y + s.Height/2
	return p.X, mid - t.TextSize*0.33, p.X + s.Width, mid + t.TextSize*0.33
}

// seen gives what is drawn and not covered again by what is drawn after it: a
// question lies over a page, a keyboard over the end of a form.
func seen(o fyne.CanvasObject, page fyne.Size) (out []fyne.CanvasObject) {
	var all []fyne.CanvasObject
	each(o, func(o fyne.CanvasObject) { all = append(all, o) })
	for i, o := range all {
		covered := false
		for _, over := range all[i+1:] {
			r, ok := over.(*canvas.Rectangle)
			if !ok || !r.Visible() || r.FillColor == nil {
				continue
			}
			_, _, _, alpha := r.FillColor.RGBA()
			whole := r.Size().Width >= page.Width-1 && r.Size().Height >= page.Height-1
			if alpha != 0xffff && (alpha == 0 || !whole) {
				continue
			}
			p, s := o.Position(), o.Size()
			x0, y0, x1, y1 := p.X, p.Y, p.X+s.Width, p.Y+s.Height
			if t, ok := o.(*canvas.Text); ok {
				x0, y0, x1, y1 = inkOf(t)
			}
			covered = covered || y1 <= 0 // moved up with a form, beyond the page
			y0, y1 = max(y0, 0), min(y1, page.Height)
			q, z := r.Position(), r.Size()
			covered = covered || x0 >= q.X-1 && x1 <= q.X+z.Width+1 && y0 >= q.Y-1 && y1 <= q.Y+z.Height+1
		}
		if !covered {
			out = append(out, o)
		}
	}
	return out
}

// checkLayout holds what every picture must keep to.
func checkLayout(t *testing.T, w *window) {
	t.Helper()
	u := float32(min(w.w, w.h)) / 1080
	var texts []*canvas.Text
	for _, o := range seen(w.view.Object(), fyne.NewSize(float32(w.w), float32(w.h))) {
		switch o := o.(type) {
		case *ui.Target:
			if s := o.Size(); s.Width < 64*u-1 || s.Height < 64*u-1 {
				t.Errorf("a touch target of %.0f × %.0f units at %v", s.Width/u, s.Height/u, o.Position())
			}
			p, s := o.Position(), o.Size()
			if p.X < -1 || p.Y < -1 || p.X+s.Width > float32(w.w)+1 || p.Y+s.Height > float32(w.h)+1 {
				t.Errorf("a touch target off the page: %v %v", p, s)
			}
		case *canvas.Text:
			x0, y0, x1, y1 := inkOf(o)
			if x0 < 0 || y0 < 0 || x1 > float32(w.w)+1 || y1 > float32(w.h) {
				t.Errorf("%q is off the page: %.0f,%.0f to %.0f,%.0f", o.Text, x0, y0, x1, y1)
			}
			if o.TextSize < 17.5*u {
				t.Errorf("%q is set in %.1f units", o.Text, o.TextSize/u)
			}
			if !strings.HasPrefix(o.Text, "\ue000") { // an emoji, whose box reaches back to hold its line
				texts = append(texts, o)
			}
		}
	}
	checkContrast(t, w)
	if len(texts) < 2 {
		t.Errorf("only %d texts: an empty picture", len(texts))
	}
	for i, a := range texts {
		for _, b := range texts[:i] {
			ax0, ay0, ax1, ay1 := inkOf(a)
			bx0, by0, bx1, by1 := inkOf(b)
			if min(ax1, bx1)-max(ax0, bx0) > 2 && min(ay1, by1)-max(ay0, by0) > 2 {
				t.Errorf("%q and %q are on top of one another", a.Text, b.Text)
			}
		}
	}
}

// checkContrast holds that every text can be read on what is under it: about
// 4.5 : 1, and 3 : 1 for large letters (WCAG 2.2, 1.4.3).
func checkContrast(t *testing.T, w *window) {
	t.Helper()
	page := fyne.NewSize(float32(w.w), float32(w.h))
	u := min(page.Width, page.Height) / 1080
	type area struct {
		fyne.CanvasObject
		fill color.Color
	}
	var under []area
	for _, o := range seen(w.view.Object(), page) {
		switch o := o.(type) {
		case *canvas.Rectangle:
			under = append(under, area{o, o.FillColor})
		case *canvas.Circle:
			under = append(under, area{o, o.FillColor})
		case *canvas.Text:
			ground := color.Color(ui.Paper)
			x0, y0, x1, y1 := inkOf(o)
			for _, r := range under {
				p, s := r.Position(), r.Size()
				_, _, _, alpha := r.fill.RGBA()
				if x, y := (x0+x1)/2, (y0+y1)/2; alpha == 0xffff && x > p.X && x < p.X+s.Width && y > p.Y && y < p.Y+s.Height {
					ground = r.fill
				}
			}
			least := 4.35 // teal on rose, a pair of the design's own
			if o.TextSize >= 28*u {
				least = 3
			}
			if got := contrast(o.Color, ground); got < least {
				t.Errorf("%q stands out by %.1f : 1 alone", o.Text, got)
			}
		}
	}
}

// contrast is how much lighter one colour is than another, as WCAG measures it.
func contrast(a, b color.Color) float64 {
	light := func(c color.Color) float64 {
		sum := 0.0
		r, g, b, _ := c.RGBA()
		for i, v := range [...]uint32{r, g, b} {
			one := float64(v) / 0xffff
			if one = one / 12.92; float64(v)/0xffff > 0.04045 {
				one = math.Pow((float64(v)/0xffff+0.055)/1.055, 2.4)
			}
			sum += one * [...]float64{0.2126, 0.7152, 0.0722}[i]
		}
		return sum + 0.05
	}
	return max(light(a), light(b)) / min(light(a), light(b))
}

func TestEveryStepFitsEveryScreen(t *testing.T) {
	for _, size := range sizes {
		for _, sc := range scenes() {
			if strings.HasPrefix(sc.name, "search-accents") {
				continue // its row of letters covers others, for as long as it is asked for
			}
			t.Run(fmt.Sprintf("%s/%dx%d", sc.name, size[0], size[1]), func(t *testing.T) {
				w := newWindow(t, size[0], size[1])
				sc.lead(w)
				checkLayout(t, w)
			})
		}
	}
}

func TestTheAccentsOfAKeyFitEveryScreen(t *testing.T) {
	for _, size := range sizes {
		w := newWindow(t, size[0], size[1])
		w.types("ma")
		w.tap(Hold, "a")
		u := float32(min(w.w, w.h)) / 1080
		found := 0
		each(w.view.Object(), func(o fyne.CanvasObject) {
			if b, ok := o.(*ui.Target); ok && b.Size().Width >= 64*u-1 && b.Position().X >= 0 && b.Position().X+b.Size().Width <= float32(w.w) {
				found++
			} else if ok {
				t.Errorf("%v: a target %v wide at %v", size, b.Size(), b.Position())
			}
		})
		if found < 40 {
			t.Errorf("%v: %d targets", size, found)
		}
	}
}

func TestEveryKeyboardFitsEveryScreen(t *testing.T) {
	for layout := range layouts {
		for _, page := range []string{KeysLetters, KeysAccents, KeysDigits} {
			for _, size := range sizes {
				t.Run(fmt.Sprintf("%s/%s/%dx%d", layout, page, size[0], size[1]), func(t *testing.T) {
					w := newWindow(t, size[0], size[1], func(c *Config) { c.Layout = layout })
					w.tap(GoSearch)
					w.tap(Turn, page)
					checkLayout(t, w)
				})
			}
		}
	}
}

// TestAnythingAProfileHoldsFits has names, texts and lists as long as they may
// be, in scripts that run both ways.
func TestAnythingAProfileHoldsFits(t *testing.T) {
	for name, value := range map[string]string{
		"long word": strings.Repeat("Wm", 90), "long name": strings.TrimSpace(strings.Repeat("María José de la ", 11)),
		"arabic": "الأمين محمد عبد الرحمن", "han": strings.Repeat("山田太郎", 40), "one letter": "Ö", "emoji": "🙂 Zoë 👩🏽‍🎨",
	} {
		for _, size := range sizes[:2] {
			t.Run(fmt.Sprintf("%s/%d", name, size[0]), func(t *testing.T) {
				w := newWindow(t, size[0], size[1])
				m := &w.desk.members[1]
				m.Name, m.Called, m.Headline, m.Organisation, m.SaidLike, m.Pronouns = value, value, value, value, value, "they/them/their/theirs/themselves/all"
				m.About = strings.Repeat(value+" ", 2000/(len(value)+1))
				m.HappyToHelpWith, m.LookingFor, m.TalkToMeAbout, m.Languages = nil, nil, nil, nil
				for i := range 24 {
					tag := []rune(fmt.Sprint(i, value))
					tag = tag[:min(len(tag), 80)]
					m.HappyToHelpWith = append(m.HappyToHelpWith, string(tag))
				}
				m.LookingFor, m.TalkToMeAbout, m.Languages = m.HappyToHelpWith, m.HappyToHelpWith, m.HappyToHelpWith
				w.desk.space.WiFi, w.desk.space.Greeting, w.desk.space.Name = value, value, value
				for i := range w.desk.events {
					w.desk.events[i].Title, w.desk.events[i].Place = value, value
				}
				w.refresh()
				w.settle()
				checkLayout(t, w) // home
				w.tap(GoBrowse)
				for i := 0; i < w.State().Browse.Pages && !w.shows(m.Number); i++ {
					w.tap(NextPage)
				}
				checkLayout(t, w)
				w.tapOn(Open, m.ID)
				wantStep(t, w.kit, Person)
				checkLayout(t, w)
				w.types(m.Number)
				checkLayout(t, w)
				w.key(KeyEnter)
				wantStep(t, w.kit, Welcome)
				checkLayout(t, w)
				w.tap(GoHome)
				w.types(m.Number)
				w.key(KeyEnter)
				checkLayout(t, w)
				w.tap(Out)
				checkLayout(t, w)
			})
		}
	}
}

// shows says whether the page of who's who has the member of that number.
func (w *window) shows(number string) bool {
	for _, p := range w.State().Browse.People {
		for i := range w.desk.members {
			if w.desk.members[i].ID == p.ID && w.desk.members[i].Number == number {
				return true
			}
		}
	}
	return false
}

func TestAnEmptySpaceLooksIntended(t *testing.T) {
	for _, size := range sizes {
		w := newWindow(t, size[0], size[1], func(c *Config) { c.Phone = nil })
		w.desk.members = nil
		w.refresh()
		w.settle()
		checkLayout(t, w)
		w.types("ada")
		checkLayout(t, w)
	}
}

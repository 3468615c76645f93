package wall_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kettle/internal/ui"
	"kettle/internal/ui/uitest"
	"kettle/wall"
)

// Without phone pages there is no code, and nothing says that one could be scanned.
func TestASpotlightWithoutACodeSaysNothingOfOne(t *testing.T) {
	uitest.App(t)
	seen := seenAt(uitest.Harbour(t, uitest.Morning), uitest.Morning)
	none := func(string) string { return "" } // as long as no page is served
	for _, cfg := range []wall.Config{{Scene: wall.SceneSpotlight, ProfileURL: none}, {Scene: wall.SceneSpotlight, ProfileURL: address}} {
		for _, size := range []fyne.Size{fyne.NewSize(1920, 1080), fyne.NewSize(1080, 1920)} {
			v := wall.NewView(ui.NewPictures(nil, nil), cfg)
			v.Object().Resize(size)
			v.Show(cfg.Compose(seen, cfg.StepAt(seen, uitest.Morning, v.Shape()), uitest.Morning, v.Shape()))
			said := false
			for _, text := range textsOf(v.Object()) {
				said = said || len(text.Text) > 9 && text.Text[:9] == "Scan for "
			}
			if want := cfg.ProfileURL("x") != ""; said != want {
				t.Errorf("%v, with codes %v: asks to scan %v", size, want, said)
			}
		}
	}
}

// textsOf gives all that is written.
func textsOf(o fyne.CanvasObject) (all []*canvas.Text) {
	switch o := o.(type) {
	case *canvas.Text:
		return []*canvas.Text{o}
	case *fyne.Container:
		for _, child := range o.Objects {
			all = append(all, textsOf(child)...)
		}
	}
	return all
}

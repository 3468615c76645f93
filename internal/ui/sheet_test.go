package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"kettle/internal/community"
	"kettle/internal/ui"
	"kettle/internal/ui/uitest"
)

// sheet shows one of everything that does not depend on the system's fonts.
func sheet(size fyne.Size) fyne.CanvasObject {
	p := ui.NewPage(size, nil)
	p.Fill(ui.Paper)
	p.Text(72, 40, 900, "Who’s who, Łukasz Nguyễn?", ui.Style{Face: ui.Display, Size: 60, Color: ui.Ink})
	p.Text(72, 120, 900, "Harbour Commons · 164 members", ui.Style{Size: 28, Color: ui.Soft})
	p.Text(72, 180, 440, "Ольга Ковальчук", ui.Style{Face: ui.Display, Size: 44, Color: ui.Ink})
	p.Text(560, 180, 400, "Ελένη gyp", ui.Style{Face: ui.Display, Size: 44, Color: ui.Ink})
	p.Text(72, 260, 300, "Bartholomew Featherstonehaugh-Cholmondeley", ui.Style{Face: ui.Display, Size: 34, Min: 24, Lines: 2, Color: ui.Ink})
	p.Text(480, 260, 400, "A long text that goes on and on over more lines than there are, and then some more.",
		ui.Style{Size: 26, Lines: 2, Color: ui.Ink})
	p.Chips(72, 380, 520, 27, 2, []string{"Reading a grant draft", "Theory of change", "VAT"}, ui.Sage, ui.Ink)
	p.Button(640, 380, 260, 96, "Check in", ui.Primary, func() {})
	p.Pill(920, 390, 320, 66, "Touch to check in", ui.Thanks, nil)
	p.Border(640, 500, 260, 96, ui.Card, ui.Teal, 4, 26)
	p.RectCorners(920, 500, 200, 96, ui.Peach, ui.Corners{TopLeft: 40, BottomRight: 20})
	p.Circle(1150, 500, 96, ui.HereGreen)
	p.PortraitOf(72, 540, 160, 160, 80, community.Profile{ID: community.ID{1}, Name: "Ishbel Stewart"})
	p.PortraitCorners(260, 540, 160, 160, ui.Corners{TopLeft: 30, TopRight: 30}, community.Profile{ID: community.ID{7}, Name: "Ольга"})
	p.QR(480, 540, 140, "HTTP://KETTLE.EXAMPLE/M/7KQ2MX9A")
	for i, name := range []string{"arrow-left", "delete", "check", "x", "search", "user", "calendar", "coffee"} {
		p.Icon(640+float32(i)*60, 630, 48, name, ui.Terra)
	}
	p.Line(640, 690, 500, ui.Part{Text: "Leila", Style: ui.Style{Face: ui.Display, Size: 27, Color: ui.Ink}},
		ui.Part{Text: " thanked ", Style: ui.Style{Size: 27, Color: ui.Ink}},
		ui.Part{Text: "Callum", Style: ui.Style{Face: ui.Display, Size: 27, Color: ui.Ink}},
		ui.Part{Text: " for “rescuing the printer, again, and the tea”", Style: ui.Style{Size: 27, Color: ui.Ink}})
	return p.Object()
}

func TestTheSheetLooksAsAgreed(t *testing.T) {
	uitest.App(t)
	uitest.Golden(t, "sheet", uitest.Render(sheet(fyne.NewSize(1280, 1080)), 1280, 760))
}

package wall_test

import (
	"testing"

	"kettle/internal/ui/uitest"
	"kettle/wall"
)

// A page that is not full leaves no hole.
func TestFiveThankYousFillTheirPage(t *testing.T) {
	uitest.App(t)
	r := roll(t, uitest.Morning)
	r.Thanks = r.Thanks[:5]
	cfg := wall.Config{Scene: wall.SceneThanks, Hint: true, CanThank: true}
	uitest.Golden(t, "thanks-five", picture(t, seenAt(r, uitest.Morning), cfg, uitest.Morning, 960, 540))
}

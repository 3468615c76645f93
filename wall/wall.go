// Package wall is the screen in the lobby that brings back names: it goes
// through everybody who agreed to be on it, dwells on newcomers and on who is
// here, and shows what is on today, asks, offers, thank-yous and good news. Outside opening
// hours it rests.
//
// What is shown when follows from the time and the IDs alone ([Config.StepAt]),
// so all walls of a space turn the same pages without talking to one another.
// A [State] is one page as plain data; only the *_view.go files draw. [Run] is
// the loop that a program starts.
package wall

import (
	"context"
	"strings"
	"time"

	"kettle/internal/community"
	"kettle/internal/match"
)

// Source is where the wall reads what it may show.
type Source interface {
	Seen(ctx context.Context, a community.Audience) (*community.Seen, error)
}

// The scenes of the wall.
const (
	ScenePeople    = "people"
	SceneSpotlight = "spotlight"
	SceneToday     = "today"
	SceneBoard     = "board"
	SceneThanks    = "thanks"
	SceneNews      = "news"
	SceneNight     = "night"
)

// Scenes are all of them, as a command line may name them.
var Scenes = [...]string{ScenePeople, SceneSpotlight, SceneToday, SceneBoard, SceneThanks, SceneNews, SceneNight}

// The ways from one page to the next.
const (
	TransitionAuto = "auto" // fade, or cut on a machine that is seen to be slow
	TransitionFade = "fade"
	TransitionCut  = "cut" // also for people who want less motion
)

// DefaultDwell is how long a page stays.
const DefaultDwell = 15 * time.Second

// Config is how one wall behaves. The zero Config rotates and invites nobody to
// touch it.
type Config struct {
	Scene      string        // "" rotates; a scene's name holds it and its page
	Transition string        // one of the Transition constants; "" is auto
	Dwell      time.Duration // how long a page stays; 0 is DefaultDwell

	// ProfileURL is the address that the QR code of a profile leads to, for a
	// member's code. Nil shows no codes.
	ProfileURL func(code string) string

	Hint     bool // a touch brings the kiosk, so say so
	CanAsk   bool // the kiosk takes asks and offers
	CanThank bool // the kiosk takes thank-yous

	Finder *match.Finder // finds who can help; nil makes one for each page
}

// helpers are those of who is here who may help with one of the needs, the best
// first.
func (c Config) helpers(seen *community.Seen, needs []string, of community.ID) []match.Helper {
	f := c.Finder
	if f == nil {
		f = new(match.Finder)
	}
	return f.Helpers(seen, community.Ask, strings.Join(needs, "; "), of, 1)
}

func (c Config) dwell() time.Duration {
	if c.Dwell > 0 {
		return c.Dwell
	}
	return DefaultDwell
}

// Shape is a window's size in units: the shorter side is 1080.
type Shape struct{ W, H float32 }

// Portrait says whether the window is higher than wide.
func (s Shape) Portrait() bool { return s.H > s.W }

// The measures that decide how much fits on a page, in units.
const (
	marginWide   = 72 // left and right of a landscape page
	marginNarrow = 48 // of a portrait one
	gap          = 28
	cardWidth    = 272
	cardHeight   = 361
	contentTop   = 199
	footerWide   = 128 // from the end of the content to the edge, landscape
	footerNarrow = 236 // portrait: two rows
)

func (s Shape) margin() float32 {
	if s.Portrait() {
		return marginNarrow
	}
	return marginWide
}

// content is the height between header and footer.
func (s Shape) content() float32 {
	if s.Portrait() {
		return s.H - contentTop - footerNarrow
	}
	return s.H - contentTop - footerWide
}

// grid is how many people fit beside and below one another.
func (s Shape) grid() (columns, rows int) {
	columns = max(1, int((s.W-2*s.margin()+gap)/(cardWidth+gap)))
	rows = max(1, int((s.content()+gap)/(cardHeight+gap)))
	return columns, rows
}

// People is how many people one page holds.
func (s Shape) People() int {
	columns, rows := s.grid()
	return columns * rows
}

// events, posts (of one side), thanks and faces are how many of them one page
// holds.
func (s Shape) events() int { return 4 }

func (s Shape) posts() int { return 4 }

func (s Shape) thanks() int {
	if s.Portrait() {
		return 5
	}
	return 6
}

func (s Shape) faces() int {
	if s.Portrait() {
		return 18
	}
	return 12
}

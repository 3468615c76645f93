package wall

import (
	"time"

	"kettle/internal/community"
)

// Band is something that is said on every scene for a while, in the place of the
// line below the page, so that it hides no faces.
type Band struct {
	Who   []community.Profile // whose faces stand before it
	Words string
	More  string // below, in smaller letters; "" for nothing
	Help  bool   // somebody needs a hand now
}

// bands are how many bands stand beside one another.
func (s Shape) bands() int {
	if s.Portrait() {
		return 2
	}
	return 3
}

// bands welcomes who has come, and says who needs a hand now, the newest first. When
// there are more than fit, each minute shows others.
func (c Config) bands(s *State, seen *community.Seen, step Step, at time.Time, shape Shape) {
	if s.Scene == SceneNight || !seen.Space.OpenAt(at) {
		return
	}
	if b, ok := greeting(seen, step.Greet); ok {
		s.Bands = append(s.Bands, b)
	}
	var help []Band
	for i := range seen.Quick {
		if p := &seen.Quick[i]; p.OpenAt(at) {
			help = append(help, c.help(p))
		}
	}
	s.Bands = append(s.Bands, page(help, int(at.Unix()/60), shape.bands()-len(s.Bands))...)
}

// help is the band of a quick ask.
func (c Config) help(p *community.SeenPost) Band {
	b := Band{Who: []community.Profile{p.By}, Words: p.By.Called + " needs a hand: " + community.Quoted(p.Words), Help: true}
	switch {
	case p.Helper != "":
		b.More = p.Helper + " is on the way."
	case !p.HelperID.IsZero():
		b.More = "Somebody is on the way."
	case c.Hint && c.CanAsk:
		b.More = "Can you help? Touch, and say so."
	default:
		b.More = "Can you help? Go and say hello."
	}
	return b
}

// quickEnds is when the next quick ask is over by itself, the zero time for none.
func quickEnds(seen *community.Seen, now time.Time) (at time.Time) {
	for i := range seen.Quick {
		if p := &seen.Quick[i]; p.OpenAt(now) && (at.IsZero() || p.Until.Before(at)) {
			at = p.Until
		}
	}
	return at
}

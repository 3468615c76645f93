package wall

import (
	"time"

	"kettle/internal/community"
)

// State is one page of the wall as plain data, every word decided. Equal states
// look the same.
type State struct {
	Key   string // pages of different keys follow one another by a transition
	Scene string
	Clock string
	Date  string
	Title string
	Under string // below the title
	Line  []Piece
	Bands []Band // instead of the line, when there are any
	Hint  string // what a touch does; "" when it does nothing
	Dot   int
	Dots  int

	People    []Card
	Notice    *Notice
	Spotlight *Spotlight
	Today     *Today
	Board     *Board
	Thanks    []Thanks
	News      []News
	Night     *Night
}

// Card is one person of the grid.
type Card struct {
	Who  community.Profile
	What string // what they do
	Ask  string // one thing to ask them: "Ask me: VAT returns"
	Here bool
	Sign string // that they are, or how they would like to be met
}

// Notice is what stands where there are few people or none.
type Notice struct {
	Title string
	Words string
	Hosts string // how it is done, for hosts
}

// Compose gives the page of a step at a time. Nothing is drawn that the seen
// does not hold, so nothing is shown that consent does not allow.
func (c Config) Compose(seen *community.Seen, step Step, at time.Time, shape Shape) State {
	now := seen.Space.Local(at)
	s := State{
		Key: key(step), Scene: step.Scene, Clock: clock(now), Date: date(now),
		Dot: step.Dot, Dots: step.Dots,
	}
	if c.Hint {
		s.Hint = "Touch to check in"
	}
	switch step.Scene {
	case SceneSpotlight:
		c.spotlight(&s, seen, step, now)
	case SceneToday:
		c.today(&s, seen, step, now, shape)
	case SceneBoard:
		c.board(&s, seen, step, shape)
	case SceneThanks:
		c.thanks(&s, seen, step, now, shape)
	case SceneNews:
		c.goodNews(&s, seen, step, shape)
	case SceneNight:
		c.night(&s, seen, now)
	default:
		c.people(&s, seen, step, now, shape)
	}
	if s.Scene != SceneNight {
		s.notices(seen, at, c.dwell())
	}
	c.bands(&s, seen, step, at, shape)
	return s
}

// notices puts what hosts tell everybody into the line below the page. Of several each
// has the time of three pages, since a spotlight has no line.
func (s *State) notices(seen *community.Seen, at time.Time, dwell time.Duration) {
	var up []community.Notice
	for _, n := range seen.Notices {
		if n.UpAt(at, community.NoticeWall) {
			up = append(up, n)
		}
	}
	if len(up) > 0 {
		s.Line = []Piece{{Text: up[at.UnixNano()/int64(3*dwell)%int64(len(up))].Words, Strong: true}}
	}
}

func key(s Step) string {
	return s.Scene + " " + s.Who.String() + " " + thousands(s.Page)
}

// profile finds a member among those who may be seen.
func profile(seen *community.Seen, id community.ID) (community.Profile, bool) {
	for i := range seen.Profiles {
		if seen.Profiles[i].ID == id {
			return seen.Profiles[i], true
		}
	}
	return community.Profile{}, false
}

// page gives page number n of a list in as few pages of at most that size as it
// takes, each as full as the others, which start again at its end.
func page[T any](list []T, n, size int) []T {
	pages := max((len(list)+size-1)/size, 1)
	n %= pages
	begin := func(n int) int { return (n*len(list) + pages - 1) / pages }
	return list[begin(n):begin(n+1)]
}

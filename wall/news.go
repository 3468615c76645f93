package wall

import (
	"cmp"

	"kettle/internal/community"
)

// News is one member's good news.
type News struct {
	Who    community.Profile
	Words  string
	Cheers string // "7 cheers", "" for none yet
}

// news is how much good news one page holds.
func (s Shape) news() int { return 3 }

func (c Config) goodNews(s *State, seen *community.Seen, step Step, shape Shape) {
	s.Title = "Good news"
	name := cmp.Or(seen.Space.Name, "this space")
	s.Under = "What members of " + name + " are glad about"
	if len(seen.News) == 0 {
		s.Under = "Nobody has told any this week. What went well for you?"
	}
	for _, p := range page(seen.News, step.Page, shape.news()) {
		n := News{Who: p.By, Words: p.Words}
		if p.Cheers > 0 {
			n.Cheers = count(p.Cheers, "cheer", "cheers")
		}
		s.News = append(s.News, n)
	}
	s.Line = []Piece{{Text: "Glad for somebody here? Tell them so."}}
	if c.Hint && c.CanAsk {
		s.Line = []Piece{{Text: "Glad for somebody? Touch, and cheer in who’s who."}}
	}
}

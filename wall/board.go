package wall

import (
	"kettle/internal/community"
	"kettle/internal/match"
)

// Board is asks and offers side by side, the same size and weight.
type Board struct {
	Asks, Offers             []Note
	NobodyAsks, NobodyOffers string // instead of an empty side
}

// Note is one ask or offer.
type Note struct {
	Who   community.Profile
	By    string // "Ada Okafor is looking for"
	Words string
	Help  string // who is here and can help
}

// may says how sure it is that somebody can help.
func may(h match.Helper) string {
	if h.Offers {
		return " can help"
	}
	return " may know"
}

func (c Config) board(s *State, seen *community.Seen, step Step, shape Shape) {
	var asks, offers []Note
	people := map[community.ID]bool{}
	var asker community.Profile
	for _, post := range seen.Posts {
		n := Note{Who: post.By, Words: post.Words}
		if post.Side == community.Ask {
			n.By = post.By.Name + " is looking for"
			for _, h := range c.helpers(seen, []string{post.Words}, post.MemberID) {
				n.Help = h.Who.Called + may(h) + " · here now"
			}
			asks = append(asks, n)
			people[post.MemberID], asker = true, post.By
		} else {
			n.By = post.By.Name + " is happy to help with"
			offers = append(offers, n)
		}
	}
	s.Title = "A hand, please"
	switch len(people) {
	case 0:
		s.Title = "A hand, if you like"
		s.Under = "What members here are happy to help with"
	case 1:
		s.Under = asker.Called + " is looking for something you might know"
	default:
		s.Under = count(len(people), "person is", "people are") + " looking for something you might know"
	}
	b := &Board{Asks: page(asks, step.Page, shape.posts()), Offers: page(offers, step.Page, shape.posts())}
	if len(asks) == 0 {
		b.NobodyAsks = "Nobody is asking for anything right now. Asking makes somebody else feel valued: what could you do with a hand with?"
	}
	if len(offers) == 0 {
		b.NobodyOffers = "What could you help somebody with, in twenty minutes? Tell a host."
	}
	s.Board = b
	s.Line = []Piece{{Text: "Know something here? Say hello to whoever asks."}}
	if c.Hint && c.CanAsk {
		s.Line = []Piece{{Text: "Know something here? Touch and offer a hand"}}
	}
}

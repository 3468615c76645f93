package wall

import (
	"cmp"
	"time"

	"kettle/internal/community"
)

// Thanks is one thank-you.
type Thanks struct {
	Words    string // in quotation marks
	From, To string // what to call them
	Who      community.Profile
	What     string
}

func (c Config) thanks(s *State, seen *community.Seen, step Step, now time.Time, shape Shape) {
	all, title := seen.Thanks, "Said here"
	for _, span := range []struct {
		title string
		days  int
	}{{"Said this week", 7}, {"Said this month", 31}} {
		var within []community.SeenThankYou
		for _, t := range seen.Thanks {
			if now.Sub(t.SaidAt) < time.Duration(span.days)*24*time.Hour {
				within = append(within, t)
			}
		}
		if len(within) > 0 {
			all, title = within, span.title
			break
		}
	}
	s.Title = title
	s.Under = count(len(all), "thank-you", "thank-yous") + " at " + cmp.Or(seen.Space.Name, "this space")
	if len(all) == 0 {
		s.Title, s.Under = "Thank you", "Thank-yous appear here when both people agree"
	}
	for _, t := range page(all, step.Page, shape.thanks()) {
		s.Thanks = append(s.Thanks, Thanks{
			Words: community.Quoted(cmp.Or(t.Words, "Thank you")), From: t.From.Called, To: t.To.Called, Who: t.To, What: t.What,
		})
	}
	s.Line = []Piece{{Text: "Someone helped you? Say so."}}
	if c.Hint && c.CanThank {
		s.Line = []Piece{{Text: "Someone helped you? Say so at the kiosk."}}
		s.Hint = "Touch to say thanks"
	}
}

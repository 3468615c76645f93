package wall

import (
	"cmp"
	"regexp"
	"time"

	"kettle/internal/community"
)

func (c Config) people(s *State, seen *community.Seen, step Step, now time.Time, shape Shape) {
	s.Title = "Who’s who"
	s.Under = seen.Space.Name
	if seen.Members > 0 {
		s.Under = joinDots(s.Under, count(seen.Members, "member", "members"))
	}
	if seen.Here > 0 {
		s.Under = joinDots(s.Under, thousands(seen.Here)+" here now")
	}
	order := Order(seen.Profiles, now.Format(time.DateOnly))
	byID := make(map[community.ID]int, len(seen.Profiles))
	for i := range seen.Profiles {
		byID[seen.Profiles[i].ID] = i
	}
	for _, id := range PeopleOn(order, step.Page, shape.People()) {
		s.People = append(s.People, card(seen.Profiles[byID[id]]))
	}
	s.Notice = notice(seen)
	if len(s.People) > 0 {
		s.Line = news(seen, now, step.Turn)
	}
}

func card(p community.Profile) Card {
	c := Card{Who: p, What: cmp.Or(p.Headline, p.Organisation, firstSentence(p.About)), Here: p.Here, Sign: sign(&p)}
	switch {
	case len(p.HappyToHelpWith) > 0:
		c.Ask = "Ask me: " + p.HappyToHelpWith[0]
	case len(p.TalkToMeAbout) > 0:
		c.Ask = "Talk to me about: " + p.TalkToMeAbout[0]
	case len(p.LookingFor) > 0:
		c.Ask = "Looking for: " + p.LookingFor[0]
	}
	return c
}

// ended is the end of a sentence; a full stop within a word is none.
var ended = regexp.MustCompile(`[.!?]+(\s|$)|[。！？\n]`)

// firstSentence is a text up to the end of its first sentence.
func firstSentence(s string) string {
	if at := ended.FindStringIndex(s); at != nil && at[0] > 0 {
		return s[:at[0]]
	}
	return s
}

// notice says kindly why there are few people or none, and what can be done.
func notice(seen *community.Seen) *Notice {
	name := cmp.Or(seen.Space.Name, "this space")
	switch {
	case seen.Stale:
		return &Notice{
			Title: "Back in a moment.",
			Words: "The faces of this space come back as soon as this wall hears from the other screens again.",
			Hosts: "Hosts: this wall has not reached the shared store for a month. Switch that on, or pair the wall anew.",
		}
	case seen.Members == 0 && len(seen.Profiles) == 0:
		return &Notice{
			Title: "The kettle’s on.",
			Words: "Soon this wall shows who is who at " + name + ": faces, names, and one thing to ask everybody.",
			Hosts: "Hosts: add members at the kiosk, under “Hosts”, or bring in a list: kettled import members.csv --photos DIR",
		}
	case len(seen.Profiles) == 0:
		return &Notice{
			Title: "A wall for those who say yes.",
			Words: "Nobody is shown here without having agreed to it. Would you like your face and name on this wall? Tell a host.",
			Hosts: "Hosts: note who agreed at the kiosk, under “Hosts”, or for a list: kettled import members.csv --consent wall --recorded \"signed form\"",
		}
	case len(seen.Profiles) <= 10:
		return &Notice{
			Title: "There’s room here.",
			Words: "This wall shows members who agreed to be on it. Would you like to be? Tell a host.",
		}
	}
	return nil
}

// news is the line below the people: something said or somebody new, another
// one each time.
func news(seen *community.Seen, now time.Time, n int64) []Piece {
	all := anniversaries(seen, now)
	var said [][]Piece
	for i := range seen.Thanks {
		if t := &seen.Thanks[i]; now.Sub(t.SaidAt) < 7*24*time.Hour && len(said) < 6 {
			said = append(said, thanked(t))
		}
	}
	all = append(all, said...)
	all = append(all, newcomers(seen, now)...)
	for _, o := range upcoming(seen, now) {
		if daysApart(now, seen.Space.Local(o.StartsAt)) == 0 && o.StartsAt.After(now) && !o.AllDay {
			text := "Today at " + hour(seen.Space.Local(o.StartsAt)) + ": " + o.Title
			if o.Place != "" {
				text += ", " + o.Place
			}
			all = append(all, []Piece{{Text: text}})
			break
		}
	}
	if len(all) == 0 {
		return []Piece{{Text: "Say hello to somebody whose name you don’t know yet."}}
	}
	return all[n%int64(len(all))]
}

func thanked(t *community.SeenThankYou) []Piece {
	line := []Piece{{Text: t.From.Called, Name: true}, {Text: " thanked "}, {Text: t.To.Called, Name: true}}
	switch {
	case t.Words != "":
		return append(line, Piece{Text: ": " + community.Quoted(t.Words)})
	case t.What != "":
		return append(line, Piece{Text: " · " + t.What})
	}
	return line
}

// newcomers are lines that name whoever joined in the last 30 days, in the day's
// order, at most six.
func newcomers(seen *community.Seen, now time.Time) [][]Piece {
	var fresh []community.Profile
	for i := range seen.Profiles {
		if seen.Profiles[i].Newcomer(now) {
			fresh = append(fresh, seen.Profiles[i])
		}
	}
	var lines [][]Piece
	for _, id := range Order(fresh, now.Format(time.DateOnly)) {
		p, _ := profile(seen, id)
		clause := "new here"
		if t, err := time.Parse(time.DateOnly, p.JoinedOn); err == nil {
			switch n := daysApart(t, now); {
			case n == 0:
				clause = "who joined today"
			case n == 1:
				clause = "who joined yesterday"
			case n > 1 && n < 7:
				clause = "who joined on " + t.Format("Monday")
			case n >= 7:
				clause = "who joined on " + t.Format("2 January")
			}
		}
		lines = append(lines, []Piece{{Text: "Meet "}, {Text: p.Called, Name: true}, {Text: ", " + clause}})
		if len(lines) == 6 {
			break
		}
	}
	return lines
}

// sign is what stands on the photo of somebody who is here: how they would like to be
// met, if they said so.
func sign(p *community.Profile) string {
	switch p.Mood {
	case community.MoodOpen:
		return "Open to chat"
	case community.MoodBusy:
		return "Heads down"
	case community.MoodHand:
		return "Needs a hand"
	}
	return "Here"
}

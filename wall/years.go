package wall

import (
	"strings"
	"time"

	"kettle/internal/community"
)

// anniversaries are lines that tell whose day it is, of those who are happy to have it
// told, in the day's order, at most six. A space that is shut tells of nobody.
func anniversaries(seen *community.Seen, now time.Time) (lines [][]Piece) {
	if !seen.Space.OpenAt(now) {
		return nil
	}
	var all []community.Profile
	for i := range seen.Profiles {
		if seen.Profiles[i].Years(now) > 0 {
			all = append(all, seen.Profiles[i])
		}
	}
	for _, id := range Order(all, now.Format(time.DateOnly)) {
		p, _ := profile(seen, id)
		lines = append(lines, []Piece{{Text: p.Called, Name: true}, {Text: " has been here for " + years(p.Years(now)) + " today."}})
		if len(lines) == 6 {
			break
		}
	}
	return lines
}

// yearsKicker tells in the spotlight that it is the member's day: "Five years here
// today"; "" on other days.
func yearsKicker(p *community.Profile, seen *community.Seen, now time.Time) string {
	n := p.Years(now)
	if n == 0 || !seen.Space.OpenAt(now) {
		return ""
	}
	words := years(n)
	return strings.ToUpper(words[:1]) + words[1:] + " here today"
}

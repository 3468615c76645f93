package wall

import (
	"cmp"
	"strings"
	"time"

	"kettle/internal/community"
	"kettle/internal/match"
)

// Spotlight is one member, large.
type Spotlight struct {
	Who     community.Profile
	Kicker  string // above the name: "New here · joined Monday"
	Fresh   bool   // a newcomer
	Said    string // "AY-da oh-KAH-for · she/her · English, Igbo"
	About   string
	Helps   []string
	Needs   []string
	Topics  []string // shown where one of the others is missing
	Address string   // of the profile, for the QR code; "" for none
	Scan    string   // beside the code
	Match   []string // up to two lines: who is here and may help, or who needs this
}

func (c Config) spotlight(s *State, seen *community.Seen, step Step, now time.Time) {
	p, ok := profile(seen, step.Who)
	if !ok { // nobody may be shown
		c.people(s, seen, step, now, Shape{W: 1920, H: 1080})
		s.Scene = ScenePeople
		return
	}
	spot := &Spotlight{
		Who: p, Said: joinDots(p.SaidLike, p.Pronouns, strings.Join(p.Languages, ", ")),
		About: cmp.Or(p.About, community.End(p.Headline, ".")),
		Helps: p.HappyToHelpWith, Needs: p.LookingFor, Topics: p.TalkToMeAbout,
		Fresh: p.Newcomer(now),
	}
	switch when, day := joined(&p, now), yearsKicker(&p, seen, now); {
	case day != "":
		spot.Kicker = day
	case spot.Fresh:
		spot.Kicker = joinDots("New here", when)
	case p.Back:
		spot.Kicker = joinDots("Good to see you again", p.Organisation)
	case p.Here:
		spot.Kicker = joinDots("Here today", p.Organisation)
	case p.Organisation != "":
		spot.Kicker = p.Organisation
	case len(p.JoinedOn) == 10:
		spot.Kicker = "Here since " + p.JoinedOn[:4]
	default:
		spot.Kicker = "Meet"
	}
	if p.Code != "" && c.ProfileURL != nil {
		spot.Address = c.ProfileURL(p.Code)
		spot.Scan = "Scan for " + possessive(p.Called) + " profile"
	}
	for _, h := range c.helpers(seen, p.LookingFor, p.ID) {
		spot.Match = []string{matched(h), hereToday(&h.Who)}
	}
	s.Title, s.Spotlight = p.Name, spot
}

// matched says what somebody who is here can do for the one in the spotlight.
func matched(h match.Helper) string {
	if h.Offers {
		return h.Who.Called + " can help with " + community.End(h.With, ".")
	}
	return h.Who.Called + " may know. " + community.End(h.Why, ".")
}

// possessive is "Ada’s", "Jonas’".
func possessive(name string) string {
	if strings.HasSuffix(strings.ToLower(name), "s") {
		return name + "’"
	}
	return name + "’s"
}

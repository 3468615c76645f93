package community

import "time"

// Profile is what a member lets others see. Only Member.Profile makes one, so
// what is not in it cannot be shown by mistake.
type Profile struct {
	ID              ID
	Code            string // leads to the phone page; "" without that consent
	Name            string
	Called          string // what to call them
	SaidLike        string
	Pronouns        string
	Headline        string
	Organisation    string
	About           string
	Email           string // only if marked as public
	Phone           string // only if marked as public
	Website         string
	JoinedOn        string // ISO date or ""
	Photo           string // hash, or ""
	Languages       []string
	HappyToHelpWith []string
	LookingFor      []string
	TalkToMeAbout   []string
	Here            bool   // in the building now, and happy to be shown so
	ShowsPresence   bool   // agreed to be shown as here or not here
	Mood            string // of one who is Here: one of the Mood constants, or ""
	Back            bool   // of one who is Here: back after a long time, and happy to hear so
	WelcomeMe       bool   // the wall may welcome them by name
	MyYears         bool   // the wall may tell of the day on which they joined
}

// Profile gives what that audience may see of the member; ok is false when it
// may see nothing. The slices are shared with the member: do not write to them.
// Presence is not part of it: whoever knows of a visit adds it with WithPresence.
func (m *Member) Profile(a Audience) (p Profile, ok bool) {
	agreed := map[Audience]bool{
		Wall: m.OnWall.Given, Phone: m.OnPhone.Given, Network: m.OtherSpaces.Given, Self: true, Hosts: true,
	}[a]
	if !agreed || !m.Active() && a != Hosts {
		return Profile{}, false
	}
	if a == Self && !m.OnWall.Given {
		return Profile{ID: m.ID, Name: m.Name, Called: m.Call()}, true
	}
	p = Profile{
		ID: m.ID, Name: m.Name, Called: m.Call(), SaidLike: m.SaidLike, Pronouns: m.Pronouns,
		Headline: m.Headline, Organisation: m.Organisation, About: m.About, Website: m.Website,
		JoinedOn: m.JoinedOn, Photo: m.Photo, Languages: m.Languages, HappyToHelpWith: m.HappyToHelpWith,
		LookingFor: m.LookingFor, TalkToMeAbout: m.TalkToMeAbout,
		ShowsPresence: m.HereNow.Given && m.OnWall.Given && (a == Wall || a == Self),
		WelcomeMe:     m.WelcomeMe && a == Wall, MyYears: m.MyYears && a == Wall,
	}
	if m.OnPhone.Given {
		p.Code = m.Code
	}
	if m.EmailPublic {
		p.Email = m.Email
	}
	if m.PhonePublic {
		p.Phone = m.Phone
	}
	return p, true
}

// WithPresence adds whether the member is here, if they agreed to show that.
func (p Profile) WithPresence(here bool) Profile {
	p.Here = here && p.ShowsPresence
	return p
}

// Newcomer says whether the member joined in the 30 days before now.
func (p *Profile) Newcomer(now time.Time) bool {
	joined, err := time.Parse(time.DateOnly, p.JoinedOn)
	if err != nil {
		return false
	}
	age := now.Sub(joined)
	return age > -36*time.Hour && age < 31*24*time.Hour
}

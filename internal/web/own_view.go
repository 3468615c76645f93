package web

import (
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

// ownView is one's own profile as the page with the form shows it.
type ownView struct {
	Space    string
	Action   string // where the form goes, and with .jpg the photo is
	Greeting string // what to call them
	Right    string // the day on which all was last said to be right
	Name     string
	NameLang string
	NameSize string
	Photo    bool
	Fresh    bool // the photo was sent and waits for the save
	Initials string
	Ground   int
	Said     string // what happened, or what is wrong, in a sentence
	Trouble  bool   // it is what is wrong
	Approve  bool   // hosts look first
	PhotoBad string
	Seen     int
	Token    string
	Who      []ownField
	Does     []ownField
	Lists    []ownField
	Private  []ownField
	Publics  []ownBox
	Consents []ownBox
	Wishes   []ownBox
	Edits    []editView
	Board    bool // there are asks and offers
	Events   bool
	SignIn   bool // this link can begin a session
	Session  bool
	HasPIN   bool
	PINBad   string
}

// ownField is one field of the form.
type ownField struct {
	Name, Label, Hint string
	Value             string
	Lines             int    // 0 for a field of one line
	Kind              string // of the input: text, url, email, tel
	Auto              string // what a phone may fill in
	Wrong             string
	Theirs            string // what somebody else changed it to meanwhile
	Asks              bool   // whose words to keep
}

// ownBox is a box to tick.
type ownBox struct {
	Name, Label, Hint string
	On                bool
	Waits             bool // for a host
}

// editView is one change as the page tells it.
type editView struct{ When, Words string }

// The words of each field on the page.
var (
	whoFields = [...]ownField{
		{Name: "name", Label: "Your name", Hint: "As you write it, in any script.", Kind: "text", Auto: "name"},
		{Name: "called", Label: "What we call you", Hint: "Leave it empty for your first name.", Kind: "text", Auto: "nickname"},
		{Name: "said_like", Label: "How to say it", Hint: "Such as TOH-mash VOOY-chik.", Kind: "text"},
		{Name: "pronouns", Label: "Pronouns", Kind: "text"},
	}
	doesFields = [...]ownField{
		{Name: "headline", Label: "What you do, in a few words", Kind: "text", Auto: "organization-title"},
		{Name: "organisation", Label: "Where", Hint: "A company, a charity, yourself.", Kind: "text", Auto: "organization"},
		{Name: "about", Label: "About you", Lines: 5},
		{Name: "website", Label: "Website", Kind: "text", Auto: "url"},
	}
	listFields = [...]ownField{
		{Name: community.ListOffers, Label: "Happy to help with", Hint: "One a line. Small things count most.", Lines: 3},
		{Name: community.ListAsks, Label: "Looking for", Hint: "One a line. People like to be asked.", Lines: 3},
		{Name: community.ListTopics, Label: "Talk to me about", Hint: "One a line.", Lines: 3},
		{Name: community.ListLanguages, Label: "Languages", Hint: "One a line, as they call themselves.", Lines: 2},
	}
	privateFields = [...]ownField{
		{Name: "email", Label: "E-mail", Kind: "email", Auto: "email"},
		{Name: "phone", Label: "Phone", Kind: "tel", Auto: "tel"},
	}
	consentBoxes = [...]ownBox{
		{Name: "show_on_wall", Label: "On the wall", Hint: "Your profile is on the screens inside this building, and people find you at the kiosk."},
		{Name: "show_on_phone_page", Label: "On a phone page", Hint: "Whoever scans your code here sees your profile on their phone."},
		{Name: "show_presence", Label: "Here now", Hint: "The screens say that you are here while you are checked in. Never when you came, never where you sit, never at night. It needs the wall."},
	}
	publicBoxes = [...]ownBox{
		{Name: "email_public", Label: "Show my e-mail", Hint: "On your profile, for everybody who sees it. Otherwise only hosts do."},
		{Name: "phone_public", Label: "Show my phone number", Hint: "On your profile, for everybody who sees it. Otherwise only hosts do."},
	}
)

// viewOwn shows the member, wish with the ticks that wait for a host, and what was
// typed. e is nil for a page that was only opened.
func viewOwn(m, wish *community.Member, space *community.Space, e *edit) ownView {
	name := community.CleanLine(m.Name)
	v := ownView{
		Space: community.CleanLine(space.Name), Name: name, NameSize: nameSize(name), NameLang: langOf(name, m.Languages),
		Photo: m.Photo != "", Initials: community.Initials(name), Ground: int(m.ID.Mixed("ground") % 5), Approve: space.ApproveEdits,
		Who: fieldsOf(whoFields[:], m, e), Does: fieldsOf(doesFields[:], m, e), Lists: fieldsOf(listFields[:], m, e),
		Wishes: viewWishes(m, e),
	}
	for _, box := range consentBoxes {
		box.On = wish.Consents()[box.Name].Given
		box.Waits = box.On && !m.Consents()[box.Name].Given
		if e != nil {
			box.On = e.on[box.Name]
		}
		v.Consents = append(v.Consents, box)
	}
	return v
}

// withSession adds what only a session shows.
func (v *ownView) withSession(m, wish *community.Member, e *edit) {
	v.Session = true
	v.Private = fieldsOf(privateFields[:], m, e)
	for _, box := range publicBoxes {
		box.On = ticked(wish, box.Name)
		box.Waits = box.On && !ticked(m, box.Name)
		if e != nil {
			box.On = e.on[box.Name]
		}
		v.Publics = append(v.Publics, box)
	}
}

func fieldsOf(known []ownField, m *community.Member, e *edit) []ownField {
	fields := slices.Clone(known)
	for i := range fields {
		one := &fields[i]
		one.Value = shown(m, one.Name)
		if e != nil {
			one.Value = shown(&e.next, one.Name)
			if typed, ok := e.typed[one.Name]; ok {
				one.Value = typed
			}
			one.Wrong = e.wrong[one.Name]
			one.Theirs, one.Asks = e.theirs[one.Name]
		}
		if one.Lines > 0 {
			one.Lines = min(max(one.Lines, strings.Count(one.Value, "\n")+2, len(one.Value)/34+1), 14)
		}
	}
	return fields
}

// labels are the names of fields for people.
func labelOf(field string) string {
	list, _, _ := strings.Cut(field, ":")
	for _, known := range [...][]ownField{whoFields[:], doesFields[:], listFields[:], privateFields[:]} {
		for _, f := range known {
			if f.Name == list {
				return f.Label
			}
		}
	}
	for _, known := range [...][]ownBox{consentBoxes[:], publicBoxes[:], wishBoxes[:]} {
		for _, b := range known {
			if b.Name == field {
				return b.Label
			}
		}
	}
	return map[string]string{"photo": "Photo", "state": "Membership", "joined_on": "Member since", "confirmed_on": "Still right"}[field]
}

const maxEdits = 8 // shown

// viewEdits tells the newest changes; fields without a name for people, which are
// the hosts' own, are left out.
func viewEdits(edits []Edit, m *community.Member, space *community.Space) []editView {
	var views []editView
	for _, e := range edits {
		var names []string
		for _, field := range e.Fields {
			if name := labelOf(field); name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if len(names) == 0 {
			continue
		}
		views = append(views, editView{
			When: space.Local(e.At).Format("2 January 2006"), Words: strings.Join(names, ", ") + " · " + whoDid(e.By, m.ID),
		})
		if len(views) == maxEdits {
			break
		}
	}
	return views
}

func whoDid(by community.Actor, member community.ID) string {
	switch by.Kind {
	case community.ActorProven, community.ActorClaimed:
		if by.ID == member {
			return "you"
		}
		return "another member"
	case community.ActorHost:
		return "a host"
	case community.ActorImport:
		return "a list that a host brought in"
	case community.ActorAutomatic:
		return "by itself"
	case community.ActorAnonymous:
	}
	return "somebody at the kiosk"
}

// stillRight says when the member last said that all is right, for the page.
func stillRight(m *community.Member) string {
	day, err := time.Parse(time.DateOnly, m.ConfirmedOn)
	if err != nil {
		return ""
	}
	return day.Format("2 January 2006")
}

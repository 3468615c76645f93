package community

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"
)

// The states of a membership. Only an active member is shown or found.
const (
	StateActive = "active"
	StatePaused = "paused"
	StateLeft   = "left"
)

// The lists of short texts that a member has. Each element is a field of its
// own ("happy_to_help_with:VAT returns"), so two screens that add to one list
// while apart keep both.
const (
	ListLanguages = "languages"
	ListOffers    = "happy_to_help_with"
	ListAsks      = "looking_for"
	ListTopics    = "talk_to_me_about"
)

// ListInduction is what of the space's induction checklist was done with the
// member. Like Notes it is the hosts' alone: no Profile has it.
const ListInduction = "induction"

// allLists are the lists that others may see, and the hosts' own.
var allLists = [...]string{ListLanguages, ListOffers, ListAsks, ListTopics, ListInduction}

// Lists are the names of the lists that others may see, in the order in which
// people see them.
var Lists = [...]string{ListLanguages, ListOffers, ListAsks, ListTopics}

// Member is a person with a membership: all that a host knows of them. Nothing
// but a Profile made of it may be shown to others.
type Member struct {
	ID           ID
	Number       string // as the space numbers its members; unique only by custom
	Name         string // as the member writes it, in any script
	Called       string // what to call them in a greeting; empty means worked out from Name
	SaidLike     string // how to say the name: "shi-VAWN"
	Pronouns     string
	Headline     string // what they do, in a few words
	Organisation string
	About        string
	Email        string // hosts only, unless EmailPublic
	EmailPublic  bool
	Phone        string // hosts only, unless PhonePublic
	PhonePublic  bool
	Website      string
	JoinedOn     string // ISO date or ""
	Photo        string // SHA-256 of the kept photo in hex, or ""
	Code         string // 8 letters and digits that lead to the phone page
	State        string // StateActive, StatePaused or StateLeft

	Notes       string // hosts only
	IntroduceMe bool   // would like to be introduced to people; hosts only
	ConfirmedOn string // ISO date on which they last said that the profile is still right, or ""
	LeftOn      string // ISO date on which they left, or ""; erased LeftDays after
	LeaveMe     bool   // would rather not be introduced to anybody; never told to others
	WelcomeMe   bool   // the wall may welcome them by name when they come in
	MyYears     bool   // the wall may tell of the day on which they joined
	LearnNames  bool   // would like to learn the others' names by a quiz
	AskedIn     string // quarter in which they were last asked a question, as "2026-Q4"

	Languages       []string
	HappyToHelpWith []string
	LookingFor      []string
	TalkToMeAbout   []string
	Induction       []string // done; hosts only

	OnWall      Consent // show_on_wall
	OnPhone     Consent // show_on_phone_page
	HereNow     Consent // show_presence
	OtherSpaces Consent // show_to_other_spaces
}

// MemberFields are the names of the fields that are not lists, in the order
// that Fields gives them. A name never changes its meaning.
var MemberFields = [...]string{
	"number", "name", "called", "said_like", "pronouns", "headline", "organisation", "about",
	"email", "email_public", "phone", "phone_public", "website", "joined_on", "photo", "code", "state",
	"show_on_wall", "show_on_phone_page", "show_presence", "show_to_other_spaces",
	"notes", "introduce_me", "confirmed_on", "left_on", "leave_me", "welcome_me", "my_years", "learn_names", "asked_in",
}

// LeftDays is how long a member who has left stays in the hosts' list, before
// they are erased.
const LeftDays = 30

// Fields gives the member as named text values: those of MemberFields, then one
// for each element of each list, with its place in the list as the value.
func (m *Member) Fields() []Field {
	values := [...]string{
		m.Number, m.Name, m.Called, m.SaidLike, m.Pronouns, m.Headline, m.Organisation, m.About,
		m.Email, yesValue(m.EmailPublic), m.Phone, yesValue(m.PhonePublic), m.Website, m.JoinedOn, m.Photo, m.Code, m.State,
		m.OnWall.value(), m.OnPhone.value(), m.HereNow.value(), m.OtherSpaces.value(),
		m.Notes, yesValue(m.IntroduceMe), m.ConfirmedOn, m.LeftOn,
		yesValue(m.LeaveMe), yesValue(m.WelcomeMe), yesValue(m.MyYears), yesValue(m.LearnNames), m.AskedIn,
	}
	fields := make([]Field, 0, len(values)+8)
	for i, name := range MemberFields {
		fields = append(fields, Field{name, values[i]})
	}
	for _, list := range allLists {
		for i, tag := range *m.List(list) {
			fields = append(fields, Field{list + ":" + tag, rank(i)})
		}
	}
	return fields
}

// rank is the value of the element at place i of a list: texts that sort like
// the places. Equal places of two screens' elements are ordered by their text.
func rank(i int) string { return string([]byte{byte('a' + i/26%26), byte('a' + i%26)}) }

func yesValue(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// List gives the list of that name, nil for a name that is none.
func (m *Member) List(name string) *[]string {
	switch name {
	case ListLanguages:
		return &m.Languages
	case ListOffers:
		return &m.HappyToHelpWith
	case ListAsks:
		return &m.LookingFor
	case ListTopics:
		return &m.TalkToMeAbout
	case ListInduction:
		return &m.Induction
	}
	return nil
}

// Set reads one named value. A list's name alone takes all its elements at
// once, split at ";" or else ","; "list:element" adds one, or with an empty
// value removes it. It returns a *FieldError for a value that does not fit and
// ErrNotFound for a name it does not know; the member is unchanged then.
func (m *Member) Set(field, value string) (err error) {
	if list, tag, ok := strings.Cut(field, ":"); ok {
		return m.setTag(list, tag, value)
	}
	if list := m.List(field); list != nil {
		return setList(list, field, SplitList(value), maxTags, 80)
	}
	line := func(at *string, limit int) { err = setClean(at, field, value, limit) }
	yes := func(at *bool) { err = setYes(at, field, value) }
	consent := func(at *Consent) {
		var c Consent
		if c, err = parseConsent(field, value); err == nil {
			*at = c
		}
	}
	switch field {
	case "number":
		line(&m.Number, 40)
	case "name":
		line(&m.Name, maxLine)
	case "called":
		line(&m.Called, 60)
	case "said_like":
		line(&m.SaidLike, maxLine)
	case "pronouns":
		line(&m.Pronouns, 40)
	case "headline":
		line(&m.Headline, maxLine)
	case "organisation":
		line(&m.Organisation, maxLine)
	case "about":
		line(&m.About, maxWords)
	case "email":
		return m.setEmail(value)
	case "email_public":
		yes(&m.EmailPublic)
	case "phone":
		line(&m.Phone, 40)
	case "phone_public":
		yes(&m.PhonePublic)
	case "website":
		line(&m.Website, maxLine)
	case "joined_on":
		err = setDate(&m.JoinedOn, field, value)
	case "confirmed_on":
		err = setDate(&m.ConfirmedOn, field, value)
	case "left_on":
		err = setDate(&m.LeftOn, field, value)
	case "notes":
		line(&m.Notes, maxWords)
	case "introduce_me":
		yes(&m.IntroduceMe)
	case "leave_me":
		yes(&m.LeaveMe)
	case "welcome_me":
		yes(&m.WelcomeMe)
	case "my_years":
		yes(&m.MyYears)
	case "learn_names":
		yes(&m.LearnNames)
	case "asked_in":
		if value != "" && !quarterForm.MatchString(value) {
			return fieldErr(field, "%q is not a quarter such as 2026-Q4", value)
		}
		m.AskedIn = value
	case "photo":
		if value != "" && !IsHash(value) {
			return fieldErr(field, "is not the hash of a photo")
		}
		m.Photo = value
	case "code":
		value = strings.ToUpper(strings.TrimSpace(value))
		if value != "" && !IsCode(value) {
			return fieldErr(field, "%q is not a code of 8 letters and digits", value)
		}
		m.Code = value
	case "state":
		value = cmp.Or(strings.ToLower(strings.TrimSpace(value)), StateActive)
		if !slices.Contains([]string{StateActive, StatePaused, StateLeft}, value) {
			return fieldErr(field, "%q is none of: active, paused, left", value)
		}
		m.State = value
	case "show_on_wall":
		consent(&m.OnWall)
	case "show_on_phone_page":
		consent(&m.OnPhone)
	case "show_presence":
		consent(&m.HereNow)
	case "show_to_other_spaces":
		consent(&m.OtherSpaces)
	default:
		return ErrNotFound
	}
	return err
}

// quarterForm is how Quarter writes one.
var quarterForm = regexp.MustCompile(`^[0-9]{4}-Q[1-4]$`)

// Quarter gives the quarter of the year in which a time is, in its own zone.
func Quarter(t time.Time) string { return fmt.Sprintf("%04d-Q%d", t.Year(), (t.Month()+2)/3) }

// setDate reads an ISO date, or "".
func setDate(at *string, field, value string) error {
	value = strings.TrimSpace(value)
	if _, e := time.Parse(time.DateOnly, value); value != "" && e != nil {
		return fieldErr(field, "%q is not a date such as 2026-03-31", value)
	}
	*at = value
	return nil
}

func (m *Member) setEmail(value string) error {
	value = CleanLine(value)
	if value != "" {
		a, err := mail.ParseAddress(value)
		if err != nil || len(value) > 254 {
			return fieldErr("email", "%q is not an e-mail address", value)
		}
		a.Name = ""
		value = strings.Trim(a.String(), "<>") // a quoted part keeps its quotes
	}
	m.Email = value
	return nil
}

// Validate says what keeps the member from being kept, all of it, joined.
func (m *Member) Validate() error {
	var errs []error
	if m.Name == "" {
		errs = append(errs, fieldErr("name", "is missing"))
	}
	return errors.Join(errs...)
}

// Consents gives the four consents by the names of their fields.
func (m *Member) Consents() map[string]*Consent {
	return map[string]*Consent{
		"show_on_wall": &m.OnWall, "show_on_phone_page": &m.OnPhone,
		"show_presence": &m.HereNow, "show_to_other_spaces": &m.OtherSpaces,
	}
}

// Active says whether the membership is running.
func (m *Member) Active() bool { return m.State == StateActive || m.State == "" }

// MarshalJSON writes all a host may read, by the fields' names; consents as
// true or false, and once more in full under "consents".
func (m Member) MarshalJSON() ([]byte, error) {
	list := func(s []string) []string { return append([]string{}, s...) }
	return json.Marshal(struct {
		ID              ID                  `json:"id"`
		Number          string              `json:"number"`
		Name            string              `json:"name"`
		Called          string              `json:"called"`
		SaidLike        string              `json:"said_like"`
		Pronouns        string              `json:"pronouns"`
		Headline        string              `json:"headline"`
		Organisation    string              `json:"organisation"`
		About           string              `json:"about"`
		Email           string              `json:"email"`
		EmailPublic     bool                `json:"email_public"`
		Phone           string              `json:"phone"`
		PhonePublic     bool                `json:"phone_public"`
		Website         string              `json:"website"`
		JoinedOn        string              `json:"joined_on"`
		Photo           string              `json:"photo"`
		Code            string              `json:"code"`
		State           string              `json:"state"`
		Languages       []string            `json:"languages"`
		HappyToHelpWith []string            `json:"happy_to_help_with"`
		LookingFor      []string            `json:"looking_for"`
		TalkToMeAbout   []string            `json:"talk_to_me_about"`
		OnWall          bool                `json:"show_on_wall"`
		OnPhone         bool                `json:"show_on_phone_page"`
		HereNow         bool                `json:"show_presence"`
		OtherSpaces     bool                `json:"show_to_other_spaces"`
		Notes           string              `json:"notes"`
		IntroduceMe     bool                `json:"introduce_me"`
		ConfirmedOn     string              `json:"confirmed_on"`
		LeftOn          string              `json:"left_on"`
		LeaveMe         bool                `json:"leave_me"`
		WelcomeMe       bool                `json:"welcome_me"`
		MyYears         bool                `json:"my_years"`
		LearnNames      bool                `json:"learn_names"`
		AskedIn         string              `json:"asked_in"`
		Induction       []string            `json:"induction"`
		Consents        map[string]*Consent `json:"consents"`
	}{
		m.ID, m.Number, m.Name, m.Called, m.SaidLike, m.Pronouns, m.Headline, m.Organisation, m.About,
		m.Email, m.EmailPublic, m.Phone, m.PhonePublic, m.Website, m.JoinedOn, m.Photo, m.Code, cmp.Or(m.State, StateActive),
		list(m.Languages), list(m.HappyToHelpWith), list(m.LookingFor), list(m.TalkToMeAbout),
		m.OnWall.Given, m.OnPhone.Given, m.HereNow.Given, m.OtherSpaces.Given,
		m.Notes, m.IntroduceMe, m.ConfirmedOn, m.LeftOn, m.LeaveMe, m.WelcomeMe, m.MyYears, m.LearnNames, m.AskedIn, list(m.Induction), m.Consents(),
	})
}

// IsHash says whether s is a SHA-256 in lower-case hex, which is what names a
// photo.
func IsHash(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// CodeLetters are the letters and digits of codes: upper case, without those
// that are taken for one another (0 O, 1 I L, U V).
const CodeLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

// IsCode says whether s has the form of a member's code.
func IsCode(s string) bool { return len(s) == 8 && strings.Trim(s, CodeLetters) == "" }

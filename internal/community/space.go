package community

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// How the kiosk finds members.
const (
	SearchOpen     = "open"          // from the first letter
	SearchThree    = "three letters" // from the third letter
	SearchFullName = "full name"     // only by the whole name
)

// Space is one coworking place and its own words: a record like all others,
// whose ID is the ID of the space.
type Space struct {
	ID         ID       `json:"id"`
	Name       string   `json:"name"`
	Zone       string   `json:"zone"`        // IANA name; empty is UTC
	Hours      Hours    `json:"-"`           // when it is open
	Holidays   []string `json:"holidays"`    // days it is shut, ISO dates
	SearchMode string   `json:"search_mode"` // one of the Search constants
	Greeting   string   `json:"greeting"`    // second line of the kiosk's home
	About      string   `json:"about"`       // a paragraph for the phone page of the space
	Address    string   `json:"address"`     // where it is, for the phone page
	Website    string   `json:"website"`     // shown as text on the phone page, never a link on a screen
	WiFi       string   `json:"wifi"`        // name of the network that phones should use; empty hides it

	ApproveEdits bool     `json:"approve_edits"` // hosts look at what members change of themselves before it counts
	VisitDays    int      `json:"visit_days"`    // how long a visit is kept, then it is only counted
	VisitorDays  int      `json:"visitor_days"`  // how long a visitor is kept
	VisitorWords string   `json:"visitor_words"` // what visitors read before the first field; empty is the program's own
	HouseRules   string   `json:"house_rules"`   // what visitors have to agree to; empty asks nothing
	Badge        bool     `json:"badge"`         // visitors get a badge
	Induction    []string `json:"induction"`     // what hosts go through with a new member

	ThanksKinds  []string `json:"thanks_kinds"`  // what people thank for; empty is ThanksKinds
	ApproveWords bool     `json:"approve_words"` // hosts look at asks, offers, news and thank-yous before the wall shows them
	BlockedWords []string `json:"blocked_words"` // what has one of them waits for a host
	Synonyms     []string `json:"synonyms"`      // words that mean the same here: "VAT, value added tax, MwSt"
	Calendars    []string `json:"calendars"`     // URLs of calendars that are read from the network; a host allowed each
	HandOver     string   `json:"hand_over"`     // what hosts tell the next one
	NoQuestion   bool     `json:"no_question"`   // nobody is asked a question at check-out
	Practices    string   `json:"-"`             // templates of events that were brought in, as the text of a practice pack

	loc *time.Location // of Zone, so that drawing a clock reads no file
}

// Fields gives the space as named text values, always all of them and in the
// same order.
func (s *Space) Fields() []Field {
	return []Field{
		{"name", s.Name},
		{"zone", s.Zone},
		{"hours", hoursValue(s.Hours)},
		{"holidays", strings.Join(s.Holidays, " ")},
		{"search_mode", s.SearchMode},
		{"greeting", s.Greeting},
		{"about", s.About},
		{"address", s.Address},
		{"website", s.Website},
		{"wifi", s.WiFi},
		{"approve_edits", yesValue(s.ApproveEdits)},
		{"visit_days", daysValue(s.VisitDays)},
		{"visitor_days", daysValue(s.VisitorDays)},
		{"visitor_words", s.VisitorWords},
		{"house_rules", s.HouseRules},
		{"badge", yesValue(s.Badge)},
		{"induction", JoinList(s.Induction)},
		{"thanks_kinds", JoinList(s.ThanksKinds)},
		{"approve_words", yesValue(s.ApproveWords)},
		{"blocked_words", JoinList(s.BlockedWords)},
		{"synonyms", strings.Join(s.Synonyms, "; ")},
		{"calendars", strings.Join(s.Calendars, "; ")},
		{"hand_over", s.HandOver},
		{"no_question", yesValue(s.NoQuestion)},
		{"practices", s.Practices},
	}
}

// KeepDays is how long visits and visitors are kept unless the space says
// otherwise, and the most it may say.
const (
	KeepDays     = 30
	MostKeepDays = 90
)

// daysValue is "" for what nobody has chosen.
func daysValue(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func hoursValue(h Hours) string {
	if h.IsZero() {
		return ""
	}
	return h.String()
}

// Set reads one named value; it returns a *FieldError for a value that does not
// fit and ErrNotFound for a name it does not know.
func (s *Space) Set(field, value string) (err error) {
	switch field {
	case "name":
		err = setClean(&s.Name, field, value, 80)
	case "zone":
		loc, e := time.LoadLocation(value)
		if e != nil || value == "Local" {
			return fieldErr(field, "%q is not a time zone such as Europe/London", value)
		}
		s.Zone, s.loc = value, loc
	case "hours":
		h, e := ParseHours(value)
		if e != nil {
			return fieldErr(field, "%v", e)
		}
		s.Hours = h
	case "holidays":
		days := strings.FieldsFunc(value, func(r rune) bool { return r == ' ' || r == ',' || r == ';' })
		for _, d := range days {
			if _, e := time.Parse(time.DateOnly, d); e != nil {
				return fieldErr(field, "%q is not a date such as 2026-12-25", d)
			}
		}
		slices.Sort(days)
		s.Holidays = slices.Compact(days)
	case "search_mode":
		value = strings.ToLower(strings.NewReplacer("_", " ", "-", " ").Replace(strings.TrimSpace(value)))
		switch value {
		case "":
			value = SearchOpen
		case "three", "3":
			value = SearchThree
		case "full":
			value = SearchFullName
		case SearchOpen, SearchThree, SearchFullName:
		default:
			return fieldErr(field, "%q is none of: open, three letters, full name", value)
		}
		s.SearchMode = value
	case "greeting":
		err = setClean(&s.Greeting, field, value, 80)
	case "about":
		err = setClean(&s.About, field, value, maxWords)
	case "address":
		err = setClean(&s.Address, field, value, maxLine)
	case "website":
		err = setClean(&s.Website, field, value, maxLine)
	case "wifi":
		err = setClean(&s.WiFi, field, value, 64)
	case "approve_edits":
		err = setYes(&s.ApproveEdits, field, value)
	case "badge":
		err = setYes(&s.Badge, field, value)
	case "visit_days":
		err = setDays(&s.VisitDays, field, value)
	case "visitor_days":
		err = setDays(&s.VisitorDays, field, value)
	case "visitor_words":
		err = setClean(&s.VisitorWords, field, value, 600)
	case "house_rules":
		err = setClean(&s.HouseRules, field, value, maxWords)
	case "induction":
		err = setList(&s.Induction, field, SplitList(value), maxTags, 80)
	case "thanks_kinds":
		err = setList(&s.ThanksKinds, field, SplitList(value), maxTags, maxKind)
	case "approve_words":
		err = setYes(&s.ApproveWords, field, value)
	case "blocked_words":
		err = setList(&s.BlockedWords, field, SplitList(value), 400, 80)
	case "synonyms":
		// The words of one line are separated by commas, so a single line has a
		// semicolon, too.
		err = setList(&s.Synonyms, field, strings.FieldsFunc(value, func(r rune) bool { return r == ';' || r == '\n' }), 400, maxLine)
	case "calendars":
		err = setList(&s.Calendars, field, addresses(value), maxTags, maxLine)
	case "hand_over":
		err = setClean(&s.HandOver, field, value, maxWords)
	case "no_question":
		err = setYes(&s.NoQuestion, field, value)
	case "practices":
		if len(value) > 64<<10 {
			return fieldErr(field, "are more than 64 KiB")
		}
		s.Practices = value
	default:
		return ErrNotFound
	}
	return err
}

// addresses parts the addresses of calendars. A semicolon may be between two, and may be
// part of one (RFC 3986, section 2.2).
func addresses(value string) []string {
	list := strings.Fields(strings.NewReplacer(";http", " http", ";webcal", " webcal").Replace(CleanLine(value)))
	for i := range list {
		list[i] = strings.TrimRight(list[i], ";")
	}
	return list
}

func setYes(at *bool, field, value string) error {
	yes, ok := ParseYes(value)
	if !ok {
		return fieldErr(field, "%q is neither yes nor no", value)
	}
	*at = yes
	return nil
}

// setDays reads a number of days, 1 to MostKeepDays; "" is what the program
// takes by itself.
func setDays(at *int, field, value string) error {
	n := 0
	if value = strings.TrimSpace(value); value != "" {
		var err error
		if n, err = strconv.Atoi(value); err != nil || n < 1 || n > MostKeepDays {
			return fieldErr(field, "%q is not a number of days from 1 to %d", value, MostKeepDays)
		}
	}
	*at = n
	return nil
}

// MarshalJSON writes the fields by name, hours as text.
func (s Space) MarshalJSON() ([]byte, error) {
	type plain Space
	for _, list := range []*[]string{&s.Holidays, &s.Induction, &s.ThanksKinds, &s.BlockedWords, &s.Synonyms, &s.Calendars} {
		*list = append([]string{}, *list...)
	}
	return json.Marshal(struct {
		plain
		Hours string `json:"hours"`
	}{plain(s), s.Hours.String()})
}

// Location is the space's time zone, UTC when none is set or the machine does
// not know it.
func (s *Space) Location() *time.Location {
	if s.loc != nil {
		return s.loc
	}
	if l, err := time.LoadLocation(s.Zone); err == nil {
		return l
	}
	return time.UTC
}

// Local gives t in the space's zone.
func (s *Space) Local(t time.Time) time.Time { return t.In(s.Location()) }

// EndOf is the end of the space's calendar day at t.
func (s *Space) EndOf(t time.Time) time.Time {
	local := s.Local(t)
	end := time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, local.Location())
	if end.Day() == local.Day() { // clocks go forward at midnight, which does not come then
		_, before := end.Zone()
		_, after := end.Add(3 * time.Hour).Zone()
		end = end.Add(time.Duration(after-before) * time.Second)
	}
	return end.UTC()
}

// Day is the space's calendar day at t, as an ISO date.
func (s *Space) Day(t time.Time) string { return s.Local(t).Format(time.DateOnly) }

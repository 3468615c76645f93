package kiosk

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kettle/internal/community"
)

// consentWords are the four consents as members are asked.
var consentWords = []struct{ name, label string }{
	{"show_on_wall", "On the wall"},
	{"show_on_phone_page", "On the phone page"},
	{"show_presence", "As here now"},
	{"show_to_other_spaces", "In other spaces"},
}

// OnPaper is a consent that was signed, on a day that the paper says.
const OnPaper = "on paper"

// HowGiven are the ways in which a consent is given.
var HowGiven = []string{"on this screen", "on their phone", OnPaper}

// The parts of a day that are stepped through, as DoDate names them.
const (
	PartDay   = "day"
	PartMonth = "month"
	PartYear  = "year"
)

// firstPaper is the first day that a paper may say.
var firstPaper = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// asking is a consent that is being given.
type asking struct {
	consent string    // "" for none
	paper   time.Time // the day on the paper, zero while it is asked how
}

func consentLines(m *community.Member, space *community.Space) []ConsentLine {
	var out []ConsentLine
	all := m.Consents()
	for _, w := range consentWords {
		c := all[w.name]
		out = append(out, ConsentLine{Name: w.name, Label: w.label, Given: c.Given, How: howWords(c, space)})
	}
	return out
}

// howWords says how a consent was given or taken back, by whom it was recorded, and
// when.
func howWords(c *community.Consent, space *community.Space) string {
	how, who, _ := strings.Cut(c.Recorded, recordedBy)
	if c.SignedOn != "" {
		how = strings.TrimSpace(how + " of " + shortDay(c.SignedOn))
	}
	at := ""
	if !c.At.IsZero() {
		at = space.Local(c.At).Format("2 Jan 2006")
	}
	words := slices.DeleteFunc([]string{who, at}, func(s string) bool { return s == "" })
	return strings.Join(slices.DeleteFunc([]string{how, strings.Join(words, ", ")}, func(s string) bool { return s == "" }), " · ")
}

// recordedBy is between how a consent was given and which host recorded it.
const recordedBy = ", recorded by "

// shortDay writes an ISO date in little room.
func shortDay(date string) string {
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return at.Format("2 Jan 2006")
}

// tapConsent gives a consent, after asking how the member gave it, or takes it
// back at once. Either is kept by itself, not with the rest of the form.
func (m *Model) tapConsent(t Tap) {
	e := m.host.edit
	all, now := e.base.Consents(), m.cfg.Now()
	a := e.asking
	if t.Verb != DoDate {
		m.since = now // the second of two taps must not land on what has just appeared
	}
	switch {
	case t.Verb == DoConsent && all[t.Name] == nil:
	case t.Verb == DoConsent && all[t.Name].Given:
		e.asking = asking{}
		m.keepConsent(t.Name, community.Consent{Recorded: "taken back, said to " + m.host.who.Name, At: now.UTC()})
	case t.Verb == DoConsent:
		e.asking = asking{consent: t.Name}
		m.form.focusOn(-1)
	case a.consent == "":
	case t.Verb == DoDate && !a.paper.IsZero():
		e.asking.paper = stepDay(a.paper, t.Name, t.N, m.today())
	case t.Verb == DoDate:
	case t.Name == OnPaper && a.paper.IsZero():
		e.asking.paper = m.today()
	case slices.Contains(HowGiven, t.Name):
		e.asking = asking{}
		c := community.Consent{Given: true, Recorded: t.Name + recordedBy + m.host.who.Name, At: now.UTC()}
		if t.Name == OnPaper {
			c.SignedOn = a.paper.Format(time.DateOnly)
		}
		m.keepConsent(a.consent, c)
	default:
		e.asking = asking{}
	}
}

// today is the day in the space, at midnight UTC.
func (m *Model) today() time.Time {
	at, err := time.Parse(time.DateOnly, m.host.roll.Space.Day(m.cfg.Now()))
	if err != nil { // a year past 9999
		return firstPaper
	}
	return at
}

// stepDay goes on by n days, months or years, to the end of a shorter month, and
// stays between the first day that a paper may say and the last.
func stepDay(day time.Time, part string, n int, last time.Time) time.Time {
	year, month, d := day.Date()
	switch part {
	case PartDay:
		day = day.AddDate(0, 0, n)
	case PartMonth, PartYear:
		if part == PartYear {
			n *= 12
		}
		begin := time.Date(year, month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		day = begin.AddDate(0, 0, min(d, begin.AddDate(0, 1, -1).Day())-1)
	}
	return slices.MinFunc([]time.Time{slices.MaxFunc([]time.Time{day, firstPaper}, compareTimes), last}, compareTimes)
}

func compareTimes(a, b time.Time) int { return cmp.Compare(a.Unix(), b.Unix()) }

func (m *Model) keepConsent(name string, c community.Consent) {
	e := m.host.edit
	if e.base.ID.IsZero() { // kept with the new member
		*e.m.Consents()[name] = c
		*e.base.Consents()[name] = c
		return
	}
	next := clone(e.base)
	*next.Consents()[name] = c
	m.keepMember(next, "")
}

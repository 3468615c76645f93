package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kettle/internal/community"
	"kettle/internal/search"
)

// memberCmd are the commands on members.
type memberCmd struct {
	List    memberListCmd    `cmd:"" help:"List all members."`
	Find    memberFindCmd    `cmd:"" help:"Find members by name, number, code or e-mail."`
	Show    memberShowCmd    `cmd:"" help:"Show all that is known of a member."`
	Add     memberAddCmd     `cmd:"" help:"Add a member."`
	Edit    memberEditCmd    `cmd:"" help:"Change fields of a member."`
	Consent memberConsentCmd `cmd:"" help:"Record what a member agreed to."`
	Photo   memberPhotoCmd   `cmd:"" help:"Give a member a photo, or take it away."`
	Card    memberCardCmd    `cmd:"" help:"Make a card that proves who a member is."`
	Link    memberLinkCmd    `cmd:"" help:"Make a link with which a member sends a photo or edits their profile on a phone."`
	SetPIN  memberPINCmd     `cmd:"" name:"set-pin" help:"Give a member a PIN of their own."`
	History memberHistoryCmd `cmd:"" help:"List what was given on this screen and overwritten by a later change elsewhere."`
	Merge   memberMergeCmd   `cmd:"" help:"Make one of two members who are the same person."`
	Export  memberExportCmd  `cmd:"" help:"Write all that is kept about a member to one file, for them."`
	Erase   memberEraseCmd   `cmd:"" aliases:"remove" help:"Erase a member and all that is theirs, for ever."`
}

// one finds the member that a command names.
func (c *call) one(name string) (community.Member, error) {
	m, err := c.db.NamedMember(c.ctx, name)
	if errors.Is(err, community.ErrNotFound) {
		return m, refuse("There is no member with the number, code or ID %q: look for them with kettled member find WORDS", cut(name, 60))
	}
	return m, err
}

type memberListCmd struct {
	JSON bool `name:"json" help:"Print a JSON array."`
}

// Run lists all members by name.
func (l *memberListCmd) Run(c *call) error {
	members, err := c.db.Members(c.ctx)
	if err != nil {
		return err
	}
	return listed(c, l.JSON, members, "There are no members yet. Bring them in with kettled import members.csv, or add one with kettled member add.", memberHeaders[:],
		memberRow)
}

// members prints members as a table.
var memberHeaders = [...]string{"NUMBER", "NAME", "CODE", "STATE", "AGREED TO", "HEADLINE"}

func memberRow(m *community.Member) []string {
	return []string{m.Number, m.Name, m.Code, stateWord(m), consentWords(m), m.Headline}
}

func stateWord(m *community.Member) string {
	if m.Active() {
		return community.StateActive
	}
	return m.State
}

// consents are the four consents as the command line calls them, in the order
// in which people are asked.
var consents = [...]struct{ word, field, means string }{
	{"wall", "show_on_wall", "shown on walls and kiosks in the building"},
	{"phone", "show_on_phone_page", "a page for phones behind the QR code"},
	{"here", "show_presence", "shown as here now"},
	{"network", "show_to_other_spaces", "shown in other spaces"},
}

// consentWords names what a member agreed to.
func consentWords(m *community.Member) string {
	var given []string
	all := m.Consents()
	for _, a := range consents {
		if all[a.field].Given {
			given = append(given, a.word)
		}
	}
	if len(given) == 0 {
		return "-"
	}
	return strings.Join(given, " ")
}

type memberFindCmd struct {
	Words []string `arg:"" help:"Words of the name, a number, a code or an e-mail address."`
	Limit int      `default:"20" help:"The most to print."`
	JSON  bool     `name:"json" help:"Print a JSON array."`
}

// found is a member as find prints them.
type found struct {
	community.Member
	exact bool
}

// MarshalJSON adds to the member whether the whole name, number, code or e-mail
// was typed.
func (f found) MarshalJSON() ([]byte, error) {
	b, err := f.Member.MarshalJSON()
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(b[:len(b)-1], `,"exact":%t}`, f.exact), nil
}

// Run finds members as a host may: all of them, whatever they agreed to and in
// whatever state.
func (f *memberFindCmd) Run(c *call) error {
	if f.Limit < 1 {
		return misuse("--limit is 1 or more")
	}
	members, err := c.db.Members(c.ctx)
	if err != nil {
		return err
	}
	words := strings.Join(f.Words, " ")
	none := fmt.Sprintf("Nobody is found by %q.", cut(words, 60))
	return listed(c, f.JSON, find(members, words, f.Limit), none, memberHeaders[:], func(m *found) []string { return memberRow(&m.Member) })
}

func find(members []community.Member, words string, limit int) []found {
	// The index keeps to consent and state, which are no secrets from a host.
	open := slices.Clone(members)
	place := make(map[community.ID]int, len(members))
	list := []found{}
	for i := range open {
		open[i].OnWall.Given, open[i].State = true, community.StateActive
		place[open[i].ID] = i
		if words != "" && strings.EqualFold(open[i].Email, strings.TrimSpace(words)) && len(list) < limit {
			list = append(list, found{members[i], true})
		}
	}
	for _, m := range search.New(open).Find(words, community.SearchOpen, limit) {
		same := func(f found) bool { return f.ID == m.ID }
		if len(list) < limit && !slices.ContainsFunc(list, same) {
			list = append(list, found{members[place[m.ID]], m.Exact})
		}
	}
	return list
}

type memberShowCmd struct {
	Member string `arg:"" help:"Number, code or ID."`
	JSON   bool   `name:"json" help:"Print a JSON object."`
}

// Run shows one member.
func (s *memberShowCmd) Run(c *call) error {
	m, err := c.one(s.Member)
	if err != nil {
		return err
	}
	return c.member(&m, s.JSON)
}

// member prints one member, the fields without a value left out.
func (c *call) member(m *community.Member, asJSON bool) error {
	if asJSON {
		return c.asJSON(m)
	}
	space, err := c.db.Space(c.ctx)
	if err != nil {
		return err
	}
	var rows [][2]string
	add := func(name, value string) {
		if value != "" {
			rows = append(rows, [2]string{name, value})
		}
	}
	agreed := m.Consents()
	for _, f := range m.Fields()[:len(community.MemberFields)] {
		if agreed[f.Name] == nil {
			add(f.Name, f.Value)
		}
	}
	for _, l := range append(community.Lists[:], community.ListInduction) {
		add(l, strings.Join(*m.List(l), "; "))
	}
	for _, a := range consents {
		add(a.field, consentLine(&space, agreed[a.field]))
	}
	add("id", m.ID.String())
	for _, r := range rows {
		if err := c.say("%-21s %s", r[0], strings.ReplaceAll(r[1], "\n", "\n"+strings.Repeat(" ", 22))); err != nil {
			return err
		}
	}
	return nil
}

// consentLine says what was agreed, how that is known and since when.
func consentLine(space *community.Space, a *community.Consent) string {
	s := "no"
	if a.Given {
		s = "yes"
	}
	if a.Recorded != "" {
		s += ", " + a.Recorded
	}
	if a.SignedOn != "" {
		s += ", signed " + a.SignedOn
	}
	if !a.At.IsZero() {
		s += ", recorded " + space.Day(a.At)
	}
	return s
}

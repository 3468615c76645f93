package importer

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"kettle/internal/community"
)

// headers are those of the files that Write makes, all known to Read. The first
// seventeen never change their order; new ones go to the end.
var headers = [...]string{
	"member_id", "name", "said_like", "pronouns", "headline", "organisation", "about",
	"languages", "happy_to_help_with", "looking_for", "talk_to_me_about", "joined_on",
	"show_on_wall", "show_on_phone_page", "show_presence", "show_to_other_spaces", "photo",
	"called", "email", "email_public", "phone", "phone_public", "website", "state",
	"show_on_wall" + how, "show_on_phone_page" + how, "show_presence" + how, "show_to_other_spaces" + how,
	"introduce_me", "leave_me", "welcome_me", "my_years", "learn_names", "confirmed_on", "left_on",
}

// Write writes members as a CSV file that Read reads back: UTF-8, CR LF, lists
// joined by "; ". photoName says by which file name a member's photo goes, ""
// for none; it may be nil.
//
// A spreadsheet takes a cell that begins with = + - @ for a formula, which a
// member could use against a host. Such cells get an apostrophe in front, which
// Read takes away.
func Write(w io.Writer, members []community.Member, photoName func(*community.Member) string) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(headers[:]); err != nil {
		return fmt.Errorf("write members: %w", err)
	}
	row := make([]string, len(headers))
	for i := range members {
		m := &members[i]
		text := values(m)
		text["member_id"] = m.Number
		text["photo"] = ""
		if photoName != nil {
			text["photo"] = photoName(m)
		}
		for field, c := range m.Consents() {
			text[field+how] = howSaid(c)
		}
		for _, list := range community.Lists {
			text[list] = community.JoinList(*m.List(list))
		}
		for j, h := range headers {
			row[j] = guard(text[h])
		}
		if err := out.Write(row); err != nil {
			return fmt.Errorf("write members: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write members: %w", err)
	}
	return nil
}

// formula are the first characters that make a spreadsheet calculate.
const formula = "=+-@\t\r\n＝＋－＠"

// guard makes a cell safe to open in a spreadsheet; guarded says of which cells
// Read takes the apostrophe away again.
func guard(s string) string {
	if startsFormula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

func guarded(s string) bool {
	return strings.HasPrefix(s, "'") && startsFormula(strings.TrimLeft(s, "'"))
}

func startsFormula(s string) bool {
	for _, r := range s {
		return strings.ContainsRune(formula, r)
	}
	return false
}

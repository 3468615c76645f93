package importer

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kettle/internal/community"
)

// column is one column of the file: its header as written and the field that it
// fills, "" for one that is left out.
type column struct {
	header string
	field  string
}

// headerField is the field that a header means by itself, "" for none. What
// stands in brackets, as in "Joined (dd/mm/yyyy)", is a remark unless the whole
// is known.
func headerField(header string) string {
	if f, ok := fieldOf[fold(header)]; ok {
		return f
	}
	if at := strings.IndexAny(header, "(["); at > 0 {
		return fieldOf[fold(header[:at])]
	}
	return ""
}

// known counts the headers that mean something.
func known(headers []string) int {
	n := 0
	for _, h := range headers {
		if headerField(h) != "" {
			n++
		}
	}
	return n
}

// understand says what each column means. The error says in words what keeps
// the file from being read: two columns for one field, none for the name, or a
// choice that fits no column or no field.
func understand(headers []string, chosen map[string]string) ([]column, error) {
	columns := make([]column, len(headers))
	byHand := make([]bool, len(headers))
	for i, h := range headers {
		columns[i] = column{header: community.CleanLine(h), field: headerField(h)}
	}
	for _, want := range sortedKeys(chosen) {
		field := strings.TrimSpace(chosen[want])
		if field == "member_id" {
			field = "number"
		}
		if field != "" && !isField(field) {
			return nil, fmt.Errorf("there is no field %q for the column %q to fill; the fields are: %s", field, want, strings.Join(fieldNames(), ", "))
		}
		found := false
		for i, h := range headers {
			if fold(h) == fold(want) && community.CleanLine(h) != "" {
				columns[i].field, byHand[i], found = field, true, true
			}
		}
		if !found {
			return nil, fmt.Errorf("there is no column %q; the first line has: %s", want, list(headers))
		}
	}
	yield(columns, byHand)
	if err := onePerField(columns); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(columns, func(c column) bool {
		return c.field == "name" || c.field == firstName || c.field == lastName
	}) {
		return nil, fmt.Errorf("no column is known to hold names; the first line has: %s; say which with --map \"Their header=name\"", list(headers))
	}
	return columns, nil
}

// yield leaves out columns that another one makes needless: one that was chosen
// by hand beats those that would mean the same, a plain header a weak one.
func yield(columns []column, byHand []bool) {
	taken := map[string]bool{}
	for i, c := range columns {
		if byHand[i] {
			taken[c.field] = true
		}
	}
	for i := range columns {
		if !byHand[i] && taken[columns[i].field] {
			columns[i].field = ""
		}
	}
	strong := map[string]bool{}
	for _, c := range columns {
		strong[c.field] = strong[c.field] || !weak[fold(c.header)]
	}
	for i, c := range columns {
		if !byHand[i] && weak[fold(c.header)] && strong[c.field] {
			columns[i].field = ""
		}
	}
	nameParts(columns, byHand)
}

// weak are the folded headers that count only when no plainer column is there:
// when a record was made is not when somebody joined, if the file says both.
var weak = foldAll(`id, contact id, user id, customer id, created, created on, created at, date created, registered, registered on, registration date,
	url, link, active, is active, aktiv, actif, activo, aktywny, photo url, image url, avatar url, title, profile, contact, account`)

// nameParts settles which columns make the name. A whole name beats its parts.
// Only plain "Name" may itself be a part: the family's beside "Vorname", as
// German lists have it, and the given one beside "Surname" alone.
func nameParts(columns []column, byHand []bool) {
	at := func(field string) int {
		return slices.IndexFunc(columns, func(c column) bool { return c.field == field })
	}
	whole, first, last := at("name"), at(firstName), at(lastName)
	if whole < 0 {
		return
	}
	if !byHand[whole] && fold(columns[whole].header) == "name" {
		switch {
		case last < 0 && first >= 0 && fold(columns[first].header) == "vorname":
			columns[whole].field = lastName
			return
		case first < 0 && last >= 0:
			columns[whole].field = firstName
			return
		}
	}
	for i := range columns {
		if f := columns[i].field; !byHand[i] && (f == firstName || f == lastName) {
			columns[i].field = ""
		}
	}
}

// onePerField refuses two columns for one field, in words that say the way out.
func onePerField(columns []column) error {
	first := map[string]string{}
	var twice []string
	for _, c := range columns {
		other, taken := first[c.field]
		switch {
		case c.field == "":
		case !taken:
			first[c.field] = c.header
		case fold(other) == fold(c.header):
			twice = append(twice, fmt.Sprintf("it has two columns %q; rename or remove one of them", c.header))
		default:
			twice = append(twice, fmt.Sprintf("the columns %q and %q both hold %s; leave one of them out with --map \"%s=\"",
				other, c.header, strings.ReplaceAll(c.field, "_", " "), c.header))
		}
	}
	if len(twice) > 0 {
		return errors.New(strings.Join(twice, "; "))
	}
	return nil
}

// isField says whether a column may fill the field of that name.
func isField(name string) bool { return slices.Contains(fieldNames(), name) }

// fieldNames are the fields that a column may fill.
func fieldNames() []string {
	names := slices.Concat([]string{firstName, lastName}, community.MemberFields[:], community.Lists[:])
	for _, consent := range consents {
		names = append(names, consent+how)
	}
	return names
}

// list names headers for a message, the first dozen of them.
func list(headers []string) string {
	var quoted []string
	for _, h := range headers {
		if h = community.CleanLine(h); h == "" {
			continue
		}
		if r := []rune(h); len(r) > 40 {
			h = string(r[:40]) + "…"
		}
		if quoted = append(quoted, `"`+h+`"`); len(quoted) == 12 {
			quoted = append(quoted, "…")
			break
		}
	}
	if len(quoted) == 0 {
		return "nothing"
	}
	return strings.Join(quoted, ", ")
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

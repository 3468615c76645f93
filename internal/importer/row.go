package importer

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"kettle/internal/community"
)

// intake makes members of rows and remembers what must not come twice.
type intake struct {
	o       Options
	columns []column
	present []string // shared by all rows, never written to again
	granted []string // consents of the options that no column speaks of
	numbers map[string]int
	emails  map[string]int
	unnamed []bool // columns without a header in which something stands
	rows    int
	parted  bool // lists are parted at semicolons, not at commas
}

func newIntake(o Options, columns []column) *intake {
	in := &intake{o: o, columns: columns, numbers: map[string]int{}, emails: map[string]int{}, unnamed: make([]bool, len(columns))}
	for _, c := range columns {
		field := c.field
		if field == firstName || field == lastName {
			field = "name"
		}
		if field != "" && !isHow(field) && !slices.Contains(in.present, field) {
			in.present = append(in.present, field)
		}
	}
	for _, c := range o.Consent {
		if !slices.Contains(in.present, c) {
			in.present = append(in.present, c)
			in.granted = append(in.granted, c)
		}
	}
	return in
}

// ignored names the columns that are left out.
func (in *intake) ignored(head []string) []string {
	var out []string
	for i, c := range in.columns {
		switch {
		case c.field != "":
		case c.header != "":
			out = append(out, strings.TrimSpace(head[i]))
		case in.unnamed[i]:
			out = append(out, fmt.Sprintf("column %d, which has no header", i+1))
		}
	}
	return out
}

// hasConsent says whether anything tells who agreed to what.
func (in *intake) hasConsent() bool {
	return slices.ContainsFunc(in.present, isConsent)
}

func isConsent(field string) bool { return slices.Contains(consents[:], field) }

// add takes in one row: a Row if every cell fits, else a problem for each that
// does not.
func (in *intake) add(res *Result, rec record) {
	row := Row{Line: rec.line, Present: in.present}
	before := len(res.Problems)
	bad := func(column, reason string) {
		res.Problems = append(res.Problems, Problem{in.o.File, rec.line, column, reason})
	}
	var first, last string
	nameColumn := ""
	for i, c := range in.columns {
		value := ""
		if i < len(rec.cells) {
			value = cell(rec.cells[i])
		}
		switch c.field {
		case "":
			in.unnamed[i] = in.unnamed[i] || value != ""
			continue
		case "photo":
			row.Photo = community.CleanLine(value)
			continue
		case firstName:
			first, nameColumn = value, c.header
			continue
		case lastName:
			last, nameColumn = value, cmp.Or(nameColumn, c.header)
			continue
		case "name":
			nameColumn = c.header
		}
		if isHow(c.field) { // once it is known what was said
			continue
		}
		if reason := in.set(&row.Member, c.field, value); reason != "" {
			bad(c.header, reason)
		}
	}
	if first != "" || last != "" {
		if reason := in.set(&row.Member, "name", joinNames(first, last)); reason != "" {
			bad(nameColumn, reason)
		}
	}
	if row.Member.Name == "" && !slices.ContainsFunc(res.Problems[before:], func(p Problem) bool { return p.Column == nameColumn }) {
		bad(nameColumn, "the name is missing")
	}
	for i := len(in.columns); i < len(rec.cells); i++ {
		if strings.TrimSpace(rec.cells[i]) != "" {
			bad("", fmt.Sprintf("the row has %d cells and the line of headers %d; a cell that holds a separator needs quotes around it", len(rec.cells), len(in.columns)))
			break
		}
	}
	in.once(in.numbers, "number", row.Member.Number, rec.line, bad)
	in.once(in.emails, "email", row.Member.Email, rec.line, bad)
	for _, c := range in.granted {
		*row.Member.Consents()[c] = in.consent(true)
	}
	for i, c := range in.columns {
		if field, ok := strings.CutSuffix(c.field, how); ok && i < len(rec.cells) {
			if reason := said(row.Member.Consents()[field], community.CleanLine(cell(rec.cells[i]))); reason != "" {
				bad(c.header, reason)
			}
		}
	}
	if len(res.Problems) == before {
		res.Rows = append(res.Rows, row)
	}
}

// once reports a value that must be one member's alone and stood in an earlier
// row.
func (in *intake) once(seen map[string]int, field, value string, line int, bad func(column, reason string)) {
	if value == "" {
		return
	}
	key := strings.ToLower(value)
	if at, twice := seen[key]; twice {
		bad(in.header(field), fmt.Sprintf("%q stands in line %d already", value, at))
		return
	}
	seen[key] = line
}

// header is the header of the column that fills the field.
func (in *intake) header(field string) string {
	at := slices.IndexFunc(in.columns, func(c column) bool { return c.field == field })
	if at < 0 {
		return ""
	}
	return in.columns[at].header
}

// consent is a consent as this import records it.
func (in *intake) consent(given bool) community.Consent {
	return community.Consent{
		Given:    given,
		Recorded: cmp.Or(in.o.Recorded, "import of "+cmp.Or(in.o.File, "a file")),
		SignedOn: in.o.SignedOn,
		At:       in.o.Now.UTC(),
	}
}

// mangled is what spreadsheets make of long numbers.
var mangled = regexp.MustCompile(`^\d([.,]\d+)?E\+?\d+$`)

// set gives the member one value; the reason says why it does not fit.
func (in *intake) set(m *community.Member, field, value string) (reason string) {
	var err error
	switch field {
	case "joined_on":
		if value, err = date(value, in.o.Dates); err != nil {
			return err.Error()
		}
	case "state":
		value = state(value)
	case "number", "phone":
		if mangled.MatchString(value) {
			return fmt.Sprintf("%q was made by a spreadsheet out of a longer number; format the column as text and export again", value)
		}
	}
	if isConsent(field) {
		given, ok := community.ParseYes(value)
		if !ok {
			return fmt.Sprintf("%q is neither yes nor no", value)
		}
		*m.Consents()[field] = in.consent(given)
		return ""
	}
	if value == "" && field != "state" { // the field is empty already
		return ""
	}
	if in.parted && m.List(field) != nil {
		value += ";"
	}
	err = m.Set(field, value)
	if fe := (*community.FieldError)(nil); errors.As(err, &fe) {
		return strings.TrimSuffix(fe.Reason, ".")
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// cell makes the text of a cell what a person would say stands in it.
func cell(s string) string {
	s = strings.TrimSpace(s)
	if guarded(s) {
		s = s[1:]
	}
	return norm.NFC.String(s)
}

// state reads how other systems name the state of a membership.
func state(s string) string {
	switch fold(s) {
	case "active", "yes", "true", "1", "current", "member", "approved", "confirmed", "enabled", "live",
		"aktiv", "ja", "actif", "active1", "oui", "activo", "activa", "si", "aktywny", "aktywna", "tak":
		return community.StateActive
	case "paused", "pause", "onhold", "hold", "suspended", "frozen", "inactive", "no", "false", "0", "disabled", "dormant",
		"pausiert", "ruhend", "inaktiv", "nein", "enpause", "suspendu", "inactif", "non", "pausado", "pausada", "enpausa", "inactivo", "inactiva",
		"zawieszony", "zawieszona", "wstrzymany", "nieaktywny", "nieaktywna", "nie":
		return community.StatePaused
	case "left", "former", "formermember", "ended", "cancelled", "canceled", "expired", "terminated", "churned", "alumni", "alumnus", "archived", "past",
		"ausgetreten", "ehemalig", "gekundigt", "beendet", "parti", "partie", "ancien", "ancienne", "resilie", "termine", "baja", "antiguo", "cancelado", "cancelada",
		"odszedl", "odeszla", "byly", "byla", "zakonczony", "zakonczone":
		return community.StateLeft
	}
	return s
}

// joinNames makes one name of two. Han, kana and hangul names stand together,
// the family's first.
func joinNames(first, last string) string {
	if first == "" || last == "" {
		return first + last
	}
	east := func(s string) bool {
		for _, r := range s {
			return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
		}
		return false
	}
	if east(first) && east(last) {
		return last + first
	}
	return first + " " + last
}

// Changed names the fields of the row that say something else than the member
// that is known already, in the row's order. A consent counts as changed only
// when yes became no or no yes, so that importing a file once more does not make
// all consents new. "photo" is never named: only the picture itself can tell.
func (r *Row) Changed(known *community.Member) []string {
	var out []string
	was, is := values(known), values(&r.Member)
	for _, field := range r.Present {
		differs := was[field] != is[field]
		if list := known.List(field); list != nil {
			differs = !slices.Equal(*list, *r.Member.List(field))
		}
		if differs && field != "photo" {
			out = append(out, field)
		}
	}
	return out
}

// values are the member's fields that are not lists, as texts: consents as yes
// or no alone, no state as active.
func values(m *community.Member) map[string]string {
	out := make(map[string]string, len(community.MemberFields))
	for _, f := range m.Fields()[:len(community.MemberFields)] {
		out[f.Name] = f.Value
	}
	for name, c := range m.Consents() {
		out[name] = yesNo(c.Given)
	}
	for name, yes := range map[string]bool{
		"email_public": m.EmailPublic, "phone_public": m.PhonePublic, "introduce_me": m.IntroduceMe, "leave_me": m.LeaveMe,
		"welcome_me": m.WelcomeMe, "my_years": m.MyYears, "learn_names": m.LearnNames,
	} {
		out[name] = yesNo(yes)
	}
	out["state"] = cmp.Or(m.State, community.StateActive)
	return out
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

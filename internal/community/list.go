package community

import (
	"slices"
	"strings"
)

func (m *Member) setTag(name, tag, value string) error {
	list := m.List(name)
	if list == nil {
		return ErrNotFound
	}
	at := slices.Index(*list, tag)
	switch {
	case value == "" && at >= 0:
		*list = slices.Delete(slices.Clone(*list), at, at+1)
	case value != "" && at < 0:
		return setList(list, name, append(slices.Clone(*list), tag), maxTags, 80)
	}
	return nil
}

// SplitList splits a list as people write it in one cell: at semicolons or line
// breaks if there are any, else at commas.
func SplitList(s string) []string {
	sep := func(r rune) bool { return r == ',' }
	if strings.ContainsAny(s, ";\n|") {
		sep = func(r rune) bool { return r == ';' || r == '\n' || r == '|' }
	}
	return strings.FieldsFunc(s, sep)
}

// JoinList writes a list so that SplitList parts it at the same places: one element
// with a comma in it gets a semicolon behind. Inside of an element a semicolon or a
// bar becomes a comma, since a cell cannot hold them.
func JoinList(list []string) string {
	clean := strings.NewReplacer(";", ",", "|", ",")
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = clean.Replace(t)
	}
	s := strings.Join(out, "; ")
	if len(out) == 1 && strings.Contains(s, ",") {
		s += ";"
	}
	return s
}

// setList sets a list to the elements, cleaned, those said twice once.
func setList(at *[]string, field string, all []string, most, limit int) error {
	var out []string
	for _, t := range all {
		if err := setClean(&t, field, t, limit); err != nil {
			return err
		}
		same := func(o string) bool { return strings.EqualFold(o, t) }
		if t != "" && !slices.ContainsFunc(out, same) {
			out = append(out, t)
		}
	}
	if len(out) > most {
		return fieldErr(field, "has %d entries, %d fit", len(out), most)
	}
	*at = out
	return nil
}

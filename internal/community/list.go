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
		tags, err := cleanTags(name, append(slices.Clone(*list), tag))
		if err != nil {
			return err
		}
		*list = tags
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

func cleanTags(field string, tags []string) ([]string, error) {
	return cleanList(field, tags, maxTags, 80)
}

// cleanList cleans the elements of a list and leaves out those said twice.
func cleanList(field string, all []string, most, limit int) ([]string, error) {
	var out []string
	for _, t := range all {
		t, err := cleanField(field, t, limit)
		if err != nil {
			return nil, err
		}
		same := func(o string) bool { return strings.EqualFold(o, t) }
		if t != "" && !slices.ContainsFunc(out, same) {
			out = append(out, t)
		}
	}
	if len(out) > most {
		return nil, fieldErr(field, "has %d entries, %d fit", len(out), most)
	}
	return out, nil
}
